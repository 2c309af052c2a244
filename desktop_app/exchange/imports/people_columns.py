"""Which column of an office's list holds what: told by its heading, and by its values only where a heading says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from desktop_app.exchange.imports.code_words import GENDERS, MARITAL_STATUSES, STATUSES, word_key
from desktop_app.exchange.imports.headings import (
    AMBIGUOUS,
    MEANINGLESS,
    ONLY_WHERE_VALUES_AGREE,
    core,
    heading_key,
    known_field,
)
from desktop_app.exchange.imports.names_by_look import name_columns
from desktop_app.exchange.imports.person_field import FIELD_TITLES, LONG_TEXTS, NAME_FIELDS, PersonField
from desktop_app.exchange.imports.value_shapes import has_date_shape, has_email_shape, has_phone_shape
from desktop_app.i18n.texts import LANGUAGES, mark, speaking, tr

__all__ = [
    "FIELD_TITLES",
    "LONG_TEXTS",
    "NAME_FIELDS",
    "WHY_REFUSED",
    "GuessedColumns",
    "PersonField",
    "field_of_heading",
    "guess_columns",
    "heading_key",
    "is_why_refused",
    "known_headings",
]

WHY_REFUSED = mark("Why refused")
"""The heading of the column that a file of refused rows has in addition; never read in, in whichever language it stands."""

_WHY_REFUSED_KEYS = frozenset({"why refused", "raison du refus", "motivo del rechazo"})
_SHAPE_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class GuessedColumns:
    """What each column holds (place, from 0 → field), and which of them only their values told."""

    fields: Mapping[int, PersonField]
    by_look: frozenset[int]


def field_of_heading(heading: str) -> PersonField | None:
    """The field that a heading alone names (``IGNORED`` for “N°” and its like); None when it says nothing to us."""
    return PersonField.IGNORED if is_why_refused(heading) else known_field(heading)


def is_why_refused(heading: str) -> bool:
    """Whether this is the column that ``write_refused`` added."""
    return heading_key(heading) in _why_refused_keys()


@cache
def _why_refused_keys() -> frozenset[str]:
    """That heading in every language of the program: the list may come back to a PC that speaks another one."""
    keys = set(_WHY_REFUSED_KEYS)
    for language in LANGUAGES:
        with speaking(language):
            keys.add(heading_key(tr(WHY_REFUSED)))
    return frozenset(keys)


def known_headings(headings: Iterable[str]) -> int:
    """How many of *headings* name a field of a person."""
    return sum(field_of_heading(heading) not in {None, PersonField.IGNORED} for heading in headings)


def guess_columns(headings: Sequence[str], sample: Sequence[Sequence[str]]) -> GuessedColumns:
    """The field of every column; ``IGNORED`` where nothing tells. Several may hold the same: of them, the filled cell counts.

    *sample* holds the cells of some rows: they decide where a heading says nothing, or may mean two things (“Contact” as a
    number or a day, “Status” as that of a person or of a marriage). A heading that says something unknown is left out.
    """
    columns: dict[int, PersonField] = {}
    by_look: set[int] = set()
    for index, heading in enumerate(headings):
        values = [row[index].strip() for row in sample if index < len(row) and row[index].strip()]
        key = heading_key(heading)
        meanings = AMBIGUOUS.get(key) or AMBIGUOUS.get(core(key))
        if is_why_refused(heading):
            columns[index] = PersonField.IGNORED
        elif meanings is not None:
            columns[index] = _settled(field_of_heading(heading), meanings, values, key)
        else:
            field = field_of_heading(heading)
            if field is None and MEANINGLESS.fullmatch(key):
                field = _shape(values)
                if field is not None:
                    by_look.add(index)
            columns[index] = field or PersonField.IGNORED
    if not any(headings):
        taken = {place for place in by_look if not _says_marie(sample, place)}
        names = name_columns(sample, taken)
        columns.update(names)
        by_look.update(names)
    _mend_names(columns, headings)
    known = {field for index, field in columns.items() if index not in by_look}
    for index in sorted(by_look):  # a heading counts for more than a look
        if columns[index] in known and columns[index] is not PersonField.PHONE:
            columns[index] = PersonField.IGNORED
            by_look.discard(index)
        known.add(columns[index])
    return GuessedColumns(columns, frozenset(by_look))


def _says_marie(sample: Sequence[Sequence[str]], place: int) -> bool:
    """Whether a column says *Marie* and nothing else: that is the name, and no word for married."""
    return {row[place].strip() for row in sample if place < len(row)} <= {"Marie", "MARIE", ""}


def _settled(
    usual: PersonField | None, meanings: Sequence[PersonField], values: Sequence[str], key: str
) -> PersonField:
    """What a heading of several *meanings* means, seeing its values."""
    shape = _shape(values)
    if shape in {PersonField.FIRST_VISIT_ON, PersonField.DATE_OF_BIRTH} and "contact" in key:
        shape = PersonField.LAST_CONTACT_ON
    if shape is PersonField.DATE_OF_BIRTH and PersonField.FIRST_VISIT_ON in meanings:
        shape = PersonField.FIRST_VISIT_ON
    if shape in meanings:
        return shape or PersonField.IGNORED
    if key in ONLY_WHERE_VALUES_AGREE or core(key) in ONLY_WHERE_VALUES_AGREE:
        return PersonField.IGNORED
    if usual is None:
        usual = meanings[0]
    if usual is PersonField.PHONE and values and shape is None and PersonField.FULL_NAME in meanings:
        return PersonField.FULL_NAME if _look_like_names(values) else usual
    return usual


def _look_like_names(values: Sequence[str]) -> bool:
    """Whether most of *values* are words without a digit."""
    return sum(not any(map(str.isdigit, value)) for value in values) >= len(values) * _SHAPE_SHARE


def _mend_names(columns: dict[int, PersonField], headings: Sequence[str]) -> None:
    """“Nom” or “Nombre” alone is the whole name; “Name” beside a first name is the last."""
    for index, field in columns.items():
        if field is PersonField.FULL_NAME and heading_key(headings[index]) in {"name", "names"}:
            others = {other for at, other in columns.items() if at != index}
            if PersonField.FIRST_NAME in others and not others & {
                PersonField.LAST_NAME,
                PersonField.FULL_NAME,
            }:
                columns[index] = PersonField.LAST_NAME
    given = set(columns.values())
    first, last = PersonField.FIRST_NAME in given, PersonField.LAST_NAME in given
    whole = bool(given & {PersonField.FULL_NAME, PersonField.FULL_NAME_LAST_FIRST})
    for index, field in columns.items():
        if field is PersonField.LAST_NAME and not first and not whole:
            columns[index] = PersonField.FULL_NAME_LAST_FIRST
        elif field is PersonField.FIRST_NAME and not last and not whole:
            columns[index] = PersonField.FULL_NAME
        elif field in {PersonField.FIRST_NAME, PersonField.MIDDLE_NAME} and whole and not last:
            columns[index] = PersonField.IGNORED  # the whole name says it already


def _shape(values: Sequence[str]) -> PersonField | None:
    """What the values of a column look like; None when they could be anything."""
    if not values:
        return None
    tests = (
        (PersonField.EMAIL, has_email_shape),
        (PersonField.FIRST_VISIT_ON, has_date_shape),
        (PersonField.PHONE, has_phone_shape),
        (PersonField.GENDER, lambda value: word_key(value) in GENDERS),
        (PersonField.STATUS, lambda value: word_key(value) in STATUSES),
        (PersonField.MARITAL_STATUS, lambda value: word_key(value) in MARITAL_STATUSES),
    )
    for field, fits in tests:
        if sum(map(fits, values)) >= len(values) * _SHAPE_SHARE:
            return _which_day(values) if field is PersonField.FIRST_VISIT_ON else field
    return None


def _which_day(values: Sequence[str]) -> PersonField:
    """A column of days that nothing names: birthdays are often written without a year, or of another century."""
    birthdays = sum(
        bool(re.fullmatch(r"\d{1,2}[-/.]\d{1,2}", value) or re.search(r"\b19[0-9]{2}\b", value))
        for value in values
    )
    return PersonField.DATE_OF_BIRTH if birthdays * 3 >= len(values) else PersonField.FIRST_VISIT_ON
