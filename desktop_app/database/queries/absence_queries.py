"""Whose people a mentor looks after on a day: their own, and those of colleagues who are away and chose them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from desktop_app.database.fields import from_milliseconds
from desktop_app.database.models import AbsenceTable, UserTable
from desktop_app.database.queries.names import UserNames, name_columns
from desktop_app.database.queries.prepared import Prepared, parameter, raw_rows, to_date
from desktop_app.domain.records import Absence, UserName

_Colleague = UserTable.alias("colleague")

_SUBSTITUTES = Prepared(
    lambda: (
        AbsenceTable.select(AbsenceTable.user, *name_columns(_Colleague))
        .join(_Colleague, on=(AbsenceTable.colleague == _Colleague.id))
        .where(
            AbsenceTable.last_on >= parameter("day"),
            AbsenceTable.first_on <= parameter("day"),
            AbsenceTable.ended_at.is_null(),
            _Colleague.is_active,  # one who was switched off meanwhile looks after nobody
        )
        .order_by(AbsenceTable.id)
    )
)


def substitutes(day: date) -> dict[int, UserName]:
    """Return for each mentor who is away on *day* the colleague who looks after their people; of a colleague who is away too, that one's colleague."""
    rows = _SUBSTITUTES.rows(day=day)
    if not rows:
        return {}
    users = UserNames()
    direct = {away: users.sure(*colleague) for away, *colleague in rows}
    return {away: _last_of_chain(away, direct) for away in direct}


def _last_of_chain(away: int, direct: Mapping[int, UserName]) -> UserName:
    seen, colleague = {away}, direct[away]
    # when everybody of a ring is away, each one's people still are somebody's: those of the last before it closes
    while colleague.id in direct and colleague.id not in seen:
        seen.add(colleague.id)
        further = direct[colleague.id]
        if further.id in seen:
            break
        colleague = further
    return colleague


def looked_after_by(user_id: int, substitutes_of_day: Mapping[int, UserName]) -> tuple[int, ...]:
    """Return the mentors whose people *user_id* looks after, from the ``substitutes`` of the day: the user first, then those away."""
    others = [away for away, colleague in substitutes_of_day.items() if colleague.id == user_id != away]
    return (user_id, *sorted(others))


def looked_after(user_id: int, day: date) -> tuple[int, ...]:
    """Return the mentors whose people *user_id* looks after on *day*: the user first, then colleagues who are away."""
    return looked_after_by(user_id, substitutes(day))


# -- the same as a condition of prepared queries: one place for each mentor


def of_mentors(column: Any, count: int) -> Any:
    """Return *column* is one of *count* mentors, given to the prepared query as ``mentor_values``."""
    if count == 1:  # as nearly always: the plainest form, for the best plan
        return column == parameter("mentor_0")
    return column.in_([parameter(f"mentor_{place}") for place in range(count)])


def mentor_values(mentor_ids: Iterable[int]) -> dict[str, int]:
    """Return the parameters of ``of_mentors``."""
    return {f"mentor_{place}": key for place, key in enumerate(mentor_ids)}


# -- the absences themselves


class _Columns(NamedTuple):
    """What is selected of each absence, in its order."""

    id: int
    first_on: Any
    last_on: Any
    note: str
    created_at: int
    ended_at: int | None
    user_id: int
    user_uuid: bytes
    user_first_name: str
    user_last_name: str
    colleague_id: int
    colleague_uuid: bytes
    colleague_first_name: str
    colleague_last_name: str


def absences(
    *,
    last_from: date | None = None,
    user_id: int | None = None,
    keys: Iterable[int] | None = None,
    ended: bool = False,
) -> tuple[Absence, ...]:
    """Return the absences that end on *last_from* or later, the soonest first; those that were taken back only with *ended*."""
    table = AbsenceTable
    query = (
        table.select(
            table.id,
            table.first_on,
            table.last_on,
            table.note,
            table.created_at,
            table.ended_at,
            *name_columns(UserTable),
            *name_columns(_Colleague),
        )
        .join(UserTable, on=(table.user == UserTable.id))
        .join(_Colleague, on=(table.colleague == _Colleague.id))
        .order_by(table.first_on, table.id)
    )
    if not ended:
        query = query.where(table.ended_at.is_null())
    if keys is not None:
        query = query.where(table.id.in_(list(keys)))
    if last_from is not None:
        query = query.where(table.last_on >= last_from)
    if user_id is not None:
        query = query.where(table.user == user_id)
    return _read(raw_rows(query))


def _read(rows: Sequence[tuple[Any, ...]]) -> tuple[Absence, ...]:
    users = UserNames()
    return tuple(
        Absence(
            id=row.id,
            user=users.sure(row.user_id, row.user_uuid, row.user_first_name, row.user_last_name),
            first_on=to_date(row.first_on),
            last_on=to_date(row.last_on),
            colleague=users.sure(
                row.colleague_id, row.colleague_uuid, row.colleague_first_name, row.colleague_last_name
            ),
            note=row.note,
            created_at=from_milliseconds(row.created_at),
            ended_at=from_milliseconds(row.ended_at) if row.ended_at is not None else None,
        )
        for row in map(_Columns._make, rows)
    )
