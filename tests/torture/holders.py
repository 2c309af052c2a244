"""Programs that hold the lock and sleep, and programs that read for very long while others write."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing

from desktop_app.application import Application
from desktop_app.database import sqlite_only
from desktop_app.system import paths
from tests.torture.ground import Ground, command, finish, start

_WRITES = 400
_WAL_AFTERWARDS = 2 * sqlite_only.WAL_BYTES


def holders(ground: Ground) -> None:
    """Hold the write lock for longer than anybody waits: each command ends within its wait, in words, and changed nothing."""
    for _number in ground.rounds():
        folder = ground.office()
        people = str(ground.people_list(5))
        with closing(sqlite3.connect(paths.database_file(folder), isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            begun = time.monotonic()
            words = (
                ["remind"],
                ["import", "people", people],
                ["check"],
                ["token", "add", "admin@example.com", "--name", "x"],
            )
            waiting = [(arguments[0], start(command(folder, arguments))) for arguments in words]
            for name, process in waiting:
                said = finish(process, 30)
                if ground.judge(f"{name} beside a lock", said) and name != "check" and said.code == 0:
                    ground.fault(f"{name} beside a lock: says it was done")
            ground.figures["longest wait in ms"] = int(1000 * (time.monotonic() - begun))
            holder.execute("ROLLBACK")
        ground.prove("a lock", folder)


def readers(ground: Ground) -> None:
    """Read for long while others write: they go on, and what is beside the database is small again afterwards."""
    for _number in ground.rounds():
        folder = ground.office()
        application = Application(folder)
        application.open()
        beside = paths.database_file(folder).with_name(paths.database_file(folder).name + "-wal")
        try:
            with closing(sqlite_only.read_only(paths.database_file(folder))) as reader:
                reader.execute("BEGIN")
                seen = reader.execute("SELECT COUNT(*) FROM persons WHERE prayer_requests <> ''").fetchone()
                for number in range(_WRITES):
                    with application.store.transaction():
                        sql = "UPDATE persons SET prayer_requests = ?"
                        application.store.database.execute_sql(sql, (f"{number} " * 100,))
                again = reader.execute("SELECT COUNT(*) FROM persons WHERE prayer_requests <> ''").fetchone()
                if seen != again:
                    ground.fault("a long reader sees another state")
            ground.figures["MB of WAL at most"] = max(
                ground.figures["MB of WAL at most"], beside.stat().st_size // 2**20
            )
            for _more in range(3):
                with application.store.transaction():
                    application.store.database.execute_sql("UPDATE persons SET version = version + 1")
            if beside.stat().st_size > _WAL_AFTERWARDS:
                ground.fault(f"the WAL keeps {beside.stat().st_size} bytes once the reader is gone")
        finally:
            application.close()
        ground.figures["writes beside a reader"] += _WRITES
        ground.prove("a long reader", folder)
