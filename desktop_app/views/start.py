"""Starting the windows: as little as possible before the first of them is painted."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop_app.i18n import texts
from desktop_app.system.instance_lock import InstanceLock, LaunchRequest
from desktop_app.system.settings import LANGUAGE, THEME, Preferences
from desktop_app.views.base.program import Program
from desktop_app.views.kit import spoken_roles, stray_letters
from desktop_app.views.look import theme
from desktop_app.views.shell.window import Window
from desktop_app.views.wording import formats

DESKTOP_AFTER = 300  # milliseconds: the data is opened first
_DARK = {"system": None, "light": False, "dark": True}


def make_application() -> QApplication:
    """The application object, named."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    application.setApplicationName("Suivi")
    application.setDesktopFileName("suivi")
    return application


def make_window(make_program: Callable[[Path], Program], folder: Path) -> Window:
    """The window over the data in *folder*, wearing this PC's theme; ``open`` shows it."""
    preferences = Preferences(folder)
    application = make_application()
    theme.apply(application, _DARK[preferences.get(THEME)])
    spoken_roles.install()
    stray_letters.install(application)
    texts.use(preferences.get(LANGUAGE) or texts.system_language())
    texts.write_counts(formats.number)
    return Window(make_program, folder, preferences)


def run_window(
    make_program: Callable[[Path], Program], folder: Path, instance: InstanceLock, request: LaunchRequest
) -> int:
    """Open the window that holds *instance* as *request* says, stay until it is closed, and return the exit code."""
    window = make_window(make_program, folder)
    application = make_application()
    application.setQuitOnLastWindowClosed(False)  # the window closes its threads first

    def settle() -> None:
        from desktop_app.views.look import icons  # noqa: PLC0415 - after the first painting

        application.setWindowIcon(icons.program_icon())
        gc.freeze()
        gc.enable()

    def join_desktop() -> None:
        from desktop_app.views.desktop.desktop import Desktop  # noqa: PLC0415 - it loads what the frame needs too

        Desktop(window, instance, application).begin(request)

    QTimer.singleShot(0, settle)
    QTimer.singleShot(0 if request.hidden else DESKTOP_AFTER, window, join_desktop)
    window.open(hidden=request.hidden)
    return application.exec()
