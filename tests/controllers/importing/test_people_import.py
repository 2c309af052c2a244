"""A list of people goes in whole or not at all, fills in and never overwrites, and comes in twice without doubling anybody."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from desktop_app.cli.main import main
from desktop_app.controllers.importing.people_import import ImportReport, PeopleImport
from desktop_app.database import sqlite_only
from desktop_app.domain.errors import Cancelled, DomainError, NotAllowed, Refused, Unavailable, UnreadableFile
from desktop_app.domain.records import Changed, Person
from desktop_app.domain.vocabulary import NotificationKind, PersonStatus, Role
from desktop_app.exchange.imports.people_columns import PersonField
from desktop_app.exchange.imports.report_words import doubt_sentence, sentences
from desktop_app.system import paths
from tests.support.finding import there
from tests.support.office import NOON, TODAY, Office

OFFICE_LIST = Path(__file__).parents[4] / "shared" / "data" / "visitors.csv"
with_office_list = pytest.mark.skipif(
    not OFFICE_LIST.is_file(), reason="the office's own list stands beside the checkout only"
)
HEADINGS = "Prénom;Nom;Téléphone;E-mail;Commune;1ère visite;Statut;Encadreur;Dernier contact"
F = PersonField


@pytest.fixture
def office(data_folder: Path) -> Iterator[Office]:
    opened = Office(data_folder, NOON)
    yield opened
    opened.application.close()


@pytest.fixture
def importing(office: Office) -> PeopleImport:
    return office.controllers.people_import


class Lists:
    """Makes lists in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def __call__(self, *rows: str, headings: str = HEADINGS, name: str = "visitors.csv") -> Path:
        path = self.folder / name
        path.write_text("\r\n".join([headings, *rows]) + "\r\n", "utf-8", newline="")
        return path

    def many(self, count: int) -> Path:
        return self(*(f"Awa{number};Koné;01{number:08};;;;;;" for number in range(count)))


@pytest.fixture
def lists(tmp_path: Path) -> Lists:
    return Lists(tmp_path / "lists")


def counts(report: ImportReport) -> tuple[int, int, int, int, int]:
    """Added, updated, unchanged, refused, repeated."""
    return report.added, report.updated, report.unchanged, len(report.refused), report.repeated


def everything(office: Office) -> dict[str, list[tuple[object, ...]]]:
    """All that the database holds, but which numbers it has given out."""
    tables = [name for (name,) in office.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: office.rows(f"SELECT * FROM {name}") for name in tables if name != "sqlite_sequence"}


def person(office: Office, name: str) -> Person:
    """The one person of this first name."""
    ((key,),) = office.rows("SELECT id FROM persons WHERE first_name = ?", name)
    return office.controllers.persons.get(office.admin(), key)


# -- the office's own list


@with_office_list
def test_the_office_list_goes_in_once(office: Office, importing: PeopleImport, lists: Lists) -> None:
    path = lists.folder / "visitors.csv"
    path.write_bytes(OFFICE_LIST.read_bytes())
    steps: list[tuple[int, int]] = []
    report = importing.run(office.admin(), path, on_progress=lambda done, total: steps.append((done, total)))
    assert counts(report) == (397, 0, 0, 3, 17)
    assert (report.records, report.empty_lines) == (417, 4)
    assert [line for line, _ in report.refused] == [97, 270, 333]  # nobody is named there
    assert [(word.heading, word.text, word.times) for word in report.unread] == [
        ("1ère visite", "hier", 3), ("1ère visite", "2026", 1), ("1ère visite", "12/13/2026", 1),
    ]  # fmt: skip
    assert [doubt.line for doubt in report.doubts if doubt.name == "Mariam Ehui"] == [338]
    assert steps == sorted(set(steps))
    assert steps[-1] == (417, 417)
    assert office.problems() == ()

    (found,) = office.controllers.persons.find(office.admin(), "Affoué SANOGO")
    sanogo = office.controllers.persons.get(office.admin(), found.id)
    assert (sanogo.full_name, sanogo.status) == ("Affoué SANOGO", PersonStatus.LONG_ABSENT)
    assert (sanogo.first_visit_on, sanogo.last_contact_on) == (date(2026, 8, 4), date(2026, 8, 28))
    assert sanogo.mentor is not None
    assert sanogo.mentor.full_name == "David YAO"
    mentors = office.rows(
        "SELECT first_name, last_name, is_active, password_hash, email FROM users WHERE role = 'mentor'"
    )
    assert mentors[0] == ("Fatou", "TRAORE", 1, None, "fatou.traore@mentor.invalid")
    assert [f"{first} {last}" for first, last, *_ in mentors] == list(report.new_mentors)

    before = office.rows("SELECT * FROM persons")
    again = importing.run(office.admin(), path)
    assert counts(again) == (0, 0, 397, 3, 17)
    assert (again.new_mentors, again.doubts) == ((), ())
    assert office.rows("SELECT * FROM persons") == before


