"""A test whose worker died, or was ended because it stood still, is run once more, and that is said; the second time it has failed."""

from __future__ import annotations

from typing import Any

import pytest

_once: list[str] = []


@pytest.hookimpl(optionalhook=True)
def pytest_handlecrashitem(crashitem: str, report: pytest.TestReport, sched: Any) -> None:
    """Put *crashitem* back among the tests to be run, the first time."""
    if crashitem not in _once:
        _once.append(crashitem)
        sched.mark_test_pending(crashitem)
        report.outcome = "rerun"  # type: ignore[assignment] # as pytest-xdist says it


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the tests that were run once more: each is a fault to be found, though the run may be green."""
    for name in _once:
        terminalreporter.write_line(f"its worker ended, so it was run once more: {name}", yellow=True)
