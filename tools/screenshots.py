"""Pictures of the real windows on demo data: every page and dialog, three languages, two themes, two screens.

``python tools/screenshots.py``                  all of them into ``build/screenshots/LANGUAGE-THEME-SCREEN/PAGE.png``
``… --languages fr --themes dark --pages dashboard,person``   some of them
``… --hurry``                                  without waiting for what fades and moves: to try whether everything can be drawn
``… --docs``                                   and those that the README shows into ``docs``

The program is driven as its users drive it: signed in at the sign-in page, pages opened one after the other. Each screen is a process of
its own, since Qt takes its scale once, at the start.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "build" / "screenshots"
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
LANGUAGES = ("en", "fr", "es")
THEMES = ("light", "dark")
SCREENS = {"1366x768": (1366, 768, "1"), "1920x1080-150": (1280, 720, "1.5")}
"""Name → width and height as the program sees them, scale."""
HURRIED = 20
"""Milliseconds without anything under way, after which a page stands where nobody looks at the pictures."""
COMES = 10_000
"""Milliseconds in which what is waited for has to be there."""
NARROW = 1000
"""A window in which the sidebar is folded."""
ADMINISTRATORS = {"users", "settings", "local_api"}
"""The pages that are drawn as an administrator sees them."""
SHOWN = {
    ("en", "light"): {"dashboard": "dashboard", "statistics": "statistics", "person": "person"},
    ("fr", "dark"): {"dashboard": "dashboard-fr-dark"},
    ("es", "light"): {"people": "people-es"},
}
"""The pictures that the README shows, and what they are called there."""

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPixmap
    from PySide6.QtWidgets import QDialog, QMenu, QWidget

    from desktop_app.views.base.page_spec import PageSpec
    from desktop_app.views.shell.main_window import MainWindow
    from desktop_app.views.shell.window import Window


@dataclass(frozen=True)
class Wanted:
    """What of everything is drawn."""

    languages: tuple[str, ...]
    themes: tuple[str, ...]
    pages: frozenset[str]  # empty: all


class CannotDraw(Exception):
    """What was to be drawn is not there; says what."""


def main(arguments: list[str] | None = None) -> int:
    """Draw; each screen in a process of its own."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--to", type=Path, default=TARGET)
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    parser.add_argument("--themes", default=",".join(THEMES))
    parser.add_argument("--screens", default=",".join(SCREENS))
    parser.add_argument("--pages", default="")
    parser.add_argument("--docs", action="store_true")
    parser.add_argument("--hurry", action="store_true")
    parser.add_argument("--screen", choices=SCREENS, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    pages = frozenset(filter(None, given.pages.split(",")))
    if given.screen:
        wanted = Wanted(tuple(given.languages.split(",")), tuple(given.themes.split(",")), pages)
        if given.hurry:
            _hurry()
        return draw(given.screen, wanted, given.to)
    own = [
        sys.executable,
        __file__,
        "--to",
        str(given.to),
        "--languages",
        given.languages,
        "--themes",
        given.themes,
        *(["--hurry"] if given.hurry else []),
    ]
    for screen in given.screens.split(","):
        scale = SCREENS[screen][2]
        environment = {
            **os.environ,
            "QT_SCALE_FACTOR": scale,
            "PYTHONPATH": str(ROOT),
            "QT_QPA_PLATFORM": "offscreen",
        }
        command = [*own, "--screen", screen, "--pages", given.pages]
        if subprocess.run(command, env=environment, check=False).returncode:
            return 1  # it said why
    if given.docs:
        show(given.to)
    return 0


def show(folder: Path) -> None:
    """Put what the README shows into ``docs``."""
    from PySide6.QtGui import QImage  # noqa: PLC0415 - as everywhere here

    for (language, theme), names in SHOWN.items():
        for page, name in names.items():
            drawn = folder / f"{language}-{theme}-1366x768" / f"{page}.png"
            if drawn.exists():  # not when only some pages were asked for
                _in_few_colours(QImage(str(drawn))).save(str(ROOT / "docs" / f"{name}.png"))


def _in_few_colours(picture: QImage) -> QImage:
    """The same in 256 colours, a third as large a file: the most frequent ones, and for the others the nearest of them."""
    from PySide6.QtGui import QImage  # noqa: PLC0415 - as everywhere here

    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(plain.constBits()).cast("I")
    kept = [colour for colour, _count in Counter(pixels).most_common(256)]
    parts = [tuple(colour.to_bytes(4, "little")[:3]) for colour in kept]
    place = {colour: at for at, colour in enumerate(kept)}

    def nearest(colour: int) -> int:
        own = colour.to_bytes(4, "little")
        return min(range(len(parts)), key=lambda at: sum((a - b) ** 2 for a, b in zip(parts[at], own)))  # noqa: B905

    made = QImage(plain.size(), QImage.Format.Format_Indexed8)
    made.setColorTable(kept)
    written: Any = made.bits()
    line, wide = made.bytesPerLine(), plain.width()
    for row in range(plain.height()):
        for at, colour in enumerate(pixels[row * wide : (row + 1) * wide]):
            if colour not in place:
                place[colour] = nearest(colour)
            written[row * line + at] = place[colour]
    return made


def draw(screen: str, wanted: Wanted, target: Path) -> int:
    """Every picture of one screen; 0, or 1 when one could not be drawn, which is said."""
    from desktop_app.views.pictures import without_noise  # noqa: PLC0415 - with the scale of this process

    for language in wanted.languages:
        drawn: list[str] = []
        try:
            with without_noise(), tempfile.TemporaryDirectory(prefix="suivi-screenshots-") as scratch:
                _draw_language(screen, language, wanted, target, Path(scratch), drawn)
            _say_unknown(wanted.pages.difference(drawn))
        except Exception as error:  # noqa: BLE001 - else the window's own handler takes it, and says nothing here
            if not isinstance(error, CannotDraw):
                traceback.print_exc()
            after = f"after {drawn[-1]}" if drawn else "at the start"
            print(f"Screenshots ({screen}, {language}): stopped {after}: {error}", file=sys.stderr)
            return 1
    return 0


def _say_unknown(pages: frozenset[str]) -> None:
    if pages:
        raise CannotDraw(f"no page is called {', '.join(sorted(pages))}")


def _draw_language(
    screen: str, language: str, wanted: Wanted, target: Path, scratch: Path, drawn: list[str]
) -> None:
    """Every picture of one screen in one language, or those wanted; each one's name is put into *drawn*."""
    from desktop_app.application import Application  # noqa: PLC0415
    from desktop_app.domain.clock import FixedClock  # noqa: PLC0415
    from desktop_app.i18n import texts  # noqa: PLC0415 - with the scale of this process
    from desktop_app.views.pages.sign_in.demo import make_demo  # noqa: PLC0415

    def program(folder: Path) -> Application:
        return Application(folder, FixedClock(NOW))

    texts.use(language)
    empty = _opened(program, scratch / "empty", screen, language)
    office = scratch / "office"
    sign_ins = {
        email.partition("@")[0]: (email, password)
        for _, email, password in make_demo(program, office, language, lambda *_: None, lambda: False)
    }

    def keep(name: str, window: Window) -> None:
        drawn.append(name)
        if wanted.pages and name not in wanted.pages:
            return
        _wait(window)
        _both_themes(
            window, wanted.themes, lambda theme: target / f"{language}-{theme}-{screen}" / f"{name}.png"
        )

    keep("first-run", empty)
    for name in _without_anybody(empty):
        keep(name, empty)
    empty.close()
    for who in ("pastor", "mentor", "admin"):
        window = _opened(program, office, screen, language)
        if who == "pastor":
            keep("sign-in", window)
        window.sign_in(*sign_ins[who])
        _wait(window)
        if who == "pastor":
            keep("tour-offer", window)
        _press(window, "tourSkip")
        for name in _scenes(who, window):
            keep(name, window)
        window.close()


def _opened(make_program: Callable[[Path], Any], folder: Path, screen: str, language: str) -> Window:
    from desktop_app.system.settings import LANGUAGE  # noqa: PLC0415
    from desktop_app.views.start import make_application, make_window  # noqa: PLC0415

    make_application()
    window = make_window(make_program, folder)
    window.preferences.set(LANGUAGE, language)
    width, height, _ = SCREENS[screen]
    window.resize(width, height)
    window.open()
    _wait(window)
    return window


def _scenes(who: str, window: Window) -> Iterator[str]:
    """Open one page after the other; the name of each once it is asked for."""
    frame = _frame(window)
    match who:
        case "pastor":
            yield "dashboard"
            _some_care(window)
            yield from _pages(frame, lambda page: page.name not in ADMINISTRATORS)
            yield from _of_a_person(frame)
            yield from _dialogs(frame, window)
            yield from _otherwise(frame, window)
        case "mentor":
            yield "dashboard-of-a-mentor"
            frame.go("statistics")
            yield "statistics-of-a-mentor"
        case _:
            yield from _pages(frame, lambda page: page.name in ADMINISTRATORS)


def _pages(frame: MainWindow, wanted: Callable[[PageSpec], bool]) -> Iterator[str]:
    """The pages that can be opened without somebody they are about, as they stand in the table of pages."""
    from desktop_app.views.shell.page_registry import HOME, SPECS  # noqa: PLC0415 - with the scale of this process

    for page in SPECS:
        about_nobody = not page.needs_subject and not page.name.endswith("_form")
        if page is not HOME and about_nobody and page.may_open(frame.session) and wanted(page):
            frame.go(page.name)
            yield page.name.replace("_", "-")


def _of_a_person(frame: MainWindow) -> Iterator[str]:
    from desktop_app.views.base.form_arguments import FollowUpArguments, InteractionArguments  # noqa: PLC0415

    session = frame.session
    waiting = session.controllers.waiting.overdue(session.actor, 7)
    person = next(row.person for row in waiting if row.last_contact_on is not None)
    frame.go("person", person.id)
    yield "person"
    frame.go("follow_up_form", FollowUpArguments(person=person))
    yield "follow-up-form"
    frame.go("interaction_form", InteractionArguments(person=person))
    yield "interaction-form"
    frame.go("person_form", session.controllers.persons.get(session.actor, person.id))
    yield "person-form"
    session.controllers.close_connection()


def _without_anybody(window: Window) -> Iterator[str]:
    """A new office on its first day: what the pages say while nobody is there."""
    from PySide6.QtWidgets import QLineEdit  # noqa: PLC0415 - with the scale of this process

    typed = {
        "organisation": "Bethany",
        "first_name": "Grace",
        "last_name": "Okafor",
        "administratorEmail": "grace@example.org",
        "administratorPassword": "look-around",
    }
    for name, words in typed.items():
        for field in window.findChildren(QLineEdit, name):
            field.setText(words)
    _press(window, "setUp")
    _wait(window)
    frame = _frame(window)
    for name in ("dashboard", "people", "statistics", "notifications"):
        frame.go(name)
        yield f"{name}-empty"


def _some_care(window: Window) -> None:
    """Pauses and absences, which the demo has none of."""
    frame = _frame(window)
    session = frame.session
    controllers, actor = session.controllers, session.actor
    today = controllers.clock.today()
    waiting = controllers.waiting.overdue(actor, 7)
    mentors = controllers.mentors.list(actor)
    for row, reason, days in zip(
        waiting[3:6], ("travelling", "handed_over", "other"), (12, 40, 5), strict=True
    ):
        values = {"until": today + timedelta(days=days), "reason": reason, "note": ""}
        controllers.pauses.pause(actor, row.person.id, values)
    for nth, (first, last) in enumerate(((-2, 12), (20, 33))):
        days_away = {"first_on": today + timedelta(days=first), "last_on": today + timedelta(days=last)}
        colleague = {"user": mentors[nth].uuid, "colleague": mentors[nth + 1].uuid, "note": ""}
        controllers.absences.add(actor, {**colleague, **days_away})
    controllers.close_connection()
    _wait(window)


def _dialogs(frame: MainWindow, window: Window) -> Iterator[str]:
    """What opens over a page; each is closed again."""
    frame.go("people")
    _wait(window)
    _press(window, "export")
    yield "export-dialog"
    _close_dialogs()
    frame.go("statistics")
    _wait(window)
    _key(frame, "Ctrl+P")
    menu = _menu(frame, "reportMenu")
    menu.actions()[0].trigger()
    menu.close()
    yield "print-dialog"
    _close_dialogs()
    frame.go("dashboard")
    _wait(window)
    _press(window, "pausePerson")
    yield "pause-dialog"
    _close_dialogs()
    _key(frame, "Ctrl+/")
    yield "all-keys"
    _close_dialogs()
    _press(window, "copyPhone")
    yield "message"


def _otherwise(frame: MainWindow, window: Window) -> Iterator[str]:
    """The same window narrow, with close rows, shown around, at the counter, and locked."""
    from desktop_app.views.base.navigation import TOUR  # noqa: PLC0415 - with the scale of this process

    session, size = frame.session, window.size()
    window.resize(NARROW, size.height())
    frame.go("dashboard")
    yield "dashboard-narrow"
    window.resize(size)
    frame.go("settings")
    _wait(window)
    _press(window, "compact")
    frame.go("people")
    yield "people-compact"
    if (page := frame.page()) is not None:
        page.navigate(TOUR)
    yield "tour"
    _press(window, "tourNext")
    _press(window, "tourNext")
    yield "tour-further"
    _press(window, "tourSkip")
    frame.go("dashboard")
    session.privacy.hide(by_hand=True)
    yield "dashboard-at-the-counter"
    _key(frame, "F9")
    yield "password-question"
    _close_dialogs()
    session.privacy.show()
    _wait(window)
    session.privacy.lock_wanted.emit()
    yield "locked"


def _frame(window: Window) -> MainWindow:
    """The window of whoever signs in, once they are in."""
    from PySide6.QtCore import QDeadlineTimer  # noqa: PLC0415 - with the scale of this process

    longest = QDeadlineTimer(COMES)
    while not longest.hasExpired():
        _wait(window)
        frame = window.frame()
        if frame is not None:
            return frame
    raise CannotDraw("nobody came in")


def _press(within: QWidget, name: str) -> None:
    from PySide6.QtCore import QDeadlineTimer  # noqa: PLC0415 - with the scale of this process
    from PySide6.QtWidgets import QAbstractButton, QApplication  # noqa: PLC0415 - with the scale of this process

    longest = QDeadlineTimer(COMES)
    while not longest.hasExpired():
        for each in within.findChildren(QAbstractButton, name):
            if each.isVisible():
                each.click()
                return
        QApplication.processEvents()
    raise CannotDraw(f"there is no button {name!r} to press")


def _key(frame: MainWindow, keys: str) -> None:
    """Do what *keys* do in the window and on the page that it shows."""
    from PySide6.QtCore import Qt  # noqa: PLC0415 - with the scale of this process
    from PySide6.QtGui import QKeySequence, QShortcut  # noqa: PLC0415 - with the scale of this process

    shown = [each for each in (frame, frame.page()) if each is not None]
    heard = [
        shortcut
        for widget in shown
        for shortcut in widget.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if shortcut.key() == QKeySequence(keys) and shortcut.isEnabled()
    ]
    if not heard:
        raise CannotDraw(f"nothing hears {keys}")
    heard[0].activated.emit()


def _menu(frame: MainWindow, name: str) -> QMenu:
    from PySide6.QtWidgets import QMenu  # noqa: PLC0415 - with the scale of this process

    menu = frame.findChild(QMenu, name)
    if not isinstance(menu, QMenu):
        raise CannotDraw(f"there is no menu {name!r}")
    return menu


def _open_dialogs() -> list[QDialog]:
    from PySide6.QtWidgets import QApplication, QDialog  # noqa: PLC0415 - with the scale of this process

    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


def _close_dialogs() -> None:
    for dialog in _open_dialogs():
        dialog.reject()


def _both_themes(window: Window, themes: tuple[str, ...], place: Callable[[str], Path]) -> None:
    from desktop_app.views.look import theme  # noqa: PLC0415
    from desktop_app.views.start import make_application  # noqa: PLC0415

    application = make_application()
    for name in themes:
        theme.apply(application, name == "dark")
        _wait(window)
        path = place(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        _picture(window).save(str(path))
    theme.apply(application, False)


def _picture(window: Window) -> QPixmap:
    """The window, and over the middle of it the dialog that is open."""
    from PySide6.QtGui import QColor, QPainter  # noqa: PLC0415 - with the scale of this process

    from desktop_app.views.look import theme  # noqa: PLC0415

    drawn = window.grab()
    for dialog in _open_dialogs():
        place = dialog.rect()
        place.moveCenter(window.rect().center())
        painter = QPainter(drawn)
        painter.drawPixmap(place.topLeft(), dialog.grab())
        painter.setPen(QColor(theme.tokens().line_strong))  # as window managers frame it
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.end()
    return drawn


def _hurry() -> None:
    from desktop_app.views import pictures  # noqa: PLC0415 - with the scale of this process

    pictures.QUIET = HURRIED


def _wait(window: Window) -> None:
    """Until nothing has been under way for a moment."""
    from desktop_app.views.pictures import wait_until_quiet  # noqa: PLC0415

    wait_until_quiet(window)


if __name__ == "__main__":
    sys.exit(main())
