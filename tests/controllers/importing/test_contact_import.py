"""A list of past contacts goes in whole or not at all, to the right people, and comes in twice without doubling anything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop_app.application import Application
from desktop_app.controllers.importing.contact_import import ContactImport, ContactReport
from desktop_app.controllers.importing.contact_writing import ContactWriting
from desktop_app.controllers.importing.journal import ImportJournal
from desktop_app.domain.errors import Cancelled, DomainError, NotAllowed, Refused
from desktop_app.domain.records import Actor, Changed, Person
from desktop_app.domain.vocabulary import LogEvent, PersonStatus, Role
from desktop_app.exchange.imports.contacts.contact_field import ContactKind
from desktop_app.exchange.imports.contacts.contact_report import contact_messages, whole_contact_report
from desktop_app.exchange.imports.report_words import undone_sentences
from desktop_app.system import paths
from tests.support.office import NOON, Office, day

HEADINGS = "Date;Visiteur;Téléphone;Type de contact;Résultat;Commentaires;Encadreur;Prochaine action"


@pytest.fixture
def office(data_folder: Path) -> Iterator[Office]:
    opened = Office(data_folder, NOON)
    yield opened
    opened.application.close()


@pytest.fixture
def admin(office: Office) -> Actor:
    return office.user(Role.ADMIN)


@pytest.fixture
def importing(office: Office, admin: Actor) -> ContactImport:
    return office.controllers.contact_import


@pytest.fixture
def marie(office: Office, admin: Actor) -> Person:
    return office.person(
        first_name="Marie", last_name="Kouassi", phone="07 07 07 07 07", first_visit_on=day(400)
    )


class Lists:
    """Makes lists in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def __call__(self, *rows: str, headings: str = HEADINGS, name: str = "contacts.csv") -> Path:
        path = self.folder / name
        path.write_text("\n".join([headings, *rows]) + "\n", "utf-8")
        return path


@pytest.fixture
def lists(tmp_path: Path) -> Lists:
    return Lists(tmp_path / "lists")


def follow_ups(office: Office) -> list[tuple[object, ...]]:
    """What the follow-ups say that there are, the oldest first."""
    return office.rows(
        "SELECT interaction_date, interaction_type, outcome, notes FROM follow_ups "
        "WHERE deleted_at IS NULL ORDER BY interaction_date, id"
    )


def everything(office: Office) -> dict[str, list[tuple[object, ...]]]:
    """All that the database holds, but the numbers that it gave out."""
    tables = [name for (name,) in office.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: office.rows(f"SELECT * FROM {name}") for name in tables if name != "sqlite_sequence"}


def reasons(report: ContactReport) -> list[tuple[int, str]]:
    return [(row.line, reason) for row, reason in report.rows_refused.rows]


# -- what comes in


def test_a_french_list_becomes_follow_ups(
    office: Office, admin: Actor, importing: ContactImport, marie: Person, lists: Lists
) -> None:
    mentor = office.user(Role.MENTOR, "Jean", last_name="Yao")
    path = lists(
        "15/10/2026;Kouassi Marie;;Appel;Positif;Va mieux, merci.;Jean Yao;",
        "02/11/2026;MARIE KOUASSI;0707070707;Visite à domicile;Absente;;;25/11/2026",
    )
    report = importing.run(admin, path)
    assert (report.kind, report.added, report.people, reasons(report)) == (ContactKind.FOLLOW_UPS, 2, 1, [])
    assert follow_ups(office) == [
        ("2026-10-15", "call", "positive", "Va mieux, merci."),
        ("2026-11-02", "visit", "no_contact", "No notes in the list."),
    ]
    assert office.rows("SELECT mentor_id FROM follow_ups ORDER BY id") == [(mentor.id,), (admin.id,)]
    now = office.get(marie)
    assert (now.status, now.last_contact_on, now.last_reached_on) == (
        PersonStatus.IN_FOLLOW_UP, date(2026, 11, 2), date(2026, 10, 15),
    )  # fmt: skip
    assert office.rows("SELECT open_action_on FROM follow_ups WHERE next_action_needed") == [("2026-11-25",)]
    assert (report.in_follow_up, report.without_author) == (1, 1)
    assert office.problems() == ()


