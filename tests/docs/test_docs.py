"""What the repository tells of itself is true: paths and links lead somewhere, each room is named, the documents are whole."""

from __future__ import annotations

import ast
import hashlib
import io
import re
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop_app import __version__
from desktop_app.database.readable import tables

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "desktop_app"
DOCUMENTS = ROOT / "docs" / "contract"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
OWN_PAGES = [page for page in PAGES if page.parent != DOCUMENTS or not page.name.endswith("-api.md")]
"""The documents of the HTTP contract are other people's words: nothing is asked of them but that they stay."""
SOURCES = sorted(
    source
    for folder in ("desktop_app", "tests", "tools", ".ci")
    for source in (ROOT / folder).rglob("*.py")
    if "__pycache__" not in source.parts
)
TOP = {"desktop_app", "resources", "tests", "docs", "tools", ".ci"}
ROOMS = {folder.name for folder in PACKAGE.iterdir() if folder.is_dir() and not folder.name.startswith("_")}

_CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_PATH = re.compile(r"(?<![\w./~-])((?:desktop_app|tests|docs|tools|resources|\.ci)/[\w./-]*[\w-])")
_PAGE = re.compile(r"(?<![\w/.-])[\w./-]*[\w-]\.md\b")
_PLACEHOLDER = re.compile(r"SUBJECT|PAGE|FIELD|NNNN")
_DOTTED = re.compile(r"\bdesktop_app(?:\.\w+)+")
_ELSEWHERE = re.compile(r"\.\./shared|\bshared/|\b(?:issue|ticket) [0-9]+\b|\bseeds/", re.IGNORECASE)
_CITED_HEADING = re.compile(r"(docs/[\w./-]+\.md), \*([^*]+)\*")


