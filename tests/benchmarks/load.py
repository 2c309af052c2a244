"""A client that asks as fast as it is answered, on some connections at once; run as a process of its own beside the server.

``load.py PORT CONNECTIONS SECONDS`` with a JSON list of requests (method, path, headers, body) on the standard input, which are
asked in turn; prints JSON: how many were answered with which status, and how long each took.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from itertools import cycle
from typing import Any


def request(method: str, path: str, headers: dict[str, str], body: str = "") -> bytes:
    sent = body.encode()
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: localhost",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    if sent:
        lines += ["Content-Type: application/json", f"Content-Length: {len(sent)}"]
    return "\r\n".join([*lines, "", ""]).encode() + sent


async def keep_asking(
    port: int, requests: Any, end: float, times: list[float], statuses: Counter[str]
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
    while (begun := time.perf_counter()) < end:
        writer.write(next(requests))
        head = await reader.readuntil(b"\r\n\r\n")
        at = head.lower().index(b"content-length:")
        await reader.readexactly(int(head[at + 15 : head.index(b"\r\n", at)]))
        times.append(time.perf_counter() - begun)
        statuses[head[9:12].decode()] += 1
    writer.close()


async def load(port: int, connections: int, seconds: float, requests: list[bytes]) -> dict[str, Any]:
    times: list[float] = []
    statuses: Counter[str] = Counter()
    turn, begun = cycle(requests), time.perf_counter()
    await asyncio.gather(
        *(keep_asking(port, turn, begun + seconds, times, statuses) for _ in range(connections))
    )
    return {"seconds": time.perf_counter() - begun, "times": times, "statuses": statuses}


if __name__ == "__main__":
    asked = [request(*one) for one in json.load(sys.stdin)]
    found = asyncio.run(load(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), asked))
    json.dump(found, sys.stdout)
