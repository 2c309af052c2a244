"""Where database work runs besides the event loop: one thread for what writes, two for what reads much, one for passwords.

Quick reads run on the loop itself, which has a connection of its own: handing them over would cost more than they take. What
writes waits in one line, since SQLite lets one write at a time. Reads that take long have threads of their own, so that neither
quick reads nor writes wait for them; two, so that a list of a tenth of a second need not wait for a search of a whole one. So
has the check of passwords, which takes long on purpose.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, nullcontext
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, TypeVar

from desktop_app.domain import patience
from desktop_app.domain.errors import DomainError, Unavailable

if TYPE_CHECKING:
    from desktop_app.controllers.registry import Controllers
    from desktop_app.domain.patience import Patience

T = TypeVar("T")
_log = logging.getLogger(__name__)


class WorkerQueue:
    """Threads with a database connection each, working through what is handed to them in order."""

    def __init__(
        self, name: str, controllers: Controllers, threads: int = 1, *, is_long: bool = False
    ) -> None:
        self._name = name
        self._controllers = controllers
        self._count = threads
        self._around = _undisturbed if is_long else nullcontext
        self._waiting: queue.SimpleQueue[_Work | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []

    async def run(self, call: Callable[[], T], waiting: Patience) -> T:
        """Return what *call* gives, run on one of the threads for one who is *waiting*.

        What is not begun when they give up is never begun, and what is not committed then is not written.

        Raises:
            Unavailable: their patience was over first.
        """
        work = _Work(call, waiting)
        self._hand_over(work)
        answer: asyncio.Future[T] = asyncio.wrap_future(work.result)
        answer.add_done_callback(_heard)
        try:
            async with asyncio.timeout(waiting.left()) as limit:
                return await asyncio.shield(answer)
        except TimeoutError:
            if not limit.expired():
                raise  # the work's own
            if waiting.give_up():
                raise Unavailable("busy") from None
            return await asyncio.shield(answer)  # it is being committed at this very moment
        except asyncio.CancelledError:
            waiting.give_up()
            raise

    def later(self, call: Callable[[], object]) -> None:
        """Run *call* some time; nobody waits for it, so a fault of it is only logged."""
        work = _Work(call)
        work.result.add_done_callback(_log_fault)
        self._hand_over(work)

    def _hand_over(self, work: _Work) -> None:
        if not self._threads:  # none before there is work
            names = (f"server {self._name} {number}" for number in range(1, self._count + 1))
            self._threads = [threading.Thread(target=self._work, name=name, daemon=True) for name in names]
            for thread in self._threads:
                thread.start()
        self._waiting.put(work)

    def _work(self) -> None:
        while (work := self._waiting.get()) is not None:
            with self._around():
                work.do()
            del work  # what it gave is not ours to keep
        self._controllers.close_connection()

    def stop(self, seconds: float = 10) -> None:
        """Finish what was handed over, then end the threads; waits at most *seconds* for each."""
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join(seconds)
        self._threads = []


class _Work:
    """A call and the future of what it gives; it runs in the context (language) of who asked, who is *waiting* or not."""

    def __init__(self, call: Callable[[], Any], waiting: Patience | None = None) -> None:
        self.call = call
        self.waiting = waiting
        self.context = copy_context()
        self.result: Future[Any] = Future()

    def do(self) -> None:
        """Run it, and give what came of it to whoever waits."""
        if not self.result.set_running_or_notify_cancel():
            return
        try:
            given = self.context.run(self._call)
        except BaseException as error:  # noqa: BLE001 - whatever it is belongs to the one who asked
            self.result.set_exception(error)
        else:
            self.result.set_result(given)

    def _call(self) -> Any:
        if self.waiting is None:
            return self.call()
        self.waiting.check()
        with patience.of(self.waiting):
            return self.call()


def _heard(answer: asyncio.Future[Any]) -> None:
    """Take note of what came of work that was given up, or asyncio complains that nobody did."""
    if not answer.cancelled():
        answer.exception()


def _log_fault(result: Future[Any]) -> None:
    error = result.exception()
    if error is not None and not isinstance(error, DomainError):
        _log.error("Work that nobody waited for failed", exc_info=error)


_counting = threading.Lock()
_long_ones = 0


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Collect nothing among the rows of a long list: a full collection holds every thread for a tenth of a second, the loop's too."""
    global _long_ones  # noqa: PLW0603 - there is one collector
    with _counting:
        _long_ones += 1
        gc.disable()
    try:
        yield
    finally:
        with _counting:
            _long_ones -= 1
            if not _long_ones:
                gc.enable()


class WorkerQueues:
    """The three queues."""

    def __init__(self, controllers: Controllers) -> None:
        self.writing = WorkerQueue("writing", controllers)
        self.reading = WorkerQueue("reading", controllers, threads=2, is_long=True)
        self.passwords = WorkerQueue("passwords", controllers)

    def stop(self) -> None:
        """Finish what was handed over and end the threads."""
        for worker_queue in (self.writing, self.reading, self.passwords):
            worker_queue.stop()
