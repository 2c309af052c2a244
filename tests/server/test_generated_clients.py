"""Clients that others' tools make of the description run a day's work: openapi-typescript (strict) and openapi-python-client."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from desktop_app.domain.records import Actor
from desktop_app.domain.vocabulary import Role
from tests.server.conftest import Served
from tests.support import processes
from tests.support.office import PASSWORD, Office

JOURNEYS = Path(__file__).parent / "generated"
SECONDS = 180
PACKAGES = ("openapi-typescript@7", "openapi-fetch@0", "typescript@5")
TYPES = {
    "compilerOptions": {
        "strict": True,
        "exactOptionalPropertyTypes": True,
        "noUncheckedIndexedAccess": True,
        "noImplicitOverride": True,
        "target": "ES2022",
        "lib": ["ES2022", "DOM", "DOM.Iterable"],
        "module": "NodeNext",
        "moduleResolution": "NodeNext",
        "types": [],
    },
    "files": ["journey.ts"],
}
SEEN = {
    "contacts": 1,
    "total": 1,
    "next": True,
    "calls": 1,
    "status": "integrated",
    "kinds": 0,
    "wrong": ["notes"],
    "ended": True,
}


def run(command: list[str], folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """What came of *command*."""
    environment = processes.environment(**variables)
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )


def done(command: list[str], folder: Path, **variables: str) -> str:
    """What *command* prints; it must go through."""
    result = run(command, folder, **variables)
    assert result.returncode == 0, result.stdout[-5_000:] + result.stderr[-5_000:]
    return result.stdout


@pytest.fixture
def pastor(office: Office) -> Actor:
    """Who signs in."""
    office.admin()
    return office.user(Role.PASTOR, "Paul", password=PASSWORD)


@pytest.fixture
def description(served: Served, tmp_path: Path) -> Path:
    """The description in a file."""
    file = tmp_path / "openapi.json"
    file.write_bytes(httpx.get(f"{served.url}/openapi.json").content)
    return file


def check(seen: dict[str, Any], office: Office) -> None:
    """The journey saw what it did, and the data is whole."""
    assert {name: seen[name] for name in SEEN} == SEEN
    assert {"clientInteractionCreated", "followUpCreated", "personCreated"} <= set(seen["events"])
    assert office.rows("SELECT count(*) FROM follow_ups") == [(1,)]
    assert office.problems() == ()


def test_a_client_in_typescript(
    served: Served, office: Office, pastor: Actor, description: Path, tmp_path: Path
) -> None:
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("no npm here: apt-get install npm")
    (tmp_path / "package.json").write_text('{"type": "module", "private": true}', encoding="utf-8")
    installed = run([npm, "install", "--no-audit", "--no-fund", "--silent", *PACKAGES], tmp_path)
    if installed.returncode:
        pytest.skip("npm could not fetch openapi-typescript: no network?")
    shutil.copy(JOURNEYS / "journey.ts", tmp_path)
    (tmp_path / "tsconfig.json").write_text(json.dumps(TYPES), encoding="utf-8")
    tools = tmp_path / "node_modules" / ".bin"
    done([str(tools / "openapi-typescript"), str(description), "-o", "suivi.d.ts"], tmp_path)
    done([str(tools / "tsc"), "-p", "."], tmp_path)
    types = (tmp_path / "suivi.d.ts").read_text(encoding="utf-8")
    assert "string | string" not in types
    seen = json.loads(done([node, "journey.js", served.url, pastor.email, PASSWORD], tmp_path))
    check(seen, office)
    assert seen["services"] == ["DACA"]


def test_a_client_in_python(
    served: Served, office: Office, pastor: Actor, description: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "settings.yaml"
    settings.write_text("package_name_override: suivi_client\npost_hooks: []\n", encoding="utf-8")
    created = run(
        [
            sys.executable,
            "-m",
            "openapi_python_client",
            "generate",
            "--path",
            str(description),
            "--config",
            str(settings),
            "--meta",
            "none",
            "--output-path",
            str(tmp_path / "suivi_client"),
            "--fail-on-warning",
        ],
        tmp_path,
    )
    assert created.returncode == 0, created.stdout + created.stderr
    command = [sys.executable, str(JOURNEYS / "journey.py"), served.url, pastor.email, PASSWORD]
    seen = json.loads(done(command, tmp_path, PYTHONPATH=str(tmp_path)))
    check(seen, office)
