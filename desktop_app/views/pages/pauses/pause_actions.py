"""PauseActions somebody and ending a pause, from whichever page: asked for, done, said, and undone.

``PauseActions(page)``   ``ask(person, day=None, reason=None, note="")`` opens the dialog; ``until(person, values)`` pauses at once;
    ``end(person)`` ends the pause. Each says so at the bottom, with Undo
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtWidgets import QWidget

from desktop_app.domain.records import Person, PersonName
from desktop_app.domain.vocabulary import PauseReason
from desktop_app.i18n.texts import tr
from desktop_app.views.base.page import Page
from desktop_app.views.pages.pauses.pause_dialog import PauseDialog
from desktop_app.views.wording.dates import weekday_and_day


class PauseActions:
    """What can be done about pauses on *page*."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session = page.session

    def ask(
        self,
        person: PersonName,
        *,
        day: date | None = None,
        reason: PauseReason | None = None,
        note: str = "",
    ) -> PauseDialog:
        """Ask until when and why, beginning with *day*, *reason* and *note* where they are given."""
        window: QWidget = self._page.window()
        today = self._session.controllers.clock.today
        dialog = PauseDialog(window, person.full_name, today, day=day, reason=reason, note=note)
        dialog.keep_note_with(self._session, person)

        def save(values: dict[str, Any]) -> None:
            self._pause(person, values, accepted, refused)

        def accepted() -> None:
            if shiboken6.isValid(dialog):  # Escape may have closed it meanwhile
                dialog.accept()

        def refused(error: BaseException) -> None:
            if shiboken6.isValid(dialog):
                dialog.refuse(error)
            else:
                self._page.failure_requested.emit(error)

        dialog.save_requested.connect(save)
        dialog.open()
        return dialog

    def until(self, person: PersonName, values: dict[str, Any]) -> None:
        """Pause *person* at once."""
        self._pause(person, values, lambda: None, self._page.failure_requested.emit)

    def _pause(
        self,
        person: PersonName,
        values: dict[str, Any],
        done: Callable[[], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        session, key = self._session, person.id

        def work() -> tuple[Person, Person]:
            controllers, actor = session.controllers, session.actor
            before = controllers.persons.get(actor, key)
            return before, controllers.pauses.pause(actor, key, values)

        def paused(changed: tuple[Person, Person]) -> None:
            before, after = changed
            done()
            if after.paused_until is not None:
                message = tr(
                    "{name} is paused until {day}.",
                    name=after.full_name,
                    day=weekday_and_day(after.paused_until),
                )
                self._page.say(message, tr("Undo"), partial(self._put_back, before), "good")

        self._page.run(work, paused, failed)

    def end(self, person: PersonName) -> None:
        """End the pause of *person* now."""
        session, key = self._session, person.id

        def work() -> Person:
            controllers, actor = session.controllers, session.actor
            before = controllers.persons.get(actor, key)
            controllers.pauses.resume(actor, key)
            return before

        def ended(before: Person) -> None:
            message = tr("The pause of {name} is over.", name=before.full_name)
            self._page.say(message, tr("Undo"), partial(self._put_back, before), "good")

        self._page.run(work, ended)

    def _put_back(self, before: Person) -> None:
        """Make the pause what it was for *before*; the page may be gone by then: nobody owns this call."""
        session = self._session
        today = session.controllers.clock.today()

        def work() -> None:
            pauses, actor = session.controllers.pauses, session.actor
            if before.is_paused(today):
                values = {
                    "until": before.paused_until,
                    "reason": before.pause_reason,
                    "note": before.pause_note,
                }
                pauses.pause(actor, before.id, values)
            else:
                pauses.resume(actor, before.id)

        session.operations.run(work)
