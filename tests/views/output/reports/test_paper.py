"""Reports on paper, read back by a program that did not make them: everything is on it once, in order, on numbered pages."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QPainter, QPdfWriter

from desktop_app.domain.errors import Cancelled, Unavailable, UnwritableFile
from desktop_app.domain.vocabulary import InteractionType, Program, ReferenceService, Role
from desktop_app.i18n import texts
from desktop_app.views.output.reports.blocks import Cell, Column, drawing, paragraph, section, table, title
from desktop_app.views.output.reports.paper import INK, Paper, Slice, a4
from desktop_app.views.output.reports.printing import RESOLUTION, Report, make_pdf, sheet
from desktop_app.views.pages.dashboard import call_sheet, overdue_report
from desktop_app.views.pages.people import person_file
from desktop_app.views.pages.statistics import month_report
from tests.views.conftest import Office

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
Slices = Callable[[Paper, Callable[[], object]], Iterator[Slice]]


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., list[str]]:
    """The texts of the pages of a report, words parted by single blanks."""

    def make(slices: Slices, *, landscape: bool = False) -> list[str]:
        report = Report("test", "A report", slices, {}, landscape=landscape)
        path = tmp_path / "report.pdf"
        on = sheet(report, "Église de la Grâce", "Ada Admin", NOON)
        count = make_pdf(report, on, path, tmp_path / "notes", lambda *_: None, lambda: False)
        assert list((tmp_path / "notes").iterdir()) == []
        reader = PdfReader(path)
        assert len(reader.pages) == count
        return [" ".join(page.extract_text().split()) for page in reader.pages]

    return make


@pytest.fixture
def paper() -> Iterator[Paper]:
    """An A4 page to measure on."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(a4())
    yield Paper(writer)
    del writer  # before what it writes into
    buffer.close()


COLUMNS = [Column("Number", 1, right=True), Column("Name", 3), Column("Notes", 5)]


def numbered(count: int) -> Slices:
    def slices(paper: Paper, every: Callable[[], object]) -> Iterator[Slice]:
        yield from title(paper, "Everybody", ["on one day"])
        rows = (
            [Cell(str(one)), Cell(f"Name{one}", "beneath"), Cell("spoke " * (one % 40))]
            for one in range(count)
        )
        yield from table(paper, COLUMNS, rows, every=every)

    return slices


def test_every_row_is_there_once_and_the_headings_are_on_every_page(made: Callable[..., list[str]]) -> None:
    pages = made(numbered(200))
    assert len(pages) > 5
    assert re.findall(r"Name(\d+)", " ".join(pages)) == [str(one) for one in range(200)]
    for number, page in enumerate(pages, start=1):
        assert "Number Name Notes" in page
        assert f"Page {number} of {len(pages)}" in page
        assert page.startswith("Église de la Grâce A report")
        assert "Created on 20/11/2026 12:00 by Ada Admin." in page
    assert sum("Everybody" in page for page in pages) == 1


def test_a_long_text_goes_on_overleaf_and_no_word_is_lost(made: Callable[..., list[str]]) -> None:
    words = [f"word{one}" for one in range(3_000)]

    def slices(paper: Paper, _every: Callable[[], object]) -> Iterator[Slice]:
        yield from paragraph(paper, " ".join(words))
        yield from table(
            paper, COLUMNS, [[Cell("1"), Cell("Awa"), Cell(" ".join(words).replace("word", "cell"))]]
        )

    text = " ".join(made(slices))
    assert re.findall(r"\bword\d+", text) == words
    assert [one.replace("cell", "word") for one in re.findall(r"\bcell\d+", text)] == words


def test_a_word_without_end_is_broken_rather_than_cut(made: Callable[..., list[str]]) -> None:
    endless = "".join(f"{one:04}" for one in range(500))
    (page,) = made(lambda paper, _every: table(paper, COLUMNS, [[Cell("1"), Cell("Awa"), Cell(endless)]]))
    found = "".join(re.findall(r"\d{8,}", page.replace("20/11/2026", "")))
    assert found == endless


@pytest.mark.parametrize(
    "text", ["N'Diaye", "Łukasz Straße", "Élodie Nguyễn", "« Ça va ? »", "a & b <c>", "100 %"]
)
def test_what_people_write_is_on_the_paper_as_it_is(made: Callable[..., list[str]], text: str) -> None:
    (page,) = made(lambda paper, _every: paragraph(paper, text))
    assert text in page


def test_letters_beyond_the_first_plane_do_not_shift_what_follows(paper: Paper) -> None:
    text = "🙏🏾 prayed together " * 40
    assert " ".join(paper.lines(text, 60, 9.5)).split() == text.split()


