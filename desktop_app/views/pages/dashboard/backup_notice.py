"""Says at the head of an administrator's dashboard that the data has not been copied for too long.

``BackupNotice(session, parent)``   ``refresh()`` looks; signal ``settings_requested`` when one wants to see to it
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.backup_copies import BackupState
from desktop_app.domain.permissions import Action
from desktop_app.i18n.texts import tr
from desktop_app.system.settings import second_backup_folder
from desktop_app.views.base.session import Session
from desktop_app.views.kit.notice import Notice
from desktop_app.views.wording.backups import how_safe


class BackupNotice(QWidget):
    """Nothing while all is well, and for those who could do nothing about it."""

    settings_requested = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("backupNotice")
        self._session = session
        self._notice = Notice("error", name="backupOverdue")
        self._notice.action_requested.connect(self.settings_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._notice)
        self._notice.clear()
        self.hide()

    def refresh(self) -> None:
        """Look when the data was last copied; an office of today has time until tomorrow."""
        session = self._session
        if not session.may(Action.MANAGE_SETTINGS):
            return
        second_place = second_backup_folder(session.preferences)
        backups, clock = session.controllers.backups, session.controllers.clock

        def work() -> tuple[BackupState, datetime | None]:
            state = backups.state(second_place)
            newest = state.newest or state.newest_elsewhere
            return state, clock.local(newest.at) if newest else None

        session.operations.run(work, self._show, lambda _error: None, owner=self)

    def _show(self, answer: tuple[BackupState, datetime | None]) -> None:
        state, local = answer
        if state.is_overdue:
            words = (
                tr("The data has not been copied for more than three days.") + " " + how_safe(state, local)
            )
            if words != self._notice.text():
                self._notice.show_words(words, kind="error", action_text=tr("See to it…"))
        else:
            self._notice.clear()
        self.setVisible(state.is_overdue)
