"""schemathesis over the whole description: valid and invalid data, every method, links between endpoints; the same each time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from tests.server.conftest import Served, Team
from tests.support import processes
from tests.support.office import Office

EXAMPLES = 15
"""Of each endpoint, besides its documented examples and the edges of its schemas."""
SECONDS = 300
"""It takes about 20 s when nothing else runs."""
OWN_CHECKS = {
    "positive_data_acceptance": "valid_data_acceptance",
    "negative_data_rejection": "invalid_data_rejection",
    "use_after_free": "use_after_deletion",
}


@pytest.fixture
def ids(office: Office, team: Team) -> dict[str, list[str]]:
    """A few of everything there is, by kind."""
    persons = [office.person(mentor) for mentor in (team.mentor, team.pastor, None)]
    follow_ups = [office.follow_up(team.pastor, person, ago=9, promise=-2) for person in persons]
    interactions = [office.interaction(team.pastor, person) for person in persons]
    notifications = office.rows("SELECT lower(hex(uuid)) FROM notifications")
    return {
        "persons": [str(person.uuid) for person in persons],
        "clients": [str(person.id) for person in persons],
        "follow_ups": [str(row.uuid) for row in follow_ups],
        "interactions": [str(row.id) for row in interactions],
        "mentors": [str(row.uuid) for row in (team.mentor, team.other, team.pastor)],
        "notifications": [str(UUID(text)) for (text,) in notifications],
    }


@pytest.mark.allows_log(
    "Invalid HTTP request received"
)  # where its examples have control characters in a path
@pytest.mark.parametrize("role", ["pastor", "mentor"])
def test_the_server_is_as_it_is_described(
    served: Served, office: Office, team: Team, ids: dict[str, list[str]], tmp_path: Path, role: str
) -> None:
    token = office.controllers.tokens.make(getattr(team, role), {"name": "schemathesis"}).text
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{served.url}/openapi.json"]
    command += ["--header", f"Authorization: Bearer {token}", "--no-color", "--warnings", "off"]
    command += ["--checks", "all", "--exclude-checks", ",".join(OWN_CHECKS)]
    command += ["--max-examples", str(EXAMPLES), "--generation-deterministic", "--continue-on-failure"]
    environment = processes.environment(
        SCHEMATHESIS_HOOKS="tests.support.schemathesis_hooks",
        SUIVI_TEST_IDS=json.dumps(ids),
        SUIVI_TEST_ROLE=role,
    )
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
    document = served.app.service.description.document()
    operations = sum(len(methods) for methods in document["paths"].values())
    assert f"{operations} selected / {operations} total" in done.stdout
    assert office.problems() == ()
