"""Every stored value is looked at; what cannot be read is named, taken back from a proven copy, and keeps nobody out meanwhile."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from peewee import BooleanField, DateField, Field, IntegerField

from desktop_app.controllers.organisation import read_setting
from desktop_app.database import readable
from desktop_app.database.fields import MomentField, UuidField, WordField
from desktop_app.domain.context import Organisation
from desktop_app.domain.errors import NotAllowed
from desktop_app.domain.records import Actor, Person
from desktop_app.domain.vocabulary import Role
from tests.support.office import Office


def filled(office: Office, mentor: Actor, person: Person) -> None:
    """A row in every table that people fill."""
    office.follow_up(mentor, person)
    office.controllers.drafts.keep(mentor, "person", "new:", {"first_name": "A"})
    office.settings(language="fr")


def wrong_value(field: Field) -> Any:
    """A value that a column must never hold, and SQLite takes."""
    match field:
        case WordField():
            return "no_such_word"
        case MomentField() | IntegerField() | BooleanField():
            return "text"
        case DateField():
            return "2026-02-30"
        case UuidField():
            return b"short"
        case _:
            return b"bytes"


def columns_with_rows(office: Office) -> list[tuple[str, Field]]:
    """Each column that is looked at, of each table that has a row."""
    return [
        (name, field)
        for table in readable.tables()
        if office.rows(f'SELECT 1 FROM "{(name := str(table._meta.table_name))}" LIMIT 1')
        for field in table._meta.sorted_fields
        if readable._wrong(name, field)
    ]


def test_each_column_of_each_table_is_looked_at(office: Office, mentor: Actor, person: Person) -> None:
    filled(office, mentor, person)
    columns = columns_with_rows(office)
    assert len({table for table, _field in columns}) >= 6
    office.application.close()
    for table, field in columns:
        with closing(sqlite3.connect(office.folder / "suivi.db")) as connection:
            connection.execute("PRAGMA ignore_check_constraints = 1")
            try:
                sql = f'UPDATE "{table}" SET "{field.column_name}" = ? WHERE rowid = (SELECT MIN(rowid) FROM "{table}")'
                connection.execute(sql, (wrong_value(field),))
            except sqlite3.DatabaseError:
                continue  # an integer key takes nothing else
            places = {(place.table, place.column) for place in readable.unreadable(connection)}
            connection.rollback()
            assert places == {(table, field.column_name)}


def test_whole_data_has_nothing_unreadable(office: Office, mentor: Actor, person: Person) -> None:
    filled(office, mentor, person)
    report = office.controllers.integrity.check()
    assert report.is_sound
    assert report.unreadable == ()


def test_a_changed_word_is_taken_back_from_the_newest_copy(
    office: Office, mentor: Actor, person: Person
) -> None:
    filled(office, mentor, person)
    copy = office.controllers.backups.make()
    office.database.execute_sql("UPDATE follow_ups SET outcome = 'posizive'")
    report = office.controllers.integrity.check()
    assert not report.is_sound
    assert [(place.table, place.column) for place in report.unreadable] == [("follow_ups", "outcome")]
    mended = office.controllers.integrity.repair()
    assert mended.is_sound
    assert mended.taken_back == report.unreadable
    assert mended.copy == copy
    assert office.rows("SELECT outcome FROM follow_ups") == [("positive",)]


def test_without_a_copy_it_is_said_that_it_stays(office: Office, mentor: Actor, person: Person) -> None:
    filled(office, mentor, person)
    office.database.execute_sql("UPDATE follow_ups SET outcome = 'posizive'")
    mended = office.controllers.integrity.repair()
    assert not mended.is_sound
    assert mended.left == mended.unreadable


@pytest.mark.parametrize("stored", ["[1, null]", "nul", "", "{}", "3.5", '"zz"', "true", "\x00"])
@pytest.mark.parametrize(
    "key", ["language", "person_word", "overdue_days", "remind_mentors", "time_zone", "name"]
)
def test_a_damaged_setting_keeps_nobody_out(office: Office, admin: Actor, key: str, stored: str) -> None:
    office.settings(language="fr")
    office.database.execute_sql("UPDATE settings SET value = ? WHERE key = ?", (stored, key))
    organisation = office.controllers.organisation.get()
    fits = read_setting(key, stored) is not None
    assert fits or getattr(organisation, key) == getattr(Organisation(), key)
    report = office.controllers.integrity.check()
    is_named = not fits or (key == "time_zone" and stored == '"zz"')  # the clock goes on with UTC
    assert bool(report.unreadable) == is_named
    office.restart()


def test_a_line_of_the_log_that_cannot_be_read_leaves_the_others(
    office: Office, mentor: Actor, person: Person
) -> None:
    filled(office, mentor, person)
    count = len(office.controllers.activity.of_person(mentor, person.id))
    assert count > 1
    office.database.execute_sql(
        "UPDATE activity_log SET after = '{' WHERE id = (SELECT MAX(id) FROM activity_log WHERE person_id = ?)",
        (person.id,),
    )
    assert len(office.controllers.activity.of_person(mentor, person.id)) == count


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
@pytest.mark.parametrize("call", ["unreadable_rows", "unreadable_count", "mend", "take_note"])
def test_what_is_damaged_is_for_administrators(office: Office, role: Role, call: str) -> None:
    with pytest.raises(NotAllowed):
        getattr(office.controllers.integrity, call)(office.user(role))
