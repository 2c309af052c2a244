"""What the import of a list of contacts tells before and after: plain records, and the same in sentences for either front end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from desktop_app.exchange.imports.contacts.contact_columns import ContactColumns
from desktop_app.exchange.imports.contacts.contact_field import (
    CONTACT_FIELD_TITLES,
    ContactField,
    ContactKind,
)
from desktop_app.exchange.imports.contacts.contact_record import ReadContact
from desktop_app.exchange.imports.import_report import RefusedRows
from desktop_app.exchange.imports.report_words import (
    headings_listed,
    name_of,
    names_listed,
    refused_sentence,
    unread_message,
)
from desktop_app.i18n.texts import tr, trn
from desktop_app.system.paths import shown_name


@dataclass(frozen=True, slots=True)
class ContactPreview:
    """What a list of contacts looks like, before anything of it is taken in."""

    path: Path
    encoding: str
    separator: str
    headings: tuple[str, ...]
    columns: ContactColumns
    samples: tuple[tuple[str, ...], ...]
    """For each column up to three different values, as written."""
    rows: tuple[ReadContact, ...]
    """The first rows as they would be read."""
    records: int
    empty_lines: int
    kind: ContactKind
    """What the rows become."""
    undecided: tuple[str, ...] = ()
    """The columns of which nothing tells whether the day or the month stands first."""
    month_first: tuple[str, ...] = ()
    day_order: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()


class UnreadContactWord(NamedTuple):
    """Cells of one column that say the same and were not understood: kept in the notes."""

    heading: str
    text: str
    times: int


@dataclass(frozen=True, slots=True)
class ContactReport:
    """What became of a list of contacts; with ``dry_run`` what would become of it."""

    path: Path
    dry_run: bool
    kind: ContactKind
    records: int
    empty_lines: int
    added: int
    known: int
    """Contacts that were written down already."""
    repeated: int
    """Rows that say the same as another one of the list."""
    people: int
    """With how many people contacts were added."""
    in_follow_up: int
    """How many people are in follow-up by that, who were to be visited."""
    without_author: int
    """Contacts of which the list does not say who had them: that is the person's mentor, or whoever imports."""
    past_actions: int
    """Next actions that are past, and stand in the notes."""
    new_authors: tuple[str, ...]
    """Names that nobody had yet; each is a user now who cannot sign in."""
    unclear_authors: tuple[str, ...]
    """Names that several users have."""
    rows_refused: RefusedRows
    left_out: tuple[str, ...] = ()
    by_look: tuple[tuple[str, ContactField], ...] = ()
    month_first: tuple[str, ...] = ()
    has_headings: bool = True
    unread: tuple[UnreadContactWord, ...] = ()
    import_id: int | None = None
    refused_file: Path | None = None


def contact_messages(report: ContactReport) -> list[str]:
    """Return the report in words, the most important first."""
    return [
        _added(report),
        *(message for count, message in _counts(report) if count),
        *_about_columns(report),
    ]


def _added(report: ContactReport) -> str:
    people = trn("{count} person", "{count} people", report.people)
    match report.kind, report.dry_run:
        case ContactKind.FOLLOW_UPS, True:
            return trn(
                "{count} follow-up with {people} would be added.",
                "{count} follow-ups with {people} would be added.",
                report.added,
                people=people,
            )
        case ContactKind.FOLLOW_UPS, False:
            return trn(
                "{count} follow-up with {people} added.",
                "{count} follow-ups with {people} added.",
                report.added,
                people=people,
            )
        case _, True:
            return trn(
                "{count} client interaction with {people} would be added.",
                "{count} client interactions with {people} would be added.",
                report.added,
                people=people,
            )
        case _:
            return trn(
                "{count} client interaction with {people} added.",
                "{count} client interactions with {people} added.",
                report.added,
                people=people,
            )


def _counts(report: ContactReport) -> Iterator[tuple[int, str]]:
    yield (
        report.known,
        trn(
            "{count} contact was recorded already.",
            "{count} contacts were recorded already.",
            report.known,
        ),
    )
    yield (
        report.repeated,
        trn("{count} repeated row was combined.", "{count} repeated rows were combined.", report.repeated),
    )
    refused = len(report.rows_refused.rows)
    yield (
        refused,
        trn(
            "{count} row is refused, because it does not say clearly with whom the contact was, or when.",
            "{count} rows are refused, because they do not say clearly with whom the contact was, or when.",
            refused,
        ),
    )
    yield (
        report.empty_lines,
        trn("{count} empty line is left out.", "{count} empty lines are left out.", report.empty_lines),
    )
    yield (
        report.in_follow_up,
        trn(
            "{count} person who was to be visited comes into follow-up by this.",
            "{count} people who were to be visited come into follow-up by this.",
            report.in_follow_up,
        ),
    )
    yield (
        report.past_actions,
        trn(
            "{count} next action is past: it stands in the notes, and nobody is reminded of it.",
            "{count} next actions are past: they stand in the notes, and nobody is reminded of them.",
            report.past_actions,
        ),
    )
    yield (
        report.without_author,
        trn(
            "Of {count} contact the list does not say who had it: it is recorded for the person’s mentor or, without one, for you.",
            "Of {count} contacts the list does not say who had them: they are recorded for the person’s mentor or, without one, for you.",
            report.without_author,
        ),
    )
    yield (
        len(report.new_authors),
        trn(
            "{count} name is not that of a user: it was added as a user who cannot sign in: {names}.",
            "{count} names are not those of users: they were added as users who cannot sign in: {names}.",
            len(report.new_authors),
            names=names_listed(report.new_authors),
        ),
    )
    yield (
        len(report.unclear_authors),
        tr(
            "Several users have this name, so that it stands in the notes only: {names}.",
            names=names_listed(report.unclear_authors),
        ),
    )


def _about_columns(report: ContactReport) -> list[str]:
    messages = []
    if not report.has_headings:
        messages.append(
            tr("The list has no headings: the first row is taken as a contact, and the columns are guessed.")
        )
    if report.left_out:
        messages.append(tr("Columns left out: {headings}.", headings=headings_listed(report.left_out)))
    if report.by_look:
        pairs = [f"{heading} → {tr(CONTACT_FIELD_TITLES[field])}" for heading, field in report.by_look]
        messages.append(
            tr(
                "Guessed from the values, because the heading says nothing: {columns}.",
                columns=", ".join(pairs),
            )
        )
    if report.month_first:
        headings = headings_listed(report.month_first)
        messages.append(tr("Read with the month before the day: {headings}.", headings=headings))
    by_heading: dict[str, list[UnreadContactWord]] = {}
    for word in report.unread:
        by_heading.setdefault(word.heading, []).append(word)
    messages += [
        unread_message(heading, [(word.text, word.times) for word in words])
        for heading, words in by_heading.items()
    ]
    return messages


def whole_contact_report(report: ContactReport) -> list[str]:
    """Return everything that can be told, line by line, for a file."""
    parts: list[tuple[str, list[str]]] = [
        (
            tr("Not understood, and kept in the notes"),
            [f"{word.heading}: {word.text} ({word.times}×)" for word in report.unread],
        ),
        (
            tr("Refused rows"),
            [refused_sentence(row.line, name_of(row), reason) for row, reason in report.rows_refused.rows],
        ),
    ]
    lines = [shown_name(report.path), "", *contact_messages(report)]
    for title, listed in parts:
        if listed:
            lines += ["", title, *(f"  {line}" for line in listed)]
    return lines
