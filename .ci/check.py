"""All checks of the project, each with one line when it passes and its own words when it does not; the tests come last.

``check.py`` runs everything, ``check.py --no-tests`` stops before the tests; what else is given goes to pytest. Without such a
choice, the tests marked ``any_day`` run once more under another clock; ``check.py --clocks`` runs all tests under each of several.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
IMPORT_LINTER = (
    "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
)

CHECKS = {
    "formatting": ["-m", "ruff", "format", "--check", "--quiet", "--output-format=concise", "."],
    "lints": ["-m", "ruff", "check", "--quiet", "--output-format=concise", "."],
    "types": ["-m", "mypy", "--no-error-summary"],
    "imports of the four floors": ["-c", IMPORT_LINTER, "--no-logo"],
    "translations": ["tools/translations.py", "check"],
}
LINES_SHOWN = 40
TESTS = ["-m", "pytest", "-q", "--ignore=tests/benchmarks", "--ignore=tests/bundle"]
ON_ALL_CORES = ["-n", "auto", "--dist", "worksteal"]

LONGEST_RUN = 40 * 60
"""Seconds after which a run of the tests is ended: one that stands still must not hold up whoever waits for it."""

MEMORY = Path("/dev/shm")  # noqa: S108 - the folder of Linux that is in memory
ROOM = 2 * 2**30
"""Bytes that must be free there. pytest removes the folder of a test that passed; what is left is far less."""

CLOCK = "SUIVI_TEST_CLOCK"
OTHER_DAY = "2028-02-29T20:30 America/Los_Angeles"
"""The clock under which the tests marked ``any_day`` run once more: the PC's day is a leap day, and another than that of UTC."""
CLOCKS = (
    "+0 Pacific/Kiritimati",
    "+0 America/Los_Angeles",
    "+8",
    "+40 Europe/Paris",
    "+400 America/Los_Angeles",
    "2027-01-31T23:57 Africa/Abidjan",  # midnight at a month's end is within the run
    "2028-02-29T12:00 Pacific/Kiritimati",
    "2027-03-28T01:57 Europe/Paris",  # the hour from two to three is left out
    "2027-10-31T02:30 Europe/Paris",  # it comes twice
    "2027-09-04T23:57 America/Santiago",  # the day begins at one
)
"""The clocks of ``make test-clocks``."""


class Outcome(NamedTuple):
    """How a check went, in what it said."""

    name: str
    passed: bool
    seconds: float
    words: str


def run(check: tuple[str, list[str]]) -> Outcome:
    """Run one check."""
    name, arguments = check
    start = time.monotonic()
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    return Outcome(name, done.returncode == 0, time.monotonic() - start, done.stdout + done.stderr)


def tell(outcome: Outcome) -> None:
    """Print one line, and what the check said only when it failed."""
    if outcome.passed:
        print(f"ok      {outcome.name} ({outcome.seconds:.1f} s)", flush=True)
        return
    words = outcome.words.strip().splitlines()
    more = len(words) - LINES_SHOWN
    print(f"FAILED  {outcome.name}", *words[:LINES_SHOWN], sep="\n")
    print(f"… and {more} more lines\n" if more > 0 else "", flush=True)


def failed_checks() -> list[str]:
    """Run the checks beside each other; the names of those that failed."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        outcomes = []
        for outcome in pool.map(run, CHECKS.items()):
            tell(outcome)
            outcomes.append(outcome)
    return [outcome.name for outcome in outcomes if not outcome.passed]


def is_room_in_memory() -> bool:
    """Whether the tests' folders can be in memory, where no save waits for a disk, and what is in them may be run."""
    if not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK):
        return False
    facts = os.statvfs(MEMORY)
    return facts.f_bavail * facts.f_frsize > ROOM and not facts.f_flag & os.ST_NOEXEC


def passes_tests(arguments: list[str], clock: str = "") -> bool:
    """Run the tests, under *clock* if one is named; whether all passed."""
    environment = {**os.environ, **({CLOCK: clock} if clock else {})}
    command = [sys.executable, *TESTS, *ON_ALL_CORES, *arguments]
    running = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, env=environment)
    try:
        return running.wait(LONGEST_RUN) == 0
    except subprocess.TimeoutExpired:
        print(f"\nThe tests were ended after {LONGEST_RUN / 60:.0f} minutes.", flush=True)
        return False
    finally:
        running.kill()
        running.wait()


def main(arguments: list[str]) -> int:
    """Run the checks and tests; 0 when all of them passed."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if is_room_in_memory():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    if "--clocks" in arguments:
        others = [each for each in arguments if each != "--clocks"]
        failed = [f"the tests on {clock}" for clock in CLOCKS if not passes_tests(others, clock)]
    else:
        failed = failed_checks()
        others = [each for each in arguments if each != "--no-tests"]
        if "--no-tests" not in arguments and not passes_tests(others):
            failed.append("tests")
        if not arguments and not os.environ.get(CLOCK) and not passes_tests(["-m", "any_day"], OTHER_DAY):
            failed.append(f"the tests on {OTHER_DAY}")
    if failed:
        print(f"\nFailed: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
