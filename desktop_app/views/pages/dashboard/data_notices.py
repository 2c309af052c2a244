"""What is to be known of the data itself, at the head of the dashboard: a wrong clock, copies, rows that cannot be read.

``DataNotices(session, parent)``   ``refresh()`` looks; signal ``settings_requested`` when one wants to see to the copies
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.views.base.session import Session
from desktop_app.views.look import theme
from desktop_app.views.pages.dashboard.backup_notice import BackupNotice
from desktop_app.views.pages.dashboard.clock_notice import ClockNotice
from desktop_app.views.pages.dashboard.unreadable_rows import UnreadableNotice


class DataNotices(QWidget):
    """A line for each thing that is not as it should be; nothing at all while all is well."""

    settings_requested = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._clock = ClockNotice(session, self)
        self._backups = BackupNotice(session, self)
        self._unreadable = UnreadableNotice(session, self)
        self._backups.settings_requested.connect(self.settings_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S2)
        column.addWidget(self._clock)
        column.addWidget(self._backups)
        column.addWidget(self._unreadable)

    def refresh(self) -> None:
        """Look at everything again."""
        self._clock.refresh()
        self._backups.refresh()
        self._unreadable.refresh()
