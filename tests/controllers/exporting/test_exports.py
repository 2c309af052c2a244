"""Lists that leave the program: what the file holds is what the list shows, for each role; and nothing is left half done."""

from __future__ import annotations

import csv
import errno
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook

from desktop_app.controllers.client_interactions import InteractionFilter
from desktop_app.controllers.exporting.exports import Which
from desktop_app.controllers.follow_ups import FollowUpFilter
from desktop_app.controllers.persons import NO_MENTOR, PersonFilter
from desktop_app.database import sqlite_only
from desktop_app.database.queries import export_queries
from desktop_app.domain.errors import Cancelled, Invalid, NotAllowed, Refused, UnwritableFile
from desktop_app.domain.person_fields import NAMES
from desktop_app.domain.records import Actor, DashboardCounts, Person
from desktop_app.domain.vocabulary import FollowUpType, Outcome, PersonStatus, Role
from desktop_app.exchange.exports.tables import PEOPLE, Exported, ExportForm, Format
from desktop_app.exchange.imports.people_columns import PersonField, field_of_heading
from desktop_app.i18n import texts
from tests.support.office import NOON, TODAY, Office, day

CSV = ExportForm(Format.CSV)
CSV_WITH_NOTES = ExportForm(Format.CSV, with_notes=True)
TABLES = (CSV, ExportForm(Format.EXCEL))
Listed = tuple[Callable[[Actor], Exported], Callable[[Actor], int | None]]
"""What writes a list, and how many rows the page of it tells."""


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a file by their headings."""
    if path.suffix == ".xlsx":
        headings, *rows = load_workbook(path).active.iter_rows(values_only=True)
        return [dict(zip(headings, row, strict=True)) for row in rows]
    text = path.read_text("utf-8-sig")
    return list(
        csv.DictReader(StringIO(text, newline=""), delimiter=";" if texts.language() != "en" else ",")
    )


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def logged(office: Office) -> list[dict[str, Any]]:
    return [
        json.loads(after)
        for (after,) in office.rows("SELECT after FROM activity_log WHERE event = 'listExported'")
    ]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where people keep their files."""
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


# -- what stands in the files


def test_a_person_with_all_that_is_known(office: Office, place: Path, mentor: Actor, admin: Actor) -> None:
    person = office.person(
        mentor,
        first_name="Zoé",
        last_name="N'Diaye; “Awa”",
        gender="F",
        date_of_birth="--02-29",
        phone="+225 07 97 97 11 47",
        email="zoe@example.org",
        address="12, rue des Jardins\nEscalier B",
        commune="Cocody",
        first_visit_on=day(300),
        prayer_requests="=her exam",
        notes="Calls back\nafter five",
    )
    office.follow_up(mentor, person, ago=2)
    for form in (CSV, ExportForm(Format.EXCEL), CSV_WITH_NOTES):
        exported = office.controllers.exports.people(admin, PersonFilter(), place / f"p.{form.format}", form)
        (row,) = rows_of(exported.path)
        assert exported.rows == 1
        assert (row["First name"], row["Last name"]) == ("Zoé", "N'Diaye; “Awa”")
        assert (row["Gender"], row["Birthday"], row["Status"]) == ("Woman", "29/02", "In follow-up")
        assert (row["Phone"], row["Mentor"]) == ("+225 07 97 97 11 47", mentor.full_name)
        assert row["Address"] == "12, rue des Jardins Escalier B"  # a field of one line
        assert str(row["Number of follow-ups"]) == "1"
        if form.format is Format.EXCEL:
            assert row["Last contact"].date() == day(2)
        else:
            assert row["Last contact"] == str(day(2))
        assert row.get("Prayer requests") == ("'=her exam" if form.with_notes else None)
        assert row.get("Notes") == ("Calls back\nafter five" if form.with_notes else None)


