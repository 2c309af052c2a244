"""Makes ``.venv`` and installs what pyproject.toml names into it; ``.ci/set_up`` calls this once the system has what it needs.

Called with any Python from 3.11 on, before anything is installed: the standard library only. Says nothing when there is
nothing to do.

``set_up.py run``      what the program needs
``set_up.py test``     and the tools of the ``dev`` group (``bundle`` likewise)
``set_up.py pins``     find the newest versions that pyproject.toml allows, and note them in constraints.txt
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = Path(".ci") / "constraints.txt"
PIP = ["-m", "pip", "--disable-pip-version-check", "--no-input"]
UNANSWERED = 3
"""How often an address may be out of reach: the third time is half a second after the first."""


class SetUpError(Exception):
    """Something only a person can put right; the message says what."""


def say(line: str) -> None:
    """One line of progress, at once."""
    print(line, flush=True)


def wanted(pyproject: Mapping[str, Any], mode: str) -> list[str]:
    """What pip is asked for: all of the program, what builds it, and the tools of the ``dev`` group unless it is only to ``run``."""
    project = pyproject["project"]
    optional = project["optional-dependencies"]
    tools = [] if mode == "run" else pyproject["dependency-groups"]["dev"]
    return [
        *pyproject["build-system"]["requires"],
        *project["dependencies"],
        *optional["window"],
        *optional["server"],
        *tools,
    ]


def fingerprint(pyproject: Mapping[str, object], constraints: str) -> str:
    """Changes when what is installed would change; a new lint rule does not install anything again."""
    tool = pyproject.get("tool")
    parts = {name: pyproject.get(name) for name in ("build-system", "project", "dependency-groups")}
    parts["hatch"] = tool.get("hatch") if isinstance(tool, dict) else None
    text = json.dumps([parts, constraints, sys.version_info[:2]], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def run_quietly(command: Sequence[str], failure: str) -> None:
    """Run *command*; only when it fails, show what it said and raise `SetUpError` with *failure*."""
    done = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-20:])
        raise SetUpError(f"{said}\n{failure}")


def tool_of(python: Path) -> list[str]:
    """How pip of the environment of *python* is called."""
    return [str(python), *PIP]


def install(python: Path, requirements: Sequence[str], failure: str) -> None:
    """Install *requirements* into the environment of *python*.

    pip tries each package six times, and says in the end that there is no such version. Here it is stopped once the same address was
    out of reach three times, and the cause is told: raises `SetUpError`, otherwise with pip's own words and *failure*.
    """
    command = [*tool_of(python), "install", "--quiet", *requirements]
    tries: Counter[str] = Counter()
    said: list[str] = []
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, cwd=ROOT, text=True, **pipes) as process:  # type: ignore[call-overload]
        for line in process.stdout:
            said.append(line.rstrip())
            broken = re.search(r"connection broken by '?(.*): (/\S+)$", said[-1])
            tries[broken[2] if broken else ""] += 1
            if broken and tries[broken[2]] == UNANSWERED:
                process.terminate()
                words = network_words(broken[1])
                known = "" if words.startswith("certificate") else "No network: "
                raise SetUpError(f"{known}Python packages cannot be fetched ({words}).")
    if process.returncode:
        raise SetUpError("\n".join([*said[-20:], failure]))


def network_words(cause: str) -> str:
    """Of what pip says of a broken connection the part that a person can use."""
    words = re.search(
        r"\[Errno -?\d+\] ([^'\")]+)|(certificate verify failed[^'\")(]*)|(Cannot connect to proxy)|(timed out)",
        cause,
    )
    return next(filter(None, words.groups())).strip() if words else cause[:120]


def make_environment(python: Path) -> None:
    """Make the environment of *python* unless it is there and works."""
    probe = [str(python), "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"]
    if python.exists() and not subprocess.run(probe, capture_output=True, check=False).returncode:
        return
    environment = python.parent.parent
    say(f"Making {environment.name} with Python {sys.version_info.major}.{sys.version_info.minor}")
    command = [sys.executable, "-m", "venv", "--clear", str(environment)]
    run_quietly(command, f"The environment {environment.name} could not be made.")


def install_dependencies(python: Path, mode: str) -> None:
    """Install what pyproject.toml names, unless that was done since it changed."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    now = fingerprint(pyproject, (ROOT / CONSTRAINTS).read_text(encoding="utf-8"))
    environment = python.parent.parent
    # The tools of `test` come on top of what `run` needs, so its stamp counts for both.
    stamps = [environment / f"installed-for-{name}" for name in ("test", "run")]
    if any(stamp.is_file() and stamp.read_text() == now for stamp in stamps[: 2 if mode == "run" else 1]):
        return
    say("Installing dependencies (once; a minute or two)")
    failure = "The dependencies could not be installed: see pip's words above."
    pinned = ["--constraint", str(CONSTRAINTS)]
    install(python, [*pinned, *wanted(pyproject, mode)], failure)
    install(python, ["--no-build-isolation", "--no-deps", "--editable", "."], failure)
    stamps[1 if mode == "run" else 0].write_text(now)


def note_newest(environment: Path) -> None:
    """Install the newest versions that pyproject.toml allows into *environment*, and only then write them down as the pins."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    python = environment / "bin" / "python"
    shutil.rmtree(environment, ignore_errors=True)
    try:
        make_environment(python)
        say("Installing the newest versions that pyproject.toml allows (a minute or two)")
        install(python, wanted(pyproject, "test"), f"{CONSTRAINTS} stays as it is: see pip's words above.")
        command = [*tool_of(python), "freeze", "--exclude-editable"]
        pins = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    finally:
        shutil.rmtree(environment, ignore_errors=True)
    written = ROOT / CONSTRAINTS.with_suffix(".new")
    written.write_text(pins, encoding="utf-8")
    written.replace(ROOT / CONSTRAINTS)


def main() -> int:
    """Set up for ``run``, ``test`` or ``bundle``, or renew the pins; the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("mode", choices=("run", "test", "bundle", "pins"))
    mode = parser.parse_args().mode
    python = ROOT / ".venv" / "bin" / "python"
    try:
        if mode == "pins":
            note_newest(ROOT / "build" / "pins")
        else:
            make_environment(python)
            install_dependencies(python, mode)
    except SetUpError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
