"""What stands in the files: CSV, Excel and calendar, read again by programs that did not write them; and whole or not at all."""

from __future__ import annotations

import csv
import errno
import os
import resource
import signal
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO, StringIO
from pathlib import Path
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook

from desktop_app.domain.context import UserName
from desktop_app.domain.errors import UnwritableFile
from desktop_app.domain.records import NextAction, PersonName
from desktop_app.domain.vocabulary import FollowUpType, Outcome, PersonStatus
from desktop_app.exchange.atomic_file import NewFile, clear_unfinished
from desktop_app.exchange.exports import excel_file
from desktop_app.exchange.exports.calendar_file import write_calendar
from desktop_app.exchange.exports.csv_file import separator, write_csv
from desktop_app.exchange.exports.excel_file import MOST_LETTERS, write_excel
from desktop_app.exchange.exports.tables import (
    PEOPLE,
    Batch,
    ExportColumn,
    ExportTable,
    Format,
    Value,
    suggested_name,
)
from desktop_app.exchange.safe_text import guarded, tidied, unguarded
from desktop_app.i18n import texts

TEXTS = ExportTable("notes", "Notes", (ExportColumn("Notes"), ExportColumn("More")))
KINDS = ExportTable(
    "kinds",
    "Kinds",
    (
        ExportColumn("Text"),
        ExportColumn("Word", "word"),
        ExportColumn("Day", "date"),
        ExportColumn("Moment", "moment"),
        ExportColumn("Number", "number"),
    ),
)
LEAP_DAY = date(2028, 2, 29)
FORMULAS = [
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "@SUM(A1)",
    "-2+3",
    "+1+cmd|' /C calc'!A0",
    "\t=1",
    "\r=1",
    " =1",
    "＝1",
    "--02-29",
]


def csv_text(table: ExportTable, *batches: Batch) -> str:
    stream = BytesIO()
    write_csv(stream, table, batches)
    return stream.getvalue().decode("utf-8")


def cells(text: str, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator))


def workbook(table: ExportTable, *batches: Batch, most_rows: int = excel_file.MOST_ROWS) -> BytesIO:
    stream = BytesIO()
    write_excel(stream, table, batches, sum(len(one[0]) for one in batches), most_rows)
    stream.seek(0)
    return stream


# -- CSV


@pytest.mark.parametrize(("language", "separator"), [("en", ","), ("fr", ";"), ("es", ";")])
def test_a_double_click_opens_it_rightly(language: str, separator: str) -> None:
    texts.use(language)
    text = csv_text(
        KINDS, (["Zoé, ; “x”"], ["Casé"], [LEAP_DAY], [datetime.combine(LEAP_DAY, time(9, 5))], [3])
    )
    assert text.startswith("\ufeff")
    assert text.endswith("\r\n")
    assert text.count("\r\n") == 2
    assert cells(text, separator)[1] == ["Zoé, ; “x”", "Casé", "2028-02-29", "2028-02-29 09:05", "3"]


def test_headings_and_words_speak_the_readers_language() -> None:
    texts.use("fr")
    assert cells(csv_text(PEOPLE), ";")[0][:3] == ["Prénom", "Nom", "Sexe"]
    assert suggested_name("People", LEAP_DAY, Format.CSV) == "Personnes 2028-02-29.csv"


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_stays_a_text_in_csv(formula: str) -> None:
    (_heading, row) = cells(csv_text(TEXTS, ([formula], ["x"])))
    assert row[0] == "'" + tidied([formula])[0]
    assert unguarded(row[0]) == tidied([formula])[0]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("x,=1+2", "x,'=1+2"),
        ("x;=1+2", "x;'=1+2"),
        ("x\t=1+2", "x\t'=1+2"),
        ("=a, @b;+c", "'=a,' @b;'+c"),
        ("call Awa, +225 07 97, or -5", "call Awa, +225 07 97, or -5"),  # nothing to work out
        ("first, - second", "first,' - second"),
        ("a,b;c\td", "a,b;c\td"),
    ],
)
def test_a_formula_behind_the_other_separator_stays_a_text(typed: str, written: str) -> None:
    assert guarded(typed) == written
    assert unguarded(written) == typed
    for parts in ",;\t":  # however the file is opened
        (_heading, row) = csv.reader(StringIO(csv_text(TEXTS, ([typed], ["x"]))), delimiter=parts)
        assert not [cell for cell in row if cell.lstrip().startswith(("=", "@", "+c", "- s"))]


