"""What a power cut leaves of the journal, and programs that send again until they are answered: nothing goes without a word, nothing twice."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import threading
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

from desktop_app.application import Application
from desktop_app.database import commits
from desktop_app.domain.clock import Clock
from desktop_app.domain.errors import Unavailable
from desktop_app.system import paths
from tests.torture.ground import PATIENCE, Ground, command, count, kill, run, start
from tests.torture.kills import port_of

_WRITES = 12
_PROGRAMS = 4
_STARTS = 2


def journals(ground: Ground) -> None:
    """Damage the journal that a power cut leaves: what is missing afterwards is told at the opening."""
    for _number in ground.rounds():
        folder = ground.office()
        application = Application(folder)
        application.open()
        try:
            for number in range(_WRITES):
                with application.store.transaction():
                    sql = "UPDATE persons SET prayer_requests = ? WHERE id = 1"
                    application.store.database.execute_sql(sql, (f"{number}",))
            for _each in range(10):
                _damage_one(ground, folder)
        finally:
            application.close()


def _damage_one(ground: Ground, folder: Path) -> None:
    left = ground.fresh() / "data"
    left.mkdir(mode=0o700)
    file = paths.database_file(folder)
    for name in (file.name, file.name + "-wal", commits.mark_file(file).name):
        shutil.copyfile(folder / name, left / name)
    wal = left / (file.name + "-wal")
    content = bytearray(wal.read_bytes())
    place = ground.random.randrange(len(content))
    match ground.random.choice(("cut", "flipped", "removed")):
        case "cut":
            os.truncate(wal, place)
        case "flipped":
            content[place] ^= 1 << ground.random.randrange(8)
            wal.write_bytes(content)
        case _:
            wal.unlink()
    ground.figures["damages"] += 1
    application = Application(left)
    try:
        application.open()
        with application.store.reading():
            sql = "SELECT prayer_requests FROM persons WHERE id = 1"
            (held,) = application.store.database.execute_sql(sql).fetchone()
        if held != f"{_WRITES - 1}":
            ground.figures["told losses"] += 1
            if application.store.lost is None:
                ground.fault(f"work is missing (damage at {place}), and nobody is told")
    except Unavailable:
        ground.figures["refused"] += 1
    finally:
        application.close()


def retries(ground: Ground) -> None:
    """Kill the server again and again while programs send each request until it is answered: each is done once."""
    for _number in ground.rounds():
        folder = ground.office()
        token = run(folder, ["token", "add", "admin@example.com", "--name", "torture"]).out.strip()
        before = count(folder, "persons")
        ports: list[int] = []
        ended = threading.Event()
        answers: Counter[str] = Counter()
        programs = [
            threading.Thread(target=_insist, args=(ports, ended, token, f"{program}", answers))
            for program in range(_PROGRAMS)
        ]
        for turn in range(_STARTS):
            process = start(command(folder, ["serve", "--port", "0"]))
            try:
                ports.append(port_of(process))
                if not turn:
                    for program in programs:
                        program.start()
                time.sleep(0.3 + ground.random.random())
                if turn == _STARTS - 1:
                    ended.set()
                    for program in programs:
                        program.join(PATIENCE)
            finally:
                kill(process)
            ground.figures["kills"] += 1
        ground.figures["requests"] += answers.total()
        if not answers:
            ground.fault("retries: nothing was answered at all")
        added = count(folder, "persons") - before
        if added != len(answers):
            ground.fault(f"retries: {len(answers)} requests were answered, {added} were done")
        if set(answers.values()) != {1}:
            ground.fault("retries: one request was answered in two ways")
        ground.prove("retries", folder)


def _insist(ports: list[int], ended: threading.Event, token: str, name: str, answers: Counter[str]) -> None:
    """Add people one after the other, each until an answer comes, whichever server gives it; note the ids."""
    number = 0
    while not ended.is_set():
        number += 1
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Idempotency-Key": f"{name}-{number}",
        }
        body = json.dumps({"firstName": f"Insisting{name}", "firstVisitDate": Clock().today().isoformat()})
        while (key := _answered(ports[-1], headers, body)) is None:
            time.sleep(0.02)
        answers[key] += 1


def _answered(port: int, headers: dict[str, str], body: str) -> str | None:
    """Return the id of the person who was added; None where no answer came."""
    with (
        suppress(OSError, http.client.HTTPException),
        closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection,
    ):
        connection.request("POST", "/api/v1/persons", body, headers)
        answer = connection.getresponse()
        content = answer.read()
        if answer.status == 201:
            return str(json.loads(content)["data"]["id"])
    return None
