"""Whether two names may be those of one person: a nickname, a married name, a name left out, one slip of the finger."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from desktop_app.domain.text_folding import fold

if TYPE_CHECKING:
    from nicknames import NickNamer

_LINKS = "nee ne born epouse epse ep epx veuve vve ve de del la las los y e van der den von da do dos das"
_BETWEEN_NAMES = frozenset(_LINKS.split())
_SHORTEST_SLIP = 4  # letters: of shorter words every other is one slip away
_SHORT_FORMS = (
    "francisco paco pancho curro kiko", "jose pepe chepe", "ignacio nacho", "guadalupe lupe lupita", "dolores lola", "enrique quique kike",
    "jesus chuy chucho", "roberto beto", "alberto beto", "humberto beto", "eduardo lalo edu", "manuel manolo manu", "mercedes meche merche",
    "consuelo chelo", "rosario charo", "concepcion concha conchita", "isabel chabela isa", "antonio tono toni", "rafael rafa", "luis lucho",
    "guillermo memo guille", "alejandro alex jandro ale", "alejandra alex ale jandra", "fernando nando fer", "gabriel gabi gabo",
    "gabriela gabi gaby", "santiago santi chago", "josefina fina pepita", "josefa pepa", "teresa tere", "beatriz bety bea", "vicente chente",
    "daniel dani", "daniela dani", "patricia patty paty pati", "veronica vero", "elizabeth eli ely isabel", "maria mari mary",
    "mamadou mam doudou", "fatoumata fatou fatim fanta", "fatima fatou fati", "aminata ami amy mina", "mariam mary mariama",
    "abdoulaye abdou ablaye", "ibrahim ibra ib brahima", "ousmane ous", "alexandre alex", "alexandra alex sandra", "elisabeth elise babeth lisa",
    "francois fanfan", "francoise fanfan soizic", "jacqueline jackie", "christophe chris", "christine chris tina", "benjamin ben", "nicolas nico",
    "dominique dom", "emmanuel manu", "emmanuelle manu", "frederic fred", "philippe phil", "stephane steph", "stephanie steph", "sebastien seb",
    "veronique vero", "guillaume guigui", "jerome jeje", "catherine cathy", "patricia patou", "mathieu mat", "florence flo", "sandrine sandy",
)  # fmt: skip
"""Short forms in Spanish and French, and in West Africa; the library knows the English ones."""


def names_alike(name: tuple[str, str], other: tuple[str, str], *, same_first_is_enough: bool = False) -> bool:
    """Return whether two names, each as first and last name, may be one person's.

    With *same_first_is_enough* the last name may be any other: who marries may take a name that nothing foretells.
    """
    words, others = _words(" ".join(name)), _words(" ".join(other))
    if not words or not others:
        return False
    few, many = sorted((words, others), key=len)
    left = list(many)
    for word in few:
        match = next((another for another in left if word == another), None) or next(
            (another for another in left if _alike(word, another)), None
        )
        if match is None:
            break
        left.remove(match)
    else:
        return True
    if not same_first_is_enough:
        return False
    first, another = _words(name[0]), _words(other[0])
    return bool(first and another) and _alike(first[0], another[0])


def _words(name: str) -> list[str]:
    return [word for word in fold(name).split() if word not in _BETWEEN_NAMES]


def _alike(word: str, other: str) -> bool:
    return word == other or other in short_forms(word) or _is_one_slip(word, other)


def _is_one_slip(word: str, other: str) -> bool:
    """Return whether one letter was left out, doubled, mistaken for another or exchanged with its neighbour."""
    short, long = sorted((word, other), key=len)
    if len(short) < _SHORTEST_SLIP or len(long) - len(short) > 1:
        return False
    at = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    if short[at + 1 :] == long[at + 1 :]:
        return True
    return short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]


@lru_cache(maxsize=4096)
def short_forms(name: str) -> frozenset[str]:
    """Return all names that *name* is a short form of, or that are short forms of it."""
    library = _english()
    forms = {*library.nicknames_of(name), *library.canonicals_of(name)}
    for row in _rows():
        full, *shorts = row
        if name == full:
            forms.update(shorts)
        elif name in shorts:
            forms.add(full)
    return frozenset(forms)


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row.split()) for row in _SHORT_FORMS)


@cache
def _english() -> NickNamer:
    from nicknames import NickNamer  # noqa: PLC0415 - a table of 70 KB, which only a comparison of names needs

    return NickNamer()
