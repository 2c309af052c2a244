"""What a page is: something the frame can show, keep in its history, refresh when the data changed, and come back to.

A page never reaches for the frame: what it wants is a signal named as a request; where to go next is one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Self, TypeVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop_app.domain.records import Changed, PersonName
from desktop_app.i18n.texts import tr
from desktop_app.views.base.day_change import DayChange
from desktop_app.views.base.form_arguments import FollowUpArguments, InteractionArguments
from desktop_app.views.base.navigation import Navigation
from desktop_app.views.base.page_spec import PageSpec
from desktop_app.views.base.session import Session
from desktop_app.views.kit.fields.quick_find import QuickFind
from desktop_app.views.kit.table.table import RecordTable

T = TypeVar("T")


class Page(QWidget):
    """The base of every page. Subclasses set ``spec`` and ``kinds`` and fill in ``refresh`` and what else they need."""

    navigate_requested = Signal(object)
    """Show something else (a ``Navigation``)."""
    message_requested = Signal(str, str, object, str)
    """Say something at the bottom: text, word of an action ("Undo") or "", what it calls or None, tone."""
    failure_requested = Signal(object)
    """Say what went wrong (an exception)."""
    done_requested = Signal()
    """This page (a form) is finished: go back to where it was opened from."""
    title_changed = Signal(str)
    """The page is called something else now."""

    spec: PageSpec
    """What the program knows of it before it is made."""
    kinds: frozenset[str] = frozenset()
    """The kinds of ``Changed`` that make what the page shows stale."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._stale = True
        self._day_change: DayChange | None = None
        session.privacy.changed.connect(self.private_texts_changed)

    @classmethod
    def make(cls, session: Session, subject: Any, parent: QWidget) -> Self:
        """Make the page within *parent*; one that is about something takes *subject*."""
        del subject
        return cls(session, parent)

    def title(self) -> str:
        """What stands at the head of the page: its name, where it says nothing more particular."""
        return tr(self.spec.words)

    def chapter(self) -> str:
        """Answer the chapter of the manual that F1 opens from here."""
        return self.spec.chapter

    def subject(self) -> PersonName | None:
        """The one person that the page is about, if there is one: whom Ctrl+N records a follow-up with."""
        return None

    def refresh(self) -> None:
        """Load what the page shows. Called when it comes up stale, and when it changed while shown."""

    def concerns(self, changed: Changed) -> bool:
        """Whether *changed* makes the page stale."""
        return bool(self.kinds & changed.kinds)

    def take_change(self, changed: Changed) -> None:
        """Refresh at once when shown, later when not."""
        if not self.concerns(changed):
            return
        self._stale = True
        if self.isVisible():
            self._refresh_if_stale()

    def _refresh_if_stale(self) -> None:
        if self._stale:
            self._stale = False
            self.refresh()

    def follow_days(self, happened: Callable[[], object]) -> None:
        """Call *happened* when another day begins, for a page that says "today" or counts days.

        It is looked for at midnight, whenever one comes to the page, and when one comes back to the window.
        """
        self._day_change = DayChange(self.session.controllers.clock, self)
        self._day_change.happened.connect(happened)

    def showEvent(self, event: QShowEvent) -> None:
        """Come up with what is true now."""
        if self._day_change is not None:
            self._day_change.look()
        super().showEvent(event)
        self._refresh_if_stale()

    def changeEvent(self, event: QEvent) -> None:
        """Look at the day when the window is worked in again: the PC may have slept."""
        super().changeEvent(event)
        if (
            event.type() is QEvent.Type.ActivationChange
            and self._day_change is not None
            and self.isActiveWindow()
        ):
            self._day_change.look()

    def private_texts_changed(self) -> None:
        """Private texts are hidden or shown from now on (``session.privacy``): show again whatever holds any.

        Tables and lists of what was found are seen to here; a page that shows private texts elsewhere does the rest.
        """
        for table in self.findChildren(RecordTable):
            table.records.refresh_texts()
        for line in self.findChildren(QuickFind):
            line.close_results()

    def focus_start(self) -> None:
        """Put the focus where work on this page begins."""
        self.setFocus()

    def take_argument(self, argument: object) -> None:
        """Take what the page was asked for with (a filter, a person)."""

    def leave(self) -> None:
        """The page is being left (or the window closed): keep what was typed."""

    def navigate(self, page: str, subject: Any = None) -> None:
        """Ask for the page of this name, about *subject*."""
        self.navigate_requested.emit(Navigation(page, subject))

    def open_person(self, person_id: int) -> None:
        """Ask for the page of the person of this key."""
        self.navigate("person", person_id)

    def record_follow_up(self, person: PersonName | None, next_persons: Iterable[PersonName] = ()) -> None:
        """Ask for the follow-up form: about whom (None: to be chosen), and who comes after on *save and next*."""
        self.navigate("follow_up_form", FollowUpArguments(person=person, next_persons=tuple(next_persons)))

    def record_interaction(self, person: PersonName | None) -> None:
        """Ask for the form of client interactions: with whom (None: to be chosen)."""
        self.navigate("interaction_form", InteractionArguments(person=person))

    def run(
        self,
        work: Callable[[], T],
        on_success: Callable[[T], object] | None = None,
        on_failure: Callable[[BaseException], object] | None = None,
    ) -> None:
        """Run a controller call for this page; errors that it does not answer itself are shown at the bottom."""
        self.session.operations.run(work, on_success, on_failure or self.failure_requested.emit, owner=self)

    def say(
        self, text: str, action: str = "", on_action: Callable[[], Any] | None = None, tone: str = "neutral"
    ) -> None:
        """Say something at the bottom of the window, with an action such as Undo."""
        self.message_requested.emit(text, action, on_action, tone)
