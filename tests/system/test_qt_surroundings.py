"""What Qt needs around it is named before Qt gives up, and what one types in Chinese arrives."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.system import qt_surroundings
from desktop_app.system.qt_surroundings import choose_input_method, missing_for_windows, missing_library

_LACKING = "{}: cannot open shared object file: No such file or directory"

_WITHOUT_EGL = """
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name == "PySide6.QtWidgets":
            raise ImportError("libEGL.so.1: cannot open shared object file: No such file or directory", name=name)
sys.meta_path.insert(0, Blocker())
sys.argv = ["desktop_app", "--pictures", "somewhere"]
import runpy
runpy.run_module("desktop_app", run_name="__main__")
"""


@pytest.mark.parametrize(
    ("library", "package"),
    [("libEGL.so.1", "libegl1"), ("libxcb-cursor.so.0", "libxcb-cursor0"), ("libodd.so.3", "")],
)
def test_an_error_of_loading_names_the_library_and_its_package(library: str, package: str) -> None:
    assert missing_library(ImportError(_LACKING.format(library))) == (library, package)


def test_another_error_names_none() -> None:
    assert missing_library(ImportError("cannot import name 'QWidget'")) == ("", "")


def test_python_m_desktop_app_names_what_is_missing_in_one_line(tmp_path: Path) -> None:
    root = Path(qt_surroundings.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_EGL], capture_output=True, text=True, check=False, cwd=root
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    assert "libEGL.so.1" in done.stderr
    assert "libegl1" in done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 is of Linux")
def test_what_the_windows_of_x11_lack_is_found_before_qt_gives_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qt_surroundings, "_plugins", lambda: tmp_path)
    (tmp_path / "platforms").mkdir()
    (tmp_path / "platforms" / "libqxcb.so").write_bytes(b"")

    def load(_path: str) -> None:
        raise OSError(_LACKING.format("libxcb-cursor.so.0"))

    monkeypatch.setattr(ctypes, "CDLL", load)
    assert missing_for_windows({"DISPLAY": ":0"}) == ("libxcb-cursor.so.0", "libxcb-cursor0")
    assert missing_for_windows({"QT_QPA_PLATFORM": "xcb"}) == ("libxcb-cursor.so.0", "libxcb-cursor0")
    assert missing_for_windows({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}) == ("", "")
    assert missing_for_windows({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}) == ("", "")


@pytest.mark.parametrize(
    ("method", "has_part", "chosen"),
    [
        ("fcitx", False, "ibus"),
        ("fcitx5", False, "ibus"),
        ("fcitx", True, "fcitx"),
        ("ibus", False, "ibus"),
        ("xim", False, "xim"),
    ],
)
def test_fcitx_is_answered_by_ibus_where_qt_has_no_part_for_it(
    tmp_path: Path,
    method: str,
    has_part: bool,  # noqa: FBT001 - a case of the table
    chosen: str,
) -> None:
    parts = tmp_path / "platforminputcontexts"
    parts.mkdir()
    (parts / "libibusplatforminputcontextplugin.so").touch()
    if has_part:
        (parts / "libfcitx5platforminputcontextplugin.so").touch()
    environment = {"QT_IM_MODULE": method}
    choose_input_method(environment, tmp_path)
    assert environment == {"QT_IM_MODULE": chosen}


def test_nothing_is_chosen_where_nothing_is_set(tmp_path: Path) -> None:
    environment: dict[str, str] = {}
    choose_input_method(environment, tmp_path)
    assert environment == {}