def test_a_list_of_client_interactions_becomes_such(
    office: Office, admin: Actor, importing: ContactImport, marie: Person, lists: Lists
) -> None:
    path = lists(
        "2026-11-03 14:30;2026-11-03 15:15;Marie Kouassi;Food stamps;Consultation;Nutrition - SNAP;SNAP/food stamps, nutrition;Room 2;Papers",
        "2026-11-04;;Marie Kouassi;;By phone;Chess;;;",
        headings="Start;End;Person;Title;Type;Program;Reference services;Location;Notes",
    )
    report = importing.run(admin, path)
    assert (report.kind, report.added) == (ContactKind.INTERACTIONS, 2)
    first, second = reversed(office.controllers.client_interactions.of_person(admin, marie.id))
    assert (first.title, first.interaction_type, first.program, first.location, first.notes) == (
        "Food stamps", "consultation", "Nutrition - SNAP", "Room 2", "Papers",
    )  # fmt: skip
    assert first.reference_services == ("SNAP/food stamps", "nutrition")
    assert f"{first.start_at:%H:%M} {first.end_at:%H:%M}" == "14:30 15:15"
    assert (second.notes, second.title, f"{second.start_at:%H:%M}") == (
        "Program: Chess",
        "Program: Chess",
        "12:00",
    )
    assert [tuple(word) for word in report.unread] == [("Program", "Chess", 1)]
    assert office.problems() == ()


def test_what_nothing_tells_is_as_the_office_works_and_can_be_chosen(
    office: Office, admin: Actor, importing: ContactImport, marie: Person, lists: Lists
) -> None:
    path = lists("2026-11-03;Marie Kouassi;Came by", headings="Date;Name;Notes")
    assert importing.preview(admin, path).kind is ContactKind.FOLLOW_UPS
    office.settings(person_word="client")
    assert importing.preview(admin, path).kind is ContactKind.INTERACTIONS
    assert importing.preview(admin, path, kind=ContactKind.FOLLOW_UPS).kind is ContactKind.FOLLOW_UPS


def test_words_that_are_not_understood_are_kept_in_the_notes_and_counted(
    office: Office, admin: Actor, importing: ContactImport, marie: Person, lists: Lists
) -> None:
    report = importing.run(
        admin,
        lists(
            "15/10/2026;Marie Kouassi;;Pigeon;Mitigé-plus;Bonjour;;",
            "16/10/2026;Marie Kouassi;;SMS;;Bonsoir;;",
        ),
    )
    assert follow_ups(office) == [
        ("2026-10-15", "other", "neutral", "Bonjour\nType de contact: Pigeon\nRésultat: Mitigé-plus"),
        ("2026-10-16", "other", "neutral", "Bonsoir\nType de contact: SMS"),
    ]
    assert [tuple(word) for word in report.unread] == [
        ("Type de contact", "Pigeon", 1), ("Résultat", "Mitigé-plus", 1),
    ]  # fmt: skip
    assert "Type de contact: not understood, and kept in the notes: Pigeon 1×." in contact_messages(report)


def test_the_export_of_an_office_comes_in_at_another(
    office: Office, admin: Actor, importing: ContactImport, marie: Person, lists: Lists
) -> None:
    path = lists(
        "2026-10-15;Marie Kouassi;Appel;Sans réponse;Rappeler;2026-12-01;à faire;Lui écrire;Jean Yao;2026-10-15 09:00",
        headings="Date;Personne;Type;Résultat;Notes;Prochaine action;État de la prochaine action;"
        "Ce qu’il faut faire;Enregistré par;Enregistré le",
    )
    report = importing.run(admin, path)
    assert (report.added, report.new_authors, report.left_out) == (1, ("Jean Yao",), ("Enregistré le",))
    assert office.rows("SELECT next_action_date, next_action_notes FROM follow_ups") == [
        ("2026-12-01", "Lui écrire")
    ]
    ((active, password),) = office.rows(
        "SELECT is_active, password_hash FROM users WHERE first_name = 'Jean'"
    )
    assert (active, password) == (0, None)  # neither signs in nor is given people


