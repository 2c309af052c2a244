"""Who may do what, through every public call of the controllers, against tables written by hand from docs/contract/decisions.md."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from openpyxl import load_workbook

from desktop_app import controllers
from desktop_app.controllers.base import Controller
from desktop_app.controllers.client_interactions import InteractionFilter
from desktop_app.controllers.exporting.exports import Exports
from desktop_app.controllers.follow_ups import FollowUpFilter
from desktop_app.controllers.persons import PersonFilter
from desktop_app.domain.errors import Invalid, NotAllowed, NotFound, Refused
from desktop_app.domain.permissions import Action, may, own_only, reach
from desktop_app.domain.records import Actor, FollowUp, Interaction, Notification, Person
from desktop_app.domain.vocabulary import Role
from desktop_app.exchange.exports.tables import Exported, ExportForm, Format
from tests.support.office import NOON, PASSWORD, Office, day, follow_up_values, interaction_values

ROLES = (Role.CAN_COMMITTEE, Role.MENTOR, Role.PASTOR, Role.ADMIN)
UNKNOWN = 987_654


@dataclass
class World:
    """One of everything, for each of the four actors: persons by whose they are, and what was written about them by whom."""

    office: Office
    actors: dict[Role, Actor]
    author: Actor  # somebody who is none of the four
    persons: dict[str, Person]  # "own": the acting mentor's
    follow_ups: dict[str, FollowUp]  # about each of the persons, written by ``author``
    interactions: dict[str, Interaction]
    written_follow_ups: dict[tuple[Role, str], FollowUp] = field(default_factory=dict)  # by each of the four
    written_interactions: dict[tuple[Role, str], Interaction] = field(default_factory=dict)
    notifications: dict[Role, Notification] = field(default_factory=dict)

    def key(self, whose: str) -> int:
        """The key of a person; of nobody when *whose* is ``unknown``."""
        return self.persons[whose].id if whose in self.persons else UNKNOWN

    def uuid(self, whose: str) -> UUID:
        """The same for uuids."""
        return self.persons[whose].uuid if whose in self.persons else uuid4()

    def follow_up(self, actor: Actor, what: str) -> int:
        """The key of a follow-up: about a person by somebody else, or ``written …`` by *actor*."""
        whose = what.removeprefix("written ")
        if what != whose:
            return self.written_follow_ups[actor.role, whose].id
        return self.follow_ups[whose].id if whose in self.follow_ups else UNKNOWN

    def interaction(self, actor: Actor, what: str) -> int:
        """The same for client interactions."""
        whose = what.removeprefix("written ")
        if what != whose:
            return self.written_interactions[actor.role, whose].id
        return self.interactions[whose].id if whose in self.interactions else UNKNOWN


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    office = Office(tmp_path_factory.mktemp("permissions"))
    actors = {role: office.user(role, first_name=f"Acting {role}") for role in ROLES}
    author = office.user(Role.PASTOR, "Author")
    other = office.user(Role.MENTOR, "Other")
    mentor, admin = actors[Role.MENTOR], actors[Role.ADMIN]
    persons = {
        "own": office.person(mentor, first_visit_on=day(40)),
        "other": office.person(other, first_visit_on=day(40)),
        "nobody's": office.person(first_visit_on=day(40)),
        "deleted": office.person(mentor, first_visit_on=day(40)),
    }
    world = World(office, actors, author, persons, {}, {})
    for whose, person in persons.items():
        world.follow_ups[whose] = office.follow_up(author, person, ago=30, promise=8)
        world.interactions[whose] = office.interaction(author, person)
    world.follow_ups["deleted one"] = office.follow_up(author, persons["own"], ago=30, promise=8)
    world.interactions["deleted one"] = office.interaction(author, persons["own"])
    # what each of the four wrote: with the rights that they had then
    for role, actor in actors.items():
        with office.acting_as(Role.PASTOR, actor):
            for whose in ("own", "other", "deleted", "deleted one"):
                person = persons["own" if whose == "deleted one" else whose]
                world.written_follow_ups[role, whose] = office.follow_up(actor, person, ago=30, promise=8)
                world.written_interactions[role, whose] = office.interaction(actor, person)
    for follow_up in (
        world.follow_ups["deleted one"],
        *(world.written_follow_ups[r, "deleted one"] for r in ROLES),
    ):
        office.controllers.follow_ups.delete(admin, follow_up.id)
    for one in (
        world.interactions["deleted one"],
        *(world.written_interactions[r, "deleted one"] for r in ROLES),
    ):
        office.controllers.client_interactions.delete(admin, one.id)
    office.controllers.persons.delete(admin, persons["deleted"].id)
    for role, actor in actors.items():
        notice = office.controllers.notifications
        office.database.execute_sql(
            "INSERT INTO notifications (uuid, user_id, kind, person_id, by_id, created_at) "
            "VALUES (?, ?, 'personAssigned', ?, ?, 0)",
            (uuid4().bytes, actor.id, persons["own"].id, author.id),
        )
        world.notifications[role] = notice.mine(actor).items[0]
        office.controllers.drafts.keep(actor, "follow_up", "person:1", {"notes": f"of {role}"})
    yield world
    office.application.close()


def outcome_of(world: World, call: Callable[[], object]) -> str:
    """What comes of a call, which is then undone: ``yes``, ``no``, ``gone``, ``refused``, ``invalid``."""
    with world.office.database.atomic() as undone:
        try:
            call()
        except NotAllowed:
            return "no"
        except NotFound:
            return "gone"
        except Refused:
            return "refused"
        except Invalid:
            return "invalid"
        else:
            return "yes"
        finally:
            undone.rollback()


Call = Callable[[World, Actor, str], object]

CALLS: dict[str, Call] = {
    "persons.get": lambda w, actor, whose: w.office.controllers.persons.get(actor, w.uuid(whose)),
    "persons.add": lambda w, actor, _: w.office.controllers.persons.add(
        actor, {"first_name": "A", "last_name": "B"}
    ),
    "persons.update": lambda w, actor, whose: w.office.controllers.persons.update(
        actor, w.key(whose), {"phone": "0707"}
    ),
    "persons.set_status": lambda w, actor, whose: w.office.controllers.persons.set_status(
        actor, w.key(whose), {"status": "integrated"}
    ),
    "persons.assign": lambda w, actor, whose: w.office.controllers.persons.assign(
        actor, w.uuid(whose), {"mentor": w.author.uuid}
    ),
    "persons.delete": lambda w, actor, whose: w.office.controllers.persons.delete(actor, w.key(whose)),
    "persons.restore": lambda w, actor, whose: w.office.controllers.persons.restore(actor, w.key(whose)),
    "follow_ups.record": lambda w, actor, whose: w.office.controllers.follow_ups.record(
        actor, follow_up_values(w.persons["own"]) | {"person": w.uuid(whose)}
    ),
    "follow_ups.get": lambda w, actor, what: w.office.controllers.follow_ups.get(
        actor, w.follow_up(actor, what)
    ),
    "follow_ups.update": lambda w, actor, what: w.office.controllers.follow_ups.update(
        actor, w.follow_up(actor, what), {"notes": "Changed"}
    ),
    "follow_ups.delete": lambda w, actor, what: w.office.controllers.follow_ups.delete(
        actor, w.follow_up(actor, what)
    ),
    "follow_ups.restore": lambda w, actor, what: w.office.controllers.follow_ups.restore(
        actor, w.follow_up(actor, what)
    ),
    "follow_ups.tick_next_action": lambda w, actor, what: w.office.controllers.follow_ups.tick_next_action(
        actor, w.follow_up(actor, what)
    ),
    "follow_ups.statistics": lambda w, actor, whose: w.office.controllers.follow_ups.statistics(
        actor, "month", _mentor_asked_for(w, actor, whose)
    ),
    "statistics.overview": lambda w, actor, whose: w.office.controllers.statistics.overview(
        actor, w.office.controllers.statistics.period("month"), _mentor_asked_for(w, actor, whose)
    ),
    "waiting.upcoming_actions": lambda w, actor, whose: w.office.controllers.waiting.upcoming_actions(
        actor, 7, _mentor_asked_for(w, actor, whose)
    ),
    "client_interactions.record": lambda w, actor, whose: w.office.controllers.client_interactions.record(
        actor, w.key(whose), interaction_values()
    ),
    "client_interactions.get": lambda w, actor, what: w.office.controllers.client_interactions.get(
        actor, w.interaction(actor, what)
    ),
    "client_interactions.update": lambda w, actor, what: w.office.controllers.client_interactions.update(
        actor, w.interaction(actor, what), {"title": "Changed"}
    ),
    "client_interactions.delete": lambda w, actor, what: w.office.controllers.client_interactions.delete(
        actor, w.interaction(actor, what)
    ),
    "client_interactions.restore": lambda w, actor, what: w.office.controllers.client_interactions.restore(
        actor, w.interaction(actor, what)
    ),
    "client_interactions.tick_next_action": lambda w, actor, what: (
        w.office.controllers.client_interactions.tick_next_action(actor, w.interaction(actor, what))
    ),
    "client_interactions.of_person": lambda w, actor, whose: (
        w.office.controllers.client_interactions.of_person(actor, w.key(whose))
    ),
    "activity.of_person": lambda w, actor, whose: w.office.controllers.activity.of_person(
        actor, w.key(whose)
    ),
    "activity.page_of_person": lambda w, actor, whose: w.office.controllers.activity.page_of_person(
        actor, w.key(whose), 100, 0
    ),
    "waiting.of_person": lambda w, actor, whose: w.office.controllers.waiting.of_person(actor, w.key(whose)),
    "timeline.of_person": lambda w, actor, whose: w.office.controllers.timeline.of_person(
        actor, w.key(whose)
    ),
    "pauses.pause": lambda w, actor, whose: w.office.controllers.pauses.pause(
        actor, w.key(whose), {"until": day(-9), "reason": "travelling"}
    ),
    "pauses.resume": lambda w, actor, whose: w.office.controllers.pauses.resume(actor, w.key(whose)),
    "absences.add": lambda w, actor, whose: w.office.controllers.absences.add(
        actor,
        {
            "user": {"own": w.actors[Role.MENTOR].uuid, "other": w.author.uuid}.get(whose, uuid4()),
            "first_on": day(0),
            "last_on": day(-9),
            "colleague": w.actors[Role.PASTOR].uuid,
        },
    ),
    "absences.end": lambda w, actor, whose: w.office.controllers.absences.end(actor, _absence(w, whose)),
    "absences.list": lambda w, actor, _: w.office.controllers.absences.list(actor),
    "waiting.count": lambda w, actor, _: w.office.controllers.waiting.count(actor, 7),
    "reports.overdue": lambda w, actor, whose: w.office.controllers.reports.overdue(
        actor, 7, _mentor_key(w, actor, whose)
    ),
    "reports.call_sheet": lambda w, actor, whose: w.office.controllers.reports.call_sheet(
        actor, _mentor_key(w, actor, whose)
    ),
    "reports.person_file": lambda w, actor, whose: w.office.controllers.reports.person_file(
        actor, w.key(whose)
    ),
    "reports.month": lambda w, actor, whose: w.office.controllers.reports.month(
        actor, 2026, 10, _mentor_key(w, actor, whose)
    ),
    "mentors.list": lambda w, actor, _: w.office.controllers.mentors.list(actor),
    "mentors.authors": lambda w, actor, _: w.office.controllers.mentors.authors(actor),
    "users.list": lambda w, actor, _: w.office.controllers.users.list(actor),
    "exports.users": lambda w, actor, _: w.office.controllers.exports.users(
        actor, w.office.folder / "users.csv", ExportForm(Format.CSV)
    ),
    "exports.figures": lambda w, actor, whose: w.office.controllers.exports.figures(
        actor,
        w.office.controllers.statistics.period("week"),
        w.office.folder / "figures.csv",
        ExportForm(Format.CSV),
        mentor={"own": actor.id, "other": w.author.id}.get(whose),
    ),
    "users.add": lambda w, actor, _: w.office.controllers.users.add(
        actor, {"first_name": "A", "last_name": "B", "email": "new@example.org", "role": "mentor"}
    ),
    "users.update": lambda w, actor, whose: w.office.controllers.users.update(
        actor, UNKNOWN if whose == "unknown" else w.author.id, {"first_name": "C"}
    ),
    "sign_in.attempts": lambda w, actor, _: w.office.controllers.sign_in.attempts(actor),
    "organisation.update": lambda w, actor, _: w.office.controllers.organisation.update(
        actor, {"name": "Office", "overdue_days": 9}
    ),
    "people_import.preview": lambda w, actor, _: w.office.controllers.people_import.preview(actor, _list(w)),
    "people_import.run": lambda w, actor, _: w.office.controllers.people_import.run(actor, _list(w)),
    "people_import.save_refused": lambda w, actor, _: w.office.controllers.people_import.save_refused(
        actor,
        w.office.controllers.people_import.run(None, _list(w), dry_run=True),
        w.office.folder / "refused.csv",
    ),
    "notifications.mark_several_read": lambda w, actor, whose: (
        w.office.controllers.notifications.mark_several_read(actor, _notification_keys(w, actor, whose))
    ),
    "notifications.mark_read": lambda w, actor, whose: w.office.controllers.notifications.mark_read(
        actor, _notification(w, actor, whose)
    ),
}


def _notification_keys(w: World, actor: Actor, whose: str) -> list[int]:
    """The key of a notification of the actor's own, of somebody else's, or of none."""
    uuid = _notification(w, actor, whose)
    return [one.id for one in w.notifications.values() if one.uuid == uuid] or [10**9]


def _mentor_key(w: World, actor: Actor, whose: str) -> int | None:
    return {"own": actor.id, "other": w.author.id, "nobody said": None}.get(whose, UNKNOWN)


def _absence(w: World, whose: str) -> int:
    """An absence that the administrator noted just now, of the acting mentor or of somebody else."""
    if whose == "unknown":
        return UNKNOWN
    user = w.actors[Role.MENTOR] if whose == "own" else w.author
    days = {"first_on": day(0), "last_on": day(-9)}
    values = {"user": user.uuid, "colleague": w.actors[Role.PASTOR].uuid, **days}
    return w.office.controllers.absences.add(w.actors[Role.ADMIN], values).id


def _mentor_asked_for(w: World, actor: Actor, whose: str) -> UUID | None:
    return {"own": actor.uuid, "other": w.author.uuid, "nobody said": None}.get(whose, uuid4())


def _list(w: World) -> Path:
    path = w.office.folder / "people.csv"
    path.write_text("First name;Last name;Phone\nAma;Kone;07\n;;08\n", encoding="utf-8")
    return path


def _notification(w: World, actor: Actor, whose: str) -> UUID:
    if whose == "own":
        return w.notifications[actor.role].uuid
    return w.notifications[ROLES[ROLES.index(actor.role) - 1]].uuid if whose == "other" else uuid4()


# call → whose or what → what comes of it for committee, mentor, pastor, administrator
_SEES = {
    "own": "yes yes yes yes",
    "other": "yes no yes yes",
    "nobody's": "yes no yes yes",
    "deleted": "gone gone gone gone",
    "unknown": "gone gone gone gone",
}
_CHANGES_FOLLOW_UP = {
    "own": "no no yes yes",  # about the acting mentor's own person, but written by somebody else
    "other": "no no yes yes",
    "nobody's": "no no yes yes",
    "written own": "yes yes yes yes",
    "written other": "yes no yes yes",  # its author may while the person is theirs: a right ends with its reason
    "deleted": "gone gone gone gone",
    "written deleted": "gone gone gone gone",
    "unknown": "gone gone gone gone",
}
_CHANGES_INTERACTION = {
    "own": "no no yes yes",
    "other": "no no yes yes",
    "nobody's": "no no yes yes",
    "written own": "yes yes yes yes",
    "written other": "yes no yes yes",  # a mentor: the persons assigned to them only
    "deleted": "gone gone gone gone",
    "written deleted": "gone gone gone gone",
    "unknown": "gone gone gone gone",
}
_FIGURES = {
    "own": "no yes yes yes",
    "other": "no yes yes yes",  # a mentor gets their own, whoever is asked for
    "nobody said": "no yes invalid invalid",
    "unknown": "no yes gone gone",
}
_ADMINISTRATOR = {"": "no no no yes"}
_IMPORTS = {"": "yes no yes yes"}

EXPECTED: dict[str, dict[str, str]] = {
    "persons.get": _SEES,
    "persons.add": {"": "yes no yes yes"},
    "persons.update": _SEES,
    "persons.set_status": _SEES,
    "persons.assign": {
        "own": "yes no yes yes",
        "other": "yes no yes yes",
        "nobody's": "yes no yes yes",
        "deleted": "gone no gone gone",
        "unknown": "gone no gone gone",
    },
    "persons.delete": {
        "own": "no no yes yes",
        "other": "no no yes yes",
        "nobody's": "no no yes yes",
        "deleted": "no no gone gone",
        "unknown": "no no gone gone",
    },
    "persons.restore": {
        "own": "no no refused refused",
        "deleted": "no no yes yes",
        "unknown": "no no gone gone",
    },
    "follow_ups.record": {
        "own": "no yes yes yes",
        "other": "no no yes yes",
        "nobody's": "no no yes yes",
        "deleted": "no gone gone gone",
        "unknown": "no gone gone gone",
    },
    "follow_ups.get": _SEES
    | {
        "written own": "yes yes yes yes",
        "written other": "yes no yes yes",
        "written deleted": "gone gone gone gone",
        "deleted one": "gone gone gone gone",
    },
    "follow_ups.update": _CHANGES_FOLLOW_UP | {"written deleted one": "gone gone gone gone"},
    "follow_ups.delete": _CHANGES_FOLLOW_UP | {"written deleted one": "gone gone gone gone"},
    "follow_ups.restore": {
        "deleted one": "no no yes yes",
        "written deleted one": "yes yes yes yes",
        "written own": "refused refused refused refused",
        "written deleted": "gone gone gone gone",
        "unknown": "gone gone gone gone",
    },
    "follow_ups.tick_next_action": {
        "own": "no yes yes yes",
        "other": "no no yes yes",
        "nobody's": "no no yes yes",
        "written own": "yes yes yes yes",
        "written other": "yes no yes yes",
        "deleted": "gone gone gone gone",
        "deleted one": "gone gone gone gone",
        "unknown": "gone gone gone gone",
    },
    "follow_ups.statistics": _FIGURES,
    "statistics.overview": {
        "own": "no yes yes yes",
        "other": "no no yes yes",
        "nobody said": "no yes yes yes",  # a mentor gets their own, the others everybody's
        "unknown": "no no gone gone",
    },
    "waiting.upcoming_actions": _FIGURES,
    "client_interactions.record": _SEES,
    "client_interactions.get": _SEES
    | {
        "written other": "yes no yes yes",
        "written deleted": "gone gone gone gone",
        "deleted one": "yes yes yes yes",  # answered still, as deleted
    },
    "client_interactions.update": _CHANGES_INTERACTION | {"written deleted one": "gone gone gone gone"},
    "client_interactions.delete": _CHANGES_INTERACTION
    | {"written deleted one": "refused refused refused refused"},
    "client_interactions.restore": {
        "deleted one": "no no yes yes",
        "written deleted one": "yes yes yes yes",
        "written own": "refused refused refused refused",
        "unknown": "gone gone gone gone",
    },
    "client_interactions.tick_next_action": {  # they have no next action, which only those may learn who may tick it
        "own": "refused refused refused refused",
        "other": "refused no refused refused",
        "nobody's": "refused no refused refused",
        "written own": "refused refused refused refused",
        "written other": "refused no refused refused",
        "deleted": "gone gone gone gone",
        "deleted one": "gone gone gone gone",
        "unknown": "gone gone gone gone",
    },
    "client_interactions.of_person": _SEES,
    "activity.of_person": _SEES | {"deleted": "yes yes yes yes"},  # who deleted them stands there
    "activity.page_of_person": _SEES | {"deleted": "yes yes yes yes"},
    "timeline.of_person": _SEES,
    "waiting.of_person": _SEES,
    "pauses.pause": _SEES,
    "pauses.resume": {
        "own": "refused refused refused refused",
        "other": "refused no refused refused",
        "deleted": "gone gone gone gone",
        "unknown": "gone gone gone gone",
    },
    "absences.add": {"own": "no yes yes yes", "other": "no no yes yes", "unknown": "no gone gone gone"},
    "absences.end": {"own": "no yes yes yes", "other": "no gone yes yes", "unknown": "no gone gone gone"},
    "absences.list": {"": "no yes yes yes"},
    "waiting.count": {"": "yes yes yes yes"},
    "reports.overdue": {
        "own": "yes yes yes yes",
        "other": "yes yes yes yes",
        "unknown": "gone gone gone gone",
    },
    "reports.call_sheet": {
        "own": "yes yes yes yes",
        "other": "yes no yes yes",
        "nobody said": "invalid yes invalid invalid",
        "unknown": "gone gone gone gone",
    },
    "reports.person_file": _SEES,
    "reports.month": {
        "own": "no yes yes yes",
        "other": "no no yes yes",
        "nobody said": "no yes yes yes",
        "unknown": "no no gone gone",
    },
    "mentors.list": {"": "yes yes yes yes"},
    "mentors.authors": {"": "yes yes yes yes"},
    "users.list": _ADMINISTRATOR,
    "exports.users": _ADMINISTRATOR,
    "exports.figures": {"everybody's": "no yes yes yes", "own": "no yes yes yes", "other": "no no yes yes"},
    "users.add": _ADMINISTRATOR,
    "users.update": {"": "no no no yes", "unknown": "no no no gone"},
    "sign_in.attempts": _ADMINISTRATOR,
    "organisation.update": _ADMINISTRATOR,
    "people_import.preview": _IMPORTS,
    "people_import.run": _IMPORTS,
    "people_import.save_refused": _IMPORTS,
    "notifications.mark_several_read": {
        "own": "yes yes yes yes",
        "other": "gone gone gone gone",
        "unknown": "gone gone gone gone",
    },
    "notifications.mark_read": {
        "own": "yes yes yes yes",
        "other": "gone gone gone gone",
        "unknown": "gone gone gone gone",
    },
}


@pytest.mark.parametrize(
    ("call", "whose", "expected"),
    [(call, whose, expected) for call, rows in EXPECTED.items() for whose, expected in rows.items()],
)
def test_what_comes_of_a_call(world: World, call: str, whose: str, expected: str) -> None:
    outcomes = [
        outcome_of(world, partial(CALLS[call], world, actor, whose)) for actor in world.actors.values()
    ]
    assert " ".join(outcomes) == expected


# -- lists: whose persons are in them

EVERYBODY = {"own", "other", "nobody's"}
Seen = set[str] | None


def _who(world: World, keys: set[int]) -> set[str]:
    return {whose for whose, person in world.persons.items() if person.id in keys}


def _listed_persons(w: World, actor: Actor) -> Seen:
    return _who(w, {one.id for one in w.office.controllers.persons.list(actor, PersonFilter()).items})


def _whole_persons(w: World, actor: Actor) -> Seen:
    return _who(
        w, {one.id for one in w.office.controllers.persons.list_whole(actor, PersonFilter(), 100, 0).items}
    )


def _found_persons(w: World, actor: Actor) -> Seen:
    return _who(w, {one.id for one in w.office.controllers.persons.find(actor, "marie")})


def _possible_duplicates(w: World, actor: Actor) -> Seen:
    found: set[int] = set()
    for person in w.persons.values():
        values = {"first_name": person.first_name, "last_name": person.last_name}
        found |= {one.person.id for one in w.office.controllers.duplicates.possible(actor, values)}
    return _who(w, found)


def _listed_follow_ups(w: World, actor: Actor) -> Seen:
    listed = w.office.controllers.follow_ups.list(actor, FollowUpFilter(), limit=100)
    assert listed.total == len(listed.items)
    return _who(w, {one.person.id for one in listed.items})


def _scrolled_follow_ups(w: World, actor: Actor) -> Seen:
    follow_ups = w.office.controllers.follow_ups
    newest = follow_ups.list(w.actors[Role.ADMIN], FollowUpFilter(), limit=1).items[0]
    before_all = type(newest)(
        **{name: getattr(newest, name) for name in newest.__dataclass_fields__ if name != "id"}, id=UNKNOWN
    )
    return _who(
        w, {one.person.id for one in follow_ups.list_after(actor, FollowUpFilter(), before_all).items}
    )


def _waiting(w: World, actor: Actor) -> Seen:
    return _who(w, {row.person.id for row in w.office.controllers.waiting.overdue(actor, 7)})


def _paused(w: World, actor: Actor) -> Seen:
    pauses, pastor = w.office.controllers.pauses, w.actors[Role.PASTOR]
    with w.office.database.atomic() as undone:
        for whose in EVERYBODY:
            pauses.pause(pastor, w.key(whose), {"until": day(-9), "reason": "other"})
        found = _who(w, {row.person.id for row in w.office.controllers.waiting.paused(actor, 7)})
        undone.rollback()
    return found


def _next_actions(w: World, actor: Actor) -> Seen:
    return _who(w, {one.person.id for one in w.office.controllers.waiting.next_actions(actor, None, day(0))})


def _dashboard(w: World, actor: Actor) -> Seen:
    dashboard = w.office.controllers.waiting.dashboard(actor, 7)
    assert dashboard.counts.waiting == len(dashboard.waiting)
    if dashboard.past_due is not None:
        assert dashboard.counts.past_due == len(dashboard.past_due)
    return _who(w, {row.person.id for row in dashboard.waiting})


def _dashboard_actions(w: World, actor: Actor) -> Seen:
    dashboard = w.office.controllers.waiting.dashboard(actor, 7)
    if dashboard.past_due is None:
        assert (dashboard.coming_up, dashboard.counts.past_due, dashboard.counts.coming_up) == (
            None,
            None,
            None,
        )
        return None
    return _who(w, {one.person.id for one in dashboard.past_due})


def _listed_interactions(w: World, actor: Actor) -> Seen:
    listed = w.office.controllers.client_interactions.list(actor, InteractionFilter())
    assert listed.total == len(listed.items)
    return _who(w, {one.person.id for one in listed.items})


def _all_overdue(w: World, actor: Actor) -> Seen:
    total, batches = w.office.controllers.waiting.all_overdue(actor, 7)
    rows = [row for batch in batches for row in batch]
    assert total == len(rows)
    return _who(w, {row.person.id for row in rows})


def _all_next_actions(w: World, actor: Actor) -> Seen:
    total, batches = w.office.controllers.waiting.all_next_actions(actor, None, day(0))
    rows = [row for batch in batches for row in batch]
    assert total == len(rows)
    return _who(w, {row.person.id for row in rows})


Export = Callable[[Exports, Actor, Path, ExportForm], Exported]
EXPORTS: dict[str, Export] = {
    "exports.people": lambda exports, actor, path, form: exports.people(actor, PersonFilter(), path, form),
    "exports.follow_ups": lambda exports, actor, path, form: exports.follow_ups(
        actor, FollowUpFilter(), path, form
    ),
    "exports.interactions": lambda exports, actor, path, form: exports.interactions(
        actor, InteractionFilter(), path, form
    ),
    "exports.waiting": lambda exports, actor, path, form: exports.waiting(actor, 7, path, form),
    "exports.paused": lambda exports, actor, path, form: exports.paused(actor, path, form),
    "exports.next_actions": lambda exports, actor, path, form: exports.next_actions(
        actor, "past_due", path, form
    ),
}


def _exported(name: str, format_: Format) -> Callable[[World, Actor], Seen]:
    """Those whose last names stand in the file."""

    def seen(w: World, actor: Actor) -> Seen:
        with w.office.database.atomic() as undone:
            if name == "exports.paused":
                for whose in EVERYBODY:
                    values = {"until": day(-9), "reason": "other"}
                    w.office.controllers.pauses.pause(w.actors[Role.PASTOR], w.key(whose), values)
            try:
                return in_file(w, actor)
            finally:
                undone.rollback()

    def in_file(w: World, actor: Actor) -> Seen:
        path = w.office.folder / f"exported.{format_}"
        path.unlink(missing_ok=True)
        try:
            EXPORTS[name](w.office.controllers.exports, actor, path, ExportForm(format_, with_notes=True))
        except NotAllowed:
            assert not path.exists()
            raise
        if format_ is Format.EXCEL:
            sheet = load_workbook(path).active
            text = "\n".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row)
        else:
            text = path.read_text("utf-8-sig").replace("\r\n ", "")  # a long line of a calendar is folded
        return {whose for whose, person in w.persons.items() if re.search(rf"\b{person.last_name}\b", text)}

    return seen


LISTS: dict[str, tuple[Callable[[World, Actor], Seen], tuple[Seen, Seen, Seen, Seen]]] = {
    #                                                        committee  mentor   pastor     administrator
    "persons.list": (_listed_persons, (EVERYBODY, {"own"}, EVERYBODY, EVERYBODY)),
    "persons.list_whole": (_whole_persons, (EVERYBODY, {"own"}, EVERYBODY, EVERYBODY)),
    "persons.find": (_found_persons, (EVERYBODY, {"own"}, EVERYBODY, EVERYBODY)),
    "duplicates.possible": (_possible_duplicates, (EVERYBODY, {"own"}, EVERYBODY, EVERYBODY)),
    "follow_ups.list": (_listed_follow_ups, (EVERYBODY, {"own"}, EVERYBODY, EVERYBODY)),
    "follow_ups.list_after": (_scrolled_follow_ups, (EVERYBODY, {"own"}, EVERYBODY, EVERYBODY)),
    "waiting.overdue": (_waiting, (EVERYBODY, {"own"}, EVERYBODY, EVERYBODY)),
    "waiting.paused": (_paused, (EVERYBODY, {"own"}, EVERYBODY, EVERYBODY)),
    "waiting.next_actions": (_next_actions, (None, {"own"}, EVERYBODY, EVERYBODY)),
    "waiting.dashboard": (_dashboard, (EVERYBODY, {"own"}, EVERYBODY, EVERYBODY)),
    "waiting.dashboard actions": (_dashboard_actions, (None, {"own"}, EVERYBODY, EVERYBODY)),
    "client_interactions.list": (_listed_interactions, (EVERYBODY, {"own"}, EVERYBODY, EVERYBODY)),
    "waiting.all_overdue": (_all_overdue, (EVERYBODY, {"own"}, EVERYBODY, EVERYBODY)),
    "waiting.all_next_actions": (_all_next_actions, (None, {"own"}, EVERYBODY, EVERYBODY)),
}
for _name in EXPORTS:
    _first = None if _name == "exports.next_actions" else EVERYBODY
    _formats = [one for one in Format if one is not Format.CALENDAR or _name == "exports.next_actions"]
    LISTS |= {
        f"{_name} {one}": (_exported(_name, one), (_first, {"own"}, EVERYBODY, EVERYBODY)) for one in _formats
    }


@pytest.mark.parametrize("name", LISTS)
def test_whose_persons_are_in_a_list(world: World, name: str) -> None:
    ask, expected = LISTS[name]

    def seen(actor: Actor) -> Seen:
        try:
            return ask(world, actor)
        except NotAllowed:
            return None

    assert tuple(seen(actor) for actor in world.actors.values()) == expected


def test_a_mentors_filter_narrows_and_never_widens(world: World) -> None:
    mentor = world.actors[Role.MENTOR]
    other = world.persons["other"].mentor
    assert other is not None
    waiting = world.office.controllers.waiting
    assert waiting.overdue(mentor, 7, other.id) == ()
    assert waiting.next_actions(mentor, None, day(0), other.id) == ()
    with pytest.raises(NotAllowed):
        waiting.dashboard(mentor, 7, other.id)
    assert {row.person.id for row in waiting.overdue(mentor, 7, mentor.id)} == {world.persons["own"].id}
    follow_ups = world.office.controllers.follow_ups
    listed = follow_ups.list(mentor, FollowUpFilter(mentor_id=world.author.id))
    assert {one.person.id for one in listed.items} == {world.persons["own"].id}
    widened = FollowUpFilter(only_mentor_ids=(other.id,))  # what narrows is the controller's to say
    assert {one.person.id for one in follow_ups.list(mentor, widened).items} == {world.persons["own"].id}
    persons = world.office.controllers.persons
    assert persons.list(mentor, PersonFilter(mentor_id=other.id)).items == ()
    assert persons.list(mentor, PersonFilter(mentor_id=0)).items == ()
    assert persons.list(mentor, PersonFilter(only_mentor_ids=(other.id,))).total == 1


def test_how_many_are_without_a_mentor_is_told_to_those_who_see_everybody(world: World) -> None:
    counts = [
        world.office.controllers.waiting.dashboard(actor, 7).counts.without_mentor
        for actor in world.actors.values()
    ]
    assert counts == [1, None, 1, 1]


# -- what is only one's own


def test_notifications_are_only_ones_own(world: World) -> None:
    notifications = world.office.controllers.notifications
    for role, actor in world.actors.items():
        mine = notifications.mine(actor)
        assert world.notifications[role].uuid in {one.uuid for one in mine.items}
        others = {world.notifications[other].uuid for other in ROLES if other is not role}
        assert not others & {one.uuid for one in mine.items}
        with world.office.database.atomic() as undone:
            before = {other: notifications.unread_count(world.actors[other]) for other in ROLES}
            assert notifications.mark_all_read(actor) == before[role] > 0
            after = {other: notifications.unread_count(world.actors[other]) for other in ROLES}
            assert after == before | {role: 0}
            undone.rollback()


def test_drafts_are_only_ones_own(world: World) -> None:
    drafts = world.office.controllers.drafts
    for role, actor in world.actors.items():
        draft = drafts.get(actor, "follow_up", "person:1")
        assert draft is not None
        assert draft.content == {"notes": f"of {role}"}
        assert drafts.list(actor) == (draft,)
    with world.office.database.atomic() as undone:
        drafts.drop(world.actors[Role.MENTOR], "follow_up", "person:1")
        drafts.keep(world.actors[Role.PASTOR], "follow_up", "person:1", {"notes": "newer"})
        left = [[draft.content for draft in drafts.list(actor)] for actor in world.actors.values()]
        assert left == [[{"notes": "of can_committee"}], [], [{"notes": "newer"}], [{"notes": "of admin"}]]
        undone.rollback()


def test_everybody_may_change_their_own_password_and_is_still_who_they_are(world: World) -> None:
    users, door = world.office.controllers.users, world.office.controllers.sign_in
    for actor in world.actors.values():
        with world.office.database.atomic() as undone:
            users.update(world.actors[Role.ADMIN], actor.id, {"password": PASSWORD})
            with pytest.raises(Invalid) as raised:
                users.change_own_password(actor, "a wrong password", "another good one")
            assert [error.field for error in raised.value] == ["current_password"]
            users.change_own_password(actor, PASSWORD, "another good one")
            assert door.sign_in(actor.email, "another good one") == actor
            assert door.still(actor) == actor
            assert door.confirm(actor, "another good one") == actor
            undone.rollback()


ELSEWHERE = {  # tested above by a test of their own
    "absences.today",  # in test_absences
    "action_lists.page",  # in test_action_lists
    "action_lists.tick",
    "backups.restore",  # in test_backups
    "integrity.unreadable_rows",  # in test_integrity
    "integrity.unreadable_count",
    "integrity.mend",
    "integrity.take_note",
    "people_back.people",  # in test_people_back
    "people_back.compare",
    "people_back.take_back",
    "people_back.undo",
    "today.surface",  # in care/test_today
    "contact_import.preview",  # in importing/test_contact_import
    "contact_import.run",
    "merging.pairs",  # in test_merging
    "merging.set_different",
    "merging.merge",
    "merging.merges",
    "merging.recorded_since",
    "merging.separate",
    "deleted.list",  # in test_deleted
    "deleted.bring_back",
    "absences.restore",
    "duplicates.of",  # in test_duplicates, as ``possible``
    "follow_ups.record_unanswered",  # in test_follow_ups
    "follow_ups.take_back",
    "persons.suggestions",  # in test_persons
    "imports.newest",  # in importing/test_imports
    "imports.set_meaning",
    "imports.undo",
    "reports.note",  # in test_reports
    "notifications.mine",
    "notifications.mine_after",  # in test_notifications
    "notifications.unread_count",
    "notifications.mark_all_read",
    "drafts.keep",
    "drafts.put_beside",  # in test_drafts
    "drafts.get",
    "drafts.list",
    "drafts.drop",
    "users.change_own_password",
    "sign_in.still",
    "sign_in.confirm",
    "tokens.make",  # in test_tokens
    "tokens.list",
    "tokens.revoke",
    "tokens.sign_in",
}
FOR_NOBODY_IN_PARTICULAR = {  # before anybody has signed in, or for who owns the file
    "organisation.is_set_up",
    "organisation.has_data",
    "organisation.begin",  # before there is anybody
    "organisation.settle_place",
    "organisation.get",
    "organisation.follow_zone",  # the program's own
    "integrity.clock_doubt",  # about the PC's clock: no person is in it
    "statistics.period",
    "sign_in.sign_in",
    "tokens.bearer",
    "tokens.make_for",
    "tokens.note_use",
    "tokens.sign_out",
    "users.set_up",
    "integrity.check",
    "integrity.figures",
    "integrity.migrations",
    "integrity.repair",
    "integrity.sqlite_version",
    "integrity.lost",
    "demo.fill",
    "imports.meanings",  # what words mean in lists: no person is in it
    "answered_requests.answer_to",  # the server's own, about requests of one token
    "answered_requests.once",
    "answered_requests.forget",
    "backups.make",  # the program's own, and for who owns the file
    "backups.make_due",
    "backups.listed",
    "backups.read",
    "backups.state",
    "backups.counts",
    "reminders.make_due",  # the program's own
}


def _public_calls() -> Iterator[tuple[str, bool]]:
    """Every public method of every controller, and whether it takes the acting user."""
    for module in pkgutil.walk_packages(controllers.__path__, f"{controllers.__name__}."):
        loaded = importlib.import_module(module.name)
        for _, subject in inspect.getmembers(loaded, inspect.isclass):
            if not issubclass(subject, Controller) or subject.__module__ != loaded.__name__:
                continue
            for name, method in inspect.getmembers(subject, inspect.isfunction):
                if not name.startswith("_"):
                    yield (
                        f"{module.name.rpartition('.')[2]}.{name}",
                        "actor" in inspect.signature(method).parameters,
                    )


def test_no_call_is_left_out_of_these_tables() -> None:
    calls = dict(_public_calls())
    tested = set(EXPECTED) | {name.partition(" ")[0] for name in LISTS} | ELSEWHERE
    assert {name for name, takes_actor in calls.items() if takes_actor} == tested
    assert {name for name, takes_actor in calls.items() if not takes_actor} <= FOR_NOBODY_IN_PARTICULAR


# -- the table of the domain, which the windows grey things out by

WRITTEN_TABLE = """
view_person         all    own    all all
create_person       all    none   all all
edit_person         all    own    all all
delete_person       none   none   all all
set_status          all    own    all all
assign_mentor       all    none   all all
pause_person        all    own    all all
import_people       all    none   all all
merge_people        all    none   all all
view_follow_ups     all    own    all all
record_follow_up    none   own    all all
change_follow_up    author author all all
view_overdue        all    own    all all
view_next_actions   none   own    all all
view_statistics     none   own    all all
view_interactions   all    own    all all
record_interaction  all    own    all all
change_interaction  author author all all
view_log            all    own    all all
view_mentors        all    all    all all
manage_absences     none   own    all all
manage_users        none   none   none all
manage_settings     none   none   none all
"""


def test_the_windows_table_says_what_the_contract_says() -> None:
    rows = [line.split() for line in WRITTEN_TABLE.strip().splitlines()]
    assert [row[0] for row in rows] == [str(action) for action in Action]
    for name, *reaches in rows:
        for role, expected in zip(ROLES, reaches, strict=True):
            actor = Actor(7, uuid4(), "A", "B", "a@example.org", role)
            action = Action(name)
            assert reach(actor, action).name.lower() == expected
            assert may(actor, action) is (expected != "none")
            assert may(actor, action, mentor_id=7, author_id=8) is (expected in {"all", "own"})
            assert may(actor, action, mentor_id=8, author_id=7) is (expected in {"all", "author"})
            assert may(actor, action, mentor_id=None, author_id=None) is (expected == "all")


def test_lists_are_narrowed_for_those_who_only_see_their_own() -> None:
    mentor = Actor(7, uuid4(), "A", "B", "a@example.org", Role.MENTOR)
    pastor = Actor(8, uuid4(), "A", "B", "b@example.org", Role.PASTOR)
    assert own_only(mentor, Action.VIEW_PERSON) == 7
    assert own_only(pastor, Action.VIEW_PERSON) is None
    with pytest.raises(NotAllowed):
        own_only(mentor, Action.CREATE_PERSON)


def test_an_interaction_is_only_reached_through_its_own_person(world: World) -> None:
    admin = world.actors[Role.ADMIN]
    interactions = world.office.controllers.client_interactions
    one, wrong = world.interactions["own"], world.persons["other"].id
    assert interactions.get(admin, one.id, one.person.id) == interactions.get(admin, one.id)
    for call in (interactions.get, interactions.delete):
        with pytest.raises(NotFound):
            call(admin, one.id, wrong)
    with pytest.raises(NotFound):
        interactions.update(admin, one.id, {"title": "Changed"}, person_id=wrong)
    with pytest.raises(NotFound):
        interactions.restore(admin, world.interactions["deleted one"].id, wrong)
    assert one.start_at == NOON - timedelta(hours=3)