@with_office_list
def test_refused_rows_are_mended_and_come_in(office: Office, importing: PeopleImport, lists: Lists) -> None:
    path = lists.folder / "visitors.csv"
    path.write_bytes(OFFICE_LIST.read_bytes())
    refused = importing.run(office.admin(), path).refused_file
    assert refused == lists.folder / "visitors - refused.csv"
    text = refused.read_bytes().decode("cp1252")
    assert text.count("\r\n85;;;") == 1
    refused.write_bytes(text.replace("\r\n85;;;", "\r\n85;Hector;Diabate;").encode("cp1252"))
    report = importing.run(office.admin(), refused)
    assert counts(report) == (1, 0, 0, 2, 0)
    assert report.refused_file == lists.folder / "visitors - refused (2).csv"
    assert counts(importing.run(office.admin(), path)) == (0, 0, 397, 3, 17)
    assert office.problems() == ()


# -- what is filled in, and what is left


def test_only_what_was_empty_is_filled_in(office: Office, importing: PeopleImport, lists: Lists) -> None:
    mentor = office.user(Role.MENTOR, "Jean")
    awa = office.person(mentor, first_name="Awa", last_name="Koné", phone="01 70 39 25 75", commune="Cocody")
    path = lists(
        "AWA;KONÉ;+225 01 70 39 25 75;awa@x.ci;Abobo;02/01/2026;Intégré;Someone Else;05/11/2026",
    )
    report = importing.run(office.admin(), path)
    assert counts(report) == (0, 1, 0, 0, 0)
    after = office.get(awa)
    assert (after.first_name, after.last_name, after.phone) == ("Awa", "Koné", "01 70 39 25 75")
    assert (after.email, after.commune) == ("awa@x.ci", "Cocody")
    assert (after.status, there(after.mentor).id) == (PersonStatus.TO_VISIT, mentor.id)
    assert (after.first_visit_on, after.earlier_contact_on) == (awa.first_visit_on, date(2026, 11, 5))
    assert after.version == awa.version + 1
    assert report.new_mentors == ()
    assert office.controllers.persons.find(office.admin(), "awa@x.ci")[0].id == awa.id
    (line,) = [
        one
        for one in office.controllers.activity.of_person(office.admin(), awa.id)
        if one.event == "personImported"
    ]
    assert line.before == {"email": "", "earlier_contact_on": None}
    assert line.after == {"email": "awa@x.ci", "earlier_contact_on": "2026-11-05"}
    assert office.problems() == ()


def test_nothing_is_blanked_and_only_a_later_contact_counts(
    office: Office, importing: PeopleImport, lists: Lists
) -> None:
    importing.run(office.admin(), lists("Awa;Koné;0170392575;awa@x.ci;Cocody;;;;05/11/2026"))
    earlier = importing.run(office.admin(), lists("Awa;Koné;0170392575;;;;;;01/11/2026"))
    assert counts(earlier) == (0, 0, 1, 0, 0)
    later = importing.run(office.admin(), lists("Awa;Koné;0170392575;;;;;;09/11/2026"))
    assert counts(later) == (0, 1, 0, 0, 0)
    awa = person(office, "Awa")
    assert (awa.email, awa.commune, awa.last_contact_on) == ("awa@x.ci", "Cocody", date(2026, 11, 9))
    assert awa.first_visit_on == date(
        2026, 11, 5
    )  # of the two days that were told, the only one known at first
    assert office.problems() == ()


def test_a_contact_of_the_list_counts_for_who_is_waiting(
    office: Office, importing: PeopleImport, lists: Lists
) -> None:
    importing.run(
        office.admin(),
        lists(
            "Recent;Koné;0170392575;;;01/01/2026;En suivi;;19/11/2026",
            "Long;Koné;0170392576;;;01/01/2026;En suivi;;01/11/2026",
            "Never;Koné;0170392577;;;01/10/2026;;;",
            "Gone;Koné;0170392578;;;01/10/2026;Longue absence;;",
            "Unknown;Koné;0170392579;;;;;;",
        ),
    )
    waiting = office.controllers.waiting.overdue(office.admin(), 7)
    assert [(row.person.first_name, row.days) for row in waiting] == [("Never", 50), ("Long", 19)]
    assert person(office, "Unknown").first_visit_on == TODAY
    assert person(office, "Never").status is PersonStatus.TO_VISIT
    assert office.problems() == ()


