"""The report of an import in sentences, for either front end: in short, and whole for a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from desktop_app.domain.duplicates import name_key
from desktop_app.domain.records import UndoneImport
from desktop_app.domain.vocabulary import NotCalled
from desktop_app.exchange.imports.import_report import (
    Difference,
    Doubt,
    ImportReport,
    JoinedRows,
    SkippedRow,
    UnreadWord,
)
from desktop_app.exchange.imports.people_columns import FIELD_TITLES
from desktop_app.exchange.imports.people_file import SourceRow
from desktop_app.exchange.imports.person_field import PersonField
from desktop_app.i18n.texts import mark, tr, trn
from desktop_app.system.paths import shown_name

MOST_NAMED = 12
"""A column that was mistaken for that of the mentors names hundreds."""
_MOST_WORDS = 5
_MOST_HEADINGS = 30
_LONGEST_NAME = 60


def sentences(report: ImportReport) -> list[str]:
    """The report in words, the most important first. All but the first read the same before and after."""
    return [_added(report), *(sentence for count, sentence in _counts(report) if count), *_told(report)]


def _counts(report: ImportReport) -> Iterator[tuple[int, str]]:
    yield (
        report.updated,
        trn(
            "{count} person is in the list of people already: only what was empty is filled in.",
            "{count} people are in the list of people already: only what was empty is filled in.",
            report.updated,
        ),
    )
    differing = len({difference.person_id for difference in report.differences})
    unchanged = report.unchanged
    yield (
        unchanged,
        trn(
            "{count} person is in the list of people already, and nothing about them is new.",
            "{count} people are in the list of people already, and nothing about them is new.",
            unchanged,
        ),
    )
    yield (
        differing,
        trn(
            "Of {count} person who is there already the list says something else than the office has.",
            "Of {count} people who are there already the list says something else than the office has.",
            differing,
        ),
    )
    yield (
        report.repeated,
        trn(
            "{count} repeated row was combined.",
            "{count} repeated rows were combined.",
            report.repeated,
        ),
    )
    refused = len(report.rows_refused.rows)
    yield (
        refused,
        trn(
            "{count} row is refused, because it names nobody or its cells cannot be told apart.",
            "{count} rows are refused, because they name nobody or their cells cannot be told apart.",
            refused,
        ),
    )
    yield (
        report.empty_lines,
        trn("{count} empty line is left out.", "{count} empty lines are left out.", report.empty_lines),
    )
    yield (
        len(report.skipped),
        trn(
            "{count} line is no person and is left out: {lines}.",
            "{count} lines are no people and are left out: {lines}.",
            len(report.skipped),
            lines=names_listed([_skipped(row) for row in report.skipped]),
        ),
    )
    for reason, count in report.not_called.items():
        yield count, _not_called(reason, count)
    yield from _about_mentors(report)


def _about_mentors(report: ImportReport) -> Iterator[tuple[int, str]]:
    yield (
        len(report.new_mentors),
        trn(
            "{count} mentor was not known yet, and cannot sign in until an administrator completes the account: {names}.",
            "{count} mentors were not known yet, and cannot sign in until an administrator completes their accounts: {names}.",
            len(report.new_mentors),
            names=names_listed(report.new_mentors),
        ),
    )
    yield (
        len(report.unclear_mentors),
        tr(
            "Several mentors have this name, so that their people stay without a mentor: {names}.",
            names=names_listed(report.unclear_mentors),
        ),
    )
    yield (
        report.assigned,
        trn(
            "{count} person gets a mentor automatically.",
            "{count} people get a mentor automatically.",
            report.assigned,
        ),
    )
    yield (
        report.without_mentor,
        trn(
            "{count} of those added has no mentor yet.",
            "{count} of those added have no mentor yet.",
            report.without_mentor,
        ),
    )


def _not_called(reason: NotCalled, count: int) -> str:
    match reason:
        case NotCalled.DECEASED:
            return trn(
                "{count} person has died, says the list: they wait for nobody’s call.",
                "{count} people have died, says the list: they wait for nobody’s call.",
                count,
            )
        case NotCalled.MOVED_AWAY:
            return trn(
                "{count} person has moved away, says the list: they wait for nobody’s call.",
                "{count} people have moved away, says the list: they wait for nobody’s call.",
                count,
            )
        case _:
            return trn(
                "{count} person must not be called, says the list: they wait for nobody’s call.",
                "{count} people must not be called, says the list: they wait for nobody’s call.",
                count,
            )


def _told(report: ImportReport) -> list[str]:
    """What became of the columns, and of the words that were not understood."""
    use = report.columns
    lines_of_columns = []
    if not use.has_headings:
        lines_of_columns.append(
            tr("The list has no headings: the first row is taken as a person, and the columns are guessed.")
        )
    if use.left_out:
        lines_of_columns.append(tr("Columns left out: {headings}.", headings=headings_listed(use.left_out)))
    if use.into_notes:
        lines_of_columns.append(
            tr("Columns kept in the notes: {headings}.", headings=headings_listed(use.into_notes))
        )
    if use.by_look:
        pairs = [f"{heading} → {tr(FIELD_TITLES[field])}" for heading, field in use.by_look]
        lines_of_columns.append(
            tr(
                "Guessed from the values, because the heading says nothing: {columns}.",
                columns=", ".join(pairs),
            )
        )
    if use.month_first:
        lines_of_columns.append(
            tr("Read with the month before the day: {headings}.", headings=headings_listed(use.month_first))
        )
    lines_of_columns += [
        unread_message(words[0].heading, [(word.text, word.times) for word in words])
        for words in _by_heading(report.unread)
    ]
    return lines_of_columns


def _by_heading(unread: Iterable[UnreadWord]) -> list[list[UnreadWord]]:
    groups: dict[tuple[PersonField, str], list[UnreadWord]] = {}
    for word in unread:
        groups.setdefault((word.field, word.heading), []).append(word)
    return list(groups.values())


def unread_message(heading: str, words: Sequence[tuple[str, int]]) -> str:
    """Return what one column says that was not understood, such as “Visitor 212×, Member 40×”; *words* with how often they stand there."""
    listed = ", ".join(f"{text} {times}×" for text, times in words[:_MOST_WORDS])
    more = len(words) - _MOST_WORDS
    if more > 0:
        listed = trn("{words} and {count} other", "{words} and {count} others", more, words=listed)
    return tr("{heading}: not understood, and kept in the notes: {words}.", heading=heading, words=listed)


def undone_sentences(undone: UndoneImport) -> list[str]:
    """What became of an import that was undone: who went, and who stays and why."""
    if undone.is_of_contacts:
        return _undone_contacts(undone)
    lines = [
        trn(
            "“{name}” was undone: {count} person is off the list again.",
            "“{name}” was undone: {count} people are off the list again.",
            undone.removed,
            name=undone.file,
        )
    ]
    if undone.restored:
        lines.append(
            trn(
                "Of {count} person what was filled in is empty again.",
                "Of {count} people what was filled in is empty again.",
                undone.restored,
            )
        )
    for has_contacts, source in (
        (True, mark("These stay, because a contact with them was written down since: {names}.")),
        (False, mark("These stay as they are, because somebody changed them since: {names}.")),
    ):
        names = [stayed.person.full_name for stayed in undone.stayed if stayed.has_contacts is has_contacts]
        if names:
            lines.append(tr(source, names=names_listed(names)))
    return lines


def _undone_contacts(undone: UndoneImport) -> list[str]:
    lines = [
        trn(
            "“{name}” was undone: {count} contact is off the lists again.",
            "“{name}” was undone: {count} contacts are off the lists again.",
            undone.removed,
            name=undone.file,
        )
    ]
    if undone.stayed:
        names = names_listed([stayed.person.full_name for stayed in undone.stayed])
        lines.append(
            tr("Some contacts with these stay, because they were changed since: {names}.", names=names)
        )
    return lines


def doubt_sentence(doubt: Doubt) -> str:
    """Who may be whom, by what, and that they were kept apart."""
    others = []
    if doubt.other_lines:
        lines = ", ".join(
            f"{line} ({name})" if name and name_key(name, "") != name_key(doubt.name, "") else str(line)
            for line, name in zip(
                doubt.other_lines, doubt.others or [""] * len(doubt.other_lines), strict=True
            )
        )
        others.append(trn("line {lines}", "lines {lines}", len(doubt.other_lines), lines=lines))
    if doubt.known:
        names = dict.fromkeys(known.name for known in doubt.known)
        other_names = [name for name in names if name_key(name, "") != name_key(doubt.name, "")]
        others.append(
            tr("{names}, who was in the list of people before", names=", ".join(other_names))
            if other_names
            else tr("somebody who was in the list of people before")
        )
    if doubt.reasons:
        return tr(
            "{name} (line {line}) may be the same as {others}: {reasons} the same. They are kept apart: compare them.",
            name=doubt.name, line=doubt.line, others=tr(" and ").join(others), reasons=reason_words(doubt.reasons),
        )  # fmt: skip
    return tr(
        "{name} (line {line}) may be the same as {others}. They are kept apart: compare them.",
        name=doubt.name, line=doubt.line, others=tr(" and ").join(others),
    )  # fmt: skip


def joined_sentence(joined: JoinedRows) -> str:
    """Which rows were taken for one person, and why."""
    return tr(
        "{name}: the lines {lines} are one person, by {reasons}.",
        name=joined.name, lines=", ".join(map(str, joined.lines)), reasons=reason_words(joined.reasons),
    )  # fmt: skip


def difference_sentence(difference: Difference) -> str:
    """What the list says otherwise of a known person, and whether it was taken."""
    return (
        tr("{name} (line {line}): {field} is now “{said}”, was “{known}”.", **_of(difference))
        if difference.taken
        else tr(
            "{name} (line {line}): {field} is “{said}” in the list, “{known}” here; not changed.",
            **_of(difference),
        )
    )


def _of(difference: Difference) -> dict[str, object]:
    return {
        "name": difference.name, "line": difference.line, "field": field_title(difference.field),
        "said": difference.listed, "known": difference.known,
    }  # fmt: skip


def refused_sentence(line: int, name: str, reasons: str) -> str:
    """Why the row on *line* was refused."""
    if name:
        return tr("line {line} ({name}): {reasons}", line=line, name=name, reasons=reasons)
    return tr("line {line}: {reasons}", line=line, reasons=reasons)


def name_of(row: SourceRow) -> str:
    """What a row begins with, to find it again in the list."""
    cells = [" ".join(cell.split()) for cell in row.cells if any(map(str.isalpha, cell))]
    return ", ".join(cells[:2])[:_LONGEST_NAME]


def reason_words(reasons: Iterable[str]) -> str:
    """The fields that agree, as they are called."""
    return ", ".join(tr("name") if reason == "name" else field_title(reason) for reason in reasons)


def field_title(name: str) -> str:
    """The title of a field by its name in the domain."""
    return tr(FIELD_TITLES[PersonField(name)])


def whole_report(report: ImportReport) -> list[str]:
    """Everything that can be told, line by line, for a file."""
    parts: list[tuple[str, list[str]]] = [
        (tr("Not understood, and kept in the notes"), [
            f"{word.heading}: {word.text} ({word.times}×)" for word in report.unread]),
        (tr("Rows taken together"), [joined_sentence(joined) for joined in report.joined]),
        (tr("Perhaps the same person"), [doubt_sentence(doubt) for doubt in report.doubts]),
        (tr("Said otherwise than the office has it"), [difference_sentence(difference) for difference in report.differences]),
        (tr("Refused rows"), [refused_sentence(row.line, name_of(row), reason) for row, reason in report.rows_refused.rows]),
        (tr("Lines that are no people"), [_skipped(row) for row in report.skipped]),
    ]  # fmt: skip
    lines = [shown_name(report.path), "", *sentences(report)]
    for title, listed in parts:
        if listed:
            lines += ["", title, *(f"  {line}" for line in listed)]
    return lines


def _skipped(row: SkippedRow) -> str:
    return tr("“{text}” on line {line}", text=row.text, line=row.line)


def headings_listed(headings: Sequence[str]) -> str:
    """Return the first of *headings*, and that there are others."""
    return ", ".join(headings[:_MOST_HEADINGS]) + ("…" if len(headings) > _MOST_HEADINGS else "")


def names_listed(names: Sequence[str]) -> str:
    """Return the first of *names*, and that there are others."""
    return ", ".join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")


def _added(report: ImportReport) -> str:
    if report.dry_run:
        return trn("{count} person would be added.", "{count} people would be added.", report.added)
    return trn("{count} person was added.", "{count} people were added.", report.added)