def test_a_follow_up_and_how_it_stands_with_its_next_action(
    office: Office, place: Path, mentor: Actor, person: Person
) -> None:
    for ago, promise in ((9, 3), (4, 0), (3, -2)):
        office.follow_up(mentor, office.person(mentor), ago=ago, promise=promise, next_action_notes="call")
    office.follow_up(mentor, person, ago=8, promise=7)
    office.follow_up(mentor, person, ago=5, notes="Line one\nline two")
    exported = office.controllers.exports.follow_ups(
        mentor, FollowUpFilter(), place / "f.csv", CSV_WITH_NOTES
    )
    rows = rows_of(exported.path)
    assert [row["Date"] for row in rows] == [str(day(ago)) for ago in (3, 4, 5, 8, 9)]
    assert [row["State of the next action"] for row in rows] == ["open", "today", "", "done", "overdue"]
    assert rows[2]["Notes"] == "Line one\nline two"
    assert rows[0]["What is to be done"] == "call"
    assert {row["Recorded on"] for row in rows} == {"2026-11-20 12:00"}


def test_moments_are_those_of_the_offices_clocks(
    office: Office, place: Path, admin: Actor, person: Person
) -> None:
    office.settings(time_zone="America/New_York")
    start = datetime(
        2026, 11, 1, 5, 30, tzinfo=UTC
    )  # the night in which the clocks are set back: 01:30 twice
    for hours in (0, 1):
        moment = start + timedelta(hours=hours)
        office.interaction(
            admin,
            person,
            start_at=moment,
            end_at=moment + timedelta(minutes=90),
            reference_services=["DACA", "nutrition"],
        )
    exported = office.controllers.exports.interactions(
        admin, InteractionFilter(), place / "i.xlsx", ExportForm()
    )
    later, earlier = rows_of(exported.path)
    assert str(earlier["Start"]) == str(later["Start"]) == "2026-11-01 01:30:00"
    assert (str(earlier["End"]), str(later["End"])) == ("2026-11-01 02:00:00", "2026-11-01 03:00:00")
    assert earlier["Minutes"] == 90
    assert earlier["Reference services"] == "DACA, Nutrition"


def test_the_words_are_the_readers(office: Office, place: Path, admin: Actor, person: Person) -> None:
    texts.use("fr")
    (row,) = rows_of(office.controllers.exports.people(admin, PersonFilter(), place / "p.csv", CSV).path)
    assert (row["Prénom"], row["Statut"]) == (person.first_name, "À visiter")


def test_the_order_is_the_lists(
    office: Office, place: Path, admin: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_queries, "AT_ONCE", 3)
    monkeypatch.setattr(export_queries, "_people", export_queries._OfKeys(export_queries._people._query))
    for number, name in enumerate(("Awa", "Zoé", "Édith", "Moussa")):
        office.person(first_name=name, last_name=name, phone=f"07 00 00 00 0{number}")
    persons, exports = office.controllers.persons, office.controllers.exports
    for sort in ("name", "phone", "mentor", "first_visit"):
        for descending in (False, True):
            listed = persons.list(admin, PersonFilter(), sort, descending=descending).items
            exported = exports.people(
                admin,
                PersonFilter(),
                place / "p.csv",
                CSV,
                sort=sort,
                descending=descending,
            )
            assert [row["First name"] for row in rows_of(exported.path)] == [one.first_name for one in listed]


def test_no_list_is_sorted_or_held_whole(office: Office, place: Path, admin: Actor) -> None:
    """Each runs along an index; only for other orders than by name are the keys sorted, without what is shown of anybody."""
    asked: list[str] = []
    exports, connection = office.controllers.exports, office.database.connection()
    connection.set_trace_callback(asked.append)
    exports.people(admin, PersonFilter(), place / "p.csv", CSV)
    exports.people(admin, PersonFilter(status=PersonStatus.TO_VISIT), place / "p.csv", CSV, descending=True)
    exports.follow_ups(admin, FollowUpFilter(date_from=day(9)), place / "f.csv", CSV)
    exports.interactions(admin, InteractionFilter(), place / "i.csv", CSV)
    exports.waiting(admin, 7, place / "w.csv", CSV)
    exports.next_actions(admin, "planned", place / "n.csv", CSV)
    connection.set_trace_callback(None)
    ordered = [sql for sql in asked if "ORDER BY" in sql and "absences" not in sql]
    assert len(ordered) == 7  # next actions of follow-ups, and of client interactions
    for sql in ordered:
        steps = sqlite_only.plan(office.database, sql, [])
        assert not [step for step in steps if "TEMP B-TREE" in step or step.startswith("MATERIALIZE")], sql


