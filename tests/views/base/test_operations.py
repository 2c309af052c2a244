"""Work off the UI thread is answered on it, in the order in which it was asked for, and never within the call that asks."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.views.base.operations import Operations


class AtOnce:
    """A worker so quick that its work is done before the call that submits it comes back."""

    def submit(self, work: Callable[[], object]) -> Future[object]:
        """Do *work* now."""
        future: Future[object] = Future()
        future.set_result(work())
        return future

    def shutdown(self, **_how: object) -> None:
        """There is nothing to end."""


@pytest.fixture
def quick(operations: Operations, monkeypatch: pytest.MonkeyPatch) -> Operations:
    """Operations whose workers are done at once."""
    monkeypatch.setitem(operations.__dict__, "_database", AtOnce())
    monkeypatch.setitem(operations.__dict__, "_long", AtOnce())
    return operations


def test_work_that_is_done_at_once_is_answered_after_the_call_that_asked(
    qtbot: QtBot, quick: Operations
) -> None:
    told: list[str] = []
    quick.run(lambda: "first", told.append)
    quick.run(lambda: "second", told.append)
    told.append("asked")
    qtbot.waitUntil(lambda: not quick.is_busy())
    assert told == ["asked", "first", "second"]


def test_long_work_that_is_done_at_once_is_answered_once_its_job_is_known(
    qtbot: QtBot, quick: Operations
) -> None:
    told: list[str] = []
    job = quick.run_long(lambda _tell, _should_stop: "done", told.append)
    assert told == []
    qtbot.waitUntil(lambda: told == ["done"])
    assert not job.cancelled()
