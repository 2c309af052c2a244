"""The pictures of one screen: the real windows on demo data, signed in and gone through page after page; see ``screenshots.py``."""

from __future__ import annotations

import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from screenshot_scenes import scenes, without_anybody
from window_driver import CannotDraw, frame_of, hurry, picture_of, press, wait_until_quiet

from desktop_app.application import Application
from desktop_app.domain.clock import FixedClock
from desktop_app.i18n import texts
from desktop_app.system.settings import LANGUAGE
from desktop_app.views.look import theme
from desktop_app.views.pages.sign_in.demo import make_demo
from desktop_app.views.pictures import without_noise
from desktop_app.views.shell.window import Window
from desktop_app.views.start import make_application, make_window

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Wanted:
    """What of everything is drawn."""

    languages: tuple[str, ...]
    themes: tuple[str, ...]
    pages: frozenset[str]  # empty: all


def draw(
    screen: str, size: tuple[int, int], wanted: Wanted, target: Path, *, is_hurried: bool = False
) -> int:
    """Draw every picture of one screen, and return 0, or 1 when one could not be drawn, which is said."""
    if is_hurried:
        hurry()

    for language in wanted.languages:
        drawn: list[str] = []
        try:
            with without_noise(), tempfile.TemporaryDirectory(prefix="suivi-screenshots-") as scratch:
                _draw_language(screen, size, language, wanted, target, Path(scratch), drawn)
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
    screen: str,
    size: tuple[int, int],
    language: str,
    wanted: Wanted,
    target: Path,
    scratch: Path,
    drawn: list[str],
) -> None:
    """Draw every picture of one screen in one language, or those wanted; each one's name is put into *drawn*."""

    def program(folder: Path) -> Application:
        return Application(folder, FixedClock(NOW))

    texts.use(language)
    empty = _opened(program, scratch / "empty", size, language)
    office = scratch / "office"
    sign_ins = {
        email.partition("@")[0]: (email, password)
        for _, email, password in make_demo(program, office, language, lambda *_: None, lambda: False)
    }

    def keep(name: str, window: Window) -> None:
        drawn.append(name)
        wait_until_quiet(window)  # also for what is not drawn: the next page is asked for on it
        if wanted.pages and name not in wanted.pages:
            return
        _both_themes(
            window, wanted.themes, lambda theme: target / f"{language}-{theme}-{screen}" / f"{name}.png"
        )

    keep("first-run", empty)
    for name in without_anybody(empty):
        keep(name, empty)
    empty.close()
    for who in ("pastor", "mentor", "admin"):
        window = _opened(program, office, size, language)
        if who == "pastor":
            keep("sign-in", window)
        window.sign_in(*sign_ins[who])
        frame_of(window)
        if who == "pastor":
            keep("tour-offer", window)
        press(window, "tourSkip")
        for name in scenes(who, window):
            keep(name, window)
        window.sign_out()  # a lock that was drawn would put away whatever comes up next
        wait_until_quiet(window)
        window.close()


def _opened(
    make_program: Callable[[Path], Any], folder: Path, size: tuple[int, int], language: str
) -> Window:

    make_application()
    window = make_window(make_program, folder)
    window.preferences.set(LANGUAGE, language)
    window.resize(*size)
    window.open()
    wait_until_quiet(window)
    return window


def _both_themes(window: Window, themes: tuple[str, ...], place: Callable[[str], Path]) -> None:

    application = make_application()
    for name in themes:
        theme.apply(application, name == "dark")
        wait_until_quiet(window)
        path = place(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        picture_of(window).save(str(path))
    theme.apply(application, False)
