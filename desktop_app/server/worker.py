"""Where database work runs besides the event loop: one thread for what writes, one for what reads much, one for passwords.

Quick reads run on the loop itself, which has a connection of its own: handing them over would cost more than they take. What
writes waits in one line, since SQLite lets one write at a time; what waits together is written in one transaction, which is
safe on disk at the price of one. A search that takes seconds has its own thread, so that neither reads nor writes wait for it;
so have passwords, whose check takes long on purpose.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, TypeVar

from desktop_app.domain.errors import DomainError

if TYPE_CHECKING:
    from desktop_app.controllers.controllers import Controllers

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Lane:
    """One thread with its own database connection, working through what is handed to it in order."""

    def __init__(self, name: str, controllers: Controllers) -> None:
        self._name = name
        self._controllers = controllers
        self._waiting: queue.SimpleQueue[_Work | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    async def run(self, call: Callable[[], T]) -> T:
        """What *call* gives, run on the lane's thread; a request that is given up does not stop what it began."""
        work = _Work(call)
        self._hand_over(work)
        return await asyncio.shield(asyncio.wrap_future(work.result))

    def later(self, call: Callable[[], object]) -> None:
        """Run *call* some time; nobody waits for it, so a fault of it is only logged."""
        work = _Work(call)
        work.result.add_done_callback(_log_fault)
        self._hand_over(work)

    def _hand_over(self, work: _Work) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name=f"server {self._name}", daemon=True)
            self._thread.start()
        self._waiting.put(work)

    def _work(self) -> None:
        while (work := self._waiting.get()) is not None:
            work.do()
            del work  # what it gave is not ours to keep
        self._controllers.close_connection()

    def stop(self, seconds: float = 10) -> None:
        """Finish what was handed over, then end the thread; waits at most *seconds*."""
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join(seconds)
            self._thread = None


class _Work:
    """A call and the future of what it gives; it runs in the context (language) of who asked."""

    def __init__(self, call: Callable[[], Any]) -> None:
        self.call = call
        self.context = copy_context()
        self.result: Future[Any] = Future()

    def do(self) -> None:
        """Run it, and give what came of it to whoever waits."""
        if not self.result.set_running_or_notify_cancel():
            return
        try:
            given = self.context.run(self.call)
        except BaseException as error:  # noqa: BLE001 - whatever it is belongs to the one who asked
            self.result.set_exception(error)
        else:
            self.result.set_result(given)


def _log_fault(result: Future[Any]) -> None:
    error = result.exception()
    if error is not None and not isinstance(error, DomainError):
        _log.error("Work that nobody waited for failed", exc_info=error)


class Lanes:
    """The three lanes."""

    def __init__(self, controllers: Controllers) -> None:
        self.writing = Lane("writing", controllers)
        self.reading = Lane("reading", controllers)
        self.passwords = Lane("passwords", controllers)

    def stop(self) -> None:
        """Finish what was handed over and end the threads."""
        for lane in (self.writing, self.reading, self.passwords):
            lane.stop()
