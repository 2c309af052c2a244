"""The reminders that are due, made while a window stands: soon after the data is open, every quarter of an hour, when a day begins.

``ReminderTimer(parent)``   ``begin(program, operations)`` once the data of *program* is open, until ``stop()``; ``look()`` makes them now;
    signal ``reminders_made(RemindersMade)`` after each time. Who shows notifications hears of new ones as of every change
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.care.reminders import EVERY_SECONDS, RemindersMade
from desktop_app.views.base.operations import Operations
from desktop_app.views.base.program import Program
from desktop_app.views.shell.background.regular_task import RegularTask, Work

FIRST_AFTER = 5_000  # milliseconds: whoever signs in goes first


class ReminderTimer(RegularTask):
    """What a run that is stopped leaves undone, the next one takes up."""

    reminders_made = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, EVERY_SECONDS * 1000, "No reminders were made")

    def begin(self, program: Program, operations: Operations) -> None:
        """Make them from now on."""
        self._begin(program, operations, FIRST_AFTER)

    def _work(self, program: Program) -> Work:
        return lambda _progress, should_stop: program.controllers.reminders.make_due(should_stop=should_stop)

    def _take(self, answer: RemindersMade) -> None:
        self.reminders_made.emit(answer)
