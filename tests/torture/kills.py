"""``kill -9`` in the middle of whatever writes: what was there before stays, and nothing is half done."""

from __future__ import annotations

import http.client
import json
import os
import re
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from uuid import UUID

from desktop_app.domain.clock import Clock
from desktop_app.system import paths
from tests.support.stored import STORED, put
from tests.torture.ground import PATIENCE, Ground, command, count, finish, kill, run, start

_LIST_LENGTH = 400
_WRITERS = 4
_ADMINISTRATOR = "admin@example.com"
_EXPORT = """
import sys
from pathlib import Path
from desktop_app.application import Application
from desktop_app.database.queries.person_queries import PersonFilter
from desktop_app.exchange.exports.tables import ExportForm
application = Application(Path(sys.argv[1]))
application.open()
actor = application.controllers.sign_in.sign_in("admin@example.com", "look-around")
for _ in range(int(sys.argv[3])):
    application.controllers.exports.people(actor, PersonFilter(), Path(sys.argv[2]), ExportForm())
"""


def kills(ground: Ground) -> None:
    """Kill each command in turn, at a moment of chance, and look at what it left."""
    scenarios = (_import, _remind, _backup, _restore, _repair, _export, _migration, _serve)
    for number in ground.rounds():
        for scenario in scenarios if not number else (ground.random.choice(scenarios),):
            scenario(ground)
    ground.figures.setdefault("kills", 0)


def _killed(ground: Ground, words: Sequence[str], longest: float = 0.9) -> None:
    """Run a program and kill it at a moment of chance; it may have been quicker."""
    process = start(words)
    deadline = time.monotonic() + 0.1 + ground.random.random() * longest
    with suppress(Exception):
        process.wait(deadline - time.monotonic())
    if process.poll() is None:
        ground.figures["kills"] += 1
    else:
        ground.figures["were quicker"] += 1
    kill(process)


def _import(ground: Ground) -> None:
    folder = ground.office()
    before = count(folder, "persons")
    words = ["import", "people", str(ground.people_list(_LIST_LENGTH))]
    _killed(ground, command(folder, words), 1.5)
    ground.prove("import", folder)
    if count(folder, "persons") not in {before, before + _LIST_LENGTH}:
        ground.fault("import: a part of the list is in")


def _remind(ground: Ground) -> None:
    folder = ground.office()
    _killed(ground, command(folder, ["remind"]), 0.5)
    ground.judge("remind after a kill", run(folder, ["remind"]), (0,))
    ground.prove("remind", folder)
    made = count(folder, "notifications", "kind = 'reminder'")
    with closing(sqlite3.connect(paths.database_file(folder))) as connection:
        columns = "user_id, kind, person_id, subject_id, day"
        sql = f"SELECT COUNT(*) FROM (SELECT DISTINCT {columns} FROM notifications WHERE kind = 'reminder')"
        if connection.execute(sql).fetchone()[0] != made:
            ground.fault("remind: a reminder is there twice")


def _backup(ground: Ground) -> None:
    folder = ground.office()
    second = ground.fresh()
    _killed(ground, command(folder, ["backup", "--to", str(second)]), 0.4)
    for part in paths.backups_dir(folder).glob("*.part*"):
        os.utime(part, (0, 0))  # as if it had been killed long ago
        ground.figures["half copies"] += 1
    ground.judge("backup after a kill", run(folder, ["backup", "--to", str(second)]), (0,))
    if left := [path.name for path in paths.backups_dir(folder).glob("*.part*")]:
        ground.fault(f"backup: {left} is left for ever")
    ground.prove("backup", folder)


def _restore(ground: Ground) -> None:
    folder = ground.office()
    ground.judge("backup", run(folder, ["backup"]), (0,))
    copied = count(folder, "persons")
    ground.judge("import", run(folder, ["import", "people", str(ground.people_list(30))]), (0,))
    changed = count(folder, "persons")
    first = min(path.name for path in paths.backups_dir(folder).glob("*.db.gz"))
    _killed(ground, command(folder, ["restore", first, "--yes"]), 0.6)
    ground.prove("restore", folder)
    if count(folder, "persons") not in {copied, changed}:
        ground.fault("restore: the data is neither what it was nor the copy")


