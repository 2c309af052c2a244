"""The list of client interactions, as somebody at the desk uses it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.domain.records import Actor, Interaction, Person
from desktop_app.domain.vocabulary import InteractionType, Program, ReferenceService, Role
from desktop_app.views.base.form_arguments import InteractionArguments
from desktop_app.views.base.navigation import Navigation
from desktop_app.views.pages.interactions.interactions_page import InteractionsPage
from desktop_app.views.shell.main_window import MainWindow

if TYPE_CHECKING:
    from tests.views.conftest import Office

Opened = Callable[..., tuple[MainWindow, InteractionsPage]]


@pytest.fixture
def opened(frame_of: Callable[..., MainWindow], settled: Callable[[], None]) -> Opened:
    """The page in its frame, loaded."""

    def make(role: Role = Role.ADMIN) -> tuple[MainWindow, InteractionsPage]:
        frame = frame_of(role)
        page = frame.go("interactions")
        assert isinstance(page, InteractionsPage)
        settled()
        return frame, page

    return make


def interaction(
    office: Office, person: Person, start: str, by: Actor | None = None, **values: Any
) -> Interaction:
    given = {"title": "Visit", "interaction_type": "walk-in", "start_at": start}
    recorded = office.application.controllers.client_interactions.record(
        by or office.actors[Role.ADMIN], person.id, {**given, **values}
    )
    return office.application.controllers.client_interactions.get(office.actors[Role.ADMIN], recorded.id)


def filled(office: Office) -> dict[str, Interaction]:
    """Three interactions with two people, by two authors."""
    jean = office.actors[Role.MENTOR]
    awa, yao = office.person("Awa", mentor=jean), office.person("Yao", "Koné")
    return {
        "snap": interaction(
            office,
            awa,
            "2026-11-19T10:00:00Z",
            title="SNAP application",
            program="Nutrition - SNAP",
            interaction_type="in person",
            end_at="2026-11-19T11:15:00Z",
            location="Front desk",
            reference_services=["SNAP/food stamps", "nutrition"],
            notes="Brought all papers.",
        ),
        "phone": interaction(
            office, awa, "2026-11-18T23:30:00Z", by=jean, title="Questions", interaction_type="by phone"
        ),
        "class": interaction(
            office, yao, "2026-11-10T15:00:00Z", title="Cooking class", program="Nutrition - Cooking class"
        ),
    }


def titles(page: InteractionsPage) -> list[str]:
    return [one.title for one in page.table.records.records()]


def column(page: InteractionsPage, key: str) -> list[str]:
    at = [one.key for one in page.table.records.columns].index(key)
    return [page.table.records.cell(row, at).text for row in range(page.table.records.rowCount())]


def child(page: InteractionsPage, kind: type[Any], name: str) -> Any:
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def test_newest_start_first_with_duration_and_program_in_words(opened: Opened, office: Office) -> None:
    filled(office)
    _frame, page = opened()
    assert titles(page) == ["SNAP application", "Questions", "Cooking class"]
    assert column(page, "start")[0] == "19/11/2026 10:00"
    assert column(page, "duration") == ["1 h 15 min", "", ""]
    assert column(page, "program") == ["Nutrition: SNAP", "", "Nutrition: cooking class"]
    assert page.total.text() == "3 client interactions"


def test_what_has_no_column_stands_under_the_list(opened: Opened, office: Office) -> None:
    filled(office)
    _frame, page = opened()
    assert page.details.title() == "Awa N'Diaye"
    assert "Front desk" in page.details.about()
    assert "Brought all papers." in page.details.text()
    assert "SNAP, food stamps · Nutrition" in page.details.text()


@pytest.mark.parametrize(
    ("key", "value", "left"),
    [
        ("program", Program.NUTRITION_COOKING, ["Cooking class"]),
        ("type", InteractionType.BY_PHONE, ["Questions"]),
        ("service", ReferenceService.NUTRITION, ["SNAP application"]),
    ],
)
def test_narrowing_by_a_choice(
    opened: Opened, office: Office, settled: Any, key: str, value: object, left: list[str]
) -> None:
    filled(office)
    _frame, page = opened()
    page.filters.choose(key, value)
    settled()
    assert titles(page) == left
    assert page.total.text() == "1 client interaction"


def test_narrowing_by_author_and_person(opened: Opened, office: Office, settled: Any) -> None:
    made = filled(office)
    _frame, page = opened()
    page.filters.choose("author", office.actors[Role.MENTOR].id)
    settled()
    assert titles(page) == ["Questions"]
    page.filters.clear()
    page.filters.set_person(made["class"].person)
    settled()
    assert titles(page) == ["Cooking class"]


def test_days_are_those_of_the_organisations_wall_clock(
    opened: Opened, office: Office, settled: Any, qtbot: QtBot
) -> None:
    filled(office)
    office.application.clock.zone_name = "Asia/Manila"  # eight hours before the clocks of Greenwich
    _frame, page = opened()
    assert column(page, "start")[1] == "19/11/2026 07:30"
    qtbot.keyClicks(child(page, QLineEdit, "filterFromText"), "19/11")
    qtbot.keyClicks(child(page, QLineEdit, "filterToText"), "19/11")
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 2)
    settled()
    assert titles(page) == ["SNAP application", "Questions"]
    assert page.asked_for()["start_from"] == datetime(2026, 11, 18, 16, tzinfo=UTC)
    assert page.asked_for()["start_before"] == datetime(2026, 11, 19, 16, tzinfo=UTC)


def test_a_mentor_sees_their_people_and_edits_what_they_wrote(
    opened: Opened, office: Office, settled: Any, qtbot: QtBot
) -> None:
    made = filled(office)
    _frame, page = opened(Role.MENTOR)
    assert titles(page) == ["SNAP application", "Questions"]
    assert child(page, QPushButton, "detailsEdit").isHidden()
    assert page.table.select_key(made["phone"].id)
    assert not child(page, QPushButton, "detailsEdit").isHidden()


def test_the_committee_may_add_one(opened: Opened, office: Office, qtbot: QtBot) -> None:
    _frame, page = opened(Role.CAN_COMMITTEE)
    assert child(page, QPushButton, "record").isVisible()
    assert page.table.list_state() == "empty"
    with qtbot.waitSignal(page.navigate_requested) as asked:
        page.record()
    assert asked.args == [Navigation("interaction_form", InteractionArguments())]


def test_delete_and_undo(opened: Opened, office: Office, settled: Any, qtbot: QtBot) -> None:
    filled(office)
    frame, page = opened()
    page._delete.trigger()
    qtbot.waitUntil(lambda: titles(page) == ["Questions", "Cooking class"])
    settled()
    toast = frame._toasts.toasts()[-1]
    assert toast.text() == "“SNAP application” with Awa N'Diaye was deleted."
    qtbot.mouseClick(toast.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 3)
    settled()


def test_deleting_what_somebody_deleted_already_says_so(
    opened: Opened, office: Office, settled: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = filled(office)
    frame, page = opened()
    monkeypatch.setattr(page, "take_change", lambda _changed: None)  # the news has not come yet
    office.application.controllers.client_interactions.delete(office.actors[Role.ADMIN], made["snap"].id)
    page._delete.trigger()
    settled()
    assert frame._toasts.toasts()[-1].text() == "This interaction is deleted already."


def test_nothing_that_fits(opened: Opened, office: Office, settled: Any) -> None:
    filled(office)
    _frame, page = opened()
    page.filters.choose("service", ReferenceService.DACA)
    settled()
    assert page.table.list_state() == "empty"
    assert not page.details.isVisible()
    assert page._narrowed.text() == "DACA"
