"""The log beside the data: what the program did and where it failed, never about whom.

A log is sent to whoever mends the program, so nothing personal may get in. The stack of an error is kept whole, but of its
message only what the interpreter itself worded, since a message often quotes what was typed; of other programs' loggers
(which note addresses and queries) only warnings are kept.
"""

from __future__ import annotations

import errno
import logging
import os
import sys
import textwrap
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePath
from types import TracebackType

from desktop_app.system import paths

MAXIMUM_BYTES = 1_000_000
"""A log that would grow beyond this is put aside and a new one begun."""
KEPT = 5
"""How many logs put aside are kept, the oldest going first."""

_PROGRAM = __name__.partition(".")[0]
_INCIDENT_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32, none of which is read as another over the phone
_OWN_WORDS = (
    AttributeError,
    ImportError,
    IndexError,
    ModuleNotFoundError,
    NameError,
    NotImplementedError,
    RecursionError,
    RuntimeError,
    TypeError,
    UnboundLocalError,
    ZeroDivisionError,
)
"""Errors worded by the interpreter, of the names in the code."""

_log = logging.getLogger(__name__)
_handler: logging.Handler | None = None


def set_up(folder: Path) -> None:
    """Log into ``paths.log_file(folder)``, readable by its owner only; may be called again with another *folder*.

    Where that file cannot be written, warnings go to the standard error stream instead: nothing is raised.
    """
    global _handler  # noqa: PLW0603 - a program has one log
    shut_down()
    try:
        _handler = _rotating(paths.log_file(folder))
    except OSError:
        _handler = logging.StreamHandler(sys.stderr) if sys.stderr else logging.NullHandler()
        _handler.setLevel(logging.WARNING)
    _handler.setFormatter(_Discreet())
    logging.getLogger().addHandler(_handler)
    logging.getLogger(_PROGRAM).setLevel(logging.INFO)


def shut_down() -> None:
    """Close the log, so that its folder can be moved or removed; nothing happens when none is open."""
    global _handler  # noqa: PLW0603 - a program has one log
    if _handler is None:
        return
    logging.getLogger().removeHandler(_handler)
    logging.getLogger(_PROGRAM).setLevel(logging.NOTSET)
    with suppress(OSError):  # what was not written yet may still find no room
        _handler.close()
    _handler = None


def incident(error: BaseException, where: str) -> str:
    """Log the stack of *error*, which happened *where* (words for the log, in English), and return the number to show and to search for."""
    number = "S-" + "".join(_INCIDENT_LETTERS[byte % len(_INCIDENT_LETTERS)] for byte in os.urandom(5))
    _log.error("Incident %s in %s", number, where, exc_info=error)
    return number


def _rotating(file: Path) -> logging.Handler:
    """Return a handler that writes *file*; raise ``OSError`` where it cannot."""
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - brings sockets and queues along

    file.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.parent.mkdir(mode=0o700, exist_ok=True)
    with suppress(OSError):  # some file systems keep no permissions
        file.parent.chmod(0o700)
    _begin(file)

    class LogFile(RotatingFileHandler):
        """A full disk costs lines of the log, never the work that is told of."""

        def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
            if not isinstance(sys.exc_info()[1], OSError):
                super().handleError(record)

    handler = LogFile(file, maxBytes=MAXIMUM_BYTES, backupCount=KEPT, encoding="utf-8", errors="replace")

    def put_aside(source: str, destination: str) -> None:
        try:
            Path(source).replace(destination)
            _begin(Path(source))
        except OSError:  # held open by another program: a long log is better than none
            handler.maxBytes = 0

    handler.rotator = put_aside
    return handler


def _begin(file: Path) -> None:
    """Make sure that *file* is there and that nobody but its owner reads it, before anything is written.

    Raises:
        OSError: it cannot be, or is no file: a pipe would be waited for without end.
    """
    if file.exists() and not file.is_file():
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    os.close(os.open(file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600))
    with suppress(OSError):
        file.chmod(0o600)


class _Discreet(logging.Formatter):
    """Lines with UTC time; errors without what they quote."""

    def __init__(self) -> None:
        form = "%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s [%(threadName)s] %(message)s"
        super().__init__(form, datefmt="%Y-%m-%dT%H:%M:%S")
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        own = logging.makeLogRecord(record.__dict__)
        own.exc_text = None  # another handler may have left the whole message there
        return super().format(own)

    def formatException(  # noqa: N802 - logging's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        return "" if ei[1] is None else "\n".join(_stack(ei[1]))


def _stack(error: BaseException) -> Iterator[str]:
    """Yield the lines of *error*'s stack, the first cause first."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    for cause in reversed(chain):
        yield f"{_name(cause)}{_words(cause)}"
        for frame in traceback.extract_tb(cause.__traceback__):
            line = f": {frame.line}" if frame.line else ""  # a bundle has no source
            yield f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}{line}"
        if isinstance(cause, BaseExceptionGroup):
            for part in cause.exceptions:
                yield from (textwrap.indent(line, "  | ") for line in _stack(part))


def _name(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _words(error: BaseException) -> str:
    """Return what *error* says of itself, as far as it cannot quote a person."""
    if isinstance(error, OSError) and error.strerror:
        return f": {error.strerror} ({error.errno})"
    code = getattr(error, "sqlite_errorname", None)
    if code:
        return f": {code}"
    return f": {error}" if type(error) in _OWN_WORDS else ""


def _place(file: str) -> str:
    """Return *file* from the program's or the library's folder on; what is above may bear somebody's name."""
    parts = PurePath(file).parts
    for top in ("site-packages", _PROGRAM):
        if top in parts:
            return "/".join(parts[parts.index(top) + (top == "site-packages") :])
    return parts[-1]
