"""What OpenAPI tells of ``/api/clients``."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field

from desktop_app.domain import limits
from desktop_app.domain.vocabulary import LogEvent
from desktop_app.server.clients_api.interactions_schemas import JOEL, Stamp
from desktop_app.server.framework.openapi import parameter
from desktop_app.server.framework.reading import MOST_PAGES
from desktop_app.server.framework.routes import Told
from desktop_app.server.framework.schemas import NOT_BLANK, Birthday, Blank, Email, Moment, Record

_PAGE = parameter(
    "page",
    {"type": "integer", "minimum": 1, "maximum": MOST_PAGES, "default": 1},
    "Number of the page, 100 to each",
)


def _name(default: Any = ...) -> Any:
    return Field(default, min_length=1, max_length=100, pattern=NOT_BLANK)


class ClientBody(Record):
    """A client to add."""

    first_name: str = _name()
    last_name: str = _name()
    phone: str | None = Field(None, max_length=100)
    email: Email | Blank | None = None
    birthday: Birthday | Blank | None = None
    address: str | None = Field(None, max_length=500)
    notes: str | None = Field(None, max_length=limits.NOTES)


class ClientChange(Record):
    """What changes; what is not sent stays, null clears. At least one of the fields must be sent."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    first_name: str = _name("")
    last_name: str = _name("")
    phone: str | None = Field(None, max_length=100)
    email: Email | Blank | None = None
    birthday: Birthday | Blank | None = None
    address: str | None = Field(None, max_length=500)
    notes: str | None = Field(None, max_length=limits.NOTES)


class ClientRecord(Record):
    """A client. ``id`` is what ``/api/v1/persons`` calls ``clientId``."""

    id: int
    first_name: str
    last_name: str
    full_name: str
    phone: str | None
    email: str | None
    birthday: Birthday | None
    address: str | None
    notes: str | None
    is_deleted: bool
    created_by: Stamp | None


class ClientPagination(Record):
    """Where a page stands in the list of clients."""

    num_clients: int
    current_page: int
    page_size: int
    num_pages: int


class ClientList(Record):
    """A page of clients."""

    clients: list[ClientRecord]
    pagination: ClientPagination


class LoggedChange(Record):
    """What a field was before and is after; null for nothing."""

    field: str
    before: Any = None
    after: Any = None


class LogRecord(Record):
    """A line of the log. ``createdBy`` is null for what the program did by itself."""

    id: int
    event: LogEvent
    interaction_id: int | None
    changes: list[LoggedChange]
    reason: str | None
    timestamp: Moment
    created_by: Stamp | None


class LogPagination(Record):
    """Where a page stands in the log."""

    num_logs: int
    current_page: int
    page_size: int
    num_pages: int


class LogList(Record):
    """A page of the log."""

    logs: list[LogRecord]
    pagination: LogPagination


_BODY = {
    "firstName": "Marie",
    "lastName": "Kouassi",
    "phone": "+225 01 02 03 04 05",
    "email": "marie@example.org",
    "birthday": "1990-05-17",
    "address": "12 rue des Jardins",
    "notes": "Prefers to be called in the evening",
}
_CLIENT = {
    "id": 1,
    "firstName": "Marie",
    "lastName": "Kouassi",
    "fullName": "Marie Kouassi",
    **_BODY,
    "isDeleted": False,
    "createdBy": JOEL,
}

LIST = Told(
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
CREATE = Told(
    "Create a client",
    "The welcome committee, pastors and administrators. They become a person to visit.",
    body=ClientBody,
    body_example=_BODY,
    status=201,
    answer=ClientRecord,
    example=_CLIENT,
    errors=(403,),
)
READ = Told("Get a single client", answer=ClientRecord, example=_CLIENT, errors=(403,))
CHANGE = Told(
    "Modify a client",
    body=ClientChange,
    body_example={"phone": "+225 07 08 09 10 11", "address": None},
    answer=ClientRecord,
    example={**_CLIENT, "phone": "+225 07 08 09 10 11", "address": None},
    errors=(403,),
)
LOGS = Told(
    "Read a client's activity log",
    "Who did what with the client, the newest first: clientInteractionCreated, clientInteractionUpdated, "
    "clientInteractionDeleted and all else.",
    parameters=(_PAGE,),
    answer=LogList,
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