# -- who the person is


def test_only_one_clear_match_is_taken(
    office: Office, admin: Actor, importing: ContactImport, marie: Person, lists: Lists
) -> None:
    for phone in ("01 01 01 01 01", "05 05 05 05 05"):
        office.person(first_name="Awa", last_name="Koné", phone=phone)
    claire = office.person(first_name="Marie Claire", last_name="Yao", phone="0102030405")
    report = importing.run(
        admin,
        lists(
            "15/10/2026;Awa Koné;;;;one of two;;",
            "15/10/2026;Awa Koné;0505050505;;;told by the phone;;",
            "15/10/2026;Paul Inconnu;;;;nobody;;",
            "15/10/2026;Marie Kouassi;09 09 09 09 09;;;another phone;;",
            "15/10/2026;;01 02 03 04 05;;;by the phone alone;;",
            "15/10/2026;Marie Yao;01 02 03 04 05;;;a part of the name;;",
            "15/10/2026;Paul Yao;01 02 03 04 05;;;the phone of another;;",
            "15/10/2026;;;;;names nobody;;",
            ";Marie Kouassi;;;;no day;;",
            "15/10/2027;Marie Kouassi;;;;to come;;",
        ),
    )
    assert [notes for *_, notes in follow_ups(office)] == [
        "told by the phone", "by the phone alone", "a part of the name",
    ]  # fmt: skip
    assert reasons(report) == [
        (2, "2 people here are called Awa Koné: add their phone, or their number in Suivi."),
        (4, "Nobody here is called Paul Inconnu."),
        (5, "Marie Kouassi is known here with another phone or e-mail address: 07 07 07 07 07."),
        (8, "Nobody here is called Paul Yao; the phone or e-mail address is that of Marie Claire Yao."),
        (9, "This row names nobody: neither a name nor a phone."),
        (10, "This row names no day."),
        (11, "This day is still to come. Enter today or an earlier day."),
    ]
    assert office.get(claire).follow_ups_count == 2
    assert report.refused_file is not None
    assert "Paul Inconnu" in report.refused_file.read_text("utf-8")


def test_a_person_is_told_by_their_number_unless_the_name_is_anothers(
    office: Office, admin: Actor, importing: ContactImport, marie: Person, lists: Lists
) -> None:
    report = importing.run(
        admin,
        lists(
            f"{marie.id};2026-10-15;;first",
            f"{marie.uuid};2026-10-16;Marie Kouassi;second",
            f"{marie.id};2026-10-17;Paul Yao;third",
            "4711;2026-10-18;;fourth",
            headings="N° de la personne;Date;Nom;Notes",
        ),
    )
    assert [notes for *_, notes in follow_ups(office)] == ["first", "second"]
    assert reasons(report) == [
        (4, f"The number {marie.id} is that of Marie Kouassi, and the row names Yao Paul."),
        (5, "Nobody here has the number 4711."),
    ]


def test_somebody_deleted_is_nobodys_match(
    office: Office, admin: Actor, importing: ContactImport, marie: Person, lists: Lists
) -> None:
    office.controllers.persons.delete(admin, marie.id)
    report = importing.run(admin, lists("15/10/2026;Marie Kouassi;;;;;;"))
    assert (report.added, len(report.rows_refused.rows)) == (0, 1)


# -- once more, and undone


