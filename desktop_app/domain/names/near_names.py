"""Names that nearly are what was typed: a letter or two wrong, the same sound, a short form; and names that nobody has."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nsmallest

from desktop_app.domain.names.name_likeness import short_forms
from desktop_app.domain.text_folding import fold, spaced

_SHORTEST = 4  # letters: of shorter words every other is one letter away
_LONG = 7  # letters: so long words may have two wrong
_LIKE_IN_SOUND = 3  # as near as three wrong letters
_MOST_EDITS = 4  # between two that sound alike


def is_new_name(typed: str, names: Iterable[str]) -> bool:
    """Return whether *typed* is a name, and none of *names* has all its words."""
    words = fold(spaced(typed)).split()
    if "@" in typed or any(map(str.isdigit, typed)) or not any(map(str.isalpha, typed)):
        return False
    return not any(all(word in fold(spaced(name)) for word in words) for name in names)


def may_be_near(typed: str) -> bool:
    """Return whether there can be names near *typed*: it has no figure, and a word that is long enough."""
    words = fold(spaced(typed)).split()
    return any(map(_is_name, words)) and not any(map(str.isdigit, typed))


def near_people(typed: str, names: Iterable[tuple[int, str]], limit: int) -> tuple[int, ...]:
    """Return the keys of those whose name has a word near each typed one, the nearest first.

    *names* are keys with folded names (``derived.name_key``). A name must begin with a short word as it was typed.
    """
    wanted = [_Wanted(word) for word in fold(spaced(typed)).split()]
    candidates = []
    for key, name in names:
        far = _distance(wanted, name)
        if far is not None:
            candidates.append((far, name, key))
    return tuple(key for _, _, key in nsmallest(limit, candidates))


def _is_name(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isalpha()


class _Wanted:
    """A typed word, and how far from it the words are that it was compared with: names repeat."""

    def __init__(self, word: str) -> None:
        from jellyfish import metaphone  # noqa: PLC0415 - only a search that found nobody needs it

        self.may_be_near = _is_name(word)
        self._word = word
        self._edits = 0 if not self.may_be_near else 1 if len(word) < _LONG else 2
        self._sound = metaphone(word) if self.may_be_near else ""
        self._forms = short_forms(word) if self.may_be_near else frozenset()
        self._known: dict[str, int | None] = {}

    def distance(self, other: str) -> int | None:
        """Return how many letters *other* is away; None where it is another name."""
        if other not in self._known:
            self._known[other] = self._compared(other)
        return self._known[other]

    def _compared(self, other: str) -> int | None:
        if other.startswith(self._word):
            return 0
        if other in self._forms:
            return _LIKE_IN_SOUND
        if (
            not self.may_be_near
            or len(other) < _SHORTEST - 1
            or abs(len(other) - len(self._word)) > _MOST_EDITS
        ):
            return None
        from jellyfish import damerau_levenshtein_distance, metaphone  # noqa: PLC0415 - see above

        edits = damerau_levenshtein_distance(self._word, other)
        if edits <= self._edits:
            return edits
        sounds_alike = len(self._sound) > 2 and metaphone(other) == self._sound
        return _LIKE_IN_SOUND if edits <= _MOST_EDITS and sounds_alike else None


def _distance(wanted: list[_Wanted], name: str) -> int | None:
    total = 0
    words = name.split()
    for word in wanted:
        nearest = min((far for other in words if (far := word.distance(other)) is not None), default=None)
        if nearest is None:
            return None
        total += nearest
    return total
