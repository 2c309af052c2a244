"""What Qt needs around it on Linux, looked at before the first window: said in one line rather than by an abort.

``missing_library(error)``   the file and the package of Debian and its kin that an error of loading names
``missing_for_windows()``    the same for what Qt loads by itself later on, where its windows stand on X11
``choose_input_method()``    lets Chinese, Japanese and Korean be typed where Qt has no part for the method that is set
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import MutableMapping
from importlib.util import find_spec
from pathlib import Path

_LACKING = re.compile(r"(\S+?\.so[.\d]*): cannot open shared object file")
_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libOpenGL.so.0": "libopengl0",
    "libGLX.so.0": "libglx0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
}
_METHODS = ("fcitx", "fcitx5")
_STANDS_IN = "ibus"  # Qt has it, and fcitx answers to it


def missing_library(error: BaseException) -> tuple[str, str]:
    """Return the library that *error* says is missing and the package that has it; empty texts where it says no such thing."""
    named = _LACKING.search(str(error))
    library = named[1] if named else ""
    return library, _PACKAGES.get(library, "")


def _plugins() -> Path | None:
    """Return the folder of Qt's parts, without loading Qt."""
    package = find_spec("PySide6")
    if package is None or not package.origin:
        return None
    folder = Path(package.origin).parent
    return next((place for place in (folder / "Qt" / "plugins", folder / "plugins") if place.is_dir()), None)


def missing_for_windows(environment: MutableMapping[str, str] | None = None) -> tuple[str, str]:
    """Return what is missing for windows on X11, as ``missing_library``; empty texts where they stand on something else."""
    environment = os.environ if environment is None else environment
    wanted = environment.get("QT_QPA_PLATFORM", "")
    on_x11 = wanted == "xcb" or (
        not wanted and environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY")
    )
    plugins = _plugins()
    if not sys.platform.startswith("linux") or not on_x11 or plugins is None:
        return "", ""
    plugin = plugins / "platforms" / "libqxcb.so"
    if not plugin.exists():
        return "", ""
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return missing_library(error)
    return "", ""


def choose_input_method(
    environment: MutableMapping[str, str] | None = None, plugins: Path | None = None
) -> None:
    """Set ibus where fcitx is set and Qt has no part for it. Before the application object is made."""
    environment = os.environ if environment is None else environment
    method = environment.get("QT_IM_MODULE", "").strip().lower()
    if method not in _METHODS:
        return
    plugins = plugins or _plugins()
    parts = plugins / "platforminputcontexts" if plugins is not None else None
    if parts is None or not any(parts.glob("*fcitx*")):
        environment["QT_IM_MODULE"] = _STANDS_IN