@pytest.mark.parametrize(
    ("language", "country", "parts"),
    [
        ("es", "MX", ","),
        ("es", "US", ","),
        ("es", "ES", ";"),
        ("es", "AR", ";"),
        ("fr", "US", ";"),
        ("en", "MX", ","),
    ],
)
def test_the_cells_are_parted_as_the_countrys_spreadsheets_expect(
    language: str, country: str, parts: str
) -> None:
    before = texts.language()
    try:
        texts.use(language)
        assert separator(country) == parts
    finally:
        texts.use(before)


@pytest.mark.parametrize(
    "phone", ["+225 07 97 97 11 47", "+2250797971147", "-12.5", "07-00-04", "(07) 12", "+1.5"]
)
def test_a_phone_number_stays_readable(phone: str) -> None:
    assert guarded(phone) == phone


@given(st.lists(st.text(max_size=40), min_size=1, max_size=20))
def test_any_text_comes_back_from_csv_and_none_begins_a_formula(written: list[str]) -> None:
    rows = cells(csv_text(TEXTS, (written, ["x"] * len(written))))[1:]
    assert [unguarded(row[0]) for row in rows] == [unguarded(text) for text in tidied(written)]
    for text, _ in rows:
        harmless = text[1:].replace(" ", "").replace(".", "").replace("\u00a0", "").replace("\u202f", "")
        assert not text.lstrip().startswith(("=", "@", "+", "-", "＝", "＋", "－", "＠")) or (
            text[0] in "+-" and (harmless.isdigit() or not harmless) and len(text) > 1
        )


# -- Excel


def test_days_moments_and_numbers_are_real() -> None:
    moment = datetime.combine(LEAP_DAY, time(23, 59))
    batch: Batch = (["a"], ["Case"], [LEAP_DAY], [moment], [12])
    book = load_workbook(workbook(KINDS, batch))
    sheet = book.active
    assert [cell.value for cell in sheet[2]] == ["a", "Case", datetime.combine(LEAP_DAY, time()), moment, 12]
    assert [cell.data_type for cell in sheet[2]] == ["s", "s", "d", "d", "n"]
    assert [cell.number_format for cell in sheet[2]][2:4] == [
        "mm-dd-yy",
        "m/d/yy h:mm",
    ]  # each reader's own way
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:E2")
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.column_dimensions["A"].width == 16


@pytest.mark.parametrize(
    "day", [date(1900, 3, 1), date(1999, 12, 31), date(2000, 2, 29), LEAP_DAY, date(9999, 12, 31)]
)
def test_every_day_excel_knows_is_that_day(day: date) -> None:
    sheet = load_workbook(workbook(KINDS, (["a"], ["b"], [day], [None], [None]))).active
    assert sheet["C2"].value.date() == day


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(1900, 2, 28), "29/02"])
def test_a_day_excel_does_not_know_is_written_out(day: date | str) -> None:
    sheet = load_workbook(workbook(KINDS, (["a"], ["b"], [day], [None], [None]))).active
    assert (sheet["C2"].value, sheet["C2"].data_type) == (str(day), "s")


@pytest.mark.parametrize("formula", [*FORMULAS, "+225 07 97 97 11 47"])
def test_a_formula_stays_a_text_in_excel(formula: str) -> None:
    cell = load_workbook(workbook(TEXTS, ([formula], ["x"]))).active["A2"]
    assert (cell.value, cell.data_type) == (tidied([formula])[0], "s")
    assert cell.quotePrefix  # typed over, it stays one


