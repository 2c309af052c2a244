"""One window for a data folder: a second start hands its request to the window that is open, and ends.

``claim(folder, request)`` gives the ``InstanceLock`` of the one window, or None when one that is open took the request. It is a lock on a file
that the system takes back when its holder ends, however it ends: a crash leaves nothing to clean up. Requests go over a socket beside
it, opened by ``InstanceLock.open`` once the window is painted. Both stand in a folder of the user's own on this PC, not with the data: that may
be read-only, or another user's too, who has a window of their own. Nobody is ever kept out: where nothing can be locked, or the window
that is open does not answer, this start opens one more, and what it writes is seen by the other as that of any other program.

Neither QtNetwork nor a library is needed, so that a second start ends before Qt is loaded. Commands and ``suivi serve`` claim nothing.
"""

from __future__ import annotations

import json
import os
import sys
import time
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import socket

# ruff: noqa: PLC0415 - `socket` takes 7 ms, which the first painting does not wait for

PATIENCE = 5.0
"""Seconds that a second start waits for the window that is open to answer, or to be gone."""
MOST_BYTES = 4096
"""How long a request may be."""
TAKEN, NOT_MINE = b"taken\n", b"not mine\n"
_ANSWER_WITHIN = 2.0  # seconds
_LONGEST_PATH = 100  # bytes: systems take 104 to 108 for the name of a socket
_BETWEEN = 0.05  # seconds between two tries


class LaunchRequest(NamedTuple):
    """What somebody wanted who started the program."""

    page: str = ""  # its name; nothing: no page in particular
    hidden: bool = False  # started with the session: nobody asked for the window
    activation: str = ""  # what the desktop gave along so that the window may come to the front


