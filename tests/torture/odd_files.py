"""Files and folders of the program that are not what they should be: nobody is kept out for a file that is nobody's work."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from desktop_app.system import paths
from tests.torture.ground import Ground, run

_LONG = "n" * 300
_PLACES = ("this-pc.json", "unfinished", "unsaved", "backups", "logs", "logs/suivi.log", "suivi.db-wal")


def odd_files(ground: Ground) -> None:
    """Put something odd in the place of one file after the other, in an order of chance."""
    pairs = [(place, way) for place in _PLACES for way in _WAYS]
    ground.random.shuffle(pairs)
    for number in ground.rounds():
        _try(ground, *pairs[number % len(pairs)])


def odd_names(ground: Ground) -> None:
    """Give the program names that no disk takes, pipes for files, and what is no file in the place of its database."""
    for _number in ground.rounds():
        _odd_databases(ground)
        _odd_names(ground)


def _try(ground: Ground, place: str, way: str) -> None:
    folder = ground.office()
    path = folder / place
    path.parent.mkdir(exist_ok=True, mode=0o700)
    _WAYS[way](ground, path)
    for arguments in (["check"], ["remind"], ["backup"]):
        said = run(folder, arguments)
        works = ground.judge(f"{arguments[0]} with {place} as {way}", said)
        needs_it = place in {"backups", "suivi.db-wal"}
        if works and said.code != 0 and not (needs_it and arguments != ["check"]) and place != "suivi.db-wal":
            ground.fault(f"{arguments[0]} with {place} as {way}: nobody gets in: {said.err}{said.out}")
    ground.figures["odd files"] += 1


def _garbage(ground: Ground, path: Path) -> None:
    path.write_bytes(ground.random.randbytes(ground.random.randrange(1, 4000)))


def _json(ground: Ground, path: Path) -> None:
    path.write_text(
        ground.random.choice(["[1, null]", '{"theme": 7, "second_backup": "\\u0000"}', "[" * 100_000])
    )


def _folder_of_garbage(ground: Ground, path: Path) -> None:
    path.mkdir(exist_ok=True)
    for name in ("suivi-20260101-000000-daily.db.gz", "suivi-20260101-000000-daily.json", "a.json", "abc123"):
        _garbage(ground, path / name)
    (path / "suivi-99999999-999999-daily.db.gz").mkdir(exist_ok=True)
    os.mkfifo(path / "suivi-20260102-000000-daily.json")
    os.mkfifo(path / "def456")
    _garbage(ground, path / "suivi-20260102-000000-daily.db.gz")
    os.mkfifo(path / "suivi-20260103-000000-daily.db.gz")


def _pipe(_ground: Ground, path: Path) -> None:
    os.mkfifo(path)


def _loop(_ground: Ground, path: Path) -> None:
    path.symlink_to(path)


def _unwritable_folder(_ground: Ground, path: Path) -> None:
    """A folder in which nothing can be made, whoever one is."""
    path.symlink_to("/proc/self/fdinfo")


_WAYS: dict[str, Callable[[Ground, Path], None]] = {
    "garbage": _garbage,
    "odd JSON": _json,
    "a folder of garbage": _folder_of_garbage,
    "a pipe": _pipe,
    "a link to itself": _loop,
    "a folder that takes nothing": _unwritable_folder,
}


def _odd_databases(ground: Ground) -> None:
    """A pipe, a folder, a device, a link to itself in the place of the database."""
    for way in ("a pipe", "a link to itself", "a folder of garbage", "/dev/zero", "/dev/full"):
        for arguments in (["check"], ["demo"]):
            folder = ground.fresh() / "data"
            folder.mkdir()
            file = paths.database_file(folder)
            if way in _WAYS:
                _WAYS[way](ground, file)
            else:
                file.symlink_to(way)
            ground.judge(f"{arguments[0]} with the database as {way}", run(folder, arguments), (1,))
            ground.figures["odd files"] += 1


def _odd_names(ground: Ground) -> None:
    """Names that no disk takes, or that are no text, for the folder and for what commands are given."""
    office = ground.office()
    latin = os.fsdecode(os.fsencode(str(ground.fresh())) + b"/caf\xe9")
    for name in (str(ground.fresh() / _LONG), latin):
        ground.judge(
            "demo into an odd folder", run(Path(name), ["demo", "--persons", "3", "--follow-ups", "3"])
        )
        ground.judge("check of an odd folder", run(Path(name), ["check"]))
        ground.judge("import of an odd name", run(office, ["import", "people", name]), (1,))
        ground.judge("backup to an odd name", run(office, ["backup", "--to", name]))
        ground.judge("restore of an odd name", run(office, ["restore", name, "--yes"]), (1,))
        report = ["import", "people", str(ground.people_list(2)), "--report", name]
        ground.judge("a report with an odd name", run(office, report))
    pipe = ground.fresh() / "pipe"
    os.mkfifo(pipe)
    for words in (
        ["import", "people", str(pipe)],
        ["restore", str(pipe), "--yes"],
        ["backup", "--to", str(pipe)],
    ):
        ground.judge(f"{words[0]} with a pipe", run(office, words), (1,))
    report = ["import", "people", str(ground.people_list(2)), "--report", str(pipe)]
    ground.judge("a report into a pipe", run(office, report))
    ground.prove("odd names", office)
    shutil.rmtree(latin, ignore_errors=True)
