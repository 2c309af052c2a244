"""Disks that are full, and disks on which a write fails half way."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.system import paths
from tests.torture.ground import Ground, count, run

_SIZE = 4 * 2**20
_COMMANDS = (
    ["check"],
    ["remind"],
    ["backup"],
    ["check", "--repair"],
    ["import", "people", "{people}"],
    ["token", "add", "admin@example.com", "--name", "x"],
)


def short_files(ground: Ground) -> None:
    """Let no file grow beyond a size of chance: every write may fail half way, as on a failing disk."""
    for number in ground.rounds():
        folder = ground.office()
        size = paths.database_file(folder).stat().st_size
        limit = ground.random.choice((0, 100, 5_000, size // 2, size + 5_000, size + 200_000))
        people = str(ground.people_list(300))

        def limited(limit: int = limit) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        for words in _COMMANDS if not number else (ground.random.choice(_COMMANDS),):
            before = count(folder, "persons")
            arguments = [word.format(people=people) for word in words]
            said = run(folder, arguments, limited)
            ground.judge(f"{words[0]} with files of {limit} bytes at most", said)
            if said.code == 1 and "othing was saved" in said.err and count(folder, "persons") != before:
                ground.fault(f"{words[0]}: says that nothing was saved, and something was")
            ground.figures["failing writes"] += 1
        ground.prove("short files", folder)


def full_disks(ground: Ground) -> None:
    """Fill a small disk to a size of chance; skipped where no disk may be made."""
    with small_disk(ground.fresh()) as disk:
        if disk is None:
            ground.figures["skipped: only root may make a disk"] += 1
            return
        for number in ground.rounds():
            folder = disk / f"{number}"
            shutil.copytree(ground.office(), folder)
            room = ground.random.choice((0, 0, 4_096, 50_000, 500_000))
            filler = disk / "filler"
            fill(filler, disk, room)
            people = str(ground.people_list(300))
            before = _people(folder)
            for words in _COMMANDS if not number else (ground.random.choice(_COMMANDS),):
                arguments = [word.format(people=people) for word in words]
                said = run(folder, arguments)
                ground.judge(f"{words[0]} on a disk with {room} bytes left", said)
                now = _people(folder)
                if said.code == 1 and now != before:
                    ground.fault(f"{words[0]} on a full disk: says it failed, and it was done")
                before = now
                if words == ["check"] and said.code != 0:
                    ground.fault(f"on a full disk nobody can look anything up: {said.err}")
                ground.figures["commands on a full disk"] += 1
            filler.unlink()
            ground.prove("a full disk", folder)
            shutil.rmtree(folder)


def _people(folder: Path) -> int:
    """Count the people without a file beside the database, for which there is no room."""
    beside = Path(shutil.copytree(folder, tempfile.mkdtemp(), dirs_exist_ok=True))
    try:
        return count(beside, "persons")
    finally:
        shutil.rmtree(beside)


def fill(filler: Path, disk: Path, room: int) -> None:
    """Leave *room* bytes on *disk*; what takes the others is *filler*."""
    facts = os.statvfs(disk)
    with filler.open("wb") as file:
        file.write(bytes(max(0, facts.f_bavail * facts.f_frsize - room)))


@contextmanager
def small_disk(place: Path) -> Iterator[Path | None]:
    """Give a small disk of its own, in memory; None where that may not be."""
    can = sys.platform == "linux" and os.geteuid() == 0 and shutil.which("mount") is not None
    words = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(place)]
    if not can or subprocess.run(words, check=False, capture_output=True).returncode != 0:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=False, capture_output=True)
