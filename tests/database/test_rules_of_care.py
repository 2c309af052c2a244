"""An office of before the rules of care is brought up to date, and all that follows from them is what the check says."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.database import store as store_module
from desktop_app.database.store import Store, known_migrations
from desktop_app.domain.clock import FixedClock
from tests.support.office import NOON, Office

LATE_IN_THE_EVENING = datetime(2026, 11, 18, 23, 0, tzinfo=UTC)
ROWS = """
INSERT INTO settings (key, value) VALUES ('name', '"Office"'), ('time_zone', '"Africa/Nairobi"');
INSERT INTO users (id, uuid, email, first_name, last_name, role, is_active, created_at, updated_at, version) VALUES
    (1, x'01', 'ada@example.org', 'Ada', 'Admin', 'admin', 1, 0, 0, 1),
    (2, x'02', 'fatou.traore@mentor.invalid', 'Fatou', 'Traoré', 'mentor', 0, 0, 0, 1),
    (3, x'03', 'serge@example.org', 'Serge', 'Brou', 'mentor', 0, 0, 0, 1);
INSERT INTO follow_ups (id, uuid, person_id, mentor_id, interaction_type, interaction_date, notes, outcome, next_action_needed,
    next_action_date, next_action_notes, created_at, updated_at, version) VALUES
    (1, x'11', 1, 2, 'call', '2026-11-01', 'x', 'neutral', 1, '2026-11-05', '', 0, 0, 1),
    (2, x'12', 1, 2, 'call', '2026-11-02', 'x', 'neutral', 1, '2026-11-03', '', 0, 0, 1),
    (3, x'13', 1, 2, 'call', '2026-11-03', 'x', 'positive', 0, NULL, '', 0, 0, 1),
    (4, x'14', 1, 2, 'call', '2026-11-06', 'x', 'no_contact', 0, NULL, '', 0, 0, 1);
INSERT INTO client_interactions (id, person_id, title, interaction_type, notes, start_at, created_by_id, created_at, updated_at,
    version) VALUES (1, 1, 'SNAP', 'walk-in', '', {moment}, 1, {moment}, {moment}, 1)
"""


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an office whose tables are those of before."""
    folder, migrations = tmp_path / "office", tmp_path / "migrations"
    migrations.mkdir()
    for name in known_migrations():
        if name < "0004":
            shutil.copy(store_module.MIGRATIONS / f"{name}.py", migrations)
    with monkeypatch.context() as patched:
        patched.setattr(store_module, "MIGRATIONS", migrations)
        store = Store(folder, FixedClock(NOON))
        store.open()
        store.close()
    with closing(sqlite3.connect(store.path)) as file:
        columns = [row[1:4] for row in file.execute("PRAGMA table_info(persons)")]
        assert "last_interaction_on" not in [name for name, *_ in columns]
        filled: dict[str, object] = {
            "id": 1,
            "uuid": b"\x04",
            "first_name": "Awa",
            "last_name": "Koné",
            "first_visit_on": "2026-11-01",
            "status": "in_follow_up",
            "mentor_id": 2,
        }
        for name, kind, required in columns:
            if required and name not in filled:
                filled[name] = 0 if kind in {"INTEGER", "BIGINT"} else ""
        names, places = ", ".join(filled), ", ".join("?" * len(filled))
        file.execute(f"INSERT INTO persons ({names}) VALUES ({places})", [*filled.values()])
        file.executescript(ROWS.format(moment=int(LATE_IN_THE_EVENING.timestamp() * 1000)))
        file.commit()
    return folder


def test_an_older_office_is_brought_up_to_date(older: Path) -> None:
    office = Office(older, NOON)
    try:
        assert office.rows("SELECT contact_on, uuid IS NOT NULL FROM client_interactions") == [
            ("2026-11-19", 1)  # by the office's clocks it was the next day
        ]
        opened = dict(office.rows("SELECT id, open_action_on FROM follow_ups"))
        assert opened[1] == "2026-11-05"  # an unanswered call closes nothing any more
        assert opened[2] is None  # somebody was reached after it
        assert office.rows("SELECT search_text FROM persons") == [("awa kone awa awakoneawa",)]
        active = dict(office.rows("SELECT id, is_active FROM users"))
        assert active == {1: 1, 2: 1, 3: 0}  # whom a list brought, not whoever was switched off
        assert office.controllers.integrity.check().damages == ()
        office.controllers.integrity.repair()
        assert office.problems() == ()
        assert office.rows("SELECT open_action_on FROM follow_ups WHERE id = 1") == [("2026-11-05",)]
    finally:
        office.application.close()
