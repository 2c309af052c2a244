"""What a list says, read row by row: its people, each once, what is refused, and what was not understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.controllers.importing.steps import Steps
from desktop_app.domain.vocabulary import NotCalled
from desktop_app.exchange.imports.doubt_answers import DoubtAnswer, answered_people
from desktop_app.exchange.imports.import_report import JoinedRows, RefusedRows, SkippedRow, UnreadWord
from desktop_app.exchange.imports.people_file import PeopleFile, SourceRow
from desktop_app.exchange.imports.people_rows import ReadPerson, read_row
from desktop_app.exchange.imports.person_field import PersonField
from desktop_app.exchange.imports.reading_habits import ReadingHabits
from desktop_app.exchange.imports.same_people import SamePerson, group_same_people


@dataclass(frozen=True, slots=True)
class Reading:
    """What a list says: its people, each once, the rows that cannot be taken in, and what was not understood."""

    people: list[SamePerson]
    refused: RefusedRows
    repeated: int
    joined: tuple[JoinedRows, ...]
    unread: tuple[UnreadWord, ...]
    not_called: Mapping[NotCalled, int]
    skipped: tuple[SkippedRow, ...]
    habits: ReadingHabits


def read_list(
    people_file: PeopleFile,
    columns: Mapping[int, PersonField],
    habits: ReadingHabits,
    today: date,
    steps: Steps,
    answers: Collection[DoubtAnswer] = (),
) -> Reading:
    """Read every row; whom *answers* call one person are one.

    Raises:
        Cancelled: it was asked to stop.
    """
    refused: list[tuple[SourceRow, str]] = []
    unread: Counter[tuple[PersonField, str, str]] = Counter()
    not_called: Counter[NotCalled] = Counter()
    skipped: list[SkippedRow] = []

    def accepted() -> Iterator[ReadPerson]:
        for row in people_file.rows():
            steps.step("read", row.number, people_file.records)
            person = read_row(row, columns, today, habits)
            if person.is_nobody:
                skipped.append(SkippedRow(row.line, " ".join(cell for cell in row.cells if cell.strip())))
                continue
            if person.problems:
                refused.append((row, person.reason))
                continue
            unread.update((cell.field, cell.heading, cell.text) for cell in person.unread)
            if person.values.get("not_called"):
                not_called[NotCalled(str(person.values["not_called"]))] += 1
            # its text is not needed any more, and of a long list it is most of the memory
            yield replace(person, row=replace(row, cells=(), raw=""), unread=())

    people = answered_people(group_same_people(accepted(), habits.country), answers, habits.country)
    return Reading(
        people=people,
        refused=RefusedRows(people_file.without_rows(), tuple(refused)),
        repeated=sum(len(person.members) - 1 for person in people),
        joined=tuple(
            JoinedRows(person.name, tuple(member.row.line for member in person.members), person.reasons)
            for person in people
            if len(person.members) > 1
        ),
        unread=tuple(UnreadWord(*word, count) for word, count in unread.most_common()),
        not_called=not_called,
        skipped=tuple(skipped),
        habits=habits,
    )
