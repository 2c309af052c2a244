"""The first run, the users, the organisation's settings, drafts and notifications."""

from __future__ import annotations

import pytest

from desktop_app.domain.errors import Conflict, Invalid, NotFound, Refused
from desktop_app.domain.records import Actor, Organisation, Person
from desktop_app.domain.vocabulary import NotificationKind, Role
from tests.support.office import NOON, PASSWORD, Office, fields_of

ORGANISATION = {"name": "Our office", "timeZone": "Pacific/Auckland", "language": "fr"}
ADMINISTRATOR = {"firstName": "Ana", "lastName": "Silva", "email": "ana@example.org", "password": PASSWORD}


# -- the first run


def test_the_first_run_makes_the_office_and_its_administrator(office: Office) -> None:
    controllers = office.controllers
    assert (controllers.organisation.is_set_up(), controllers.organisation.has_data()) == (False, False)
    assert controllers.organisation.get() == Organisation()
    actor = controllers.users.set_up(ORGANISATION, ADMINISTRATOR)
    assert (actor.full_name, actor.role) == ("Ana Silva", Role.ADMIN)
    assert controllers.organisation.is_set_up()
    settings = controllers.organisation.get()
    assert (settings.name, settings.time_zone, settings.language) == ("Our office", "Pacific/Auckland", "fr")
    assert (settings.overdue_days, settings.assign_automatically, settings.mentor_limit) == (7, False, 10)
    assert office.clock.zone_name == "Pacific/Auckland"
    assert controllers.sign_in.sign_in("ana@example.org", PASSWORD) == actor
    with pytest.raises(Refused):
        controllers.users.set_up(ORGANISATION, {**ADMINISTRATOR, "email": "other@example.org"})
    assert len(controllers.users.list(actor)) == 1


def test_everything_wrong_at_the_first_run_is_told_at_once_and_nothing_is_written(office: Office) -> None:
    with pytest.raises(Invalid) as raised:
        office.controllers.users.set_up(
            {"name": "", "timeZone": "Mars/Base", "language": "fr"}, {"firstName": "Ana", "email": "x"}
        )
    assert fields_of(raised.value) == {
        "name": "required",
        "time_zone": "time_zone",
        "administrator.last_name": "required",
        "administrator.email": "email",
        "administrator.password": "required",
    }
    with pytest.raises(Invalid) as raised:
        office.controllers.users.set_up(ORGANISATION, {**ADMINISTRATOR, "password": "short"})
    assert fields_of(raised.value) == {"administrator.password": "password_short"}
    office.user(Role.MENTOR, email="ana@example.org")  # a mentor known from a list, who cannot sign in
    with pytest.raises(Invalid) as raised:
        office.controllers.users.set_up(ORGANISATION, ADMINISTRATOR)
    assert fields_of(raised.value) == {"administrator.email": "taken"}
    assert office.controllers.organisation.get() == Organisation()
    assert not office.controllers.organisation.is_set_up()
    assert office.clock.zone_name == "UTC"


def test_whoever_sets_up_is_an_administrator_whatever_is_sent(office: Office) -> None:
    assert (
        office.controllers.users.set_up(ORGANISATION, {**ADMINISTRATOR, "role": "mentor"}).role is Role.ADMIN
    )


# -- users


def test_a_user_is_added_changed_in_part_and_switched_off(office: Office, admin: Actor) -> None:
    users = office.controllers.users
    added = users.add(
        admin, {"firstName": "Jean", "lastName": "Dupont", "email": "Jean@Example.org", "role": "mentor"}
    )
    assert (added.email, added.is_active, added.can_sign_in) == ("jean@example.org", True, False)
    assert (added.active_persons, added.created_at, added.last_sign_in_at) == (0, NOON, None)
    assert added.version == 1
    office.person(added)
    changed = users.update(admin, added.id, {"lastName": "Durand", "isActive": False}, version=1)
    assert (changed.first_name, changed.last_name, changed.role) == ("Jean", "Durand", Role.MENTOR)
    assert (changed.is_active, changed.active_persons, changed.version) == (False, 1, 2)
    assert users.update(admin, added.id, {"password": PASSWORD}).can_sign_in
    assert users.update(admin, added.id, {"password": None, "firstName": "Jo"}).can_sign_in
    assert [one.id for one in users.list(admin)] == [admin.id, added.id]


def test_an_address_belongs_to_one_user(office: Office, admin: Actor, mentor: Actor, pastor: Actor) -> None:
    values = {"first_name": "A", "last_name": "B", "email": mentor.email.upper(), "role": "mentor"}
    with pytest.raises(Invalid) as raised:
        office.controllers.users.add(admin, values)
    assert fields_of(raised.value) == {"email": "taken"}
    with pytest.raises(Invalid) as raised:
        office.controllers.users.update(admin, pastor.id, {"email": mentor.email})
    assert fields_of(raised.value) == {"email": "taken"}
    assert office.controllers.sign_in.still(pastor) == pastor


