"""Known faults, each with a sentence for a person. Whatever is not one of these is a bug."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from desktop_app.i18n.texts import Text, mark, tr


class DomainError(Exception):
    """A fault that is expected to happen; ``message`` says what happened and what to do now."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.source)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class FieldError(NamedTuple):
    """What is wrong with one field: its name in the domain (``interaction_date``), a stable code, a sentence."""

    field: str
    code: str
    message: Text


class Invalid(DomainError):
    """The input breaks rules; ``errors`` names every wrong field at once."""

    def __init__(self, errors: Iterable[FieldError]) -> None:
        super().__init__(Text(mark("Check what was entered.")))
        self.errors = tuple(errors)

    @classmethod
    def of(cls, field: str, code: str, source: str, **values: object) -> Invalid:
        """Return the error of one wrong *field* with the marked text *source*."""
        return cls([FieldError(field, code, Text(source, values))])

    def __iter__(self) -> Iterator[FieldError]:
        return iter(self.errors)

    def __str__(self) -> str:
        return " ".join([str(self.message), *(f"{error.field}: {error.message}" for error in self.errors)])


class NotFound(DomainError):
    """What was asked for does not exist (any more); ``what`` is ``person``, ``follow_up``, ``interaction`` or the like."""

    _SOURCES = {  # noqa: RUF012 - constant
        "person": mark("This person is not in the list."),
        "follow_up": mark("This follow-up does not exist."),
        "interaction": mark("This interaction does not exist."),
        "user": mark("This user does not exist."),
        "token": mark("This token does not exist."),
        "absence": mark("This absence is cancelled already."),
        "import": mark("This import is not in the list of imports."),
        "notification": mark("This notification does not exist."),
    }

    def __init__(self, what: str) -> None:
        super().__init__(Text(self._SOURCES.get(what, mark("This does not exist."))))
        self.what = what


class NotAllowed(DomainError):
    """The acting user's role does not permit it."""

    def __init__(self, message: Text | None = None) -> None:
        super().__init__(
            message or Text(mark("Your role does not allow this. Ask an administrator if you need it."))
        )


class NotSignedIn(DomainError):
    """E-mail and password do not fit, or the account was switched off."""

    def __init__(self, message: Text | None = None) -> None:
        super().__init__(message or Text(mark("Wrong e-mail or password.")))


class SessionEnded(NotSignedIn):
    """Who acts was signed in and is so no more: switched off, or (``by_password``) given another password meanwhile."""

    def __init__(self, *, by_password: bool = False) -> None:
        source = (
            mark("Your password was changed elsewhere. Please sign in again.")
            if by_password
            else mark("Your account was switched off.")
        )
        super().__init__(Text(source))


