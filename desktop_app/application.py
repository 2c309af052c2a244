"""Putting the parts together: the only place that knows them all."""

from __future__ import annotations

from pathlib import Path

from desktop_app import texts
from desktop_app.controllers.changes import Changes
from desktop_app.controllers.controllers import Controllers
from desktop_app.database.store import Store
from desktop_app.domain.clock import Clock


class Application:
    """One data folder with all that can be done to it."""

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        self.folder = folder
        self.clock = clock or Clock()
        self.changes = Changes()
        self.store = Store(folder)
        self.controllers = Controllers(self.store, self.clock, self.changes)

    def open(self) -> None:
        """Open the data on this thread, and take the organisation's time zone and language.

        Raises:
            Unavailable: the data cannot be used; what was there was not touched.
        """
        self.store.open()
        organisation = self.controllers.organisation.get()
        if organisation.name:
            self.clock.zone_name = organisation.time_zone
            texts.use(organisation.language)

    def close(self) -> None:
        """Close this thread's connection."""
        self.store.close()
