"""The one way from the windows to the controllers: off the UI thread, the result or the error back on it.

One thread for the database, because several make small SQLite reads slower and the window stutter; a second one for long work
with progress (an import), so that the window's own reads go on meanwhile.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_app.domain.errors import NotAllowed, SessionEnded

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")
Progress = Callable[[int, int], None]


class Job:
    """Long work under way. ``cancel`` asks it to stop; it answers with ``Cancelled`` when it has undone what it did."""

    def __init__(self) -> None:
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._stop.set()

    def cancelled(self) -> bool:
        """Whether it was asked to stop: what the work looks at now and then."""
        return self._stop.is_set()


class Operations(QObject):
    """Runs controller calls. ``failed`` tells of errors that nobody else answers; ``busy_changed`` whether anything runs."""

    failed = Signal(object)
    busy_changed = Signal(bool)
    right_missing = Signal()
    """Who is signed in was refused something for want of a right: whether they still are who they were is to be asked."""
    _answered = Signal(object)

    def __init__(self, close_connection: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._close_connection = close_connection
        self._running = 0
        self._closed = False
        self._jobs: set[Job] = set()
        # work that is done before anybody could wait for it would else be answered at once, within the call that asked for
        # it and before what was asked for earlier
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    @cached_property
    def _database(self) -> ThreadPoolExecutor:
        return self._thread("database")

    @cached_property
    def _long(self) -> ThreadPoolExecutor:
        return self._thread("long-work")

    @staticmethod
    def _thread(name: str) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - 9 ms with all it brings: after the first painting

        return ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    def run(
        self,
        work: Callable[[], T],
        on_success: Callable[[T], object] | None = None,
        on_failure: Callable[[BaseException], object] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Do *work* on the database's thread, then call *on_success* or *on_failure* (else ``failed``) on the UI thread.

        Calls run in the order they were asked for. Nothing is called back once *owner* is gone.
        """
        self._submit(self._database, work, on_success, on_failure, owner)

    def run_long(
        self,
        work: Callable[[Progress, Callable[[], bool]], T],
        on_success: Callable[[T], object],
        on_failure: Callable[[BaseException], object] | None = None,
        on_progress: Progress | None = None,
        *,
        owner: QObject | None = None,
        in_background: bool = False,
    ) -> Job:
        """Do long *work*, which is given a way to tell its progress and one to ask whether to stop.

        What runs *in_background* nobody asked for: the window does not count as busy with it.
        """
        job = Job()
        event = threading.Event()

        def tell(done: int, total: int) -> None:
            # at most one piece of news waits for the UI thread at a time: a fast worker must not flood it
            if on_progress is not None and (done >= total or not event.is_set()):
                event.set()

                def show() -> None:
                    event.clear()
                    on_progress(done, total)

                self._answered.emit((show, owner))

        self._jobs.add(job)

        def finished(_future: Future[T]) -> None:
            self._jobs.discard(job)

        def undisturbed() -> T:
            # a full collection holds every thread, the window's too: 100 ms among the rows of a long list
            gc.disable()
            try:
                return work(tell, job.cancelled)
            finally:
                gc.enable()

        weight = 0 if in_background else 1
        future = self._submit(self._long, undisturbed, on_success, on_failure, owner, weight)
        future.add_done_callback(finished)
        return job

    def _submit(
        self,
        executor: ThreadPoolExecutor,
        work: Callable[[], T],
        on_success: Callable[[T], object] | None,
        on_failure: Callable[[BaseException], object] | None,
        owner: QObject | None,
        weight: int = 1,
    ) -> Future[T]:
        def done(future: Future[T]) -> None:
            error = future.exception()  # always read: a future's error that nobody reads is lost

            def answer() -> None:
                self._count(-weight)
                if isinstance(error, NotAllowed | SessionEnded):
                    self.right_missing.emit()
                if error is None:
                    if on_success is not None:
                        on_success(future.result())
                elif on_failure is not None:
                    on_failure(error)
                else:
                    self.failed.emit(error)

            def leave() -> None:
                self._count(-weight)
                if isinstance(error, NotAllowed | SessionEnded):
                    self.right_missing.emit()

            if not self._closed:
                self._answered.emit((answer, owner, leave))

        if self._closed:  # the window is going: nobody waits for an answer any more
            from concurrent.futures import Future  # noqa: PLC0415 - as above

            nothing: Future[T] = Future()
            nothing.cancel()
            return nothing
        self._count(weight)
        future = executor.submit(work)
        future.add_done_callback(done)
        return future

    def _count(self, difference: int) -> None:
        before, self._running = self._running, self._running + difference
        if (before == 0) != (self._running == 0):
            self.busy_changed.emit(self._running > 0)

    def is_busy(self) -> bool:
        """Whether anything is under way or waits for its turn."""
        return self._running > 0

    @Slot(object)
    def _answer(self, delivery: tuple[Any, ...]) -> None:
        answer, owner, *leave = delivery
        if owner is not None and not shiboken6.isValid(owner):
            for unwanted in leave:
                unwanted()
            return
        answer()

    def let_finish(self, seconds: float) -> None:
        """Wait, for at most so many seconds, until what was asked for before this is written. For the end of the session."""
        executor = self.__dict__.get("_database")
        if executor is not None and not self._closed:
            from concurrent.futures import wait  # noqa: PLC0415 - as above

            wait([executor.submit(lambda: None)], timeout=seconds)

    def shut_down(self) -> None:
        """Stop long work, let what is being written finish, close the connections, end the threads."""
        if self._closed:
            return
        for job in tuple(self._jobs):
            job.cancel()
        self._closed = True
        for name in ("_database", "_long"):
            executor = self.__dict__.get(name)  # none was made if nothing was asked of it
            if executor is not None:
                executor.submit(self._close_connection)
                executor.shutdown(wait=True)
