"""A large office, made once and kept in ``build/``: 100,000 persons, 1,000,000 follow-ups."""

from __future__ import annotations

import hashlib
import shutil
import time
from datetime import date
from pathlib import Path

import pytest

from desktop_app.application import Application
from desktop_app.controllers.demo.demo import DemoOptions
from desktop_app.database.store import MIGRATIONS
from tests.benchmarks.measuring import ROOT, say

PERSONS, FOLLOW_UPS = 100_000, 1_000_000


@pytest.fixture(scope="session")
def large_office() -> Path:
    """The data folder of an office of 100,000 persons and 1,000,000 follow-ups."""
    schema = hashlib.sha256(
        b"".join(file.read_bytes() for file in sorted(MIGRATIONS.glob("*.py")))
    ).hexdigest()[:12]
    folder = ROOT / "build" / f"large-office-{schema}"
    if (folder / "made").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    begun = time.perf_counter()
    application = Application(folder)
    application.open()
    options = DemoOptions(
        persons=PERSONS, follow_ups=FOLLOW_UPS, interactions=20_000, mentors=400, today=date(2026, 11, 20)
    )
    application.controllers.demo.fill(options)
    application.close()
    (folder / "made").touch()
    say(f"made {PERSONS:,} persons and {FOLLOW_UPS:,} follow-ups in {time.perf_counter() - begun:.0f} s")
    return folder