def said_of(page: Path) -> str:
    """The text of a *page* without its blocks of code."""
    return _CODE_BLOCK.sub("", page.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# -- links


def anchor(heading: str) -> str:
    """The anchor that a *heading* gets where Markdown is shown."""
    plain = re.sub(r"[`*_]|\]\([^)]*\)|\[", "", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


@pytest.mark.parametrize("page", OWN_PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    broken = []
    for target in _LINK.findall(said_of(page)):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, part = target.partition("#")
        path = (page.parent / file).resolve() if file else page
        if (
            not path.exists()
            or not path.is_relative_to(ROOT)
            or (part and part not in map(anchor, _HEADING.findall(path.read_text(encoding="utf-8"))))
        ):
            broken.append(target)
    assert broken == []


# -- paths


def exists(path: str, page: Path) -> bool:
    """Whether there is such a *path*: from the top, within the package, or beside the *page*; a module may be named without its ending."""
    places = (ROOT / path, PACKAGE / path, page.parent / path)
    return any(place.exists() or place.with_name(f"{place.name}.py").exists() for place in places)


@pytest.mark.parametrize("page", OWN_PAGES, ids=name_of)
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    missing = []
    for code in _CODE.findall(said_of(page)):
        for word in code.split():
            first, slash, _ = word.partition("/")
            is_path = bool(slash) and (first in TOP or first in ROOMS)
            is_pattern = "*" in word or "…" in word or bool(_PLACEHOLDER.search(word))
            if is_path and not is_pattern and not exists(word.partition("::")[0], page):
                missing.append(word)
    assert missing == []


class Remark(NamedTuple):
    """A docstring or comment, and where it stands."""

    line: int
    text: str


def remarks(source: Path) -> Iterator[Remark]:
    """The docstrings, the strings beneath constants, and the comments of a *source*."""
    text = source.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Expr(value=ast.Constant(value=str(words))):
                yield Remark(node.lineno, words)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield Remark(token.start[0], token.string)


def is_name_in_package(dotted: str) -> bool:
    """Whether *dotted* is a module of the package, or a name within one."""
    parts = dotted.split(".")
    for count in range(len(parts), 0, -1):
        place = ROOT.joinpath(*parts[:count])
        if place.with_suffix(".py").is_file() or (place / "__init__.py").is_file():
            file = place.with_suffix(".py") if place.with_suffix(".py").is_file() else place / "__init__.py"
            beyond = parts[count : count + 1]
            return all(
                re.search(rf"\b{re.escape(name)}\b", file.read_text(encoding="utf-8")) for name in beyond
            )
    return False


def test_every_docstring_cites_only_what_can_be_opened_here() -> None:
    wrong = []
    for source in SOURCES:
        for line, text in remarks(source):
            where = f"{name_of(source)}:{line}"
            wrong += [
                f"{where} {found}" for found in _PATH.findall(text) if not exists(found.rstrip("."), source)
            ]
            wrong += [f"{where} {found}" for found in _PAGE.findall(text) if not (ROOT / found).exists()]
            wrong += [f"{where} {found}" for found in _DOTTED.findall(text) if not is_name_in_package(found)]
            wrong += [f"{where} {found}" for found in _ELSEWHERE.findall(text) if source != Path(__file__)]
            for page, heading in _CITED_HEADING.findall(" ".join(text.split())):
                headings = _HEADING.findall((ROOT / page).read_text(encoding="utf-8"))
                if heading not in headings:
                    wrong.append(f"{where} {page} has no heading {heading!r}")
    assert wrong == []


def test_a_docstring_that_speaks_of_the_contract_says_where_it_is() -> None:
    wrong = [
        f"{name_of(source)}:{line}"
        for source in SOURCES
        if source.is_relative_to(PACKAGE)
        for line, text in remarks(source)
        if re.search(r"\(contract\b|\bcontract:", text) and "docs/contract/" not in text
    ]
    assert wrong == []


# -- rooms


def rooms() -> dict[str, str]:
    """The rows of the table of rooms in docs/architecture.md: path → what is said of it."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = text.partition("\n## Rooms\n")[2].partition("\n## ")[0]
    found: dict[str, str] = {}
    for row in re.findall(r"^\| (`.+?) \| (.+) \|$", table, re.MULTILINE):
        for path in _CODE.findall(row[0]):
            found[path] = row[1]
    return found


def is_in_a_room(folder: str, named: dict[str, str]) -> bool:
    """Whether *folder* has a row of its own, or is named in that of the folder it stands in."""
    parent, _, name = folder.rpartition("/")
    return folder in named or (
        parent in named and (f"`{name}`" in named[parent] or "one folder a subject" in named[parent])
    )


def test_every_module_stands_in_a_room_that_the_architecture_names() -> None:
    named = rooms()
    assert "desktop_app/domain" in named
    homeless = set()
    for module in PACKAGE.rglob("*.py"):
        folder = name_of(module.parent)
        if folder == "desktop_app":
            if module.name != "__init__.py" and name_of(module) not in named:
                homeless.add(name_of(module))
        elif not is_in_a_room(folder, named):
            homeless.add(folder)
    assert sorted(homeless) == []


def test_the_order_of_the_floors_is_that_of_the_contract() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    layers = next(
        contract["layers"] for contract in contracts if "desktop_app.__main__" in contract["layers"]
    )
    written = " > ".join(layers).replace("desktop_app.", "")
    assert written in (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


# -- documents, decisions, changes


@pytest.mark.parametrize(
    ("document", "digest"),
    [
        ("client-interactions-api.md", "a756e1dd40817692152d68b964776e754fe81b925148b22b6c03c5e3357aa880"),
        ("follow-ups-api.md", "31da54b1b13c9f4f56e1747e22b7eb50db14e45f6bc3290e8319fbba1cab6ae9"),
    ],
)
def test_the_two_documents_are_kept_word_for_word(document: str, digest: str) -> None:
    assert hashlib.sha256((DOCUMENTS / document).read_bytes()).hexdigest() == digest


def decisions() -> list[Path]:
    return sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))


@pytest.mark.parametrize("decision", decisions(), ids=name_of)
def test_a_decision_says_its_number_context_choice_and_figures_or_cost(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")
    assert text.startswith(f"# {decision.name[:4]} ")
    for part in ("Context", "Choice", "(?:Figures|Cost)"):
        assert re.search(rf"^(\*\*|#+ ){part}", text, re.MULTILINE), f"{part} is missing"


def test_no_two_decisions_have_one_number_and_the_list_names_each() -> None:
    numbers = [decision.name[:4] for decision in decisions()]
    assert len(numbers) == len(set(numbers))
    listed = _LINK.findall((ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == [decision.name for decision in decisions()]


def test_the_newest_entry_of_the_changes_is_about_this_version() -> None:
    newest = re.search(r"^## (\S+?),? ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == __version__


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_that_no_licence_is_chosen_is_said(page: str) -> None:
    licences = [path.name for path in ROOT.iterdir() if path.name.upper().startswith(("LICENCE", "LICENSE"))]
    assert ("No licence has been chosen" in (ROOT / page).read_text(encoding="utf-8")) == (not licences)


def test_every_table_is_in_the_architecture() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = {str(table._meta.table_name) for table in tables()}
    assert {name for name in named if f"`{name}`" not in text} == set()
