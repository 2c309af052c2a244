"""The line above the lists: by what they are made, and what can be done with the row in focus, whichever list is shown.

``WorkBar(session, narrowing, parent)``   signals ``pressed(name)`` ("record", "open", "copy", "pause"), ``export_requested()``; ``print_button``;
    ``offer(is_there, can_pause)`` enables what the row in focus allows
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.permissions import Action
from desktop_app.i18n.texts import tr
from desktop_app.views.base.session import Session
from desktop_app.views.kit.buttons import button, icon_button
from desktop_app.views.look import icons, theme
from desktop_app.views.pages.dashboard.narrowing import Narrowing


class WorkBar(QWidget):
    """One line of tools for all lists."""

    pressed = Signal(str)
    export_requested = Signal()

    def __init__(self, session: Session, narrowing: Narrowing, parent: QWidget) -> None:
        super().__init__(parent)
        record = button(
            tr("&Record follow-up"),
            "primary",
            name="recordFollowUp",
            tip=tr("About the person in focus (Enter)"),
        )
        opened = button(tr("&Open"), name="openPerson", tip=tr("Open the person in focus (O)"))
        copied = button(tr("&Copy phone"), name="copyPhone", tip=tr("Copy the phone number (C)"))
        paused = button(tr("&Pause…"), name="pausePerson", tip=tr("Pause the person in focus (P)"))
        self._buttons = {"record": record, "open": opened, "copy": copied, "pause": paused}
        self._icons = {"open": "person", "copy": "copy", "pause": "pause"}
        self._words = {name: self._buttons[name].text() for name in self._icons}
        export = icon_button("export", tr("Export this list (Ctrl+E)"), name="exportList")
        self.print_button = icon_button(
            "print", tr("Print the list, or a call sheet (Ctrl+P)"), name="dashboardPrint"
        )
        self._is_narrow = False
        self._saved = 0  # pixels that icons save where there is too little room for words
        if not session.may(Action.RECORD_FOLLOW_UP):
            record.hide()
        line = self._line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.S2)
        self.setMinimumWidth(
            1
        )  # else the words would keep the window from becoming narrower, and never be icons
        line.addWidget(narrowing)
        line.addStretch(1)
        for each in (*self._buttons.values(), export, self.print_button):
            line.addWidget(each)
        for name, each in self._buttons.items():
            each.clicked.connect(partial(self.pressed.emit, name))
        export.clicked.connect(self.export_requested)
        self.offer(is_there=False, can_pause=True)

    def offer(self, *, is_there: bool, can_pause: bool) -> None:
        """Enable what can be done while a row *is_there*; where nobody can be paused, say nothing of it."""
        for each in self._buttons.values():
            each.setEnabled(is_there)
        self._buttons["pause"].setVisible(can_pause)

    def fit(self) -> None:
        """Words or icons. Nothing is tried out on the way: what needs less and more room by turns keeps a page from coming to rest."""
        wanted = self._wanted()
        narrow = wanted + self._saved > self.width()
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        for name, icon in self._icons.items():
            pressed = self._buttons[name]
            pressed.setIcon(icons.icon(icon) if narrow else QIcon())
            pressed.setText("" if narrow else self._words[name])
        self._saved = wanted - self._wanted() if narrow else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, some of the buttons are icons."""
        super().resizeEvent(event)
        self.fit()

    def _wanted(self) -> int:
        """The width that the bar would like, as it is now: a layout within a layout forgets nothing by itself."""
        self._line.invalidate()
        return self._line.sizeHint().width()