def test_a_second_import_doubles_nothing(
    office: Office, admin: Actor, importing: ContactImport, marie: Person, lists: Lists
) -> None:
    rows = (
        "15/10/2026;Marie Kouassi;;Appel;OK;;;",
        "15/10/2026;Kouassi Marie;;call;Bien;;;",
        "16/10/2026;Marie Kouassi;;;;x;;",
    )
    path = lists(*rows)
    first = importing.run(admin, path)
    assert (first.added, first.repeated, first.known) == (2, 1, 0)
    before = follow_ups(office)
    second = importing.run(admin, path)
    assert (second.added, second.known) == (0, 3)
    assert follow_ups(office) == before
    assert "3 contacts were recorded already." in contact_messages(second)


def test_a_dry_run_says_the_same_and_writes_nothing(
    office: Office, admin: Actor, importing: ContactImport, marie: Person, lists: Lists
) -> None:
    path = lists(
        "15/10/2026;Marie Kouassi;;Appel;OK;;Jean Yao;",
        "15/10/2026;Marie Kouassi;;Appel;OK;;Jean Yao;",
        "16/10/2026;Nobody Here;;;;;;",
    )
    before = everything(office)
    dry = importing.run(admin, path, dry_run=True)
    assert everything(office) == before
    wet = importing.run(admin, path)
    for name in (
        "added",
        "repeated",
        "known",
        "people",
        "in_follow_up",
        "new_authors",
        "unread",
        "without_author",
    ):
        assert getattr(dry, name) == getattr(wet, name), name
    assert reasons(dry) == reasons(wet)


def test_an_import_is_listed_and_undone_in_one_step(
    office: Office, admin: Actor, importing: ContactImport, marie: Person, lists: Lists
) -> None:
    kept = office.person(first_name="Paul", last_name="Yao")
    report = importing.run(
        admin,
        lists(
            "15/10/2026;Marie Kouassi;;;;a;;", "16/10/2026;Marie Kouassi;;;;b;;", "17/10/2026;Paul Yao;;;;c;;"
        ),
    )
    assert report.import_id is not None
    (record,) = office.controllers.imports.newest(admin)
    assert (record.file, record.added, record.is_of_contacts) == ("contacts.csv", 3, True)
    ((changed,),) = office.rows("SELECT id FROM follow_ups WHERE notes = 'c'")
    office.controllers.follow_ups.update(admin, changed, {"notes": "c, and more"})

    undone = office.controllers.imports.undo(admin, report.import_id)
    assert [notes for *_, notes in follow_ups(office)] == ["c, and more"]
    assert undone_sentences(undone) == [
        "“contacts.csv” was undone: 2 contacts are off the lists again.",
        "Some contacts with these stay, because they were changed since: Paul Yao.",
    ]
    assert office.get(marie).status is PersonStatus.TO_VISIT
    assert office.get(kept).status is PersonStatus.IN_FOLLOW_UP
    assert office.problems() == ()
    assert (
        importing.run(admin, report.path).added == 3
    )  # what was undone can come again; the third says something else by now


# -- what is past, is past


def test_nobody_is_notified_and_no_past_action_is_open(
    office: Office, admin: Actor, importing: ContactImport, marie: Person, lists: Lists
) -> None:
    mentor = office.user(Role.MENTOR, "Jean", last_name="Yao")
    office.controllers.persons.assign(admin, marie.id, {"mentor": mentor.uuid})
    before = office.rows("SELECT COUNT(*) FROM notifications")
    report = importing.run(admin, lists("15/01/2026;Marie Kouassi;;Appel;OK;Bien;;20/01/2026"))
    assert office.rows("SELECT COUNT(*) FROM notifications") == before
    assert (report.past_actions, follow_ups(office)[0][3]) == (1, "Bien\nProchaine action: 20/01/2026")
    assert office.rows("SELECT next_action_needed, mentor_id FROM follow_ups") == [(0, mentor.id)]


