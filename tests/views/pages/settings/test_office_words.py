"""An office chooses its words: at the first run, in the settings; every window follows, HTTP answers do not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.office_words import CHOICES
from desktop_app.domain.vocabulary import Role
from desktop_app.i18n import texts
from desktop_app.i18n.texts import speaking, tr
from desktop_app.views.kit.fields.segmented import SegmentedChoice
from desktop_app.views.pages.settings.office_words import plain_options
from desktop_app.views.pages.settings.settings_page import SettingsPage
from desktop_app.views.shell.main_window import MainWindow
from tests.views.conftest import PASSWORD, Office
from tests.views.shell.test_window import LONG, line, opened, press, sign_in  # noqa: F401 - a fixture too

COMMUNITY = {"person_word": "client", "mentor_word": "case_worker", "leader_word": "supervisor"}


def choice(within: QWidget | None, name: str) -> SegmentedChoice:
    assert within is not None
    found = within.findChild(SegmentedChoice, name)
    assert isinstance(found, SegmentedChoice), name
    return found


def choose(qtbot: QtBot, within: QWidget | None, name: str, at: int) -> None:
    segment = choice(within, name).findChild(QAbstractButton, f"{name}-{at}")
    assert isinstance(segment, QAbstractButton)
    qtbot.mouseClick(segment, Qt.MouseButton.LeftButton)


def said(within: QWidget | None, name: str) -> str:
    assert within is not None
    found = within.findChild(QLabel, name)
    assert isinstance(found, QLabel), name
    return found.text()


def section_word(frame: QWidget, name: str) -> str:
    entry = frame.findChild(QAbstractButton, f"go-{name}")
    assert isinstance(entry, QAbstractButton)
    return entry.accessibleName() or entry.text()


def settings_of(qtbot: QtBot, window: Any) -> MainWindow:
    frame = window.content()
    assert isinstance(frame, MainWindow)
    frame.go("settings")
    qtbot.waitUntil(lambda: not window.operations.is_busy(), timeout=LONG)
    return frame


def rebuilt(qtbot: QtBot, window: Any, before: MainWindow) -> MainWindow:
    """The frame that stands in the place of *before*, on its settings."""
    qtbot.waitUntil(lambda: window.content() is not before, timeout=LONG)
    frame = window.content()
    assert isinstance(frame, MainWindow)
    qtbot.waitUntil(lambda: isinstance(frame.page(), SettingsPage), timeout=LONG)
    qtbot.waitUntil(lambda: not window.operations.is_busy(), timeout=LONG)
    return frame


class TestSettings:
    def test_choosing_shows_a_sentence_and_saving_changes_every_window(
        self,
        qtbot: QtBot,
        office: Office,
        opened: Any,  # noqa: F811
    ) -> None:
        window = opened()
        sign_in(qtbot, window)
        frame = settings_of(qtbot, window)
        save = frame.findChild(QPushButton, "saveWords")
        assert isinstance(save, QPushButton)
        assert "This person has no mentor yet: a pastor" in said(frame, "wordsExample")
        choose(qtbot, frame, "personWord", 2)
        choose(qtbot, frame, "mentorWord", 1)
        choose(qtbot, frame, "leaderWord", 1)
        example = "This client has no case worker yet: a supervisor can choose one of the case workers."
        assert example in said(frame, "wordsExample")
        assert "People" in section_word(frame, "people")
        qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
        frame = rebuilt(qtbot, window, frame)
        assert "Clients" in section_word(frame, "people")
        assert window.program.controllers.organisation.get().words == tuple(COMMUNITY.values())
        assert choice(frame, "personWord").value() == "client"
        labels = {one.text() for one in frame.findChildren(QAbstractButton)}
        assert {"Person", "Visitor", "Client", "Mentor", "Case worker", "Pastor", "Supervisor"} <= labels
        window.sign_out()
        sign_in(qtbot, window)
        assert "Clients" in section_word(window.content(), "people")

    @pytest.mark.parametrize("language", texts.LANGUAGES)
    def test_the_choices_are_named_plainly_whatever_is_chosen(self, language: str) -> None:
        texts.use(language)
        before = {setting: plain_options(setting) for setting in CHOICES}
        texts.use_words(*COMMUNITY.values())
        assert {setting: plain_options(setting) for setting in CHOICES} == before

    def test_only_administrators_choose(self, qtbot: QtBot, frame_of: Any, settled: Any) -> None:
        frame = frame_of(Role.PASTOR)
        frame.go("settings")
        settled()
        assert frame.findChild(QPushButton, "saveWords") is None
        assert not choice(frame, "personWord").isEnabled()

    def test_another_language_keeps_what_was_typed_and_chosen(
        self,
        qtbot: QtBot,
        office: Office,
        opened: Any,  # noqa: F811
    ) -> None:
        window = opened()
        sign_in(qtbot, window)
        frame = settings_of(qtbot, window)
        qtbot.keyClicks(line(frame, "organisationName"), " of Hope")
        qtbot.keyClicks(line(frame, "newPassword"), "half a pass")
        choose(qtbot, frame, "personWord", 1)
        own = frame.findChild(QComboBox, "ownLanguage")
        assert isinstance(own, QComboBox)
        own.setCurrentIndex(own.findData("fr"))
        own.activated.emit(own.currentIndex())
        frame = rebuilt(qtbot, window, frame)
        assert texts.language() == "fr"
        assert line(frame, "organisationName").text() == "Grace Church of Hope"
        assert line(frame, "newPassword").text() == "half a pass"
        assert choice(frame, "personWord").value() == "visitor"
        assert "Ce visiteur" in said(frame, "wordsExample")
        press(qtbot, frame, "saveOrganisation")
        qtbot.waitUntil(
            lambda: window.program.controllers.organisation.get().name == "Grace Church of Hope",
            timeout=LONG,
        )

    def test_a_follow_up_half_typed_outlives_a_change_of_language(
        self,
        qtbot: QtBot,
        office: Office,
        opened: Any,  # noqa: F811
    ) -> None:
        office.person("Awa", "Kone")
        window = opened()
        sign_in(qtbot, window)
        frame = window.content()
        page = frame.go("follow_up_form")
        notes = page.findChild(QWidget, "notes")
        qtbot.keyClicks(notes, "Will come on Sunday")
        frame = settings_of(qtbot, window)
        own = frame.findChild(QComboBox, "ownLanguage")
        assert isinstance(own, QComboBox)
        own.setCurrentIndex(own.findData("es"))
        own.activated.emit(own.currentIndex())
        frame = rebuilt(qtbot, window, frame)
        admin = office.actors[Role.ADMIN]
        drafts = window.program.controllers.drafts.list(admin)
        assert ["Will come on Sunday" in str(draft) for draft in drafts] == [True]


class TestFirstRun:
    def test_a_community_organisation_begins_with_its_words_after_one_click(
        self,
        qtbot: QtBot,
        opened: Any,  # noqa: F811
        data_folder: Path,
    ) -> None:
        window = opened()
        page = window.content()
        assert choice(page, "officeKind").value() == "church"
        choose(qtbot, page, "officeKind", 1)
        own = page.findChild(QComboBox, "language")
        own.setCurrentIndex(own.findData("es"))
        own.activated.emit(own.currentIndex())
        qtbot.waitUntil(lambda: window.content() is not page, timeout=LONG)
        page = window.content()
        assert choice(page, "officeKind").value() == "community"
        typed = {
            "organisation": "Casa Unida",
            "first_name": "Rosa",
            "last_name": "Diaz",
            "administratorEmail": "rosa@example.org",
            "administratorPassword": PASSWORD,
        }
        for name, words in typed.items():
            qtbot.keyClicks(page.findChild(QLineEdit, name), words)
        press(qtbot, page, "setUp")
        qtbot.waitUntil(lambda: isinstance(window.content(), MainWindow), timeout=LONG)
        assert "Clientes" in section_word(window.content(), "people")
        assert tr("All mentors") == "Todos los gestores de casos"
        with speaking("es"):
            assert tr("All mentors") == "Todos los mentores"
