"""What this PC remembers: one typed registry. The organisation's settings are in its database; these stand beside it.

What is chosen for the PC, or stands before anybody has signed in, is the PC's. What is remembered without a word while
somebody works is that user's alone (``OF_USERS``): several work at one PC, in several roles.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, NamedTuple

from desktop_app.system import paths


class Preference(NamedTuple):
    """A preference: its *key*, its *default* (whose type is its type), the *choices* where only some values make sense."""

    key: str
    default: Any
    choices: tuple[Any, ...] = ()

    def accepts(self, value: object) -> bool:
        """Return whether *value* can be this preference's."""
        fits = isinstance(value, type(self.default)) and isinstance(value, bool) == isinstance(
            self.default, bool
        )
        return fits and (not self.choices or value in self.choices)


THEME = Preference("theme", "system", ("system", "light", "dark"))
COMPACT = Preference("compact_tables", False)
LANGUAGE = Preference("language", "", ("", "en", "fr", "es"))  # nothing: the organisation's
LAST_EMAIL = Preference("last_email", "")
OFFICE_NAME = Preference("office_name", "")  # what the sign-in page is called before the data is open
OFFICE_LANGUAGE = Preference("office_language", "", ("", "en", "fr", "es"))
WINDOW_PLACE = Preference(
    "window_place", {}
)  # where it stands, without its frame, its frame's widths, whether maximised
OPEN_PAGES = Preference("open_pages", {})  # user → the page they had before them last, and on which day
CLOSE_TO_TRAY = Preference("close_to_tray", False)  # closing or minimising the window leaves the tray icon
TRAY_EXPLAINED = Preference("tray_explained", False)  # it was said once where the window has gone
POP_UPS = Preference("pop_ups", True)  # the desktop tells of new notifications
QUIET_ON = Preference("quiet_on", "")  # no pop-ups on this day (YYYY-MM-DD): "quiet until tomorrow"
TABLE_COLUMNS = Preference("table_columns", {})  # user and list → its columns' state
OVERDUE_DAYS = Preference("overdue_days", {})  # user → the threshold they look with
LAST_TYPES = Preference("last_types", {})  # user and form → the type they last chose
LAST_PLACES = Preference("last_places", {})  # user → where their interactions were, the last one first
PRIVACY_MODE = Preference("counter_mode", False)  # private texts are hidden from the start
HIDE_AFTER = Preference("hide_after", 5)  # minutes of nobody there until they are hidden; 0: never
LOCK_AFTER = Preference("lock_after", 15)  # minutes more until the window is locked; 0: never
TOURED = Preference("toured", {})  # user → whether they were offered the tour
STATISTICS = Preference("statistics", {})  # user → the days and the mentor they last looked at
EXPORT_FORMATS = Preference("export_formats", {})  # user → as they last exported a list
FILES_FOLDERS = Preference("files_folders", {})  # user → where they last saved a file
SECOND_BACKUP = Preference(
    "second_backup", ""
)  # the folder, on a stick or a share, for a second copy of each backup
LOCAL_API = Preference("local_api", False)  # the HTTP server starts with the program
LOCAL_API_PORT = Preference("local_api_port", 8765)
LOCAL_API_REACH = Preference("local_api_reach", "pc", ("pc", "network"))
LOCAL_API_CERTIFICATE = Preference("local_api_certificate", "")  # a file; nothing: one that the program makes
LOCAL_API_KEY = Preference("local_api_key", "")  # the file of its key
LOCAL_API_NAMES = Preference("local_api_names", [])  # further names of this PC in the office network
LOCAL_API_ORIGINS = Preference("local_api_origins", [])  # web pages that may call

