"""The floor for the server's benchmarks: a bare ASGI handler that asks raw ``sqlite3`` and writes the rows as JSON.

``bare_server.py DATABASE QUERIES`` serves ``/NAME`` for each of the queries (JSON: name → list of sql and parameters) on a
free port, which it prints.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sqlite3
import sys
from typing import Any

import uvicorn


def make_app(database: sqlite3.Connection, queries: dict[str, list[tuple[str, list[Any]]]]) -> Any:
    def text(value: object) -> str:
        return value.hex() if isinstance(value, bytes) else str(value)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            while (message := await receive())["type"] != "lifespan.shutdown":
                await send({"type": message["type"] + ".complete"})
            await send({"type": "lifespan.shutdown.complete"})
            return
        asked = queries[scope["path"][1:]]
        rows = [database.execute(sql, parameters).fetchall() for sql, parameters in asked]
        body = json.dumps(rows, default=text).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return app


async def serve(app: Any, listening: socket.socket) -> None:
    config = uvicorn.Config(app, log_config=None, access_log=False, ws="none", server_header=False)
    await uvicorn.Server(config).serve([listening])


if __name__ == "__main__":
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sys.stdout.write(f"{listening.getsockname()[1]}\n")
    sys.stdout.flush()
    database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True, isolation_level=None)
    database.execute("PRAGMA cache_size = -16000")
    asyncio.run(serve(make_app(database, json.loads(sys.argv[2])), listening))
