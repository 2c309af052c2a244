"""Requests that came with a key of their sender's, and what was answered: a second try is answered so too, and done once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from desktop_app.controllers.base import Controller
from desktop_app.database.models import AnsweredRequestTable
from desktop_app.database.queries.prepared import tuples

KEPT_FOR = timedelta(days=1)
"""How long a key is known."""


class RequestKey(NamedTuple):
    """A request as its sender named it: by which token, under which key, and a digest of what it asks for."""

    token_id: int
    key: str
    digest: str


class KeptAnswer(NamedTuple):
    """What a request was answered. ``digest`` is that of the request; ``location``, where what was made can be read."""

    digest: str
    status: int
    body: str
    location: str


class AnsweredRequests(Controller):
    """What was answered to requests with a key, kept for a day with what they wrote."""

    def answer_to(self, request: RequestKey) -> KeptAnswer | None:
        """Return what was answered under the key of *request*; None where nothing was, or a day has gone by."""
        table = AnsweredRequestTable
        columns = (table.digest, table.status, table.body, table.location)
        this = (
            table.token == request.token_id,
            table.key == request.key,
            table.at > self._clock.now() - KEPT_FOR,
        )
        with self._store.reading():
            rows = list(tuples(table.select(*columns).where(*this)))
        return next((KeptAnswer(*row) for row in rows), None)

    def once(self, request: RequestKey, work: Callable[[], KeptAnswer]) -> KeptAnswer:
        """Return what was answered under the key of *request*, or what *work* gives, which is kept in the transaction of what it writes."""
        table = AnsweredRequestTable
        with self._store.transaction():
            known = self.answer_to(request)
            if known is not None:
                return known
            answer = work()
            self.forget()
            table.insert(
                token=request.token_id, key=request.key, at=self._clock.now(), **answer._asdict()
            ).execute()
        return answer

    def forget(self) -> None:
        """Forget what was answered more than a day ago: answers hold what people wrote."""
        with self._store.transaction():
            AnsweredRequestTable.delete().where(
                AnsweredRequestTable.at <= self._clock.now() - KEPT_FOR
            ).execute()
