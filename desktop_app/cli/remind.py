"""``suivi remind``: the reminders that are due, made without a window, for whatever starts programs at set times.

``RegularReminders`` does the same again and again beside other work, as ``suivi serve`` does.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_app.domain.care.reminders import EVERY_SECONDS
from desktop_app.domain.errors import Unavailable
from desktop_app.i18n.texts import tr, trn

if TYPE_CHECKING:
    from desktop_app.application import Application
    from desktop_app.domain.care.reminders import RemindersMade
    from desktop_app.domain.clock import Clock

_log = logging.getLogger(__name__)


def remind(application: Application, progress: Callable[[int, int], None] | None = None) -> list[str]:
    """Make what is due until the process is asked to stop, and return what came of it, a message each.

    Raises:
        Unavailable: the data cannot be read or written.
    """
    from desktop_app.system.stop_signals import asked_to_stop  # noqa: PLC0415 - only when it runs

    with asked_to_stop() as asked:
        reminders = application.controllers.reminders.make_due(progress, asked.is_set)
    return messages(reminders, application.clock)


def messages(reminders: RemindersMade, clock: Clock) -> list[str]:
    """Return what one run made, as a person reads it."""
    if reminders.quiet_until is not None:
        hour = clock.local(reminders.quiet_until).strftime("%H:%M")
        return [tr("Quiet hours until {time}: no reminders. Those held back come afterwards.", time=hour)]
    lines = [_counts(reminders)] if reminders.total else []
    if not reminders.is_complete:
        lines.append(tr("Stopped before it was through. The next run does the rest."))
    return lines or [tr("Nothing new is due.")]


def _counts(reminders: RemindersMade) -> str:
    never, waiting, actions = (
        reminders.never_contacted,
        reminders.waiting_too_long,
        reminders.next_action_overdue,
    )
    causes = (
        (never, trn("{count} of a person never contacted", "{count} of people never contacted", never)),
        (waiting, trn("{count} of a person waiting too long", "{count} of people waiting too long", waiting)),
        (
            actions,
            trn("{count} of an overdue next action", "{count} of overdue next actions", actions),
        ),
    )
    return tr(
        "{reminders} made for {days}: {causes}.",
        reminders=trn("{count} reminder", "{count} reminders", reminders.total),
        days=trn("{count} day", "{count} days", reminders.days),
        causes=", ".join(words for count, words in causes if count),
    )


class RegularReminders:
    """Made at once, then every few minutes: ``look`` is called often, and does nothing most times."""

    def __init__(self, application: Application, should_stop: Callable[[], bool]) -> None:
        self._application = application
        self._should_stop = should_stop
        self._next = time.monotonic()

    def look(self) -> None:
        """Make what is due, if it is time. A fault is logged, and the next time tries again: other work goes on."""
        if time.monotonic() < self._next:
            return
        try:
            reminders = self._application.controllers.reminders.make_due(should_stop=self._should_stop)
        except Unavailable as error:
            _log.warning("No reminders were made: %s", error)
        except Exception:  # noqa: BLE001 - a bug here is told of in the log; the other work goes on
            _log.exception("No reminders were made")
        else:
            if reminders.total:
                _log.info("%d reminders for %d days", reminders.total, reminders.days)
        self._next = time.monotonic() + EVERY_SECONDS
