"""Starting other programs from a test."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
    """Start *command* (``Popen``'s *options*) from the main thread, so that it hears the signals by which a test ends it.

    A child inherits what its parent ignores: under ``nohup``, ``make test &`` in a script and some runners that is SIGINT or SIGHUP.
    """
    with _ignoring_nothing():
        return subprocess.Popen(command, text=True, **options)


@contextmanager
def _ignoring_nothing() -> Iterator[None]:
    """Handle the signals that are ignored meanwhile: what is handled is at its default in a child.

    Not in the child before its program starts (``preexec_fn``): between the fork and that, a process with threads may stand still for ever.
    """
    ending = [signal.SIGINT, signal.SIGTERM] + ([signal.SIGHUP] if os.name == "posix" else [])
    ignored = [number for number in ending if signal.getsignal(number) is signal.SIG_IGN]
    for number in ignored:
        signal.signal(number, lambda *_: None)
    try:
        yield
    finally:
        for number in ignored:
            signal.signal(number, signal.SIG_IGN)
