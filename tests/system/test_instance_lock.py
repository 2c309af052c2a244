"""One window for a data folder: who holds the lock, who is told, and that nobody is ever kept out."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.system import instance_lock
from desktop_app.system.instance_lock import NOT_MINE, TAKEN, InstanceLock, LaunchRequest, claim

pytestmark = pytest.mark.any_day

ROOT = Path(instance_lock.__file__).parents[2]
HOLD = """
import sys, time
from pathlib import Path
from desktop_app.system.instance_lock import LaunchRequest, claim
instance = claim(Path(sys.argv[1]), LaunchRequest())
print(instance is not None and instance.is_held, flush=True)
time.sleep(60)
"""
SECOND = """
import sys
from pathlib import Path
from desktop_app.system.instance_lock import LaunchRequest, claim
instance = claim(Path(sys.argv[1]), LaunchRequest("people"), float(sys.argv[2]))
print("told" if instance is None else ("held" if instance.is_held else "beside"), flush=True)
"""


@pytest.fixture(autouse=True)
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A runtime folder of this test's own, with a short name as it has on a PC: a socket's may not be long."""
    with tempfile.TemporaryDirectory(prefix="suivi-") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        monkeypatch.setenv("TMPDIR", str(tmp_path))
        yield Path(folder)


@pytest.fixture
def holder(data_folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock over the data folder, and does not listen."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data_folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "True\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def second(folder: Path, patience: float = 5.0) -> str:
    """What another process finds."""
    done = subprocess.run(
        [sys.executable, "-c", SECOND, str(folder), str(patience)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return done.stdout.strip()


class Listener(threading.Thread):
    """Answers where the lock is as the window does, on a thread."""

    def __init__(self, instance: InstanceLock) -> None:
        super().__init__(daemon=True)
        self.instance = instance
        self.requests: list[LaunchRequest] = []
        opened = instance.open()
        assert opened is not None
        opened.setblocking(True)
        self.opened = opened
        self.start()

    def run(self) -> None:
        while True:
            try:
                connection, _address = self.opened.accept()
            except OSError:
                return
            with connection:
                request = self.instance.read(connection.recv(instance_lock.MOST_BYTES))
                if request is not None:
                    self.requests.append(request)
                connection.sendall(NOT_MINE if request is None else TAKEN)

    def stop(self) -> None:
        self.opened.shutdown(socket.SHUT_RDWR)
        self.join()
        self.instance.close()


def held(folder: Path) -> InstanceLock:
    instance = claim(folder, LaunchRequest(), 0)
    assert instance is not None
    assert instance.is_held
    return instance


def test_a_second_process_hands_its_wish_over(data_folder: Path) -> None:
    listener = Listener(held(data_folder))
    assert listener.opened.family == socket.AF_UNIX
    assert second(data_folder) == "told"
    assert listener.requests == [LaunchRequest("people")]
    listener.stop()
    assert second(data_folder) == "held"


def test_another_way_to_write_the_folder_is_the_same_folder(data_folder: Path, tmp_path: Path) -> None:
    data_folder.mkdir()
    (tmp_path / "link").symlink_to(data_folder)
    listener = Listener(held(data_folder))
    assert second(tmp_path / "link") == "told"
    listener.stop()


def test_where_the_name_of_the_socket_would_be_too_long(
    tmp_path: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("long" * 30)
    deep.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep))
    listener = Listener(held(data_folder))
    assert listener.opened.family == socket.AF_INET
    assert listener.opened.getsockname()[0] == "127.0.0.1"
    assert second(data_folder) == "told"
    port = listener.opened.getsockname()[1]
    with socket.create_connection(("127.0.0.1", port)) as stranger:  # who knows the port, but not the token
        stranger.sendall(
            b'{"page": "", "hidden": false, "activation": "", "folder": "%s", "token": ""}\n'
            % (os.fsencode(data_folder))
        )
        assert stranger.recv(64) == NOT_MINE
    listener.stop()


@pytest.mark.parametrize("sent", [b"", b"nonsense\n", b"[]\n", b"{}\n", b"\xff\n", b'{"page": 1}\n'])
def test_nonsense_is_no_request(data_folder: Path, sent: bytes) -> None:
    instance = held(data_folder)
    assert instance.read(sent) is None
    instance.close()


def test_a_crash_leaves_nothing_to_clean_up(data_folder: Path, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    assert second(data_folder) == "held"


def test_files_of_one_that_crashed_are_no_hindrance(data_folder: Path, runtime: Path) -> None:
    crashed = (
        "import os, sys; from pathlib import Path; from desktop_app.system.instance_lock import *;"
        "claim(Path(sys.argv[1]), LaunchRequest()).open(); os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", crashed, str(data_folder)], check=False, cwd=ROOT)
    assert {one.suffix for one in (runtime / "suivi").iterdir()} == {".lock", ".sock", ".json"}
    listener = Listener(held(data_folder))
    assert second(data_folder) == "told"
    listener.stop()


def test_one_that_is_closing_makes_place(data_folder: Path, holder: subprocess.Popen[str]) -> None:
    threading.Timer(0.5, holder.kill).start()
    assert second(data_folder) == "held"


def test_one_that_does_not_answer_keeps_nobody_out(data_folder: Path, holder: subprocess.Popen[str]) -> None:
    assert holder.poll() is None
    assert second(data_folder, 0.3) == "beside"


def test_two_folders_have_a_window_each(data_folder: Path, tmp_path: Path) -> None:
    one, other = held(data_folder), held(tmp_path / "other")
    one.close()
    other.close()


def test_another_user_has_a_window_of_their_own(
    data_folder: Path, tmp_path: Path, holder: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert holder.poll() is None
    theirs = tmp_path / "theirs"
    theirs.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(theirs))
    assert second(data_folder) == "held"


def test_nothing_is_written_beside_the_data(data_folder: Path) -> None:
    data_folder.mkdir()
    instance = held(data_folder)
    instance.open()
    assert list(data_folder.iterdir()) == []
    instance.close()


def test_a_room_that_others_can_write_in_is_not_used(
    data_folder: Path, runtime: Path, tmp_path: Path
) -> None:
    room = runtime / "suivi"
    room.mkdir(mode=0o700)
    room.chmod(0o777)
    held(data_folder).close()
    assert list(room.iterdir()) == []
    own = tmp_path / f"suivi-{os.getuid()}"
    assert stat.S_IMODE(own.stat().st_mode) == 0o700
    assert [one.suffix for one in own.iterdir()] == [".lock"]


def test_without_any_room_the_window_opens_all_the_same(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a-file").write_text("in the way")
    for variable in ("XDG_RUNTIME_DIR", "TMPDIR"):
        monkeypatch.setenv(variable, str(tmp_path / "a-file"))
    instance = claim(data_folder, LaunchRequest(), 0)
    assert instance is not None
    assert not instance.is_held
    assert instance.open() is None
    instance.close()
