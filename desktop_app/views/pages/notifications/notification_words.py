"""What a notification says. Nothing that somebody wrote (notes, prayer requests) ever stands in one.

``sentence(one)``              "Awa N'Diaye has been waiting for 40 days", "Grace Ouattara recorded a follow-up with Awa N'Diaye"
``detail(one, today, local)``  "last contact 11 October", "14:30"
``summary(several)``           without a name: "5 people are waiting too long. 2 follow-ups were recorded."
``heading(kind)``              of a day's reminders of one cause; ``HAPPENED`` of everything else
``ICONS``, ``TONES``           by kind
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime
from types import MappingProxyType

from desktop_app.domain.records import Absence, Notification
from desktop_app.domain.vocabulary import NotificationKind
from desktop_app.i18n.texts import mark, tr, trn
from desktop_app.views.look import theme
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import day_and_month, days_long

ORDER = (
    NotificationKind.NEVER_CONTACTED,
    NotificationKind.WAITING_TOO_LONG,
    NotificationKind.NEXT_ACTION_OVERDUE,
)
"""The causes of reminders, as they stand under each other within a day; what else happened follows."""
HAPPENED = mark("What happened")
_HEADINGS = {
    NotificationKind.NEVER_CONTACTED: mark("Never contacted"),
    NotificationKind.WAITING_TOO_LONG: mark("Waiting too long"),
    NotificationKind.NEXT_ACTION_OVERDUE: mark("Overdue actions"),
}
ICONS = MappingProxyType(
    {
        NotificationKind.NEVER_CONTACTED: "phone",
        NotificationKind.WAITING_TOO_LONG: "clock",
        NotificationKind.NEXT_ACTION_OVERDUE: "calendar",
        NotificationKind.FOLLOW_UP_RECORDED: "follow-ups",
        NotificationKind.INTERACTION_RECORDED: "interactions",
        NotificationKind.PERSON_ASSIGNED: "person",
        NotificationKind.PERSON_UNASSIGNED: "person",
        NotificationKind.PEOPLE_ASSIGNED: "people",
        NotificationKind.COLLEAGUE_AWAY: "away",
    }
)
TONES: MappingProxyType[NotificationKind, theme.Tone] = MappingProxyType(
    {
        NotificationKind.NEVER_CONTACTED: "late",
        NotificationKind.WAITING_TOO_LONG: "late",
        NotificationKind.NEXT_ACTION_OVERDUE: "soon",
    }
)


def heading(kind: NotificationKind) -> str:
    """What stands over a day's notifications of this kind."""
    return tr(_HEADINGS.get(kind, HAPPENED))


def sentence(notification: Notification) -> str:
    """What *notification* tells, standing for itself."""
    person = (
        notification.person.full_name if notification.person is not None else tr("somebody who was deleted")
    )
    by = notification.by.full_name if notification.by is not None else tr("Suivi")
    match notification.kind:
        case NotificationKind.NEVER_CONTACTED:
            return tr("{person} was never contacted", person=person)
        case NotificationKind.WAITING_TOO_LONG:
            return tr(
                "{person} has been waiting for {days}", person=person, days=days_long(notification.days or 0)
            )
        case NotificationKind.NEXT_ACTION_OVERDUE:
            return tr("A next action with {person} is overdue", person=person)
        case NotificationKind.FOLLOW_UP_RECORDED:
            return tr("{by} recorded a follow-up with {person}", by=by, person=person)
        case NotificationKind.INTERACTION_RECORDED:
            return tr("{by} recorded a client interaction with {person}", by=by, person=person)
        case NotificationKind.PERSON_ASSIGNED:
            return tr("{by} gave you {person} to look after", by=by, person=person)
        case NotificationKind.PERSON_UNASSIGNED:
            return tr("You no longer look after {person}: changed by {by}", by=by, person=person)
        case NotificationKind.PEOPLE_ASSIGNED:
            return trn(
                "{by} imported a list: {count} person in it is yours to look after",
                "{by} imported a list: {count} people in it are yours to look after",
                notification.count or 0,
                by=by,
            )
        case NotificationKind.COLLEAGUE_AWAY:
            return _away(notification.absence)


def _away(absence: Absence | None) -> str:
    if absence is None:
        return tr("A colleague’s absence was changed")
    name, first, last = absence.user.full_name, absence.first_on, absence.last_on
    if absence.ended_at is not None:
        return tr("{name} is not away after all: you no longer look after their people", name=name)
    today = absence.created_at.date()
    return tr(
        "{name} is away from {first} to {last}: their people show among yours",
        name=name,
        first=day_and_month(first, today),
        last=day_and_month(last, today),
    )


def detail(notification: Notification, today: date, local: Callable[[datetime], datetime]) -> str:
    """Since when, or at what time; *local* gives a moment on the office's clocks."""
    if notification.since is None:
        return formats.clock_time(local(notification.created_at))
    day = day_and_month(notification.since, today)
    match notification.kind:
        case NotificationKind.NEVER_CONTACTED:
            return tr("first visit {day}", day=day)
        case NotificationKind.WAITING_TOO_LONG:
            return tr("last contact {day}", day=day)
        case _:
            return tr("due {day}", day=day)


def summary(several: Iterable[Notification]) -> str:
    """How many of which kind, without a name."""
    counts = Counter(notification.kind for notification in several)
    kinds = (*ORDER, *(kind for kind in NotificationKind if kind not in ORDER))
    return " ".join(_counted(kind, counts[kind]) for kind in kinds if counts[kind])


def _counted(kind: NotificationKind, count: int) -> str:
    match kind:
        case NotificationKind.NEVER_CONTACTED:
            return trn("{count} person was never contacted.", "{count} people were never contacted.", count)
        case NotificationKind.WAITING_TOO_LONG:
            return trn("{count} person is waiting too long.", "{count} people are waiting too long.", count)
        case NotificationKind.NEXT_ACTION_OVERDUE:
            return trn("{count} next action is overdue.", "{count} next actions are overdue.", count)
        case NotificationKind.FOLLOW_UP_RECORDED:
            return trn("{count} follow-up was recorded.", "{count} follow-ups were recorded.", count)
        case NotificationKind.INTERACTION_RECORDED:
            return trn(
                "{count} client interaction was recorded.",
                "{count} client interactions were recorded.",
                count,
            )
        case NotificationKind.PERSON_ASSIGNED:
            return trn("{count} person was given to you.", "{count} people were given to you.", count)
        case NotificationKind.PERSON_UNASSIGNED:
            return trn(
                "{count} person was given to somebody else.",
                "{count} people were given to somebody else.",
                count,
            )
        case NotificationKind.PEOPLE_ASSIGNED:
            return trn(
                "{count} imported list has people for you.",
                "{count} imported lists have people for you.",
                count,
            )
        case NotificationKind.COLLEAGUE_AWAY:
            return trn("{count} colleague is away.", "{count} colleagues are away.", count)
