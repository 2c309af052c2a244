"""The private words that the glossary lists as gone do not come back, as names or in docstrings.

A row is strict only where the word is gone already: *rooms* grows with each room that is done, up to the whole package.
Variables that say nothing of what they hold are gone everywhere.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "desktop_app"
EVERYWHERE = ("",)
CLASHES = frozenset(
    {
        "database as proxy",  # a store has a database of its own, for which the models' one stands
        "plain as as_json",
        "problems as input_problems",
        "PersonField as F",
    }
)
"""What an import calls by another name, where two of one name met in a module."""
VAGUE = frozenset({"one", "found", "made", "rest", "said", "told"})
"""What happened to a thing is no name for it."""


class Gone(NamedTuple):
    """A private word that went: *name* as in code (``snake_case``), what the field says, and the *rooms* where it is gone."""

    name: str
    instead: str
    rooms: tuple[str, ...] = EVERYWHERE


GONE = (
    Gone("teller", "notifier"),
    Gone("news", "unread counts"),
    Gone("still_in", "session check"),
    Gone("written_dates", "date parsing"),
    Gone("gathering", "change batcher"),
    Gone("lasting_window", "tray window"),
    Gone("summons", "single instance"),
    Gone("wish", "launch request", ("system", "cli", "views/desktop", "views/shell", "views/start.py")),
    Gone("door", "sign-in flow"),
    Gone("counter_mode", "privacy mode"),
    Gone("desk_guard", "idle lock"),
    Gone("other_writers", "outside changes"),
    Gone("reminding", "reminder timer"),
    Gone("subjects", "form arguments"),
    Gone("doubles", "duplicates"),
    Gone(
        "portions",
        "batches",
        ("controllers/exporting", "controllers/care", "exchange/exports", "server", "views"),
    ),
    Gone("stand_in", "substitute"),
    Gone("stand_ins", "substitutes"),
    Gone("lane", "worker queue"),
    Gone("told", "schemas", ("server", "database", "cli", "demo", "system", "i18n")),
    Gone("say", "message", ("server", "database", "cli", "system", "i18n")),
    Gone("sentences", "messages", ("server", "controllers", "database", "domain", "system", "i18n")),
    Gone("span", "period", ("controllers", "database", "domain", "server")),
    Gone("stretch", "bucket", ("controllers", "database", "domain", "server")),
)
PHRASES = {
    "teller": "notifier",
    "summons": "single instance",
    "desk guard": "idle lock",
    "lasting window": "tray window",
    "counter mode": "privacy mode",
    "family A": "follow-ups API",
    "family B": "clients API",
}
"""Words that no docstring says, with what it says instead."""
INSTEAD = {phrase.lower(): instead for phrase, instead in PHRASES.items()}


def modules(rooms: tuple[str, ...]) -> Iterator[Path]:
    """The modules in *rooms*: folders or files, relative to the package."""
    for room in rooms:
        place = PACKAGE / room
        assert place.exists(), f"there is no room {room}"
        yield from [place] if place.is_file() else sorted(place.rglob("*.py"))


def words_of(identifier: str) -> str:
    """The words of an *identifier*, in lower case between underscores, whichever way it is written."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", identifier)
    return f"_{parted.lower().strip('_')}_"


@cache
def identifiers(module: Path) -> tuple[tuple[int, str], ...]:
    """Each name that a *module* has, gives or uses, in words, with its line."""
    names = [(1, module.stem), *_identifiers(read(module))]
    return tuple((line, words_of(name)) for line, name in names)


def _identifiers(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                yield node.lineno, name
            case ast.arg(arg=name) | ast.keyword(arg=str(name)):
                yield node.lineno, name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.ImportFrom(module=str(module)):
                yield node.lineno, module.rpartition(".")[2]
            case ast.alias(name=name):
                yield node.lineno, name.rpartition(".")[2]


def variables(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Each variable and parameter that a module binds, with its line."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield node.lineno, name
            case ast.ExceptHandler(name=str(name)):
                yield node.lineno, name


def docstrings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Each docstring of a module, and each string beneath a constant, with its line."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str(words))):
                yield node.lineno, words


@cache
def read(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def where(module: Path, line: int) -> str:
    return f"{module.relative_to(ROOT).as_posix()}:{line}"


@pytest.mark.parametrize("gone", GONE, ids=lambda gone: gone.name)
def test_a_word_that_went_names_nothing(gone: Gone) -> None:
    back = [
        f"{where(module, line)} {name} (say: {gone.instead})"
        for module in modules(gone.rooms)
        for line, name in identifiers(module)
        if f"_{gone.name}_" in name
    ]
    assert back == []


def test_no_docstring_says_a_word_that_went() -> None:
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, PHRASES))})\b", re.IGNORECASE)
    back = [
        f"{where(module, line)} {match[0]} (say: {INSTEAD[match[0].lower()]})"
        for module in modules(EVERYWHERE)
        for line, words in docstrings(read(module))
        for match in pattern.finditer(words)
    ]
    assert back == []


def vague_names(module: Path) -> list[str]:
    """Return where a *module* binds a variable that says nothing of what it holds."""
    return [
        f"{where(module, line)} {name}" for line, name in variables(read(module)) if name.strip("_") in VAGUE
    ]


def test_a_variable_is_named_for_what_it_holds() -> None:
    assert [vague for module in modules(EVERYWHERE) for vague in vague_names(module)] == []


def test_no_import_gives_a_module_another_name() -> None:
    """A clash may be settled so; everything else is called what it is called."""
    aliases = {
        f"{where(module, node.lineno)} {alias.name} as {alias.asname}"
        for module in modules(EVERYWHERE)
        for node in ast.walk(read(module))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if alias.asname is not None and alias.asname != alias.name
    }
    assert {line.partition(" ")[2] for line in aliases} <= CLASHES


ANSWERING_ROOMS = (
    "application.py",
    "local_server.py",
    "cli",
    "controllers",
    "database",
    "demo",
    "domain",
    "exchange/exports",
    "i18n",
    "server",
    "system",
)
"""Where a docstring says what a function does: it returns something, and not only what that is."""
NO_VERB = re.compile(r"(A|An|The|How|Whether|Who|Whom|Whose|What|Those|All|One|Each|Every|That|When|Why)\b")
"""How a sentence without a verb begins."""


def answering_functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield the functions that return something; a property is called what it is."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.returns is None:
            continue
        decorators = {ast.unparse(decorator) for decorator in node.decorator_list}
        if ast.unparse(node.returns) != "None" and not decorators & {"property", "cached_property"}:
            yield node


def test_a_docstring_says_what_a_function_does() -> None:
    without_verb = [
        f"{where(module, node.lineno)} {docstring.splitlines()[0]}"
        for module in modules(ANSWERING_ROOMS)
        for node in answering_functions(read(module))
        if (docstring := ast.get_docstring(node)) and NO_VERB.match(docstring)
    ]
    assert without_verb == []


def test_the_glossary_lists_each_word_that_went() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").partition("## Words that went")[2]
    rows = glossary.lower()
    missing = [gone.name for gone in GONE if gone.name.replace("_", " ") not in rows]
    assert missing == []
