"""Who did something and when, as the clients API writes it."""

from __future__ import annotations

from datetime import datetime

from desktop_app.domain.context import UserName
from desktop_app.server.framework.answers import Answer, Moment


class Stamp(Answer):
    """Who did it, and when."""

    user_id: int
    first_name: str
    last_name: str
    full_name: str
    timestamp: Moment

    @classmethod
    def of(cls, user: UserName, at: datetime) -> Stamp:
        """Return the stamp of *user* and the moment *at*."""
        return cls(
            user_id=user.id,
            first_name=user.first_name,
            last_name=user.last_name,
            full_name=user.full_name,
            timestamp=at,
        )


def stamp_or_none(user: UserName | None, at: datetime) -> Stamp | None:
    """Return the stamp of *user*; None where it was nobody (the program itself)."""
    return None if user is None else Stamp.of(user, at)


JOEL = {
    "userId": 1,
    "firstName": "Joel",
    "lastName": "Denning",
    "fullName": "Joel Denning",
    "timestamp": "2019-05-06T06:00:00.000Z",
}
"""The document's example of a stamp."""
