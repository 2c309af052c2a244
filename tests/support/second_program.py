"""Another program on the same data, run as a process of its own by the tests: it says ``ready``, waits for a line, then does one thing.

``python second_program.py WHAT FOLDER …``; what it did is told on standard output, a line each.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from desktop_app.application import Application
from desktop_app.controllers import follow_ups
from desktop_app.domain.errors import Unavailable
from desktop_app.domain.records import Actor
from desktop_app.domain.vocabulary import Role

NOBODY = UUID(int=0)


def say(line: object) -> None:
    """Tell the test."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def wait() -> None:
    """Until the test says so."""
    sys.stdin.readline()


def record(application: Application, number: int, notes: str) -> int:
    """A follow-up by the first administrator about one of the persons in turn, each fourth with a next action."""
    rows = application.store.database.execute_sql("SELECT id, uuid FROM persons ORDER BY id").fetchall()
    ((admin,),) = application.store.database.execute_sql(
        "SELECT MIN(id) FROM users WHERE role = 'admin'"
    ).fetchall()
    today = application.clock.today()
    values = {
        "person": UUID(bytes=rows[number % len(rows)][1]),
        "interaction_type": "call",
        "interaction_date": today,
        "notes": notes,
        "outcome": "positive",
        "next_action_needed": number % 4 == 0,
        "next_action_date": today,
    }
    actor = Actor(admin, NOBODY, "A", "B", "a@example.org", Role.ADMIN)
    return application.controllers.follow_ups.record(actor, values).id


def open_folder(folder: Path) -> Application:
    """Open it, on this thread."""
    application = Application(folder)
    application.open()
    return application


def write_many(folder: Path, name: str, count: str) -> None:
    """Record *count* follow-ups."""
    application = open_folder(folder)
    say("ready")
    wait()
    for number in range(int(count)):
        say(record(application, number, f"{name} {number}"))


def remind(folder: Path) -> None:
    """Make the reminders that are due, and tell how many there were."""
    application = open_folder(folder)
    say("ready")
    wait()
    say(application.controllers.reminders.make_due().total)


def stop_in_the_middle(folder: Path) -> None:
    """Stop within a transaction that has written a follow-up already."""
    application = open_folder(folder)

    def never_told(*_: object) -> None:
        say("middle")
        wait()

    setattr(follow_ups, "notify", never_told)  # noqa: B010 - what it imported, seen from there
    say("ready")
    wait()
    record(application, 0, "never finished")


def begin(folder: Path) -> None:
    """Open the folder, and tell what came of it."""
    say("ready")
    wait()
    tell(lambda: open_folder(folder))


def without_rights(folder: Path) -> None:
    """Open the folder as somebody whom the rights of files hold back, and tell what came of it."""
    if os.geteuid() == 0:  # an administrator of the PC may do everything: give that up
        header = (ctypes.c_uint32 * 2)(0x20080522, 0)
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.capset(header, (ctypes.c_uint32 * 6)()) != 0:
            raise OSError(ctypes.get_errno(), "capset")
    begin(folder)


def on_a_full_disk(folder: Path, most: str) -> None:
    """Record as much as files of *most* bytes hold, and tell what came of it."""
    import resource  # noqa: PLC0415 - not on every platform

    application = open_folder(folder)
    say("ready")
    wait()
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), int(most)))

    def fill() -> None:
        for number in range(10_000):
            say(record(application, number, "x" * 9_000))

    tell(fill)


def tell(deed: Callable[[], object]) -> None:
    """Do the *deed* and tell how it ended."""
    try:
        deed()
    except Unavailable as error:
        say(f"Unavailable {error.reason}")
    else:
        say("done")


if __name__ == "__main__":
    deeds: dict[str, Callable[..., None]] = {
        "write": write_many,
        "remind": remind,
        "stop": stop_in_the_middle,
        "begin": begin,
        "without-rights": without_rights,
        "full": on_a_full_disk,
    }
    deeds[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
