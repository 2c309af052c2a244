"""How a list writes its dates, genders and names: what only the list as a whole or the office tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.dates.day_order import OrderEvidence, evidence_of
from desktop_app.exchange.imports.code_words import word_key
from desktop_app.exchange.imports.headings import heading_key
from desktop_app.exchange.imports.people_file import SourceRow
from desktop_app.exchange.imports.person_field import DAYS, PersonField


@dataclass(frozen=True, slots=True)
class ReadingHabits:
    """What only the list as a whole or the office tells, and a preview can show and correct."""

    month_first: frozenset[int] = frozenset()
    """The columns whose days are written month/day/year."""
    undecided: frozenset[int] = frozenset()
    """The columns of which nothing tells whether the day or the month stands first."""
    m_is_woman: bool = False
    """“M” is *mujer*, beside “H” for *hombre*."""
    two_last_names: bool = False
    """People have two last names, as in Spanish."""
    headings: tuple[str, ...] = ()
    country: str = ""
    """The country of the office, whose phones are written without its code."""
    meanings: Mapping[tuple[PersonField, str], str] | None = None
    """What the office said that words mean (field, ``word_key`` → code; empty: nothing)."""


def habits_of(
    headings: Iterable[str],
    columns: Mapping[int, PersonField],
    rows: Iterable[SourceRow],
    today: date,
    *,
    day_order: str = "",
    country: str = "",
    meanings: Mapping[tuple[PersonField, str], str] | None = None,
) -> ReadingHabits:
    """How this list writes its dates, genders and names, told from all (or many) of its *rows*.

    *day_order* (``dmy``, ``mdy``) is what a person said for all of its columns, *country* that of the office.
    """
    headings = tuple(headings)
    days: dict[int, Counter[str]] = {index: Counter() for index, field in columns.items() if field in DAYS}
    words: set[str] = set()
    gender_columns = [index for index, field in columns.items() if field is PersonField.GENDER]
    for row in rows:
        for index, texts in days.items():
            if index < len(row.cells) and row.cells[index].strip():
                texts[row.cells[index]] += 1
        words.update(word_key(row.cells[index]) for index in gender_columns if index < len(row.cells))
    words.discard("")
    spanish = any(heading_key(heading) in {"sexo", "genero"} for heading in headings)
    evidence = {index: evidence_of(texts, today) for index, texts in days.items()}
    month_first, undecided = day_orders(evidence, headings, day_order)
    return ReadingHabits(
        month_first=month_first,
        undecided=undecided,
        m_is_woman=spanish and words == {"h", "m"},
        two_last_names=has_two_last_names(headings),
        headings=headings,
        country=country,
        meanings=meanings,
    )


def day_orders(
    evidence: Mapping[int, OrderEvidence], headings: tuple[str, ...], day_order: str
) -> tuple[frozenset[int], frozenset[int]]:
    """Return the columns that write the month first, and those of which nothing tells; *day_order* is what a person said for all.

    A column's own days say it; where they do not, those of the other columns, then the language of the headings: French and
    Spanish write the day first.
    """
    if day_order:
        return frozenset(evidence if day_order == "mdy" else ()), frozenset()
    all_columns = sum(evidence.values(), OrderEvidence())
    others = all_columns.is_month_first
    habit = False if _writes_day_first(headings) else None
    month_first, undecided = set(), set()
    for index, own in evidence.items():
        order = own.is_month_first
        if order is True and habit is False and own.month_first == 1 and own.day_first == 0:
            order = habit  # one slip of the finger in a French list
        if order is None:
            order = habit if others is None else others
        if order:
            month_first.add(index)
        elif order is None and own.open:
            undecided.add(index)
    return frozenset(month_first), frozenset(undecided)


_DAY_FIRST_WORDS = (
    "nom noms prenom prenoms naissance telephone tel visite sexe statut adresse quartier ville commune horodateur situation encadreur contacte"
    " nombre nombres apellido apellidos nacimiento telefono sexo correo direccion barrio visita estado cumpleanos vorname nachname geburtsdatum"
    " date de dernier derniere premiere courriel priere marca celular fecha primera ultimo"
)
_DAY_FIRST = frozenset(_DAY_FIRST_WORDS.split()) - {"date"}
_ENGLISH_WORDS = "name first last phone birthday birthdate birth gender visit visited email address city status added created mobile marital of number home date"
_ENGLISH = frozenset(_ENGLISH_WORDS.split()) - {"date"}
_SPANISH_WORDS = (
    "nombre nombres apellido apellidos nacimiento telefono sexo correo direccion barrio celular completo"
)
_SPANISH = frozenset(_SPANISH_WORDS.split())


def _writes_day_first(headings: Iterable[str]) -> bool:
    words = [word for heading in headings for word in heading_key(heading).split()]
    return sum(word in _DAY_FIRST for word in words) > sum(word in _ENGLISH for word in words)


def has_two_last_names(headings: Iterable[str]) -> bool:
    """Return whether a list with these *headings* is in Spanish, where people have two last names."""
    return any(word in _SPANISH for heading in headings for word in heading_key(heading).split())