def _repair(ground: Ground) -> None:
    folder = ground.office()
    with closing(sqlite3.connect(paths.database_file(folder))) as connection, connection:
        connection.execute("UPDATE persons SET follow_ups_count = 99, waiting_since = NULL")
    _killed(ground, command(folder, ["check", "--repair"]), 0.4)
    ground.judge("repair after a kill", run(folder, ["check", "--repair"]), (0,))
    ground.prove("repair", folder)


def _export(ground: Ground) -> None:
    folder = ground.office()
    file = ground.fresh() / "people.xlsx"
    words = [sys.executable, "-c", _EXPORT, str(folder), str(file)]
    said = finish(start([*words, "1"]), PATIENCE)
    if said.code != 0:
        ground.fault(f"export: {said.err}")
        return
    _killed(ground, [*words, "500"], 1.5)
    from openpyxl import load_workbook  # noqa: PLC0415 - only here, and slow to come

    with suppress(StopIteration), closing(load_workbook(file, read_only=True)) as workbook:
        if sum(1 for _row in workbook.active.rows) <= count(folder, "persons", "deleted_at IS NULL"):
            ground.fault("export: the file is not whole")
    ground.judge("the start after a killed export", run(folder, ["check"]), (0,))
    if left := [path.name for path in file.parent.iterdir() if path != file]:
        ground.fault(f"export: {left} is left")


def _migration(ground: Ground) -> None:
    folder = ground.fresh() / "data"
    number = ground.random.choice(STORED[:-1])
    put(number, folder)
    people = count(folder, "persons")
    _killed(ground, command(folder, ["check"]), 0.4)
    ground.judge(f"the start after a killed migration from {number}", run(folder, ["check"]), (0,))
    ground.prove("migration", folder)
    if count(folder, "persons") != people:
        ground.fault("migration: people are lost")


# -- the server


def _serve(ground: Ground) -> None:
    """Kill the server while programs write, and look for all that it said was saved; a second one goes on from there."""
    folder = ground.office()
    token = run(folder, ["token", "add", _ADMINISTRATOR, "--name", "torture"]).out.strip()
    with closing(sqlite3.connect(paths.database_file(folder))) as connection:
        uuids = connection.execute("SELECT uuid FROM persons WHERE deleted_at IS NULL").fetchall()
    persons = [str(UUID(bytes=value)) for (value,) in uuids]
    process = start(command(folder, ["serve", "--port", "0"]))
    acknowledged: list[str] = []
    try:
        port = port_of(process)
        writers = [
            threading.Thread(target=_write, args=(port, token, persons, f"writer {number}", acknowledged))
            for number in range(_WRITERS)
        ]
        for writer in writers:
            writer.start()
        time.sleep(0.2 + ground.random.random())
    finally:
        kill(process)
    for writer in writers:
        writer.join(PATIENCE)
    ground.figures["kills"] += 1
    ground.figures["acknowledged writes"] += len(acknowledged)
    if not acknowledged:
        ground.fault("serve: nothing was acknowledged at all")
    ground.prove("serve", folder)
    with closing(sqlite3.connect(paths.database_file(folder))) as connection:
        sql = "SELECT notes FROM follow_ups WHERE notes LIKE 'writer %'"
        written = [notes for (notes,) in connection.execute(sql)]
    if lost := set(acknowledged) - set(written):
        ground.fault(f"serve: {len(lost)} acknowledged writes are lost")
    if len(written) != len(set(written)):
        ground.fault("serve: a write is there twice")


def port_of(process: subprocess.Popen[bytes]) -> int:
    """Return the port that a server tells in its first line."""
    line = process.stdout.readline().decode() if process.stdout is not None else ""
    told = re.search(r":(\d+)", line)
    if told is None:
        raise RuntimeError(line)
    return int(told[1])


def _write(port: int, token: str, persons: list[str], name: str, acknowledged: list[str]) -> None:
    """Write follow-ups until the server is gone; note those that it said are saved."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    today = Clock().today()
    with (
        closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection,
        suppress(Exception),
    ):
        for number in range(10_000):
            notes = f"{name} {number}"
            body = {
                "personId": persons[number % len(persons)],
                "interactionType": "call",
                "interactionDate": today.isoformat(),
                "notes": notes,
                "outcome": "neutral",
                "nextActionNeeded": False,
            }
            connection.request("POST", "/api/v1/follow-ups", json.dumps(body), headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status == 201:
                acknowledged.append(notes)
