"""Whether another process wrote: the HTTP server, a command.

``OutsideChanges(window)``   ``begin(program, operations)`` looks now and then until ``stop()``; ``look()`` looks now; signals
    ``wrote(Changed)`` when the data is another than at the last look, so that all that is shown may be stale; ``failed(error)`` when one could not look
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.errors import Unavailable
from desktop_app.views.base.operations import Operations
from desktop_app.views.base.program import Program

POLL = 2_000  # milliseconds between two looks


class OutsideChanges(QObject):
    """Looks at the version of the data, which each committed write of another process changes."""

    wrote = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.seen: int | None = None
        self._program: Program | None = None
        self._operations: Operations | None = None
        self._poll = QTimer(self)
        self._poll.setInterval(POLL)
        self._poll.timeout.connect(self.look)

    def begin(self, program: Program, operations: Operations) -> None:
        """Look at the data of *program* from now on; what it holds at the first look counts as seen."""
        self._program, self._operations = program, operations
        self.seen = None
        self._poll.start()

    def stop(self) -> None:
        """Look no more."""
        self._poll.stop()

    def look(self) -> None:
        """Ask for the version of the data, unless something else is being asked for."""
        program, operations = self._program, self._operations
        if program is not None and operations is not None and not operations.is_busy():
            operations.run(program.controllers.data_version, self._answered, self._not_answered, owner=self)

    def _answered(self, version: int) -> None:
        seen, self.seen = self.seen, version
        if seen is not None and version != seen:
            from desktop_app.domain.context import EVERY_KIND, Changed  # noqa: PLC0415 - not before another program wrote

            self.wrote.emit(Changed(EVERY_KIND))

    def _not_answered(self, error: BaseException) -> None:
        if not isinstance(error, Unavailable):
            self.failed.emit(error)