@given(st.lists(st.text(max_size=40), min_size=1, max_size=20))
def test_any_text_comes_back_from_excel(written: list[str]) -> None:
    sheet = load_workbook(workbook(TEXTS, (written, ["x"] * len(written)))).active
    found = [cell.value or "" for (cell,) in sheet.iter_rows(min_row=2, max_col=1)]
    assert found == tidied(written)


def test_control_characters_are_left_out() -> None:
    hostile = "a\x00b\x0bc\x1fd\ufffee\uffff\r\nf\rg"
    assert load_workbook(workbook(TEXTS, ([hostile], ["<&>"]))).active["A2"].value == "abcde\nf\ng"
    assert cells(csv_text(TEXTS, ([hostile], ["x"])))[1][0] == "abcde\nf\ng"


@pytest.mark.parametrize("letter", ["x", "😀", "<"])
def test_a_text_too_long_for_a_cell_is_shortened_with_a_note(letter: str) -> None:
    sheet = load_workbook(workbook(TEXTS, ([letter * 40_000], ["whole"]))).active
    value = sheet["A2"].value
    assert len(value.encode("utf-16-le")) // 2 in {MOST_LETTERS, MOST_LETTERS - 1}
    assert value.endswith("the whole text is in Suivi)")
    just = letter * (MOST_LETTERS // len(letter.encode("utf-16-le")) * 2)
    assert load_workbook(workbook(TEXTS, ([just], ["x"]))).active["A2"].value == just


def test_more_rows_than_a_sheet_takes_go_on_in_the_next() -> None:
    rows = [f"row {number}" for number in range(25)]
    batches: Sequence[Batch] = [
        (rows[first : first + 7], ["x"] * len(rows[first : first + 7])) for first in range(0, 25, 7)
    ]
    book = load_workbook(workbook(TEXTS, *batches, most_rows=10))
    assert book.sheetnames == ["Notes", "Notes 2", "Notes 3"]
    found = [[row[0] for row in sheet.iter_rows(values_only=True)] for sheet in book]
    assert [one[0] for one in found] == ["Notes"] * 3
    assert [len(one) - 1 for one in found] == [10, 10, 5]
    assert [row for one in found for row in one[1:]] == rows
    assert [sheet.auto_filter.ref for sheet in book] == ["A1:B11", "A1:B11", "A1:B6"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("En attente depuis trop longtemps", "En attente depuis trop…"),
        ("A" * 40, "A" * 30 + "…"),
        ("Past: due?", "Past  due"),
        ("exactly thirty-one letters long", "exactly thirty-one letters long"),
    ],
)
def test_a_sheet_is_called_by_whole_words(tmp_path: Path, title: str, name: str) -> None:
    table = ExportTable("notes", title, (ExportColumn("Notes"),))
    path = tmp_path / "notes.xlsx"
    with path.open("wb") as stream:
        write_excel(stream, table, iter([[["one"]]]), 1)
    assert load_workbook(path).sheetnames == [name]


