"""The pictures that ``make run`` draws where there is no display."""

from __future__ import annotations

import pytest
from PySide6.QtCore import qWarning

from desktop_app.views.pictures import without_noise


def test_qt_warns_as_ever_but_for_what_it_says_of_every_window(capsys: pytest.CaptureFixture[str]) -> None:
    with without_noise():
        qWarning("This plugin does not support propagateSizeHints()")
        qWarning("The icon is not there")
    assert capsys.readouterr().err == "The icon is not there\n"
