"""Family A: ``/api/v1/follow-ups`` (docs/contract/follow-ups-api.md, sections 1 to 5), and one follow-up by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from starlette.responses import Response

from desktop_app.controllers.follow_ups import FollowUpFilter
from desktop_app.domain.inputs import FollowUpInput
from desktop_app.domain.periods import PERIODS
from desktop_app.domain.permissions import Action, require
from desktop_app.domain.vocabulary import FollowUpType, Outcome
from desktop_app.server.follow_ups_api import follow_ups_schemas as told
from desktop_app.server.framework import sentences as say
from desktop_app.server.framework.json_values import (
    day_or_none,
    encode,
    encode_list,
    moment,
    raw_response,
    uuid_text,
)
from desktop_app.server.framework.reading import Query, path_uuid
from desktop_app.server.framework.routes import Call, Endpoints, aliases

if TYPE_CHECKING:
    from desktop_app.domain.context import UserName
    from desktop_app.domain.records import FollowUp, NextAction, OverdueRow, PersonName

endpoints = Endpoints(tag="Follow-ups")
_PATH = "/api/v1/follow-ups"
_NAMES = aliases(FollowUpInput)
_DEEP = 2_000  # rows that are passed over on the loop to come to a page; behind them it takes longer than a hand-over


# -- records as the document writes them


def name_json(named: PersonName | UserName) -> dict[str, str]:
    """A person or a mentor, just enough to name them."""
    return {"id": uuid_text(named.uuid), "firstName": named.first_name, "lastName": named.last_name}


def follow_up_json(follow_up: FollowUp) -> dict[str, Any]:
    """A follow-up in a list (section 2), with ``updatedAt`` of the document's data model."""
    person, mentor = name_json(follow_up.person), name_json(follow_up.mentor)
    created = moment(follow_up.created_at)
    is_untouched = follow_up.updated_at is follow_up.created_at
    return {
        "id": uuid_text(follow_up.uuid),
        "personId": person["id"],
        "mentorId": mentor["id"],
        "interactionType": follow_up.interaction_type,
        "interactionDate": follow_up.interaction_date.isoformat(),
        "notes": follow_up.notes,
        "outcome": follow_up.outcome,
        "nextActionNeeded": follow_up.next_action_needed,
        "nextActionDate": day_or_none(follow_up.next_action_date),
        "nextActionNotes": follow_up.next_action_notes or None,
        "createdAt": created,
        "updatedAt": created if is_untouched else moment(follow_up.updated_at),
        "person": person,
        "mentor": mentor,
    }


def _overdue_json(row: OverdueRow) -> dict[str, Any]:
    person = name_json(row.person)
    person["status"] = row.status
    return {
        "person": person,
        "assignedMentor": name_json(row.mentor) if row.mentor is not None else None,
        "daysSinceLastInteraction": row.days,
        "lastInteractionDate": day_or_none(row.last_contact_on),
    }


def _action_json(action: NextAction) -> dict[str, Any]:
    person = action.person
    return {
        "id": uuid_text(action.follow_up_uuid),
        "personId": uuid_text(person.uuid),
        "nextActionDate": action.due_on.isoformat(),
        "nextActionNotes": action.notes or None,
        "person": {
            "firstName": person.first_name,
            "lastName": person.last_name,
            "phone": action.phone or None,
        },
        "lastInteraction": {
            "date": action.last_date.isoformat(),
            "type": action.last_type,
            "outcome": action.last_outcome,
        },
    }