def test_a_deleted_person_is_nobodys_match(office: Office, importing: PeopleImport, lists: Lists) -> None:
    path = lists("Awa;Koné;0170392575;;;;;;")
    importing.run(office.admin(), path)
    office.controllers.persons.delete(office.admin(), person(office, "Awa").id)
    assert counts(importing.run(office.admin(), path)) == (1, 0, 0, 0, 0)


def test_homonyms_are_kept_apart_and_named(office: Office, importing: PeopleImport, lists: Lists) -> None:
    path = lists(
        "Awa;Koné;;awa@x.ci;Cocody;;;;", "Yao;Assi;0170392575;;;;;;", "Koné;Awa;0170392576;;Abobo;;;;"
    )
    report = importing.run(office.admin(), path)
    assert counts(report) == (3, 0, 0, 0, 0)
    assert [(doubt.name, doubt.line, doubt.other_lines) for doubt in report.doubts] == [("Awa Koné", 2, (4,))]
    assert doubt_sentence(report.doubts[0]) == (
        "Awa Koné (line 2) may be the same as line 4. They are kept apart: compare them."
    )
    other = importing.run(office.admin(), lists("Awa;Koné;;;;01/05/2026;;;"))
    assert counts(other) == (1, 0, 0, 0, 0)
    assert len(other.doubts[0].known) == 2
    assert "somebody who was in the list of people before" in doubt_sentence(other.doubts[0])


# -- mentors


def test_mentors_are_found_by_name_whichever_way_round(
    office: Office, importing: PeopleImport, lists: Lists
) -> None:
    admin = office.user(Role.ADMIN, "Zoé", last_name="Kouamé")
    mentor = office.user(Role.MENTOR, "Fatou", last_name="Traoré")
    pastor = office.user(Role.PASTOR, "Paul", last_name="Yao")
    off = office.user(Role.MENTOR, "Serge", last_name="Brou", is_active=False)
    path = lists(
        "Awa;Koné;0170392575;;;;;TRAORE Fatou;",
        "Ève;Koné;0170392576;;;;;paul yao;",
        "Ivo;Koné;0170392577;;;;;Serge Brou;",
        "Zed;Koné;0170392578;;;;;Zoé Kouamé;",
    )
    report = importing.run(office.admin(), path)
    assert [there(person(office, name).mentor).id for name in ("Awa", "Ève")] == [
        mentor.id,
        pastor.id,
    ]
    assert person(office, "Ivo").mentor is None  # whoever was switched off counts as no mentor
    assert office.rows("SELECT mentor_id FROM persons WHERE first_name = 'Ivo'") == [(off.id,)]
    assert report.new_mentors == ("Zoé Kouamé",)
    made = person(office, "Zed").mentor
    assert made is not None
    assert made.id != admin.id
    assert office.rows("SELECT role, is_active, email FROM users WHERE id = ?", made.id) == [
        ("mentor", 1, "zoe.kouame@mentor.invalid")
    ]
    # nobody can sign in as them: there is no password
    assert office.rows("SELECT password_hash FROM users WHERE id = ?", made.id) == [(None,)]


def test_a_name_that_two_mentors_have_is_nobodys(
    office: Office, importing: PeopleImport, lists: Lists
) -> None:
    for _ in range(2):
        office.user(Role.MENTOR, "David", last_name="Yao")
    path = lists("Awa;Koné;0170392575;;;;;David YAO;")
    report = importing.run(office.admin(), path)
    assert (report.unclear_mentors, report.without_mentor) == (("David YAO",), 1)
    assert person(office, "Awa").mentor is None
    assert counts(importing.run(office.admin(), path)) == (0, 0, 1, 0, 0)


