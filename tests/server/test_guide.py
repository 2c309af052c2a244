"""``docs/api.md``: every example in it is sent to a real server and answered as printed, and nothing that the server can is left out."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from desktop_app.domain.records import Actor
from desktop_app.domain.vocabulary import Role
from desktop_app.server.certificates import own_certificate
from desktop_app.server.framework import errors
from desktop_app.server.framework.options import ServerOptions
from desktop_app.server.runner import Runner
from tests.support import moved_clock, processes
from tests.support.office import PASSWORD, Office
from tests.support.system_clock import system_now

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PERSON, MENTOR = "12345678-1234-1234-1234-123456789012", "87654321-4321-4321-4321-210987654321"
CLIENT, INTERACTION = "12", "7"
ANY_NUMBER = {"id", "clientId", "userId", "interactionId"}
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
has_tools = pytest.mark.skipif(
    not all(shutil.which(tool) for tool in ("bash", "curl", "openssl", "python3")),
    reason="the shell's examples need bash, curl and openssl",
)


@dataclass(frozen=True)
class Block:
    """A block of code; its *info* is ``http``, ``json 201``, ``sh tls`` or the like."""

    info: str
    text: str
    line: int


def blocks(*infos: str) -> list[Block]:
    """The guide's blocks whose info, or its first word, is one of *infos*, in order."""
    matches = re.finditer(r"^```(.+)\n((?:(?!```).*\n)*)```$", GUIDE, re.MULTILINE)
    written = [Block(part[1], part[2], GUIDE.count("\n", 0, part.start()) + 1) for part in matches]
    return [part for part in written if part.info.split()[0] in infos or part.info in infos]


@dataclass(frozen=True)
class Example:
    """A request and the answer that stands below it."""

    method: str
    path: str
    body: str
    status: int
    answer: str
    line: int


def examples() -> Iterator[Example]:
    """The reference's requests with their answers."""
    both = blocks("http", "json")
    for request, answer in zip(both[::2], both[1::2], strict=True):
        assert (request.info, answer.info[:5]) == ("http", "json "), request.line
        head, _, body = request.text.partition("\n\n")
        method, path = head.split()
        yield Example(method, path, body, int(answer.info[5:]), answer.text, request.line)


EXAMPLES = list(examples())


# -- the reference


@dataclass
class World:
    """The office of the guide: Marie Kouassi, looked after by Jean Dupont; Paul Mensah, a pastor, asks."""

    office: Office
    server: Runner
    pastor: Actor
    jean: Actor
    token: str = ""
    ids: dict[str, str] = field(default_factory=dict)

    def begin_anew(self) -> None:
        """Only Marie, with one of everything."""
        office = self.office
        for (key,) in office.rows("SELECT id FROM persons WHERE deleted_at IS NULL"):
            office.controllers.persons.delete(office.admin(), key)
        office.database.execute_sql("DELETE FROM notifications")
        marie = office.person(
            by=self.pastor,
            first_name="Marie",
            last_name="Kouassi",
            gender="F",
            phone="+225 01 02 03 04 05",
            commune="Cocody",
            first_visit_on="2026-10-18",
        )
        values = {
            "notes": "Visite à domicile réussie, famille accueillante",
            "next_action_notes": "Inviter à l'étude biblique",
            "interaction_type": "visit",
        }
        office.controllers.persons.assign(office.admin(), marie.id, {"mentor": self.jean.uuid})
        follow_up = office.follow_up(self.jean, marie, ago=12, promise=-3, **values)
        interaction = office.interaction(
            self.pastor,
            marie,
            title="Nutrition Program - SNAP",
            program="Nutrition - SNAP",
            start_at="2026-11-20T09:00:00Z",
            end_at="2026-11-20T10:00:00Z",
            notes="Application successfully filled out. Decision pending.",
            location="CU Office",
            reference_services=["SNAP/food stamps"],
        )
        (notification,) = office.controllers.notifications.mine(self.pastor).items
        self.ids = {
            PERSON: str(marie.uuid),
            MENTOR: str(self.jean.uuid),
            "{followUpId}": str(follow_up.uuid),
            "{notificationId}": str(notification.uuid),
            f"/clients/{CLIENT}": f"/clients/{marie.id}",
            f"/interactions/{INTERACTION}": f"/interactions/{interaction.id}",
        }

    def ask(self, example: Example) -> httpx.Response:
        """Send a request of the guide, with the ids of this office."""
        path, body = example.path, example.body
        for printed, real in self.ids.items():
            path, body = path.replace(printed, real), body.replace(printed, real)
        token = self.token
        if path.endswith("logout"):
            token = self.office.controllers.tokens.sign_in(self.pastor).text
        headers = {"Authorization": f"Bearer {token}"} | (
            {"Content-Type": "application/json"} if body else {}
        )
        return httpx.request(
            example.method, self.server.url + path, content=body.encode(), headers=headers, timeout=20
        )


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    office = Office(tmp_path_factory.mktemp("guide"))
    office.admin()
    named = {"first_name": "Jean", "last_name": "Dupont", "email": "jean@example.org", "password": PASSWORD}
    jean = office.user(Role.MENTOR, **named)
    pastor = office.user(
        Role.PASTOR, first_name="Paul", last_name="Mensah", email="paul@example.org", password=PASSWORD
    )
    server = Runner(office.controllers, ServerOptions(port=0))
    server.start()
    token = office.controllers.tokens.make(pastor, {"name": "guide"}).text
    yield World(office, server, pastor, jean, token)
    server.stop()
    office.application.close()


