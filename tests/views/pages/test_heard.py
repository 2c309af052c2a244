"""What is heard of every page: roles that fit, names that tell things apart, descriptions worth their breath."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLineEdit

from desktop_app.views.shell.main_window import MainWindow
from tests.views.pages.test_every_page import PAGES, lively
from tests.views.pages.test_screen_reader import interfaces, said, shown

__all__ = ["lively", "shown"]

Text = QAccessible.Text
Role = QAccessible.Role
TARGET = 24
_TAG = re.compile(r"<\s*/?\s*[a-z]+[^>]*>", re.IGNORECASE)
_WORKED = {Role.Button, Role.ButtonMenu, Role.ButtonDropDown, Role.ComboBox, Role.CheckBox, Role.EditableText}
_IN_LISTS = {Role.Cell, Role.ListItem, Role.TreeItem, Role.ColumnHeader, Role.RowHeader}


def name_of(interface: QAccessibleInterface) -> str:
    """What *interface* is called: by its label where it has one, for a drop-down list is named by its value."""
    labels = [
        labelling.text(Text.Name)
        for labelling, relation in interface.relations()
        if relation & QAccessible.RelationFlag.Label
    ]
    return " ".join([*labels, interface.text(Text.Name)])


@pytest.mark.parametrize("page", PAGES)
def test_descriptions_hold_no_html_and_do_not_repeat_the_name(
    shown: Callable[[str], MainWindow], page: str
) -> None:
    tagged, repeated = [], []
    for interface in interfaces(shown(page)):
        if interface.role() in _IN_LISTS:
            continue
        name, description = interface.text(Text.Name).strip(), interface.text(Text.Description).strip()
        if _TAG.search(description):
            tagged.append(f"{said(interface)}: {description}")
        if description and description.casefold() == name.casefold():
            repeated.append(said(interface))
    assert tagged == []
    assert repeated == []


@pytest.mark.parametrize("page", PAGES)
def test_names_tell_things_apart(shown: Callable[[str], MainWindow], page: str) -> None:
    named = Counter(
        (interface.role().name, name_of(interface))
        for interface in interfaces(shown(page))
        if interface.role() in _WORKED and interface.state().focusable
    )
    assert {name: count for name, count in named.items() if count > 1} == {}


@pytest.mark.parametrize("page", PAGES)
def test_no_button_is_without_a_name_and_only_boxes_to_tick_are_check_boxes(
    shown: Callable[[str], MainWindow], page: str
) -> None:
    nameless, ticked = [], []
    for interface in interfaces(shown(page)):
        if interface.role() in {Role.Button, Role.ButtonMenu} and not interface.text(Text.Name).strip():
            nameless.append(said(interface))
        if interface.role() is Role.CheckBox and not isinstance(interface.object(), QCheckBox):
            ticked.append(said(interface))
    assert nameless == []
    assert ticked == []


@pytest.mark.parametrize("page", PAGES)
def test_choices_and_drop_down_lists_are_named(shown: Callable[[str], MainWindow], page: str) -> None:
    unnamed = []
    for interface in interfaces(shown(page)):
        if interface.role() is Role.RadioButton:
            parent = interface.parent()
            if parent.role() not in {Role.Grouping, Role.Border} or not parent.text(Text.Name).strip():
                unnamed.append(f"{said(interface)} in {parent.role().name}")
        if interface.role() is Role.ComboBox and name_of(interface).strip() == interface.text(Text.Value):
            unnamed.append(said(interface))
    assert unnamed == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_headings_and_a_window_title_of_its_own(
    shown: Callable[[str], MainWindow], page: str
) -> None:
    frame = shown(page)
    headings = [found for found in interfaces(frame) if found.role() is Role.Heading]
    assert [said(heading) for heading in headings if not heading.text(Text.Name).strip()] == []
    shown_page = frame.page()
    assert shown_page is not None
    assert shown_page.title() in {heading.text(Text.Name) for heading in headings}
    assert shown_page.accessibleName() == shown_page.title() == frame.title()


@pytest.mark.parametrize("page", PAGES)
def test_what_is_clicked_is_at_least_24_pixels_wide_and_high(
    shown: Callable[[str], MainWindow], page: str
) -> None:
    small = [
        f"{button.objectName()} {button.width()}×{button.height()}"
        for button in shown(page).findChildren(QAbstractButton)
        # an icon within a line does nothing that its key or Enter does not
        if button.isVisible() and not isinstance(button.parentWidget(), QLineEdit)
        if min(button.width(), button.height()) < TARGET
    ]
    assert small == []