class TooManyAttempts(DomainError):
    """Signing in is locked; ``seconds`` (1 and up) tells for how long."""

    def __init__(self, seconds: int) -> None:
        minutes = max(1, -(-seconds // 60))
        super().__init__(
            Text(
                mark(
                    "Too many wrong passwords: signing in to this account is locked for another {minutes} min. "
                    "It opens again by itself."
                ),
                {"minutes": minutes},
            )
        )
        self.seconds = seconds


class Conflict(DomainError):
    """Somebody changed it meanwhile. ``current`` is the record as it stands now; what was typed was not saved."""

    def __init__(self, current: object, message: Text | None = None) -> None:
        super().__init__(
            message
            or Text(
                mark(
                    "Somebody changed this while you were editing. Nothing was overwritten: compare both versions."
                )
            )
        )
        self.current = current


class Refused(DomainError):
    """The action makes no sense as things stand (deleting twice, a demo into a folder that has data)."""


class UnreadableFile(DomainError):
    """A file given to the program cannot be used; nothing was read in."""


class UnwritableFile(DomainError):
    """A file that was asked for cannot be written; ``reason`` tells which way. Nothing of it was left behind."""

    _SOURCES = {  # noqa: RUF012 - constant
        "full": mark(
            "There is no room left for “{name}”: nothing was written. Make room there or choose another place."
        ),
        "locked": mark(
            "“{name}” cannot be written: it is open in another program, or the folder is read-only. "
            "Close it there, or choose another name or place."
        ),
        "missing": mark("The folder {folder} is no longer there: nothing was written. Choose another place."),
        "name": mark("A file cannot be called “{name}” there. Choose a shorter or plainer name."),
        "folder": mark("“{name}” is a folder. Choose another name for the file."),
        "disk": mark(
            "“{name}” could not be written: the disk did not answer as it should. Nothing was left behind. Choose another place."
        ),
    }

    def __init__(self, reason: str, path: Path) -> None:
        values = {"name": path.name, "folder": path.parent}
        super().__init__(Text(self._SOURCES.get(reason, self._SOURCES["disk"]), values))
        self.reason = reason


class Unavailable(DomainError):
    """The data cannot be reached; ``reason`` tells faces and tests which way, ``message`` tells people."""

    _SOURCES = {  # noqa: RUF012 - constant
        "busy": mark(
            "Another program is writing to the data just now. Nothing was lost and nothing was saved: please try again in a moment."
        ),
        "full": mark(
            "The disk is full, so nothing was saved. What you typed is still here: make room on the disk, then save again."
        ),
        "read_only": mark(
            "The data cannot be written: the folder or the file is read-only. Nothing was changed. "
            "Give yourself the right to write to {path}, then try again."
        ),
        "missing": mark(
            "The data folder cannot be opened: {path}. Check that the drive is connected, then start again."
        ),
        "damaged": mark(
            "The data file is damaged: {path}. It was not touched. Restore a copy from the folder “backups”, "
            "or run “suivi check” to see what is wrong."
        ),
        "not_a_database": mark(
            "The file {path} is not a Suivi database. It was not touched. Move it away or choose another data folder."
        ),
        "newer": mark(
            "The data in {path} was made by a newer version of Suivi. It was not touched. Install the newer version on this PC."
        ),
        "disk": mark(
            "The disk did not answer as it should. Nothing was saved. Check the drive, then try again."
        ),
        "gone": mark(
            "The data of this office is not in its folder any more: {path}. Nothing was made anew in its place. "
            "Bring the folder back, connect the drive, or go back to a copy."
        ),
        "moved": mark(
            "The data file was moved or replaced while Suivi was open: {path}. Nothing was saved. "
            "Close Suivi and open it again; what you typed is still here."
        ),
        "copy_damaged": mark("The copy {path} is damaged. Nothing was changed. Choose another one."),
        "backup": mark(
            "No copy could be made in {path}. The data itself is safe. Choose another place, or try again."
        ),
        "backup_full": mark(
            "There is no room left for a copy in {path}. The data itself is safe. Make room there, or choose another place."
        ),
    }

    def __init__(self, reason: str, path: object = "") -> None:
        super().__init__(Text(self._SOURCES.get(reason, self._SOURCES["disk"]), {"path": path}))
        self.reason = reason


class OutsideFault(DomainError):
    """The system refused a file or a folder, and nobody on the way knew more of it; ``reason`` tells which way."""

    _SOURCES = {  # noqa: RUF012 - constant
        "full": mark("There is no room left on the disk for {path}. Make room there, then try again."),
        "right": mark(
            "This account may not use {path}. Give yourself the right to, or choose another place."
        ),
        "name": mark("The name {path} is too long, or not one that this disk knows. Choose a shorter one."),
        "place": mark("{path} is not there, or not what it should be. Choose another place."),
        "disk": mark("The disk did not answer as it should at {path}. Check the drive, then try again."),
    }
    _LONGEST = 100
    _REASONS = {  # noqa: RUF012 - constant
        **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "full"),
        **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "right"),
        **dict.fromkeys((errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ), "name"),
        **dict.fromkeys(
            (errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ELOOP, errno.ENXIO), "place"
        ),
    }

    def __init__(self, error: OSError) -> None:
        self.reason = self._REASONS.get(error.errno or 0, "disk")
        path = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes | os.PathLike) else ""
        shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        if len(shown) > self._LONGEST:
            shown = f"{shown[: self._LONGEST // 2]}…{shown[-self._LONGEST // 2 :]}"
        super().__init__(Text(self._SOURCES[self.reason], {"path": f"“{shown}”"}))


class Cancelled(DomainError):
    """Long work was stopped by the person who started it; nothing of it remains."""

    def __init__(self) -> None:
        super().__init__(Text(mark("Stopped. Nothing was changed.")))


def sentence(error: BaseException) -> str:
    """Return what to tell a person about *error*, in their language: the error's own sentence, or a general one for a bug."""
    if isinstance(error, DomainError):
        return str(error)
    return tr("Something went wrong inside Suivi. What was saved before is safe.")
