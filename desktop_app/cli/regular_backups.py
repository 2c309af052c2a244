"""The day's copy of the data, made beside other work that runs without a window."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_app.domain.errors import Cancelled, Unavailable
from desktop_app.system.settings import Preferences, second_backup_folder

if TYPE_CHECKING:
    from desktop_app.application import Application

EVERY_SECONDS = 3600
_log = logging.getLogger(__name__)


class RegularBackups:
    """Looked at often, it does nothing most times: a copy a day, tried again every hour."""

    def __init__(self, application: Application, should_stop: Callable[[], bool] = lambda: False) -> None:
        self._application = application
        self._should_stop = should_stop
        self._next = time.monotonic()

    def look(self) -> None:
        """Make the day's copy, if it is due. A fault is logged, and the next time tries again: other work goes on."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + EVERY_SECONDS
        second_place = second_backup_folder(Preferences(self._application.folder))
        try:
            self._application.controllers.backups.make_due(second_place, should_stop=self._should_stop)
        except Cancelled:
            return
        except Unavailable as error:
            _log.warning("No copy of the data was made: %s", error)
        except Exception:  # noqa: BLE001 - a bug here is told of in the log; the other work goes on
            _log.exception("No copy of the data was made")
