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


# -- a list

LIST = '''"""The list of those who can be given persons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop_app.domain.records import Mentor
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.base.session import Session
from desktop_app.views.kit.table.model import Column
from desktop_app.views.lists.list_page import ListPage
from desktop_app.views.pages.team.specs import TEAM_PAGE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class TeamPage(ListPage[Mentor]):
    """Who looks after how many people."""

    spec = TEAM_PAGE
    kinds = frozenset({"persons", "users"})
    list_name = "team"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.lay_out()

    def columns(self) -> Sequence[Column[Mentor]]:
        """Name, and how many persons."""
        return (
            Column("name", tr("Name"), lambda mentor: mentor.full_name, width=200, optional=False),
            Column("persons", tr("People"), lambda mentor: str(mentor.active_persons), width=80, figure=True),
        )

    def fetch(self) -> Sequence[Mentor]:
        """All mentors."""
        return self.session.controllers.mentors.list(self.session.actor)

    def words_of_total(self, count: int) -> str:
        """How many mentors."""
        return trn("{count} mentor", "{count} mentors", count)

    def words_of_none(self) -> tuple[str, str]:
        """That nobody can be given persons."""
        return tr("No mentor yet"), tr("Add one in Users.")
'''
LIST_TEST = '''"""The list of the team."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.domain.errors import Unavailable
from desktop_app.domain.vocabulary import Role
from desktop_app.system.settings import TABLE_COLUMNS
from desktop_app.views.pages.team.team_page import TeamPage
from desktop_app.views.shell.main_window import MainWindow
from tests.views.conftest import Office


def test_the_list_is_whole(
    frame_of: Callable[[Role], MainWindow], office: Office, settled: Callable[[], None], monkeypatch
) -> None:
    frame = frame_of(Role.ADMIN)
    page = frame.go("team")
    settled()
    assert isinstance(page, TeamPage)
    mentor = office.actors[Role.MENTOR]
    assert mentor.full_name in [row.full_name for row in page.table.records.records()]
    assert page.total.text() == page.words_of_total(page.table.records.rowCount())

    page.table.columns_changed.emit()
    page.leave()
    settled()
    assert page.session.recall(TABLE_COLUMNS, "team")

    page.table.set_records(())
    monkeypatch.setattr(page, "fetch", lambda: (_ for _ in ()).throw(Unavailable("disk")))
    page.refresh()
    settled()
    assert page.table.list_state() == "error"
    monkeypatch.setattr(page, "fetch", tuple)
    page.refresh()
    settled()
    assert page.table.list_state() == "empty"
'''


def add_list(copy: Copy) -> None:
    """Follow the recipe of a list: the team, in the sidebar behind the absences."""
    folder = "desktop_app/views/pages/team"
    registry = "desktop_app/views/shell/page_registry.py"
    copy.write(f"{folder}/__init__.py", '"""Who looks after people."""\n')
    copy.write(f"{folder}/team_page.py", LIST)
    specs = SPECS.replace("birthdays", "team").replace("BIRTHDAYS", "TEAM").replace("Birthdays", "Team")
    copy.write(f"{folder}/specs.py", specs.replace("SidebarPart.WORK", "SidebarPart.OFFICE"))
    last = "from desktop_app.views.pages.users.specs import USERS_PAGE\n"
    copy.change(registry, last, f"from desktop_app.views.pages.team.specs import TEAM_PAGE\n{last}")
    copy.change(registry, "    ABSENCES_PAGE,\n", "    ABSENCES_PAGE,\n    TEAM_PAGE,\n")
    copy.change("pyproject.toml", "| statistics | users", "| statistics | team | users")


def test_a_list_is_added_by_its_recipe(copy: Copy) -> None:
    add_list(copy)
    assert copy.touched == files_of("How to add a list", subject="team", page="team")
    tests = copy.folder / "tests" / "views" / "pages" / "team"
    tests.mkdir()
    (tests / "test_team_page.py").write_text(LIST_TEST, encoding="utf-8")
    walk = "tests/views/shell/test_page_registry.py"
    assert copy.passes([walk, "tests/views/pages/team"], "team or missing or whole") >= 5 + 1


# -- a field of a person

MIGRATION = '''"""The languages of a person. Frozen: a later change is a later file."""


def up(migrator, db):
    db.execute_sql("ALTER TABLE persons ADD COLUMN languages VARCHAR(100) NOT NULL DEFAULT ''")
'''
FIELD = """    FieldSpec(
        "languages",
        mark("Languages"),
        group=Group.CONTACT,
        clients_name="languages",
        is_listed=True,
        is_searched=True,
        is_private=True,
        headings="languages|spoken languages|langues|langues parlees|idiomas",
    ),
"""
ADDRESS = """    FieldSpec(
        "address",
"""


