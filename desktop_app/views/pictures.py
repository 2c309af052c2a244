"""Pictures of the first windows, drawn without a display: what ``make run`` shows where there is none."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import (
    QDeadlineTimer,
    QEventLoop,
    QMessageLogContext,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from desktop_app.i18n import texts
from desktop_app.views.base.program import Program
from desktop_app.views.look import theme
from desktop_app.views.pages.sign_in.demo import make_demo
from desktop_app.views.shell.main_window import MainWindow
from desktop_app.views.shell.page_registry import SIDEBAR
from desktop_app.views.shell.window import Window
from desktop_app.views.start import make_application, make_window

SIZE = (1366, 768)
LONGEST = 30_000  # milliseconds to wait for a page
QUIET = 400  # milliseconds of turns without anything under way: the page stands
TURN = 10  # milliseconds, of a turn in which nothing happens
_SAID_OF_EVERY_WINDOW = "This plugin does not support "
"""What Qt's offscreen platform says whenever a window opens; it means nothing for a picture."""


def draw_pictures(make_program: Callable[[Path], Program], folder: Path) -> list[Path]:
    """Draw the first run, the sign-in page, and the pages after it on invented people, light and dark, into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    with without_noise():
        return _drawn(make_program, folder)


@contextmanager
def without_noise() -> Iterator[None]:
    """Let Qt warn on the standard error as ever, but for what its offscreen platform says of every window."""

    def tell(_kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
        if message and not message.startswith(_SAID_OF_EVERY_WINDOW):
            sys.stderr.write(f"{message}\n")

    before = qInstallMessageHandler(tell)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _drawn(make_program: Callable[[Path], Program], folder: Path) -> list[Path]:
    application = make_application()
    language = texts.language()
    drawn: list[Path] = []
    with tempfile.TemporaryDirectory(prefix="suivi-pictures-") as scratch:
        window = _window(make_program, Path(scratch) / "empty")
        drawn += _both_themes(application, window, folder, "first-run")
        window.close()
        office = Path(scratch) / "office"
        sign_ins = make_demo(make_program, office, language, lambda _done, _total: None, lambda: False)
        window = _window(make_program, office)
        drawn += _both_themes(application, window, folder, "sign-in")
        _, email, password = sign_ins[0]
        window.sign_in(email, password)
        wait_until_quiet(window)
        for page in SIDEBAR:
            frame = window.content()
            if isinstance(frame, MainWindow):
                frame.go(page.name)
                drawn += _both_themes(application, window, folder, page.name.replace("_", "-"))
        window.close()
    return drawn


def _window(make_program: Callable[[Path], Program], folder: Path) -> Window:
    window = make_window(make_program, folder)
    window.resize(*SIZE)
    window.open()
    wait_until_quiet(window)
    return window


def _both_themes(application: QApplication, window: Window, folder: Path, name: str) -> list[Path]:
    drawn = []
    for word, dark in (("light", False), ("dark", True)):
        theme.apply(application, dark)
        wait_until_quiet(window)
        path = folder / f"{name}-{word}.png"
        window.grab().save(str(path))
        drawn.append(path)
    return drawn


def wait_until_quiet(window: Window) -> None:
    """Let the window work until nothing has been under way for a moment.

    The moment is so many turns of the event loop, not so much time: on a busy PC one turn, in which a page is painted, lasts longer
    than the moment, and what it left for the next turn has not begun yet.
    """
    longest = QDeadlineTimer(LONGEST)
    quiet = 0
    while quiet < QUIET and not longest.hasExpired():
        let_work()
        quiet = 0 if window.operations.is_busy() else quiet + TURN


def let_work() -> None:
    """Let the window do what it has to, and sleep where it has nothing to do: its other thread needs the interpreter meanwhile."""
    loop = QEventLoop()
    QTimer.singleShot(TURN, loop.quit)
    loop.exec()
