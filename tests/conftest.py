"""What every test stands on: no display, English, a data folder of its own, and no warning that nobody expected."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

from tests.support import moved_clock

moved_clock.start()  # before anything asks what day it is

from desktop_app.i18n import texts  # noqa: E402 - the display and the clock come first
from desktop_app.system import logs, paths  # noqa: E402

pytest_plugins = ["tests.support.fixtures", "tests.support.crashed"]

# Two cores shared by everything make deadlines fail for no fault of the code.
# What decides whether work lands runs the same examples each time; a person's run looks for new ones.
settings.register_profile("suivi", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("suivi")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say under which clock the tests ran."""
    terminalreporter.write_line(f"clock: {moved_clock.words()}")


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_warnings(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails the test that logs a warning or worse without ``@pytest.mark.expects_log("…")``, or expects one in vain.

    ``@pytest.mark.allows_log("…")`` is for examples that are not the test's own: the line may come or not.
    """
    patterns = [pattern for marker in request.node.iter_markers("expects_log") for pattern in marker.args]
    allowed = [pattern for marker in request.node.iter_markers("allows_log") for pattern in marker.args]
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    yield
    logging.getLogger().removeHandler(collector)
    unexpected = [
        line
        for line in collector.said
        if not any(re.search(pattern, line) for pattern in [*patterns, *allowed])
    ]
    unheard = [
        pattern for pattern in patterns if not any(re.search(pattern, line) for line in collector.said)
    ]
    if unexpected:
        pytest.fail("logged, but not expected:\n" + "\n".join(unexpected), pytrace=False)
    if unheard:
        pytest.fail(f"expected in the log, but not there: {unheard}", pytrace=False)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test starts in English with the usual words, whatever the one before it spoke."""
    monkeypatch.setattr(texts, "_count_writer", None)  # only windows have one
    texts.use("en")
    texts.use_words("person", "mentor", "pastor")
    yield
    texts.use("en")
    texts.use_words("person", "mentor", "pastor")


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The test's own data folder, not made yet, which the program takes unless told otherwise."""
    folder = tmp_path / "data"
    monkeypatch.setenv(paths.DATA_DIR_VARIABLE, str(folder))
    yield folder
    logs.shut_down()
