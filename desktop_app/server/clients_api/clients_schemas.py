"""What ``/api/clients`` takes and answers."""

from __future__ import annotations

from typing import Any

from pydantic import Field, create_model

from desktop_app.domain.inputs import PersonInput
from desktop_app.domain.person_fields import PERSON_FIELDS, SPEC_OF
from desktop_app.domain.records import PossibleDuplicate
from desktop_app.domain.vocabulary import LogEvent
from desktop_app.server.clients_api.stamps import JOEL, Stamp
from desktop_app.server.framework.answers import (
    Answer,
    Moment,
    OptionalText,
    field_of,
    open_list,
    person_remarks,
)
from desktop_app.server.framework.operations import PAGE, Body, Operation, parameter

_PAGE = {**PAGE, "description": "Number of the page, 100 to each"}

# -- answers


class _ClientHead(Answer):
    id: int
    full_name: str


_SPECS = tuple(spec for spec in PERSON_FIELDS if spec.clients_name)
_CLIENT_FIELDS: Any = create_model(
    "_ClientFields",
    __base__=_ClientHead,
    **{spec.name: field_of(spec, spec.clients_name) for spec in _SPECS},
)


class Client(_CLIENT_FIELDS):
    """A client; what was left blank is null. ``id`` is what ``/api/v1/persons`` calls ``clientId``."""

    is_deleted: bool
    created_by: Stamp | None


class ClientDuplicate(Answer):
    """A client who was there already and may be the same person."""

    id: int
    full_name: str
    agreeing_fields: list[str] = Field(description="What shows it, beside the name", examples=[["phone"]])
    is_sure: bool = Field(description="The name agrees and one of these fields, and nothing contradicts")

    @classmethod
    def of(cls, duplicate: PossibleDuplicate) -> ClientDuplicate:
        """Return what the answer says of *duplicate*."""
        return cls(
            id=duplicate.person.id,
            full_name=duplicate.person.full_name,
            agreeing_fields=[SPEC_OF[name].clients_name for name in duplicate.agreeing],
            is_sure=duplicate.is_sure,
        )


class ClientAdded(Client):
    """A client who was added, with whom they may be."""

    possible_duplicates: list[ClientDuplicate] = Field(
        default_factory=list, description="The likeliest first, at most 4; of those whom the user may see"
    )


class ClientPagination(Answer):
    """Where a page stands in the list of clients."""

    num_clients: int
    current_page: int
    page_size: int
    num_pages: int


class ClientList(Answer):
    """A page of clients."""

    clients: list[Client]
    pagination: ClientPagination


class LoggedChange(Answer):
    """What a field was before and is after; null for nothing."""

    field: str
    before: Any
    after: Any


class LogLine(Answer):
    """A line of the log. ``createdBy`` is null for what the program did by itself."""

    id: int
    event: open_list(LogEvent)  # type: ignore[valid-type]
    interaction_id: int | None
    changes: list[LoggedChange]
    reason: OptionalText
    timestamp: Moment
    created_by: Stamp | None


class LogPagination(Answer):
    """Where a page stands in the log."""

    num_logs: int
    current_page: int
    page_size: int
    num_pages: int


class LogPage(Answer):
    """A page of the log."""

    logs: list[LogLine]
    pagination: LogPagination


# -- bodies

_FIELDS = tuple(spec.clients_name for spec in _SPECS)
_NAMES = {spec.camel_name: spec.clients_name for spec in _SPECS}
_REMARKS = person_remarks({spec.clients_name: spec for spec in _SPECS})
_BODY = {
    "firstName": "Marie",
    "lastName": "Kouassi",
    "phone": "+225 01 02 03 04 05",
    "email": "marie@example.org",
    "birthday": "1990-05-17",
    "address": "12 rue des Jardins",
    "notes": "Prefers to be called in the evening",
}
NEW_CLIENT = Body(
    "ClientBody",
    PersonInput,
    "A client to add: one of firstName and lastName at least.",
    _BODY,
    fields=_FIELDS,
    names=_NAMES,
    remarks=_REMARKS,
)
CLIENT_CHANGE = Body(
    "ClientChange",
    PersonInput,
    "What changes; what is not sent stays, null clears. At least one of the fields must be sent.",
    {"phone": "+225 07 08 09 10 11", "address": None},
    is_change=True,
    fields=_FIELDS,
    names=_NAMES,
    fixed={"is_deleted": "isDeleted"},
    remarks=_REMARKS,
)

# -- examples

_CLIENT = {
    "id": 1,
    "fullName": "Marie Kouassi",
    **_BODY,
    "isDeleted": False,
    "createdBy": JOEL,
}

# -- endpoints

LIST = Operation(
    "List clients",
    "By last name, then first, 100 to a page. A mentor sees their own persons only.",
    parameters=(
        parameter("name", {"type": "string"}, "Words of the names, without regard to case and accents"),
        parameter(
            "phone", {"type": "string"}, "Digits of a phone number, with or without the country's code"
        ),
        _PAGE,
    ),
    answer=ClientList,
    example={
        "clients": [_CLIENT],
        "pagination": {"numClients": 1, "currentPage": 1, "pageSize": 100, "numPages": 1},
    },
    errors=(400, 403),
)
CREATE = Operation(
    "Create a client",
    "The welcome committee, pastors and administrators. They become a person to visit. "
    "Who may be the same person is named; nobody is refused for it.",
    body=NEW_CLIENT,
    status=201,
    answer=ClientAdded,
    example={**_CLIENT, "possibleDuplicates": []},
    errors=(403,),
)
READ = Operation("Get a single client", answer=Client, example=_CLIENT, errors=(403,))
CHANGE = Operation(
    "Modify a client",
    body=CLIENT_CHANGE,
    answer=Client,
    example={**_CLIENT, "phone": "+225 07 08 09 10 11", "address": None},
    errors=(403,),
)
LOGS = Operation(
    "Read a client's activity log",
    "Who did what with the client, the newest first: clientInteractionCreated, clientInteractionUpdated, "
    "clientInteractionDeleted and all else.",
    parameters=(_PAGE,),
    answer=LogPage,
    example={
        "logs": [
            {
                "id": 7,
                "event": "clientInteractionUpdated",
                "interactionId": 1,
                "changes": [{"field": "location", "before": "CU Office", "after": None}],
                "reason": None,
                "timestamp": JOEL["timestamp"],
                "createdBy": JOEL,
            }
        ],
        "pagination": {"numLogs": 1, "currentPage": 1, "pageSize": 100, "numPages": 1},
    },
    errors=(403,),
)
