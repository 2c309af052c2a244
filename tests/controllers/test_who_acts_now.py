"""Each call is done with the rights of the moment: a role changed, an account switched off, a password changed elsewhere."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.controllers.persons import PersonFilter
from desktop_app.domain.errors import NotAllowed, SessionEnded
from desktop_app.domain.records import Actor
from desktop_app.domain.vocabulary import Role
from desktop_app.exchange.exports.tables import ExportForm, Format
from tests.controllers.test_permissions import CALLS, EXPECTED, World, world  # noqa: F401 - the same world
from tests.support.office import PASSWORD, Office, follow_up_values

Change = Callable[[Office, Actor], object]

CHANGES: dict[str, Change] = {
    "switched off": lambda office, user: office.controllers.users.update(
        office.admin(), user.id, {"is_active": False}
    ),
    "another password": lambda office, user: office.controllers.users.update(
        office.admin(), user.id, {"password": "quite another thing"}
    ),
}


def signed_in(office: Office, role: Role) -> Actor:
    """Somebody with a password who has just signed in."""
    user = office.user(role, password=PASSWORD)
    return office.controllers.sign_in.sign_in(user.email, PASSWORD)


@pytest.mark.parametrize("call", CALLS)
def test_no_call_is_done_for_who_was_switched_off(world: World, call: str) -> None:  # noqa: F811 - the fixture
    admin = world.actors[Role.ADMIN]
    whose = next(iter(EXPECTED[call]))
    with world.office.database.atomic() as undone:
        world.office.database.execute_sql("UPDATE users SET is_active = 0 WHERE id = ?", (admin.id,))
        with pytest.raises(SessionEnded):
            CALLS[call](world, admin, whose)
        undone.rollback()


@pytest.mark.parametrize("call", [name for name, row in EXPECTED.items() if "" in row])
def test_each_call_is_done_with_the_role_of_now(world: World, call: str) -> None:  # noqa: F811 - the fixture
    admin, expected = world.actors[Role.ADMIN], EXPECTED[call][""].split()[1]
    with world.office.database.atomic() as undone, world.office.acting_as(Role.MENTOR, admin):
        try:
            CALLS[call](world, admin, "")
        except NotAllowed:
            outcome = "no"
        else:
            outcome = "yes"
        assert outcome == expected
        undone.rollback()


@pytest.mark.parametrize("change", CHANGES)
def test_an_open_window_reads_and_writes_nothing_more(office: Office, change: str) -> None:
    office.admin()
    actor = signed_in(office, Role.PASTOR)
    person = office.person()
    CHANGES[change](office, actor)
    for call in (
        lambda: office.controllers.persons.get(actor, person.id),
        lambda: office.controllers.follow_ups.record(actor, follow_up_values(person)),
        lambda: office.controllers.sign_in.still(actor),
        lambda: office.controllers.notifications.unread_count(actor),
    ):
        with pytest.raises(SessionEnded):
            call()


def test_what_was_typed_is_kept_whatever_became_of_who_typed_it(office: Office) -> None:
    actor = signed_in(office, Role.PASTOR)
    CHANGES["another password"](office, actor)
    office.controllers.drafts.keep(actor, "follow_up", "person:1", {"notes": "half a"})
    again = office.controllers.sign_in.sign_in(actor.email, "quite another thing")
    draft = office.controllers.drafts.get(again, "follow_up", "person:1")
    assert draft is not None
    assert draft.content == {"notes": "half a"}


def test_who_changes_their_own_password_stays_in_and_is_out_elsewhere(office: Office) -> None:
    here = signed_in(office, Role.PASTOR)
    elsewhere = office.controllers.sign_in.sign_in(here.email, PASSWORD)
    here = office.controllers.users.change_own_password(here, PASSWORD, "quite another thing")
    assert office.controllers.sign_in.still(here) == here
    with pytest.raises(SessionEnded, match="changed elsewhere"):
        office.controllers.sign_in.still(elsewhere)


def _long_list(folder: Path) -> Path:
    path = folder / "people.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["First name", "Last name"])
        rows.writerows([f"Ama{number}", f"Kone{number}"] for number in range(300))
    return path


@pytest.mark.parametrize(
    ("changes", "fault"), [({"is_active": False}, SessionEnded), ({"role": "mentor"}, NotAllowed)]
)
def test_an_import_under_way_ends_with_the_right_to_it(
    office: Office, changes: dict[str, object], fault: type[Exception]
) -> None:
    admin, actor = office.admin(), signed_in(office, Role.PASTOR)

    def progress(done: int, _total: int) -> None:
        if done and not told:
            told.append(done)
            office.controllers.users.update(admin, actor.id, changes)

    told: list[int] = []
    with pytest.raises(fault):
        office.controllers.people_import.run(actor, _long_list(office.folder), on_progress=progress)
    assert told
    assert office.rows("SELECT COUNT(*) FROM persons") == [(0,)]


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("UPDATE users SET is_active = 0 WHERE id = ?", SessionEnded),
        ("UPDATE users SET role = 'mentor' WHERE id = ?", NotAllowed),
    ],
)
def test_of_an_export_under_way_nothing_is_left(office: Office, sql: str, fault: type[Exception]) -> None:
    actor = signed_in(office, Role.PASTOR)
    office.person()
    path = office.folder / "people.csv"

    def elsewhere(_done: int, _total: int) -> None:
        with closing(sqlite3.connect(office.application.store.path)) as other, other:
            other.execute(sql, (actor.id,))

    with pytest.raises(fault):
        office.controllers.exports.people(
            actor,
            PersonFilter(),
            path,
            ExportForm(Format.CSV),
            on_progress=elsewhere,
        )
    assert not path.exists()
