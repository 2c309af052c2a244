"""When the desktop may tell of new notifications, and in what words.

``may_disturb(preferences, organisation, clock)``   not when pop-ups are switched off, quiet until tomorrow, or in the office's quiet hours
``is_quiet_today(preferences, clock)``
``message_of(notifications, hidden=…)``                   one notification in full, several summed; *hidden*: without a name
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.care.reminders import quiet_until
from desktop_app.domain.clock import Clock
from desktop_app.domain.context import Organisation
from desktop_app.domain.records import Notification
from desktop_app.system.settings import POP_UPS, QUIET_ON, Preferences
from desktop_app.views.pages.notifications.notification_words import sentence, summary


def is_quiet_today(preferences: Preferences, clock: Clock) -> bool:
    """Whether somebody wanted no pop-ups until tomorrow, today."""
    return bool(preferences.get(QUIET_ON) == clock.today().isoformat())


def may_disturb(preferences: Preferences, organisation: Organisation, clock: Clock) -> bool:
    """Whether a pop-up may come now."""
    if not preferences.get(POP_UPS) or is_quiet_today(preferences, clock):
        return False
    return quiet_until(organisation, clock.now(), clock.local) is None


def message_of(notifications: Sequence[Notification], *, hidden: bool) -> str:
    """What a pop-up says of *notifications*."""
    if len(notifications) == 1 and not hidden:
        return sentence(notifications[0])
    return summary(notifications)
