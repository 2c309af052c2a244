"""What the bundle holds: what the program needs, and no more than 145 MB of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bundle.conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at the files that Linux has")
LIMIT = 145_000_000


def libraries(bundle: Path) -> Iterator[Path]:
    for file in bundle.rglob("*"):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as opened:
                if opened.read(4) == b"\x7fELF":
                    yield file


def test_it_is_light(bundle: Path) -> None:
    files = [file for file in bundle.rglob("*") if file.is_file() and not file.is_symlink()]
    assert sum(file.stat().st_size for file in files) <= LIMIT
    assert sum(file.stat().st_blocks * 512 for file in files) <= LIMIT  # as `du` counts


def test_every_library_is_stripped_and_every_link_leads_somewhere(bundle: Path) -> None:
    for file in libraries(bundle):
        sections = subprocess.run(["readelf", "-SW", file], capture_output=True, text=True, check=True).stdout
        assert ".symtab" not in sections, file
        assert ".debug_info" not in sections, file
    assert [link for link in bundle.rglob("*") if link.is_symlink() and not link.exists()] == []


def test_of_qt_comes_what_the_program_imports(bundle: Path) -> None:
    names = {file.name for file in (bundle / "_internal").rglob("*")}
    for module in ("Qml", "Quick", "Pdf", "VirtualKeyboard", "Sql", "Test", "Designer", "OpenGL", "Network"):
        if not imported(f"PySide6.Qt{module}"):
            assert [name for name in names if name.startswith((f"libQt6{module}", f"Qt{module}."))] == [], (
                module
            )
    translations = {file.name for file in (bundle / "_internal").rglob("*.qm")}
    assert translations == {"qtbase_en.qm", "qtbase_es.qm", "qtbase_fr.qm"}
    plugins = {file.parent.name for file in (bundle / "_internal/PySide6/Qt/plugins").rglob("*.so")}
    assert {"platforms", "platforminputcontexts", "wayland-shell-integration"} <= plugins
    assert not plugins & {"sqldrivers", "tls", "egldeviceintegrations", "qmltooling", "generic"}


def imported(module: str) -> bool:
    sources = (file.read_text(encoding="utf-8") for file in (ROOT / "desktop_app").rglob("*.py"))
    return any(f"from {module} import" in source or f"import {module}" in source for source in sources)


def test_it_holds_the_terms_of_what_it_is_made_with(bundle: Path) -> None:
    terms = bundle / "_internal" / "licences"
    assert {"LGPL-3.txt", "GPL-3.txt"} <= {file.name for file in (terms / "qt").iterdir()}
    assert {"pydantic", "peewee", "cryptography", "starlette"} <= {folder.name for folder in terms.iterdir()}


def test_no_path_of_the_machine_that_made_it_is_needed(bundle: Path) -> None:
    for file in libraries(bundle):
        told = subprocess.run(["readelf", "-dW", file], capture_output=True, text=True, check=True).stdout
        paths = [line for line in told.splitlines() if "RUNPATH" in line or "RPATH" in line]
        assert all(str(ROOT) not in path for path in paths), file