@pytest.mark.parametrize("count", [0, 10, 20])
def test_the_last_sheet_is_neither_missing_nor_empty(count: int) -> None:
    batches: list[Batch] = [(["x"] * count, ["y"] * count)] if count else []
    book = load_workbook(workbook(TEXTS, *batches, most_rows=10))
    assert [sheet.max_row for sheet in book] == ([1] if not count else [11] * (count // 10))


def test_every_part_of_the_workbook_is_well_formed() -> None:
    values: list[Value] = ["a & <b> ]]> \t\n é😀", None, ""]
    with zipfile.ZipFile(workbook(TEXTS, (values, values))) as parts:
        assert parts.testzip() is None
        for name in parts.namelist():
            ET.fromstring(parts.read(name))  # noqa: S314 - our own


# -- calendar


def action(
    name: str = "N'Diaye", notes: str = "", due: date = LEAP_DAY, phone: str = "+225 07"
) -> NextAction:
    mentor = UserName(1, UUID(int=1), "Jean", "Dupont")
    person = PersonName(7, UUID(int=7), "Awa", name)
    return NextAction(
        id=3,
        uuid=UUID(int=3),
        is_interaction=False,
        person=person,
        phone=phone,
        status=PersonStatus.IN_FOLLOW_UP,
        mentor=mentor,
        author=mentor,
        due_on=due,
        notes=notes,
        days=2,
        last_date=date(2028, 2, 1),
        last_type=FollowUpType.CALL,
        last_outcome=Outcome.POSITIVE,
    )


def calendar(*actions: NextAction, with_notes: bool = False) -> bytes:
    stream = BytesIO()
    now = datetime(2028, 2, 27, 8, tzinfo=UTC)
    write_calendar(stream, "Suivi · Coming up", [actions], now, with_notes=with_notes)
    return stream.getvalue()


def test_a_next_action_is_a_whole_day_that_is_not_busy() -> None:
    parsed = Calendar.from_ical(calendar(action(notes="Ask about Ama; bring, “x”")))
    (event,) = parsed.walk("VEVENT")
    assert event["SUMMARY"] == "Call back Awa N'Diaye"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (LEAP_DAY, date(2028, 3, 1))
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert (event["UID"], event["TRANSP"]) == (str(UUID(int=3)), "TRANSPARENT")
    assert event.decoded("DTSTAMP") == datetime(2028, 2, 27, 8, tzinfo=UTC)
    assert "DESCRIPTION" not in event


def test_what_was_confided_is_in_a_calendar_only_when_wanted() -> None:
    (event,) = Calendar.from_ical(calendar(action(notes="One, two; three\nfour"), with_notes=True)).walk(
        "VEVENT"
    )
    assert event["DESCRIPTION"] == "One, two; three\nfour\nPhone: +225 07"


def test_another_parser_finds_the_same_lines() -> None:
    """By the rules of RFC 5545 alone: lines end in CRLF, none is longer than 75 octets, long ones are folded."""
    content = calendar(action("É" * 60 + "\r\nBEGIN:VEVENT", "x" * 300), with_notes=True)
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    unfolded = content.decode().replace("\r\n ", "").splitlines()
    named = [line.partition(":")[0].partition(";")[0] for line in unfolded]
    assert named.count("BEGIN") == named.count("END") == 2
    days = next(line for line in unfolded if line.startswith("DTSTART"))
    assert (
        rrulestr(days.replace("DTSTART;VALUE=DATE", "DTSTART") + "\nRRULE:FREQ=DAILY;COUNT=1")[0].date()
        == LEAP_DAY
    )


def test_an_empty_calendar_is_one_too() -> None:
    assert Calendar.from_ical(calendar()).walk("VEVENT") == []


# -- whole or not at all


def left(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_file_is_there_when_it_is_finished_and_not_before(tmp_path: Path) -> None:
    target = tmp_path / "list.csv"
    target.write_text("before")
    with NewFile(target, tmp_path / "notes") as new:
        new.stream.write(b"after")
        new.settle()
        assert target.read_text() == "before"
        new.finish()
        assert target.read_text() == "after"
    assert left(tmp_path) == ["list.csv"]


def test_what_is_not_finished_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "list.csv"
    target.write_text("before")
    with NewFile(target, tmp_path / "notes") as new:
        new.stream.write(b"half")
    assert left(tmp_path) == ["list.csv"]
    assert target.read_text() == "before"


def test_nobody_else_may_read_it_unless_they_could_before(tmp_path: Path) -> None:
    for name, before, mode in (("new.csv", None, 0o600), ("old.csv", 0o644, 0o644)):
        target = tmp_path / name
        if before is not None:
            target.touch()
            target.chmod(before)
        with NewFile(target, tmp_path / "notes") as new:
            new.finish()
        assert target.stat().st_mode & 0o777 == mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("before")
    link.symlink_to(real)
    with NewFile(link, tmp_path / "notes") as new:
        new.stream.write(b"after")
        new.finish()
    assert link.is_symlink()
    assert real.read_text() == "after"


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("gone/list.csv", "missing"),
        ("file/list.csv", "missing"),
        ("folder", "folder"),
        ("x" * 300, "name"),
        ("pipe", "name"),
    ],
)
def test_a_place_that_takes_no_file_is_told_in_a_sentence(tmp_path: Path, place: str, reason: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnwritableFile) as told, NewFile(tmp_path / place, tmp_path / "notes"):
        pass
    assert told.value.reason == reason
    assert "{" not in str(told.value)
    assert left(tmp_path) == ["file"]


@pytest.mark.parametrize(
    ("code", "reason"), [(errno.ENOSPC, "full"), (errno.EACCES, "locked"), (errno.EIO, "disk")]
)
def test_a_fault_at_the_very_end_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, reason: str
) -> None:
    """A target that another program holds open is told of when the file is given its name (on Windows)."""
    target = tmp_path / "list.csv"
    target.write_text("before")

    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "replace", refuse)
    with NewFile(target, tmp_path / "notes") as new:
        new.stream.write(b"after")
        with pytest.raises(UnwritableFile) as told:
            new.finish()
    assert told.value.reason == reason
    assert target.read_text() == "before"
    assert left(tmp_path) == ["list.csv"]


