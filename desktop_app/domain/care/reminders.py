"""Reminders, the rules: who is due on a day and why, who is told, for which days, and when the office is not to be disturbed.

Nothing here asks the database; ``controllers/reminders`` does, and goes by what is said here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from desktop_app.domain.context import Organisation
from desktop_app.domain.vocabulary import NotificationKind, Role

MOST_DAYS = 92
"""How many days that were missed are made up for."""
EVERY_SECONDS = 15 * 60
"""How often a program that runs looks whether any are due."""
KEPT_DAYS = MOST_DAYS
"""How long a reminder that was read is kept: none that was just made up for goes at once."""


class Due(NamedTuple):
    """Why somebody is due on a day: the cause, and for how many days they wait or the next action is past due."""

    days: int  # first, so that sorting brings the most urgent last
    person_id: int
    kind: NotificationKind
    mentor_id: int | None
    author_id: int | None = None  # of a next action: whose it is where nobody looks after the person


class Reminder(NamedTuple):
    """What one user is told about one person."""

    user_id: int
    person_id: int
    kind: NotificationKind
    days: int


@dataclass(frozen=True, slots=True)
class RemindersMade:
    """What one run made. ``days`` counts those for which there was any."""

    days: int = 0
    never_contacted: int = 0
    waiting_too_long: int = 0
    next_action_overdue: int = 0
    quiet_until: datetime | None = None  # not None: nothing was made, for the office is not to be disturbed
    is_complete: bool = True  # False: stopped before it was through; the next run does the rest

    @property
    def total(self) -> int:
        """All of them."""
        return self.never_contacted + self.waiting_too_long + self.next_action_overdue


# -- who is due


def waiting_cause(
    organisation: Organisation, *, days: int, has_been_contacted: bool
) -> NotificationKind | None:
    """Return why somebody who has waited for *days* (since the last contact, else the first visit) is due; None: they are not.

    Somebody never contacted is due for that cause alone, whatever the other threshold says.
    """
    if not has_been_contacted:
        due = days >= max(0, organisation.remind_never_contacted_days)
        return NotificationKind.NEVER_CONTACTED if due else None
    return NotificationKind.WAITING_TOO_LONG if days >= max(0, organisation.overdue_days) else None


def shortest_wait(organisation: Organisation) -> int:
    """Return who has waited for less days than this is not due for any cause."""
    return max(0, min(organisation.remind_never_contacted_days, organisation.overdue_days))


# -- who is told


class Recipients:
    """Who is reminded on one day: whoever looks after the person, the leaders too in time; somebody in any case.

    *active* says the role of each user who is active; *substitutes* which active colleague looks after whose people that day.
    """

    def __init__(
        self, organisation: Organisation, active: Mapping[int, Role], substitutes: Mapping[int, int]
    ) -> None:
        self._organisation = organisation
        self._active = active
        self._substitutes = substitutes
        self._leaders = _leaders(active)
        self._known: dict[tuple[int | None, int | None, bool], tuple[int, ...]] = {}

    def of(self, due: Due) -> tuple[int, ...]:
        """Return whom to tell of somebody who is *due*; each once."""
        key = due.mentor_id, due.author_id, due.days >= self._organisation.escalate_days
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._decided(*key)
        return known

    @property
    def most(self) -> int:
        """At most so many are told of one person for one cause."""
        return len(self._leaders) + 1

    def _decided(
        self,
        mentor_id: int | None,
        author_id: int | None,
        is_late: bool,  # noqa: FBT001 - the key above
    ) -> tuple[int, ...]:
        settings = self._organisation
        if not (settings.remind_mentors or settings.remind_leaders):
            return ()
        carer = self._substitutes.get(mentor_id, mentor_id) if mentor_id is not None else None
        if carer not in self._active:  # nobody looks after them: whoever leads should know, whatever is set
            author = {author_id} if settings.remind_mentors and author_id in self._active else set()
            return tuple(sorted({*self._leaders, *(key for key in author if key is not None)}))
        recipients = {carer} if settings.remind_mentors else set()
        if is_late and settings.remind_leaders:
            recipients |= set(self._leaders)
        return tuple(sorted(key for key in recipients if key is not None))


def _leaders(active: Mapping[int, Role]) -> tuple[int, ...]:
    """Return the pastors; the administrators where there is no pastor."""
    for role in (Role.PASTOR, Role.ADMIN):
        leaders = tuple(sorted(key for key, has in active.items() if has is role))
        if leaders:
            return leaders
    return ()


# -- for which days


def days_to_make(today: date, last_made: date | None) -> list[date]:
    """Return the days after *last_made* (not after *today*), then today again whether it was made or not; the very first time only today.

    A PC that was off for longer than ``MOST_DAYS`` starts there.
    """
    if last_made is None:
        return [today]
    missed = min((today - last_made).days - 1, MOST_DAYS)
    return [today - timedelta(days=ago) for ago in range(missed, 0, -1)] + [today]


# -- when not


def quiet_until(
    organisation: Organisation, now: datetime, local: Callable[[datetime], datetime]
) -> datetime | None:
    """Return when the quiet hours end that *now* (aware) lies in; None outside of them.

    They go by the clock on the wall (*local*), so on the night of a change of clocks they are an hour shorter or longer, and a
    time that is skipped or comes twice does no harm.
    """
    start, end = organisation.quiet_from, organisation.quiet_to
    if not start or not end or start == end:
        return None
    first, last = time.fromisoformat(start), time.fromisoformat(end)
    if not _is_quiet(local(now).time(), first, last):
        return None
    moment = now.replace(second=0, microsecond=0)
    while _is_quiet(local(moment).time(), first, last):  # 1,500 steps at most
        moment += timedelta(minutes=1)
    return moment


def _is_quiet(moment: time, first: time, last: time) -> bool:
    if first < last:
        return first <= moment < last
    return moment >= first or moment < last  # past midnight
