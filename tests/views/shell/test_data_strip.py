"""What everybody should know of the data while they work: looking up only, and something saved that is missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.controllers.integrity import Integrity, Loss
from desktop_app.domain.vocabulary import Role
from desktop_app.views.kit.notice import Notice
from desktop_app.views.shell.data_strip import DataStrip
from desktop_app.views.shell.main_window import MainWindow
from tests.views.conftest import Office

FRAME = Callable[..., MainWindow]


def strip_of(frame: MainWindow) -> DataStrip:
    strip = frame.findChild(DataStrip)
    assert strip is not None
    return strip


def words(strip: DataStrip, name: str) -> str:
    notice = strip.findChild(Notice, name)
    assert notice is not None
    return notice.text() if notice.isVisibleTo(strip) else ""


def test_it_is_not_there_while_all_is_well(frame_of: FRAME, settled: Callable[[], None]) -> None:
    frame = frame_of(Role.MENTOR)
    frame.offer_drafts()
    settled()
    assert not strip_of(frame).isVisible()


@pytest.mark.parametrize(("reason", "said"), [("full", "the disk is full"), ("read_only", "is read-only")])
def test_it_says_that_nothing_can_be_saved_while_that_is_so(
    frame_of: FRAME, office: Office, settled: Callable[[], None], reason: str, said: str
) -> None:
    frame = frame_of(Role.MENTOR)
    office.application.store.kept_from_writing = reason
    frame.offer_drafts()
    settled()
    assert strip_of(frame).isVisible()
    assert words(strip_of(frame), "lookingUpNotice").startswith("For looking up only")
    assert said in words(strip_of(frame), "lookingUpNotice")
    office.application.store.kept_from_writing = ""
    frame._reload()
    settled()
    assert not strip_of(frame).isVisible()


@pytest.mark.parametrize("role", [Role.ADMIN, Role.MENTOR])
def test_what_is_missing_is_told_until_an_administrator_takes_note(
    frame_of: FRAME,
    qtbot: QtBot,
    settled: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    role: Role,
) -> None:
    missing: list[Loss] = [Loss(3, None, datetime(2026, 11, 24, 16, 40, tzinfo=UTC))]
    monkeypatch.setattr(Integrity, "lost", lambda _self: missing[0] if missing else None)
    monkeypatch.setattr(Integrity, "take_note", lambda _self, _actor: missing.clear())
    frame = frame_of(role)
    frame.offer_drafts()
    settled()
    strip = strip_of(frame)
    assert words(strip, "lostNotice").startswith("The last 3 entries are missing")
    assert "16:40" in words(strip, "lostNotice") or "4:40" in words(strip, "lostNotice")
    take_note = strip.findChild(Notice, "lostNotice").findChild(QPushButton, "noticeAction")  # type: ignore[union-attr]
    assert take_note is not None
    assert take_note.isVisible() == (role is Role.ADMIN)
    if role is Role.ADMIN:
        take_note.click()
        settled()
        assert not strip.isVisible()
