"""Putting the parts together: the only place that knows them all.

Making an application costs next to nothing: the database and the controllers are imported when it is opened, on the thread
that opens it, so that the window can be painted meanwhile.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.controllers.announcements import Changes
from desktop_app.i18n import texts
from desktop_app.system import paths

if TYPE_CHECKING:
    from desktop_app.controllers.registry import Controllers
    from desktop_app.database.store import Store
    from desktop_app.domain.clock import Clock
    from desktop_app.local_server import LocalServer

# ruff: noqa: PLC0415 - importing late is why the window is there so soon


class Application:
    """One data folder with all that can be done to it."""

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        self.folder = folder
        self.changes = Changes()
        if clock is not None:
            self.clock = clock

    @cached_property
    def clock(self) -> Clock:
        """Return the clock that says what time it is for the organisation."""
        from desktop_app.domain.clock import Clock

        return Clock()

    @cached_property
    def store(self) -> Store:
        """Return the store of the data folder, which need not be open."""
        from desktop_app.database.store import Store

        return Store(self.folder, self.clock)

    @cached_property
    def controllers(self) -> Controllers:
        """Return the controllers over the store."""
        from desktop_app.controllers.registry import Controllers

        return Controllers(self.store, self.clock, self.changes)

    @cached_property
    def local_server(self) -> LocalServer:
        """Return the HTTP server over this data, off until it is switched on."""
        from desktop_app.local_server import LocalServer

        return LocalServer(self.folder, lambda: self.controllers)

    def open(self) -> None:
        """Open the data on this thread, and take the organisation's time zone and language.

        Raises:
            Unavailable: the data cannot be used; what was there was not touched.
        """
        self.store.open()
        self._clear_unfinished()
        self._take_back_import()
        organisation = self.controllers.organisation.get()
        if organisation.name:
            self.clock.zone_name = organisation.time_zone
            texts.use(organisation.language)

    def _clear_unfinished(self) -> None:
        """Take away the files for people that a program left half written when it was killed."""
        notes = paths.unfinished_dir(self.folder)
        if notes.is_dir() and any(notes.iterdir()):
            from desktop_app.exchange.atomic_file import clear_unfinished

            clear_unfinished(notes)

    def _take_back_import(self) -> None:
        """Take back whole the list that a program was taking in when it was killed."""
        if paths.import_lock(self.folder).exists():
            from desktop_app.controllers.importing.journal import ImportJournal

            ImportJournal(self.store, self.clock).take_back_unfinished()

    def stop_serving(self) -> None:
        """Switch the HTTP server off, if it was ever on; comes back when requests under way are answered."""
        if "local_server" in self.__dict__:
            self.local_server.close()

    def close(self) -> None:
        """Close this thread's connection, if it has one."""
        if "store" in self.__dict__:
            self.store.close()
