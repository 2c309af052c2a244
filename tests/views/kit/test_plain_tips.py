"""No tool tip and no label draws what was typed as HTML: there is one way to a tip, and the rest may not be called."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6 import QtGui
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app import views
from desktop_app.views.kit.labels import plain_tip, set_tip, unmarked

VIEWS = Path(views.__file__).parent
MAY = {"kit/labels.py", "kit/own_tip.py"}
TYPED = (
    "<b>x</b>",
    '<img src="/etc/hostname">',
    "&lt;b&gt;x",
    "a &amp; b &#60;i&#62;",
    "<!-- x -->",
    "1 < 2 & 3",
)


def _raw_calls(source: str) -> list[int]:
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [
        call.lineno
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in {"setToolTip", "showText", "setWhatsThis"}
    ]


def test_there_is_one_way_to_a_tip() -> None:
    assert _raw_calls("widget.setToolTip(x)") == [1]
    raw = {
        str(path.relative_to(VIEWS)): lines
        for path in VIEWS.rglob("*.py")
        if (lines := _raw_calls(path.read_text("utf-8"))) and str(path.relative_to(VIEWS)) not in MAY
    }
    assert raw == {}


@pytest.mark.parametrize("typed", TYPED)
def test_a_tip_is_shown_as_written(qtbot: QtBot, typed: str) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    set_tip(button, typed)
    assert not QtGui.Qt.mightBeRichText(button.toolTip())
    assert button.toolTip().replace("\u2060", "") == typed
    assert plain_tip(plain_tip(typed)) == plain_tip(typed) == unmarked(typed)
