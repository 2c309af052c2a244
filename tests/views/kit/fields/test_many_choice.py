"""Several of many choices, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.views.kit.fields.many_choice import ManyChoice

OPTIONS = [
    (1, "Citizenship"),
    (2, "Family petition"),
    (3, "Évidence"),
    (4, "Financial coach"),
    (5, "Nutrition"),
]


@pytest.fixture
def choice(qtbot: QtBot) -> Iterator[ManyChoice]:
    window = QWidget()
    made, after = ManyChoice(OPTIONS, name="services"), QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(made)
    column.addWidget(after)
    window.resize(330, 300)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    made.setFocus()
    yield made
    window.close()


def focused(choice: ManyChoice) -> str:
    return next((one.text() for one in choice._choices if one.hasFocus()), "")


def press(qtbot: QtBot, choice: ManyChoice, key: Qt.Key) -> None:
    qtbot.keyClick(next(one for one in choice._choices if one.hasFocus()), key)


def test_ticking_by_mouse_and_by_space(qtbot: QtBot, choice: ManyChoice) -> None:
    told: list[tuple[int, ...]] = []
    choice.changed.connect(lambda: told.append(choice.value()))
    qtbot.mouseClick(choice._choices[3], Qt.MouseButton.LeftButton)
    choice._choices[0].setFocus()
    press(qtbot, choice, Qt.Key.Key_Space)
    assert told == [(4,), (1, 4)]


def test_setting_is_told_once_and_passes_over_what_is_not_offered(qtbot: QtBot, choice: ManyChoice) -> None:
    told: list[tuple[int, ...]] = []
    choice.changed.connect(lambda: told.append(choice.value()))
    choice.set_value([5, 2, 99])
    choice.set_value([2, 5])
    assert told == [(2, 5)]


def test_arrow_keys_go_about_and_tab_leaves(qtbot: QtBot, choice: ManyChoice) -> None:
    assert focused(choice) == "Citizenship"
    press(qtbot, choice, Qt.Key.Key_Right)
    assert focused(choice) == "Family petition"
    press(qtbot, choice, Qt.Key.Key_Down)
    below = focused(choice)
    assert below in {"Évidence", "Financial coach"}
    press(qtbot, choice, Qt.Key.Key_Up)
    assert focused(choice) in {"Citizenship", "Family petition"}
    press(qtbot, choice, Qt.Key.Key_End)
    assert focused(choice) == "Nutrition"
    press(qtbot, choice, Qt.Key.Key_Right)
    assert focused(choice) == "Nutrition"
    press(qtbot, choice, Qt.Key.Key_Tab)
    assert focused(choice) == ""
    choice.setFocus()
    assert focused(choice) == "Nutrition", "one comes back to where one was"


def test_a_letter_goes_to_the_next_one_without_regard_to_accents(qtbot: QtBot, choice: ManyChoice) -> None:
    press(qtbot, choice, Qt.Key.Key_E)
    assert focused(choice) == "Évidence"
    press(qtbot, choice, Qt.Key.Key_F)
    assert focused(choice) == "Financial coach"
    press(qtbot, choice, Qt.Key.Key_F)
    assert focused(choice) == "Family petition"
    press(qtbot, choice, Qt.Key.Key_X)
    assert focused(choice) == "Family petition"
    assert choice.value() == ()


def test_every_choice_has_names(choice: ManyChoice) -> None:
    assert [one.accessibleName() for one in choice._choices] == [words for _value, words in OPTIONS]
    assert len({one.objectName() for one in choice._choices}) == len(OPTIONS)
