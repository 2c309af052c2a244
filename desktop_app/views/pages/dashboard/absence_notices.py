"""Says at the head of the dashboard whose people one looks after, and that one is marked as away oneself.

``AbsenceNotices(session, parent)``   ``show_absences(absences of today)``; signal ``back_requested(absence)``: one is back
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.records import Absence
from desktop_app.i18n.texts import tr
from desktop_app.views.base.session import Session
from desktop_app.views.kit.notice import Notice
from desktop_app.views.look import theme
from desktop_app.views.wording.care import away


class AbsenceNotices(QWidget):
    """Two sentences, each only when it is so."""

    back_requested = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("absenceNotices")
        self._session = session
        self._mine: Absence | None = None
        self._own = Notice("warning", name="ownAbsence")
        self._others = Notice(name="othersAbsences")

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S2)
        column.addWidget(self._own)
        column.addWidget(self._others)
        self._own.action_requested.connect(self._back)
        self.show_absences(())

    def show_absences(self, absences: Sequence[Absence]) -> None:
        """Say which of *absences*, those of today, concern the one signed in."""
        me, today = self._session.actor.id, self._session.controllers.clock.today()
        self._mine = next((absence for absence in absences if absence.user.id == me), None)
        if self._mine is None:
            self._own.clear()
        else:
            words = away(self._mine, me, today)
            if words != self._own.text():  # what stands there already is not read aloud again
                self._own.show_words(words, kind="warning", action_text=tr("I am &back"))
        others = [
            absence
            for absence in absences
            if absence.user.id != me and absence.substitute is not None and absence.substitute.id == me
        ]
        words = " ".join(away(other, me, today) for other in others)
        if not words:
            self._others.clear()
        elif words != self._others.text():
            self._others.show_words(words)
        self.setVisible(bool(words) or self._mine is not None)

    def _back(self) -> None:
        if self._mine is not None:
            self.back_requested.emit(self._mine)
