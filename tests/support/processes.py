"""Starting other programs from a test."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def environment(**variables: str) -> dict[str, str]:
    """This process's environment with *variables*, and with the project first among the folders that Python imports from."""
    paths = (
        str(ROOT),
        *filter(None, [os.environ.get("PYTHONPATH")]),
    )  # behind it the moved clock, if there is one
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), **variables}


def bare_environment() -> dict[str, str]:
    """This process's environment without the moved clock: for a program that is asked what it has loaded."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def start(command: Sequence[str], **options: Any) -> subprocess.Popen[str]:
    """Start *command* (``Popen``'s *options*), so that it hears the signals by which a test ends it.

    A child inherits what its parent ignores: under ``nohup``, ``make test &`` in a script and some runners that is SIGINT or SIGHUP.
    """
    hear = _hear_signals if os.name == "posix" else None
    return subprocess.Popen(command, text=True, preexec_fn=hear, **options)  # noqa: PLW1509 - it touches no lock


def _hear_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
