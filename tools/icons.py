"""The icons: taken from Lucide (ISC licence) by the names of ``FAMILY``, each as one line in ``resources/icons``.

``python tools/icons.py FOLDER``   FOLDER is an unpacked copy of the package ``lucide-static``

The program never reads the package: what it shows stands in the repository, with the licence beside it.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "resources" / "icons"

FAMILY = {
    "away": "plane",
    "back": "arrow-left",
    "bell": "bell",
    "bell-off": "bell-off",
    "book": "book-open",
    "calendar": "calendar",
    "check": "check",
    "chevron": "chevron-right",
    "chevron-down": "chevron-down",
    "chevron-left": "chevron-left",
    "chevron-up": "chevron-up",
    "clock": "clock",
    "close": "x",
    "columns": "columns-3",
    "copy": "copy",
    "dashboard": "gauge",
    "delete": "trash-2",
    "edit": "pencil",
    "error": "circle-alert",
    "export": "download",
    "eye": "eye",
    "eye-off": "eye-off",
    "folder": "folder-open",
    "follow-ups": "list-checks",
    "help": "circle-question-mark",
    "import": "upload",
    "info": "info",
    "interactions": "handshake",
    "keyboard": "keyboard",
    "lock": "lock",
    "mail": "mail",
    "more": "ellipsis",
    "pause": "circle-pause",
    "people": "users",
    "person": "user",
    "phone": "phone",
    "plus": "plus",
    "print": "printer",
    "report": "file-text",
    "search": "search",
    "settings": "settings",
    "sign-out": "log-out",
    "statistics": "chart-column",
    "table": "table-2",
    "undo": "undo-2",
    "unlock": "lock-open",
    "users": "user-cog",
    "visit": "house",
    "warning": "triangle-alert",
}
"""The name in the program → the name in the family."""

OWN = frozenset({"suivi"})
"""What is the program's own: its sign."""

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" '
    'stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
)


def one_line(drawing: str) -> str:
    """The drawing as one line with the program's own head: all of one grid and one stroke.

    Raises:
        ValueError: it is not drawn on the family's grid.
    """
    if 'viewBox="0 0 24 24"' not in drawing or 'stroke-width="2"' not in drawing:
        raise ValueError(drawing[:80])
    inside = drawing[drawing.index(">", drawing.index("<svg")) + 1 : drawing.rindex("</svg>")]
    return HEAD + re.sub(r"\s*/>", "/>", " ".join(inside.split()).replace("> <", "><")) + "</svg>\n"


def main(arguments: list[str] | None = None) -> int:
    """Write every icon of ``FAMILY`` and the licence."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args(arguments).folder
    for name, theirs in FAMILY.items():
        drawing = (folder / "icons" / f"{theirs}.svg").read_text("utf-8")
        (TARGET / f"{name}.svg").write_text(one_line(drawing), "utf-8")
    licence = (folder / "LICENSE").read_text("utf-8")
    words = "The drawings in this folder but suivi.svg and those in controls/ are Lucide's, under this licence.\n\n"
    (TARGET / "LICENSE").write_text(words + licence, "utf-8")
    print(f"{len(FAMILY)} icons")
    return 0


if __name__ == "__main__":
    sys.exit(main())
