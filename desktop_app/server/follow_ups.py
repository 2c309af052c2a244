"""Family A: ``/api/v1/follow-ups`` (follow-ups document, sections 1 to 5)."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from desktop_app.controllers.follow_ups import FollowUpFilter
from desktop_app.domain.inputs import FollowUpInput
from desktop_app.domain.records import FollowUp
from desktop_app.domain.vocabulary import FollowUpType, Outcome
from desktop_app.server import sentences as say
from desktop_app.server.json_text import moment, uuid_text
from desktop_app.server.routes import Call, Endpoints, Told, aliases

endpoints = Endpoints(tag="Follow-ups")
_PATH = "/api/v1/follow-ups"
_NAMES = aliases(FollowUpInput)
_DEEP = 2_000  # rows that are passed over on the loop to come to a page


def follow_up_json(follow_up: FollowUp) -> dict[str, Any]:
    """A follow-up in a list (section 2), with ``updatedAt`` of the document's data model."""
    person, mentor = follow_up.person, follow_up.mentor
    person_id, mentor_id = uuid_text(person.uuid), uuid_text(mentor.uuid)
    due = follow_up.next_action_date
    created = moment(follow_up.created_at)
    is_untouched = follow_up.updated_at is follow_up.created_at
    return {
        "id": uuid_text(follow_up.uuid),
        "personId": person_id,
        "mentorId": mentor_id,
        "interactionType": follow_up.interaction_type,
        "interactionDate": follow_up.interaction_date.isoformat(),
        "notes": follow_up.notes,
        "outcome": follow_up.outcome,
        "nextActionNeeded": follow_up.next_action_needed,
        "nextActionDate": None if due is None else due.isoformat(),
        "nextActionNotes": follow_up.next_action_notes or None,
        "createdAt": created,
        "updatedAt": created if is_untouched else moment(follow_up.updated_at),
        "person": {"id": person_id, "firstName": person.first_name, "lastName": person.last_name},
        "mentor": {"id": mentor_id, "firstName": mentor.first_name, "lastName": mentor.last_name},
    }


def pagination(page: int, limit: int, total: int) -> dict[str, int]:
    """Where a page stands in its list."""
    return {"currentPage": page, "totalPages": -(-total // limit), "totalItems": total, "perPage": limit}


@endpoints.post(
    _PATH,
    Told("Record a follow-up", status=201, errors=(400, 403, 404)),
    collection=True,
    names=_NAMES,
    forbidden=say.FORBIDDEN_PERSON,
)
async def record_follow_up(call: Call) -> Response:
    """Section 1."""
    body = await call.json_object()
    recorded = await call.write(lambda: call.controllers.follow_ups.record(call.actor, body))
    data = {
        "id": str(recorded.uuid),
        "personId": str(recorded.person.uuid),
        "mentorId": str(recorded.mentor.uuid),
        "interactionType": recorded.interaction_type,
        "interactionDate": recorded.interaction_date.isoformat(),
        "outcome": recorded.outcome,
        "createdAt": moment(recorded.created_at),
    }
    return call.success(say.FOLLOW_UP_RECORDED, data, 201)


@endpoints.get(_PATH, Told("List follow-ups", errors=(400, 403)), collection=True)
async def list_follow_ups(call: Call) -> Response:
    """Section 2."""
    query = call.query()
    page, limit = query.page()
    person, mentor = query.uuid("person_id"), query.uuid("mentor_id")
    filters = FollowUpFilter(
        interaction_type=query.word("interaction_type", FollowUpType),
        outcome=query.word("outcome", Outcome),
        date_from=query.day("date_from"),
        date_to=query.day("date_to"),
    )
    query.check()
    controller, offset = call.controllers.follow_ups, (page - 1) * limit

    def read() -> Response:
        found = controller.list(call.actor, controller.narrowed_to(filters, person, mentor), limit, offset)
        data = {
            "followUps": [follow_up_json(one) for one in found.items],
            "pagination": pagination(page, limit, found.total or 0),
        }
        return call.success(say.FOLLOW_UPS_LISTED, data)

    counted = mentor is None and not filters.given()  # else the matching rows are counted
    return call.quick(read) if counted and offset <= _DEEP else await call.slowly(read)
