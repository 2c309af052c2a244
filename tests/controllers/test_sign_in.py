"""The door: hashed passwords, five wrong ones, the login log, and nowhere a password."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest

from desktop_app.controllers import sign_in
from desktop_app.domain.errors import DomainError, Invalid, NotAllowed, NotSignedIn, TooManyAttempts
from desktop_app.domain.records import Actor
from desktop_app.domain.vocabulary import Role
from tests.support.office import NOON, PASSWORD, Office

EMAIL = "jean@example.org"


@pytest.fixture
def jean(office: Office) -> Actor:
    """A mentor who can sign in."""
    return office.user(Role.MENTOR, "Jean", email=EMAIL, password=PASSWORD)


def knock(office: Office, password: str, email: str = EMAIL, address: str = "") -> str:
    """What comes of an attempt: ``in``, ``wrong`` or ``locked``."""
    try:
        office.controllers.sign_in.sign_in(email, password, "http" if address else "window", address)
    except NotSignedIn:
        return "wrong"
    except TooManyAttempts:
        return "locked"
    return "in"


def reasons(office: Office) -> list[str]:
    """The reasons in the login log, oldest first; ``ok`` for those that succeeded."""
    return [reason or "ok" for (reason,) in office.rows("SELECT reason FROM login_log ORDER BY id")]


def test_passwords_are_stored_as_argon2id_at_the_librarys_cost(
    real_passwords: None, office: Office, jean: Actor
) -> None:
    ((stored,),) = office.rows("SELECT password_hash FROM users WHERE id = ?", jean.id)
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert PASSWORD not in stored
    assert office.controllers.sign_in.sign_in(EMAIL, PASSWORD) == jean
    assert knock(office, PASSWORD + " ") == "wrong"


def test_the_right_password_lets_in_however_the_address_is_written(office: Office, jean: Actor) -> None:
    assert office.controllers.sign_in.sign_in("  JEAN@Example.ORG ", PASSWORD) == jean
    assert office.rows("SELECT last_sign_in_at IS NOT NULL FROM users WHERE id = ?", jean.id) == [(1,)]
    assert reasons(office) == ["ok"]


@pytest.mark.parametrize(
    "password", ["", "x", PASSWORD.upper(), PASSWORD + " ", " " + PASSWORD, "x" * 100_000]
)
def test_another_password_does_not(office: Office, jean: Actor, password: str) -> None:
    assert knock(office, password) == "wrong"
    assert reasons(office) == ["password"]


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.org", "x" * 5_000])
def test_five_wrong_ones_lock_for_fifteen_minutes_even_unknown_addresses(
    office: Office, jean: Actor, email: str
) -> None:
    with pytest.raises(NotSignedIn) as first:
        office.controllers.sign_in.sign_in(email, "wrong")
    assert [knock(office, "wrong", email) for _ in range(3)] == ["wrong"] * 3
    with pytest.raises(NotSignedIn) as fifth:
        office.controllers.sign_in.sign_in(email, "wrong")
    assert "15" in str(fifth.value)
    assert "15" not in str(first.value)
    with pytest.raises(TooManyAttempts) as locked:
        office.controllers.sign_in.sign_in(email, PASSWORD)
    assert locked.value.seconds == 900
    office.pass_time(minutes=14, seconds=59)
    with pytest.raises(TooManyAttempts) as locked:
        office.controllers.sign_in.sign_in(email, PASSWORD)
    assert locked.value.seconds == 1
    assert locked.value.message.values == {"minutes": 1}
    office.pass_time(seconds=1)
    assert knock(office, PASSWORD, email) == ("in" if email == EMAIL else "wrong")
    assert reasons(office)[5:7] == ["locked", "locked"]


def test_the_lock_lasts_from_the_fifth_however_slowly_they_came(office: Office, jean: Actor) -> None:
    for _ in range(4):
        assert knock(office, "wrong") == "wrong"
        office.pass_time(minutes=3)
    assert knock(office, "wrong") == "wrong"
    office.pass_time(minutes=14)
    assert knock(office, PASSWORD) == "locked"
    office.pass_time(minutes=1)
    assert knock(office, PASSWORD) == "in"


def test_wrong_ones_that_are_long_ago_do_not_count(office: Office, jean: Actor) -> None:
    for _ in range(12):
        assert knock(office, "wrong") == "wrong"
        office.pass_time(minutes=4)
    assert knock(office, PASSWORD) == "in"


def test_after_the_lock_there_are_five_again(office: Office, jean: Actor) -> None:
    assert [knock(office, "wrong") for _ in range(6)] == ["wrong"] * 5 + ["locked"]
    office.pass_time(minutes=15)
    assert [knock(office, "wrong") for _ in range(6)] == ["wrong"] * 5 + ["locked"]


def test_signing_in_forgets_the_wrong_ones(office: Office, jean: Actor) -> None:
    assert [knock(office, "wrong") for _ in range(4)] == ["wrong"] * 4
    assert knock(office, PASSWORD) == "in"
    assert [knock(office, "wrong") for _ in range(4)] == ["wrong"] * 4
    assert knock(office, PASSWORD) == "in"


def test_knocking_while_locked_does_not_make_it_longer(office: Office, jean: Actor) -> None:
    assert [knock(office, "wrong") for _ in range(5)] == ["wrong"] * 5
    office.pass_time(minutes=10)
    assert [knock(office, "wrong") for _ in range(9)] == ["locked"] * 9
    office.pass_time(minutes=5)
    assert knock(office, PASSWORD) == "in"


def test_the_lock_survives_a_restart(office: Office, jean: Actor) -> None:
    assert [knock(office, "wrong") for _ in range(5)] == ["wrong"] * 5
    office.restart()
    assert knock(office, PASSWORD) == "locked"
    office.pass_time(minutes=15)
    office.restart()
    assert knock(office, PASSWORD) == "in"


def test_a_new_password_unlocks(office: Office, jean: Actor, admin: Actor) -> None:
    assert [knock(office, "wrong") for _ in range(5)] == ["wrong"] * 5
    (user,) = [one for one in office.controllers.users.list(admin) if one.id == jean.id]
    assert user.locked_until is not None
    changed = office.controllers.users.update(admin, jean.id, {"password": "another good one"})
    assert changed.locked_until is None
    assert knock(office, "another good one") == "in"
    assert knock(office, PASSWORD) == "wrong"


def test_one_locked_account_locks_no_other(office: Office, jean: Actor) -> None:
    other = office.user(Role.PASTOR, password=PASSWORD)
    assert [knock(office, "wrong") for _ in range(5)] == ["wrong"] * 5
    assert knock(office, PASSWORD, other.email) == "in"


def test_five_wrong_ones_from_one_address_lock_it_for_every_account(office: Office, jean: Actor) -> None:
    attempts = [knock(office, "wrong", f"{number}@example.org", "192.0.2.7") for number in range(5)]
    assert attempts == ["wrong"] * 5
    assert knock(office, PASSWORD, address="192.0.2.7") == "locked"
    assert knock(office, PASSWORD, address="192.0.2.8") == "in"
    assert knock(office, PASSWORD) == "in"
    office.pass_time(minutes=15)
    assert knock(office, PASSWORD, address="192.0.2.7") == "in"


def test_an_inactive_user_does_not_get_in_nor_stays(office: Office, jean: Actor, admin: Actor) -> None:
    assert office.controllers.sign_in.still(jean) == jean
    office.controllers.users.update(admin, jean.id, {"is_active": False})
    assert knock(office, PASSWORD) == "wrong"
    assert reasons(office) == ["inactive"]
    with pytest.raises(NotSignedIn):
        office.controllers.sign_in.still(jean)
    office.controllers.users.update(admin, jean.id, {"is_active": True, "role": "pastor"})
    assert office.controllers.sign_in.still(jean).role is Role.PASTOR


def test_who_has_no_password_does_not_get_in(office: Office) -> None:
    office.user(Role.MENTOR, email=EMAIL)
    assert [knock(office, password) for password in ("", "None", PASSWORD)] == ["wrong"] * 3
    assert reasons(office) == ["unknown"] * 3


def test_every_attempt_is_in_the_login_log(office: Office, jean: Actor, admin: Actor) -> None:
    knock(office, "wrong")
    knock(office, PASSWORD, address="192.0.2.7")
    knock(office, "wrong", "Nobody@Example.org")
    log = office.controllers.sign_in.attempts(admin)
    assert [(one.email, one.succeeded, one.reason, one.origin, one.at) for one in log] == [
        ("nobody@example.org", False, "unknown", "window", NOON),
        (EMAIL, True, "", "http", NOON),
        (EMAIL, False, "password", "window", NOON),
    ]
    assert len(office.controllers.sign_in.attempts(admin, limit=2)) == 2
    with pytest.raises(NotAllowed):
        office.controllers.sign_in.attempts(jean)


def test_an_unknown_address_costs_as_much_as_a_wrong_password(
    office: Office, jean: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[str] = []
    hasher = sign_in._hasher()

    class Counting:
        def verify(self, stored: str, password: str) -> bool:
            verified.append(password)
            return hasher.verify(stored, password)

    sign_in._nobodys_hash()
    monkeypatch.setattr(sign_in, "_hasher", Counting)
    knock(office, "one")
    knock(office, "two", "nobody@example.org")
    assert verified == ["one", "two"]


def test_a_password_is_nowhere_in_the_clear(
    office: Office, admin: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    secret, other = "My Very Secret Words", "Another Secret Thing"
    caplog.set_level(logging.DEBUG)
    user = office.controllers.users.add(
        admin, {"first_name": "A", "last_name": "B", "email": EMAIL, "role": "mentor", "password": secret}
    )
    said: list[object] = [user]
    for password in ("Wrong Secret", secret):
        try:
            said.append(office.controllers.sign_in.sign_in(EMAIL, password))
        except DomainError as error:
            said += [error, repr(error), vars(error)]
    user = office.controllers.users.update(admin, user.id, {"password": other})
    said.append(user)
    office.controllers.users.change_own_password(user, other, secret)
    with pytest.raises(DomainError) as weak:
        office.controllers.users.update(admin, user.id, {"password": "Secret"})
    said += [weak.value, vars(weak.value), caplog.text]
    said += office.controllers.sign_in.attempts(admin)
    said += office.rows("SELECT before, after, reason FROM activity_log")
    said += office.rows("SELECT * FROM login_log")
    assert "Secret" not in " ".join(repr(one) for one in said)
    changes = office.rows("SELECT after FROM activity_log WHERE event = 'userUpdated'")
    assert len(changes) == 2  # that a password was changed stands in the log
    assert all("password" in after for (after,) in changes)
    office.application.close()
    for file in office.folder.rglob("*"):
        if file.is_file():
            assert b"Secret" not in file.read_bytes()


class TestWhoSitsThere:
    def test_ones_own_password_confirms_it(self, office: Office, jean: Actor) -> None:
        assert office.controllers.sign_in.confirm(jean, PASSWORD) == jean
        assert office.rows("SELECT reason, origin FROM login_log") == [("", "desk")]

    def test_the_password_of_somebody_else_does_not(self, office: Office, jean: Actor) -> None:
        other = office.user(Role.PASTOR, "Paul", email="paul@example.org", password="another good one")
        with pytest.raises(NotSignedIn, match="not your password"):
            office.controllers.sign_in.confirm(jean, "another good one")
        assert office.controllers.sign_in.confirm(other, "another good one") == other

    def test_wrong_ones_count_with_those_at_the_door(self, office: Office, jean: Actor) -> None:
        door = office.controllers.sign_in
        for _ in range(2):
            assert knock(office, "wrong") == "wrong"
        for _ in range(2):
            with pytest.raises(NotSignedIn, match="not your password"):
                door.confirm(jean, "wrong")
        with pytest.raises(NotSignedIn, match="fifth"):
            door.confirm(jean, "wrong")
        with pytest.raises(TooManyAttempts):
            door.confirm(jean, PASSWORD)
        assert knock(office, PASSWORD) == "locked"

    def test_who_was_switched_off_is_not_there_any_more(self, office: Office, jean: Actor) -> None:
        office.controllers.users.update(office.admin(), jean.id, {"is_active": False})
        with pytest.raises(NotSignedIn):
            office.controllers.sign_in.confirm(jean, PASSWORD)


def test_a_success_beside_it_gives_no_more_tries(office: Office, jean: Actor) -> None:
    other = office.user("mentor", email="valid@example.org", password=PASSWORD)
    sign_in = office.controllers.sign_in
    outcomes = []
    for number in range(8):
        try:
            sign_in.sign_in(EMAIL, f"wrong {number}", "http", "10.0.0.9")
        except TooManyAttempts:
            outcomes.append("locked")
        except NotSignedIn:
            outcomes.append("wrong")
        if outcomes[-1] == "wrong" and number < 4:
            assert sign_in.sign_in(other.email, PASSWORD, "http", "10.0.0.9") == other
            assert sign_in.sign_in(EMAIL, PASSWORD, "http", "10.0.0.8") == jean  # its owner, elsewhere
    assert outcomes == ["wrong"] * 5 + ["locked"] * 3


def test_over_several_accounts_the_address_is_locked(office: Office, jean: Actor) -> None:
    sign_in = office.controllers.sign_in
    for number in range(5):
        with pytest.raises(NotSignedIn):
            sign_in.sign_in(f"user{number}@example.org", "wrong", "http", "10.0.0.9")
    with pytest.raises(TooManyAttempts):
        sign_in.sign_in(EMAIL, PASSWORD, "http", "10.0.0.9")
    assert sign_in.sign_in(EMAIL, PASSWORD, "http", "10.0.0.8") == jean


def test_a_stranger_on_the_network_keeps_nobody_out_of_the_window(office: Office, jean: Actor) -> None:
    sign_in = office.controllers.sign_in
    for number in range(30):
        with pytest.raises((NotSignedIn, TooManyAttempts)):
            sign_in.sign_in(EMAIL, "wrong", "http", f"10.0.0.{number}")
    with pytest.raises(TooManyAttempts):
        sign_in.sign_in(EMAIL, PASSWORD, "http", "10.0.1.1")
    assert sign_in.sign_in(EMAIL, PASSWORD, "window") == jean
    assert sign_in.confirm(jean, PASSWORD) == jean


def test_many_at_once_are_not_all_tried(office: Office, jean: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    real = sign_in.fits

    def counted(password: str, stored: str | None) -> bool:
        tried.append(password)
        return real(password, stored)

    monkeypatch.setattr(sign_in, "fits", counted)

    def knock_once(number: int) -> str:
        try:
            office.controllers.sign_in.sign_in(EMAIL, f"wrong {number}", "http", "10.0.0.9")
        except TooManyAttempts:
            return "locked"
        except NotSignedIn:
            return "wrong"
        finally:
            office.application.store.close()
        return "in"

    with ThreadPoolExecutor(24) as threads:
        outcomes = sorted(threads.map(knock_once, range(24)))
    assert outcomes == ["locked"] * 19 + ["wrong"] * 5
    assert len(tried) == 5


def test_guessing_ones_own_password_is_counted(office: Office, jean: Actor) -> None:
    users = office.controllers.users
    for _ in range(4):
        with pytest.raises(Invalid):
            users.change_own_password(jean, "wrong", "quite another thing")
    with pytest.raises(Invalid) as fifth:
        users.change_own_password(jean, "wrong", "quite another thing")
    assert "15 minutes" in str(next(iter(fifth.value)).message)
    with pytest.raises(TooManyAttempts):
        users.change_own_password(jean, PASSWORD, "quite another thing")
    assert reasons(office) == ["password"] * 5 + ["locked"]
