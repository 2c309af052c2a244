"""The settings as a list of sections: what leads to one, how it is searched, saved by a key, and left without losing a word."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.domain.vocabulary import Role
from desktop_app.i18n import texts
from desktop_app.views.kit.underlines import underlined, worked_by_letters
from desktop_app.views.pages.help.help_page import HelpPage
from desktop_app.views.pages.settings.settings_page import SettingsPage
from tests.support.desk import Desk, Sits
from tests.views.conftest import Office

HELPED = {
    "pcSettings": "settings",
    "privacySettings": "counter",
    "backups": "data",
    "localApi": "api",
    "reminderSettings": "settings",
}


def sections(desk: Desk) -> list[QListWidgetItem]:
    """The entries of the list that lead somewhere."""
    entries = desk.child(QListWidget, "settingsSections")
    items = [entries.item(row) for row in range(entries.count())]
    return [item for item in items if item.flags() & Qt.ItemFlag.ItemIsEnabled]


def settings(desk: Desk, section: str | None = None) -> SettingsPage:
    return desk.go(SettingsPage, "settings", section)


def test_the_arrow_keys_go_through_every_section(sits: Sits, qtbot: QtBot) -> None:
    desk = sits(Role.ADMIN)
    page = settings(desk)
    entries = desk.child(QListWidget, "settingsSections")
    assert entries.hasFocus()
    seen = [page.section().name]
    for _ in sections(desk)[1:]:
        qtbot.keyClick(entries, Qt.Key.Key_Down)
        seen.append(page.section().name)
    assert len(set(seen)) == len(sections(desk)) == 10
    for name in seen:
        page.show_section(name)
        assert page.section().isVisible()
        assert [each.name for each in page._sections if each.isVisible()] == [name]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_each_section_has_letters_of_its_own(sits: Sits, language: str) -> None:
    texts.use(language)
    desk = sits(Role.ADMIN)
    page = settings(desk)
    for section in page._sections:
        page.show_section(section.name)
        QApplication.processEvents()
        letters = [underlined(each) for each in worked_by_letters(page)]
        assert len(letters) == len(set(letters)), (section.name, letters)
        bare = [
            each.text()
            for each in section.findChildren(QPushButton)
            if each.isVisible() and each.text() and not underlined(each)
        ]
        assert bare == [], section.name


def test_the_search_leaves_the_sections_that_speak_of_it(sits: Sits, qtbot: QtBot) -> None:
    desk = sits(Role.ADMIN)
    page = settings(desk)
    search = desk.child(QLineEdit, "settingsSearch")
    qtbot.keyClicks(search, "quiet hours")
    assert [item.text() for item in sections(desk) if not item.isHidden()] == ["Reminders"]
    assert page.section().name == "reminderSettings"
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert desk.child(QListWidget, "settingsSections").hasFocus()
    search.clear()
    assert not [item for item in sections(desk) if item.isHidden()]
    qtbot.keyClicks(search, "zzz")
    assert desk.child(QLabel, "settingsNothing").isVisible()


@pytest.mark.parametrize(("section", "chapter"), HELPED.items())
def test_help_opens_at_the_chapter_about_the_section(
    sits: Sits, qtbot: QtBot, section: str, chapter: str
) -> None:
    desk = sits(Role.ADMIN)
    page = settings(desk, section)
    assert page.chapter() == chapter
    qtbot.keyClick(QApplication.focusWidget() or desk.frame, Qt.Key.Key_F1)
    assert desk.shown(HelpPage)._contents.currentItem().data(Qt.ItemDataRole.UserRole) == chapter


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_ctrl_enter_saves_the_section_from_its_fields(
    sits: Sits, qtbot: QtBot, office: Office, key: Qt.Key
) -> None:
    desk = sits(Role.ADMIN)
    settings(desk, "organisationSettings")
    desk.type("organisationName", "Bethany")
    qtbot.keyClick(desk.child(QLineEdit, "organisationName"), key, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert office.application.controllers.organisation.get().name == "Bethany"


def test_a_section_left_with_something_unsaved_says_so_in_the_list(sits: Sits) -> None:
    desk = sits(Role.ADMIN)
    page = settings(desk, "organisationSettings")
    desk.type("organisationName", "Bethany")
    page.show_section("reminderSettings")
    assert "Organisation (not saved)" in [item.text() for item in sections(desk)]
    page.show_section("organisationSettings")
    assert desk.child(QLineEdit, "organisationName").text() == "Bethany"


def test_saving_neither_scrolls_nor_leaves_the_section(sits: Sits, qtbot: QtBot) -> None:
    desk = sits(Role.ADMIN)
    desk.frame.resize(1024, 600)
    page = settings(desk, "reminderSettings")
    place = page._places["reminderSettings"]
    assert isinstance(place, QScrollArea)
    QApplication.processEvents()
    place.verticalScrollBar().setValue(place.verticalScrollBar().maximum())
    before = place.verticalScrollBar().value()
    assert before > 0
    button = desk.child(QPushButton, "saveReminders")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    desk.settle()
    assert page.section().name == "reminderSettings"
    assert place.verticalScrollBar().value() == before
    focused = QApplication.focusWidget()
    assert isinstance(focused, QWidget)
    assert page.section().isAncestorOf(focused)


def test_another_language_leaves_one_in_the_same_section(sits: Sits, qtbot: QtBot) -> None:
    desk = sits(Role.ADMIN)
    page = settings(desk, "officeWords")
    kept = page.unsaved()
    again = SettingsPage(page.session)
    qtbot.addWidget(again)
    again.take_argument(kept)
    assert again.section().name == "officeWords"


def test_every_section_is_found_by_what_it_says(sits: Sits) -> None:
    desk = sits(Role.ADMIN)
    page = settings(desk)
    search = desk.child(QLineEdit, "settingsSearch")
    for section in page._sections:
        search.setText(section.title)
        assert section.title in [item.text() for item in sections(desk) if not item.isHidden()]
