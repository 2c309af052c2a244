"""A row that cannot be read leaves every list, export, timeline, figure and call working, and is named by the check.

Every column of every table is damaged in every way that a flipped bit can: a wrong word, day or number, bytes in the place of a
text, a text that is none, nothing where something must be. Then everything that reads is asked.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from peewee import BooleanField, CharField, DateField, Field, ForeignKeyField, IntegerField, TextField

from desktop_app.database import readable
from desktop_app.database.fields import MomentField, UuidField, WordField
from desktop_app.database.queries.follow_up_queries import FollowUpFilter
from desktop_app.database.queries.interaction_queries import InteractionFilter
from desktop_app.database.queries.person_queries import PersonFilter
from desktop_app.domain.errors import DomainError
from desktop_app.domain.records import Actor, Person
from desktop_app.domain.vocabulary import ActionState, PauseReason
from desktop_app.exchange.exports.tables import ExportForm, Format
from tests.support.office import TODAY, Office, day

TABLES = [str(table._meta.table_name) for table in readable.tables()]
BROKEN = "CAST(x'4d61e9' AS TEXT)"  # what one flipped bit makes of a letter: no UTF-8
MAY_BE_TEXT = ("'{['", "'1990-1x-03'", "4611686018427387904")
"""What stands in a text or a number as well as anything; no rule could know it for damage."""


@pytest.fixture
def full(
    office: Office, mentor: Actor, pastor: Actor, admin: Actor, person: Person, tmp_path: Path
) -> Office:
    """An office with two rows or more in every table."""
    other = office.person(
        mentor, phone="+225 07 08 09 10 11", email="a@example.org", date_of_birth="1990-02-03"
    )
    office.settings(language="fr", interactions_count_as_contact=True, name="Église")
    for somebody in (person, other):
        office.follow_up(mentor, somebody, ago=3, promise=1)
        office.follow_up(mentor, somebody, ago=2, promise=-40, outcome="no_contact")
        office.interaction(
            admin,
            somebody,
            reference_services=["DACA", "nutrition"],
            next_action_needed=True,
            next_action_date=day(1),
        )
    office.controllers.pauses.pause(
        mentor, other.id, {"until": day(-3), "reason": PauseReason.TRAVELLING, "note": "Lomé"}
    )
    absence = {
        "user": mentor.uuid,
        "colleague": pastor.uuid,
        "first_on": TODAY,
        "last_on": day(-2),
        "note": "x",
    }
    office.controllers.absences.add(admin, absence)
    office.controllers.drafts.keep(mentor, "person", "new:", {"first_name": "A"})
    office.controllers.tokens.make(admin, {"name": "caller"})
    office.controllers.imports.set_meaning(admin, "gender", "mme", "F")
    file = tmp_path / "list.csv"
    file.write_text("First name;Last name\nAwa;Koné\nMarie;Diop\n", encoding="utf-8")
    office.controllers.people_import.run(admin, file)
    office.pass_time(days=9)
    office.controllers.reminders.make_due()
    form = ExportForm(Format.CALENDAR)
    office.controllers.exports.next_actions(mentor, "planned", tmp_path / "a.ics", form)
    third, fourth = office.person(mentor), office.person(mentor)
    office.controllers.merging.merge(admin, third.id, office.person(mentor).id)
    office.controllers.merging.set_different(admin, third.id, fourth.id)
    office.controllers.persons.delete(admin, fourth.id)
    office.database.execute_sql(
        "INSERT INTO answered_requests (token_id, key, at, digest, status, body, location) "
        "SELECT id, 'k', created_at, 'd', 201, '{}', '' FROM api_tokens"
    )
    with pytest.raises(DomainError):
        office.controllers.sign_in.sign_in("nobody@example.org", "wrong")
    empty = [table for table in TABLES if not office.rows(f'SELECT 1 FROM "{table}" LIMIT 1')]
    assert empty == []
    return office


def wrong_values(field: Field) -> list[str]:
    """What a flipped bit can make of a value, in SQL."""
    values = [] if field.null else ["NULL"]
    match field:
        case WordField():
            return [*values, "'no_such_word'", "x'6d61'", BROKEN]
        case MomentField():
            return [*values, "'text'", "9223372036854775807", "-9223372036854775807"]
        case BooleanField():
            return [*values, "'text'", "9"]
        case DateField():
            return [*values, "'2026-02-30'", "'2026-11-2x'", "7", BROKEN]
        case UuidField():
            return [*values, "x'00'", "'text'", BROKEN]
        case CharField() | TextField():
            return [*values, "x'6d61'", BROKEN, "'{['", "'1990-1x-03'"]
        case ForeignKeyField() | IntegerField():
            return [*values, "'text'", "x'6d61'", "4611686018427387904"]
    return values


def calls(office: Office, actor: Actor, person: Person, folder: Path) -> dict[str, Callable[[], Any]]:
    """Everything that reads, by name."""
    c, today = office.controllers, office.clock.today()
    form, people, contacts = ExportForm(Format.CSV), PersonFilter(), FollowUpFilter()
    period = c.statistics.period("year")
    number = iter(range(1_000))

    def path() -> Path:
        return folder / f"{next(number)}.csv"

    asked: dict[str, Callable[[], Any]] = {
        "organisation": c.organisation.get,
        "is set up": c.organisation.is_set_up,
        "has data": c.organisation.has_data,
        "absences": lambda: c.absences.list(actor),
        "absent today": lambda: c.absences.today(actor),
        "open actions": lambda: c.action_lists.page(actor, ActionState.OPEN),
        "overdue actions": lambda: c.action_lists.page(actor, ActionState.OVERDUE),
        "done actions": lambda: c.action_lists.page(actor, ActionState.DONE),
        "notifications": lambda: c.notifications.mine(actor),
        "unread": lambda: c.notifications.unread_count(actor),
        "overdue": lambda: c.waiting.overdue(actor, 1),
        "how many overdue": lambda: c.waiting.count(actor, 1),
        "all overdue": lambda: [row for part in c.waiting.all_overdue(actor, 1)[1] for row in part],
        "paused": lambda: c.waiting.paused(actor),
        "next actions": lambda: c.waiting.next_actions(actor, None, today + timedelta(days=30)),
        "actions of a person": lambda: c.waiting.of_person(actor, person.id),
        "dashboard": lambda: c.waiting.dashboard(actor, 1),
        "interactions": lambda: c.client_interactions.list(actor, InteractionFilter()),
        "interactions of a person": lambda: c.client_interactions.of_person(
            actor, person.id, include_deleted=True
        ),
        "timeline": lambda: c.timeline.of_person(actor, person.id),
        "mentors": lambda: c.mentors.list(actor, everybody=True),
        "authors": lambda: c.mentors.authors(actor),
        "people": lambda: c.persons.list(actor, people),
        "whole people": lambda: c.persons.list_whole(actor, people, 20, 0),
        "find": lambda: c.persons.find(actor, "marie"),
        "person": lambda: c.persons.get(actor, person.id),
        "suggestions": lambda: c.persons.suggestions(actor),
        "duplicates": lambda: c.duplicates.of(actor, person),
        "follow-ups": lambda: c.follow_ups.list(actor, contacts),
        "follow-up figures": lambda: c.follow_ups.statistics(actor, "month", actor.uuid),
        "statistics": lambda: c.statistics.overview(actor, period),
        "log": lambda: c.activity.of_person(actor, person.id),
        "page of the log": lambda: c.activity.page_of_person(actor, person.id, 10, 0),
        "draft": lambda: c.drafts.get(actor, "person", "new:"),
        "drafts": lambda: c.drafts.list(actor),
        "overdue on paper": lambda: c.reports.overdue(actor, 1),
        "call sheet": lambda: c.reports.call_sheet(actor),
        "file of a person": lambda: c.reports.person_file(actor, person.id),
        "people as a file": lambda: c.exports.people(actor, people, path(), form),
        "follow-ups as a file": lambda: c.exports.follow_ups(actor, contacts, path(), form),
        "interactions as a file": lambda: c.exports.interactions(actor, InteractionFilter(), path(), form),
        "waiting as a file": lambda: c.exports.waiting(actor, 1, path(), form),
        "paused as a file": lambda: c.exports.paused(actor, path(), form),
        "actions as a file": lambda: c.exports.next_actions(actor, "planned", path(), form),
        "tokens": lambda: c.tokens.list(actor),
        "users": lambda: c.users.list(actor),
        "attempts": lambda: c.sign_in.attempts(actor),
        "still": lambda: c.sign_in.still(actor),
        "sign in": lambda: c.sign_in.sign_in("user1@example.org", "wrong"),
        "imports": lambda: c.imports.newest(actor),
        "meanings": c.imports.meanings,
        "reminders": c.reminders.make_due,
        "backups": c.backups.state,
        "pairs": lambda: c.merging.pairs(actor),
        "merges": lambda: c.merging.merges(actor),
        "deleted": lambda: c.deleted.list(actor),
        "figures": c.integrity.figures,
    }
    return asked


@contextmanager
def damaged(office: Office, table: str, field: Field, value: str) -> Iterator[bool]:
    """Within this block the first row of *table* holds *value*; gives whether SQLite took it."""
    before = office.folder / "suivi.db"
    with closing(sqlite3.connect(before, isolation_level=None)) as connection:
        connection.text_factory = bytes
        connection.execute("PRAGMA foreign_keys = 0")
        connection.execute("PRAGMA ignore_check_constraints = 1")
        (row, held), *_ = connection.execute(
            f'SELECT rowid, "{field.column_name}" FROM "{table}" ORDER BY rowid'
        )
        if isinstance(held, bytes) and not isinstance(field, UuidField):
            held = held.decode()
        sql = f'UPDATE "{table}" SET "{field.column_name}" = '
        try:
            connection.execute(f"{sql}{value} WHERE rowid = ?", (row,))
        except sqlite3.DatabaseError:
            yield False
            return
        yield True
        connection.execute(sql.replace("UPDATE", "UPDATE OR REPLACE", 1) + "? WHERE rowid = ?", (held, row))


def places_of(office: Office, actor: Actor) -> set[tuple[str, str]]:
    """The tables and columns that the list of rows that cannot be read names."""
    rows = office.controllers.integrity.unreadable_rows(actor)
    return {(row.table, column) for row in rows for column in row.columns}


@pytest.mark.parametrize("table", TABLES)
def test_every_call_goes_on(table: str, full: Office, admin: Actor, person: Person, tmp_path: Path) -> None:
    """Whatever column of whatever table holds what cannot be read, nothing that reads ends in anything but an answer or a sentence."""
    wrong: list[str] = []
    asked = calls(full, admin, person, tmp_path)
    model = next(model for model in readable.tables() if model._meta.table_name == table)
    for field in model._meta.sorted_fields:
        for number, value in enumerate(wrong_values(field)):
            with damaged(full, table, field, value) as took:
                if not took:
                    continue
                if value not in MAY_BE_TEXT and (table, field.column_name) not in places_of(full, admin):
                    wrong.append(f"{field.column_name} = {value} is not listed")
                for name, call in asked.items():
                    if number and name.endswith("file"):
                        continue  # what is written to the disk each time, once for each column
                    try:
                        call()
                    except DomainError:
                        pass
                    except Exception as error:  # noqa: BLE001 - all that goes wrong is listed
                        wrong.append(f"{field.column_name} = {value}: {name}: {error!r}")
    assert not wrong, "\n".join(wrong)


def test_any_flipped_bit_of_a_setting_keeps_nobody_out(full: Office, admin: Actor) -> None:
    wrong: list[str] = []
    with closing(sqlite3.connect(full.folder / "suivi.db", isolation_level=None)) as connection:
        for row, key, text in connection.execute(
            "SELECT rowid, key, CAST(value AS BLOB) FROM settings"
        ).fetchall():
            for place in range(len(text) * 8):
                flipped = bytearray(text)
                flipped[place // 8] ^= 1 << place % 8
                connection.execute(
                    "UPDATE settings SET value = CAST(? AS TEXT) WHERE rowid = ?", (bytes(flipped), row)
                )
                try:
                    full.controllers.organisation.get()
                    full.controllers.sign_in.still(admin)
                    full.controllers.waiting.dashboard(
                        admin, full.controllers.organisation.get().overdue_days
                    )
                except Exception as error:  # noqa: BLE001 - all that goes wrong is listed
                    wrong.append(f"{key} = {bytes(flipped)!r}: {error!r}")
            connection.execute("UPDATE settings SET value = CAST(? AS TEXT) WHERE rowid = ?", (text, row))
    assert not wrong, "\n".join(wrong)


def test_the_other_rows_stay_and_the_row_comes_back(
    office: Office, admin: Actor, mentor: Actor, person: Person
) -> None:
    office.follow_up(mentor, person, ago=2)
    office.follow_up(mentor, person, ago=1)
    office.controllers.backups.make()
    integrity, follow_ups = office.controllers.integrity, office.controllers.follow_ups
    assert integrity.unreadable_count(admin) == 0
    office.database.execute_sql("UPDATE follow_ups SET outcome = 'posizive' WHERE id = 1")
    assert [item.id for item in follow_ups.list(mentor, FollowUpFilter()).items] == [2]
    assert integrity.unreadable_count(admin) == 1
    (row,) = integrity.unreadable_rows(admin)
    assert (row.table, row.row, row.columns, row.about) == ("follow_ups", 1, ("outcome",), person.full_name)
    assert integrity.mend(admin).is_sound
    assert integrity.unreadable_count(admin) == 0
    assert [item.id for item in follow_ups.list(mentor, FollowUpFilter()).items] == [2, 1]


def test_a_mentor_who_cannot_be_read_takes_nobody_along(
    office: Office, admin: Actor, mentor: Actor, person: Person
) -> None:
    office.follow_up(mentor, person)
    office.database.execute_sql(
        "UPDATE users SET first_name = x'6d61', uuid = x'00' WHERE id = ?", (mentor.id,)
    )
    assert [listed.id for listed in office.controllers.persons.list(admin, PersonFilter()).items] == [
        person.id
    ]
    assert len(office.controllers.follow_ups.list(admin, FollowUpFilter()).items) == 1


def test_whoever_waits_is_not_forgotten_for_a_damaged_contact(
    office: Office, admin: Actor, mentor: Actor, person: Person
) -> None:
    office.follow_up(mentor, person, ago=9)
    office.database.execute_sql("UPDATE follow_ups SET outcome = 'posizive'")
    assert [row.person.id for row in office.controllers.waiting.overdue(admin, 7)] == [person.id]


@pytest.mark.parametrize("at", [0, 699, 700, 1_500])
def test_an_export_goes_on_behind_a_text_that_is_none(
    at: int, office: Office, admin: Actor, person: Person, tmp_path: Path
) -> None:
    """The driver refuses the whole portion; what came before it is not written twice, what comes behind it is not left out."""
    count = 1_600
    columns = [
        name for (name,) in office.rows("SELECT name FROM pragma_table_info('persons') WHERE name <> 'id'")
    ]
    values = ", ".join(
        {"uuid": "randomblob(16)", "name_key": "printf('%05d', i)"}.get(name, name) for name in columns
    )
    office.database.execute_sql(
        f"WITH RECURSIVE numbers(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM numbers WHERE i < {count}) "
        f"INSERT INTO persons (id, {', '.join(columns)}) SELECT i, {values} FROM persons, numbers WHERE persons.id = 1"
    )
    office.database.execute_sql("UPDATE persons SET name_key = '00001' WHERE id = 1")
    office.database.execute_sql(f"UPDATE persons SET first_name = {BROKEN} WHERE id = ?", (at + 1,))
    file = tmp_path / "people.csv"
    office.controllers.exports.people(admin, PersonFilter(), file, ExportForm(Format.CSV))
    assert len(file.read_text("utf-8-sig").splitlines()) == 1 + count - 1


@pytest.mark.parametrize("born", ["", "1901", "1958-08", "--02-29", "--12-31", "1990-05-17"])
def test_a_birthday_that_is_known_in_part_can_be_read(office: Office, born: str) -> None:
    person = office.person(date_of_birth=born)
    assert office.get(person).date_of_birth == born
    assert person.id in {
        row.id for row in office.controllers.persons.list(office.admin(), PersonFilter()).items
    }
    assert office.controllers.integrity.check().unreadable == ()


@pytest.mark.parametrize("born", ["19", "1901-13", "1958-02-30", "--13-01", "in May", "1990-5-7"])
def test_what_is_no_birthday_is_told(office: Office, born: str) -> None:
    person = office.person()
    office.database.execute_sql("UPDATE persons SET date_of_birth = ? WHERE id = ?", (born, person.id))
    assert [row.row for row in office.controllers.integrity.unreadable_rows(office.admin())] == [person.id]
