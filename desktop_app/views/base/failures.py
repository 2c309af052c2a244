"""Turning errors into words for the window: known faults say their sentence, bugs get an incident number and a line in the log."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.errors import DomainError, sentence
from desktop_app.i18n.texts import tr


class Failure(NamedTuple):
    """What to show: a sentence, and for a bug its incident number."""

    text: str
    incident: str = ""


def describe(error: BaseException, where: str) -> Failure:
    """The words for *error* that came up in *where*; a bug is logged with its stack."""
    if isinstance(error, DomainError):
        return Failure(sentence(error))
    from desktop_app.system import logs  # noqa: PLC0415 - most days have no incident, and the log's library takes a while

    incident = logs.incident(error, where)
    text = tr(
        "{sentence} You can go on working; what you typed is still here. Incident {number}.",
        sentence=sentence(error),
        number=incident,
    )
    return Failure(text, incident)


class UnexpectedErrors(QObject):
    """Catches what nobody caught, on any thread, and hands it to the UI thread by signal."""

    happened = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """Catch from now on."""
        sys.excepthook = self._in_a_slot
        threading.excepthook = self._in_a_thread

    def remove(self) -> None:
        """Leave errors to those who caught them before."""
        sys.excepthook, threading.excepthook = self._before

    def _in_a_slot(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        self.happened.emit(error)

    def _in_a_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self.happened.emit(arguments.exc_value)
