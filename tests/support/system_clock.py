"""The moment of the operating system, by which the libraries beneath Python judge (TLS: whether a certificate is good)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path


def system_now(folder: Path) -> datetime:
    """This moment as the system stamps a file in *folder* with it: also where the tests run under a moved clock."""
    stamp = folder / "now"
    folder.mkdir(parents=True, exist_ok=True)
    stamp.touch()
    moment = datetime.fromtimestamp(stamp.stat().st_mtime, UTC)
    stamp.unlink()
    return moment
