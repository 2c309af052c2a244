"""What the window shows, one thing at a time: the first run, the sign-in page, a problem, the frame, or the lock before it."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget


class WindowStack(QStackedWidget):
    """Holds what is shown; while it is locked also the frame behind the lock."""

    def show_only(self, page: QWidget) -> None:
        """Show *page*, and let all go that was here before."""
        before = [old for place in range(self.count()) if (old := self.widget(place)) is not None]
        self.addWidget(page)
        self.setCurrentWidget(page)
        for old in before:
            self.removeWidget(old)
            old.deleteLater()