def test_those_who_are_paused_are_not_waiting_in_the_file_either(
    office: Office, place: Path, mentor: Actor
) -> None:
    waits, rests = (office.person(mentor, first_visit_on=day(30)) for _ in range(2))
    office.controllers.pauses.pause(mentor, rests.id, {"until": day(-5), "reason": "travelling"})
    exported = office.controllers.exports.waiting(mentor, 7, place / "w.xlsx", ExportForm())
    (row,) = rows_of(exported.path)
    assert (row["Person"], row["Days"]) == (waits.full_name, 30)
    paused = office.controllers.exports.paused(mentor, place / "p.xlsx", ExportForm())
    (row,) = rows_of(paused.path)
    assert (row["Person"], row["Until"].date(), row["Why"]) == (rests.full_name, day(-5), "Travelling")
    office.controllers.pauses.resume(mentor, rests.id)
    assert office.controllers.exports.paused(mentor, place / "p.xlsx", ExportForm()).rows == 0


def test_a_pause_that_is_over_is_not_in_the_file(office: Office, place: Path, admin: Actor) -> None:
    person = office.person()
    office.controllers.pauses.pause(admin, person.id, {"until": day(-5), "reason": "travelling"})
    until = []
    for _ in range(2):
        exported = office.controllers.exports.people(admin, PersonFilter(), place / "p.csv", CSV)
        (row,) = rows_of(exported.path)
        until.append(row["Paused until"])
        office.pass_time(days=5)
    assert until == [str(day(-5)), ""]


def test_an_administrator_takes_the_users_along(
    office: Office, place: Path, admin: Actor, mentor: Actor
) -> None:
    exported = office.controllers.exports.users(admin, place / "u.csv", CSV)
    rows = rows_of(exported.path)
    assert [row["E-mail address"] for row in rows] == [
        one.email for one in office.controllers.users.list(admin)
    ]
    assert not {"Password", "password_hash"} & set(rows[0])
    with pytest.raises(NotAllowed):
        office.controllers.exports.users(mentor, place / "no.csv", CSV)
    assert left(place) == ["u.csv"]


def test_the_figures_are_those_of_the_statistics(
    office: Office, place: Path, mentor: Actor, other_mentor: Actor, pastor: Actor
) -> None:
    shared = office.person(mentor, first_visit_on=day(3))
    office.follow_up(mentor, shared, ago=2, promise=-4)
    office.follow_up(pastor, shared, ago=1, outcome="no_contact", interaction_type="visit")
    office.follow_up(mentor, office.person(mentor, first_visit_on=day(40)), ago=9)
    office.person(first_visit_on=day(9))
    period = office.controllers.statistics.period("week")
    exports, statistics = office.controllers.exports, office.controllers.statistics
    exported = exports.figures(pastor, period, place / "f.xlsx", ExportForm())
    rows = rows_of(exported.path)
    overview = statistics.overview(pastor, period)
    assert [row["Mentor"] for row in rows] == [
        *(one.mentor.full_name for one in overview.mentors),
        "no mentor",
        "Everybody",
    ]
    everybody = rows[-1]
    assert (everybody["Follow-ups"], everybody["People met"]) == (2, 1)
    assert (everybody["Call"], everybody["Visit"], everybody["No answer"]) == (1, 1, 1)
    assert (everybody["New people"], everybody["Follow-ups in the days before"]) == (1, 1)
    for heading in ("New people", "In their care", "Waiting too long"):
        assert everybody[heading] == sum(row[heading] for row in rows[:-1])
    assert everybody["Waiting too long"] == office.controllers.waiting.dashboard(pastor, 7).counts.waiting
    of_jean = next(row for row in rows if row["Mentor"] == mentor.full_name)
    assert (of_jean["Follow-ups"], of_jean["Actions to come"], of_jean["In their care"]) == (1, 1, 2)
    own = rows_of(exports.figures(mentor, period, place / "own.csv", CSV).path)
    assert [row["Mentor"] for row in own] == [mentor.full_name]
    assert logged(office)[-1] == {
        "list": "figures",
        "format": "csv",
        "rows": 1,
        "first": str(period.first),
        "last": str(period.last),
        "file": "own.csv",
        "with_notes": False,
    }
    with pytest.raises(NotAllowed):
        exports.figures(mentor, period, place / "no.csv", CSV, mentor=other_mentor.id)