def test_a_user_changed_meanwhile_is_a_conflict_that_shows_it(
    office: Office, admin: Actor, mentor: Actor
) -> None:
    users = office.controllers.users
    users.update(admin, mentor.id, {"first_name": "Jo"}, version=1)
    with pytest.raises(Conflict) as raised:
        users.update(admin, mentor.id, {"first_name": "Jim"}, version=1)
    assert getattr(raised.value.current, "first_name", None) == "Jo"


def test_the_last_administrator_who_can_sign_in_stays(office: Office) -> None:
    users = office.controllers.users
    admin = users.set_up(ORGANISATION, ADMINISTRATOR)
    second = office.user(Role.ADMIN)  # cannot sign in
    for changes in ({"role": "pastor"}, {"is_active": False}):
        with pytest.raises(Refused):
            users.update(admin, admin.id, changes)
    users.update(admin, second.id, {"password": PASSWORD})
    assert users.update(admin, admin.id, {"role": "pastor"}).role is Role.PASTOR
    with pytest.raises(NotFound):
        users.update(second, 999, {"first_name": "x"})


def test_what_changed_of_a_user_is_logged(office: Office, admin: Actor) -> None:
    added = office.controllers.users.add(
        admin, {"firstName": "Jean", "lastName": "Dupont", "email": "jean@example.org", "role": "mentor"}
    )
    office.controllers.users.update(admin, added.id, {"role": "pastor"})
    rows = office.rows(
        "SELECT event, actor_id, subject_id, before, after FROM activity_log ORDER BY id DESC LIMIT 2"
    )
    assert rows[0] == ("userUpdated", admin.id, added.id, '{"role": "mentor"}', '{"role": "pastor"}')
    assert rows[1][:4] == ("userCreated", admin.id, added.id, "{}")
    assert '"role": "mentor"' in rows[1][4]


@pytest.mark.parametrize("new", ["", "short", "aaaaaaaaaaaa"])
def test_ones_own_password_must_be_strong_too(office: Office, new: str) -> None:
    admin = office.controllers.users.set_up(ORGANISATION, ADMINISTRATOR)
    with pytest.raises(Invalid) as raised:
        office.controllers.users.change_own_password(admin, PASSWORD, new)
    assert [error.field for error in raised.value] == ["password"]
    assert office.controllers.sign_in.sign_in("ana@example.org", PASSWORD) == admin


# -- settings


def test_settings_change_in_part_in_either_naming_and_are_logged(office: Office) -> None:
    admin = office.controllers.users.set_up(ORGANISATION, ADMINISTRATOR)
    organisation = office.controllers.organisation
    first = organisation.update(admin, {"overdueDays": 14})
    assert (first.overdue_days, first.name, first.version) == (14, "Our office", 2)
    second = organisation.update(admin, {"overdue_days": 21, "time_zone": "America/Lima"}, version=2)
    assert (second.overdue_days, second.time_zone, second.version) == (21, "America/Lima", 3)
    assert organisation.get() == second
    assert office.clock.zone_name == "America/Lima"
    rows = office.rows("SELECT before, after FROM activity_log WHERE event = 'settingsChanged' ORDER BY id")
    assert rows == [
        ('{"overdue_days": 7}', '{"overdue_days": 14}'),
        (
            '{"time_zone": "Pacific/Auckland", "overdue_days": 14}',
            '{"time_zone": "America/Lima", "overdue_days": 21}',
        ),
    ]
    assert organisation.update(admin, {"overdue_days": 21}) == second
    assert len(office.rows("SELECT 1 FROM activity_log WHERE event = 'settingsChanged'")) == 2


def test_wrong_settings_change_nothing(office: Office) -> None:
    admin = office.controllers.users.set_up(ORGANISATION, ADMINISTRATOR)
    before = office.controllers.organisation.get()
    with pytest.raises(Invalid) as raised:
        office.controllers.organisation.update(admin, {"overdueDays": -1, "language": "xx", "name": None})
    assert fields_of(raised.value) == {"name": "required", "language": "language", "overdue_days": "range"}
    assert office.controllers.organisation.get() == before


def test_settings_changed_meanwhile_are_a_conflict_that_shows_them(office: Office) -> None:
    admin = office.controllers.users.set_up(ORGANISATION, ADMINISTRATOR)
    organisation = office.controllers.organisation
    now = organisation.update(admin, {"overdue_days": 3}, version=1)
    with pytest.raises(Conflict) as raised:
        organisation.update(admin, {"overdue_days": 5}, version=1)
    assert raised.value.current == now == organisation.get()