def pagination(page: int, limit: int, total: int) -> dict[str, int]:
    """Where a page stands in its list."""
    return {"currentPage": page, "totalPages": -(-total // limit), "totalItems": total, "perPage": limit}


# -- endpoints


@endpoints.get(_PATH, told.LIST, collection=True)
async def list_follow_ups(call: Call) -> Response:
    """Section 2."""
    query = call.query()
    page, limit = query.page()
    filters = FollowUpFilter(
        person_id=query.uuid("person_id"),
        mentor_id=query.uuid("mentor_id"),
        interaction_type=query.word("interaction_type", FollowUpType),
        outcome=query.word("outcome", Outcome),
        date_from=query.day("date_from"),
        date_to=query.day("date_to"),
    )
    query.check()
    controller, offset = call.controllers.follow_ups, (page - 1) * limit

    def read() -> Response:
        found = controller.list(call.actor, filters, limit, offset)
        data = {
            "followUps": [follow_up_json(one) for one in found.items],
            "pagination": pagination(page, limit, found.total or 0),
        }
        return call.success(say.FOLLOW_UPS_LISTED, data)

    is_quick = offset <= _DEEP and filters.given() in {
        (),
        ("person_id",),
    }  # the totals of all else are counted
    return call.quick(read) if is_quick else await call.slowly(read)


@endpoints.post(_PATH, told.RECORD, collection=True, names=_NAMES, forbidden=say.FORBIDDEN_PERSON)
async def record_follow_up(call: Call) -> Response:
    """Section 1."""
    require(call.actor, Action.RECORD_FOLLOW_UP)  # before the body is looked at
    body = await call.json_object()
    recorded = await call.write(lambda: call.controllers.follow_ups.record(call.actor, body))
    data = {
        "id": uuid_text(recorded.uuid),
        "personId": uuid_text(recorded.person.uuid),
        "mentorId": uuid_text(recorded.mentor.uuid),
        "interactionType": recorded.interaction_type,
        "interactionDate": recorded.interaction_date.isoformat(),
        "outcome": recorded.outcome,
        "createdAt": moment(recorded.created_at),
    }
    return call.success(say.FOLLOW_UP_RECORDED, data, 201)


@endpoints.get(f"{_PATH}/stats", told.STATISTICS)
async def follow_up_statistics(call: Call) -> Response:
    """Section 3."""
    require(call.actor, Action.VIEW_STATISTICS)
    query = call.query()
    period = query.choice("period", "month", PERIODS)
    mentor = _whose(call, query, Action.VIEW_STATISTICS)
    query.check()

    def read() -> Response:
        found = call.controllers.follow_ups.statistics(call.actor, period, mentor)
        figures = found.figures
        stats = {
            "totalInteractions": figures.interactions,
            "interactionsByType": {word: figures.by_type[word] for word in told.TYPES},
            "interactionsByOutcome": {word: figures.by_outcome[word] for word in Outcome},
            "activePersons": figures.active_persons,
            "pendingActions": figures.pending_actions,
            "overdueActions": figures.overdue_actions,
        }
        data = {"mentor": name_json(found.mentor), "period": found.period, "stats": stats}
        return call.success(say.STATISTICS_READ, data)

    return call.quick(read) if period != "year" else await call.slowly(read)


def _whose(call: Call, query: Query, action: Action) -> UUID | None:
    """The mentor asked for; a mentor's own whatever is sent, so it is not even read."""
    if call.sees_own_only(action):
        return None
    mentor = query.uuid("mentor_id")
    if query.is_wrong and "mentor_id" not in query:
        query.wrong(
            "mentor_id", say.MENTOR_REQUIRED
        )  # said with the others; alone it is the controller that says it
    return mentor


@endpoints.get(f"{_PATH}/overdue", told.OVERDUE)
async def list_overdue(call: Call) -> Response:
    """Section 4."""
    query = call.query()
    days, mentor = query.number("days_threshold", 7, 0, 3650), query.uuid("mentor_id")
    query.check()

    def read() -> Response:
        found = call.controllers.waiting.overdue(call.actor, days, mentor)
        rows = encode_list(map(_overdue_json, found))
        message = encode(str(say.OVERDUE_LISTED))
        data = f'{{"overdueFollowUps":{rows},"total":{len(found)}}}'
        return raw_response(f'{{"success":true,"message":{message},"data":{data}}}')

    return call.quick(read) if call.sees_own_only(Action.VIEW_OVERDUE) else await call.slowly(read)


@endpoints.get(f"{_PATH}/upcoming-actions", told.UPCOMING)
async def list_upcoming_actions(call: Call) -> Response:
    """Section 5."""
    require(call.actor, Action.VIEW_NEXT_ACTIONS)
    query = call.query()
    days = query.number("days", 7, 0, 365)
    mentor = _whose(call, query, Action.VIEW_NEXT_ACTIONS)
    query.check()

    def read() -> Response:
        found = call.controllers.waiting.upcoming_actions(call.actor, days, mentor)
        data = {"actionsCount": len(found), "actions": [_action_json(one) for one in found]}
        return call.success(say.ACTIONS_LISTED, data)

    return call.quick(read)


@endpoints.get(f"{_PATH}/{{id}}", told.READ)
async def read_follow_up(call: Call) -> Response:
    """One follow-up."""
    key = path_uuid(call.path["id"])
    found = call.quick(lambda: call.controllers.follow_ups.get(call.actor, key))
    return call.success(say.FOLLOW_UP_READ, follow_up_json(found))


@endpoints.patch(f"{_PATH}/{{id}}", told.CHANGE, names=_NAMES)
async def change_follow_up(call: Call) -> Response:
    """Only the fields sent change."""
    key = path_uuid(call.path["id"])
    body = await call.json_object()
    changed = await call.write(lambda: call.controllers.follow_ups.update(call.actor, key, body))
    return call.success(say.FOLLOW_UP_CHANGED, follow_up_json(changed))


@endpoints.delete(f"{_PATH}/{{id}}", told.DELETE)
async def delete_follow_up(call: Call) -> Response:
    """It is off every list then."""
    key = path_uuid(call.path["id"])
    deleted = await call.write(lambda: call.controllers.follow_ups.delete(call.actor, key))
    return call.success(say.FOLLOW_UP_DELETED, {"id": uuid_text(deleted.uuid)})
