"""A file that a person asked for: there whole or not at all, whatever happens while it is written.

It is written beside its place under another name, made safe on the disk, and only then given its name. A note in a folder of
ours tells which file is under way; its lock dies with the program, so that the next start can tell what was left behind.

``with NewFile(path, notes) as new: new.stream.write(…); new.finish()``   without ``finish`` nothing of it remains
``clear_unfinished(notes)``   at a start: takes away what a program that was killed left
"""

from __future__ import annotations

import errno
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from desktop_app.domain.errors import UnwritableFile

_LONGEST_STEM = 60
_BEFORE = ".before"
_CODES = {
    "full": "ENOSPC EDQUOT EFBIG",
    "locked": "EACCES EPERM EBUSY ETXTBSY EROFS",
    "missing": "ENOENT ENOTDIR",
    "name": "ENAMETOOLONG EINVAL EILSEQ",
    "folder": "EISDIR",
}
_REASONS = {
    getattr(errno, code): reason
    for reason, codes in _CODES.items()
    for code in codes.split()
    if hasattr(errno, code)  # not every platform knows all of them
}


@contextmanager
def as_unwritable(path: Path) -> Iterator[None]:
    """Within this block, what keeps *path* from being written comes out as a sentence for a person.

    Raises:
        UnwritableFile: the disk is full, the file is open elsewhere, the folder is gone…
    """
    try:
        yield
    except OSError as error:
        raise UnwritableFile(_REASONS.get(error.errno or 0, "disk"), path) from error


class NewFile:
    """One file under way to *path*. *notes*: the folder in which it is noted until it is there."""

    def __init__(self, path: Path, notes: Path) -> None:
        self.path = path
        self.stream: IO[bytes]
        self._notes = notes
        self._part: Path | None = None
        self._before: Path | None = None  # another name of the file that was there
        self._note: Path | None = None
        self._held: IO[bytes] | None = None
        self._finished = False

    def __enter__(self) -> Self:
        """Begin.

        Raises:
            UnwritableFile: it cannot be written there.
        """
        with as_unwritable(self.path):
            try:
                self._begin()
            except BaseException:
                self._let_go()
                raise
        return self

    def _begin(self) -> None:
        # a link is followed: the file it stands for becomes the new one, the link stays
        self.path = self.path.absolute().resolve()
        if self.path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if (
            self.path.exists() and not self.path.is_file()
        ):  # a device or a pipe: nothing to put a file in the place of
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        if self.path.exists() and not os.access(self.path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        token = secrets.token_hex(6)
        part = self.path.with_name(f"{self.path.stem[:_LONGEST_STEM]}-{token}.part")
        self._notes.mkdir(mode=0o700, exist_ok=True)
        self._note = self._notes / token
        self._held = self._note.open("xb")
        _lock(self._held)
        self._held.write(os.fsencode(part))
        self._held.flush()
        # what people entrusted to the office is nobody else's to read; who wants to share the file can say so
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        self._part = part
        self.stream = os.fdopen(handle, "wb", buffering=1 << 18)

    def settle(self) -> None:
        """Everything is written: make it safe on the disk.

        Raises:
            UnwritableFile: the disk is full, or did not answer.
        """
        with as_unwritable(self.path):
            self.stream.flush()
            os.fsync(self.stream.fileno())
            self.stream.close()

    def finish(self) -> None:
        """Give the file its name, over whatever was called so.

        Raises:
            UnwritableFile: the place is taken by a file that another program holds open, or gone.
        """
        if not self.stream.closed:
            self.settle()
        if self._part is None:
            raise LookupError(self.path)
        with as_unwritable(self.path):
            if self.path.exists():
                with suppress(
                    OSError
                ):  # who may read it was decided before; not every disk knows of such rights
                    self._part.chmod(self.path.stat().st_mode & 0o777)
                self._keep_before(self._part.with_suffix(_BEFORE))
            os.replace(self._part, self.path)  # noqa: PTH105 - must replace on every platform
            self._part = None
            self._finished = True
            _settle_folder(self.path.parent)

    def _keep_before(self, name: Path) -> None:
        """Keep what is called so until all is done, for ``take_back``; not every disk can give a file two names."""
        with suppress(OSError):
            os.link(self.path, name)
            self._before = name

    def take_back(self) -> None:
        """Undo ``finish``, since what had to go with it failed: what was called so before is there again, or nothing."""
        if not self._finished:
            return
        with suppress(OSError):
            if self._before is None:
                self.path.unlink(missing_ok=True)
            else:
                os.replace(self._before, self.path)  # noqa: PTH105 - as above
                self._before = None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._let_go()

    def _let_go(self) -> None:
        if "stream" in self.__dict__ and not self.stream.closed:
            with suppress(OSError):  # what was not written yet may still find no room
                self.stream.close()
        with suppress(OSError):
            for left in (self._part, self._before):
                if left is not None:
                    left.unlink(missing_ok=True)
        self._part = self._before = None
        _forget(self._note, self._held)


def clear_unfinished(notes: Path) -> None:
    """Take away the parts that a program left which is not running any more, as far as they can be reached."""
    if not notes.is_dir():
        return
    for note in tuple(notes.iterdir()):
        with suppress(OSError), note.open("rb+") as held:
            if not _lock(held):
                continue  # somebody writes it just now
            part = Path(os.fsdecode(held.read()))
            if part.suffix == ".part" and part.stem.endswith(note.name):
                part.unlink(missing_ok=True)
                part.with_suffix(_BEFORE).unlink(missing_ok=True)
            held.close()
            note.unlink(missing_ok=True)


def _forget(note: Path | None, held: IO[bytes] | None) -> None:
    if held is not None:
        with suppress(OSError):
            held.close()
    if note is not None:
        with suppress(OSError):
            note.unlink(missing_ok=True)


def _lock(held: IO[bytes]) -> bool:
    """Hold the file for as long as it is open; False when another holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - only there

            held.seek(1 << 20)  # a lock keeps others from reading what it covers: far behind what is written
            msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)
            held.seek(0)
        else:
            import fcntl  # noqa: PLC0415 - only there

            fcntl.flock(held.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _settle_folder(folder: Path) -> None:
    """Make the new name safe too, where a folder can be told so."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_private(path: Path, content: bytes) -> None:
    """Write *content* to *path*, over whatever is there, for nobody but its owner to read.

    Raises:
        UnwritableFile: the disk is full, the folder is gone…
    """
    with as_unwritable(path):
        if path.exists() and not path.is_file():  # a pipe is waited for without end
            raise OSError(errno.EISDIR if path.is_dir() else errno.EINVAL, "")
        path.touch(mode=0o600)
        path.chmod(0o600)
        path.write_bytes(content)
