"""The built program's window on a display, worked with keys alone: signing in, a PDF."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from icalendar import Calendar

from tests.bundle.conftest import PASSWORD, Program, Screen, wait_until
from tests.bundle.test_program import loaded_by, rows


def signed_in(office: Program, screen: Screen) -> None:
    """Sign in as the pastor."""
    title = next(iter(wait_until(screen.windows, "the window opens")))
    screen.focus(title)
    screen.press("ctrl+a")
    screen.type("pastor@example.com")
    screen.press("Tab")
    screen.type(PASSWORD)
    screen.press("Return")
    wait_until(lambda: rows(office.data, "SELECT 1 FROM login_log WHERE succeeded"), "somebody is signed in")


def test_somebody_signs_in(office: Program, screen: Screen) -> None:
    with office.running(DISPLAY=screen.name, QT_QPA_PLATFORM="xcb") as process:
        signed_in(office, screen)
        ours = str(office.executable.parent)
        loaded = [file for file in loaded_by(process.pid) if "Qt6" in file or "PySide6" in file]
        assert any("libqxcb" in file for file in loaded)
        assert all(file.startswith(ours) for file in loaded)


def test_a_report_becomes_a_pdf(office: Program, screen: Screen, tmp_path: Path) -> None:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed here")
    pdf = tmp_path / "month.pdf"
    with office.running("--page", "statistics", DISPLAY=screen.name, QT_QPA_PLATFORM="xcb"):
        signed_in(office, screen)
        wait_until(partial(report_is_asked_for, screen), "the report is asked for")
        screen.press("Return")
        wait_until(lambda: screen.focused() == "Save as PDF", "a file is asked for")
        screen.press("ctrl+a")
        screen.type(str(pdf))
        screen.press("Return")
        wait_until(lambda: pdf.exists() and pdf.stat().st_size, "the PDF is made")
        whole = partial(subprocess.run, ["pdftotext", pdf, "-"], capture_output=True, text=True, check=False)
        words = wait_until(lambda: whole().stdout, "the PDF is whole")
    assert "Demo office" in " ".join(words.replace("\ufb03", "ffi").split())
    assert "Page 1 of " in words


def report_is_asked_for(screen: Screen) -> bool:
    """Choose the first report of *Print…*, as soon as the page is there: until then, keys go nowhere."""
    if not screen.focused().startswith("Report"):
        screen.press("Escape", "ctrl+p")
        time.sleep(0.5)
        screen.press("Down", "Return")
        time.sleep(0.5)
    return screen.focused().startswith("Report")


def exported(screen: Screen, title: str, keys: Sequence[str], file: Path, kind: Sequence[str] = ()) -> None:
    """Press *keys* until a list's export called *title* is asked for, choose its *kind*, and have it written to *file*."""

    def is_asked_for() -> bool:
        if screen.focused() != title:
            screen.press("Escape")  # what another list asked
            screen.focus(next(window for window in screen.windows() if "Suivi" in window))
            screen.press(*keys)  # until the page is there, they go nowhere
            time.sleep(1)
        return screen.focused() == title

    wait_until(is_asked_for, f"“{title}” is asked for")
    before = screen.count()
    screen.press(*kind, "Return")
    wait_until(lambda: screen.count() > before, "a file is asked for")
    screen.press("ctrl+a")
    screen.type(str(file))
    screen.press("Return")
    wait_until(file.exists, "the file is made")


def test_a_list_becomes_an_excel_file(office: Program, screen: Screen, tmp_path: Path) -> None:
    excel = tmp_path / "people.xlsx"
    with office.running("--page", "people", DISPLAY=screen.name, QT_QPA_PLATFORM="xcb"):
        signed_in(office, screen)
        exported(screen, "Export people", ["alt+x"], excel)
    book = openpyxl.load_workbook(excel, read_only=True)
    people = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    assert len(people) > 40


def test_promised_actions_become_a_calendar(office: Program, screen: Screen, tmp_path: Path) -> None:
    calendar = tmp_path / "promised.ics"
    with office.running(DISPLAY=screen.name, QT_QPA_PLATFORM="xcb"):
        signed_in(office, screen)
        # Alt+3 goes to what is planned; Ctrl+E exports the list that is shown
        exported(screen, "Export all that is planned", ["alt+3", "ctrl+e"], calendar, ["Right", "Right"])
    entries = Calendar.from_ical(calendar.read_bytes()).walk("VEVENT")
    assert entries
    assert all(entry["SUMMARY"] for entry in entries)
