"""The follow-ups API: ``/api/v1/follow-ups`` (docs/contract/follow-ups-api.md, sections 1 to 5), and one follow-up by its id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from starlette.responses import Response

from desktop_app.controllers.follow_ups import FollowUpFilter
from desktop_app.domain.periods import PERIODS
from desktop_app.domain.permissions import Action, require
from desktop_app.domain.records import FollowUp, NextAction, OverdueRow
from desktop_app.domain.vocabulary import FollowUpType, Outcome
from desktop_app.server.follow_ups_api import follow_ups_schemas
from desktop_app.server.follow_ups_api.follow_ups_schemas import (
    DeletedFollowUp,
    FollowUpItem,
    FollowUpList,
    LastInteraction,
    MentorFigures,
    OverdueItem,
    OverduePerson,
    PersonToCall,
    RecordedFollowUp,
    UpcomingAction,
    UpcomingActionList,
)
from desktop_app.server.framework import messages
from desktop_app.server.framework.answers import Pagination, list_json
from desktop_app.server.framework.errors import Detail, Problem
from desktop_app.server.framework.json_values import encode, raw_response
from desktop_app.server.framework.reading import Query, path_uuid
from desktop_app.server.framework.routes import Call, Endpoints

endpoints = Endpoints(tag="Follow-ups")
_PATH = "/api/v1/follow-ups"
_DEEP = 2_000  # rows that are passed over on the loop to come to a page; behind them it takes longer than a hand-over
_NEXT_ACTION = frozenset({"next_action_date", "next_action_notes"})


# -- rows whose fields have other names than the document's


def _overdue(row: OverdueRow) -> dict[str, Any]:
    return {
        "person": OverduePerson(
            uuid=row.person.uuid,
            first_name=row.person.first_name,
            last_name=row.person.last_name,
            status=row.status,
        ),
        "assigned_mentor": row.mentor,
        "days_since_last_interaction": row.days,
        "last_interaction_date": row.last_contact_on,
    }


def _upcoming(action: NextAction) -> UpcomingAction:
    person = action.person
    last = None
    if action.last_date is not None and action.last_type is not None and action.last_outcome is not None:
        last = LastInteraction(day=action.last_date, type=action.last_type, outcome=action.last_outcome)
    return UpcomingAction(
        id=action.uuid,
        person_id=person.uuid,
        next_action_date=action.due_on,
        next_action_notes=action.notes,
        person=PersonToCall(first_name=person.first_name, last_name=person.last_name, phone=action.phone),
        last_interaction=last,
    )


# -- endpoints


@endpoints.get(_PATH, follow_ups_schemas.LIST)
async def list_follow_ups(call: Call) -> Response:
    """List follow-ups (section 2)."""
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
        listed = controller.list(call.actor, filters, limit, offset)
        pagination = Pagination.of(page, limit, listed.total)
        return call.answer(FollowUpList(follow_ups=listed.items, pagination=pagination))

    counts_nothing = filters.given() in {(), ("person_id",)}  # the totals of all else are counted
    return call.quick(read) if offset <= _DEEP and counts_nothing else await call.slowly(read)


@endpoints.post(_PATH, follow_ups_schemas.RECORD, forbidden=messages.FORBIDDEN_PERSON)
async def record_follow_up(call: Call) -> Response:
    """Record a follow-up (section 1)."""
    require(call.actor, Action.RECORD_FOLLOW_UP)  # before the body is looked at
    values = await call.fields()

    def record() -> Response:
        recorded = call.controllers.follow_ups.record(call.actor, values)
        return call.answer(RecordedFollowUp.model_validate(recorded), location=f"{_PATH}/{recorded.uuid}")

    return await call.write(record)


@endpoints.get(f"{_PATH}/stats", follow_ups_schemas.STATISTICS)
async def follow_up_statistics(call: Call) -> Response:
    """Answer a mentor's figures (section 3)."""
    require(call.actor, Action.VIEW_STATISTICS)
    query = call.query()
    period = query.choice("period", "month", PERIODS)
    mentor = _mentor_asked_for(call, query, Action.VIEW_STATISTICS)
    query.check()

    def read() -> Response:
        figures = call.controllers.follow_ups.statistics(call.actor, period, mentor)
        return call.answer(MentorFigures.model_validate(figures))

    return call.quick(read) if period != "year" else await call.slowly(read)