def test_a_heading_is_never_the_last_of_a_page(made: Callable[..., list[str]]) -> None:
    def slices(paper: Paper, _every: Callable[[], object]) -> Iterator[Slice]:
        for one in range(120):
            yield from section(paper, f"Heading{one}")
            yield from paragraph(paper, f"Text{one}\nMore{one}")

    for page in made(slices):
        last_heading = re.findall(r"Heading(\d+)", page)[-1]
        assert f"Text{last_heading}" in page


def test_a_group_of_a_table_begins_on_the_page_of_its_first_row(made: Callable[..., list[str]]) -> None:
    def slices(paper: Paper, _every: Callable[[], object]) -> Iterator[Slice]:
        rows: list[list[Cell] | str] = []
        for one in range(80):
            rows += [f"Quartier{one}", [Cell("1"), Cell(f"Name{one}"), Cell("")]]
        yield from table(paper, COLUMNS, rows, room_to_write=18)

    pages = made(slices)
    assert len(pages) > 5
    for page in pages:
        assert re.findall(r"Quartier(\d+)", page) == re.findall(r"Name(\d+)", page)
        assert "Number Name Notes" in page


def test_a_page_is_never_fuller_than_it_is_high(paper: Paper) -> None:
    for slices in (numbered(300)(paper, lambda: None), paragraph(paper, "words and words " * 5_000)):
        for page in paper.pages(slices):
            below, last = page[-1]
            assert below + last.height <= paper.height - 20 + 0.001


def test_a_drawing_stays_with_its_caption_and_within_its_place(made: Callable[..., list[str]]) -> None:
    places: list[QRectF] = []

    def paint(painter: QPainter, place: QRectF) -> None:
        places.append(place)
        painter.drawRect(place)

    def slices(paper: Paper, _every: Callable[[], object]) -> Iterator[Slice]:
        for one in range(9):
            yield from drawing(paper, 80, paint, f"Chart{one}")

    pages = made(slices)
    assert [re.findall(r"Chart(\d)", page) for page in pages] == [
        ["0", "1"],
        ["2", "3"],
        ["4", "5"],
        ["6", "7"],
        ["8"],
    ][: len(pages)]
    assert len(places) == 9


# -- the reports themselves


def test_the_overdue_list_says_each_person_in_french(office: Office, made: Callable[..., list[str]]) -> None:
    mentor, admin = office.actors[Role.MENTOR], office.actors[Role.ADMIN]
    office.person("Awa", "N'Diaye", mentor=mentor, first_visit_on="2026-10-01", phone="07 97 97 11 47")
    called = office.person("Élodie", "Kouassi", first_visit_on="2026-09-01")
    office.follow_up(called, days_ago=12, outcome="no_contact")
    report = office.application.controllers.reports.overdue(admin, 7)
    texts.use("fr")
    try:
        (page,) = made(lambda paper, every: overdue_report.slices(paper, report, every), landscape=True)
    finally:
        texts.use("en")
    assert "50 Awa N'Diaye 07 97 97 11 47 Jean Dupont" in page
    assert "12 Élodie Kouassi" in page
    assert "20/11/2026" in page


