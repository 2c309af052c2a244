"""What a list is when it leaves the program: its columns with their headings, and the form of the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Literal

from desktop_app.domain.person_fields import PERSON_FIELDS, FieldKind
from desktop_app.domain.vocabulary import LABELS, FollowUpType, Outcome
from desktop_app.exchange.imports.people_columns import FIELD_TITLES, PersonField
from desktop_app.i18n.texts import mark, tr

Kind = Literal["text", "word", "date", "moment", "number"]
"""``word`` is a text of our own (a status, a state): nobody typed it. ``moment`` is naive, as the office's clocks show it."""

Value = str | int | float | date | datetime | None
Batch = Sequence[Sequence[Value]]
"""Some rows of a list, column by column: for each column its values, as many in each. Nothing is None or an empty text."""


class Format(StrEnum):
    """What the file is made for; the values are the ends of its name."""

    EXCEL = "xlsx"
    CSV = "csv"
    CALENDAR = "ics"


@dataclass(frozen=True, slots=True)
class ExportForm:
    """What a person chose: the kind of file, and whether what people confided (notes, prayer requests) goes with it."""

    format: Format = Format.EXCEL
    with_notes: bool = False


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column: the heading is marked, the width in letters; ``is_note``: only when notes are wanted."""

    heading: str
    kind: Kind = "text"
    width: int = 16
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A list: ``name`` is what the activity log calls it, ``title`` (marked) names the sheet and the file."""

    name: str
    title: str
    columns: tuple[ExportColumn, ...]

    def without_notes(self) -> ExportTable:
        """Return the table without the columns that hold what people confided."""
        return replace(self, columns=tuple(column for column in self.columns if not column.is_note))


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that is there now, and how many rows are in it."""

    path: Path
    rows: int


_KINDS: dict[FieldKind, Kind] = {
    FieldKind.CODE: "word",
    FieldKind.DAY: "date",
    FieldKind.BIRTHDAY: "date",
}


def _person(*, confided: bool) -> tuple[ExportColumn, ...]:
    """Return the columns of a person's fields, under the headings that an import reads."""
    return tuple(
        ExportColumn(spec.label, _KINDS.get(spec.kind, "text"), spec.width, is_note=confided)
        for spec in PERSON_FIELDS
        if spec.is_confided is confided
    )


