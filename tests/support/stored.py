"""The databases of earlier versions, each filled by the code of its version: ``tests/data/databases/<last migration>.db.gz``.

Before a migration is added, that of the version before is stored: an empty folder filled by
``suivi demo --persons 12 --follow-ups 40 --interactions 6 --mentors 2 --today 2026-11-20``, its ``suivi.db`` packed by gzip.
"""

from __future__ import annotations

import gzip
from pathlib import Path

from desktop_app.system import paths

FOLDER = Path(__file__).parents[1] / "data" / "databases"
STORED = tuple(sorted(path.name.partition(".")[0] for path in FOLDER.glob("*.db.gz")))
"""The numbers of their last migrations."""


def put(number: str, folder: Path) -> Path:
    """Write the database whose last migration has *number* into the data folder *folder*, made for it; return the file."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = paths.database_file(folder)
    file.touch(mode=0o600)
    file.write_bytes(gzip.decompress((FOLDER / f"{number}.db.gz").read_bytes()))
    return file