REGISTRY = {
    preference.key: preference
    for preference in (
        THEME,
        COMPACT,
        LANGUAGE,
        LAST_EMAIL,
        OFFICE_NAME,
        OFFICE_LANGUAGE,
        WINDOW_PLACE,
        OPEN_PAGES,
        CLOSE_TO_TRAY,
        TRAY_EXPLAINED,
        POP_UPS,
        QUIET_ON,
        TABLE_COLUMNS,
        OVERDUE_DAYS,
        LAST_TYPES,
        LAST_PLACES,
        TOURED,
        STATISTICS,
        EXPORT_FORMATS,
        FILES_FOLDERS,
        PRIVACY_MODE,
        HIDE_AFTER,
        LOCK_AFTER,
        SECOND_BACKUP,
        LOCAL_API,
        LOCAL_API_PORT,
        LOCAL_API_REACH,
        LOCAL_API_CERTIFICATE,
        LOCAL_API_KEY,
        LOCAL_API_NAMES,
        LOCAL_API_ORIGINS,
    )
}

OF_USERS = frozenset(
    {
        OPEN_PAGES.key,
        TABLE_COLUMNS.key,
        OVERDUE_DAYS.key,
        LAST_TYPES.key,
        LAST_PLACES.key,
        TOURED.key,
        STATISTICS.key,
        EXPORT_FORMATS.key,
        FILES_FOLDERS.key,
    }
)
"""The preferences that each user has for themselves."""


class Preferences:
    """The preferences of one PC for one data folder. A file that cannot be read counts as empty: nobody is kept out for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file = paths.preferences_file(folder)
        self._values = self._read()

    def _read(self) -> dict[str, Any]:
        try:
            if not self._file.is_file():  # a pipe would be waited for without end
                return {}
            stored = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(stored, dict):
            return {}
        return {
            key: value for key, value in stored.items() if key in REGISTRY and REGISTRY[key].accepts(value)
        }

    def get(self, preference: Preference) -> Any:
        """Return the value, or the preference's default."""
        return self._values.get(REGISTRY[preference.key].key, preference.default)

    def set(self, preference: Preference, value: object) -> None:
        """Remember *value*; ``save`` writes it.

        Raises:
            ValueError: *value* is not of the preference's type or choices.
        """
        if not REGISTRY[preference.key].accepts(value):
            raise ValueError(preference.key)
        self._values[preference.key] = value

    def own(self, preference: Preference, user_id: int, name: str = "", default: Any = None) -> Any:
        """Return what the user *user_id* has of a preference in ``OF_USERS``, under *name* where they have several.

        Raises:
            KeyError: The preference is the PC's.
        """
        key = _own_key(preference, user_id, name)
        return self.get(preference).get(key, default)

    def set_own(self, preference: Preference, user_id: int, value: object, name: str = "") -> None:
        """Remember *value* for the user *user_id* alone, under *name* where they have several; ``save`` writes it.

        Raises:
            KeyError: The preference is the PC's.
        """
        key = _own_key(preference, user_id, name)
        self.set(preference, {**self.get(preference), key: value})

    def save(self) -> None:
        """Write the file whole, or leave the old one. A folder that cannot be written is logged: preferences are no one's work."""
        beside = self._file.with_suffix(".new")
        values = dict(self._values)  # at once: another thread may set one while they are written
        try:
            beside.write_text(json.dumps(values, ensure_ascii=False, indent=1), "utf-8")
            os.replace(beside, self._file)  # noqa: PTH105 - must replace on every platform
        except OSError as error:
            import logging  # noqa: PLC0415 - 9 ms that no start should wait for

            logging.getLogger(__name__).info("Preferences were not saved: %s", error.strerror)


def _own_key(preference: Preference, user_id: int, name: str) -> str:
    if preference.key not in OF_USERS:
        raise KeyError(preference.key)
    return f"{user_id}:{name}" if name else str(user_id)


def second_backup_folder(preferences: Preferences) -> Path | None:
    """Return the folder in which each copy of the data is made a second time; None while none was chosen."""
    chosen = preferences.get(SECOND_BACKUP)
    return Path(chosen) if chosen else None
