"""Pauses, absences and attempts in words.

``attempts(missed, reached, today)``      "3 attempts, not reached since 11 October", "3 attempts, never reached"
``try_again(day)``                        "Try again on Monday 23 November"
``paused_until(day, today)``              "Paused until 3 Dec": for a chip
``why_paused(reason, note)``              "Travelling: in Bouaké"
``why_not_called(reason)``                "Wants no contact: on no list of those who wait…"
``away(absence, me, today)``              "Paul Mavungu is away until 3 December; you look after their people."
"""

from __future__ import annotations

from datetime import date

from desktop_app.domain.records import Absence
from desktop_app.domain.vocabulary import NotCalled, PauseReason, code_label
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import day_and_month, short_day, weekday_and_day


def attempts(missed: int, reached: date | None, today: date) -> str:
    """How often somebody was called in vain, and since when nobody reached them."""
    count = formats.number(missed)
    if reached is None:
        return trn(
            "{number} attempt, no answer yet", "{number} attempts, no answer yet", missed, number=count
        )
    return trn(
        "{number} attempt, no answer since {day}",
        "{number} attempts, no answer since {day}",
        missed,
        number=count,
        day=day_and_month(reached, today),
    )


def try_again(day: date) -> str:
    """What a button says that puts off the next attempt until *day*."""
    return tr("Try again on {day}", day=weekday_and_day(day))


def paused_until(day: date, today: date) -> str:
    """That somebody is paused, in as few words as can be."""
    return tr("Paused until {day}", day=short_day(day, today))


def why_paused(reason: PauseReason | None, note: str) -> str:
    """The reason, and what was noted with it."""
    if reason is None:
        return note
    return tr("{reason}: {note}", reason=code_label(reason), note=note) if note else code_label(reason)


def why_not_called(reason: NotCalled) -> str:
    """Why nobody is to call somebody, and what follows from it."""
    return tr(
        "{reason}: on no list of those who wait, and nobody is reminded of them.", reason=code_label(reason)
    )


def away(absence: Absence, me: int, today: date) -> str:
    """Who is away until when, and who looks after their people, as said to the user *me*."""
    last = day_and_month(absence.last_on, today)
    substitute = absence.substitute
    if absence.user.id == me:
        if substitute is None:
            return tr("You are marked as away until {day}; nobody looks after your people.", day=last)
        return tr(
            "You are marked as away until {day}; {colleague} looks after your people.",
            day=last,
            colleague=substitute.full_name,
        )
    name = absence.user.full_name
    if substitute is None:
        return tr("{name} is away until {day}; nobody looks after their people.", name=name, day=last)
    if substitute.id == me:
        return tr("{name} is away until {day}; you look after their people.", name=name, day=last)
    return tr(
        "{name} is away until {day}; {colleague} looks after their people.",
        name=name,
        day=last,
        colleague=substitute.full_name,
    )
