"""The ground on which the program is tortured: offices to spoil, commands under a time limit, faults and figures."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from desktop_app.application import Application
from desktop_app.database import copies
from desktop_app.system import paths
from tests.support.processes import environment

PATIENCE = 60
"""Seconds after which a command hangs. The longest that any waits for another program is five."""
_MOST_LINES = 3
_BUG_MARKS = ("Traceback", "Incident S-", "Something went wrong inside")


class Said(NamedTuple):
    """What became of a command: its exit code (negative: the signal that ended it; None: it hung), and what it printed."""

    code: int | None
    out: str
    err: str


class Ground:
    """One run: its *folder*, its chances by *seed*, its end, the figures and the faults that it gathers."""

    def __init__(self, folder: Path, seed: int, seconds: float) -> None:
        self.folder = folder
        self.random = random.Random(seed)  # noqa: S311 - chances that can be repeated
        self.figures: Counter[str] = Counter()
        self.faults: list[str] = []
        self._until = time.monotonic() + seconds
        self._number = 0
        self._begun: Path | None = None

    def rounds(self) -> Iterator[int]:
        """Count from 0 until the time is over, once at least."""
        number = 0
        while not number or time.monotonic() < self._until:
            yield number
            number += 1

    def fault(self, words: str) -> None:
        """Note what does not hold."""
        self.faults.append(words)

    def fresh(self) -> Path:
        """Return a new empty folder."""
        self._number += 1
        made = self.folder / f"{self._number}"
        made.mkdir(parents=True)
        return made

    def office(self) -> Path:
        """Return the data folder of a small office of its own, closed."""
        if self._begun is None:
            self._begun = self.fresh() / "begun"
            arguments = ["demo", "--persons", "40", "--follow-ups", "120", "--interactions", "10"]
            said = run(self._begun, arguments)
            if said.code != 0:
                raise RuntimeError(said.err)
        folder = self.fresh() / "data"
        folder.mkdir(mode=0o700)
        shutil.copyfile(paths.database_file(self._begun), paths.database_file(folder))
        return folder

    def people_list(self, count: int) -> Path:
        """Return a list of *count* people whom no office knows, as a CSV file."""
        file = self.fresh() / "people.csv"
        token = self.random.randrange(10**6)
        rows = [f"Awa{token}n{number};Koné;07{token:06}{number:04}" for number in range(count)]
        file.write_text("Prénom;Nom;Téléphone\n" + "\n".join(rows) + "\n", "utf-8")
        return file

    def judge(self, what: str, said: Said, codes: tuple[int, ...] = (0, 1)) -> bool:
        """Note a fault unless the command did it, or said in a line or two why not; return whether that is so."""
        self.figures["commands"] += 1
        wrong = ""
        if said.code is None:
            wrong = "hangs"
        elif any(mark in said.err or mark in said.out for mark in _BUG_MARKS):
            wrong = "ends in a bug"
        elif said.code not in codes:
            wrong = f"ends with {said.code}"
        elif said.code == 1 and not (said.err.strip() or said.out.strip()):
            wrong = "fails without a word"
        elif said.code == 1 and said.err.count("\n") > _MOST_LINES:
            wrong = "says too much"
        if wrong:
            self.fault(f"{what}: {wrong}: {said.err.strip()[-300:]}")
        return not wrong

    def prove(self, what: str, folder: Path) -> None:
        """Note a fault unless the data in *folder* is whole, derived columns and values too, and every copy that says it is proven is."""
        self.figures["proofs"] += 1
        for copy in copies.listed(paths.backups_dir(folder)):
            if not copy.is_proven:  # made of what is wrong, before it was mended
                continue
            target = self.fresh() / "copy.db"
            try:
                copies.unpack(copy.path, target)
                copies.prove(target)
            except Exception as error:  # noqa: BLE001 - whatever it is, the copy is not what its name says
                self.fault(f"{what}: the copy {copy.path.name} does not prove: {error!r}")
        application = Application(folder)
        try:
            application.open()
            report = application.controllers.integrity.check()
            if not report.is_sound:
                self.fault(f"{what}: the data is not sound: {report}")
        except Exception as error:  # noqa: BLE001 - as above
            self.fault(f"{what}: the data cannot be opened: {error!r}")
        finally:
            application.close()


def command(folder: Path, arguments: Sequence[str]) -> list[str]:
    """Return the words that run ``suivi`` with *arguments* over the data in *folder*."""
    return [sys.executable, "-m", "desktop_app", *arguments, "--data-dir", str(folder)]


def start(words: Sequence[str], prepare: Callable[[], None] | None = None) -> subprocess.Popen[bytes]:
    """Start a program in a group of its own; *prepare* runs within it first."""
    return subprocess.Popen(
        words,
        env=environment(LC_ALL="C.UTF-8", LANGUAGE="en"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=prepare,  # noqa: PLW1509 - what prepares touches no lock
    )


def run(folder: Path, arguments: Sequence[str], prepare: Callable[[], None] | None = None) -> Said:
    """Run ``suivi`` with *arguments* over the data in *folder*, for as long as patience lasts."""
    return finish(start(command(folder, arguments), prepare), PATIENCE)


def finish(process: subprocess.Popen[bytes], seconds: float) -> Said:
    """Return what becomes of *process* within *seconds*; it is killed then, and counts as hanging."""
    try:
        out, err = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        out, err = kill(process)
        return Said(None, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))
    return Said(process.returncode, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))


def kill(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """End *process* as a power cut would, and return what it had printed."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    return process.communicate()


def count(folder: Path, table: str, condition: str = "1") -> int:
    """Return how many rows of *table* there are for which *condition* holds."""
    with closing(sqlite3.connect(paths.database_file(folder))) as connection:
        return int(connection.execute(f"SELECT COUNT(*) FROM {table} WHERE {condition}").fetchone()[0])
