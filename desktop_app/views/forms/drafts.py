"""What a form keeps as its draft while somebody types, and how it is offered back.

A draft's key is ``new:<person's key or nothing>`` or ``edit:<record's key>``; its content is the form's own values plus
``about``, the person's name, so that it can be offered without asking the database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, QTimer

from desktop_app.domain.records import Draft, PersonName
from desktop_app.views.base.session import Session

PAUSE = 800  # milliseconds after the last key until the draft is kept
LATEST = 1_800  # milliseconds after the first key that is not kept yet, however evenly keys go on coming
RETRY = 2_000  # milliseconds until what could not be kept is tried again
_ABOUT = "about"


def about(person: PersonName | None) -> dict[str, Any] | None:
    """A person's name as a draft holds it."""
    if person is None:
        return None
    return {
        "id": person.id,
        "uuid": str(person.uuid),
        "first_name": person.first_name,
        "last_name": person.last_name,
    }


def person_of(draft: Draft) -> PersonName | None:
    """The person that *draft* is about; None when nobody was chosen yet."""
    return person_from(draft.content.get(_ABOUT))


def person_from(held: Mapping[str, Any] | None) -> PersonName | None:
    """The person whose name ``about`` wrote down; nobody for nothing."""
    if not held:
        return None
    return PersonName(int(held["id"]), UUID(held["uuid"]), held["first_name"], held["last_name"])


class DraftKeeper(QObject):
    """Keeps a form's draft up to date: a moment after each change, every two seconds while keys come, and when the form is left.

    ``values()`` gives what is typed as JSON values, or None when there is nothing worth keeping. A draft counts as kept when it is
    written; one that cannot be is put beside the database and tried again until it can.
    """

    def __init__(
        self,
        session: Session,
        form: str,
        key: str,
        values: Callable[[], Mapping[str, Any] | None],
        person: Callable[[], PersonName | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._form, self._key = form, key
        self._values, self._person = values, person
        self._kept: Mapping[str, Any] | None = None
        self._under_way = False
        self._closed = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.keep)
        self._latest = QTimer(self)
        self._latest.setSingleShot(True)
        self._latest.setInterval(LATEST)
        self._latest.timeout.connect(self.keep)

    def load(self, on_draft: Callable[[Draft | None], object]) -> None:
        """Give *on_draft* the draft there is for this form, or None."""
        session = self._session
        session.operations.run(
            lambda: session.controllers.drafts.get(session.actor, self._form, self._key), on_draft, owner=self
        )

    def touch(self) -> None:
        """Something was typed: keep it in a moment."""
        if not self._closed:
            self._pause.start()
            if not self._latest.isActive():
                self._latest.start()

    def keep(self) -> None:
        """Keep what is typed now; with nothing typed any more, forget the draft."""
        self._pause.stop()
        self._latest.stop()
        if self._closed:
            return
        values = self._values()
        if values == self._kept:
            return
        session, form, key = self._session, self._form, self._key
        drafts = session.controllers.drafts
        content = None if values is None else {**values, _ABOUT: about(self._person())}

        def write() -> None:
            if content is None:
                drafts.drop(session.actor, form, key)
            else:
                drafts.keep(session.actor, form, key, content)

        def refused(error: BaseException) -> None:
            if content is not None:
                session.operations.run_long(
                    lambda _progress, _should_stop: drafts.put_beside(session.actor, form, key, content),
                    lambda _nothing: None,
                    lambda _error: session.operations.failed.emit(error),
                    in_background=True,
                )
            if shiboken6.isValid(self):
                self._under_way = False
                self._latest.start(RETRY)

        def written(_nothing: None) -> None:
            if shiboken6.isValid(self):
                self._kept, self._under_way = values, False

        if not self._under_way:
            self._under_way = True
            session.operations.run(write, written, refused)
        else:  # what waits for the disk is written first; then what has been typed meanwhile
            self._latest.start(PAUSE)

    def drop(self) -> None:
        """Saved, or thrown away on purpose: the draft is not needed any more, and nothing more is kept."""
        self._pause.stop()
        self._latest.stop()
        self._closed = True
        session, form, key = self._session, self._form, self._key
        session.operations.run(lambda: session.controllers.drafts.drop(session.actor, form, key))
