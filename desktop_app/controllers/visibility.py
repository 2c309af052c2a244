"""Whose persons are one's own today: those assigned to one, and those of a colleague who is away and chose one."""

from __future__ import annotations

from datetime import date

from desktop_app.database.queries import absence_queries
from desktop_app.domain.errors import NotAllowed
from desktop_app.domain.permissions import Action, Reach, may, own_only, reach
from desktop_app.domain.records import Actor


def own_mentors(today: date, actor: Actor, action: Action) -> tuple[int, ...] | None:
    """Return the mentors whose persons *actor* may do *action* to today, or None: to everybody. Within a read.

    Raises:
        NotAllowed: the role may do it to nobody.
    """
    own = own_only(actor, action)
    return None if own is None else absence_queries.looked_after(own, today)


def require_for(today: date, actor: Actor, action: Action, mentor_id: int | None) -> None:
    """Let *actor* do *action* to a person of *mentor_id*, who may be a colleague whose people they look after today.

    Raises:
        NotAllowed: not for this role, or not a person of this mentor.
    """
    if may(actor, action, mentor_id=mentor_id):
        return
    if mentor_id is None or reach(actor, action) is not Reach.OWN:
        raise NotAllowed
    if mentor_id not in absence_queries.looked_after(actor.id, today):
        raise NotAllowed
