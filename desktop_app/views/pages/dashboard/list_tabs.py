"""The head of the dashboard: one tab a list with how many are in it, who has no mentor, and how far the day's work is.

``ListTabs(names, has_mentors, parent)``   *names*: the key of each list and its words; ``set_count(key, count)``, ``count(key)``, ``show(key)``,
    ``shown()``, ``set_without_mentor(count | None)``, ``set_progress(done, left)``, ``hide_list(key)``; signals ``chosen(key)`` (another list is shown),
    ``picked()`` (by the mouse: one wants to work in it), ``without_mentor_requested()``
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QTabBar, QWidget

from desktop_app.i18n.texts import tr, trn
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.labels import label
from desktop_app.views.look import theme
from desktop_app.views.wording import formats

_PROGRESS_WIDTH = 96


class ListTabs(QWidget):
    """The counts are the tabs: each opens exactly what it counts."""

    chosen = Signal(str)
    picked = Signal()
    without_mentor_requested = Signal()

    def __init__(self, names: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self._keys, self._words = list(names), dict(names)
        self._is_begun = False
        self._counts: dict[str, int | None] = dict.fromkeys(names)
        self._tabs = QTabBar(self)
        self._tabs.setObjectName("dashboardTabs")
        self._tabs.setAccessibleName(tr("Lists of the dashboard"))
        self._tabs.setExpanding(False)
        self._tabs.setDrawBase(False)
        for at, key in enumerate(self._keys):
            self._tabs.addTab(self._words[key])
            self._tabs.setTabToolTip(at, f"Alt+{at + 1}")
        self._without_mentor = button(
            "", "quiet", name="withoutMentor", tip=tr("Show them, so that somebody can be chosen for them")
        )
        self._done = label("", tone="good", name="doneToday")
        self._progress = QProgressBar(self)
        self._progress.setObjectName("dayProgress")
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(_PROGRESS_WIDTH)
        self._progress.setAccessibleName(tr("Done today"))
        for each in (self._without_mentor, self._done, self._progress):
            each.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.S3)
        self.setMinimumWidth(1)  # what does not fit is left out: it keeps no window from becoming narrower
        line.addWidget(self._tabs)
        line.addStretch(1)
        for each in (self._without_mentor, self._done, self._progress):
            line.addWidget(each)
        self._tabs.currentChanged.connect(lambda at: self.chosen.emit(self._keys[at]))
        self._tabs.tabBarClicked.connect(lambda at: self.picked.emit() if at >= 0 else None)
        self._without_mentor.clicked.connect(self.without_mentor_requested)

    def hide_list(self, key: str) -> None:
        """Leave out the tab of *key*: not for this role."""
        self._tabs.setTabVisible(self._keys.index(key), False)

    def keys(self) -> list[str]:
        """The lists whose tabs are there, from left to right."""
        return [key for at, key in enumerate(self._keys) if self._tabs.isTabVisible(at)]

    def shown(self) -> str:
        """The list whose tab is in front."""
        return self._keys[self._tabs.currentIndex()]

    def show_list(self, key: str) -> None:
        """Put the tab of *key* in front."""
        self._tabs.setCurrentIndex(self._keys.index(key))

    def count(self, key: str) -> int | None:
        """How many are in the list of *key*; None: not known yet."""
        return self._counts[key]

    def set_count(self, key: str, count: int | None) -> None:
        """Say in the tab of *key* how many are in its list."""
        self._counts[key] = count
        number = "" if count is None else f"  {formats.number(count)}"
        self._tabs.setTabText(self._keys.index(key), f"{self._words[key]}{number}")

    def set_without_mentor(self, count: int | None) -> None:
        """Say how many have no mentor; None: not for this role."""
        self._without_mentor.setVisible(bool(count))
        words = trn(
            "{number} without a mentor",
            "{number} without a mentor",
            count or 0,
            number=formats.number(count or 0),
        )
        self._without_mentor.setText(words)
        self._without_mentor.setAccessibleName(words)

    def set_progress(self, done: int, left: int) -> None:
        """Say how much of the day's work is *done*, of what is *left* besides; nothing before the first."""
        self._done.setText(trn("{count} done today", "{count} done today", done))
        self._progress.setMaximum(max(done + left, 1))
        self._progress.setValue(done)
        self._is_begun = done > 0
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the tabs have it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show the day's progress as far as there is room for it beside the tabs."""
        room = self.width() - self._tabs.sizeHint().width() - theme.S3
        if not self._without_mentor.isHidden():
            room -= self._without_mentor.sizeHint().width() + theme.S3
        room -= self._done.sizeHint().width() + theme.S3
        self._done.setVisible(self._is_begun and room >= 0)
        self._progress.setVisible(self._is_begun and room >= _PROGRESS_WIDTH + theme.S3)
