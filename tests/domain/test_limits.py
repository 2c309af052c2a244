"""How long a text may be is written down once: inputs, texts of the windows and documents of the server name it."""

from __future__ import annotations

import re
from pathlib import Path

import desktop_app

PACKAGE = Path(desktop_app.__file__).parent
_OWN_NUMBER = re.compile(
    r"GrowingText\([^)]*limit=\d|(?:required|optional)_text\(\d{3,}|Field\([^)]*max_length=\d"
)


def test_nobody_writes_a_limit_of_their_own() -> None:
    own = [
        f"{file.relative_to(PACKAGE)}: {match[0]}"
        for file in PACKAGE.rglob("*.py")
        for match in _OWN_NUMBER.finditer(file.read_text("utf-8"))
        if "CharField" not in match[0]
    ]
    assert [place for place in own if not place.startswith("database/models.py")] == []
