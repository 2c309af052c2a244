"""The built program's window on a display, worked with keys alone: signing in, a PDF."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.bundle.conftest import PASSWORD, Program, Screen, wait_until
from tests.bundle.test_program import loaded_by, rows


def signed_in(office: Program, screen: Screen) -> None:
    """Sign in as the pastor."""
    wait_until(screen.windows, "the window opens")
    wait_until(screen.focused, "the window has the focus")
    screen.press("ctrl+a")
    screen.type("pastor@example.com")
    screen.press("Tab")
    screen.type(PASSWORD)
    screen.press("Return")
    wait_until(lambda: rows(office.data, "SELECT 1 FROM login_log WHERE succeeded"), "somebody is signed in")


def picture_of(screen: Screen, file: Path) -> bytes:
    subprocess.run(
        ["import", "-window", "root", file], env={**os.environ, "DISPLAY": screen.name}, check=True
    )
    return file.read_bytes()


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
    pdf = tmp_path / "waiting.pdf"
    with office.running(DISPLAY=screen.name, QT_QPA_PLATFORM="xcb"):
        signed_in(office, screen)
        make_pdf(screen, pdf)
        wait_until(lambda: pdf.exists() and pdf.stat().st_size, "the PDF is made")
    words = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
    assert "1" in words
    assert len(words.split()) > 20


def make_pdf(screen: Screen, pdf: Path) -> None:
    """From the dashboard to a PDF of who is overdue."""
    screen.press("ctrl+p")
