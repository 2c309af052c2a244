"""Which people of a list the office has already: decided for all of one name together, so that nobody is found in two.

``best_match`` answers for one entry alone. Two entries of a list that were kept apart may still both look like the one person
whom the office knows: then it is uncertain which of them it is, and neither may be merged into it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from desktop_app.domain.same_people import Likeness, Match, Traits, best_match, likeness, traits

_FEW = 100
"""So many of one name are all held against an entry; of more, those that share a number, an address or a birthday."""


def known_traits(values: Mapping[str, object], entered_on: date) -> Traits:
    """The traits of somebody whom the office has: *values* as stored, and the day on which they were entered.

    A first visit that was never told is stored as the last contact's day or that of the entry: such a day tells nothing.
    """
    assumed = {entered_on, values.get("earlier_contact_on")}
    said = None if values.get("first_visit_on") in assumed else values.get("first_visit_on")
    return traits({**values, "first_visit_on": said})


def find_again(entries: Sequence[Traits], known: Sequence[Traits]) -> list[Match]:
    """For each of the *entries* of one name, which of the *known* people of that name it is.

    Several entries can surely be one known person; one that is only likely must be alone in claiming it.
    """
    near = _Nearby(known)
    matches = [near.best_match(entry) for entry in entries]
    certain = {
        match.index
        for entry, match in zip(entries, matches, strict=True)
        if match.index is not None and likeness(entry, known[match.index]) is Likeness.SAME
    }
    claims = Counter(match.index for match in matches)
    return [
        match
        if match.index is None
        or likeness(entry, known[match.index]) is Likeness.SAME
        or (match.index not in certain and claims[match.index] == 1)
        else Match(None, tuple(sorted({match.index, *match.doubtful})))
        for entry, match in zip(entries, matches, strict=True)
    ]


class _Nearby:
    """The known people of one name by what could show that they are the same."""

    def __init__(self, known: Sequence[Traits]) -> None:
        self._known = known
        self._shelves: dict[str, list[int]] = defaultdict(list)
        if len(known) > _FEW:
            for index, one in enumerate(known):
                for label in _labels(one):
                    self._shelves[label].append(index)

    def best_match(self, entry: Traits) -> Match:
        """``best_match`` among those worth comparing, by their place in the whole sequence."""
        if len(self._known) <= _FEW:
            return best_match(entry, self._known)
        shared = {index for label in _labels(entry) for index in self._shelves[label][:_FEW]}
        places = sorted({*range(_FEW), *shared})
        found = best_match(entry, [self._known[place] for place in places])
        return Match(
            None if found.index is None else places[found.index],
            tuple(places[index] for index in found.doubtful),
        )


def _labels(one: Traits) -> Iterable[str]:
    return (label for label in (*(number[-8:] for number in one.phones), one.email, one.born[-5:]) if label)
