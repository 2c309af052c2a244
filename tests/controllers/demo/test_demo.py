from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from desktop_app.application import Application
from desktop_app.controllers.demo.demo import DemoOptions, DemoResult
from desktop_app.demo.texts import TEXTS
from desktop_app.demo.topics import TOPICS
from desktop_app.domain.clock import FixedClock
from desktop_app.domain.errors import Cancelled, Invalid, Refused
from desktop_app.domain.inputs import FollowUpInput, InteractionInput, PersonInput
from desktop_app.domain.permissions import Action, may
from desktop_app.domain.records import Actor
from desktop_app.domain.validation import check
from desktop_app.domain.vocabulary import FollowUpType, Outcome, PersonStatus, Role
from desktop_app.system import paths

TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
USUAL = DemoOptions(today=TODAY, language="fr", time_zone="Africa/Abidjan")


@pytest.fixture
def application(data_folder: Path) -> Iterator[Application]:
    opened = Application(data_folder, FixedClock(NOON))
    opened.open()
    yield opened
    opened.close()


@pytest.fixture
def filled(application: Application) -> tuple[Application, DemoResult]:
    return application, application.controllers.demo.fill(USUAL)


def admin(application: Application) -> Actor:
    return application.controllers.sign_in.sign_in("admin@example.com", "look-around")


def rows(folder: Path, sql: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(paths.database_file(folder))) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql)]


