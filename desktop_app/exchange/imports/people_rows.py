"""One row of an office's list as a person: words to codes, days to dates, and everything that is wrong with it at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.date_parsing import UnreadableDate, guess_month_first, read_birthday, read_file_date
from desktop_app.domain.inputs import EARLIEST, PersonInput
from desktop_app.domain.text_folding import phone_numbers, plain
from desktop_app.domain.validation import problems as input_problems
from desktop_app.domain.vocabulary import Gender
from desktop_app.exchange.imports.code_words import GENDERS, MARITAL_STATUSES, STATUSES, word_key
from desktop_app.exchange.imports.people_columns import FIELD_TITLES, LONG_TEXTS, PersonField, heading_key
from desktop_app.exchange.imports.people_file import SourceRow
from desktop_app.exchange.safe_text import unguarded
from desktop_app.i18n.texts import Text, mark, tr

Value = str | date
Problem = tuple[PersonField | None, Text]

_DAYS = (PersonField.DATE_OF_BIRTH, PersonField.FIRST_VISIT_ON, PersonField.LAST_CONTACT_ON)
_CODED = frozenset(
    {
        PersonField.GENDER,
        PersonField.PHONE,
        PersonField.EMAIL,
        PersonField.MARITAL_STATUS,
        PersonField.STATUS,
        PersonField.MENTOR,
        *_DAYS,
    }
)
_NOTHING_WORDS = (
    "n a|neant|ras|nc|n c|nd|null|none|nan|inconnu|inconnue|unknown|desconocido|non renseigne|non communique|not given|aucun|aucune"
    "|ninguno|ninguna|vide|sans|no tiene"
)
_NOTHING = frozenset(_NOTHING_WORDS.split("|"))
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\u200b]")
_LOST_DIGITS = re.compile(r"\d+[.,]\d+e\+?\d+")
_SHORTEST_PHONE = 6
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class ReadingHabits:
    """What only the list as a whole tells, and a preview can show and correct."""

    month_first: bool = False
    """Dates are written month/day/year."""
    m_is_woman: bool = False
    """“M” is *mujer*, beside “H” for *hombre*."""


@dataclass(frozen=True, slots=True)
class ReadPerson:
    """A row as it was understood; with any of ``problems`` it is refused.

    ``values`` holds only what is filled in, by field: texts, codes, and a ``date`` for the first visit and the last contact
    (a birthday is ``YYYY-MM-DD`` or ``--MM-DD``).
    """

    row: SourceRow
    values: Mapping[str, Value]
    problems: tuple[Problem, ...] = ()

    @property
    def reason(self) -> str:
        """Everything that is wrong, as sentences for a person, in their language; empty when all is well."""
        missing = PersonInput.required_texts.values()  # sentences that name their field themselves
        return " ".join(
            str(text) if field is None or text.source in missing else f"{tr(FIELD_TITLES[field])}: {text}"
            for field, text in self.problems
        )


def habits_of(
    headings: Iterable[str], columns: Mapping[int, PersonField], rows: Iterable[SourceRow]
) -> ReadingHabits:
    """How this list writes its dates and genders, told from all (or many) of its *rows*."""
    days: list[str] = []
    words: set[str] = set()
    day_columns = [index for index, field in columns.items() if field in _DAYS]
    gender_columns = [index for index, field in columns.items() if field is PersonField.GENDER]
    for row in rows:
        days += [row.cells[index] for index in day_columns if row.cells[index].strip()]
        words.update(word_key(row.cells[index]) for index in gender_columns)
    spanish = any(heading_key(heading) in {"sexo", "genero"} for heading in headings)
    words.discard("")
    return ReadingHabits(month_first=guess_month_first(days), m_is_woman=spanish and words == {"h", "m"})


def read_row(
    row: SourceRow, columns: Mapping[int, PersonField], today: date, habits: ReadingHabits | None = None
) -> ReadPerson:
    """What *row* says, column by column (index from 0 → field); *today* is the organisation's.

    Every problem of the row is told at once. A row whose cells cannot be trusted is not read any further.
    """
    if row.problem is not None:
        return ReadPerson(row, {}, ((None, row.problem),))
    habits = habits or ReadingHabits()
    texts = _texts(row, columns)
    values: dict[str, Value] = {}
    problems: dict[str, Text] = {}
    for field, text in texts.items():
        try:
            values[field.value] = _value(field, text, today, habits)
        except UnreadableDate as error:
            problems[field.value] = error.message
        except _UnknownWordError as error:
            problems[field.value] = error.message
    last_contact = values.get(PersonField.LAST_CONTACT_ON)
    if isinstance(last_contact, date):
        if last_contact > today:
            problems[PersonField.LAST_CONTACT_ON] = Text(
                mark("This day is still to come. Enter today or an earlier day.")
            )
        elif last_contact < EARLIEST:
            problems[PersonField.LAST_CONTACT_ON] = Text(mark("This day is too long ago."))
    problems = input_problems(PersonInput, values, today) | problems
    ordered = tuple((field, problems[field.value]) for field in PersonField if field.value in problems)
    return ReadPerson(row, values, ordered)


class _UnknownWordError(Exception):
    def __init__(self, source: str, text: str) -> None:
        super().__init__(text)
        shown = text if len(text) <= 40 else text[:39] + "…"
        self.message = Text(source, {"text": shown})


def _texts(row: SourceRow, columns: Mapping[int, PersonField]) -> dict[PersonField, str]:
    """The cells of the row by field, cleaned; the whole name already parted."""
    texts: dict[PersonField, str] = {}
    for index, field in sorted(columns.items()):
        if field is PersonField.IGNORED or index >= len(row.cells):
            continue
        text = _clean(row.cells[index], field)
        if not text:
            continue
        joint = "\n" if field in LONG_TEXTS else " / "
        texts[field] = texts[field] + joint + text if field in texts else text
    for field, last_first in ((PersonField.FULL_NAME, False), (PersonField.FULL_NAME_LAST_FIRST, True)):
        if field in texts:
            first, last = split_name(texts.pop(field), last_first=last_first)
            for part, text in ((PersonField.FIRST_NAME, first), (PersonField.LAST_NAME, last)):
                if text:
                    texts.setdefault(part, text)
    return texts


def _clean(cell: str, field: PersonField) -> str:
    cell = _CONTROL.sub("", unguarded(cell).replace("\r\n", "\n").replace("\r", "\n"))
    lines = [" ".join(line.split()) for line in cell.split("\n")]
    text = "\n".join(lines).strip() if field in LONG_TEXTS else " ".join(line for line in lines if line)
    if not any(sign.isalnum() for sign in text) or (field in _CODED and word_key(text) in _NOTHING):
        return ""  # “-”, “?”, “n/a”: how people leave a cell empty
    return text


def split_name(name: str, *, last_first: bool) -> tuple[str, str]:
    """A whole name as first and last name: at a comma, at the words in capitals, else at the first or the last word."""
    before, comma, after = name.partition(",")
    if comma and before.strip() and after.strip():
        return after.strip(), before.strip()
    words = name.split()
    loud = [word.isupper() and sum(map(str.isalpha, word)) > 1 for word in words]
    if any(loud) and not all(loud):
        first = " ".join(word for word, capital in zip(words, loud, strict=True) if not capital)
        return first, " ".join(word for word, capital in zip(words, loud, strict=True) if capital)
    if len(words) < 2:
        return ("", name) if last_first else (name, "")
    if last_first:
        return " ".join(words[1:]), words[0]
    return " ".join(words[:-1]), words[-1]


def _value(field: PersonField, text: str, today: date, habits: ReadingHabits) -> Value:
    match field:
        case PersonField.GENDER:
            return _gender(text, habits)
        case PersonField.MARITAL_STATUS:
            return _code(
                MARITAL_STATUSES,
                text,
                mark(
                    "“{text}” is not known here: write single, married, divorced or widowed, or leave it empty."
                ),
            )
        case PersonField.STATUS:
            source = mark(
                "“{text}” is not a status: write to visit, in follow-up, integrated, to redirect or long absent, or leave it empty."
            )
            return _code(STATUSES, text, source)
        case PersonField.DATE_OF_BIRTH:
            return read_birthday(text, today, month_first=habits.month_first)
        case PersonField.FIRST_VISIT_ON | PersonField.LAST_CONTACT_ON:
            return read_file_date(text, month_first=habits.month_first)
        case PersonField.EMAIL:
            return text.removeprefix("mailto:").lower()
        case PersonField.PHONE:
            return _phone(text)
        case PersonField.MENTOR if len(text) > _LONGEST_NAME:
            raise _UnknownWordError(mark("“{text}” is too long for the name of a mentor."), text)
        case _:
            return text


def _gender(text: str, habits: ReadingHabits) -> str:
    if habits.m_is_woman and word_key(text) == "m":
        return Gender.FEMALE.value
    return _code(GENDERS, text, mark("“{text}” is not known here: write M or F, or leave it empty."))


def _code(table: Mapping[str, str], text: str, source: str) -> str:
    code = table.get(word_key(text))
    if code is None:
        raise _UnknownWordError(source, text)
    return str(code)


def _phone(text: str) -> str:
    if _LOST_DIGITS.search(plain(text)):
        raise _UnknownWordError(
            mark("“{text}” has lost its digits in the spreadsheet: write the number again, as text."), text
        )
    if not any(len(number) >= _SHORTEST_PHONE for number in phone_numbers(text)):
        raise _UnknownWordError(mark("“{text}” is not a phone number."), text)
    return text