# -- drafts


def test_drafts_survive_a_restart_replace_each_other_and_are_dropped(office: Office, mentor: Actor) -> None:
    drafts = office.controllers.drafts
    assert drafts.get(mentor, "follow_up", "person:1") is None
    drafts.keep(mentor, "follow_up", "person:1", {"notes": "half a sent", "next": None, "n": [1, True]})
    office.pass_time(seconds=5)
    drafts.keep(mentor, "follow_up", "person:1", {"notes": "half a sentence, é"})
    office.pass_time(seconds=5)
    drafts.keep(mentor, "person", "new", {"first_name": "Ma"})
    office.restart()
    drafts = office.controllers.drafts
    assert [(one.form, one.key, one.content) for one in drafts.list(mentor)] == [
        ("person", "new", {"first_name": "Ma"}),
        ("follow_up", "person:1", {"notes": "half a sentence, é"}),
    ]
    assert drafts.list(mentor)[1].updated_at.second == 5
    drafts.drop(mentor, "person", "new")
    drafts.drop(mentor, "person", "never there")
    assert len(drafts.list(mentor)) == 1


# -- notifications


@pytest.mark.parametrize(
    ("author", "told"),
    [
        ("mentor", {"pastor", "second pastor"}),
        ("pastor", {"mentor", "second pastor"}),
        ("admin", {"mentor", "pastor", "second pastor"}),
    ],
)
def test_a_new_follow_up_is_told_to_the_persons_mentor_and_the_pastors_never_to_its_author(
    office: Office,
    mentor: Actor,
    pastor: Actor,
    admin: Actor,
    other_mentor: Actor,
    committee: Actor,
    *,
    author: str,
    told: set[str],
) -> None:
    inactive = office.user(Role.PASTOR)
    users = {
        "mentor": mentor,
        "pastor": pastor,
        "second pastor": office.user(Role.PASTOR),
        "admin": admin,
        "other mentor": other_mentor,
        "committee": committee,
        "inactive": inactive,
    }
    person = office.person(mentor)
    for user in users.values():
        office.controllers.notifications.mark_all_read(user)
    switched = {"is_active": False}
    office.controllers.users.update(office.admin(), inactive.id, switched)
    recorded = office.follow_up(users[author], person)
    office.controllers.users.update(office.admin(), inactive.id, {"is_active": True})
    notifications = office.controllers.notifications
    assert {name for name, user in users.items() if notifications.unread_count(user)} == told
    newest = notifications.mine(users[min(told)]).items[0]
    assert newest.kind is NotificationKind.FOLLOW_UP_RECORDED
    assert newest.person is not None
    assert newest.by is not None
    assert (newest.person.id, newest.by.id, newest.created_at) == (
        person.id,
        users[author].id,
        recorded.created_at,
    )


def test_without_a_pastor_the_administrators_are_told(office: Office, mentor: Actor, admin: Actor) -> None:
    office.follow_up(mentor, office.person(mentor))
    assert office.controllers.notifications.unread_count(admin) == 1


def test_a_changed_follow_up_tells_nobody_again(
    office: Office, mentor: Actor, pastor: Actor, person: Person
) -> None:
    recorded = office.follow_up(mentor, person)
    office.controllers.follow_ups.update(mentor, recorded.id, {"notes": "More"})
    office.controllers.follow_ups.delete(mentor, recorded.id)
    office.controllers.follow_ups.restore(mentor, recorded.id)
    assert office.controllers.notifications.mine(pastor).total == 1


def test_notifications_come_newest_first_in_pages_and_are_marked_read(
    office: Office, mentor: Actor, pastor: Actor, person: Person
) -> None:
    notifications = office.controllers.notifications
    for _ in range(5):
        office.follow_up(mentor, person)
        office.pass_time(minutes=1)
    page = notifications.mine(pastor, limit=2)
    assert (len(page.items), page.total, page.more) == (2, 5, True)
    rest = notifications.mine(pastor, limit=10, offset=2)
    times = [one.created_at for one in (*page.items, *rest.items)]
    assert times == sorted(times, reverse=True)
    assert (len(rest.items), rest.more) == (3, False)
    read_at = office.clock.now()
    notifications.mark_read(pastor, page.items[0].id)
    office.pass_time(minutes=1)
    notifications.mark_read(pastor, page.items[0].uuid)  # the first time counts
    assert notifications.mine(pastor).items[0].read_at == read_at
    assert notifications.unread_count(pastor) == 4
    assert notifications.mark_all_read(pastor) == 4
    assert notifications.mark_all_read(pastor) == 0
    assert notifications.mine(pastor).items[0].read_at == read_at
