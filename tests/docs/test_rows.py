"""Rows have names: nowhere between the database and its front ends is a value of a row taken by its place.

``people[0]`` is the first of several of a kind and reads well; ``row[3]`` is something of a row that one must count to.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "desktop_app"
FLOORS = ("controllers", "server", "database/queries", "cli")
ROWS = frozenset({"row", "rows", "columns", "counts"})
"""What a row, or a list of them, is called."""


def place_of(node: ast.expr) -> int | None:
    """Return the place that a subscript names, None where it names none (``[-1]`` is the last of several)."""
    match node:
        case ast.Constant(value=bool()):
            return None
        case ast.Constant(value=int(place)):
            return place
        case ast.Slice(lower=ast.Constant(value=int(first)), upper=ast.Constant(value=int())):
            return first
    return None


def by_place(tree: ast.Module) -> Iterator[ast.Subscript]:
    """Yield what takes a value by its place: any but the first of several, and even that of a row."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Subscript) or isinstance(node.ctx, ast.Store):
            continue
        place = place_of(node.slice)
        if place is None:
            continue
        of_a_row = isinstance(node.value, ast.Name) and node.value.id in ROWS
        of_a_place = isinstance(node.value, ast.Subscript) and place_of(node.value.slice) is not None
        of_a_call = isinstance(node.value, ast.Call) and _is_query(node.value)
        further = place > 0 and not isinstance(node.slice, ast.Slice)  # a slice of a text has no names
        if further or of_a_row or of_a_place or of_a_call:
            yield node


def _is_query(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(attr="rows" | "fetchone" | "fetchall") | ast.Name(id="raw_rows"):
            return True
    return False


MODULES = [module for floor in FLOORS for module in sorted((PACKAGE / floor).rglob("*.py"))]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.relative_to(PACKAGE).as_posix())
def test_no_value_of_a_row_is_taken_by_its_place(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    taken = [f"{module.relative_to(ROOT)}:{node.lineno} {ast.unparse(node)}" for node in by_place(tree)]
    assert taken == []


@pytest.mark.parametrize(
    "line",
    [
        "row[0]",
        "found[3]",
        "rows[0][0]",
        "waiting[0][0]",
        "row[4:8]",
        "query.rows(day=day)[0]",
        "raw_rows(query)[0]",
    ],
)
def test_a_place_is_noticed(line: str) -> None:
    assert list(by_place(ast.parse(line)))


@pytest.mark.parametrize(
    "line", ["people[0]", "parts[-1]", "shown[:3]", "values[name]", "tuple[int, str]", "row.id"]
)
def test_what_has_a_name_is_let_be(line: str) -> None:
    assert not list(by_place(ast.parse(line)))
