"""Says at the head of the dashboard that this PC's clock is plainly wrong: whoever sits there can set it.

``ClockNotice(session, parent)``   ``refresh()`` compares it with what was recorded
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.dates.clock_doubt import ClockDoubt
from desktop_app.views.base.session import Session
from desktop_app.views.kit.notice import Notice
from desktop_app.views.wording import formats


class ClockNotice(QWidget):
    """Nothing while the clock may be right."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._notice = Notice("error", name="wrongClock")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._notice)
        self._notice.clear()
        self.hide()

    def refresh(self) -> None:
        """Compare again."""
        session = self._session
        session.operations.run(
            session.controllers.integrity.clock_doubt, self._show, lambda _error: None, owner=self
        )

    def _show(self, doubt: ClockDoubt | None) -> None:
        if doubt is None:
            self._notice.clear()
        else:
            words = doubt.words(formats.long_date)
            if words != self._notice.text():
                self._notice.show_words(words, kind="error")
        self.setVisible(doubt is not None)
