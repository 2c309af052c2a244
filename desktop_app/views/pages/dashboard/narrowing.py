"""By which limit and whose people the lists of the dashboard are made.

``Narrowing(session, days, parent)``   ``days()``, ``mentor_id()``, ``mentor_words()``, ``set_mentors(mentors)``; signals ``narrowed()`` (another limit
    or mentor), ``preview_requested(days)``: another limit is looked at before it is worn, answered with ``show_preview(days, count, listed)``
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.permissions import Action, Reach, reach
from desktop_app.domain.records import Mentor
from desktop_app.i18n.texts import tr
from desktop_app.views.base.session import Session
from desktop_app.views.kit.fields.dropdown import Dropdown
from desktop_app.views.kit.fields.threshold_field import LimitField
from desktop_app.views.kit.long_text import GivingWay
from desktop_app.views.look import theme

MOST_DAYS = 3650
_MENTOR_WIDTH, _LEAST_MENTOR_WIDTH = 180, 100


class Narrowing(QWidget):
    """The limit in days, and one mentor's people or everybody's."""

    narrowed = Signal()
    preview_requested = Signal(int)

    def __init__(self, session: Session, days: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._days = LimitField(MOST_DAYS, days, self)
        self._mentor = Dropdown(
            [(None, tr("All mentors"))], name="mentorFilter", accessible_name=tr("People of this mentor")
        )
        self._mentor.setMinimumWidth(_LEAST_MENTOR_WIDTH)
        self._mentor.setMaximumWidth(_MENTOR_WIDTH)
        # shown before it has its place, a widget would flash as a window of its own: only ever hidden here
        if reach(session.actor, Action.VIEW_OVERDUE) is not Reach.ALL:
            self._mentor.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.S2)
        line.addWidget(GivingWay(tr("waiting at least"), "muted", name="waitingAtLeast"))
        line.addWidget(self._days)
        line.addWidget(self._mentor)
        self._days.changed.connect(self.narrowed)
        self._days.preview_requested.connect(self.preview_requested)
        self._mentor.changed.connect(self.narrowed)

    def days(self) -> int:
        """The limit that the lists are made by: 0…3650 days."""
        return self._days.worn()

    def mentor_id(self) -> int | None:
        """Whose persons; None: everybody's."""
        value: int | None = self._mentor.value()
        return value

    def mentor_words(self) -> str:
        """Whose persons, in words; nothing for everybody's."""
        return "" if self._mentor.value() is None else self._mentor.currentText()

    def set_mentors(self, mentors: Sequence[Mentor]) -> None:
        """Offer *mentors* in the filter."""
        self._mentor.set_options(
            [(None, tr("All mentors")), *((mentor.id, mentor.full_name) for mentor in mentors)]
        )

    def show_preview(self, days: int, count: int, listed: int) -> None:
        """Say what the limit of *days* would change: *count* would be listed, and not *listed*."""
        self._days.show_preview(days, count, listed)
