"""Which people of a list the office has already: decided for all of one name together, so that nobody is found in two.

``best_match`` answers for one entry alone. Two entries of a list that were kept apart may still both look like the one person
whom the office knows: then it is uncertain which of them it is, and neither may be merged into it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from desktop_app.domain.duplicates import Likeness, Match, Traits, best_match, labels, likeness, traits

_FEW = 100
"""So many of one name are all held against an entry; of more, those that share a number, an address or a birthday."""


def known_traits(
    values: Mapping[str, object], entered_on: date, country: str = "", shared: Collection[str] = ()
) -> Traits:
    """The traits of somebody whom the office has: *values* as stored, and the day on which they were entered.

    A first visit that was never told is stored as the last contact's day or that of the entry: such a day tells nothing.
    """
    assumed = {entered_on, values.get("earlier_contact_on")}
    first_visit = None if values.get("first_visit_on") in assumed else values.get("first_visit_on")
    return traits({**values, "first_visit_on": first_visit}, country, shared)


def find_again(
    entries: Sequence[Traits], known: Sequence[Traits], uncertain: Collection[int] = ()
) -> list[Match]:
    """For each of the *entries* of one name, which of the *known* people of that name it is.

    Several entries can surely be one known person, unless they contradict each other. One that is only likely must be alone in claiming it; and those that may be
    another entry of the list (*uncertain*, by their places) are found only in somebody of whom exactly the same is known, as
    when the same list comes again.
    """
    near = _Nearby(known)
    matches = [near.best_match(entry) for entry in entries]
    certain = {
        place
        for place, match in enumerate(matches)
        if match.index is not None and likeness(entries[place], known[match.index]) is Likeness.SAME
    }
    certain -= _contradicting(entries, known, matches, certain)
    taken = {matches[place].index for place in certain}
    twins: set[int | None] = set(taken)
    for place in uncertain:
        if place not in certain:
            matches[place] = _twin(entries[place], known, matches[place], twins)
            twins.add(matches[place].index)
    claims = Counter(match.index for match in matches)
    for place, match in enumerate(matches):
        if (
            place not in certain
            and match.index is not None
            and (match.index in taken or claims[match.index] > 1)
        ):
            matches[place] = Match(None, tuple(sorted({match.index, *match.doubtful})))
    return matches


def _contradicting(
    entries: Sequence[Traits], known: Sequence[Traits], matches: Sequence[Match], certain: Collection[int]
) -> set[int]:
    """Those of the *certain* entries who would not be found in their person any more, once others have filled in what is empty."""
    filled: dict[int, Traits] = {}
    accepted: dict[int, list[Traits]] = defaultdict(list)
    parted = set()
    for place in sorted(certain):
        index, entry = matches[place].index, entries[place]
        if index is None:
            continue
        together = _filled(filled.get(index, known[index]), entry)
        if all(likeness(person, together) is Likeness.SAME for person in (*accepted[index], entry)):
            filled[index] = together
            accepted[index].append(entry)
        else:
            parted.add(place)
    return parted


def _filled(known: Traits, entry: Traits) -> Traits:
    """Return *known* with what *entry* adds where nothing was known."""
    return replace(
        known,
        phones=known.phones or entry.phones,
        email=known.email or entry.email,
        born=known.born or entry.born,
        gender=known.gender or entry.gender,
        commune=known.commune or entry.commune,
    )


def _twin(entry: Traits, known: Sequence[Traits], match: Match, taken: Collection[int | None]) -> Match:
    """The known person, none of those *taken*, of whom nothing else is known than *entry* says; a first visit may be missing."""
    alike = {entry, replace(entry, first_visit="")}
    twins = [index for index, person in enumerate(known) if person in alike and index not in taken]
    if twins:
        return Match(max(twins, key=lambda index: (known[index] == entry, -index)))
    return Match(
        None, match.doubtful if match.index is None else tuple(sorted({match.index, *match.doubtful}))
    )


class _Nearby:
    """The known people of one name by what could show that they are the same."""

    def __init__(self, known: Sequence[Traits]) -> None:
        self._known = known
        self._shelves: dict[str, list[int]] = defaultdict(list)
        if len(known) > _FEW:
            for index, person in enumerate(known):
                for label in labels(person):
                    self._shelves[label].append(index)

    def best_match(self, entry: Traits) -> Match:
        """``best_match`` among those worth comparing, by their place in the whole sequence."""
        if len(self._known) <= _FEW:
            return best_match(entry, self._known)
        shared = {index for label in labels(entry) for index in self._shelves[label][:_FEW]}
        places = sorted({*range(_FEW), *shared})
        match = best_match(entry, [self._known[place] for place in places])
        return Match(
            None if match.index is None else places[match.index],
            tuple(places[index] for index in match.doubtful),
        )
