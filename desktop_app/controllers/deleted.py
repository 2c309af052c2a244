"""What was deleted: listed for a while, and brought back by whoever may."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from desktop_app.controllers.base import Controller
from desktop_app.controllers.care.absences import Absences
from desktop_app.controllers.client_interactions import ClientInteractions
from desktop_app.controllers.follow_ups import FollowUps
from desktop_app.controllers.persons import Persons
from desktop_app.controllers.visibility import own_mentors
from desktop_app.database.queries import deleted_queries
from desktop_app.database.queries.deleted_queries import Scope
from desktop_app.domain.deleted import KEPT_DAYS, MOST_ROWS, DeletedKind, DeletedRow
from desktop_app.domain.permissions import Action, Reach, reach
from desktop_app.domain.records import Actor


class Deleted(Controller):
    """The list of what was deleted."""

    def list(self, actor: Actor, limit: int = MOST_ROWS) -> tuple[DeletedRow, ...]:
        """Return what *actor* could bring back of what was deleted in the last 90 days, newest first, at most *limit* rows.

        A contact stands there only while its person is in the list: it comes back with them.
        """
        since = self._clock.now() - timedelta(days=KEPT_DAYS)
        rows: list[DeletedRow] = []
        with self._store.reading():
            if reach(actor, Action.DELETE_PERSON) is Reach.ALL:
                rows += deleted_queries.persons(since, limit)
            scope = self._scope(actor, Action.CHANGE_FOLLOW_UP, Action.VIEW_FOLLOW_UPS)
            rows += deleted_queries.follow_ups(since, limit, scope)
            scope = self._scope(actor, Action.CHANGE_INTERACTION, Action.VIEW_INTERACTIONS)
            rows += [
                replace(row, first_on=self._clock.local(start).date())
                for row, start in deleted_queries.interactions(since, limit, scope)
            ]
            match reach(actor, Action.MANAGE_ABSENCES):
                case Reach.ALL:
                    rows += deleted_queries.absences(since, limit, None)
                case Reach.OWN:
                    rows += deleted_queries.absences(since, limit, actor.id)
            rows = sorted(rows, key=lambda row: row.deleted_at, reverse=True)[:limit]
            by = deleted_queries.deleted_by(rows)
        return tuple(replace(row, deleted_by=by.get((row.kind, row.id))) for row in rows)

    def _scope(self, actor: Actor, change: Action, view: Action) -> Scope:
        if reach(actor, change) is Reach.ALL:
            return Scope()
        return Scope(actor.id, own_mentors(self._clock.today(), actor, view))

    def bring_back(self, actor: Actor, kind: DeletedKind, key: int) -> None:
        """Undo the deletion of what has *key* among those of *kind*.

        Raises:
            NotFound, NotAllowed, Refused: as the ``restore`` of its own controller.
            Invalid: an absence whose days are another's by now.
        """
        match kind:
            case DeletedKind.PERSON:
                self._over_the_same(Persons).restore(actor, key)
            case DeletedKind.FOLLOW_UP:
                self._over_the_same(FollowUps).restore(actor, key)
            case DeletedKind.INTERACTION:
                self._over_the_same(ClientInteractions).restore(actor, key)
            case DeletedKind.ABSENCE:
                self._over_the_same(Absences).restore(actor, key)
