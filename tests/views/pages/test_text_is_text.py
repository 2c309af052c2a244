"""What was typed is shown as it was typed, on every page: nothing of it is drawn, fetched or obeyed as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget

from desktop_app.domain.person_fields import PERSON_FIELDS, FieldKind
from desktop_app.domain.records import PersonName
from desktop_app.domain.vocabulary import Role
from desktop_app.views.shell.main_window import MainWindow
from tests.views.conftest import Office
from tests.views.pages.test_every_page import PAGES, away, shown  # noqa: F401 - the frame with a page

MARKED = '<b>x</b><img src="/etc/hostname">'
_ROWS = 30
TYPED_KINDS = {FieldKind.TEXT, FieldKind.LINE}


@pytest.fixture
def lively(office: Office) -> PersonName:
    """An office where markup stands in every text of every record."""
    controllers, admin, mentor = (
        office.application.controllers,
        office.actors[Role.ADMIN],
        office.actors[Role.MENTOR],
    )
    typed = {spec.name: MARKED for spec in PERSON_FIELDS if spec.kind in TYPED_KINDS}
    controllers.organisation.update(admin, {"name": MARKED, "overdue_days": 7})
    controllers.users.update(admin, mentor.id, {"first_name": MARKED, "last_name": MARKED})
    person = office.person(**{**typed, "first_name": MARKED, "last_name": MARKED}, mentor=mentor)
    today = office.clock.today()
    for days, due in ((20, -9), (1, 2)):
        office.follow_up(
            person,
            days_ago=days,
            by=mentor,
            notes=MARKED,
            next_action_needed=True,
            next_action_date=today + timedelta(days=due),
            next_action_notes=MARKED,
        )
    values = {
        "title": MARKED,
        "interaction_type": "walk-in",
        "start_at": office.clock.now(),
        "location": MARKED,
    }
    controllers.client_interactions.record(admin, person.id, values | {"notes": MARKED})
    controllers.persons.set_status(admin, person.id, {"status": "integrated", "notes": MARKED})
    waiting = office.person(MARKED, MARKED, mentor=mentor)
    controllers.pauses.pause(
        mentor, waiting.id, {"until": today + timedelta(days=9), "reason": "other", "note": MARKED}
    )
    away(office, mentor)
    controllers.tokens.make(admin, {"name": MARKED})
    return PersonName(person.id, person.uuid, person.first_name, person.last_name)


def _columns(model: QAbstractItemModel) -> int:
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount()


def _tips(within: QWidget) -> Iterator[tuple[str, str]]:
    """Every tool tip there is, of widgets, actions and cells."""
    for widget in (within, *within.findChildren(QWidget)):
        yield f"{type(widget).__name__} {widget.objectName()}", widget.toolTip()
    for action in within.findChildren(QAction):
        yield f"action {action.objectName()}", action.toolTip()
    for view in within.findChildren(QAbstractItemView):
        model = view.model()
        for row in range(min(model.rowCount(), _ROWS)):
            for column in range(_columns(model)):
                tip = model.index(row, column).data(int(Qt.ItemDataRole.ToolTipRole))
                yield f"cell {row},{column} of {view.objectName()}", str(tip or "")


def _labels(within: QWidget) -> Iterator[QLabel]:
    for label in within.findChildren(QLabel):
        if label.textFormat() is not Qt.TextFormat.PlainText:
            yield label


def _shows(frame: MainWindow) -> bool:
    words: list[Any] = [label.text() for label in frame.findChildren(QLabel)]
    for view in frame.findChildren(QAbstractItemView):
        model = view.model()
        words += [
            model.index(row, column).data()
            for row in range(min(model.rowCount(), _ROWS))
            for column in range(_columns(model))
        ]
    return any(MARKED in str(word).replace("\u2060", "") for word in words)


@pytest.mark.parametrize("page", PAGES)
def test_nothing_that_was_typed_is_read_as_html(shown: Callable[[str], MainWindow], page: str) -> None:  # noqa: F811 - the fixture
    frame = shown(page)
    assert [where for where, tip in _tips(frame) if QtGui.Qt.mightBeRichText(tip)] == []
    assert [label.objectName() for label in _labels(frame) if QtGui.Qt.mightBeRichText(label.text())] == []
    if page in {"people", "person", "follow_ups", "interactions", "users", "paused"} & set(PAGES):
        assert _shows(frame)
