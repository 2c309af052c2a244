"""Flipped bits and cut files, and files swapped or taken away under an open program."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from desktop_app.application import Application
from desktop_app.domain.errors import Unavailable
from desktop_app.system import paths
from tests.torture.ground import Ground, run

_COMMANDS = (["check"], ["check", "--repair"], ["remind"], ["backup"], ["restore"])


def damage(ground: Ground) -> None:
    """Damage a file of the data in one place, and see that each command still ends in words."""
    for _number in ground.rounds():
        folder = ground.office()
        file = paths.database_file(folder)
        content = bytearray(file.read_bytes())
        if ground.random.random() < 0.7:
            what = "a flipped bit"
            place = ground.random.randrange(len(content))
            if ground.random.random() < 0.2:
                place = ground.random.randrange(200)  # where the header is
            content[place] ^= 1 << ground.random.randrange(8)
            file.write_bytes(content)
        else:
            what, place = "a cut file", ground.random.randrange(len(content))
            os.truncate(file, place)
        for arguments in _COMMANDS if not _number else ground.random.sample(_COMMANDS, 2):
            ground.judge(f"{' '.join(arguments)} over {what} ({place})", run(folder, arguments))
        ground.figures["damages"] += 1


def swaps(ground: Ground) -> None:
    """Take the file away from under an open program: no save is acknowledged into nowhere, and nothing made anew."""
    for _number in ground.rounds():
        for way in ("removed", "replaced", "emptied folder", "moved folder", "broken link"):
            folder = ground.office()
            other = paths.database_file(ground.office())
            application = Application(folder)
            application.open()
            try:
                _swap(way, folder, other)
                _must_refuse(ground, way, application)
            finally:
                application.close()
            ground.figures["swaps"] += 1


def _swap(way: str, folder: Path, other: Path) -> None:
    file = paths.database_file(folder)
    match way:
        case "removed":
            file.unlink()
        case "replaced":
            other.replace(file)
        case "emptied folder":
            for path in folder.iterdir():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        case "moved folder":
            folder.rename(folder.with_name("elsewhere"))
        case _:
            file.unlink()
            file.symlink_to(folder / "nowhere.db")


def _must_refuse(ground: Ground, way: str, application: Application) -> None:
    try:
        with application.store.transaction():
            application.store.database.execute_sql("UPDATE persons SET first_name = 'Changed'")
    except Unavailable:
        pass
    else:
        ground.fault(f"{way}: a save was acknowledged into nowhere")
    if way in {"removed", "emptied folder"} and application.store.path.exists():
        ground.fault(f"{way}: a new file was made")
