"""The data, opened for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.errors import Refused, Unavailable
from desktop_app.i18n.texts import Text, mark
from desktop_app.system import logs, paths

if TYPE_CHECKING:
    from desktop_app.application import Application


@contextmanager
def opened(folder: Path, *, despite: tuple[str, ...] = ()) -> Iterator[Application]:
    """Open the data in *folder* for one command; also where it cannot be for one of the reasons *despite*.

    Raises:
        Unavailable: it cannot be used.
    """
    from desktop_app.application import Application  # noqa: PLC0415 - a command imports what it needs when it runs

    logs.set_up(folder)
    application = Application(folder)
    try:
        try:
            application.open()
        except Unavailable as error:
            if error.reason not in despite:
                raise
        yield application
    finally:
        application.close()


def require_data(folder: Path) -> None:
    """Refuse a command that needs data where there has never been any; where it is gone, opening says so.

    Raises:
        Refused: there is no data yet.
    """
    if not paths.database_file(folder).exists() and not paths.backups_dir(folder).is_dir():
        raise Refused(Text(mark("There is no data yet in {folder}."), {"folder": folder}))
