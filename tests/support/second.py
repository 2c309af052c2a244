"""Another program, started as a process of its own and led by the test through its standard input and output."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.support import processes

PROGRAM = Path(__file__).parent / "second_program.py"
ROOT = Path(__file__).parents[2]


class Second:
    """Another program, under way."""

    def __init__(self, what: str, folder: Path, *arguments: object) -> None:
        command = [sys.executable, str(PROGRAM), what, str(folder), *map(str, arguments)]
        self.process = processes.start(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=processes.environment()
        )
        assert self.line() == "ready"

    def line(self) -> str:
        """The next thing that it says; empty when it has ended."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def go_on(self) -> None:
        """Let it do what it waits to do."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def rest(self) -> list[str]:
        """All that it says until it ends, well."""
        said, _ = self.process.communicate(timeout=120)
        assert self.process.returncode == 0
        return said.splitlines()

    def kill(self) -> None:
        """End it at once, without a last word (SIGKILL)."""
        self.process.kill()
        self.process.communicate()


Start = Callable[..., Second]
