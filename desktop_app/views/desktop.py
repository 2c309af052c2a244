"""The program among the others on the desktop: called by later starts.

``Desktop(window, place, application)``   ``begin(wish)`` once the window is painted
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop_app.one_instance import Place, Wish
from desktop_app.views import placement
from desktop_app.views.summons import Summons, bring_to_front
from desktop_app.views.window import Window


class Desktop(QObject):
    """From the first painting of the window to the end of the program."""

    def __init__(self, window: Window, place: Place, application: QApplication) -> None:
        super().__init__(window)
        self._window = window
        self._summons = Summons(place, self)
        self._summons.came.connect(self._fulfil)
        application.screenRemoved.connect(self._bring_back)
        application.commitDataRequest.connect(window.keep)
        application.aboutToQuit.connect(window.finish)
        application.aboutToQuit.connect(self._summons.end)

    def begin(self, wish: Wish) -> None:
        """Answer later starts from now on; *wish* is that of this one."""
        self._summons.begin()
        if wish.page:
            self._window.open_page(wish.page)
        if wish.hidden:
            self._window.showMinimized()

    def _fulfil(self, wish: Wish) -> None:
        """Another start came: do what it wanted."""
        if not wish.hidden:
            placement.bring_back(self._window)
            bring_to_front(self._window, wish.activation)
        if wish.page:
            self._window.open_page(wish.page)

    def _bring_back(self) -> None:
        placement.bring_back(self._window)
