"""What the users page says about users and about attempts to sign in.

``may_sign_in(user, clock)``   words and tone: able, not yet, switched off, locked until
``email_of(user)``             the address, or nothing for the placeholder that an import gives to people of whom none is known
``attempt_words(attempt)``     words and tone of an attempt; ``ORIGINS`` where it came from; ``ROLES`` what a role may do
"""

from __future__ import annotations

from desktop_app.domain.clock import Clock
from desktop_app.domain.records import SignInAttempt, User
from desktop_app.domain.vocabulary import Role
from desktop_app.i18n.texts import mark, tr
from desktop_app.views.look.theme import Tone
from desktop_app.views.wording import formats

ROLES: dict[Role, str] = {
    Role.CAN_COMMITTEE: mark("Sees everybody, adds people, gives them mentors, adds client interactions."),
    Role.MENTOR: mark("Sees the people assigned to them, and records what happens with them."),
    Role.PASTOR: mark("Sees everybody and changes everything, except users and settings."),
    Role.ADMIN: mark("Sees and changes everything, users and settings too."),
}
ORIGINS: dict[str, str] = {
    "window": mark("in this program"),
    "desk": mark("unlocking this program"),
    "http": mark("another program, over the network"),
    "command": mark("the command line"),
}
_ATTEMPTS: dict[str, tuple[str, Tone]] = {
    "": (mark("Signed in"), "good"),
    "unlocked": (mark("Unlocked by a new password"), "accent"),
    "password": (mark("Wrong password"), "late"),
    "unknown": (mark("Unknown user"), "soon"),
    "inactive": (mark("Switched off"), "soon"),
    "locked": (mark("Locked just then"), "late"),
}


def email_of(user: User) -> str:
    """The address as a person knows it."""
    return user.known_email


def is_waiting_for_details(user: User) -> bool:
    """Whether the user came from a list and was never completed: no address, or no password."""
    return not user.can_sign_in or not email_of(user)


def may_sign_in(user: User, clock: Clock) -> tuple[str, Tone]:
    """Whether the user can sign in now, and if not why."""
    if is_waiting_for_details(user):
        return tr("Account incomplete"), "soon"
    if not user.is_active:
        return tr("Switched off"), "neutral"
    if user.locked_until is not None and user.locked_until > clock.now():
        return tr("Locked until {time}", time=formats.clock_time(clock.local(user.locked_until))), "late"
    return tr("Can sign in"), "good"


def attempt_words(attempt: SignInAttempt) -> tuple[str, Tone]:
    """What came of the attempt."""
    source, tone = _ATTEMPTS.get(attempt.reason, (mark("Refused"), "late"))
    return tr(source), tone
