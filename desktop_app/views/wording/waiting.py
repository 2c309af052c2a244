"""Why a row stands in a list of the dashboard, in words.

``last_contact(row, today)``       "Call, not reached · 11 October", "3 attempts, not reached since 11 October", "never contacted",
                                   "11 October, before Suivi"
``why_waiting(row, today)``        "Last contact 11 October (call, not reached), 40 days ago; the limit is 7 days. …"
``why_promised(action, today, masked)``    "Planned by Jean Dupont for 18 November. Last contact …"
``lateness(row)``                  the tone of the days waited: *soon*, and *late* from twice the limit on
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from desktop_app.domain.records import NextAction, OverdueRow
from desktop_app.domain.vocabulary import FollowUpType, Outcome, code_label
from desktop_app.i18n.texts import tr
from desktop_app.views.look import status_colours
from desktop_app.views.look.theme import Tone
from desktop_app.views.wording.care import attempts
from desktop_app.views.wording.dates import day_and_month, days_long


def how(kind: FollowUpType, outcome: Outcome) -> str:
    """A kind of contact and how it went: "Call, not reached"."""
    return tr("{type}, {outcome}", type=code_label(kind), outcome=_small(code_label(outcome)))


def last_contact(row: OverdueRow, today: date) -> str:
    """The last contact of somebody who waits, for a cell."""
    if row.last_contact_on is None:
        return tr("never contacted")
    if row.missed_attempts > 1:
        return attempts(row.missed_attempts, row.last_reached_on, today)
    day = day_and_month(row.last_contact_on, today)
    if row.last_type is None or row.last_outcome is None:
        if row.last_is_interaction:
            return tr("Client interaction · {when}", when=day)
        return tr("{day}, before Suivi", day=day)
    return tr("{how} · {day}", how=how(row.last_type, row.last_outcome), day=day)


def why_waiting(row: OverdueRow, today: date) -> str:
    """Why somebody is in the list of those who wait too long, and what clears it."""
    limit, ago = days_long(row.threshold), _days_ago(row.days)
    if row.last_contact_on is None:
        sentence = tr(
            "Never contacted; first visit {day}, {ago}. The limit is {limit}.",
            day=day_and_month(row.first_visit_on, today),
            ago=ago,
            limit=limit,
        )
    elif row.last_is_interaction:
        sentence = tr(
            "Last contact {day} (client interaction), {ago}. The limit is {limit}.",
            day=day_and_month(row.last_contact_on, today),
            ago=ago,
            limit=limit,
        )
    elif row.last_type is None or row.last_outcome is None:
        sentence = tr(
            "Last contact {day}, {ago}, known from the list before Suivi. The limit is {limit}.",
            day=day_and_month(row.last_contact_on, today),
            ago=ago,
            limit=limit,
        )
    elif row.missed_attempts > 1:
        sentence = tr(
            "{attempts}; the last on {day} ({type}), {ago}. The limit is {limit}.",
            attempts=attempts(row.missed_attempts, row.last_reached_on, today),
            day=day_and_month(row.last_contact_on, today),
            type=_small(code_label(row.last_type)),
            ago=ago,
            limit=limit,
        )
    else:
        sentence = tr(
            "Last contact {day} ({how}), {ago}. The limit is {limit}.",
            day=day_and_month(row.last_contact_on, today),
            how=_small(how(row.last_type, row.last_outcome)),
            ago=ago,
            limit=limit,
        )
    return f"{sentence} {tr('Record a follow-up to clear this.')}"


def why_promised(action: NextAction, today: date, masked: Callable[[str], str]) -> str:
    """What was promised as far as it is shown, by whom and for when, and what the last contact was."""
    sentence = tr(
        "Planned by {author} for {day}.",
        author=action.author.full_name,
        day=day_and_month(action.due_on, today),
    )
    last = ""
    if action.last_date is not None and action.last_type is not None and action.last_outcome is not None:
        last = tr(
            "Last contact {day} ({how}).",
            day=day_and_month(action.last_date, today),
            how=_small(how(action.last_type, action.last_outcome)),
        )
    notes = masked(action.notes.strip())
    what = tr("“{notes}”", notes=notes) if notes else ""
    return " ".join(part for part in (what, sentence, last) if part)


def lateness(row: OverdueRow) -> Tone:
    """How late somebody is: *late* from twice the limit on, and at least a week over it."""
    return status_colours.waiting(row.days, row.threshold)


def _days_ago(days: int) -> str:
    if days == 0:
        return tr("today")
    return tr("{days} ago", days=days_long(days))


def _small(text: str) -> str:
    """*text* within a sentence."""
    return text[:1].lower() + text[1:]
