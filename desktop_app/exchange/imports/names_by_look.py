"""Lists without a line of headings: whether the first row is already a person, and which columns hold the names.

All of it is a guess that is told as one. A row counts as a person where something in it has the look that the column has below: a
phone, an e-mail address, a day; or where a given name stands in it that many people have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from desktop_app.domain.text_folding import fold
from desktop_app.exchange.imports.code_words import GENDERS, MARITAL_STATUSES, STATUSES, word_key
from desktop_app.exchange.imports.person_field import PersonField
from desktop_app.exchange.imports.value_shapes import has_date_shape, has_email_shape, has_phone_shape
from desktop_app.exchange.imports.workbook_guard import MOST_COLUMNS
from desktop_app.i18n.texts import language

_GIVEN_NAMES = (
    "aaron abel adama adele adjoua adrian adrien agathe agnes aicha akissi alain alan albert alberto alejandra alejandro alex alexander alexandra alexandre alexis alfred alfredo alice"
    " alicia alima alvaro ama amadou amanda amelie amina aminata amy ana anais andre andrea andres andrew angel angela angelica anita ann anna anne annie anthony antoine antonia antonio"
    " armand arnaud arthur assetou astou aude aurelie awa aya barbara baptiste beatrice beatriz benjamin benoit bernard bertrand betty bintou boubacar brian brigitte bruce bruno camila camille"
    " carla carlos carmen carol carole carolina caroline catherine cecile cecilia celine charles charlotte cheick chloe christian christiane christina christine christophe claire clara claude"
    " claudia claudine clement cristina daniel daniela daniele danielle david deborah denis denise diana diane didier diego dominique donald donna dorcas edith eduardo edward elena eliane elias"
    " elisabeth elise elizabeth elodie emma emilie emmanuel enrique eric ernesto esteban esther etienne eugenie eva evelyne fabrice fanta fatima fatou fatoumata felix fernanda fernando florence"
    " francis francisca francisco francois francoise frank fred frederic gabriel gabriela gary genevieve george georges gerard gerardo ghislaine gilbert gilles gloria grace gregory guillaume guillermo"
    " gustavo guy hannah hawa hector helen helene henri henry herve hugo ibrahim ibrahima ignacio ines irene isaac isabel isabella isabelle issa ivan jack jacob jacqueline jacques james jane janet"
    " jason javier jean jeanne jeff jennifer jeremy jerome jessica jesus joan joel john jonas jonathan jorge jose josefina joseph josephine joshua josue joyce juan juana judith julia julie"
    " julien julio justin justine kadiatou karen karim karine kate katherine kathleen kelly kenneth kevin khadija laetitia larry laura laure laurence laurent lea leon leonie leticia linda lionel"
    " lisa louis louise luc lucas lucia lucie lucy luis luisa luz lydia madeleine magali manuel manuela marc marcel marcela marco marcos margaret margarita maria mariam mariama marie mario mark"
    " marta martha martin martine mary mathieu matthew maxime melanie mercedes michael michel michele michelle miguel mireille mohamed moise monica monique moussa myriam nadia nadine nancy natalia"
    " nathalie nathan nicolas nicole noel noelle norma odile olga oliver olivia olivier omar oscar oumar oumou pablo pamela paola pascal pascale patricia patrice patrick paul paula paulina pauline pedro"
    " peter philippe pierre priscilla rachel rafael ramon raoul raquel raul rebecca regina regine remi renee ricardo richard robert roberto rodrigo roger roland romain rosa rosalie rose roxane ruben ruth"
    " ryan sabine salimata salome samuel sandra sandrine santiago sara sarah scott sebastian sebastien sekou sergio serge seydou sharon silvia simon simone sofia solange sonia sophie stephane stephanie"
    " stephen steven susan suzanne sylvain sylvie teresa theodore theophile theresa therese thierry thomas timothy tom valentin valerie vanessa veronica veronique victor victoria vincent virginia virginie"
    " viviane walter william xavier yolanda yolande yves yvette yvonne zacharie zoe"
)  # fmt: skip
GIVEN_NAMES = frozenset(_GIVEN_NAMES.split())
"""Given names that many people have in the countries of our languages: enough to tell a column of them, not whether a word is one."""
_NAME = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)*\.?")
_LONGEST_NAME = 60
_MOST_WORDS = 6
_MOST = 0.7
_SOME = 0.25
_TWO_WORDS = 1.6
"""Words that whole names have on the average, at least."""
_TELLING: tuple[Callable[[str], bool], ...] = (has_phone_shape, has_email_shape, has_date_shape)
_NO_NAMES = GENDERS.keys() | MARITAL_STATUSES.keys() | STATUSES.keys()


def first_person(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the place of the first row that is a person among the first *rows* of a list, none of which names columns; None where none is.

    What stands above in one cell alone, such as a title, is passed over.
    """
    if not rows or max(map(len, rows)) > MOST_COLUMNS:
        return None
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    if max(filled) < 2:
        return None
    start = next(place for place, count in enumerate(filled) if count > 1)
    people = rows[start:]
    if not name_columns(people, ()):
        return None
    first, below = people[0], people[1:] or people
    for place in range(len(first)):
        cell = first[place].strip()
        column = [row[place].strip() for row in below if place < len(row) and row[place].strip()]
        if cell and any(looks(cell) and _share(column, looks) >= _MOST for looks in _TELLING):
            return start
    is_even = _share([str(count) for count in filled[start:]], str(filled[start]).__eq__) >= _MOST
    has_names = any(
        _share([row[place].strip() for row in people if place < len(row)], _has_given_name) >= _SOME
        for place in name_columns(people, ())
    )
    return start if is_even and has_names and any(map(_has_given_name, first)) else None


