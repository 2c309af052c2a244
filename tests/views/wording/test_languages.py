"""Qt's own dialogs and menus speak the program's language, and stop doing so when another is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QCalendarWidget,
    QComboBox,
    QFileDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.i18n import texts
from desktop_app.i18n.texts import speaking, trn
from desktop_app.views.kit.fields.calendar import Calendar
from desktop_app.views.wording import formats, languages
from desktop_app.views.wording.qt_gaps import WORDS

SAME = {"Portrait", "Orientation", "Pages", "OK", "&OK", "Color", "No", "&No", "Type", "Copies"}
"""Words that are spelt alike."""


@pytest.fixture(autouse=True)
def english_again(qtbot: QtBot) -> Iterator[None]:
    before = QLocale()
    yield
    languages.speak("en")
    QLocale.setDefault(before)


def words_of(widget: QWidget) -> set[str]:
    """Everything that is written on *widget* and within it."""
    found: set[str] = {widget.windowTitle()}
    for one in (widget, *widget.findChildren(QObject)):
        if isinstance(one, QAbstractButton | QLabel | QAction):
            found.add(one.text())
        if isinstance(one, QAbstractButton | QAction):
            found.add(one.toolTip())
        if isinstance(one, QGroupBox):
            found.add(one.title())
        if isinstance(one, QComboBox) and one.objectName() not in {
            "pageSizeCombo",
            "lookInCombo",
            "unitCombo",
        }:
            found.update(one.itemText(at) for at in range(one.count()))
        if isinstance(one, QTreeView) and (model := one.model()) is not None:
            across = range(model.columnCount())
            found.update(str(model.headerData(at, Qt.Orientation.Horizontal)) for at in across)
    return {word for word in found if any(sign.isalpha() for sign in word)}


def file_dialog(folder: Path) -> QWidget:
    dialog = QFileDialog(None, "")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setDirectory(str(folder))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    return dialog


def message_box(_folder: Path) -> QWidget:
    box = QMessageBox()
    kinds = QMessageBox.StandardButton
    box.setStandardButtons(
        kinds.Yes
        | kinds.No
        | kinds.Cancel
        | kinds.Save
        | kinds.Discard
        | kinds.Close
        | kinds.Open
        | kinds.Retry
    )
    return box


def line_menu(_folder: Path) -> QWidget:
    line = QLineEdit("some text")
    line.createStandardContextMenu()  # a child of the line
    return line


def notes_menu(_folder: Path) -> QWidget:
    notes = QPlainTextEdit("some text")
    notes.createStandardContextMenu().setParent(notes)
    return notes


def print_dialog(folder: Path) -> QWidget:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(folder / "out.pdf"))
    dialog = QPrintDialog(printer)
    dialog.printer_of_test = printer  # type: ignore[attr-defined] # lives as long as the dialog
    return dialog


MAKERS = (file_dialog, message_box, line_menu, notes_menu, print_dialog)


@pytest.mark.parametrize("language", ["fr", "es"])
@pytest.mark.parametrize("make", MAKERS, ids=lambda one: one.__name__)
@pytest.mark.filterwarnings("ignore")
def test_nothing_that_qt_says_is_left_in_english(
    qtbot: QtBot, tmp_path: Path, make: object, language: str
) -> None:
    assert callable(make)
    english_one = make(tmp_path)
    qtbot.addWidget(english_one)
    english = words_of(english_one)
    assert english
    languages.speak(language)
    own_one = make(tmp_path)
    qtbot.addWidget(own_one)
    left = words_of(own_one) & english - SAME
    assert {word for word in left if not word.startswith(("/", "http"))} <= {"Options >>", "&Options >>"}


def test_keys_are_named_in_the_language() -> None:
    languages.speak("fr")
    assert (
        QKeySequence("Ctrl+Shift+Return").toString(QKeySequence.SequenceFormat.NativeText)
        == "Ctrl+Maj+Retour"
    )


@pytest.mark.parametrize(("language", "month"), [("fr", "mai"), ("es", "mayo"), ("en", "May")])
def test_the_calendar_and_the_locale_follow(qtbot: QtBot, language: str, month: str) -> None:
    languages.speak(language)
    calendar = Calendar(lambda: date(2026, 11, 20))
    qtbot.addWidget(calendar)
    assert isinstance(calendar, QCalendarWidget)
    assert calendar.locale().standaloneMonthName(5) == month
    assert QLocale().language() == formats.locale().language()


def test_large_counts_are_written_as_the_locale_writes_them() -> None:
    said = ("{count} row", "{count} rows", 12_345)
    assert trn(*said) == "12345 rows"
    texts.write_counts(formats.number)
    languages.speak("en")
    assert trn(*said) == f"{formats.number(12_345)} rows" == "12,345 rows"
    assert trn("{count} row", "{count} rows", 999) == "999 rows"
    languages.speak("fr")
    assert trn("{count} person was added.", "{count} people were added.", 12_345).startswith(
        formats.number(12_345)
    )
    assert formats.number(12_345).replace("\u202f", " ") == "12 345"
    with speaking("en"):
        assert trn(*said) == "12345 rows"


def test_english_again_says_english_again(qtbot: QtBot, tmp_path: Path) -> None:
    english = words_of(line_menu(tmp_path))
    languages.speak("fr")
    assert words_of(line_menu(tmp_path)) != english
    languages.speak("es")
    languages.speak("en")
    assert words_of(line_menu(tmp_path)) == english


def test_the_gaps_are_filled_in_both_languages() -> None:
    assert WORDS["fr"].keys() <= WORDS["es"].keys()
    for words in WORDS.values():
        for (_, source), said in words.items():
            assert said.count("&") == source.count("&")
            assert ("%1" in said) == ("%1" in source)
