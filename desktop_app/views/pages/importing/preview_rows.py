"""The first rows of a list as they would be read, before anything is taken in.

``rows_table()``               the table
``show_rows(table, preview)``  the rows of *preview* in it, with the columns that the list has
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import partial

from desktop_app.domain.person_fields import PERSON_FIELDS
from desktop_app.domain.vocabulary import PersonStatus, code_label
from desktop_app.exchange.imports.import_report import ImportPreview
from desktop_app.exchange.imports.people_columns import LONG_TEXTS, PersonField
from desktop_app.exchange.imports.people_rows import ReadPerson
from desktop_app.i18n import texts
from desktop_app.i18n.texts import tr
from desktop_app.views.kit.table.model import Column
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import theme
from desktop_app.views.pages.importing.columns import field_words
from desktop_app.views.wording import formats
from desktop_app.views.wording.birthday import birthday_words

_DAY_IN_WORDS = {"es": "d 'de' MMM 'de' yyyy"}
_CODES: dict[PersonField, type[StrEnum]] = {
    PersonField.STATUS: PersonStatus,
    **{PersonField(spec.name): spec.codes for spec in PERSON_FIELDS if spec.codes is not None},
}
_WIDTHS = {
    PersonField.DATE_OF_BIRTH: 150,
    PersonField.PHONE: 160,
    PersonField.EMAIL: 200,
    PersonField.HOW_HEARD: 180,
    **dict.fromkeys(LONG_TEXTS, 180),
}
_READ_INTO = {
    PersonField.FULL_NAME: {PersonField.FIRST_NAME, PersonField.LAST_NAME},
    PersonField.FULL_NAME_LAST_FIRST: {PersonField.FIRST_NAME, PersonField.LAST_NAME},
    PersonField.DECEASED: {PersonField.NOT_CALLED},
    PersonField.MOVED_AWAY: {PersonField.NOT_CALLED},
    PersonField.IGNORED: set(),
}
"""Columns of a list that fill other fields than one of their own."""
_SHOWN = tuple(field for field in PersonField if field not in _READ_INTO)


def show_rows(table: RecordTable[ReadPerson], preview: ImportPreview) -> None:
    """Show the first rows of *preview*, in the columns of what the list is read into."""
    given = {into for field in preview.columns.values() for into in _READ_INTO.get(field, {field})}
    for field in _SHOWN:
        table.set_column_hidden(field.value, hidden=field not in given)
    is_any_wrong = any(row.problems or row.unread or row.is_nobody for row in preview.rows)
    table.set_column_hidden("problem", hidden=not is_any_wrong)
    table.set_records(preview.rows)


def rows_table() -> RecordTable[ReadPerson]:
    """Make the table, with a column for each field that a list can hold."""
    line: Column[ReadPerson] = Column(
        "line", tr("Line"), lambda row: str(row.row.line), width=56, figure=True, muted=True, optional=False
    )
    problem: Column[ReadPerson] = Column(
        "problem",
        tr("What is wrong"),
        _wrong_words,
        width=260,
        tone=lambda row: "late" if row.problems else "soon",
    )
    fields: list[Column[ReadPerson]] = [
        Column(
            field.value,
            field_words(field),
            partial(_said, field),
            width=_WIDTHS.get(field, 130),
            tone=partial(_tone, field),
            strong=field in {PersonField.FIRST_NAME, PersonField.LAST_NAME},
        )
        for field in _SHOWN
    ]
    table = RecordTable(
        [line, problem, *fields],
        lambda row: row.row.number,
        name="importRows",
        accessible_name=tr("The first rows, as they are read"),
    )
    table.set_empty_words(tr("No rows"), tr("There are headings in this file, but nobody under them."))
    return table


def _said(field: PersonField, row: ReadPerson) -> str:
    value = row.values.get(field.value, "")
    if isinstance(value, date):
        return formats.in_words(value, _DAY_IN_WORDS.get(texts.language(), "d MMM yyyy"))
    if field is PersonField.DATE_OF_BIRTH:
        return birthday_words(value)
    codes = _CODES.get(field)
    return code_label(codes(value)) if value and codes is not None else value


def _wrong_words(row: ReadPerson) -> str:
    """What is wrong with a row, or what of it goes to the notes."""
    if row.is_nobody:
        return tr("This line is no person: it is left out.")
    if row.problems:
        return row.reason
    if not row.unread:
        return ""
    return tr("To the notes: {cells}", cells="; ".join(f"{cell.heading}: {cell.text}" for cell in row.unread))


def _tone(field: PersonField, row: ReadPerson) -> theme.Tone | None:
    if any(wrong is field for wrong, _text in row.problems):
        return "late"
    return "soon" if any(cell.field is field for cell in row.unread) else None
