"""What a program in Python does all day, with a client that openapi-python-client made: minimal bodies, then every answer is read.

``journey.py URL EMAIL PASSWORD``; prints what it saw as one line of JSON. The folder of the generated package is in ``PYTHONPATH``.
"""

# mypy: ignore-errors
# the package is made by the test, beside which this lies

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime

from suivi_client import AuthenticatedClient, Client
from suivi_client.api.client_interactions import create_interaction, list_interactions
from suivi_client.api.clients import list_client_logs
from suivi_client.api.follow_ups import (
    change_follow_up,
    follow_up_statistics,
    list_follow_ups,
    list_upcoming_actions,
    record_follow_up,
)
from suivi_client.api.notifications import list_notifications
from suivi_client.api.persons import add_person, set_status
from suivi_client.api.session import login, logout
from suivi_client.models import (
    FollowUpBody,
    FollowUpChange,
    FollowUpType,
    InteractionBody,
    InteractionType,
    LoginBody,
    Outcome,
    PersonBody,
    PersonStatus,
    StatusBody,
)


def journey(url: str, email: str, password: str) -> dict[str, object]:
    """What was seen on the way."""
    signed_in = login.sync(client=Client(url), body=LoginBody(email=email, password=password)).data
    suivi = AuthenticatedClient(url, token=signed_in.token)
    person = add_person.sync(client=suivi, body=PersonBody(first_name="Awa", last_name="Kone")).data
    contact = FollowUpBody(
        person_id=person.id,
        interaction_type=FollowUpType.CALL,
        interaction_date=person.first_visit_date,
        notes="Appelée.",
        outcome=Outcome.POSITIVE,
    )
    recorded = record_follow_up.sync(client=suivi, body=contact).data
    change = FollowUpChange(next_action_needed=True, next_action_date=person.first_visit_date)
    changed = change_follow_up.sync(recorded.id, client=suivi, body=change).data
    listed = list_follow_ups.sync(client=suivi, person_id=person.id, limit=5).data
    mine = signed_in.user.id
    upcoming = list_upcoming_actions.sync(client=suivi, mentor_id=mine).data
    figures = follow_up_statistics.sync(client=suivi, mentor_id=mine).data
    status = set_status.sync(
        person.id, client=suivi, body=StatusBody(status=PersonStatus.INTEGRATED)
    ).data.status
    visit = InteractionBody(
        title="SNAP",
        interaction_type=InteractionType.WALK_IN,
        start_time=datetime(2026, 11, 20, 9, tzinfo=UTC),
    )
    create_interaction.sync(person.client_id, client=suivi, body=visit)
    interactions = list_interactions.sync(person.client_id, client=suivi).interactions
    logs = list_client_logs.sync(person.client_id, client=suivi).logs
    kinds = [one.type_ for one in list_notifications.sync(client=suivi).data.notifications]
    contact.notes = ""
    refused = record_follow_up.sync(client=suivi, body=contact)
    ended = logout.sync(client=suivi).success
    return {
        "contacts": len(listed.follow_ups),
        "total": listed.pagination.total_items,
        "next": changed.next_action_date == upcoming.actions[0].next_action_date,
        "calls": figures.stats.interactions_by_type.call,
        "status": status,
        "services": interactions[0].reference_services,
        "events": [line.event for line in logs],
        "kinds": len(kinds),
        "wrong": [detail.field for detail in refused.error.details],
        "ended": ended,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(journey(*sys.argv[1:])))