def test_two_new_mentors_get_two_addresses(office: Office, importing: PeopleImport, lists: Lists) -> None:
    importing.run(office.admin(), lists("Awa;Koné;0170392575;;;;;J. Yao;"))
    importing.run(
        office.admin(), lists("Ève;Koné;0170392576;;;;;J-Yao Yao;", "Ivo;Koné;0170392577;;;;;!J Yao?;")
    )
    addresses = [
        email for (email,) in office.rows("SELECT email FROM users WHERE role = 'mentor' ORDER BY id")
    ]
    assert addresses == ["j.yao@mentor.invalid", "j.yao.yao@mentor.invalid", "j.yao.2@mentor.invalid"]


def test_each_mentor_hears_once(office: Office, importing: PeopleImport, lists: Lists) -> None:
    mentor, pastor = (
        office.user(Role.MENTOR, "Fatou", last_name="T"),
        office.user(Role.PASTOR, "Paul", last_name="Y"),
    )
    rows = [
        f"Awa{number};Koné;01703925{number:02};;;;;{who};"
        for number, who in enumerate(["Fatou T"] * 3 + ["Paul Y"])
    ]
    importing.run(pastor, lists(*rows))
    (heard,) = office.controllers.notifications.mine(mentor).items
    assert (heard.kind, heard.count, heard.person) == (NotificationKind.PEOPLE_ASSIGNED, 3, None)
    assert office.controllers.notifications.mine(pastor).items == ()


def test_those_who_wait_get_a_mentor_automatically(
    office: Office, importing: PeopleImport, lists: Lists
) -> None:
    first, second = office.user(Role.MENTOR, "Abel"), office.user(Role.MENTOR, "Boris", last_name="B")
    office.person(first)
    office.settings(assign_automatically=True, mentor_limit=3)
    path = lists(
        "Named;Koné;0170392570;;;;;Boris B;",
        "Away;Koné;0170392571;;;;Longue absence;;",
        *(f"Free{number};Koné;01703925{number + 80};;;;;;" for number in range(5)),
    )
    report = importing.run(office.admin(), path)
    given = office.rows(
        "SELECT mentor_id, COUNT(*) FROM persons WHERE waiting_since IS NOT NULL GROUP BY mentor_id ORDER BY 1"
    )
    assert given == [(None, 1), (first.id, 3), (second.id, 3)]
    assert (report.assigned, report.without_mentor) == (4, 2)
    assert person(office, "Away").mentor is None
    log = office.controllers.activity.of_person(office.admin(), person(office, "Free0").id)
    assert [line.event for line in log] == ["personMentorAssigned", "personImported"]
    assert log[0].reason == "assigned automatically: the fewest people"
    assert log[0].actor is None


# -- who may, what is told


@pytest.mark.parametrize("role", list(Role))
def test_who_may_import(office: Office, importing: PeopleImport, lists: Lists, role: Role) -> None:
    actor, path = office.user(role), lists("Awa;Koné;0170392575;;;;;;", ";;0170392599;;;;;;")
    if role is Role.MENTOR:
        report = importing.run(None, path, dry_run=True)
        for call in (importing.preview, importing.run):
            with pytest.raises(NotAllowed):
                call(actor, path)
        with pytest.raises(NotAllowed):
            importing.save_refused(actor, report, lists.folder / "x.csv")
        assert not (lists.folder / "x.csv").exists()
    else:
        assert importing.preview(actor, path).records == 2
        assert importing.run(actor, path).added == 1
        assert there(person(office, "Awa").created_by).id == actor.id


def test_it_is_announced_after_the_commit_and_logged(
    office: Office, importing: PeopleImport, lists: Lists
) -> None:
    heard: list[tuple[Changed, int]] = []

    def listen(changed: Changed) -> None:
        with closing(sqlite_only.read_only(paths.database_file(office.folder))) as other:
            heard.append((changed, other.execute("SELECT COUNT(*) FROM persons").fetchone()[0]))

    admin = office.admin()
    office.application.changes.listen(listen)
    importing.run(admin, lists("Awa;Koné;0170392575;;;;;Fatou T;", ";;0170392599;;;;;;"))
    ((changed, seen),) = heard
    assert changed.kinds == {"persons", "users", "notifications"}
    assert (changed.initiator, seen) == (admin.id, 1)
    ((actor, after),) = office.rows("SELECT actor_id, after FROM activity_log WHERE event = 'peopleImported'")
    assert actor == admin.id
    assert json.loads(after) == {
        "file": "visitors.csv",
        "added": 1,
        "updated": 0,
        "unchanged": 0,
        "refused": 1,
    }
    (line,) = office.controllers.activity.of_person(admin, person(office, "Awa").id)
    assert line.after == {
        "first_name": "Awa", "last_name": "Koné", "phone": "0170392575", "first_visit_on": "2026-11-20", "status": "to_visit",
        "mentor": "Fatou T",
    }  # fmt: skip


