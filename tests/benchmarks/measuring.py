"""Measuring: whole processes and calls in turn, said as ratios against a floor measured in the same run."""

from __future__ import annotations

import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def say(line: str) -> None:
    """Print a figure so that it is seen whether or not pytest captures."""
    assert sys.__stdout__ is not None, "there is nowhere to say it"
    sys.__stdout__.write(f"\n  {line}")
    sys.__stdout__.flush()


def median_seconds(call: Callable[[], object], runs: int) -> float:
    """The median time of *call* in seconds over *runs*, after one that is not counted, without the collector's pauses."""
    call()
    times = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(runs):
            begun = time.perf_counter()
            call()
            times.append(time.perf_counter() - begun)
    finally:
        gc.enable()
    return statistics.median(times)


def in_turn(
    first: Callable[[], object], second: Callable[[], object], rounds: int = 7, runs: int = 15
) -> tuple[float, float]:
    """The medians of two calls that are measured in turn, so that the machine's moods strike both alike."""
    pairs = [(median_seconds(first, runs), median_seconds(second, runs)) for _ in range(rounds)]
    return statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs)


def process(script: str, *arguments: str) -> dict[str, Any]:
    """Run *script* in a Python of its own; what it printed as JSON, with ``started``, the moment it was asked for."""
    started = time.monotonic()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    environment.pop(
        "PYTHONDONTWRITEBYTECODE", None
    )  # an installed program is compiled once, not at each start
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        cwd=ROOT,
    )
    return {"started": started, **json.loads(done.stdout.strip().splitlines()[-1])}
