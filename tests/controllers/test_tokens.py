"""Tokens: shown once, kept as a hash, one's own only, good until they expire or are revoked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop_app.controllers.tokens import NOTED_EVERY, PREFIX, SIGN_IN_LASTS
from desktop_app.domain.errors import Invalid, NotFound, NotSignedIn, Refused
from desktop_app.domain.records import Actor
from desktop_app.domain.vocabulary import Role
from tests.support.office import Office, fields_of


def test_a_token_is_shown_once_and_kept_as_a_hash(office: Office, mentor: Actor) -> None:
    tokens = office.controllers.tokens
    made = tokens.make(mentor, {"name": " Kiosk ", "days": 30})
    assert made.text.startswith(PREFIX)
    assert len(made.text) >= len(PREFIX) + 43  # 32 bytes
    assert made.expires_at == office.clock.now() + timedelta(days=30)
    bearer = tokens.bearer(made.text)
    assert (bearer.actor, bearer.token_id, bearer.by_sign_in) == (mentor, made.id, False)
    (listed,) = tokens.list(mentor)
    assert (listed.name, listed.last_used_at) == ("Kiosk", None)
    assert made.text not in str(office.rows("SELECT * FROM api_tokens"))
    assert tokens.make(mentor, {"name": "Kiosk"}).text != made.text


def test_tokens_are_ones_own(office: Office, mentor: Actor, other_mentor: Actor, admin: Actor) -> None:
    tokens = office.controllers.tokens
    made = tokens.make(mentor, {"name": "Kiosk"})
    for somebody in (other_mentor, admin):
        assert tokens.list(somebody) == ()
        with pytest.raises(NotFound):
            tokens.revoke(somebody, made.id)
    tokens.revoke(mentor, made.id)
    assert tokens.list(mentor) == ()
    with pytest.raises(NotSignedIn):
        tokens.bearer(made.text)
    with pytest.raises(NotFound):
        tokens.revoke(mentor, made.id)


def test_what_a_token_needs(office: Office, mentor: Actor) -> None:
    tokens = office.controllers.tokens
    for values, wrong in (
        ({}, {"name": "required"}),
        ({"name": " ", "days": 0}, {"name": "required", "days": "range"}),
        ({"name": "x" * 101, "days": "1"}, {"name": "too_long", "days": "number"}),
        ({"name": "x", "days": 3651}, {"days": "range"}),
    ):
        with pytest.raises(Invalid) as raised:
            tokens.make(mentor, values)
        assert fields_of(raised.value) == wrong
    assert tokens.list(mentor) == ()


def test_tokens_expire_to_the_millisecond(office: Office, mentor: Actor) -> None:
    tokens = office.controllers.tokens
    for made in (tokens.make(mentor, {"name": "x", "days": 1}), tokens.sign_in(mentor)):
        assert made.expires_at is not None
        office.clock.moment = made.expires_at - timedelta(milliseconds=1)
        assert tokens.bearer(made.text).actor == mentor
        office.pass_time(milliseconds=1)
        with pytest.raises(NotSignedIn):
            tokens.bearer(made.text)
    assert timedelta(hours=24) == SIGN_IN_LASTS
    endless = tokens.make(mentor, {"name": "x"})
    office.pass_time(days=36_500)
    assert tokens.bearer(endless.text).actor == mentor


def test_the_actor_is_the_user_as_they_are_now(office: Office, mentor: Actor, admin: Actor) -> None:
    tokens, users = office.controllers.tokens, office.controllers.users
    made = tokens.make(mentor, {"name": "x"})
    users.update(admin, mentor.id, {"role": Role.PASTOR, "first_name": "Jeannot"})
    assert tokens.bearer(made.text).actor.role is Role.PASTOR
    users.update(admin, mentor.id, {"is_active": False})
    with pytest.raises(NotSignedIn):
        tokens.bearer(made.text)
    users.update(admin, mentor.id, {"is_active": True})
    assert tokens.bearer(made.text).actor.first_name == "Jeannot"


def test_signing_out_and_new_passwords(office: Office, mentor: Actor, admin: Actor) -> None:
    tokens = office.controllers.tokens
    signed_in, personal = tokens.sign_in(mentor), tokens.make(mentor, {"name": "x"})
    assert [token.id for token in tokens.list(mentor)] == [personal.id]
    with pytest.raises(Refused):
        tokens.sign_out(tokens.bearer(personal.text))
    with pytest.raises(NotFound):
        tokens.revoke(mentor, signed_in.id)
    tokens.sign_out(tokens.bearer(signed_in.text))
    with pytest.raises(NotSignedIn):
        tokens.bearer(signed_in.text)
    again, others = tokens.sign_in(mentor), tokens.sign_in(admin)
    office.controllers.users.update(admin, mentor.id, {"password": "another good one"})
    with pytest.raises(NotSignedIn):
        tokens.bearer(again.text)
    again = tokens.sign_in(mentor)
    office.controllers.users.change_own_password(mentor, "another good one", "yet another good one")
    with pytest.raises(NotSignedIn):
        tokens.bearer(again.text)
    assert tokens.bearer(personal.text).actor == mentor
    assert tokens.bearer(others.text).actor == admin


def test_the_last_use_is_noted_once_a_minute(office: Office, mentor: Actor) -> None:
    tokens = office.controllers.tokens
    made = tokens.make(mentor, {"name": "x"})
    first = office.clock.now()
    bearer = tokens.bearer(made.text)
    assert bearer.stale
    tokens.note_use(bearer)
    office.clock.moment += NOTED_EVERY - timedelta(milliseconds=1)
    assert not tokens.bearer(made.text).stale
    tokens.note_use(bearer)  # by another thread that saw it stale too
    assert tokens.list(mentor)[0].last_used_at == first
    office.pass_time(milliseconds=1)
    assert tokens.bearer(made.text).stale


def test_the_command_makes_tokens_for_those_who_may_sign_in(
    office: Office, mentor: Actor, admin: Actor
) -> None:
    tokens = office.controllers.tokens
    made = tokens.make_for(f" {mentor.email.upper()}", {"name": "Backup"})
    assert tokens.bearer(made.text).actor == mentor
    office.controllers.users.update(admin, mentor.id, {"is_active": False})
    for email in (mentor.email, "nobody@example.org"):
        with pytest.raises(NotFound):
            tokens.make_for(email, {"name": "Backup"})
