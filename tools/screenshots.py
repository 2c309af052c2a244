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
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "build" / "screenshots"
LANGUAGES = ("en", "fr", "es")
THEMES = ("light", "dark")
SCREENS = {"1366x768": (1366, 768, "1"), "1920x1080-150": (1280, 720, "1.5")}
"""Name → width and height as the program sees them, scale."""
SHOWN = {
    ("en", "light"): {"dashboard": "dashboard", "statistics": "statistics", "person": "person"},
    ("fr", "dark"): {"dashboard": "dashboard-fr-dark"},
    ("es", "light"): {"people": "people-es"},
}
"""The pictures that the README shows, and what they are called there."""

if TYPE_CHECKING:
    from PySide6.QtGui import QImage


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
        from screenshot_drawing import Wanted, draw  # noqa: PLC0415 - with the scale of this process

        width, height, _ = SCREENS[given.screen]
        wanted = Wanted(tuple(given.languages.split(",")), tuple(given.themes.split(",")), pages)
        return draw(given.screen, (width, height), wanted, given.to, is_hurried=given.hurry)
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
        _width, _height, scale = SCREENS[screen]
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

    indexed = QImage(plain.size(), QImage.Format.Format_Indexed8)
    indexed.setColorTable(kept)
    written: Any = indexed.bits()
    line, wide = indexed.bytesPerLine(), plain.width()
    for row in range(plain.height()):
        for at, colour in enumerate(pixels[row * wide : (row + 1) * wide]):
            if colour not in place:
                place[colour] = nearest(colour)
            written[row * line + at] = place[colour]
    return indexed


if __name__ == "__main__":
    sys.exit(main())