def add_field(copy: Copy) -> None:
    """Follow the recipe of a field: the languages that somebody speaks."""
    copy.write("desktop_app/database/migrations/0900_languages.py", MIGRATION)
    copy.change("desktop_app/domain/person_fields.py", ADDRESS, f"{FIELD}{ADDRESS}")
    copy.change(
        "docs/api.md", "Only the names are required;", "Only the names are required, not `languages`;"
    )


def test_a_field_is_added_by_its_recipe(copy: Copy) -> None:
    add_field(copy)
    assert copy.touched == files_of("How to add a field of a person", nnnn="0900", field="languages")
    walk = [
        f"tests/{folder}/test_person_fields.py"
        for folder in ("domain", "controllers", "server", "views/pages/people")
    ]
    # input, record, column, log, search, file, import, both APIs, form, card, list, printed file, history
    assert copy.passes(walk, "languages") >= 20


# -- an endpoint

ENDPOINT = '''"""The follow-ups API: ``/api/v1/absences``."""

from __future__ import annotations

from datetime import date

from starlette.responses import Response

from desktop_app.server.framework import messages
from desktop_app.server.framework.answers import OTHER_ID, Answer, NamedPerson
from desktop_app.server.framework.operations import Operation
from desktop_app.server.framework.routes import Call, Endpoints

endpoints = Endpoints(tag="Absences")


class AbsenceItem(Answer):
    """An absence (``records.Absence``): both days are days away."""

    user: NamedPerson
    first_on: date
    last_on: date


class AbsenceList(Answer):
    """The absences of today and those to come."""

    absences: list[AbsenceItem]


_JEAN = {"id": OTHER_ID, "firstName": "Jean", "lastName": "Dupont"}
_LIST = Operation(
    "Who is away",
    "The absences of today and those to come, the soonest first; a mentor: their own.",
    message=messages.ABSENCES_LISTED,
    answer=AbsenceList,
    example={"absences": [{"user": _JEAN, "firstOn": "2026-11-20", "lastOn": "2026-11-22"}]},
    errors=(403,),
)


@endpoints.get("/api/v1/absences", _LIST)
async def list_absences(call: Call) -> Response:
    """The absences of today and those to come."""
    absences = await call.slowly(lambda: call.controllers.absences.list(call.actor))
    return call.answer(AbsenceList(absences=list(absences)))
'''
GUIDE = """### Absences

```http
GET /api/v1/absences
```

```json 200
{"success": true, "message": "Absences récupérées", "data": {"absences": []}}
```

The absences of today and those to come, the soonest first; a mentor: their own.

### Notifications
"""


def add_endpoint(copy: Copy) -> None:
    """Follow the recipe of an endpoint: the absences, read over the follow-ups API."""
    copy.write("desktop_app/server/follow_ups_api/absences.py", ENDPOINT)
    copy.change(
        "desktop_app/server/app.py",
        '    "follow_ups_api.notifications",\n',
        '    "follow_ups_api.notifications",\n    "follow_ups_api.absences",\n',
    )
    copy.change(
        "desktop_app/server/framework/messages.py",
        "SIGNED_IN = Message(",
        'ABSENCES_LISTED = Message("Absences récupérées", "Absences listed", "Ausencias obtenidas")\n'
        "SIGNED_IN = Message(",
    )
    copy.change("docs/api.md", "### Notifications\n", GUIDE)
    copy.change(
        "tests/server/test_roles.py",
        '    "GET /api/v1/users/mentors": _EVERYBODY,\n',
        '    "GET /api/v1/users/mentors": _EVERYBODY,\n    "GET /api/v1/absences": {"": "403 200 200 200"},\n',
    )


def test_an_endpoint_is_added_by_its_recipe(copy: Copy) -> None:
    add_endpoint(copy)
    assert copy.touched == files_of("How to add an endpoint", subject="absences")
    walks = ("test_roles.py", "test_guide.py", "test_contract_rows.py", "framework/test_openapi.py")
    tests = [f"tests/server/{walk}" for walk in walks]
    # who may, whoever is not signed in, the guide, what holds for every endpoint, the description
    named = "absences or every or left_out or not_described"
    assert copy.passes(tests, named) >= 10
