"""The form of a client interaction, filled in by keyboard and mouse, against the real controllers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.domain.records import Interaction, PersonName
from desktop_app.domain.vocabulary import InteractionType, Program, ReferenceService, Role
from desktop_app.system.settings import LAST_TYPES
from desktop_app.views.base.form_arguments import InteractionArguments
from desktop_app.views.forms.open_actions import OpenActions
from desktop_app.views.pages.interactions.interaction_form import InteractionForm
from desktop_app.views.pages.interactions.interactions_page import InteractionsPage
from desktop_app.views.shell.main_window import MainWindow
from tests.support.finding import child

if TYPE_CHECKING:
    from tests.views.conftest import Office

Opened = Callable[..., tuple[MainWindow, InteractionForm]]


@pytest.fixture
def opened(
    frame_of: Callable[..., MainWindow], settled: Callable[[], None], qtbot: QtBot
) -> Callable[..., tuple[MainWindow, InteractionForm]]:
    """The form in its frame, over the list it was opened from."""

    def make(
        subject: InteractionArguments | None = None, role: Role = Role.ADMIN
    ) -> tuple[MainWindow, InteractionForm]:
        frame = frame_of(role)
        frame.go("interactions")
        form = frame.go("interaction_form", subject)
        assert isinstance(form, InteractionForm)
        settled()
        with qtbot.waitActive(frame):
            frame.activateWindow()
        form.focus_start()
        return frame, form

    return make


def name_of(person: Any) -> PersonName:
    return PersonName(person.id, person.uuid, person.first_name, person.last_name)


def all_of(office: Office, person: Any) -> tuple[Interaction, ...]:
    return office.application.controllers.client_interactions.of_person(office.actors[Role.ADMIN], person.id)


def line(form: InteractionForm, name: str) -> QLineEdit:
    found = form.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def error(form: InteractionForm, key: str) -> str:
    return form.column.row(key).error()


def write(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text) if text else qtbot.keyClick(field, Qt.Key.Key_Delete)


def save(qtbot: QtBot, form: InteractionForm) -> None:
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def recorded(office: Office, person: Any, **values: Any) -> Interaction:
    given = {"title": "Faxes", "interaction_type": "walk-in", "start_at": "2026-11-19T10:00:30.250Z"}
    return office.application.controllers.client_interactions.record(
        office.actors[Role.ADMIN], person.id, {**given, **values}
    )


def test_recording_one_by_keyboard(opened: Opened, office: Office, settled: Any, qtbot: QtBot) -> None:
    awa = office.person("Awa")
    frame, form = opened(InteractionArguments(person=name_of(awa)))
    assert frame._title.text() == "Client interaction with Awa N'Diaye"
    assert line(form, "title").hasFocus()
    qtbot.keyClicks(line(form, "title"), "SNAP application")
    form._type.setFocus()
    qtbot.keyClick(frame.focusWidget(), Qt.Key.Key_B)
    form._program.setFocus()
    form._program.set_value(Program.NUTRITION_SNAP)
    qtbot.mouseClick(form._end_at._lengths[30], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(line(form, "location"), "Front desk")
    form._services.setFocus()
    qtbot.keyClick(frame.focusWidget(), Qt.Key.Key_S)
    qtbot.keyClick(frame.focusWidget(), Qt.Key.Key_Space)
    form._notes.setFocus()
    qtbot.keyClicks(form._notes, "Brought all papers.")
    save(qtbot, form)
    settled()
    (made,) = all_of(office, awa)
    assert made.title == "SNAP application"
    assert made.interaction_type is InteractionType.BY_PHONE
    assert made.program is Program.NUTRITION_SNAP
    assert made.start_at == datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    assert made.duration == timedelta(minutes=30)
    assert made.location == "Front desk"
    assert made.reference_services == (ReferenceService.SNAP,)
    assert made.notes == "Brought all papers."
    assert isinstance(frame.page(), InteractionsPage), "back where one came from"
    assert frame._toasts.toasts()[-1].text() == "“SNAP application” with Awa N'Diaye is saved."
    assert office.application.controllers.drafts.list(office.actors[Role.ADMIN]) == ()


def test_the_start_is_now_by_the_organisations_clock_to_five_minutes(
    opened: Opened, office: Office, settled: Any, qtbot: QtBot
) -> None:
    office.clock.zone_name = "Asia/Kathmandu"  # 5 h 45 min
    office.clock.moment = datetime(2026, 11, 20, 9, 33, 59, tzinfo=UTC)
    awa = office.person("Awa")
    _frame, form = opened(InteractionArguments(person=name_of(awa)))
    assert form._start_at.value() == datetime(2026, 11, 20, 15, 15)  # noqa: DTZ001 - read off the wall
    write(qtbot, line(form, "startTime"), "8h05")
    qtbot.keyClicks(line(form, "title"), "Early")
    form._type.set_value(InteractionType.WALK_IN)
    save(qtbot, form)
    settled()
    assert all_of(office, awa)[0].start_at == datetime(2026, 11, 20, 2, 20, tzinfo=UTC)


def test_every_missing_field_is_told_at_once_and_the_first_takes_the_focus(
    opened: Opened, office: Office, settled: Any, qtbot: QtBot
) -> None:
    _frame, form = opened()
    write(qtbot, line(form, "startTime"), "")
    save(qtbot, form)
    assert error(form, "person") == "Choose the person this is about."
    assert error(form, "title") == "Give it a title, such as “SNAP application”."
    assert error(form, "interaction_type") == "Choose how you met."
    assert "day and a time" in error(form, "start_at")
    assert line(form, "person").hasFocus()
    settled()


def test_choosing_the_person_as_one_types(opened: Opened, office: Office, settled: Any, qtbot: QtBot) -> None:
    awa = office.person("Élodie", "Koné")
    _frame, form = opened()
    assert line(form, "person").hasFocus()
    qtbot.keyClicks(line(form, "person"), "elodie")
    qtbot.keyClick(line(form, "person"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.about() is not None)
    settled()
    assert "Élodie Koné" in form._context.words()
    qtbot.keyClicks(line(form, "title"), "Visit")
    form._type.set_value(InteractionType.WALK_IN)
    save(qtbot, form)
    settled()
    assert [one.title for one in all_of(office, awa)] == ["Visit"]


def test_a_name_typed_but_not_chosen_is_told(
    opened: Opened, office: Office, settled: Any, qtbot: QtBot
) -> None:
    _frame, form = opened()
    qtbot.keyClicks(line(form, "person"), "Nobody")
    save(qtbot, form)
    assert error(form, "person") == "Choose one of the people found for “Nobody”."
    settled()


def test_an_end_before_the_start_is_told_beside_it_and_mended_at_once(
    opened: Opened, office: Office, settled: Any, qtbot: QtBot
) -> None:
    awa = office.person("Awa")
    _frame, form = opened(InteractionArguments(person=name_of(awa)))
    write(qtbot, line(form, "endMomentDateText"), "19/11/2026")
    write(qtbot, line(form, "endMomentTime"), "10:00")
    form._notes.setFocus()
    qtbot.waitUntil(lambda: error(form, "end_at") == "The end cannot be before the beginning.")
    assert error(form, "title") == "", "what was not touched is left in peace"
    write(qtbot, line(form, "endMomentDateText"), "20/11/2026")
    qtbot.waitUntil(lambda: error(form, "end_at") == "")
    assert form._end_at.length_words() == "30 min"
    settled()


def test_a_time_alone_ends_on_the_day_it_began_or_the_next(
    opened: Opened, office: Office, settled: Any, qtbot: QtBot
) -> None:
    _frame, form = opened(InteractionArguments(person=name_of(office.person("Awa"))))
    write(qtbot, line(form, "endMomentTime"), "11")
    assert form._end_at.value() == datetime(2026, 11, 20, 11, 0)  # noqa: DTZ001 - read off the wall
    assert form._end_at.length_words() == "1 h 30 min"
    form._notes.setFocus()
    assert line(form, "endMomentDateText").text() == "20/11/2026"
    write(qtbot, line(form, "endMomentDateText"), "")
    write(qtbot, line(form, "endMomentTime"), "1:00")
    assert form._end_at.value() == datetime(2026, 11, 21, 1, 0)  # noqa: DTZ001 - read off the wall
    settled()


def test_a_chosen_length_moves_with_the_start_until_an_end_is_typed(
    opened: Opened, office: Office, settled: Any, qtbot: QtBot
) -> None:
    _frame, form = opened(InteractionArguments(person=name_of(office.person("Awa"))))
    hour = form._end_at._lengths[60]
    qtbot.mouseClick(hour, Qt.MouseButton.LeftButton)
    write(qtbot, line(form, "startTime"), "14:00")
    assert form._end_at.value() == datetime(2026, 11, 20, 15, 0)  # noqa: DTZ001 - read off the wall
    assert hour.isChecked()
    write(qtbot, line(form, "endMomentTime"), "14:20")
    assert not hour.isChecked()
    assert form._end_at.length_words() == "20 min"
    qtbot.mouseClick(hour, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(hour, Qt.MouseButton.LeftButton)
    assert form._end_at.value() is None, "once more takes it away"
    assert form._end_at.understood()
    settled()


def test_the_type_last_used_and_the_places_are_offered_again(
    opened: Opened, office: Office, settled: Any, qtbot: QtBot
) -> None:
    awa = office.person("Awa")
    frame, form = opened(InteractionArguments(person=name_of(awa)))
    qtbot.keyClicks(line(form, "title"), "One")
    form._type.set_value(InteractionType.CONSULTATION)
    qtbot.keyClicks(line(form, "location"), "Room 2")
    save(qtbot, form)
    settled()
    assert frame.session.recall(LAST_TYPES, form.form) == "consultation"
    again = frame.go("interaction_form", InteractionArguments(person=name_of(awa)))
    assert isinstance(again, InteractionForm)
    settled()
    assert again._type.value() is InteractionType.CONSULTATION
    completer = line(again, "location").completer()
    completer.setCompletionPrefix("room")
    assert completer.currentCompletion() == "Room 2"


def test_editing_changes_what_was_touched_and_keeps_the_start_to_the_millisecond(
    opened: Opened, office: Office, settled: Any, qtbot: QtBot
) -> None:
    awa = office.person("Awa")
    made = recorded(office, awa, end_at="2026-11-19T10:45:10Z", location="Desk", reference_services=["DACA"])
    _frame, form = opened(InteractionArguments(interaction=made))
    assert not form.is_changed()
    assert form._services.value() == (ReferenceService.DACA,)
    write(qtbot, line(form, "title"), "Two faxes")
    write(qtbot, line(form, "location"), "")
    save(qtbot, form)
    settled()
    (now,) = all_of(office, awa)
    assert (now.title, now.location) == ("Two faxes", None)
    assert (now.start_at, now.end_at) == (made.start_at, made.end_at)
    assert now.version == made.version + 1


def test_deleting_goes_back_and_can_be_undone(
    opened: Opened, office: Office, settled: Any, qtbot: QtBot
) -> None:
    awa = office.person("Awa")
    frame, form = opened(InteractionArguments(interaction=recorded(office, awa)))
    deletion = form.findChild(QPushButton, "delete")
    assert isinstance(deletion, QPushButton)
    qtbot.mouseClick(deletion, Qt.MouseButton.LeftButton)
    settled()
    assert isinstance(frame.page(), InteractionsPage)
    assert all_of(office, awa) == ()
    qtbot.mouseClick(frame._toasts.toasts()[-1].action, Qt.MouseButton.LeftButton)
    settled()
    assert len(all_of(office, awa)) == 1


def test_a_new_one_cannot_be_deleted(opened: Opened, office: Office) -> None:
    _frame, form = opened()
    assert form._delete_button.isHidden()


def test_somebody_elses_is_shown_but_not_changed(opened: Opened, office: Office, settled: Any) -> None:
    jean = office.actors[Role.MENTOR]
    awa = office.person("Awa", mentor=jean)
    made = recorded(office, awa)
    seen = office.application.controllers.client_interactions.get(jean, made.id)
    _frame, form = opened(InteractionArguments(interaction=seen), Role.MENTOR)
    assert not form.save_button.isEnabled()
    assert "Only its author" in form.notice.text()
    settled()


def test_what_was_typed_comes_back_as_a_draft(
    opened: Opened, office: Office, settled: Any, qtbot: QtBot
) -> None:
    awa = office.person("Awa")
    frame, form = opened(InteractionArguments(person=name_of(awa)))
    qtbot.keyClicks(line(form, "title"), "Half writ")
    write(qtbot, line(form, "endMomentTime"), "25:99")
    form._services.set_value([ReferenceService.OTHER])
    frame.go_back()
    settled()
    again = frame.go("interaction_form", InteractionArguments(person=name_of(awa)))
    assert isinstance(again, InteractionForm)
    settled()
    assert line(again, "title").text() == "Half writ"
    assert line(again, "endMomentTime").text() == "25:99"
    assert again._services.value() == (ReferenceService.OTHER,)
    assert "did not save" in again.draft_notice.text()


def test_a_draft_about_somebody_chosen_in_the_form_comes_back_with_them(
    opened: Opened, office: Office, settled: Any, qtbot: QtBot
) -> None:
    awa = office.person("Awa")
    frame, form = opened()
    form._picker.set_value(awa, awa.full_name)
    qtbot.keyClicks(line(form, "title"), "Half")
    frame.go_back()
    settled()
    again = frame.go("interaction_form")
    assert isinstance(again, InteractionForm)
    settled()
    about = again.about()
    assert about is not None
    assert about.id == awa.id


def test_two_who_change_it_see_both_versions(
    opened: Opened, office: Office, settled: Any, qtbot: QtBot
) -> None:
    awa = office.person("Awa")
    made = recorded(office, awa)
    _frame, form = opened(InteractionArguments(interaction=made))
    office.application.controllers.client_interactions.update(
        office.actors[Role.PASTOR], made.id, {"program": "Worker Rights", "end_at": "2026-11-19T12:00:00Z"}
    )
    write(qtbot, line(form, "title"), "Mine")
    save(qtbot, form)
    settled()
    assert form.conflict.isVisible()
    save(qtbot, form)
    settled()
    (now,) = all_of(office, awa)
    assert (now.title, now.program) == ("Mine", Program.WORKER_RIGHTS)
    assert now.end_at == datetime(2026, 11, 19, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("interaction_type", "walk-in", "Walk-in"),
        ("program", None, ""),
        ("program", "Worker Rights", "Worker rights"),
        ("reference_services", ["DACA", "other"], "DACA, Other service"),
        ("start_at", ["2026-11-19", "10:00"], "19/11/2026 10:00"),
        ("end_at", ["", ""], ""),
        ("end_at", ["31/02", ""], "31/02"),
        ("notes", "As written", "As written"),
    ],
)
def test_values_in_words(
    session_of: Any, qtbot: QtBot, settled: Any, key: str, value: Any, said: str
) -> None:
    form = InteractionForm(session_of(Role.ADMIN), InteractionArguments())
    qtbot.addWidget(form)
    assert form.in_words(key, value) == said
    settled()


# -- as a contact


def counting(office: Office) -> None:
    """Let the office count interactions as contacts."""
    admin = office.actors[Role.ADMIN]
    office.application.controllers.organisation.update(admin, {"interactions_count_as_contact": True})


def boxes(form: InteractionForm) -> list[QCheckBox]:
    return child(form, OpenActions).findChildren(QCheckBox, "closes")


def planned(office: Office, person: Any, *days: int) -> None:
    """Something was planned with the person for so many days from today."""
    today = office.clock.today()
    for ahead in days:
        due = today + timedelta(days=ahead)
        office.follow_up(
            person, days_ago=20, outcome="neutral", next_action_needed=True, next_action_date=due
        )


def open_days(office: Office) -> list[int]:
    """In how many days the open next actions are due."""
    waiting = office.application.controllers.waiting
    found = waiting.next_actions(office.actors[Role.ADMIN], None, date.max)
    return [action.days for action in found]


def test_where_it_counts_it_closes_what_was_planned_and_goes_on(
    opened: Opened, office: Office, settled: Any, qtbot: QtBot
) -> None:
    counting(office)
    today = office.clock.today()
    awa = office.person("Awa")
    late = office.person("Late", first_visit_on=today - timedelta(days=40))
    planned(office, awa, -2, -1, 4)
    frame, form = opened(InteractionArguments(person=name_of(awa)))
    assert [box.isChecked() for box in boxes(form)] == [True, True, False]  # whoever came was reached
    boxes(form)[0].click()
    form._title.setText("SNAP application")
    form._type.set_value(InteractionType.WALK_IN)
    form._next.needed.setChecked(True)
    form._next.day.set_value(today + timedelta(days=7))
    form._notes.set_text("Brought all papers.")
    qtbot.keyClick(
        form,
        Qt.Key.Key_Return,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    for _time in range(3):
        settled()
    assert open_days(office) == [-2, 4, 7]
    assert all_of(office, awa)[0].next_action_open
    assert frame.page() is form
    assert form.title() == f"Client interaction with {late.full_name}"
    assert (form._title.text(), form._notes.text(), form._next.needed.isChecked()) == ("", "", False)
    assert form._type.value() is InteractionType.WALK_IN  # the desk's kind stays
    assert office.application.controllers.integrity.check().is_sound


def test_where_it_does_not_count_it_leaves_what_was_planned(
    opened: Opened, office: Office, settled: Any, qtbot: QtBot
) -> None:
    awa = office.person("Awa")
    planned(office, awa, -2)
    _frame, form = opened(InteractionArguments(person=name_of(awa)))
    assert boxes(form) == []
    assert not form.next_button.isVisible()
    form._title.setText("SNAP application")
    form._type.set_value(InteractionType.WALK_IN)
    save(qtbot, form)
    settled()
    assert len(all_of(office, awa)) == 1
    assert open_days(office) == [-2]


def test_the_lengths_take_no_typing(opened: Opened, office: Office, qtbot: QtBot) -> None:
    frame, form = opened(InteractionArguments(person=name_of(office.person("Awa"))))
    form._end_at._moment.time_field.setFocus()
    qtbot.keyClick(frame.focusWidget(), Qt.Key.Key_Tab)
    assert frame.focusWidget() is line(form, "location")
    qtbot.keyClick(frame.focusWidget(), Qt.Key.Key_Tab)
    assert frame.focusWidget() is form._notes
