"""Data of every version before comes through the migrations whole: stored databases, filled by the code of their versions."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.application import Application
from desktop_app.database import derived, sqlite_only
from desktop_app.database.store import known_migrations
from tests.support.stored import STORED, put

Rows = dict[str, list[dict[str, object]]]


def content(file: Path) -> Rows:
    """All rows of all tables, by their rowids."""
    with closing(sqlite_only.read_only(file)) as connection:
        connection.row_factory = sqlite3.Row
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if name not in {"schema_migration", "sqlite_sequence"}
        ]
        return {
            table: [dict(row) for row in connection.execute(f'SELECT rowid AS "row id", * FROM "{table}"')]
            for table in tables
        }


def test_there_is_a_stored_database_of_every_version_before() -> None:
    assert {name.partition("_")[0] for name in known_migrations()[:-1]} <= set(STORED)


@pytest.mark.parametrize("number", STORED)
def test_data_of_an_earlier_version_comes_through_whole(number: str, data_folder: Path) -> None:
    file = put(number, data_folder)
    before = content(file)
    assert max(sqlite_only.applied_migrations(file)).startswith(number)
    assert all(
        before[table] for table in ("users", "persons", "follow_ups", "client_interactions", "activity_log")
    )

    application = Application(data_folder)
    application.open()
    report = application.controllers.integrity.check()
    application.close()

    assert report.is_sound, report
    assert sqlite_only.applied_migrations(file) == set(known_migrations())
    after = content(file)
    for table, rows in before.items():
        computed = (
            set(derived.columns_of(table))
            if table in {"persons", "follow_ups", "client_interactions"}
            else set()
        )
        computed |= {"search_text"} if table == "persons" else set()  # follows from the names and the like
        kept = [name for name in rows[0] if name not in computed] if rows else []
        told = [{name: row[name] for name in kept} for row in rows]
        assert [{name: row[name] for name in kept} for row in after[table][: len(rows)]] == told, table


@pytest.mark.parametrize("number", [number for number in STORED if number < max(known_migrations())[:4]])
def test_a_copy_of_the_data_as_it_was_is_made_before(number: str, data_folder: Path) -> None:
    file = put(number, data_folder)
    before = content(file)
    application = Application(data_folder)
    application.open()
    application.close()
    (copy,) = (data_folder / "backups").glob("*before-*")
    assert content(copy) == before
