"""The next actions as a list in pages: open, overdue or done, of a mentor, of a person; and ticking one off by its uuid."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from desktop_app.controllers.base import Controller
from desktop_app.controllers.care.waiting import Waiting
from desktop_app.controllers.client_interactions import ClientInteractions
from desktop_app.controllers.follow_ups import FollowUps
from desktop_app.controllers.mentors import user_name
from desktop_app.database.models import InteractionTable, PersonTable, UserTable
from desktop_app.database.queries import absence_queries, done_action_queries
from desktop_app.database.queries.done_action_queries import DoneFilter
from desktop_app.database.queries.names import NOBODY, key_of
from desktop_app.domain.errors import NotFound
from desktop_app.domain.permissions import Action, own_only
from desktop_app.domain.records import Actor, FollowUp, Interaction, ListedAction, NextAction, Page
from desktop_app.domain.vocabulary import ActionState


class ActionLists(Controller):
    """What was planned, and what became of it."""

    def page(
        self,
        actor: Actor,
        state: ActionState,
        mentor: UUID | None = None,
        person: UUID | None = None,
        limit: int = 20,
        offset: int = 0,
    ) -> Page[ListedAction]:
        """Return a page of next actions: open ones (overdue or not) and overdue ones the soonest first, done ones the latest first.

        A mentor sees those about the persons they look after; *mentor* narrows within them.

        Raises:
            NotAllowed: not for this role.
        """
        if state is ActionState.DONE:
            return self._done(actor, mentor, person, limit, offset)
        today = self._clock.today()
        last = today - timedelta(days=1) if state is ActionState.OVERDUE else date.max
        with self._store.reading():
            mentor_id = key_of(UserTable, mentor)
        actions = self._over_the_same(Waiting).next_actions(actor, None, last, mentor_id)
        if person is not None:
            actions = tuple(action for action in actions if action.person.uuid == person)
        shown = actions[offset : offset + limit]
        return Page(
            tuple(_listed(action, today) for action in shown),
            len(actions),
            more=offset + len(shown) < len(actions),
        )

    def _done(
        self, actor: Actor, mentor: UUID | None, person: UUID | None, limit: int, offset: int
    ) -> Page[ListedAction]:
        own, today = own_only(actor, Action.VIEW_NEXT_ACTIONS), self._clock.today()
        with self._store.reading():
            wanted = key_of(UserTable, mentor)
            person_id = key_of(PersonTable, person)
            responsible = own if own is not None else wanted
            which = DoneFilter(person=person_id)
            if responsible is not None:
                mentors = absence_queries.looked_after(responsible, today)
                if wanted in {None, responsible}:
                    which = DoneFilter(mentors, responsible, person_id)
                else:  # narrowed within their own, never widened
                    which = DoneFilter(tuple({wanted} & set(mentors)) or (NOBODY,), person=person_id)
            actions, total = done_action_queries.done_actions(which, limit, offset)
        return Page(actions, total, more=offset + len(actions) < total)

    def tick(self, actor: Actor, key: UUID, *, done: bool) -> ListedAction:
        """Tick a next action off, or open it again, by the uuid of what holds it; once is enough. Return what became of it.

        Raises:
            NotFound: unknown or deleted.
            NotAllowed: neither its author nor the person's mentor, nor pastor or administrator.
            Refused: there is no next action.
        """
        held = self._tick(actor, key, done=done)
        with self._store.reading():
            person = PersonTable.get_or_none(PersonTable.id == held.person.id)
            mentor = UserTable.get_or_none(UserTable.id == person.mentor_id) if person is not None else None
        due_on = held.next_action_date
        if due_on is None or person is None:
            raise NotFound("person")
        return ListedAction(
            uuid=key,
            person=held.person,
            phone=person.phone,
            mentor=user_name(mentor) if mentor is not None and mentor.is_active else None,
            state=_open_state(due_on, self._clock.today()) if held.next_action_open else ActionState.DONE,
            due_on=due_on,
            notes=held.next_action_notes,
            done_at=held.next_action_done_at,
        )

    def _tick(self, actor: Actor, key: UUID, *, done: bool) -> FollowUp | Interaction:
        with self._store.reading():
            interaction = InteractionTable.get_or_none(InteractionTable.uuid == key)
        if interaction is None:
            return self._over_the_same(FollowUps).tick_next_action(actor, key, done=done)
        return self._over_the_same(ClientInteractions).tick_next_action(actor, interaction.id, done=done)


def _open_state(due_on: date, today: date) -> ActionState:
    return ActionState.OVERDUE if due_on < today else ActionState.OPEN


def _listed(action: NextAction, today: date) -> ListedAction:
    return ListedAction(
        uuid=action.uuid,
        person=action.person,
        phone=action.phone,
        mentor=action.mentor,
        state=_open_state(action.due_on, today),
        due_on=action.due_on,
        notes=action.notes,
        done_at=None,
    )
