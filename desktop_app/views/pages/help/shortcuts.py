"""Every key of the program, by where it works; the one list that the sheet of keys shows.

``GROUPS``   heading → pairs of a key and what it does, both marked; ``spell(keys)`` writes a key as keyboards of the language name it
"""

from __future__ import annotations

import re

from desktop_app.i18n.texts import mark, tr

GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        mark("Everywhere"),
        (
            ("Ctrl+K", mark("find a person")),
            ("Ctrl+N", mark("record a follow-up")),
            ("Ctrl+1 … Ctrl+8", mark("the pages of the sidebar")),
            ("Ctrl+B", mark("notifications")),
            ("Alt+←", mark("back to where you were")),
            ("F5", mark("read everything again")),
            ("F6", mark("go to the newest message, to undo")),
            ("F9", mark("hide private texts, or show them")),
            ("Ctrl+L", mark("lock the window")),
            ("F1", mark("help for this page")),
            ("Ctrl+/", mark("this sheet")),
        ),
    ),
    (
        mark("In a list"),
        (
            ("Enter", mark("the main thing for the row")),
            ("O", mark("open the person")),
            ("C", mark("copy the phone number")),
            ("E", mark("edit")),
            ("F", mark("record a follow-up with the person")),
            ("P", mark("pause the person")),
            ("T", mark("try again another day")),
            ("Space", mark("tick off, or mark as read")),
            ("Del", mark("delete")),
            ("Ctrl+E", mark("export the list")),
            ("Ctrl+P", mark("print")),
        ),
    ),
    (
        mark("In a form"),
        (
            ("Ctrl+Enter", mark("save")),
            ("Ctrl+Shift+Enter", mark("save, and go on to the next person")),
            ("Esc", mark("leave; the draft is kept")),
            ("Alt", mark("with the underlined letter: press that button")),
            ("Tab", mark("to the next field")),
        ),
    ),
)
_NAMES = {
    "Ctrl": mark("Ctrl"),
    "Enter": mark("Enter"),
    "Esc": mark("Esc"),
    "Shift": mark("Shift"),
    "Space": mark("Space"),
    "Del": mark("Del"),
}


def spell(keys: str) -> str:
    """*keys* as they stand on a keyboard of the reader's language."""
    return re.sub(
        r"[A-Za-z]{2,}", lambda found: tr(_NAMES[found[0]]) if found[0] in _NAMES else found[0], keys
    )