def test_trying_changes_nothing_and_says_the_same(
    office: Office, importing: PeopleImport, lists: Lists
) -> None:
    office.person(first_name="Yao", last_name="Assi", phone="0170392570")
    path = lists(
        "Awa;Koné;0170392575;;;;;Fatou T;",
        "Yao;Assi;0170392570;y@x.ci;;;;;",
        ";;0170392599;;;;;;",
        ";;;;;;;;",
    )
    before = everything(office)
    tried = importing.run(None, path, dry_run=True)
    assert everything(office) == before
    assert sorted(lists.folder.iterdir()) == [path]
    done = importing.run(None, path)
    assert counts(tried) == counts(done) == (1, 1, 0, 1, 0)
    assert (tried.new_mentors, tried.without_mentor) == (done.new_mentors, done.without_mentor)
    assert sentences(tried)[0] == "1 person would be added."
    assert sentences(done) == [
        "1 person was added.",
        "1 person is in the list of people already: only what was empty is filled in.",
        "1 row is refused, because it names nobody or its cells cannot be told apart.",
        "1 empty line is left out.",
        "1 mentor was not known yet, and cannot sign in until an administrator completes the account: Fatou T.",
    ]


# -- looking at it first


def test_the_preview_shows_what_was_recognised(importing: PeopleImport, lists: Lists) -> None:
    preview = importing.preview(None, lists("Awa;Koné;0170392575;;;31/02/2026;;;", "", ";;0170392576;;;;;;"))
    assert (preview.encoding, preview.separator, preview.records, preview.empty_lines) == ("utf-8", ";", 2, 1)
    assert preview.headings[:2] == ("Prénom", "Nom")
    assert [preview.columns[place] for place in range(3)] == [F.FIRST_NAME, F.LAST_NAME, F.PHONE]
    assert preview.samples[1] == ("Koné",)
    assert preview.missing == ()
    assert [[field for field, _ in row.problems] for row in preview.rows] == [[], [F.LAST_NAME]]
    assert [(cell.field, cell.text) for cell in preview.rows[0].unread] == [(F.FIRST_VISIT_ON, "31/02/2026")]


def test_columns_encoding_and_separator_can_be_corrected(
    office: Office, importing: PeopleImport, lists: Lists
) -> None:
    path = lists.folder / "list.csv"
    path.write_bytes("First name;Last name;Phone\r\nAndré;Koné;0170392575\r\n".encode("mac_roman"))
    wrong = importing.preview(None, path, encoding="cp850")
    assert wrong.rows[0].values["first_name"] == "AndrÄ"
    seen = importing.preview(
        None, path, {0: F.LAST_NAME, 1: F.FIRST_NAME, 2: F.IGNORED}, encoding="mac_roman"
    )
    assert seen.rows[0].values == {"first_name": "Koné", "last_name": "André"}
    with pytest.raises(UnreadableFile, match="not saved in this encoding"):
        importing.preview(None, path, encoding="utf-8")
    with pytest.raises(UnreadableFile, match="not a table"):
        importing.preview(None, path, separator="|")
    assert importing.run(None, path, seen=seen).added == 1
    kone = person(office, "Koné")
    assert (kone.last_name, kone.phone) == ("André", "")


