"""What a screen reader is told of fields that are made of several, of wrong ones, and of drop-down lists."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.views.kit.fields import dropdown
from desktop_app.views.kit.fields.date_field import DateField
from desktop_app.views.kit.fields.dropdown import Dropdown
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.fields.moment_field import MomentField
from desktop_app.views.kit.fields.segmented import SegmentedChoice
from desktop_app.views.kit.labels import label

Text = QAccessible.Text
Role = QAccessible.Role


def no_day(_text: str) -> date | None:
    return None


def today() -> date:
    return date(2026, 11, 20)


def test_a_group_of_choices_says_its_name_that_it_is_required_and_its_error(qtbot: QtBot) -> None:
    choice = SegmentedChoice([(1, "Positive", "p"), (2, "Neutral", "n")])
    row = FormRow("How it &went", choice, required=True)
    qtbot.addWidget(row)
    row.show()
    row.set_error("Choose how it went.")
    group = QAccessible.queryAccessibleInterface(choice)
    assert group.role() is Role.Grouping
    assert group.text(Text.Name) == "How it went"
    for segment in choice.findChildren(QRadioButton):
        heard = QAccessible.queryAccessibleInterface(segment)
        assert heard.text(Text.Name) in {"Positive", "Neutral"}
        assert heard.text(Text.Description) == "required. Choose how it went."
        assert segment.property("invalid") == "true"
    row.set_error(None)
    assert {segment.property("invalid") for segment in choice.findChildren(QRadioButton)} == {"false"}


def test_day_and_time_of_a_moment_are_called_after_it(qtbot: QtBot) -> None:
    moment = MomentField(no_day, today)
    row = FormRow("Start", moment, required=True)
    qtbot.addWidget(row)
    row.show()
    row.set_error("Enter when it began.")
    lines = moment.findChildren(QLineEdit)
    assert [line.accessibleName() for line in lines] == ["Start, Date", "Start, Time"]
    assert {line.accessibleDescription() for line in lines} == {"required. Enter when it began."}
    assert {line.property("invalid") for line in lines} == {"true"}


def test_a_date_is_not_judged_between_its_letters(qtbot: QtBot) -> None:
    place = QWidget()
    field, elsewhere = DateField(no_day, today), QLineEdit()
    column = QVBoxLayout(place)
    column.addWidget(field)
    column.addWidget(elsewhere)
    qtbot.addWidget(place)
    place.show()
    field.setFocus()
    (line,) = field.findChildren(QLineEdit)
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClicks(line, "zzz")
    assert field.said() == ""
    elsewhere.setFocus()
    assert field.said() == "Date not recognised"
    assert line.property("invalid") == "true"


def test_a_drop_down_list_has_a_label_and_says_what_the_arrows_choose(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(dropdown, "announce", lambda _widget, text: said.append(text))
    place = QWidget()
    box = Dropdown([(1, "Every status"), (2, "Active")], accessible_name="Status")
    column = QVBoxLayout(place)
    column.addWidget(box)
    qtbot.addWidget(place)
    place.show()
    labels = [
        labelling.text(Text.Name)
        for labelling, relation in QAccessible.queryAccessibleInterface(box).relations()
        if relation & QAccessible.RelationFlag.Label
    ]
    assert labels == ["Status"]
    box.setCurrentIndex(1)
    assert said == []  # nobody is there
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert said == ["Every status"]


def test_titles_are_headings_by_the_words_they_show(qtbot: QtBot) -> None:
    heading = label("Waiting too long", "section")
    qtbot.addWidget(heading)
    heading.show()
    heading.setText("Coming up")
    heard = QAccessible.queryAccessibleInterface(heading)
    assert (heard.role(), heard.text(Text.Name)) == (Role.Heading, "Coming up")