def everything(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, without what may differ."""
    tables = [
        row["name"]
        for row in rows(folder, "SELECT name FROM sqlite_master WHERE type = 'table'")
        if not row["name"].startswith(("sqlite_", "schema_"))
    ]
    found = {table: rows(folder, f"SELECT * FROM {table} ORDER BY rowid") for table in tables}
    for user in found["users"]:
        del user["password_hash"]
    return found


def make(folder: Path, options: DemoOptions) -> dict[str, list[dict[str, Any]]]:
    application = Application(folder, FixedClock(NOON))
    application.open()
    application.controllers.demo.fill(options)
    application.close()
    return everything(folder)


def test_it_invents_as_many_as_asked_and_all_that_is_derived_is_right(
    filled: tuple[Application, DemoResult], data_folder: Path
) -> None:
    application, result = filled
    assert (result.persons, result.follow_ups, result.interactions) == (120, 600, 80)
    counts = {
        table: len(rows(data_folder, f"SELECT 1 FROM {table}"))
        for table in ("persons", "follow_ups", "client_interactions", "users")
    }
    assert counts == {"persons": 120, "follow_ups": 600, "client_interactions": 80, "users": 9}
    assert application.controllers.integrity.check().is_sound


def test_one_can_sign_in_as_each_role(filled: tuple[Application, DemoResult]) -> None:
    application, result = filled
    actors = [application.controllers.sign_in.sign_in(one.email, one.password) for one in result.sign_ins]
    assert [actor.role for actor in actors] == [one.role for one in result.sign_ins]
    assert {actor.role for actor in actors} == set(Role)
    assert [actor.full_name for actor in actors] == [one.name for one in result.sign_ins]


def test_the_same_seed_invents_the_same_rows(tmp_path: Path) -> None:
    assert make(tmp_path / "one", USUAL) == make(tmp_path / "other", USUAL)


def test_another_seed_invents_other_people(tmp_path: Path) -> None:
    names = [
        [
            row["name_key"]
            for row in make(tmp_path / str(seed), DemoOptions(seed=seed, today=TODAY))["persons"]
        ]
        for seed in (1, 2)
    ]
    assert names[0] != names[1]


def test_the_dashboard_has_something_of_everything_and_most_people_are_looked_after(
    filled: tuple[Application, DemoResult],
) -> None:
    application, _ = filled
    counts = application.controllers.waiting.dashboard(admin(application), 7).counts
    assert 10 <= counts.waiting <= 45
    assert counts.past_due is not None
    assert counts.coming_up is not None
    assert counts.without_mentor is not None
    assert 5 <= counts.past_due <= 40
    assert 5 <= counts.coming_up <= 40
    assert 3 <= counts.without_mentor <= 30


def test_what_is_invented_could_have_been_typed(
    filled: tuple[Application, DemoResult], data_folder: Path
) -> None:
    people = {row["id"]: row for row in rows(data_folder, "SELECT * FROM persons")}
    for row in people.values():
        assert check(PersonInput, row, TODAY).model_dump()["phone"] == row["phone"]
    for row in rows(data_folder, "SELECT * FROM follow_ups"):
        uuid = str(UUID(bytes=people[row["person_id"]]["uuid"]))
        values = {**row, "person": uuid, "next_action_needed": bool(row["next_action_needed"])}
        checked = check(FollowUpInput, values, TODAY)
        assert (checked.next_action_date is not None) == bool(row["next_action_needed"])
        assert row["created_at"] > people[row["person_id"]]["created_at"]
    for row in rows(data_folder, "SELECT * FROM client_interactions"):
        moments = {
            name: datetime.fromtimestamp(row[name] / 1000, UTC) if row[name] else None
            for name in ("start_at", "end_at")
        }
        assert row["start_at"] > people[row["person_id"]]["created_at"]
        assert check(InteractionInput, {**row, **moments}, TODAY).start_at == moments["start_at"]


def test_those_never_contacted_are_still_to_visit_and_nobody_else_is(
    filled: tuple[Application, DemoResult], data_folder: Path
) -> None:
    for row in rows(data_folder, "SELECT status, follow_ups_count FROM persons"):
        assert (row["status"] == PersonStatus.TO_VISIT) == (row["follow_ups_count"] == 0)


def test_keys_follow_time_and_nothing_lies_ahead(
    filled: tuple[Application, DemoResult], data_folder: Path
) -> None:
    for table, moment in (
        ("follow_ups", "created_at"),
        ("client_interactions", "start_at"),
        ("activity_log", "at"),
        ("persons", "created_at"),
    ):
        moments = [row[moment] for row in rows(data_folder, f"SELECT {moment} FROM {table} ORDER BY id")]
        assert moments == sorted(moments), table
        assert moments[-1] < NOON.timestamp() * 1000, table
    for row in rows(data_folder, "SELECT uuid, created_at FROM follow_ups"):
        assert int.from_bytes(row["uuid"][:6], "big") == row["created_at"]
        assert row["uuid"][6] >> 4 == 7


def test_the_log_tells_of_all_that_was_created(
    filled: tuple[Application, DemoResult], data_folder: Path
) -> None:
    lines = rows(data_folder, "SELECT * FROM activity_log")
    created = {
        event: [(line["person_id"], line["subject_id"]) for line in lines if line["event"] == event]
        for event in ("personCreated", "followUpCreated", "clientInteractionCreated", "userCreated")
    }
    assert sorted(key for key, _ in created["personCreated"]) == list(range(1, 121))
    for event, table in (
        ("followUpCreated", "follow_ups"),
        ("clientInteractionCreated", "client_interactions"),
    ):
        keys = [
            (row["person_id"], row["id"]) for row in rows(data_folder, f"SELECT id, person_id FROM {table}")
        ]
        assert sorted(created[event]) == sorted(keys)
    last_status: dict[int, str] = {}
    for line in lines:
        if line["event"] == "personStatusChanged":
            before, after = json.loads(line["before"]), json.loads(line["after"])
            assert last_status.get(line["person_id"], "to_visit") == before["status"]
            last_status[line["person_id"]] = after["status"]
    for row in rows(data_folder, "SELECT id, status FROM persons"):
        assert last_status.get(row["id"], "to_visit") == row["status"]


def test_whoever_wrote_it_was_allowed_to(filled: tuple[Application, DemoResult], data_folder: Path) -> None:
    users = {
        row["id"]: Actor(row["id"], row["uuid"], "", "", row["email"], Role(row["role"]))
        for row in rows(data_folder, "SELECT * FROM users")
    }
    joined = "SELECT f.{author} AS author, p.mentor_id FROM {table} f JOIN persons p ON p.id = f.person_id"
    for table, author, action in (
        ("follow_ups", "mentor_id", Action.RECORD_FOLLOW_UP),
        ("client_interactions", "created_by_id", Action.RECORD_INTERACTION),
    ):
        for row in rows(data_folder, joined.format(table=table, author=author)):
            assert may(users[row["author"]], action, mentor_id=row["mentor_id"]), table


def test_the_office_speaks_the_language_asked_for_and_assigns_nobody_by_itself(
    filled: tuple[Application, DemoResult], data_folder: Path
) -> None:
    application, _ = filled
    organisation = application.controllers.organisation.get()
    assert (organisation.language, organisation.time_zone) == ("fr", "Africa/Abidjan")
    assert organisation.name == "Bureau de démonstration"
    assert not organisation.assign_automatically
    assert application.clock.zone_name == "Africa/Abidjan"
    french = TEXTS["fr"]
    possible = {
        note
        for pool in (french.notes, french.call_notes, french.visit_notes)
        for notes in pool.values()
        for note in notes
    }
    assert {row["notes"] for row in rows(data_folder, "SELECT notes FROM follow_ups")} <= possible


@pytest.mark.parametrize("language", TEXTS)
def test_every_language_has_words_for_everything(language: str) -> None:
    texts = TEXTS[language]
    assert len(texts.titles) == len(TOPICS)
    assert set(texts.notes) == set(texts.call_notes) == set(texts.visit_notes) == set(Outcome)
    assert len(FollowUpType) == 4
    assert all(texts.notes.values())
    for name in texts.__dataclass_fields__:
        assert getattr(texts, name) != getattr(TEXTS["fr" if language == "en" else "en"], name)


def test_a_folder_with_data_is_refused_and_left_alone(
    filled: tuple[Application, DemoResult], data_folder: Path
) -> None:
    application, _ = filled
    before = everything(data_folder)
    with pytest.raises(Refused, match="There is data here already"):
        application.controllers.demo.fill(DemoOptions(seed=2, today=TODAY))
    assert everything(data_folder) == before


def test_one_administrator_is_data_too(application: Application) -> None:
    values = {"email": "a@example.org", "first_name": "A", "last_name": "B", "role": "admin"}
    application.controllers.users.add(None, values)
    with pytest.raises(Refused):
        application.controllers.demo.fill(USUAL)


@pytest.mark.parametrize("questions", [1, 2, 5])
def test_when_it_is_stopped_nothing_of_it_remains(
    application: Application, data_folder: Path, questions: int
) -> None:
    asked = iter([False] * (questions - 1) + [True])
    before = everything(data_folder)
    with pytest.raises(Cancelled):
        application.controllers.demo.fill(
            DemoOptions(persons=6_000, follow_ups=12_000, today=TODAY), should_stop=lambda: next(asked)
        )
    assert everything(data_folder) == before
    assert not application.controllers.organisation.has_data()
    application.controllers.demo.fill(USUAL)  # and the folder is as good as new


def test_progress_goes_up_to_the_end(application: Application) -> None:
    told: list[tuple[int, int]] = []
    options = DemoOptions(persons=6_000, follow_ups=12_000, interactions=10, today=TODAY)
    application.controllers.demo.fill(options, lambda done, total: told.append((done, total)))
    assert {total for _, total in told} == {18_010}
    done = [one for one, _ in told]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (0, 18_010)
    assert len(done) >= 6


@pytest.mark.parametrize(
    ("persons", "follow_ups", "interactions"), [(0, 0, 0), (1, 0, 0), (1, 40, 3), (50, 3, 0), (3, 1, 50)]
)
def test_any_numbers_give_a_sound_office(
    application: Application, persons: int, follow_ups: int, interactions: int
) -> None:
    options = DemoOptions(persons, follow_ups, interactions, mentors=1, today=TODAY)
    application.controllers.demo.fill(options)
    assert application.controllers.integrity.check().is_sound
    counts = [
        application.store.database.execute_sql(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
        for table in ("persons", "follow_ups", "client_interactions")
    ]
    assert counts == [persons, follow_ups, interactions]


def test_every_wrong_number_is_named_and_nothing_is_written(application: Application) -> None:
    wrong = DemoOptions(
        persons=-1, follow_ups=-5, interactions=10**9, mentors=0, language="tlh", today=date(1, 1, 1)
    )
    with pytest.raises(Invalid) as caught:
        application.controllers.demo.fill(wrong)
    assert [error.field for error in caught.value] == [
        "persons", "follow_ups", "interactions", "mentors", "language", "today",
    ]  # fmt: skip
    assert not application.controllers.organisation.has_data()


def test_contacts_need_people(application: Application) -> None:
    with pytest.raises(Invalid) as caught:
        application.controllers.demo.fill(DemoOptions(persons=0, follow_ups=1, interactions=0))
    assert [(error.field, error.code) for error in caught.value] == [("persons", "required")]


def test_without_a_day_it_is_today_in_the_time_zone(application: Application, data_folder: Path) -> None:
    application.controllers.demo.fill(DemoOptions(time_zone="Pacific/Kiritimati"))  # 21 November there
    newest = rows(data_folder, "SELECT MAX(interaction_date) AS day FROM follow_ups")[0]["day"]
    assert newest == "2026-11-20"  # the day before