def test_an_open_action_is_closed_by_a_contact_on_its_day_or_after_and_by_no_other(
    office: Office, admin: Actor, importing: ContactImport, marie: Person, lists: Lists
) -> None:
    planned = office.follow_up(admin, marie, 20, 10)
    importing.run(admin, lists(f"{day(15):%d/%m/%Y};Marie Kouassi;;Appel;OK;before its day;;"))
    assert office.controllers.follow_ups.get(admin, planned.id).next_action_open
    importing.run(admin, lists(f"{day(9):%d/%m/%Y};Marie Kouassi;;Appel;Absent;in vain;;"))
    assert office.controllers.follow_ups.get(admin, planned.id).next_action_open
    importing.run(admin, lists(f"{day(8):%d/%m/%Y};Marie Kouassi;;Appel;OK;after its day;;"))
    assert not office.controllers.follow_ups.get(admin, planned.id).next_action_open
    assert office.problems() == ()


def test_an_action_that_was_opened_again_stays_open(
    office: Office, admin: Actor, importing: ContactImport, marie: Person, lists: Lists
) -> None:
    planned = office.follow_up(admin, marie, 20, 10)
    office.follow_up(admin, marie, 9)
    office.controllers.follow_ups.tick_next_action(admin, planned.id, done=False)
    importing.run(admin, lists(f"{day(8):%d/%m/%Y};Marie Kouassi;;Appel;OK;;;"))
    assert office.controllers.follow_ups.get(admin, planned.id).next_action_open


def test_each_contact_stands_in_the_activity_log(
    office: Office, admin: Actor, importing: ContactImport, marie: Person, lists: Lists
) -> None:
    changes: list[Changed] = []
    office.application.changes.listen(changes.append)
    importing.run(admin, lists("15/10/2026;Marie Kouassi;;Appel;OK;Bien;;"))
    events = [event for (event,) in office.rows("SELECT event FROM activity_log ORDER BY id DESC LIMIT 3")]
    assert events == [LogEvent.CONTACTS_IMPORTED, LogEvent.STATUS_CHANGED, LogEvent.FOLLOW_UP_CREATED]
    assert {"follow_ups", "persons"} <= changes[-1].kinds


# -- what cannot be taken in


@pytest.mark.parametrize(
    ("headings", "row", "message"),
    [
        ("Nom;Notes", "Marie Kouassi;x", "Say which column holds the day of the contact."),
        ("Date;Notes", "15/10/2026;x", "Say which columns tell with whom the contact was"),
        ("Date;Name", "03/04/2026;Marie Kouassi", "Nothing in this list tells whether the day or the month"),
    ],
)
def test_a_list_that_does_not_tell_enough_is_refused_whole(
    office: Office,
    admin: Actor,
    importing: ContactImport,
    lists: Lists,
    headings: str,
    row: str,
    message: str,
) -> None:
    with pytest.raises(Refused, match=message):
        importing.run(admin, lists(row, headings=headings))


def test_the_order_of_day_and_month_can_be_chosen(
    office: Office, admin: Actor, importing: ContactImport, marie: Person, lists: Lists
) -> None:
    path = lists("03/04/2026;Marie Kouassi", headings="Date;Name")
    importing.run(admin, path, day_order="mdy")
    assert follow_ups(office)[0][0] == "2026-03-04"


def test_a_mentor_may_not(office: Office, importing: ContactImport, lists: Lists) -> None:
    with pytest.raises(NotAllowed):
        importing.run(office.user(Role.MENTOR), lists("15/10/2026;Marie Kouassi;;;;;;"))


# -- nothing stays half imported


def many(lists: Lists) -> Path:
    """A list of three pieces."""
    return lists(
        *(f"15/10/2026;Marie Kouassi;;Appel;OK;number {number};Jean Yao;" for number in range(1_000))
    )