def name_columns(sample: Sequence[Sequence[str]], taken: Collection[int]) -> Mapping[int, PersonField]:
    """Return which columns, none of those *taken*, look like names: a first and a last name, or a whole one; the leftmost count."""
    width = max((len(row) for row in sample), default=0)
    columns = {
        place: [row[place].strip() for row in sample if place < len(row) and row[place].strip()]
        for place in range(width)
        if place not in taken
    }
    names = [place for place, values in columns.items() if _share(values, _is_name) >= _MOST]
    if not names:
        return {}
    left = names[0]
    given = {place: _share(columns[place], _has_given_name) for place in names}
    likely = max(names, key=lambda place: (given[place] >= _SOME, -place))
    if _words(columns[likely]) >= _TWO_WORDS and not _is_beside_another(likely, names, columns):
        return {likely: _order_of_whole(columns[likely])}
    pair = (left, left + 1) if left + 1 in names else None
    if pair is None:
        return {likely: PersonField.FULL_NAME}
    first_place = _place_of_first_names(pair, columns, given)
    other = pair[1] if first_place == pair[0] else pair[0]
    return {first_place: PersonField.FIRST_NAME, other: PersonField.LAST_NAME}


def _is_beside_another(place: int, names: Sequence[int], columns: Mapping[int, Sequence[str]]) -> bool:
    """Whether a column of several given names has one of single family names beside it."""
    return any(
        neighbour in names and _words(columns[neighbour]) < _TWO_WORDS and _distinct(columns[neighbour])
        for neighbour in (place - 1, place + 1)
        if neighbour in (names[0], names[0] + 1) and place in (names[0], names[0] + 1)
    )


def _place_of_first_names(
    pair: tuple[int, int], columns: Mapping[int, Sequence[str]], given: Mapping[int, float]
) -> int:
    left, right = pair
    if abs(given[left] - given[right]) > 0.1:
        return max(pair, key=lambda place: given[place])
    loud = {place: _share(columns[place], str.isupper) for place in pair}
    if max(loud.values()) >= _MOST > min(loud.values()):
        return min(pair, key=lambda place: loud[place])
    return right if language() == "fr" else left  # as lists are usually written there


def _order_of_whole(values: Sequence[str]) -> PersonField:
    """Which of the names stands first in a column of whole ones."""
    first = _share([value.split()[0] for value in values], _has_given_name)
    last = _share([value.split()[-1] for value in values], _has_given_name)
    return PersonField.FULL_NAME_LAST_FIRST if last > first else PersonField.FULL_NAME


def _is_name(value: str) -> bool:
    if len(value) > _LONGEST_NAME or not _NAME.fullmatch(value) or len(value.split()) > _MOST_WORDS:
        return False
    if (
        word_key(value) in _NO_NAMES and fold(value) not in GIVEN_NAMES
    ):  # “Marie” is a name before it is “marié”
        return False
    return not value.islower() or not value.isascii() or " " not in value


def _has_given_name(value: str) -> bool:
    return _is_name(value) and not GIVEN_NAMES.isdisjoint(fold(value).split())


def _share(values: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, values)) / len(values) if values else 0.0


def _words(values: Sequence[str]) -> float:
    return sum(len(value.split()) for value in values) / len(values) if values else 0.0


def _distinct(values: Sequence[str]) -> bool:
    """Whether most of *values* stand there once: those of a place or a profession come again."""
    return len(set(values)) > len(values) / 2