def _mentor_asked_for(call: Call, query: Query, action: Action) -> UUID | None:
    """Return the mentor asked for; a mentor's own whatever is sent, so it is not even read."""
    if call.sees_own_only(action):
        return None
    mentor = query.uuid("mentor_id")
    if query.is_wrong and "mentor_id" not in query:
        # named together with the others; where it is all that is missing, the controller says so
        query.wrong("mentor_id", messages.MENTOR_REQUIRED)
    return mentor


@endpoints.get(f"{_PATH}/overdue", follow_ups_schemas.OVERDUE)
async def list_overdue(call: Call) -> Response:
    """List who has been waiting too long (section 4)."""
    query = call.query()
    days, mentor = query.number("days_threshold", 7, 0, 3650), query.uuid("mentor_id")
    query.check()

    def read() -> Response:
        overdue = call.controllers.waiting.overdue(call.actor, days, mentor)
        rows = list_json(OverdueItem, [_overdue(row) for row in overdue])
        message = encode(str(call.endpoint.operation.message))
        data = f'{{"overdueFollowUps":{rows},"total":{len(overdue)}}}'
        return raw_response(f'{{"success":true,"message":{message},"data":{data}}}')

    return call.quick(read) if call.sees_own_only(Action.VIEW_OVERDUE) else await call.slowly(read)


@endpoints.get(f"{_PATH}/upcoming-actions", follow_ups_schemas.UPCOMING)
async def list_upcoming_actions(call: Call) -> Response:
    """List the next actions to come (section 5)."""
    require(call.actor, Action.VIEW_NEXT_ACTIONS)
    query = call.query()
    days = query.number("days", 7, 0, 365)
    mentor = _mentor_asked_for(call, query, Action.VIEW_NEXT_ACTIONS)
    query.check()

    def read() -> Response:
        upcoming = call.controllers.waiting.upcoming_actions(call.actor, days, mentor)
        actions = [_upcoming(action) for action in upcoming]
        return call.answer(UpcomingActionList(actions_count=len(actions), actions=actions))

    return call.quick(read)


@endpoints.get(f"{_PATH}/{{id}}", follow_ups_schemas.READ)
async def read_follow_up(call: Call) -> Response:
    """Read one follow-up."""
    key = path_uuid(call.path["id"])
    follow_up = call.quick(lambda: call.controllers.follow_ups.get(call.actor, key))
    return call.answer(FollowUpItem.model_validate(follow_up))


@endpoints.patch(f"{_PATH}/{{id}}", follow_ups_schemas.CHANGE)
async def change_follow_up(call: Call) -> Response:
    """Change the fields that are sent."""
    key = path_uuid(call.path["id"])
    changes = await call.changes()

    def change() -> Response:
        _check_next_action(call.controllers.follow_ups.get(call.actor, key), changes)
        changed = call.controllers.follow_ups.update(call.actor, key, changes)
        return call.answer(FollowUpItem.model_validate(changed))

    return await call.write(change)


def _check_next_action(follow_up: FollowUp, changes: Mapping[str, Any]) -> None:
    """Refuse the day and the notes of a next action that there is not, when nothing else would change.

    Raises:
        Problem: 400, naming what is missing.
    """
    if follow_up.next_action_needed or not set(changes) <= _NEXT_ACTION:
        return
    if any(value not in {None, ""} for value in changes.values()):
        missing = Detail("nextActionNeeded", messages.NO_NEXT_ACTION)
        raise Problem(400, messages.INVALID_BODY, (missing,))


@endpoints.delete(f"{_PATH}/{{id}}", follow_ups_schemas.DELETE)
async def delete_follow_up(call: Call) -> Response:
    """Delete a follow-up: it is off every list then."""
    key = path_uuid(call.path["id"])

    def delete() -> Response:
        deleted = call.controllers.follow_ups.delete(call.actor, key)
        return call.answer(DeletedFollowUp.model_validate(deleted))

    return await call.write(delete)
