"""An hour's work without a mouse, and what the eye needs meanwhile: the focus is always somewhere, and always seen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app import texts
from desktop_app.views.keys_sheet import KeysSheet


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_sheet_of_all_keys_cuts_no_words(qtbot: QtBot, language: str) -> None:
    texts.use(language)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    sheet = KeysSheet(window)
    sheet.open()
    QApplication.processEvents()
    cut = [
        one.text()
        for one in sheet.findChildren(QLabel)
        if one.wordWrap() and one.height() < one.heightForWidth(one.width())
    ]
    assert cut == []
    assert sheet.height() < 600
