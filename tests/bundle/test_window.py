"""The built program's window on a display, worked with keys alone: signing in, a PDF."""

from __future__ import annotations

import shutil
import subprocess
import time
from functools import partial
from pathlib import Path

import pytest

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