# -- calendars


@pytest.fixture
def promises(office: Office, mentor: Actor, other_mentor: Actor) -> None:
    """Past due, within a week and far away, of two mentors."""
    for owner in (mentor, other_mentor):
        for promise in (2, 0, -7, -8, -400):
            office.follow_up(
                owner, office.person(owner), ago=9, promise=promise, next_action_notes="Her exam"
            )


@pytest.mark.parametrize(
    ("which", "expected"), [("past_due", 1), ("coming_up", 2), ("planned", 4), ("open", 5)]
)
@pytest.mark.usefixtures("promises")
def test_a_calendar_holds_ones_own_next_actions(
    office: Office, place: Path, mentor: Actor, pastor: Actor, which: Which, expected: int
) -> None:
    exports = office.controllers.exports
    form = ExportForm(Format.CALENDAR)
    for actor, of_mentor, count in (
        (mentor, None, expected),
        (pastor, None, 2 * expected),
        (pastor, mentor.id, expected),
    ):
        exported = exports.next_actions(actor, which, place / "c.ics", form, mentor=of_mentor)
        events = Calendar.from_ical(exported.path.read_bytes()).walk("VEVENT")
        assert exported.rows == len(events) == count
        assert not any("DESCRIPTION" in event for event in events)
        table = exports.next_actions(actor, which, place / "c.csv", CSV, mentor=of_mentor)
        assert [str(event.decoded("DTSTART")) for event in events] == [
            row["When"] for row in rows_of(table.path)
        ]


@pytest.mark.usefixtures("promises")
def test_an_event_keeps_its_identity(office: Office, place: Path, mentor: Actor) -> None:
    def identities() -> dict[str, Any]:
        exported = office.controllers.exports.next_actions(
            mentor, "planned", place / "c.ics", ExportForm(Format.CALENDAR, with_notes=True)
        )
        events = Calendar.from_ical(exported.path.read_bytes()).walk("VEVENT")
        assert all(event["DESCRIPTION"] == "Her exam" for event in events)
        return {str(event["UID"]): event.decoded("DTSTART") for event in events}

    before = identities()
    key, due = office.rows(
        "SELECT id, open_action_on FROM follow_ups WHERE open_action_on > ? LIMIT 1", str(TODAY)
    )[0]
    assert due is not None
    office.controllers.follow_ups.update(office.admin(), key, {"next_action_date": day(-3)})
    after = identities()
    assert set(after) == set(before)
    assert sorted(after.values()) != sorted(before.values())


# -- the activity log


def test_who_took_what_along_is_noted(office: Office, place: Path, mentor: Actor, person: Person) -> None:
    filters = PersonFilter(search="marie", status=PersonStatus.TO_VISIT, mentor_id=NO_MENTOR)
    office.controllers.exports.people(mentor, filters, place / "mine.csv", CSV)
    office.controllers.exports.waiting(mentor, 3, place / "w.xlsx", ExportForm())
    first, second = logged(office)
    assert first == {
        "list": "people",
        "format": "csv",
        "rows": 0,
        "search": "marie",
        "status": "to_visit",
        "mentor_id": 0,
        "file": "mine.csv",
        "with_notes": False,
    }
    assert (second["list"], second["days"]) == ("waiting", 3)
    assert office.rows(
        "SELECT DISTINCT actor_id, person_id FROM activity_log WHERE event = 'listExported'"
    ) == [(mentor.id, None)]
    assert all(
        entry.event != "listExported" for entry in office.controllers.activity.of_person(mentor, person.id)
    )


# -- what goes wrong


