"""One's own notifications: listed, scrolled through, counted, marked as read, and what each kind tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from desktop_app.controllers.registry import Controllers
from desktop_app.domain.records import Actor, Notification
from desktop_app.domain.vocabulary import REMINDERS, NotificationKind, Role
from tests.support.office import NOON, TODAY, Office, day


def tell(office: Office, user: Actor, count: int, kind: str = "personAssigned", **columns: object) -> None:
    """Write *count* notifications."""
    given = {"user_id": user.id, "kind": kind, "created_at": 0, **columns}
    names, places = ", ".join(given), ", ".join("?" * len(given))
    for _ in range(count):
        office.database.execute_sql(
            f"INSERT INTO notifications (uuid, {names}) VALUES (?, {places})",
            (uuid4().bytes, *given.values()),
        )


def scrolled(controllers: Controllers, actor: Actor, size: int, *, only_unread: bool) -> list[Notification]:
    """All of them, a page of *size* at a time."""
    page = controllers.notifications.mine(actor, size, only_unread=only_unread)
    found = list(page.items)
    while page.more:
        page = controllers.notifications.mine_after(actor, found[-1], size, only_unread=only_unread)
        assert page.total is None
        found += page.items
    return found


@pytest.mark.parametrize("size", [1, 4, 11, 12])
def test_a_long_list_is_scrolled_through_without_a_gap(
    office: Office, mentor: Actor, pastor: Actor, size: int
) -> None:
    notifications = office.controllers.notifications
    for _ in range(4):
        tell(office, mentor, 2)
        tell(office, pastor, 1)
        tell(office, mentor, 1, read_at=5)
    everything = scrolled(office.controllers, mentor, size, only_unread=False)
    assert len({one.id for one in everything}) == 12 == notifications.mine(mentor, 1).total
    assert [one.id for one in everything] == sorted((one.id for one in everything), reverse=True)
    unread = scrolled(office.controllers, mentor, size, only_unread=True)
    assert unread == [one for one in everything if one.read_at is None]
    assert len(unread) == 8 == notifications.unread_count(mentor)
    assert notifications.mine(mentor, 1, only_unread=True).total == 8
    assert notifications.mine(mentor, 5, 10).items == tuple(everything[10:])
    assert notifications.mine(mentor, 5, 12).items == ()
    notifications.mark_read(mentor, unread[0].id)
    assert notifications.mine(mentor, 20, only_unread=True).items == tuple(unread[1:])


def test_the_list_and_the_count_run_along_an_index(office: Office, mentor: Actor) -> None:
    from desktop_app.database import sqlite_only  # noqa: PLC0415 - only here
    from desktop_app.database.queries import notification_queries  # noqa: PLC0415 - only here

    for only_unread in (False, True):
        query = notification_queries.page_query(only_unread=only_unread)
        values = query.parameters(user=1, before=9, limit=5, offset=0)
        steps = sqlite_only.plan(office.database, query.sql(), values)
        assert not [step for step in steps if step.startswith("SCAN") or "TEMP B-TREE" in step], steps
    count = notification_queries.count_query(only_unread=True)
    steps = sqlite_only.plan(office.database, count.sql(), count.parameters(user=1))
    assert steps == ["SEARCH t1 USING COVERING INDEX notifications_of_user (user_id=? AND read_at=?)"]
    for query in (
        notification_queries.page_query(only_unread=True, mentors=2),
        notification_queries.count_query(only_unread=True, mentors=2),
    ):
        given = {"user": 1, "before": 9, "limit": 5, "offset": 0, "mentor_0": 1, "mentor_1": 2}
        steps = sqlite_only.plan(office.database, query.sql(), query.parameters(**given))
        assert not [step for step in steps if step.startswith("SCAN") or "TEMP B-TREE" in step], steps


def test_of_a_person_who_is_theirs_no_more_a_mentor_is_told_nothing(
    office: Office, mentor: Actor, other_mentor: Actor, pastor: Actor
) -> None:
    notifications = office.controllers.notifications
    person = office.person(mentor)
    office.follow_up(pastor, person)
    kinds = [notice.kind for notice in notifications.mine(mentor).items]
    assert kinds == [NotificationKind.FOLLOW_UP_RECORDED, NotificationKind.PERSON_ASSIGNED]
    office.controllers.persons.assign(office.admin(), person.id, {"mentor": other_mentor.uuid})
    left = [NotificationKind.PERSON_UNASSIGNED, NotificationKind.PERSON_ASSIGNED]
    listed = notifications.mine(mentor)
    assert [notice.kind for notice in listed.items] == left
    assert (listed.total, notifications.unread_count(mentor)) == (2, 2)
    after = notifications.mine_after(mentor, listed.items[0])
    assert [notice.kind for notice in after.items] == left[1:]
    office.controllers.persons.assign(office.admin(), person.id, {"mentor": mentor.uuid})
    assert NotificationKind.FOLLOW_UP_RECORDED in {n.kind for n in notifications.mine(mentor).items}


@pytest.mark.parametrize("kind", REMINDERS)
def test_a_reminder_tells_its_day_and_since_when(
    office: Office, mentor: Actor, kind: NotificationKind
) -> None:
    person = office.person(mentor)
    office.controllers.notifications.mark_all_read(mentor)
    tell(office, mentor, 1, kind, person_id=person.id, day=str(day(1)), subject_id=9)
    (told,) = office.controllers.notifications.mine(mentor, only_unread=True).items
    assert (told.kind, told.by, told.count, told.absence) == (kind, None, None, None)
    assert told.person is not None
    assert told.person.id == person.id
    assert (told.day, told.days, told.since) == (day(1), 9, day(10))


def test_who_looks_after_somebodys_people_is_told_whose_and_when(
    office: Office, mentor: Actor, other_mentor: Actor, admin: Actor
) -> None:
    values = {
        "user": mentor.uuid,
        "colleague": other_mentor.uuid,
        "first_on": TODAY,
        "last_on": TODAY + timedelta(days=9),
        "note": "In hospital",
    }
    added = office.controllers.absences.add(admin, values)
    (told,) = office.controllers.notifications.mine(other_mentor).items
    assert (told.kind, told.person, told.days, told.since) == ("colleagueAway", None, None, None)
    assert told.absence == replace(added, note="")  # why is nobody else's
    office.controllers.absences.end(admin, added.id)
    (told,) = office.controllers.notifications.mine(other_mentor).items
    assert told.absence is not None
    assert told.absence.ended_at == NOON


# -- the document's rules: "Nouveau suivi", "Assignement"


def kinds(office: Office, user: Actor) -> list[str]:
    """What the user was told, the first first."""
    return [one.kind for one in reversed(office.controllers.notifications.mine(user).items)]


def test_a_follow_up_is_told_to_the_mentor_and_the_pastors_but_not_to_who_recorded_it(
    office: Office, mentor: Actor, other_mentor: Actor, pastor: Actor, admin: Actor
) -> None:
    second = office.user(Role.PASTOR, "Pierre")
    person = office.person(mentor)
    office.follow_up(mentor, person)
    office.follow_up(pastor, person)
    recorded = NotificationKind.FOLLOW_UP_RECORDED
    assert kinds(office, mentor) == ["personAssigned", recorded]
    assert (kinds(office, pastor), kinds(office, second)) == ([recorded], [recorded, recorded])
    assert (kinds(office, admin), kinds(office, other_mentor)) == ([], [])


def test_a_pastor_who_is_the_mentor_is_told_once(office: Office, pastor: Actor, admin: Actor) -> None:
    person = office.person(pastor)
    office.follow_up(admin, person)
    assert kinds(office, pastor) == ["personAssigned", "followUpRecorded"]


def test_where_nobody_else_leads_the_administrators_are_told(
    office: Office, mentor: Actor, admin: Actor
) -> None:
    office.follow_up(mentor, office.person(mentor))
    assert kinds(office, admin) == ["followUpRecorded"]


def test_an_assignment_is_told_to_who_gets_the_person_and_to_who_loses_them(
    office: Office, mentor: Actor, other_mentor: Actor, pastor: Actor, admin: Actor
) -> None:
    person = office.person(mentor)
    persons = office.controllers.persons
    persons.assign(admin, person.id, {"mentor": other_mentor.uuid})
    persons.assign(admin, person.id, {"mentor": other_mentor.uuid})  # nothing new
    persons.assign(pastor, person.id, {"mentor": pastor.uuid})  # one's own deed
    persons.assign(admin, person.id, {"mentor": None})
    assert kinds(office, mentor) == ["personAssigned", "personUnassigned"]
    assert kinds(office, other_mentor) == ["personAssigned", "personUnassigned"]
    assert kinds(office, pastor) == ["personUnassigned"]
    assert kinds(office, admin) == []


def test_an_automatic_assignment_is_told_though_somebody_else_added_the_person(
    office: Office, mentor: Actor, committee: Actor
) -> None:
    office.settings(assign_automatically=True)
    office.person(by=committee)
    (told,) = office.controllers.notifications.mine(mentor).items
    assert (told.kind, told.by) == (NotificationKind.PERSON_ASSIGNED, None)
    assert kinds(office, committee) == []
