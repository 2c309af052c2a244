"""``suivi backup`` and ``suivi restore``: a proven copy of the data, and the way back to one, also where the data is damaged."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.backup_copies import compared, contents
from desktop_app.domain.errors import Refused, Unavailable
from desktop_app.i18n.texts import Text, mark, tr
from desktop_app.system.settings import Preferences, second_backup_folder

if TYPE_CHECKING:
    from desktop_app.application import Application
    from desktop_app.domain.backup_copies import BackupCopy, Counts


def add_backup_arguments(parser: ArgumentParser) -> None:
    """Add what can be said of how to make a copy."""
    parser.add_argument(
        "--to",
        type=Path,
        metavar=tr("FOLDER"),
        help=tr(
            "put the copy there too, such as on a stick (default: the second place of this PC, if it is there)"
        ),
    )


def add_restore_arguments(parser: ArgumentParser) -> None:
    """Add what can be said of which copy to go back to."""
    parser.add_argument(
        "copy",
        nargs="?",
        metavar=tr("COPY"),
        help=tr("the file of a copy, its name in the list, or “newest”; without it the copies are listed"),
    )
    parser.add_argument("--yes", action="store_true", help=tr("do it without asking"))


def back_up(called: Namespace, application: Application) -> None:
    """Make a copy and say where it is.

    Raises:
        Unavailable: it could not be made.
    """
    if called.to is not None:
        called.to.mkdir(parents=True, exist_ok=True)
    second = called.to or _second_place(application.folder)
    copy = application.controllers.backups.make(second_place=second)
    print(tr("A proven copy of the data: {file}", file=copy.path))
    if copy.counts is not None:
        print("  " + contents(copy.counts))
    if second is not None:
        there = second / copy.path.name
        print(
            tr("The same in the second place: {file}", file=there)
            if there.exists()
            else tr("The second place is not there just now: {folder}", folder=second)
        )


def restore(called: Namespace, application: Application) -> None:
    """List the copies, or go back to one after saying what is lost with it.

    Raises:
        Refused: there is no such copy, or nobody to ask.
        Unavailable: it could not be done; the data is as it was.
    """
    backups = application.controllers.backups
    second = _second_place(application.folder)
    listed = backups.listed(second)
    now = _counts_now(application)
    if called.copy is None:
        for copy in listed:
            print(
                f"{copy.path.name}  {application.clock.local(copy.at):%Y-%m-%d %H:%M}  {copy.purpose_words}"
            )
            print("    " + compared(copy.counts, now))
        if not listed:
            print(tr("There are no copies yet."))
        return
    copy = _chosen(called.copy, listed, application)
    print(
        tr("Going back to the copy of {moment}:", moment=f"{application.clock.local(copy.at):%Y-%m-%d %H:%M}")
    )
    print("  " + compared(copy.counts, now))
    if not called.yes and not _agreed():
        raise Refused(Text(mark("Stopped. Nothing was changed.")))
    done = backups.restore(None, copy, second)
    print(tr("The data is now that of the copy."))
    if done.before is not None:
        print(tr("What it was until now is kept in {file}", file=done.before.path))


def _counts_now(application: Application) -> Counts | None:
    """Return how much there is now; None where the data cannot be read."""
    try:
        return application.controllers.backups.counts() if application.store.exists() else None
    except Unavailable:
        return None


def _chosen(name: str, listed: list[BackupCopy], application: Application) -> BackupCopy:
    """Return the copy called *name*: a file, a name of the list, or the newest.

    Raises:
        Refused: there is no such copy.
    """
    if name == "newest" and listed:
        return listed[0]
    for copy in listed:
        if name == copy.path.name:
            return copy
    copy_of_file = application.controllers.backups.read(Path(name))
    if copy_of_file is None:
        raise Refused(Text(mark("There is no copy called {name}."), {"name": name}))
    return copy_of_file


def _agreed() -> bool:
    """Return whether the person at the keyboard agrees.

    Raises:
        Refused: there is nobody to ask.
    """
    if sys.stdin is None or not sys.stdin.isatty():
        raise Refused(Text(mark("There is nobody to ask. Say --yes to go back to the copy.")))
    question = tr("Go back to it? What is newer is kept in a copy. [yes/no] ")
    return input(question).strip().casefold() in {"yes", "y", tr("yes")}


def _second_place(folder: Path) -> Path | None:
    return second_backup_folder(Preferences(folder))