@pytest.mark.parametrize("form", TABLES, ids=lambda form: form.format)
def test_an_export_that_is_cancelled_leaves_nothing(
    office: Office, place: Path, admin: Actor, form: ExportForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_queries, "AT_ONCE", 2)
    for _ in range(6):
        office.person()
    told: list[tuple[int, int]] = []
    target = place / f"p.{form.format}"
    target.write_text("before")
    exports = office.controllers.exports
    with pytest.raises(Cancelled):
        exports.people(
            admin,
            PersonFilter(),
            target,
            form,
            on_progress=lambda *done: told.append(done),
            should_stop=lambda: len(told) == 2,
        )
    assert told == [(2, 6), (4, 6)]
    assert left(place) == [target.name]
    assert target.read_text() == "before"
    assert logged(office) == []
    assert left(office.folder / "unfinished") == []
    exports.people(admin, PersonFilter(), target, form)  # the data are as reachable as before
    assert len(rows_of(target)) == 6


@pytest.mark.parametrize("form", TABLES, ids=lambda form: form.format)
def test_a_disk_that_is_full_in_the_midst_of_it(
    office: Office, place: Path, admin: Actor, form: ExportForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.person()

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnwritableFile) as told:
        office.controllers.exports.people(admin, PersonFilter(), place / "p.csv", form)
    assert told.value.reason == "full"
    assert left(place) == []
    assert logged(office) == []


