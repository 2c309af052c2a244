"""The icon in the desktop's tray, with its menu and the pop-ups that come from it. The program runs without a tray just as well.

``Tray(parent)``   ``begin()`` shows it as soon as the desktop has a place for it; ``is_there()``; ``show_standing(standing)``;
    ``pop_up(title, text)``; signals ``open_requested()``, ``page_requested(name)``, ``quiet_requested(on)``, ``quit_requested()``,
    ``pop_up_clicked()``, ``came()`` when a place was found
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop_app.i18n.texts import tr, trn
from desktop_app.views.desktop.tray_icon import Standing, badge, painted, words
from desktop_app.views.kit.labels import set_tip, unmarked
from desktop_app.views.look import icons

LOOK = 3_000  # milliseconds between two looks for a tray: with the session, the bar often comes after the programs
LOOKS = 40
_POP_UP = 8_000  # milliseconds


class Tray(QObject):
    """One for the program, from the first painting of its window to its end."""

    open_requested = Signal()
    page_requested = Signal(str)
    quiet_requested = Signal(bool)
    quit_requested = Signal()
    pop_up_clicked = Signal()
    came = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.icon = QSystemTrayIcon(self)
        self.menu = QMenu()
        self.menu.setObjectName("trayMenu")
        self.standing = Standing()
        self._badge: str | None = None
        self._actions: dict[str, QAction] = {}
        self._looks = LOOKS
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self._look)
        self._make_menu()
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.icon.messageClicked.connect(self.pop_up_clicked)
        self.destroyed.connect(self.menu.deleteLater)
        self.show_standing(self.standing)

    def _make_menu(self) -> None:
        quiet = self._add("quiet", "bell-off")
        quiet.setCheckable(True)
        for name, icon in (
            ("open", ""),
            ("dashboard", "dashboard"),
            ("notifications", "bell"),
            ("record", "follow-ups"),
            ("quit", "close"),
        ):
            self._add(name, icon)
        at = self._actions
        self.menu.addActions([at["open"], at["dashboard"], at["notifications"], at["record"]])
        self.menu.addSeparator()
        self.menu.addAction(quiet)
        self.menu.addSeparator()
        self.menu.addAction(at["quit"])
        self.menu.setDefaultAction(at["open"])
        at["open"].triggered.connect(self.open_requested)
        at["quit"].triggered.connect(self.quit_requested)
        quiet.triggered.connect(self.quiet_requested)
        for name, page in (
            ("dashboard", "dashboard"),
            ("notifications", "notifications"),
            ("record", "follow_up_form"),
        ):
            at[name].triggered.connect(partial(self._ask_for, page))

    def _add(self, name: str, icon: str) -> QAction:
        action = QAction(self)
        action.setObjectName(f"tray-{name}")
        if icon:
            action.setIcon(icons.icon(icon))
        self._actions[name] = action
        return action

    def _ask_for(self, page: str) -> None:
        self.page_requested.emit(page)

    # -- the place in the tray

    def begin(self) -> None:
        """Take a place in the tray now, or when there is one: some desktops have none, some are late."""
        self._look()
        if not self.is_there():
            self._timer.start()

    def _look(self) -> None:
        self._looks -= 1
        if self.has_place():
            self._timer.stop()
            self.icon.show()
            self.came.emit()
        elif self._looks <= 0:
            self._timer.stop()

    @staticmethod
    def has_place() -> bool:
        """Whether the desktop has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def is_there(self) -> bool:
        """Whether the icon can be seen now, so that the window can be left."""
        return self.icon.isVisible() and self.has_place()

    def end(self) -> None:
        """Leave the tray."""
        self._timer.stop()
        self.icon.hide()

    # -- what it shows

    def show_standing(self, standing: Standing) -> None:
        """Show *standing*, in the language of now."""
        self.standing = standing
        if badge(standing) != self._badge:  # each new picture goes over the desktop's bus
            self._badge = badge(standing)
            self.icon.setIcon(painted(standing))
        if words(standing) != self.icon.toolTip():
            set_tip(self.icon, words(standing))
        at = self._actions
        at["open"].setText(tr("&Open Suivi"))
        at["dashboard"].setText(tr("&Dashboard"))
        at["notifications"].setText(
            trn("&Notifications ({count})", "&Notifications ({count})", standing.unread)
            if standing.unread and standing.is_in
            else tr("&Notifications")
        )
        at["record"].setText(tr("&Record a follow-up…"))
        at["quiet"].setText(tr("No pop-ups &until tomorrow"))
        at["quit"].setText(tr("&Quit"))
        here = standing.is_in and not standing.is_locked
        at["dashboard"].setEnabled(here)
        at["notifications"].setEnabled(here)
        at["record"].setEnabled(here and standing.may_record)
        at["quiet"].setChecked(standing.is_quiet)

    def pop_up(self, title: str, text: str) -> None:
        """Have the desktop say *text* under *title*, without a sound of ours."""
        self.icon.showMessage(unmarked(title), unmarked(text), icons.program_icon(), _POP_UP)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in {
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        }:
            self.open_requested.emit()
