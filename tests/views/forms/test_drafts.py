"""What is typed is kept while keys come, and when the database cannot take it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.errors import Unavailable
from desktop_app.domain.vocabulary import Role
from desktop_app.views.base.session import Session
from desktop_app.views.forms import drafts
from desktop_app.views.forms.drafts import DraftKeeper
from tests.views.conftest import Office

LONG = 10_000


@pytest.fixture
def typed() -> dict[str, Any]:
    return {"notes": ""}


@pytest.fixture
def keeper(
    qtbot: QtBot,
    session_of: Callable[[Role], Session],
    typed: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[DraftKeeper]:
    """The keeper of a follow-up's draft, ten times as quick as the program's."""
    monkeypatch.setattr(drafts, "PAUSE", drafts.PAUSE // 10)
    monkeypatch.setattr(drafts, "LATEST", drafts.LATEST // 10)
    monkeypatch.setattr(drafts, "RETRY", drafts.RETRY // 10)
    session = session_of(Role.MENTOR)
    form = QWidget()  # which goes with its keeper, as in the program, and is held until then
    qtbot.addWidget(form)
    yield DraftKeeper(
        session,
        "follow_up",
        "new:1",
        lambda: dict(typed) if typed["notes"] else None,
        lambda: None,
        form,
    )
    form.close()


def kept(office: Office) -> str:
    draft = office.application.controllers.drafts.get(office.actors[Role.MENTOR], "follow_up", "new:1")
    return str(draft.content["notes"]) if draft else ""


def test_even_typing_is_kept_every_two_seconds(
    qtbot: QtBot, keeper: DraftKeeper, typed: dict[str, Any], office: Office, settled: Callable[[], None]
) -> None:
    begun = time.monotonic()

    def next_key() -> bool:
        """Each look is another key: sooner after the one before than the pause that a draft waits for."""
        typed["notes"] += "x"
        keeper.touch()
        return time.monotonic() - begun > 3 * drafts.LATEST / 1000

    qtbot.waitUntil(next_key, timeout=LONG)
    settled()
    assert len(kept(office)) > len(typed["notes"]) // 4


def test_what_the_database_refuses_stands_beside_it_and_is_tried_again(
    qtbot: QtBot, keeper: DraftKeeper, typed: dict[str, Any], office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller = office.application.controllers.drafts
    real = type(controller).keep

    def locked(*_arguments: object) -> None:
        raise Unavailable("busy")

    monkeypatch.setattr(type(controller), "keep", locked)
    typed["notes"] = "told in confidence"
    keeper.touch()
    beside = office.application.folder / "unsaved"
    qtbot.waitUntil(lambda: beside.is_dir() and any(beside.glob("*.json")), timeout=LONG)
    assert kept(office) == "told in confidence"
    monkeypatch.setattr(type(controller), "keep", real)
    qtbot.waitUntil(lambda: not any(beside.iterdir()), timeout=LONG)
    assert kept(office) == "told in confidence"


def test_what_is_typed_while_the_disk_is_slow_comes_after_it(
    qtbot: QtBot, keeper: DraftKeeper, typed: dict[str, Any], office: Office
) -> None:
    typed["notes"] = "first"
    keeper.touch()
    keeper.keep()
    typed["notes"] = "first and second"
    keeper.touch()
    keeper.keep()
    qtbot.waitUntil(lambda: kept(office) == "first and second", timeout=LONG)