def test_columns_that_cannot_be_are_refused(office: Office, importing: PeopleImport, lists: Lists) -> None:
    path = lists("Awa;Koné;0170392575;;;;;;")
    guessed = dict(importing.preview(None, path).columns)
    nameless = {**guessed, 0: F.IGNORED, 1: F.IGNORED}
    assert importing.preview(None, path, nameless).missing == (F.FIRST_NAME, F.LAST_NAME)
    with pytest.raises(Refused, match="which columns hold the first name"):
        importing.run(None, path, nameless)
    seen = importing.preview(None, path)
    lists("Koné;Awa", headings="Nom;Prénom")
    with pytest.raises(UnreadableFile, match="has other columns now"):
        importing.run(None, path, seen=seen)
    assert office.rows("SELECT COUNT(*) FROM persons") == [(0,)]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04rest of a workbook", "damaged, cut short"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "is no list"),
        (b"Dear all,\nhow are you?\n", "No heading in .* is known"),
        (b"Phone\n0170392575\n", "only one column was found"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(
    office: Office, importing: PeopleImport, lists: Lists, content: bytes, sentence: str
) -> None:
    path = lists.folder / "list.csv"
    path.write_bytes(content)
    for call in (importing.preview, importing.run):
        with pytest.raises(UnreadableFile, match=sentence):
            call(None, path)
    assert office.rows("SELECT COUNT(*) FROM activity_log") == [(0,)]


# -- the refused rows


def test_no_file_is_ever_overwritten(importing: PeopleImport, lists: Lists) -> None:
    path = lists(";;0170392599;;;;;;")
    names = [importing.run(None, path).refused_file for _ in range(3)]
    assert [name.name for name in names if name] == [
        "visitors - refused.csv", "visitors - refused (2).csv", "visitors - refused (3).csv",
    ]  # fmt: skip
    assert names[0] is not None
    assert names[0].stat().st_mode & 0o077 == 0  # what is in it is nobody else's


def test_a_folder_that_takes_nothing(
    office: Office, importing: PeopleImport, lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = lists("Awa;Koné;0170392575;;;;;;", ";;0170392599;;;;;;")
    touch, closed = Path.touch, {lists.folder}

    def refusing(self: Path, mode: int = 0o666, *, exist_ok: bool = True) -> None:
        if self.parent in closed:
            raise PermissionError(13, "Permission denied")
        touch(self, mode, exist_ok)

    monkeypatch.setattr(Path, "touch", refusing)
    assert importing.run(None, path).refused_file == office.folder / "visitors - refused.csv"
    closed.add(office.folder)
    report = importing.run(None, path)
    assert (report.refused_file, report.unchanged) == (None, 1)
    target = lists.folder / "here.csv"
    assert importing.save_refused(None, report, target) == target
    assert (
        target.read_text("utf-8").splitlines()[1]
        == ";;0170392599;;;;;;;Enter a first or a last name: one of them is enough."
    )
    with pytest.raises(Refused, match="This is the list itself"):
        importing.save_refused(None, report, path)
    with pytest.raises(Refused, match="could not be written"):
        importing.save_refused(None, report, lists.folder / "not" / "there.csv")


# -- faults: nothing is half imported


@pytest.mark.parametrize("share", [0.1, 0.65, 0.85])
def test_stopped_in_the_middle(office: Office, importing: PeopleImport, lists: Lists, share: float) -> None:
    office.person(first_name="Awa7", last_name="Koné", phone="0100000007")
    path, before = lists.many(1500), everything(office)
    far = False

    def look(done: int, total: int) -> None:
        nonlocal far
        far = done >= share * total

    with pytest.raises(Cancelled):
        importing.run(None, path, on_progress=look, should_stop=lambda: far)
    assert far
    assert everything(office) == before
    assert importing.run(None, path).added == 1499
    assert office.problems() == ()


def test_disk_full(office: Office, importing: PeopleImport, lists: Lists) -> None:
    path, before = lists.many(3000), everything(office)
    pages = office.rows("PRAGMA page_count")[0][0]
    office.rows(f"PRAGMA max_page_count = {pages + 40}")
    with pytest.raises(Unavailable) as fault:
        importing.run(None, path)
    assert fault.value.reason == "full"
    assert everything(office) == before
    office.rows("PRAGMA max_page_count = 1000000")
    assert importing.run(None, path).added == 3000
    assert office.problems() == ()


def test_another_program_keeps_on_writing(office: Office, importing: PeopleImport, lists: Lists) -> None:
    path, before = lists.many(3), everything(office)
    office.rows("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(paths.database_file(office.folder), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable) as fault:
            importing.run(None, path)
        other.execute("ROLLBACK")
    assert fault.value.reason == "busy"
    assert everything(office) == before
    assert sorted(lists.folder.iterdir()) == [path]


def test_what_another_program_added_meanwhile_is_found(
    office: Office, importing: PeopleImport, lists: Lists
) -> None:
    path = lists.many(100)
    office.person(first_name="Awa7", last_name="Koné", phone="0100000007")
    other = Office(office.folder)
    theirs: list[ImportReport] = []

    def meanwhile(reached: int, total: int) -> None:
        if not theirs and reached >= total * 0.8:  # all is decided, nothing is written
            theirs.append(other.controllers.people_import.run(None, path))

    report = importing.run(None, path, on_progress=meanwhile)
    other.application.close()
    assert counts(theirs[0]) == (99, 0, 1, 0, 0)
    assert counts(report) == (0, 0, 100, 0, 0)
    assert office.rows("SELECT COUNT(*) FROM persons") == [(100,)]


KILLED = """
import os, signal, sys
from pathlib import Path
from desktop_app.application import Application
application = Application(Path(sys.argv[1]))
application.open()
def look(done, total):
    if done >= total * 0.9:
        os.kill(os.getpid(), signal.SIGKILL)
application.controllers.people_import.run(None, Path(sys.argv[2]), on_progress=look)
"""


@pytest.mark.skipif(os.name == "nt", reason="kills by signal")
def test_killed_while_it_writes(office: Office, importing: PeopleImport, lists: Lists) -> None:
    path, before = lists.many(2000), everything(office)
    command = [sys.executable, "-c", KILLED, str(office.folder), str(path)]
    ended = subprocess.run(command, cwd=Path(__file__).parents[3], check=False, capture_output=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert 0 < office.rows("SELECT COUNT(*) FROM persons")[0][0] < 2001  # pieces of it
    office.restart()
    assert everything(office) == before
    assert office.problems() == ()
    assert importing.run(None, path).added == 2000


def test_a_bug_while_it_writes_leaves_nothing(
    office: Office, importing: PeopleImport, lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(office)

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("desktop_app.controllers.importing.write.notify", broken)
    office_mentor = office.user(Role.MENTOR, "Fatou", last_name="T")
    before = everything(office)
    with pytest.raises(ZeroDivisionError):
        importing.run(None, lists("Awa;Koné;0170392575;;;;;Fatou T;"))
    assert office_mentor.id
    assert everything(office) == before


# -- the command


@pytest.fixture
def run_command(office: Office, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = main(["--data-dir", str(office.folder), "import", "people", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_the_command(office: Office, lists: Lists, run_command: Callable[..., tuple[int, str, str]]) -> None:
    path = lists("Awa;Koné;0170392575;;;;;Fatou T;", ";;0170392599;;;;;;", ";;;;;;;;")
    before = everything(office)
    code, out, _ = run_command(path, "--dry-run")
    assert code == 0
    assert "1 person would be added." in out
    assert everything(office) == before
    code, out, _ = run_command(path)
    assert code == 0
    assert "1 person was added." in out
    assert "line 3: Enter a first or a last name: one of them is enough." in out
    assert str(lists.folder / "visitors - refused.csv") in out
    assert person(office, "Awa").created_by is None
    code, out, _ = run_command(path)
    assert "0 people were added." in out
    assert office.rows("SELECT COUNT(*) FROM persons") == [(1,)]


@pytest.mark.skipif(os.name == "nt", reason="names are UTF-16 there")
def test_names_that_are_no_utf8(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xe9t\xe9"))
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this disk takes no such names")
    path, report = (folder / os.fsdecode(name) for name in (b"liste \xe9.csv", b"rapport \xe9.txt"))
    path.write_text("Nom;Pr\u00e9nom\nKon\u00e9;Awa\n;\n;;\n", "utf-8")
    data = folder / "data"
    for arguments in (["import", "people", str(path), "--report", str(report)], ["check"], ["backup"]):
        assert main(["--data-dir", str(data), *arguments]) == 0
        capsys.readouterr()
    assert report.is_file()
    assert report.stat().st_mode & 0o077 == 0


def test_the_command_says_in_one_line_what_is_wrong(
    lists: Lists, run_command: Callable[..., tuple[int, str, str]]
) -> None:
    (lists.folder / "empty.csv").touch()
    for name, sentence in (("empty.csv", "is empty"), ("none.csv", "is not there"), (".", "is a folder")):
        code, out, err = run_command(lists.folder / name)
        assert (code, out) == (1, "")
        assert sentence in err
        assert len(err.splitlines()) == 1


def test_every_fault_of_an_import_is_a_sentence() -> None:
    assert issubclass(UnreadableFile, DomainError)
    assert str(Cancelled()) == "Stopped. Nothing was changed."


# -- a list without headings


def test_a_list_without_headings_loses_nobody_and_says_that_it_is_guessed(
    office: Office, importing: PeopleImport, lists: Lists
) -> None:
    path = lists("Yao;Paul;0505050505;M", headings="Kouassi;Marie;0707070707;F")
    report = importing.run(office.admin(), path)
    assert (report.added, report.records) == (2, 2)
    assert (person(office, "Marie").phone, person(office, "Paul").full_name) == ("0707070707", "Paul Yao")
    assert sentences(report)[-2:] == [
        "The list has no headings: the first row is taken as a person, and the columns are guessed.",
        (
            "Guessed from the values, because the heading says nothing: "
            "1 → Last name, 2 → First name, 3 → Phone, 4 → Gender."
        ),
    ]


# -- piece by piece, while others go on


def between_pieces(office: Office, act: Callable[[], object]) -> Callable[[int, int], None]:
    """A listener to the progress that acts once, when a first piece is written and another is to come."""
    acted: list[object] = []

    def look(_done: int, _total: int) -> None:
        if (
            not acted
            and office.rows("SELECT COUNT(*) FROM persons WHERE first_name LIKE 'Awa%'")[0][0] >= 1_000
        ):
            acted.append(act())

    return look


def test_whom_another_program_adds_between_two_pieces_is_not_added_once_more(
    office: Office, importing: PeopleImport, lists: Lists
) -> None:
    path = lists.many(1_200)
    other = Office(office.folder)
    admin = other.admin()

    def add() -> None:
        other.person(by=admin, first_name="Awa1100", last_name="Koné", phone="0100001100")
        other.person(
            by=admin, first_name="Awa1101", last_name="Koné", phone="0199999999", email="a@example.org"
        )

    report = importing.run(None, path, on_progress=between_pieces(office, add))
    other.application.close()
    assert counts(report) == (1_199, 0, 1, 0, 0)
    assert office.rows("SELECT COUNT(*) FROM persons WHERE first_name = 'Awa1100'") == [(1,)]
    ((logged,),) = office.rows("SELECT after FROM activity_log WHERE event = 'peopleImported'")
    assert json.loads(logged)["added"] == 1_199
    assert office.problems() == ()


def test_what_another_program_writes_about_somebody_between_two_pieces_stays(
    office: Office, importing: PeopleImport, lists: Lists
) -> None:
    known = office.person(first_name="Mia", last_name="Koné", phone="0155555555")
    gone = office.person(first_name="Lia", last_name="Koné", phone="0166666666")
    rows = [f"Awa{number};Koné;01{number:08};;;;;;" for number in range(1_000)]
    path = lists(
        *rows, "Mia;Koné;0155555555;mia@list.org;Cocody;;;;", "Lia;Koné;0166666666;lia@list.org;;;;;"
    )
    other = Office(office.folder)
    admin = other.admin()

    def edit() -> None:
        other.controllers.persons.update(admin, known.id, {"email": "mia@desk.org"})
        other.controllers.persons.delete(admin, gone.id)

    report = importing.run(None, path, on_progress=between_pieces(office, edit))
    other.application.close()
    assert (report.added, report.updated, report.unchanged) == (1_000, 1, 1)
    assert (office.get(known).email, office.get(known).commune) == ("mia@desk.org", "Cocody")
    assert office.rows("SELECT email FROM persons WHERE first_name = 'Lia'") == [("",)]


def test_cancelled_after_somebody_was_filled_in(
    office: Office, importing: PeopleImport, lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = office.person(first_name="Mia", last_name="Koné", phone="0155555555")
    before = office.get(known)

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("desktop_app.controllers.importing.write.import_queries.close_import", broken)
    path = lists(
        *(f"Awa{number};Koné;01{number:08};;;;;;" for number in range(50)),
        "Mia;Koné;0155555555;mia@list.org;;;;;",
    )
    with pytest.raises(ZeroDivisionError):
        importing.run(None, path)
    after = office.get(known)
    assert after.email == before.email == ""
    assert office.rows("SELECT COUNT(*) FROM persons") == [(1,)]
    assert office.problems() == ()


def test_somebody_on_whom_others_worked_stays_when_an_import_is_taken_back(
    office: Office, importing: PeopleImport, lists: Lists
) -> None:
    other = Office(office.folder)
    admin = other.admin()
    far = False

    def work() -> None:
        nonlocal far
        ((key,),) = other.rows("SELECT id FROM persons WHERE first_name = 'Awa7'")
        other.follow_up(admin, other.controllers.persons.get(admin, key))
        far = True

    with pytest.raises(Cancelled):
        importing.run(
            None, lists.many(1_500), on_progress=between_pieces(office, work), should_stop=lambda: far
        )
    other.application.close()
    assert office.rows("SELECT first_name FROM persons") == [("Awa7",)]
    assert office.problems() == ()
