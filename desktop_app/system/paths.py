"""Where things stand on this PC: the data folder, the log beside it, the files shipped with the program."""

from __future__ import annotations

import os
import sys
from pathlib import Path

DATA_DIR_VARIABLE = "SUIVI_DATA_DIR"
DATABASE_NAME = "suivi.db"


def data_dir(chosen: str | os.PathLike[str] | None = None) -> Path:
    """Return the folder of the office's data (*chosen*, else ``SUIVI_DATA_DIR``, else the platform's) without making it."""
    named = chosen or os.environ.get(DATA_DIR_VARIABLE)
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path  # noqa: PLC0415 - 17 ms, and most runs of a test or a server name their folder

    return user_data_path("Suivi", appauthor=False)


def database_file(folder: Path) -> Path:
    """Return the database within the data *folder*."""
    return folder / DATABASE_NAME


def log_file(folder: Path) -> Path:
    """Return the newest log, beside the data."""
    return folder / "logs" / "suivi.log"


def preferences_file(folder: Path) -> Path:
    """Return the file of what this PC remembers (theme, columns, window size); it is kept with the data, so that a folder moves whole."""
    return folder / "this-pc.json"


def backups_dir(folder: Path) -> Path:
    """Return the folder of the copies that are made before a migration or a repair."""
    return folder / "backups"


def unsaved_dir(folder: Path) -> Path:
    """Return where drafts stand that the database could not take: it was locked, or its disk full."""
    return folder / "unsaved"


def unfinished_dir(folder: Path) -> Path:
    """Return the folder that notes which exported files are being written, in case the program is killed meanwhile."""
    return folder / "unfinished"


def import_lock(folder: Path) -> Path:
    """Return the file that stands in a data folder while a list is taken in."""
    return folder / "import.lock"


def shown_name(path: Path) -> str:
    """Return the file's name as it can be shown, stored and printed: what is no UTF-8 in it, as old sticks have it, as question marks."""
    return shown(path.name)


def shown(path: str | os.PathLike[str]) -> str:
    """Return a path or a name as it can be shown, stored and printed."""
    return os.fspath(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def resources() -> Path:
    """Return the files shipped with the program: beside the package in a checkout, inside it once installed or bundled."""
    bundled = getattr(sys, "_MEIPASS", None)
    if bundled:
        return Path(bundled) / "resources"
    package = Path(__file__).parent.parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"