def test_a_name_that_is_taken_by_a_held_file_is_told_and_not_noted(
    office: Office, place: Path, admin: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(UnwritableFile, match="open in another program"):
        office.controllers.exports.people(admin, PersonFilter(), place / "p.csv", CSV)
    assert left(place) == []
    assert logged(office) == []


def test_what_may_not_be_seen_is_not_begun(
    office: Office, place: Path, committee: Actor, admin: Actor
) -> None:
    exports = office.controllers.exports
    with pytest.raises(NotAllowed):
        exports.next_actions(committee, "planned", place / "c.ics", ExportForm(Format.CALENDAR))
    with pytest.raises(Invalid):
        exports.follow_ups(admin, FollowUpFilter(date_from=day(0), date_to=day(1)), place / "f.csv", CSV)
    with pytest.raises(Invalid):
        exports.waiting(admin, 4_000, place / "w.csv", CSV)
    assert left(place) == []


def test_what_a_killed_program_left_is_gone_at_the_next_start(
    office: Office, place: Path, admin: Actor
) -> None:
    half = subprocess.run(
        [sys.executable, "-c", _KILLED, str(place), str(office.folder / "unfinished")], check=False
    )
    assert half.returncode == -signal.SIGKILL
    assert len(left(place)) == len(left(office.folder / "unfinished")) == 1
    office.restart()
    assert left(place) == left(office.folder / "unfinished") == []


_KILLED = """
import os, signal, sys
from pathlib import Path
from desktop_app.exchange.atomic_file import NewFile
place, notes = map(Path, sys.argv[1:])
with NewFile(place / "people.csv", notes) as new:
    new.stream.write(b"half a list")
    new.stream.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_somebody_writes_meanwhile(
    office: Office, place: Path, admin: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file holds the state that it began with, and whoever writes does not wait for it."""
    monkeypatch.setattr(export_queries, "AT_ONCE", 2)
    people = [office.person() for _ in range(6)]
    other = Office(office.folder)

    def delete(done: int, _total: int) -> None:
        if done == 2:
            others = other.controllers.persons
            for person in people:
                others.delete(admin, person.id)

    def beside(done: int, total: int) -> None:
        thread = threading.Thread(target=delete, args=(done, total))
        thread.start()
        thread.join()

    exported = office.controllers.exports.people(
        admin, PersonFilter(), place / "p.csv", CSV, on_progress=beside
    )
    assert exported.rows == len(rows_of(exported.path)) == 6
    assert office.controllers.persons.list(admin, PersonFilter()).total == 0


def test_a_long_export_lets_go_of_the_data_when_the_journal_grows(
    office: Office, place: Path, admin: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the journal is large what is left is taken in; the next writers begin the journal anew, and the file is as it was begun."""
    monkeypatch.setattr(export_queries, "AT_ONCE", 2)
    monkeypatch.setattr(sqlite_only, "WAL_BYTES_BESIDE_A_READER", 300_000)
    for _ in range(40):
        office.person()
    other = Office(office.folder)
    sizes: list[int] = []

    def work() -> None:
        for _ in range(4):
            with other.application.store.transaction():
                other.rows("UPDATE persons SET prayer_requests = ?, version = version + 1", "x" * 2_000)
        sizes.append(sqlite_only.wal_bytes(office.application.store.path))

    def beside(_done: int, _total: int) -> None:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()

    exported = office.controllers.exports.people(
        admin, PersonFilter(), place / "p.csv", CSV_WITH_NOTES, on_progress=beside
    )
    rows = rows_of(exported.path)
    assert exported.rows == len(rows) == 40
    assert not any("x" * 2_000 in row for row in rows)
    assert len(sizes) == 20
    assert max(sizes) < 4 * 2**20, "the journal grew with all that was written"
    other.application.close()


# -- there and back


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_list_that_comes_back_adds_nobody(
    office: Office, place: Path, tmp_path: Path, admin: Actor, language: str
) -> None:
    messy = tmp_path / "visitors.csv"
    messy.write_text(
        "N°;Prénom;Nom;Tél;E-mail;Né(e) le;Statut;Encadreur;1ère visite;Situation;Commune;Besoins de prière\n"
        "1; Awa ;N'DIAYE;+225 07 97 97 11 47;awa@example.org;29/02/2000;à visiter;Jean Dupont;3/11/2026;Mariée;Cocody;=paix\n"
        "2;Zoé;Kouamé;07-08-09-10-11;;17/05;En suivi;;12/01/2026;;;\n"
        "3;=Léa;@Koné;(+225) 05-06-07-08-09 / 0102030405;;;intégré;Marie Curie;1/1/2020;veuve;;\n"
        "4;Awa;N'Diaye;01 02 03 04 99;;;;;;;;\n",
        "cp1252",
    )
    people_import = office.controllers.people_import
    first = people_import.run(admin, messy)
    assert first.added == 4
    texts.use(language)
    target = place / "people.csv"
    office.controllers.exports.people(admin, PersonFilter(), target, CSV_WITH_NOTES)
    again = people_import.run(admin, target)
    assert (again.added, again.updated, again.unchanged, again.refused) == (0, 0, 4, ())
    elsewhere = Office(tmp_path / "another office")
    assert elsewhere.controllers.people_import.run(None, target).added == 4
    other = elsewhere.controllers.persons.list_whole(elsewhere.admin(), PersonFilter(), 9, 0).items
    ours = office.controllers.persons.list_whole(admin, PersonFilter(), 9, 0).items
    elsewhere.application.close()
    for one, same in zip(ours, other, strict=True):
        for name in NAMES:
            assert getattr(one, name) == getattr(same, name), name


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_heading_of_ours_is_read_as_what_it_is(language: str) -> None:
    texts.use(language)
    fields = [field_of_heading(texts.tr(column.heading)) for column in PEOPLE.columns]
    ours = {PersonField(name) for name in (*NAMES, "last_contact_on", "status", "mentor")}
    assert set(fields) - {None} == ours
    assert len(fields) - len(ours) == fields.count(None) == 2  # how long paused, how many follow-ups


# -- the figures agree


@settings(max_examples=12)
@given(data=st.data())
def test_a_file_holds_as_many_rows_as_the_list_counts(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("exports")
    office = Office(folder / "data")
    actors = {role: office.user(role) for role in Role}
    mentors = [actors[Role.MENTOR], office.user(Role.MENTOR), None]
    for _ in range(data.draw(st.integers(0, 6))):
        person = office.person(
            data.draw(st.sampled_from(mentors)),
            status=data.draw(st.sampled_from([None, *PersonStatus])),
            first_visit_on=day(data.draw(st.integers(0, 20))),
        )
        for _ in range(data.draw(st.integers(0, 3))):
            ago = data.draw(st.integers(0, 15))
            promise = data.draw(st.none() | st.integers(-10, ago))
            outcome, kind = data.draw(st.sampled_from(Outcome)), data.draw(st.sampled_from(FollowUpType))
            office.follow_up(
                actors[Role.PASTOR], person, ago, promise, outcome=outcome, interaction_type=kind
            )
        if data.draw(st.booleans()):
            office.interaction(
                actors[Role.ADMIN], person, start_at=NOON - timedelta(days=data.draw(st.integers(0, 9)))
            )
        if data.draw(st.integers(0, 4)) == 0:
            office.controllers.persons.delete(actors[Role.ADMIN], person.id)
    controllers, exports = office.controllers, office.controllers.exports
    people = PersonFilter(status=data.draw(st.sampled_from([None, *PersonStatus])))
    follow_ups = FollowUpFilter(
        outcome=data.draw(st.sampled_from([None, *Outcome])), date_from=data.draw(st.none() | st.just(day(8)))
    )
    days = data.draw(st.integers(0, 12))
    form = data.draw(st.sampled_from(TABLES))
    target = folder / f"list.{form.format}"

    def due(which: Which, due_count: Callable[[DashboardCounts], int | None]) -> Listed:
        return (
            lambda who: exports.next_actions(who, which, target, form),
            lambda who: due_count(controllers.waiting.dashboard(who, days).counts),
        )

    everybodys: tuple[Listed, ...] = (
        (
            lambda who: exports.people(who, people, target, form),
            lambda who: controllers.persons.list(who, people).total,
        ),
        (
            lambda who: exports.follow_ups(who, follow_ups, target, form),
            lambda who: controllers.follow_ups.list(who, follow_ups).total,
        ),
        (
            lambda who: exports.interactions(who, InteractionFilter(), target, form),
            lambda who: controllers.client_interactions.list(who, InteractionFilter()).total,
        ),
        (
            lambda who: exports.waiting(who, days, target, form),
            lambda who: controllers.waiting.dashboard(who, days).counts.waiting,
        ),
    )
    planned = (
        due("past_due", lambda counts: counts.past_due),
        due("coming_up", lambda counts: counts.coming_up),
    )
    try:
        for role, actor in actors.items():
            for export, count in (*everybodys, *(planned if role is not Role.CAN_COMMITTEE else ())):
                exported = export(actor)
                assert exported.rows == len(rows_of(target)) == count(actor)
    finally:
        office.application.close()


def events_of(path: Path) -> dict[str, str]:
    """The status of each event by its identity; nothing for one that is to stay."""
    events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return {str(event["UID"]): str(event.get("STATUS", "")) for event in events}


def test_what_is_done_is_taken_out_of_the_calendar_again(
    office: Office, place: Path, mentor: Actor, other_mentor: Actor, admin: Actor
) -> None:
    controllers, form = office.controllers, ExportForm(Format.CALENDAR)
    done, given, stays = (
        office.follow_up(mentor, office.person(mentor), ago=3, promise=-2) for _ in range(3)
    )

    def exported() -> dict[str, str]:
        return events_of(controllers.exports.next_actions(mentor, "planned", place / "c.ics", form).path)

    assert exported() == {str(one.uuid): "" for one in (done, given, stays)}
    controllers.follow_ups.tick_next_action(mentor, done.id)
    controllers.persons.assign(admin, given.person.id, {"mentor": other_mentor.uuid})
    expected = {str(done.uuid): "CANCELLED", str(given.uuid): "CANCELLED", str(stays.uuid): ""}
    assert exported() == expected
    assert exported() == expected  # whoever did not open that file is told again
    controllers.follow_ups.tick_next_action(mentor, done.id, done=False)
    assert exported() == expected | {str(done.uuid): ""}
    others = controllers.exports.next_actions(other_mentor, "planned", place / "o.ics", form)
    assert events_of(others.path) == {str(given.uuid): ""}


def test_there_is_no_calendar_of_nothing(office: Office, place: Path, mentor: Actor) -> None:
    with pytest.raises(Refused):
        office.controllers.exports.next_actions(
            mentor, "planned", place / "c.ics", ExportForm(Format.CALENDAR)
        )
    assert not (place / "c.ics").exists()
    assert office.controllers.exports.next_actions(mentor, "planned", place / "c.csv", CSV).rows == 0
