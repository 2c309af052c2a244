"""Somebody who is not to be called any more: chosen in a menu, carried out, said, and undone.

``NotCalledMenu(parent)``                  the reasons; ``show_reason(reason or None)``, signal ``chosen(reason)``
``set_not_called(page, person, reason)``   with a reason nobody calls *person* any more, without one they may be called again
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.domain.records import Person
from desktop_app.domain.vocabulary import NotCalled, code_label
from desktop_app.i18n.texts import tr
from desktop_app.views.base.page import Page

_MESSAGES = {
    NotCalled.DECEASED: lambda name: tr(
        "{name} is noted as deceased and waits for nobody’s call.", name=name
    ),
    NotCalled.MOVED_AWAY: lambda name: tr(
        "{name} is noted as having moved away and waits for nobody’s call.", name=name
    ),
    NotCalled.ASKED: lambda name: tr(
        "{name} is noted as not wanting to be contacted and waits for nobody’s call.", name=name
    ),
}


class NotCalledMenu(QMenu):
    """Why somebody is not to be called any more; the reason that holds is ticked."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Not to be called"), parent)
        self.setObjectName("notCalledMenu")
        self._reasons: dict[NotCalled, QAction] = {}
        for reason in NotCalled:
            action = self.addAction(code_label(reason), partial(self._choose, reason))
            action.setObjectName(f"notCalled_{reason}")
            action.setCheckable(True)
            self._reasons[reason] = action

    def show_reason(self, held: NotCalled | None) -> None:
        """Tick *held*."""
        for reason, action in self._reasons.items():
            action.setChecked(reason is held)

    def _choose(self, reason: NotCalled) -> None:
        # unticking the reason that holds takes it back
        self.chosen.emit(reason if self._reasons[reason].isChecked() else None)


def set_not_called(page: Page, person: Person, reason: NotCalled | None) -> None:
    """Note that *person* is not to be called for *reason*, or may be called again; it is said at the bottom, with Undo."""
    session, before = page.session, person.not_called

    def write(value: NotCalled | None) -> Person:
        return session.controllers.persons.update(session.actor, person.id, {"not_called": value or ""})

    def noted(_person: Person) -> None:
        name = person.full_name
        message = _MESSAGES[reason](name) if reason else tr("{name} may be called again.", name=name)
        page.say(message, tr("Undo"), partial(session.operations.run, partial(write, before)), "good")

    page.run(partial(write, reason), noted)