def test_a_cancelled_import_leaves_nothing(
    office: Office, admin: Actor, importing: ContactImport, marie: Person, lists: Lists
) -> None:
    before = everything(office)
    written: list[int] = []

    def stop() -> bool:
        written.append(office.rows("SELECT COUNT(*) FROM follow_ups")[0][0])
        return written[-1] >= 800

    with pytest.raises(Cancelled):
        importing.run(admin, many(lists), should_stop=stop)
    assert max(written) == 800  # other programs saw the first pieces
    after = everything(office)
    for rows in (before["persons"], after["persons"]):
        assert [row[:1] for row in rows] == [(marie.id,)]
    assert {name: rows for name, rows in after.items() if name != "persons"} == {
        name: rows for name, rows in before.items() if name != "persons"
    }
    assert office.get(marie).status is PersonStatus.TO_VISIT
    assert office.problems() == ()
    assert not paths.import_lock(office.folder).exists()


def test_what_a_killed_program_left_is_taken_back_by_the_next(
    office: Office,
    admin: Actor,
    importing: ContactImport,
    marie: Person,
    lists: Lists,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = everything(office)
    take = ContactWriting.take

    def killed(writing: ContactWriting, planned: list[object]) -> None:
        if writing.counts.added >= 800:
            raise SystemExit
        take(writing, planned)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(ContactWriting, "take", killed)
        patch.setattr(ImportJournal, "_take_back_noted", lambda _journal: None)  # as if the program were gone
        with pytest.raises(SystemExit):
            importing.run(admin, many(lists))
    assert len(follow_ups(office)) == 800
    paths.import_lock(office.folder).touch()  # which a killed program leaves

    office.restart()
    assert follow_ups(office) == []
    after = everything(office)
    assert {name: rows for name, rows in after.items() if name != "persons"} == {
        name: rows for name, rows in before.items() if name != "persons"
    }


def test_a_second_program_leaves_an_import_alone_that_goes_on_and_begins_none(
    office: Office, admin: Actor, importing: ContactImport, marie: Person, lists: Lists
) -> None:
    seen: list[str] = []

    def look(done: int, total: int) -> None:
        if seen or len(follow_ups(office)) < 400:
            return
        other = Application(office.folder, office.clock)
        other.open()
        try:
            other.controllers.contact_import.run(None, many(lists))
        except DomainError as error:
            seen.append(str(error))
        finally:
            other.close()
            office.application.store.database.connect(reuse_if_open=True)

    report = importing.run(admin, many(lists), on_progress=look)
    assert seen == ["Another list is being taken in just now. Wait until that is done."]
    assert (report.added, len(follow_ups(office))) == (1_000, 1_000)


# -- on the command line


def test_the_command_takes_them_in_and_tells_the_whole(
    office: Office,
    admin: Actor,
    marie: Person,
    lists: Lists,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    from desktop_app.cli.main import main  # noqa: PLC0415 - beside its only use

    path = lists("15/10/2026;Marie Kouassi;;Appel;OK;Bien;;", "15/10/2026;Paul Inconnu;;;;;;")
    office.application.close()
    told = tmp_path / "report.txt"
    call = ["import", "contacts", str(path), "--data-dir", str(office.folder), "--report", str(told)]
    assert main(call) == 0
    printed = capsys.readouterr().out
    assert "1 follow-up with 1 person added." in printed
    assert "line 3 (Paul Inconnu): Nobody here is called Paul Inconnu." in printed
    assert told.read_text("utf-8").splitlines()[:3] == [
        "contacts.csv",
        "",
        "1 follow-up with 1 person added.",
    ]
    assert main(["import", "undo", "--data-dir", str(office.folder)]) == 0
    assert "1 contact " in capsys.readouterr().out


def test_the_whole_report_lists_what_was_refused(
    office: Office, admin: Actor, importing: ContactImport, lists: Lists
) -> None:
    report = importing.run(admin, lists("15/10/2026;Paul Inconnu;;;;;;"), dry_run=True)
    assert "  line 2 (Paul Inconnu): Nobody here is called Paul Inconnu." in whole_contact_report(report)
