"""Two entries of one person: how sure that is, what they say, and the merges that were made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.person_fields import PERSON_FIELDS, FieldKind
from desktop_app.domain.records import FollowUp, Interaction, Person, PersonName, UserName


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries that may be one person; the older entry first."""

    first: Person
    second: Person
    is_sure: bool
    """Nothing contradicts, and more than the name agrees."""
    reasons: tuple[str, ...]
    """The fields in which they agree: ``name``, ``phone``, ``email``, ``date_of_birth``."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """The likeliest pairs, and how many there are in all."""

    items: tuple[Pair, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge that was made and not taken back."""

    id: int
    at: datetime
    by: UserName | None
    kept: PersonName
    absorbed: PersonName


@dataclass(frozen=True, slots=True)
class RecordedSince:
    """What was recorded for the person since a merge: it stays with the entry that was kept, unless somebody says otherwise."""

    follow_ups: tuple[FollowUp, ...]
    interactions: tuple[Interaction, ...]


def proposed(kept: Person, absorbed: Person) -> dict[str, str]:
    """Return for each field which entry's value is proposed, ``kept`` or ``absorbed``: what one of them knows, or knows better."""
    return {spec.name: _better(spec.name, spec.kind, kept, absorbed) for spec in PERSON_FIELDS}


def _better(name: str, kind: FieldKind, kept: Person, absorbed: Person) -> str:
    mine, theirs = getattr(kept, name), getattr(absorbed, name)
    if not theirs or mine == theirs:
        return "kept"
    if not mine:
        return "absorbed"
    match kind:
        case FieldKind.DAY:  # they came on the earlier one
            return "absorbed" if theirs < mine else "kept"
        case FieldKind.BIRTHDAY:  # a whole one tells more
            return "absorbed" if len(theirs.strip("-")) > len(mine.strip("-")) else "kept"
        case _:
            return "kept"
