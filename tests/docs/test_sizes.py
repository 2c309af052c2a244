"""A module fits on a few screens, and a folder can be read at a glance."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PLACES = ("desktop_app", "tools", ".ci")
MOST_LINES = 400
MOST_FILES = 25
"""Modules in a folder: about twenty, with room for some more until they are sorted."""
LONGER = frozenset(
    {
        "desktop_app/database/models.py",
    }
)
"""Modules that still are longer; none comes to them, and one that is parted leaves the list."""
MODULES = [module for place in PLACES for module in sorted((ROOT / place).rglob("*.py"))]


def lines_of(module: Path) -> int:
    return len(module.read_text(encoding="utf-8").splitlines())


def test_no_module_is_longer_than_some_screens() -> None:
    longer = {module.relative_to(ROOT).as_posix() for module in MODULES if lines_of(module) > MOST_LINES}
    assert longer <= LONGER, f"part these by subject: {sorted(longer - LONGER)}"


@pytest.mark.parametrize("name", sorted(LONGER))
def test_the_list_of_longer_modules_names_what_is_there(name: str) -> None:
    assert (ROOT / name).exists()


def test_no_folder_holds_more_than_one_sees_at_a_glance() -> None:
    folders = {module.parent for module in MODULES}
    full = {
        folder.relative_to(ROOT).as_posix(): count
        for folder in sorted(folders)
        if (count := len([module for module in folder.glob("*.py") if module.stem != "__init__"]))
        > MOST_FILES
    }
    assert full == {}
