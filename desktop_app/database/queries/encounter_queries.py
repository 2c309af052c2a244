"""The sums of client interactions in some days: in all, by type, by program, by service; of one author or of everybody."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from peewee import Case, Expression, ModelSelect, fn

from desktop_app.database.models import InteractionServiceTable, InteractionTable, PersonTable
from desktop_app.database.queries.prepared import raw_rows
from desktop_app.database.readable import LATEST
from desktop_app.domain.periods import NO_SHARE, Encounters, Share
from desktop_app.domain.vocabulary import InteractionType, Program, ReferenceService

_TABLE = InteractionTable
_COUNT = fn.COUNT(_TABLE.id)
_IS_MOMENT = (_TABLE.end_at <= LATEST) & (_TABLE.end_at >= _TABLE.start_at)
"""False for a damaged end, which would be more than all others together."""
_LENGTH = fn.COALESCE(fn.SUM(Case(None, [(_IS_MOMENT, _TABLE.end_at - _TABLE.start_at)], 0)), 0)


def _conditions(first: datetime, before: datetime, author_id: int | None) -> tuple[Expression, ...]:
    mine = (_TABLE.created_by == author_id,) if author_id is not None else ()
    gone = PersonTable.select(PersonTable.id).where(PersonTable.deleted_at.is_null(False))
    return (
        _TABLE.start_at >= first,
        _TABLE.start_at < before,
        _TABLE.deleted_at.is_null(),
        _TABLE.person.not_in(gone),
        *mine,
    )


def _most_first(share_of: tuple[Program | ReferenceService | None, Share]) -> tuple[int, str]:
    """Order by how many there were, then by the word; what has none comes last."""
    word, share = share_of
    return -share.count, str(word or "~")


def _share(count: int, milliseconds: int) -> Share:
    return Share(count, timedelta(milliseconds=milliseconds))


def _shares(query: ModelSelect[Any]) -> dict[str | None, Share]:
    return {value: _share(count, length) for value, count, length in raw_rows(query)}


def encounters(first: datetime, before: datetime, author_id: int | None) -> Encounters:
    """Return those that began from *first* and before *before*. Within a read."""
    where = _conditions(first, before, author_id)
    whole = _TABLE.select(_COUNT, _LENGTH, fn.COUNT(_TABLE.person.distinct())).where(*where)
    [(total, length, persons)] = raw_rows(whole)
    types = _shares(
        _TABLE.select(_TABLE.interaction_type, _COUNT, _LENGTH)
        .where(*where)
        .group_by(_TABLE.interaction_type)
    )
    programs = _shares(_TABLE.select(_TABLE.program, _COUNT, _LENGTH).where(*where).group_by(_TABLE.program))
    service = InteractionServiceTable.service
    services = _shares(
        _TABLE.select(service, _COUNT, _LENGTH)
        .join(InteractionServiceTable, on=(InteractionServiceTable.interaction == _TABLE.id))
        .where(*where)
        .group_by(service)
    )
    by_program = [(Program(value) if value else None, share) for value, share in programs.items()]
    by_service = [(ReferenceService(value), share) for value, share in services.items() if value]
    return Encounters(
        total=_share(total, length),
        persons=persons,
        by_type={kind: types.get(str(kind), NO_SHARE) for kind in InteractionType},
        by_program=tuple(sorted(by_program, key=_most_first)),
        by_service=tuple(sorted(by_service, key=_most_first)),
    )