class Measured(Paper):
    """Paper that notes by how many pixels each line is wider than its place."""

    over: float = 0.0

    def write(
        self,
        painter: QPainter,
        place: QRectF,
        lines: Sequence[str],
        points: float,
        *,
        bold: bool = False,
        colour: str = INK,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        metrics = self.metrics(points, bold=bold)
        self.over = max(self.over, *(metrics.horizontalAdvance(line) - place.width() for line in lines), 0.0)
        super().write(painter, place, lines, points, bold=bold, colour=colour, align=align)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_figures_of_a_month_stay_within_their_tiles(office: Office, paper: Paper, language: str) -> None:
    office.follow_up(office.person("Awa", "N'Diaye"), days_ago=2)
    found = office.application.controllers.reports.month(office.actors[Role.ADMIN], NOON.year, NOON.month)
    on = Measured(paper.device)
    for overdue in (28, 12_345):
        figures = replace(found.figures, pending_actions=128, overdue_actions=overdue)
        report = Report("test", "A report", lambda *_: iter(()), {})
        with texts.speaking(language):
            pages = month_report.slices(on, replace(found, figures=figures), lambda: None)
            on.paint(sheet(report, "Office", "Ada", NOON), pages, lambda *_: None, lambda: False)
        assert on.over <= 1


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_what_is_known_of_somebody_stands_beside_its_label(
    office: Office, paper: Paper, language: str
) -> None:
    texts_of: dict[str, Any] = {"prayer_requests": "Work", "how_heard": "A neighbour", "profession": "Tailor"}
    person = office.person("Awa", "N'Diaye", **texts_of)
    controllers = office.application.controllers
    found = controllers.reports.person_file(office.actors[Role.ADMIN], person.id)
    labels: list[str] = []

    class Labels(Paper):
        def lines(self, text: str, width: float, points: float, *, bold: bool = False) -> list[str]:
            broken = super().lines(text, width, points, bold=bold)
            metrics = self.metrics(points, bold=bold)
            if width < 42:  # millimetres: that of the labels
                labels.append(text)
                assert all(metrics.horizontalAdvance(line) <= width * self.unit + 1 for line in broken)
            return broken

    with texts.speaking(language):
        for _slice in person_file.slices(Labels(paper.device), found, controllers.clock, lambda: None):
            pass
        assert texts.tr("How they heard of us") in labels


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_no_word_of_a_heading_is_broken(
    office: Office, made: Callable[..., list[str]], language: str
) -> None:
    office.follow_up(office.person("Awa", "N'Diaye"), days_ago=2)
    found = office.application.controllers.reports.month(office.actors[Role.ADMIN], NOON.year, NOON.month)
    with texts.speaking(language):
        text = " ".join(made(lambda paper, every: month_report.annex(paper, found, every)))
        for heading in ("People met", "People today", "New people", "Waiting too long", "Follow-ups"):
            assert texts.tr(heading) in text


def test_a_call_sheet_has_room_to_write(office: Office, made: Callable[..., list[str]]) -> None:
    mentor = office.actors[Role.MENTOR]
    for number in range(30):
        office.person(f"Name{number}", mentor=mentor, first_visit_on="2026-10-01", quartier="Riviera")
    report = office.application.controllers.reports.call_sheet(mentor)
    pages = made(lambda paper, every: call_sheet.slices(paper, report, every))
    assert len(re.findall(r"Name\d+", " ".join(pages))) == 30
    assert 3 <= len(pages) <= 5  # some ten to a page, with lines to write on
    assert pages[0].count("Riviera") == 1
    assert re.findall(r"(\d+) Name\d+", " ".join(pages)) == [str(number) for number in range(1, 31)]
    for words in ("reached", "not reached", "Next day:"):
        assert " ".join(pages).count(f" {words}") >= 30, words


def test_a_phone_is_never_broken_inside_its_number(office: Office, paper: Paper) -> None:
    mentor = office.actors[Role.MENTOR]
    phones = ["+225 07 00 75 26 20", "07 97 97 11 47 / 01 22 33 44 55", "(773) 555-0131"]
    for number, phone in enumerate(phones):
        office.person(f"Name{number}", mentor=mentor, first_visit_on="2026-10-01", phone=phone)
    lines: list[str] = []

    class Broken(Paper):
        def lines(self, text: str, width: float, points: float, *, bold: bool = False) -> list[str]:
            broken = super().lines(text, width, points, bold=bold)
            if "555" in text or "07\u00a0" in text:
                lines.extend(broken)
            return broken

    report = office.application.controllers.reports.call_sheet(mentor)
    for _slice in call_sheet.slices(Broken(paper.device), report, lambda: None):
        pass
    assert len(lines) == 4  # the two numbers of one person under each other
    assert all(len(re.sub(r"\D", "", line)) >= 10 for line in lines), lines


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_report_of_a_month_has_two_pages_and_its_tables_by_choice(
    office: Office, made: Callable[..., list[str]], language: str
) -> None:
    for number in range(40):
        person = office.person(f"Name{number}", commune=f"Commune {number}", quartier=f"Quarter {number}")
        office.follow_up(person, days_ago=2)
        values = {
            "title": "At the desk",
            "interaction_type": list(InteractionType)[number % len(InteractionType)],
            "program": list(Program)[number % len(Program)],
            "start_at": NOON - timedelta(days=1),
            "reference_services": [list(ReferenceService)[number % len(ReferenceService)]],
        }
        office.application.controllers.client_interactions.record(
            office.actors[Role.ADMIN], person.id, values
        )
    found = office.application.controllers.reports.month(office.actors[Role.ADMIN], NOON.year, NOON.month)
    with texts.speaking(language):
        report = Report(
            "figures",
            "A month",
            lambda paper, every: month_report.slices(paper, found, every),
            {},
            annex=lambda paper, every: month_report.annex(paper, found, every),
        )
        short, whole = made(report.slices), made(report.with_annex().slices)
        heading = texts.tr("The figures over time")
    short, whole = (
        [normalize("NFKC", page) for page in pages] for pages in (short, whole)
    )  # "fi" is one sign
    assert len(short) == 2
    assert heading not in " ".join(short)
    assert len(whole) > 2
    assert heading in whole[2]
    assert "Commune 39" in " ".join(whole[2:])


def test_an_empty_report_says_so(office: Office, made: Callable[..., list[str]]) -> None:
    mentor, reports = office.actors[Role.MENTOR], office.application.controllers.reports
    nobody, sheet_of = reports.overdue(mentor, 7), reports.call_sheet(mentor)
    assert "Nobody is waiting too long." in made(lambda p, e: overdue_report.slices(p, nobody, e))[0]
    assert "nothing is planned for this week" in made(lambda p, e: call_sheet.slices(p, sheet_of, e))[0]


def test_a_persons_file_holds_notes_in_full(office: Office, made: Callable[..., list[str]]) -> None:
    notes = " ".join(f"said{number}" for number in range(1_000))
    person = office.person("Awa", prayer_requests="For her papers", notes="Works at night")
    office.follow_up(person, days_ago=2, notes=notes, next_action_needed=True, next_action_date="2026-11-25")
    controllers, admin = office.application.controllers, office.actors[Role.ADMIN]
    report = controllers.reports.person_file(admin, person.id)
    text = " ".join(made(lambda paper, every: person_file.slices(paper, report, controllers.clock, every)))
    assert re.findall(r"said\d+", text) == notes.split()
    assert "Prayer requests For her papers Notes Works at night" in text
    assert "Next action: Wednesday 25 November 2026, open." in text


def test_a_persons_file_says_why_they_are_paused_as_long_as_they_are(
    office: Office, made: Callable[..., list[str]]
) -> None:
    person = office.person("Awa")
    controllers, admin = office.application.controllers, office.actors[Role.ADMIN]
    values = {"until": "2026-11-25", "reason": "travelling", "note": "in Bouaké"}
    controllers.pauses.pause(admin, person.id, values)
    found = []
    for _ in range(2):
        report = controllers.reports.person_file(admin, person.id)
        pages = made(
            lambda paper, every, told=report: person_file.slices(paper, told, controllers.clock, every)
        )
        found.append("Why paused" in pages[0])
        office.clock.moment += timedelta(days=5)
    assert found == [True, False]


# -- stopped, and places that cannot be written to


def _pdf(
    path: Path,
    should_stop: Callable[[], bool] = lambda: False,
    on_made: Callable[[int], object] | None = None,
) -> int:
    report = Report("test", "A report", numbered(2_000), {})
    on = sheet(report, "Office", "Ada", NOON)
    return make_pdf(report, on, path, path.parent / "notes", lambda *_: None, should_stop, on_made)


def test_what_cannot_be_noted_does_not_leave_the_program(tmp_path: Path) -> None:
    def note(pages: int) -> None:
        assert pages > 1
        raise Unavailable("busy", tmp_path)

    with pytest.raises(Unavailable):
        _pdf(tmp_path / "report.pdf", on_made=note)
    assert [one.name for one in tmp_path.iterdir()] == ["notes"]
    assert not list((tmp_path / "notes").iterdir())


def test_a_stopped_report_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"the one of last week")
    asked = iter(range(10_000))
    with pytest.raises(Cancelled):
        _pdf(path, lambda: next(asked) > 500)
    assert path.read_bytes() == b"the one of last week"
    assert [one.name for one in tmp_path.iterdir()] == ["report.pdf"]


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile) as raised:
        _pdf(tmp_path / "gone" / "report.pdf")
    assert raised.value.reason == "missing"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to try")
def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(_path: object, flags: int, _mode: int = 0) -> int:
        return real("/dev/full", flags & ~(os.O_CREAT | os.O_EXCL))

    real = os.open
    monkeypatch.setattr(os, "open", opened)
    with pytest.raises(UnwritableFile) as raised:
        _pdf(tmp_path / "report.pdf")
    assert raised.value.reason == "full"


def test_numbers_of_pages_can_be_chosen(paper: Paper) -> None:
    slices = list(numbered(300)(paper, lambda: None))
    whole = len(paper.pages(slices))
    on = sheet(Report("test", "A report", numbered(1), {}), "Office", "Ada", NOON)
    assert paper.paint(on, slices, lambda *_: None, lambda: False, (2, 3)) == 2
    assert whole > 3
