"""What is new for who is signed in: asked for again whenever something changed, for the bell, the tray icon and pop-ups.

``UnreadWatch(session, parent)``   ``look()`` asks now, ``take_change(changed)`` when it concerns it; ``counts()`` the last answer; signals
    ``counted(counts)``, ``arrived(notifications)``: those that came since the last look, without what one did oneself
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.errors import DomainError
from desktop_app.domain.permissions import Action
from desktop_app.domain.records import Changed, Notification, Organisation
from desktop_app.system.settings import OVERDUE_DAYS
from desktop_app.views.base.day_change import DayChange
from desktop_app.views.base.session import Session

MOST = 1_000
"""How many that came at once are told apart."""
_KINDS = frozenset({"persons", "follow_ups", "users", "settings", "notifications"})


class UnreadCounts(NamedTuple):
    """How many notifications one has not read, how many people wait too long (None: not for this role), the office's settings now."""

    unread: int
    waiting: int | None
    organisation: Organisation


class UnreadWatch(QObject):
    """One look at a time; what changes meanwhile is looked at after it."""

    counted = Signal(object)
    arrived = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._counts: UnreadCounts | None = None
        self._newest: int | None = None  # not looked yet: what is there now was there before
        self._is_looking = False
        self._again = False
        self._day_change = DayChange(session.controllers.clock, self)
        self._day_change.happened.connect(self.look)

    def counts(self) -> UnreadCounts | None:
        """What was found at the last look; None before the first."""
        return self._counts

    def take_change(self, changed: Changed) -> None:
        """Look again, if *changed* may have made a difference."""
        if _KINDS & changed.kinds:
            self.look()

    def look(self) -> None:
        """Ask now, or once more when the answer under way has come."""
        if self._is_looking:
            self._again = True
            return
        self._is_looking = True
        self._session.operations.run(self._work, self._answered, self._failed, owner=self)

    def _work(self) -> tuple[UnreadCounts, tuple[Notification, ...]]:
        session = self._session
        controllers, actor = session.controllers, session.actor
        organisation = controllers.organisation.get()
        waiting = None
        if session.may(Action.VIEW_OVERDUE):  # as the dashboard counts
            days = session.recall(OVERDUE_DAYS, default=organisation.overdue_days)
            waiting = controllers.waiting.count(actor, days)
        newest = controllers.notifications.mine(actor, 1, only_unread=True)
        if self._newest is not None and newest.items and newest.items[0].id > self._newest:
            newest = controllers.notifications.mine(actor, MOST, only_unread=True)
        return UnreadCounts(newest.total or 0, waiting, organisation), newest.items

    def _answered(self, answer: tuple[UnreadCounts, tuple[Notification, ...]]) -> None:
        counts, unread = answer
        before, self._newest = (
            self._newest,
            max((notification.id for notification in unread), default=self._newest or 0),
        )
        if before is not None:
            self._newest = max(self._newest, before)
        self._counts = counts
        self.counted.emit(counts)
        own = self._session.actor.id
        fresh = tuple(
            notification
            for notification in unread
            if before is not None
            and notification.id > before
            and not (notification.by and notification.by.id == own)
        )
        if fresh:
            self.arrived.emit(fresh)
        self._end()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, DomainError):  # the pages say known faults
            self._session.operations.failed.emit(error)
        self._end()

    def _end(self) -> None:
        self._is_looking = False
        if self._again:
            self._again = False
            self.look()
