"""What the tests of the core stand on: an office in a file of its own, its users, a person, and cheap passwords."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from desktop_app.controllers import sign_in
from desktop_app.domain.records import Actor, Person
from desktop_app.domain.vocabulary import Role
from tests.support.office import Office
from tests.support.second import Second, Start


@pytest.fixture(scope="session")
def cheap_hasher() -> PasswordHasher:
    """Argon2id at the lowest cost there is."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(autouse=True)
def cheap_passwords(
    request: pytest.FixtureRequest, cheap_hasher: PasswordHasher, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Hash at the lowest cost, except in a test that asks for ``real_passwords``."""
    sign_in._nobodys_hash.cache_clear()
    if "real_passwords" not in request.fixturenames:
        monkeypatch.setattr(sign_in, "_hasher", lambda: cheap_hasher)
    yield
    sign_in._nobodys_hash.cache_clear()


@pytest.fixture
def real_passwords() -> None:
    """Hash as the program does."""


@pytest.fixture
def office(data_folder: Path) -> Iterator[Office]:
    """An office whose data is in a file; nobody is in it yet."""
    opened = Office(data_folder)
    yield opened
    opened.application.close()


@pytest.fixture
def admin(office: Office) -> Actor:
    """An administrator."""
    return office.admin()


@pytest.fixture
def pastor(office: Office) -> Actor:
    """A pastor."""
    return office.user(Role.PASTOR, "Paul")


@pytest.fixture
def mentor(office: Office) -> Actor:
    """The mentor of ``person``."""
    return office.user(Role.MENTOR, "Jean")


@pytest.fixture
def other_mentor(office: Office) -> Actor:
    """A mentor who has nothing to do with ``person``."""
    return office.user(Role.MENTOR, "Awa")


@pytest.fixture
def committee(office: Office) -> Actor:
    """Somebody of the welcome committee."""
    return office.user(Role.CAN_COMMITTEE, "Chloé")


@pytest.fixture
def person(office: Office, mentor: Actor) -> Person:
    """A person of ``mentor``, to visit, first seen today."""
    return office.person(mentor)


@pytest.fixture
def start() -> Iterator[Start]:
    """Start other programs; those that still run at the end of the test are ended."""
    started: list[Second] = []

    def begin(what: str, folder: Path, *arguments: object) -> Second:
        started.append(Second(what, folder, *arguments))
        return started[-1]

    yield begin
    for one in started:
        if one.process.poll() is None:
            one.kill()