class InstanceLock:
    """The lock that the one window holds until it ``close``s it."""

    def __init__(self, folder: Path, path: Path | None = None, lock: int | None = None) -> None:
        self._folder = str(folder)
        self._path = path
        self._lock = lock
        self._token = ""
        self._socket: socket.socket | None = None

    @property
    def is_held(self) -> bool:
        """Return whether this start holds the lock, so that later ones find it."""
        return self._lock is not None

    def open(self) -> socket.socket | None:
        """Return the socket where requests come in, from now on; None where there can be none."""
        import socket

        if self._path is None or self._lock is None:
            return None
        name = str(self._path) + ".sock"
        try:
            if hasattr(socket, "AF_UNIX") and len(os.fsencode(name)) < _LONGEST_PATH:
                _remove(name)  # of one that crashed
                opened = socket.socket(socket.AF_UNIX)
                opened.bind(name)
                address: dict[str, Any] = {"path": name}
            else:
                import secrets

                opened = socket.socket(socket.AF_INET)
                opened.bind(
                    ("127.0.0.1", 0)
                )  # anybody on this PC could call there: the token is for this user's eyes
                self._token = secrets.token_hex(16)
                address = {"port": opened.getsockname()[1], "token": self._token}
            opened.listen()
            opened.setblocking(False)
            beside = Path(f"{self._path}.new")
            beside.write_text(json.dumps(address), "utf-8")
            beside.replace(f"{self._path}.json")
        except OSError:
            return None
        self._socket = opened
        return opened

    def read(self, sent: bytes) -> LaunchRequest | None:
        """Return the request that was *sent*; None when it is not for this window."""
        try:
            values = json.loads(sent)
            request = LaunchRequest(str(values["page"]), bool(values["hidden"]), str(values["activation"]))
            is_mine = (values["folder"], values["token"]) == (self._folder, self._token)
        except (ValueError, TypeError, KeyError):
            return None
        return request if is_mine else None

    def close(self) -> None:
        """Give the lock back, so that the next start gets it."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None
            _remove(f"{self._path}.sock")
            _remove(f"{self._path}.json")
        if self._lock is not None:
            os.close(self._lock)  # which lets go of it
            self._lock = None


def claim(folder: Path, request: LaunchRequest, patience: float = PATIENCE) -> InstanceLock | None:
    """Return the lock of the one window over *folder* (which need not exist), or None when the window that is open took *request*."""
    folder = Path(os.path.realpath(folder))
    path = _path_of(folder)
    if path is None:
        return InstanceLock(folder)
    until = time.monotonic() + patience
    while True:
        try:
            lock = take_lock(f"{path}.lock")
        except OSError:  # no locks on this disk
            return InstanceLock(folder)
        if lock is not None:
            _remove(f"{path}.json")
            return InstanceLock(folder, path, lock)
        answer = _send(path, folder, request)
        if answer == TAKEN:
            return None
        if answer == NOT_MINE or time.monotonic() > until:
            return InstanceLock(folder)
        time.sleep(_BETWEEN)


# -- where two starts meet


def _path_of(folder: Path) -> Path | None:
    """Return the beginning of the names of the files for *folder* and this screen; None where there is no room for them."""
    screen = f"{os.environ.get('WAYLAND_DISPLAY', '')}\0{os.environ.get('DISPLAY', '')}"
    what = f"{os.path.normcase(folder)}\0{screen}".encode("utf-8", "surrogateescape")
    name = f"suivi-{zlib.crc32(what):08x}{zlib.adler32(what):08x}"
    for room in _rooms():
        if _is_ours(room):
            return room / name
    return None


def _rooms() -> list[Path]:
    """Return the folders to try."""
    if sys.platform == "win32":
        homes = (os.environ.get("TEMP"), os.environ.get("LOCALAPPDATA"))  # the first is emptied now and then
        return [Path(home) / "suivi-windows" for home in homes if home]
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    shared = Path(os.environ.get("TMPDIR") or "/tmp")  # noqa: S108 - a folder within, which must be ours
    return [*([Path(runtime) / "suivi"] if runtime else []), shared / f"suivi-{os.getuid()}"]


def _is_ours(room: Path) -> bool:
    """Make *room*, if need be. Whether it is this user's alone, and can be written."""
    try:
        room.mkdir(mode=0o700, parents=sys.platform == "win32", exist_ok=True)
        status = room.lstat()
    except OSError:
        return False
    if sys.platform == "win32":
        return True  # of the profile, where others may not write
    return status.st_uid == os.getuid() and not status.st_mode & 0o077 and os.access(room, os.W_OK)


def take_lock(name: str) -> int | None:
    """Return the lock on the file *name*, as something to close; None while another process holds it.

    Raises:
        OSError: there are no locks here.
    """
    handle = os.open(name, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        os.close(handle)
        return None
    except OSError:
        os.close(handle)
        raise
    return handle


def _remove(name: str) -> None:
    try:
        os.unlink(name)  # noqa: PTH108 - before the first painting a Path costs more
    except OSError:
        return


# -- the second start


def _send(path: Path, folder: Path, request: LaunchRequest) -> bytes:
    """Send *request* to the window that is open and return its answer, empty when there is none (yet)."""
    import socket

    try:
        address = json.loads(Path(f"{path}.json").read_text("utf-8"))
        if "path" in address:
            connection = socket.socket(socket.AF_UNIX)
            where: Any = address["path"]
        else:
            connection = socket.socket(socket.AF_INET)
            where = ("127.0.0.1", int(address["port"]))
    except (OSError, ValueError, TypeError, KeyError):
        return b""
    values = {**request._asdict(), "folder": str(folder), "token": address.get("token", "")}
    _let_it_come_to_the_front()
    with connection:
        connection.settimeout(_ANSWER_WITHIN)
        try:
            connection.connect(where)
            connection.sendall(json.dumps(values).encode() + b"\n")
            return connection.recv(64)
        except OSError:
            return b""


def _let_it_come_to_the_front() -> None:
    """Windows lets only the program that somebody works with say which one comes to the front."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
