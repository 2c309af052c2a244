"""The servers to compare: ``http_servers.py bare|suivi PORT FOLDER``; *bare* is raw ``sqlite3`` in a bare ASGI handler."""

from __future__ import annotations

import json
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn

from desktop_app.application import Application
from desktop_app.domain.clock import FixedClock
from desktop_app.server.app import make_app

PEOPLE = "SELECT p.uuid, p.first_name, p.last_name, p.status, u.uuid, u.first_name, u.last_name, p.waiting_since, p.last_contact_on"
FIGURES = "FROM follow_ups WHERE mentor_id = ? AND interaction_date BETWEEN '2026-10-22' AND '2026-11-20' AND deleted_at IS NULL"
QUERIES = {
    "/list": [
        (
            "SELECT f.uuid, p.uuid, u.uuid, f.interaction_type, f.interaction_date, f.notes, f.outcome, f.next_action_needed, "
            "f.next_action_date, f.next_action_notes, f.created_at, p.first_name, p.last_name, u.first_name, u.last_name "
            "FROM follow_ups f JOIN persons p ON p.id = f.person_id JOIN users u ON u.id = f.mentor_id "
            "WHERE f.deleted_at IS NULL AND p.deleted_at IS NULL ORDER BY f.interaction_date DESC, f.id DESC LIMIT 20"
        )
    ],
    "/overdue": [
        (
            f"{PEOPLE} FROM persons p LEFT JOIN users u ON u.id = p.mentor_id "
            "WHERE p.mentor_id = ? AND p.waiting_since <= '2026-11-13' ORDER BY p.waiting_since, p.id"
        )
    ],
    "/upcoming": [
        (
            "SELECT f.uuid, p.uuid, f.open_action_on, f.next_action_notes, p.first_name, p.last_name, p.phone, l.interaction_date, "
            "l.interaction_type, l.outcome FROM follow_ups f JOIN persons p ON p.id = f.person_id "
            "JOIN follow_ups l ON l.id = p.last_follow_up_id WHERE f.mentor_id = ? "
            "AND f.open_action_on BETWEEN '2026-11-20' AND '2026-11-27' ORDER BY f.open_action_on, f.id"
        )
    ],
    "/stats": [
        f"SELECT interaction_type, COUNT(*) {FIGURES} GROUP BY 1",
        f"SELECT outcome, COUNT(*) {FIGURES} GROUP BY 1",
        f"SELECT COUNT(DISTINCT person_id) {FIGURES}",
        "SELECT COUNT(*) FROM follow_ups WHERE mentor_id = ? AND open_action_on >= '2026-11-20'",
        "SELECT COUNT(*) FROM follow_ups WHERE mentor_id = ? AND open_action_on < '2026-11-20'",
    ],
}


def bare(folder: str) -> Any:
    """Raw queries, no token, no totals, one mentor's key in the query string."""
    database = sqlite3.connect(f"file:{folder}/suivi.db?mode=ro", uri=True, isolation_level=None)
    database.execute("PRAGMA cache_size = -16000")

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            while (await receive())["type"] != "lifespan.shutdown":
                await send({"type": "lifespan.startup.complete"})
            await send({"type": "lifespan.shutdown.complete"})
            return
        values = (int(scope["query_string"]),) if scope["query_string"] else ()
        rows = [
            [value.hex() if isinstance(value, bytes) else value for value in row]
            for sql in QUERIES[scope["path"]]
            for row in database.execute(sql, values)
        ]
        body = json.dumps(rows).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return app


def suivi(folder: str) -> Any:
    """Ours, with a clock that stands on the day the data was made for."""
    application = Application(Path(folder), FixedClock(datetime(2026, 11, 20, 12, tzinfo=UTC)))
    application.open()
    return make_app(application.controllers)


if __name__ == "__main__":
    which, port, folder = sys.argv[1:]
    app = bare(folder) if which == "bare" else suivi(folder)
    uvicorn.run(app, port=int(port), log_level="error", access_log=False, ws="none")