PEOPLE = ExportTable(
    "people",
    mark("People"),
    (
        *_person(confided=False),
        ExportColumn(FIELD_TITLES[PersonField.LAST_CONTACT_ON], "date", 12),
        ExportColumn(FIELD_TITLES[PersonField.STATUS], "word", 14),
        ExportColumn(FIELD_TITLES[PersonField.MENTOR], width=20),
        ExportColumn(mark("Paused until"), "date", 12),
        ExportColumn(mark("Number of follow-ups"), "number", 12),
        *_person(confided=True),
    ),
)
FOLLOW_UPS = ExportTable(
    "follow_ups",
    mark("Follow-ups"),
    (
        ExportColumn(mark("Date"), "date", 12),
        ExportColumn(mark("Person"), width=26),
        ExportColumn(mark("Type"), "word", 14),
        ExportColumn(mark("Outcome"), "word", 14),
        ExportColumn(mark("Notes"), width=60, is_note=True),
        ExportColumn(mark("Next action"), "date", 12),
        ExportColumn(mark("State of the next action"), "word", 14),
        ExportColumn(mark("What is to be done"), width=40, is_note=True),
        ExportColumn(mark("Recorded by"), width=20),
        ExportColumn(mark("Recorded on"), "moment", 16),
    ),
)
INTERACTIONS = ExportTable(
    "interactions",
    mark("Client interactions"),
    (
        ExportColumn(mark("Start"), "moment", 16),
        ExportColumn(mark("End"), "moment", 16),
        ExportColumn(mark("Minutes"), "number", 9),
        ExportColumn(mark("Person"), width=26),
        ExportColumn(mark("Title"), width=32),
        ExportColumn(mark("Type"), "word", 18),
        ExportColumn(mark("Program"), "word", 30),
        ExportColumn(mark("Reference services"), "word", 34),
        ExportColumn(mark("Location"), width=20),
        ExportColumn(mark("Notes"), width=60, is_note=True),
        ExportColumn(mark("Written by"), width=20),
    ),
)
WAITING = ExportTable(
    "waiting",
    mark("Waiting too long"),
    (
        ExportColumn(mark("Days"), "number", 8),
        ExportColumn(mark("Person"), width=26),
        ExportColumn(mark("Phone"), width=22),
        ExportColumn(mark("Mentor"), width=20),
        ExportColumn(mark("Status"), "word", 14),
        ExportColumn(mark("First visit"), "date", 12),
        ExportColumn(mark("Last contact"), "date", 12),
        ExportColumn(mark("Type"), "word", 14),
        ExportColumn(mark("Outcome"), "word", 14),
        ExportColumn(mark("Attempts without an answer"), "number", 12),
        ExportColumn(mark("Last reached"), "date", 12),
        ExportColumn(mark("Looked after by"), width=20),
    ),
)
PAUSED = ExportTable(
    "paused",
    mark("Paused"),
    (
        ExportColumn(mark("Until"), "date", 12),
        ExportColumn(mark("Person"), width=26),
        ExportColumn(mark("Why"), "word", 24),
        ExportColumn(mark("Note"), width=40, is_note=True),
        ExportColumn(mark("Phone"), width=22),
        ExportColumn(mark("Mentor"), width=20),
        ExportColumn(mark("Looked after by"), width=20),
        ExportColumn(mark("Status"), "word", 14),
        ExportColumn(mark("Days"), "number", 8),
    ),
)
_NEXT_ACTIONS = (
    ExportColumn(mark("When"), "date", 12),
    ExportColumn(mark("Days from today"), "number", 10),
    ExportColumn(mark("Person"), width=26),
    ExportColumn(mark("Phone"), width=22),
    ExportColumn(mark("What is to be done"), width=40, is_note=True),
    ExportColumn(mark("Mentor"), width=20),
    ExportColumn(mark("Looked after by"), width=20),
    ExportColumn(mark("Planned by"), width=20),
    ExportColumn(mark("Status"), "word", 14),
    ExportColumn(mark("Last follow-up"), "date", 12),
    ExportColumn(mark("Type"), "word", 14),
    ExportColumn(mark("Outcome"), "word", 14),
)
PAST_DUE = ExportTable("past_due", mark("Overdue actions"), _NEXT_ACTIONS)
COMING_UP = ExportTable("coming_up", mark("Coming up"), _NEXT_ACTIONS)
PLANNED = ExportTable("planned", mark("Planned next actions"), _NEXT_ACTIONS)
USERS = ExportTable(
    "users",
    mark("Users"),
    (
        ExportColumn(mark("First name"), width=18),
        ExportColumn(mark("Last name"), width=18),
        ExportColumn(mark("E-mail address"), width=28),
        ExportColumn(mark("Role"), "word", 20),
        ExportColumn(mark("State"), "word", 14),
        ExportColumn(mark("People"), "number", 10),
        ExportColumn(mark("Last sign-in"), "moment", 16),
        ExportColumn(mark("Added on"), "moment", 16),
    ),
)
FIGURES = ExportTable(
    "figures",
    mark("Statistics"),
    (
        ExportColumn(mark("Mentor"), width=24),
        ExportColumn(mark("First day"), "date", 12),
        ExportColumn(mark("Last day"), "date", 12),
        *(
            ExportColumn(heading, "number", 10)
            for heading in (
                mark("Follow-ups"),
                mark("Follow-ups in the days before"),
                mark("People met"),
                *(LABELS[kind, word.value] for kind in (FollowUpType, Outcome) for word in kind),
                mark("Actions to come"),
                mark("Overdue actions"),
                mark("New people"),
                mark("Of them integrated"),
                mark("In their care"),
                mark("Waiting too long"),
            )
        ),
    ),
)

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def suggested_name(title: str, today: date, format_: Format) -> str:
    """Return what a file of the list called *title* (marked) could be called, on every kind of PC."""
    return f"{_NOT_IN_NAMES.sub(' ', tr(title)).strip(' .')} {today.isoformat()}.{format_}"
