"""A person's one timeline: follow-ups, client interactions and changes, newest first."""

from __future__ import annotations

from datetime import UTC, datetime, time

from desktop_app.controllers.activity import ActivityLog
from desktop_app.controllers.base import Controller
from desktop_app.controllers.client_interactions import ClientInteractions
from desktop_app.controllers.follow_ups import FollowUpFilter, FollowUps
from desktop_app.domain.records import Actor, FollowUp, TimelineEntry
from desktop_app.domain.vocabulary import LogEvent

_SHOWN_CHANGES = {
    LogEvent.PERSON_CREATED,
    LogEvent.PERSON_IMPORTED,
    LogEvent.PERSON_UPDATED,
    LogEvent.PERSON_RESTORED,
    LogEvent.PERSONS_MERGED,
    LogEvent.PERSONS_SEPARATED,
    LogEvent.STATUS_CHANGED,
    LogEvent.MENTOR_ASSIGNED,
    LogEvent.PERSON_PAUSED,
    LogEvent.PERSON_RESUMED,
    LogEvent.NEXT_ACTION_DONE,
}
MOST = 500


class Timeline(Controller):
    """What happened with a person."""

    def of_person(self, actor: Actor, person_id: int) -> tuple[TimelineEntry, ...]:
        """At most the newest 500 of each kind, newest first.

        Raises:
            NotFound: no such person.
            NotAllowed: not a person of this mentor.
        """
        follow_ups = (
            self._over_the_same(FollowUps).list(actor, FollowUpFilter(person_id=person_id), MOST).items
        )
        interactions = self._over_the_same(ClientInteractions).of_person(actor, person_id)[:MOST]
        changes = self._over_the_same(ActivityLog).of_person(actor, person_id, MOST)
        entries = [TimelineEntry(self._moment_of(follow_up), follow_up=follow_up) for follow_up in follow_ups]
        entries += [
            TimelineEntry(interaction.start_at, interaction=interaction) for interaction in interactions
        ]
        entries += [
            TimelineEntry(change.at, change=change) for change in changes if change.event in _SHOWN_CHANGES
        ]
        return tuple(sorted(entries, key=lambda entry: entry.at, reverse=True))

    def _moment_of(self, follow_up: FollowUp) -> datetime:
        """Return where *follow_up*, which has a day only, stands among moments: when it was written on its own day, else at that day's end."""
        if self._clock.local(follow_up.created_at).date() == follow_up.interaction_date:
            return follow_up.created_at
        return self._clock.from_wall(datetime.combine(follow_up.interaction_date, time(23, 59))).astimezone(
            UTC
        )