@pytest.mark.parametrize("before", [None, "before"])
def test_what_is_taken_back_leaves_what_was_there(tmp_path: Path, before: str | None) -> None:
    """The file has its name already when what belongs to it cannot be noted."""
    target = tmp_path / "list.csv"
    if before is not None:
        target.write_text(before)
    with NewFile(target, tmp_path / "notes") as new:
        new.stream.write(b"after")
        new.finish()
        assert target.read_text() == "after"
        new.take_back()
    assert left(tmp_path) == ([target.name] if before else [])
    assert before is None or target.read_text() == before


def test_a_file_that_replaces_another_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "list.csv"
    target.write_text("before")
    with NewFile(target, tmp_path / "notes") as new:
        new.stream.write(b"after")
        new.finish()
    assert target.read_text() == "after"
    assert left(tmp_path) == [target.name]


def test_a_disk_without_room(tmp_path: Path) -> None:
    """The system's own limit of a file's size stands for the disk: the write itself fails, in the midst of it."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with NewFile(tmp_path / "list.csv", tmp_path / "notes") as new:
            new.stream.write(os.urandom(200_000))  # held back until it is settled
            with pytest.raises(UnwritableFile) as told:
                new.settle()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert told.value.reason == "full"
    assert left(tmp_path) == []


_KILLED = """
import sys, time
from pathlib import Path
from desktop_app.exchange.atomic_file import NewFile
folder = Path(sys.argv[1])
with NewFile(folder / "list.csv", folder / "notes") as new:
    new.stream.write(b"half")
    new.stream.flush()
    print("begun", flush=True)
    time.sleep(60)
"""


def test_what_a_killed_program_left_is_taken_away_and_what_is_under_way_is_not(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", _KILLED, str(tmp_path)], stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"begun\n"
        clear_unfinished(tmp_path / "notes")
        assert len(left(tmp_path)) == 2  # the part and its note: it still runs
        program.kill()
    assert len(left(tmp_path)) == 2
    clear_unfinished(tmp_path / "notes")
    assert left(tmp_path) == []


def test_a_note_that_says_something_else_removes_nothing(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    precious = tmp_path / "precious.part"
    precious.touch()
    (tmp_path / "notes" / "abc").write_bytes(os.fsencode(precious))
    clear_unfinished(tmp_path / "notes")
    assert left(tmp_path) == ["precious.part"]
