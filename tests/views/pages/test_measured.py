"""No text of a window is cut: measured on every page and form with every error shown, at each scale and size of text.

Qt takes its scale once, when it starts, so each scale and size is a process of its own that walks through all pages.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QToolButton,
    QWidget,
)

from desktop_app.domain.records import PersonName
from desktop_app.domain.vocabulary import Role
from desktop_app.i18n import texts
from desktop_app.views.base.session import Session
from desktop_app.views.kit.fields.dropdown import Dropdown
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.look import theme
from desktop_app.views.pages.settings.settings_page import SettingsPage
from desktop_app.views.shell.main_window import MainWindow
from tests.views.pages.test_every_page import PAGES, is_cut, lively, subject_of

__all__ = ["lively"]

SCREEN = (1366, 768)
POINTS = "SUIVI_MEASURED_POINTS"
"""Set in a process that measures: the system's size of text, or nothing for that of this PC."""
PIXELS_A_POINT = 96 / 72
_ROUNDS = 8


@pytest.mark.parametrize(("scale", "points"), [("1.25", 0), ("1.5", 0), ("2", 0), ("1", 12), ("1", 15)])
def test_no_text_is_cut(scale: str, points: int) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "walked", __file__],
        env={**os.environ, "QT_SCALE_FACTOR": scale, POINTS: str(points)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-6000:]
    assert "3 passed" in ran.stdout, ran.stdout[-1000:]


@pytest.fixture
def system_text(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    """The system's size of text is that of this process."""
    points = int(os.environ.get(POINTS, "0"))
    if points:
        monkeypatch.setattr(theme, "system_pixels", lambda: points * PIXELS_A_POINT)
    theme.read_system_font()
    theme.apply(qapp, dark=False)


@pytest.mark.usefixtures("system_text")
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_page_walked(
    qtbot: object,
    session_of: Callable[[Role], Session],
    settled: Callable[[], None],
    lively: PersonName,
    language: str,
) -> None:
    texts.use(language)
    frame = MainWindow(session_of(Role.ADMIN))
    qtbot.addWidget(frame)  # type: ignore[attr-defined]
    scale = QApplication.primaryScreen().devicePixelRatio()
    frame.resize(int(SCREEN[0] / scale), int(SCREEN[1] / scale))
    frame.show()
    cut: list[str] = []
    for page in PAGES:
        frame.go(page, subject_of(page, lively))
        settled()
        for words in sections_of(frame):
            show_every_error(frame)
            settled()  # what a section asked for may be longer than what stood there
            cut += [f"{page}{words}: {text}" for text in cut_when_laid_out(frame)]
    if cut:
        pytest.fail("\n".join(dict.fromkeys(cut)), pytrace=False)


def sections_of(frame: MainWindow) -> list[str]:
    """Go through the sections of a page that has some; a page without is gone through once."""
    page = frame.page()
    if not isinstance(page, SettingsPage):
        return [""]

    def each() -> object:
        for section in page._sections:
            page.show_section(section.name)
            yield f" {section.name}"

    return each()  # type: ignore[return-value]


def show_every_error(frame: MainWindow) -> None:
    for row in frame.findChildren(FormRow):
        if row.isVisible():
            row.set_error(texts.tr("Write what was said or done, a few words are enough."))


def cut_when_laid_out(frame: MainWindow) -> list[str]:
    """What is cut still when heights have followed widths, and widths heights."""
    cut: list[str] = []
    for _ in range(_ROUNDS):
        QApplication.processEvents()
        cut = cut_in(frame)
        if not cut:
            break
    return cut


def cut_in(within: QWidget) -> list[str]:
    """What of the words in *within* cannot be read: buttons, choices, labels and the headings of lists."""
    return [
        *(
            f"{button.objectName()} {button.text()!r} needs {button.sizeHint().width()}, has {button.width()}"
            for button in within.findChildren(QAbstractButton)
            if button.isVisible() and button.text() and is_button_cut(button)
        ),
        *(
            f"{choice.objectName()} {choice.currentText()!r} has {choice.width()}"
            for choice in within.findChildren(QComboBox)
            if is_choice_cut(choice)
        ),
        *(
            f"{label.objectName()} {label.text()!r} needs {label.sizeHint()}, has {label.size()}"
            for label in within.findChildren(QLabel)
            if label.text() and is_cut(label)
        ),
        *(
            text
            for header in within.findChildren(QHeaderView)
            if header.isVisible()
            for text in cut_headings(header)
        ),
    ]


def is_button_cut(button: QAbstractButton) -> bool:
    if isinstance(button, QToolButton) and button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly:
        return False  # a picture alone, with its words in the tip
    needed = button.sizeHint()
    words = button.fontMetrics().height()
    return button.width() < needed.width() or button.height() < words


def is_choice_cut(choice: QComboBox) -> bool:
    if isinstance(choice, Dropdown) and choice.isVisible() and choice.shown() != choice.currentText():
        return not choice.shown().endswith("…")  # it gives way to what stands beside it, and says so
    return is_cut(choice)


def cut_headings(header: QHeaderView) -> list[str]:
    if header.orientation() is not Qt.Orientation.Horizontal:
        return []
    model, metrics = header.model(), header.fontMetrics()
    return [
        f"heading {words!r} has {header.sectionSize(at)}"
        for at in range(header.count())
        if not header.isSectionHidden(at)
        and (words := str(model.headerData(at, Qt.Orientation.Horizontal) or ""))
        and header.sectionSize(at) < metrics.horizontalAdvance(words)
    ]


def test_text_follows_a_larger_system_font(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    try:
        sizes = []
        for points in (9, 11, 12, 15):
            monkeypatch.setattr(theme, "system_pixels", lambda points=points: points * PIXELS_A_POINT)
            theme.read_system_font()
            sizes.append([QFontInfo(theme.font(role)).pixelSize() for role in ("body", "section", "title")])
        assert sizes == [[13, 15, 24], [13, 15, 24], [14, 16, 26], [18, 20, 33]]
    finally:
        monkeypatch.undo()
        theme.read_system_font()
        theme.apply(qapp, dark=False)