def differences(printed: object, real: object, where: str = "") -> Iterator[str]:
    """Where an answer is not as printed: ids may differ; where there is a … there may be more."""
    match printed, real:
        case dict(), dict():
            names = [name for name in printed if name != "…"]
            if names != [name for name in real if name in names or "…" not in printed]:
                yield f"{where}: fields {list(real)}"
            for name in printed.keys() & real.keys():
                numbers = (
                    name in ANY_NUMBER and isinstance(printed[name], int) and isinstance(real[name], int)
                )
                if not numbers:
                    yield from differences(printed[name], real[name], f"{where}.{name}")
        case list(), list():
            shown = [part for part in printed if part != "…"]
            if len(shown) != len(real) and "…" not in printed:
                yield f"{where}: {len(real)} items"
            for number, (part, other) in enumerate(zip(shown, real, strict=False)):
                yield from differences(part, other, f"{where}[{number}]")
        case str(), str() if UUID.fullmatch(printed) and UUID.fullmatch(real):
            pass
        case str(), str() if printed.endswith("…") and real.startswith(printed[:-1]):
            pass
        case _ if (type(printed), printed) != (type(real), real):
            yield f"{where}: {real!r}"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda part: f"line {part.line}: {part.method} {part.path}")
def test_each_request_is_answered_as_printed(world: World, example: Example) -> None:
    world.begin_anew()
    answer = world.ask(example)
    assert answer.status_code == example.status, answer.text
    if example.status == 204:
        assert (example.answer.strip(), answer.content) == ("", b"")
        return
    assert list(differences(json.loads(example.answer), answer.json())) == []


def test_no_endpoint_parameter_or_field_is_left_out(world: World) -> None:
    described = httpx.get(f"{world.server.url}/openapi.json").json()
    told: set[tuple[str, str]] = set()
    for example in EXAMPLES:
        path = example.path.partition("?")[0]
        template = path if path in described["paths"] else _template(path, described["paths"])
        told.add((template, example.method.lower()))
    endpoints = {(path, method) for path, methods in described["paths"].items() for method in methods}
    assert told == endpoints
    names = {
        parameter["name"]
        for path, method in endpoints
        for parameter in described["paths"][path][method]["parameters"]
        if parameter["in"] == "query"
    }
    bodies = {name for name in described["components"]["schemas"] if name.endswith(("Body", "Change"))}
    for name in bodies:
        names |= set(described["components"]["schemas"][name]["properties"])
    assert {name for name in names if not re.search(rf"[`?&\"]{name}[`=\"]", GUIDE)} == set()


def _template(path: str, templates: dict[str, object]) -> str:
    fitting = [part for part in templates if re.fullmatch(re.sub(r"{\w+}", "[^/]+", part), path)]
    assert len(fitting) == 1, path
    return fitting[0]


def test_the_limits_and_codes_are_those_of_the_server() -> None:
    options = ServerOptions()
    assert (options.body_limit, options.connections, options.connections_of_address) == (1024**2, 128, 32)
    assert (options.header_seconds, options.body_seconds, options.write_seconds) == (10, 30, 30)
    assert options.idle_seconds == 30
    for status, code in errors._CODES.items():
        if status != 409:  # never over HTTP: nothing there names a version
            assert f"| {status} |" in GUIDE
            assert f"`{code}`" in GUIDE


def test_links_within_the_guide_lead_somewhere() -> None:
    headings = re.findall(r"^#+ (.+)$", GUIDE, re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 -]", "", part.lower()).replace(" ", "-") for part in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) <= anchors


