"""Each recipe of docs/recipes.md, followed in a copy of the repository: it touches the files it names, and every face shows what it adds.

What is added is looked for by the tests that walk through all pages (endpoints, fields, lists): they are run in the copy.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
COPIED = ("desktop_app", "resources", "tests", "docs")
FILES = ("pyproject.toml", "README.md")
_ROW = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
_PASSED = re.compile(r"(\d+) passed")


class Copy:
    """A copy of the repository, and which of its files were touched."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.touched: set[str] = set()
        for name in COPIED:
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in FILES:
            shutil.copy(ROOT / name, folder / name)

    def write(self, path: str, text: str) -> None:
        """Make the file *path*, which must not be there yet."""
        self.touched.add(path)
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as stream:
            stream.write(text)

    def change(self, path: str, old: str, new: str) -> None:
        """Write *new* for *old*, which must stand there once, in the file *path*."""
        self.touched.add(path)
        file = self.folder / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        file.write_text(text.replace(old, new), encoding="utf-8")

    def python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run Python in the copy."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def passes(self, tests: Sequence[str], named: str) -> int:
        """Run those of *tests* whose name holds *named*, in the copy; how many passed, when none failed."""
        ran = self.python("-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", *tests, "-k", named)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        passed = _PASSED.search(ran.stdout)
        assert passed is not None, ran.stdout
        return int(passed[1])


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """A copy of the repository as it is."""
    return Copy(tmp_path / "copy")


def files_of(recipe: str, **names: str) -> set[str]:
    """The files in the table of a *recipe*, with *names* for what it writes in capitals."""
    text = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
    section = text.partition(f"\n## {recipe}\n")[2].partition("\n## ")[0]
    files = _ROW.findall(section)
    assert files, f"there is no recipe {recipe!r}"
    for placeholder, name in names.items():
        files = [file.replace(placeholder.upper(), name) for file in files]
    return set(files)


# -- a page

PAGE = '''"""The page of birthdays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from desktop_app.i18n.texts import tr
from desktop_app.views.base.page import Page
from desktop_app.views.base.session import Session
from desktop_app.views.kit.labels import label
from desktop_app.views.pages.birthdays.specs import BIRTHDAYS_PAGE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class BirthdaysPage(Page):
    """Says how many people there are to congratulate."""

    spec = BIRTHDAYS_PAGE
    kinds = frozenset({"persons"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._total = label("", name="birthdaysTotal")
        column = QVBoxLayout(self)
        column.addWidget(self._total)
        column.addStretch(1)

    def refresh(self) -> None:
        """Count the people."""
        session = self.session

        def count() -> int:
            from desktop_app.controllers.persons import PersonFilter

            return session.controllers.persons.list(session.actor, PersonFilter()).total or 0

        self.run(count, lambda total: self._total.setText(tr("Birthdays: {total}", total=total)))
'''
SPECS = '''"""The page that says who has a birthday."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.domain.permissions import Action
from desktop_app.i18n.texts import mark
from desktop_app.views.base.page_spec import PageSpec, SidebarPart

if TYPE_CHECKING:
    from desktop_app.views.base.page import Page


def _birthdays() -> type[Page]:
    from desktop_app.views.pages.birthdays.birthdays_page import BirthdaysPage

    return BirthdaysPage


BIRTHDAYS_PAGE = PageSpec(
    "birthdays",
    mark("Birthdays"),
    _birthdays,
    chapter="people",
    action=Action.VIEW_PERSON,
    icon="calendar",
    sidebar=SidebarPart.WORK,
    kept=True,
)
'''


def add_page(copy: Copy) -> None:
    """Follow the recipe of a page: birthdays, in the sidebar behind the people."""
    folder = "desktop_app/views/pages/birthdays"
    registry = "desktop_app/views/shell/page_registry.py"
    copy.write(f"{folder}/__init__.py", '"""Whose birthday it is."""\n')
    copy.write(f"{folder}/birthdays_page.py", PAGE)
    copy.write(f"{folder}/specs.py", SPECS)
    first = "from desktop_app.views.pages.dashboard.specs import DASHBOARD_PAGE\n"
    copy.change(
        registry, first, f"from desktop_app.views.pages.birthdays.specs import BIRTHDAYS_PAGE\n{first}"
    )
    copy.change(registry, "    PEOPLE_PAGE,\n", "    PEOPLE_PAGE,\n    BIRTHDAYS_PAGE,\n")
    copy.change("pyproject.toml", '"absences | dashboard |', '"absences | birthdays | dashboard |')


def test_a_page_is_added_by_its_recipe(copy: Copy) -> None:
    add_page(copy)
    assert copy.touched == files_of("How to add a page", subject="birthdays", page="birthdays")
    walk = "tests/views/shell/test_page_registry.py"
    # made by name, by request, by F1; by the sidebar and its key
    assert copy.passes([walk], "birthdays or sidebar or missing or table") >= 4 + 7
    lint = "import sys; from importlinter.cli import lint_imports_command as lint; sys.exit(lint())"
    contracts = copy.python("-c", lint, "--no-logo")
    assert contracts.returncode == 0, contracts.stdout
