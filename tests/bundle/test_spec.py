"""``build.spec`` without building: what it asks PyInstaller for on each system, and whether what it leaves out can be left out."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from PyInstaller import compat
from PyInstaller.utils import hooks

from desktop_app import __version__
from desktop_app.i18n import texts
from tests.bundle.conftest import ROOT


@pytest.fixture
def contents(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT / "tools" / "packaging"))
    return importlib.import_module("bundle_contents")


def imported() -> list[str]:
    """What the program's modules import of others, also where they do so late, as far as this system has it."""
    found = set()
    for file in (ROOT / "desktop_app").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {one.name for one in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module)
    return sorted(name for name in found if importlib.util.find_spec(name.partition(".")[0]))


def test_the_program_imports_nothing_that_the_bundle_leaves_out(contents: Any) -> None:
    """Every module of the program, in a Python that has not what is left out, and a server that answers."""
    left_out = [*contents.EXCLUDED_MODULES, *contents.excluded_qt_modules()]
    script = f"""
import importlib, pkgutil, sys
sys.modules.update(dict.fromkeys({left_out!r}))
import desktop_app
for module in pkgutil.walk_packages(desktop_app.__path__, "desktop_app."):
    if ".migrations" not in module.name and not module.name.endswith("__main__"):
        importlib.import_module(module.name)
for name in {imported()!r}:
    importlib.import_module(name)
import uvicorn.protocols.http.h11_impl, uvicorn.lifespan.on, uvicorn.loops.asyncio
"""
    environment = {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


class Recorded(SimpleNamespace):
    """Stands where PyInstaller would build: keeps what it was asked for."""


@pytest.mark.parametrize(
    ("system", "programs"), [("linux", ["suivi"]), ("win32", ["suivi", "suivi-cli"]), ("darwin", ["suivi"])]
)
def test_the_spec_asks_for_what_each_system_needs(
    contents: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, programs: list[str]
) -> None:
    asked: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []

    def recorder(kind: str) -> Any:
        def record(*arguments: Any, **options: Any) -> Recorded:
            asked.append((kind, arguments, options))
            return Recorded(binaries=[], datas=[], pure=[], scripts=[])

        return record

    names = {kind: recorder(kind) for kind in ("Analysis", "PYZ", "EXE", "COLLECT", "BUNDLE")}
    monkeypatch.setattr(hooks, "collect_submodules", lambda name: [name])  # a process of its own, and slow
    monkeypatch.setattr(hooks, "collect_data_files", lambda _name: [])
    # Of Windows only, for reading what is in a file; nothing is read here.
    monkeypatch.setitem(sys.modules, "pefile", ModuleType("pefile"))
    monkeypatch.setattr(compat, "win32api", None, raising=False)
    spec = compile((ROOT / "build.spec").read_text(encoding="utf-8"), "build.spec", "exec")
    monkeypatch.setattr(sys, "path", sys.path[:])
    monkeypatch.setattr(sys, "platform", system)
    exec(spec, {**names, "SPECPATH": str(ROOT), "workpath": str(tmp_path)})  # noqa: S102 - what is tested
    executables = {options["name"]: options for kind, _, options in asked if kind == "EXE"}
    assert list(executables) == programs
    for name, options in executables.items():
        assert Path(options["icon"]).is_file()
        assert options["console"] == (name == "suivi-cli")
        if system == "win32":
            assert f"StringStruct('ProductVersion', '{__version__}')" in str(options["version"]).replace(
                '"', "'"
            )
    (analysis,) = (options for kind, _, options in asked if kind == "Analysis")
    assert all(Path(file).is_file() for file, _ in analysis["datas"])
    assert {"0001_first_tables.py", "0002_nobody_forgotten.py", "0003_notes_about_a_person.py"} <= {
        Path(file).name for file, _ in analysis["datas"]
    }
    bundles = [options for kind, _, options in asked if kind == "BUNDLE"]
    assert len(bundles) == (system == "darwin")
    for options in bundles:
        assert options["bundle_identifier"] == "org.suivi.Suivi"
        assert options["version"] == __version__
        assert options["info_plist"]["CFBundleLocalizations"] == sorted(texts.LANGUAGES)