# -- what a reader types, with the program's own commands


def free_port() -> int:
    """A port that nobody has just now."""
    with socket.create_server(("127.0.0.1", 0)) as part:
        return int(part.getsockname()[1])


WAIT = (
    "for _ in $(seq 300); do command curl -s -o {nothing} http://127.0.0.1:{port}/api/health && break; "
    "sleep 0.1; done"
)


def run(script: str, folder: Path, **variables: str) -> str:
    """What bash prints for *script*; it must go through."""
    own = {name for name in os.environ if name.startswith("SUIVI_") and name != moved_clock.SECONDS}
    environment = {name: value for name, value in processes.environment().items() if name not in own}
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=environment | {"LC_ALL": "C.UTF-8"} | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@has_tools
def test_the_first_call_as_a_reader_types_it(tmp_path: Path) -> None:
    port = free_port()
    python: list[str] = []
    lines = [
        "set -euo pipefail -m",
        "trap 'kill -- -$(jobs -p); wait' EXIT",
        'curl() { command curl --fail-with-body "$@"; }',
    ]
    for block in blocks("sh", "python"):
        if "tls" in block.info:
            continue
        text = block.text.replace(":8765", f":{port}")
        if block.info == "python":
            python.append(text)
            continue
        text = text.replace(".venv/bin/python", sys.executable)
        text = text.replace("suivi demo\n", "suivi demo --persons 150 --follow-ups 300 --today 2026-11-20\n")
        served = f"suivi serve --port {port} &\n{WAIT.format(nothing=os.devnull, port=port)}\n"
        lines.append(text.replace("suivi serve &\n", served))
    (readme,) = re.findall(r"^```\nsuivi serve &\n((?:(?!```).*\n)+)```$", README, re.MULTILINE)
    lines.append(readme.replace(":8765", f":{port}"))
    (tmp_path / "examples.py").write_text("\n".join(python), encoding="utf-8")
    lines.append(f"export TOKEN; {sys.executable} -W error examples.py")
    said = run("\n".join(lines), tmp_path)
    assert "pastor@example.com" in said  # from `suivi demo`
    assert '"message":"Visiteur modifié avec succès"' in said  # from the guide's last curl
    assert '"message":"Suivis en retard récupérés avec succès"' in said  # from the README's
    *_, name, follow_up, persons, sent_again, role = [
        line for line in said.splitlines() if line and not line.startswith("{")
    ][:-1]
    assert len(name.split()) >= 2
    assert UUID.fullmatch(follow_up)
    assert (persons, role, sent_again) == ("150 persons", "pastor", "201")


@pytest.fixture
def secure(world: World, tmp_path: Path) -> Iterator[tuple[Runner, str]]:
    """The same office over TLS; the server and the fingerprint of its certificate."""
    written = own_certificate(tmp_path, now=system_now(tmp_path))
    options = ServerOptions(
        port=0, certificate=written.certificate, key=written.key, hosts=written.facts.names
    )
    server = Runner(world.office.controllers, options)
    server.start()
    yield server, written.facts.fingerprint
    server.stop()


@has_tools
def test_the_certificate_is_pinned_with_curl(
    world: World, secure: tuple[Runner, str], tmp_path: Path
) -> None:
    server, fingerprint = secure
    (block,) = blocks("sh tls")
    script = "set -euo pipefail\n" + block.text.replace("8765", str(server.port))
    said = run(script, tmp_path, HOST="localhost", TOKEN=world.token)
    assert f"ingerprint={fingerprint}" in said
    assert '"email":"paul@example.org"' in said


@pytest.mark.parametrize("right", [True, False])
def test_the_certificate_is_pinned_with_python(
    world: World, secure: tuple[Runner, str], tmp_path: Path, *, right: bool
) -> None:
    server, fingerprint = secure
    (block,) = blocks("python tls")
    program = tmp_path / "pinned.py"
    program.write_text(block.text.replace("8765", str(server.port)), encoding="utf-8")
    expected = fingerprint if right else fingerprint[:-2] + ("01" if fingerprint.endswith("00") else "00")
    variables = {"HOST": "localhost", "TOKEN": world.token, "FINGERPRINT": expected}
    done = subprocess.run(
        [sys.executable, program],
        env=os.environ | variables,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = (done.returncode, done.stdout.strip(), done.stderr.strip())
    assert said == ((0, "paul@example.org", "") if right else (1, "", "This is not our Suivi."))
