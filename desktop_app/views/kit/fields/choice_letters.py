"""The letters by which segmented buttons are chosen, in whatever language their words are.

``with_letters([(value, words), …])``   the options of a ``SegmentedChoice``: each with its first letter that no other has taken
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def with_letters(options: Iterable[tuple[Any, str]]) -> list[tuple[Any, str, str]]:
    """(value, words, letter); no letter where all of a word's are taken. Only those that every keyboard has."""
    taken: set[str] = set()
    found = []
    for value, words in options:
        letters = (one for one in words.casefold() if one.isascii() and one.isalpha() and one not in taken)
        letter = next(letters, "")
        taken.add(letter)
        found.append((value, words, letter))
    return found
