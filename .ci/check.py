"""All checks of the project, each with one line when it passes and its own words when it does not; the tests come last.

``check.py`` runs everything, ``check.py --no-tests`` stops before the tests; what else is given goes to pytest.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

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


def passes(name: str, arguments: list[str]) -> bool:
    """Run one check and show its words only when it fails."""
    start = time.monotonic()
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        print(f"ok      {name} ({time.monotonic() - start:.1f} s)", flush=True)
        return True
    words = (done.stdout + done.stderr).strip().splitlines()
    more = len(words) - LINES_SHOWN
    print(f"FAILED  {name}", *words[:LINES_SHOWN], sep="\n")
    print(f"… and {more} more lines\n" if more > 0 else "", flush=True)
    return False


def main(arguments: list[str]) -> int:
    """Run the checks; 0 when all of them passed."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    failed = [name for name, command in CHECKS.items() if not passes(name, command)]
    if "--no-tests" not in arguments:
        command = [sys.executable, *TESTS, *arguments]
        if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode:
            failed.append("tests")
    if failed:
        print(f"\nFailed: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
