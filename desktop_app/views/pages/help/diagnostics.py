"""What somebody who helps needs to know of this PC and this program; nothing of the people the office keeps.

``diagnostics(session) -> str``   plain text; asks the controllers, so not on the UI thread
"""

from __future__ import annotations

import platform
import sys

from PySide6.QtCore import QLocale, qVersion
from PySide6.QtGui import QGuiApplication

from desktop_app import __version__
from desktop_app.i18n import texts
from desktop_app.system import paths
from desktop_app.system.settings import (
    COMPACT,
    HIDE_AFTER,
    LOCAL_API,
    LOCK_AFTER,
    POP_UPS,
    PRIVACY_MODE,
    THEME,
)
from desktop_app.views.base.session import Session

_PREFERENCES = (THEME, COMPACT, PRIVACY_MODE, HIDE_AFTER, LOCK_AFTER, POP_UPS, LOCAL_API)


def screens() -> list[str]:
    """The screens: their size in the program's pixels and their scale. On the UI thread."""
    return [
        f"{screen.geometry().width()}x{screen.geometry().height()} at {screen.devicePixelRatio():g}"
        for screen in QGuiApplication.screens()
    ]


def diagnostics(session: Session, on_screens: list[str]) -> str:
    """One fact a line. In English, whatever the language of the program: those who help read many of them."""
    folder = session.preferences.folder
    file = paths.database_file(folder)
    size = file.stat().st_size if file.exists() else 0
    figures = session.controllers.integrity.figures()
    facts = [
        ("Suivi", __version__ + (" (bundle)" if getattr(sys, "frozen", False) else "")),
        ("System", f"{platform.system()} {platform.release()} {platform.machine()}"),
        ("Python", platform.python_version()),
        ("SQLite", session.controllers.integrity.sqlite_version()),
        ("Qt", f"{qVersion()}, {QGuiApplication.platformName()}"),
        ("Screens", ", ".join(on_screens)),
        ("Language", f"{texts.language()}, system {QLocale.system().name()}"),
        ("Time zone", session.organisation.time_zone),
        ("Role", str(session.actor.role)),
        (
            "Data",
            f"{size / 1_048_576:.1f} MB, " + ", ".join(f"{count} {name}" for name, count in figures.items()),
        ),
        ("Migrations", ", ".join(session.controllers.integrity.migrations())),
        *(
            (f"Setting {preference.key}", str(session.preferences.get(preference)))
            for preference in _PREFERENCES
        ),
    ]
    return "\n".join(f"{name}: {value}" for name, value in facts) + "\n"
