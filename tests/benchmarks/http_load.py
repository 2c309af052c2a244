"""A client that sends requests as fast as they are answered: ``http_load.py PORT CONNECTIONS SECONDS``, requests on stdin.

Stdin holds a JSON list of ``[method, path, body or null, token or null]``, sent in turn; the figures come out as JSON. It runs
in a process of its own, so that it does not take the server's time.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any

WARM_UP = 0.7


def written(method: str, path: str, body: Any, token: str | None) -> bytes:
    """A request as it goes over the wire."""
    content = b"" if body is None else json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    if content:
        lines += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
    return "\r\n".join([*lines, "", ""]).encode() + content


async def one(
    port: int, requests: list[bytes], place: list[int], until: float, seen: list[tuple[float, bytes]]
) -> None:
    """One connection's requests until the moment *until*."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < until:
        place[0] += 1
        begun = time.perf_counter()
        writer.write(requests[place[0] % len(requests)])
        head = await reader.readuntil(b"\r\n\r\n")
        at = head.lower().index(b"content-length:") + 15
        await reader.readexactly(int(head[at : head.index(b"\r\n", at)]))
        seen.append((time.perf_counter() - begun, head[9:12]))
    writer.close()
    await writer.wait_closed()


async def main(port: int, connections: int, seconds: float) -> dict[str, Any]:
    """The figures: answers a second, milliseconds, statuses."""
    requests = [written(*parts) for parts in json.load(sys.stdin)]
    seen: list[tuple[float, bytes]] = []
    place = [0]
    for span in (WARM_UP, seconds):
        seen.clear()
        begun = time.perf_counter()
        until = begun + span
        await asyncio.gather(*(one(port, requests, place, until, seen) for _ in range(connections)))
        took = time.perf_counter() - begun
    times = sorted(taken for taken, _ in seen)
    return {
        "rate": len(times) / took,
        "median": times[len(times) // 2] * 1000,
        "p99": times[int(len(times) * 0.99)] * 1000,
        "statuses": sorted({status.decode() for _, status in seen}),
    }


if __name__ == "__main__":
    figures = asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
    sys.stdout.write(json.dumps(figures))
