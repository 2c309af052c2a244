"""Starting with the session of who works on this PC: an entry where each system looks for such programs.

``is_on(folder)``, ``switch(folder, on=…)``   for the window over the data in *folder*; each folder has an entry of its own
Linux: a desktop entry in the autostart folder. Windows: a value under the user's ``Run`` key. macOS: a launch agent of the user.
The entry is the truth, not a preference: whoever takes it away in the system's own settings has switched it off here too.
"""

from __future__ import annotations

import importlib
import os
import sys
import zlib
from pathlib import Path
from typing import Any

_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_BY_HAND = (
    "import sys, runpy; sys.path.insert(0, {root!r}); runpy.run_module('desktop_app', run_name='__main__')"
)


def is_on(folder: Path) -> bool:
    """Return whether the window over *folder* opens with the session."""
    if sys.platform == "win32":
        return _is_in_registry(folder)
    try:
        entry = _entry(folder).read_text("utf-8")
    except OSError:
        return False
    lines = {line.strip().lower() for line in entry.splitlines()}
    return not lines & {"hidden=true", "x-gnome-autostart-enabled=false"}  # as desktops write that it is off


def switch(folder: Path, *, on: bool) -> None:
    """Open the window over *folder* with the session from now on, or no longer.

    Raises:
        OSError: the system does not take the entry.
    """
    if sys.platform == "win32":
        _write_registry(folder, on=on)
        return
    entry = _entry(folder)
    if not on:
        entry.unlink(missing_ok=True)
        return
    entry.parent.mkdir(parents=True, exist_ok=True)
    entry.write_bytes(_launch_agent(folder) if sys.platform == "darwin" else _desktop_entry(folder))


def command(folder: Path) -> list[str]:
    """Return the program and its arguments, as they open the window over *folder* in the tray: bundled, installed, or from a checkout."""
    arguments = ["--minimised"]
    if not _is_usual(folder):
        arguments = ["--data-dir", str(folder), *arguments]
    image = os.environ.get("APPIMAGE")  # the program itself stands in a folder that is there while it runs
    if getattr(sys, "frozen", False):
        return [image or sys.executable, *arguments]
    interpreter = Path(sys.executable)
    script = interpreter.with_name("suivi.exe" if sys.platform == "win32" else "suivi")
    if script.exists():
        return [str(script), *arguments]
    windowed = interpreter.with_name("pythonw.exe")  # no console beside the window
    if sys.platform == "win32" and windowed.exists():
        interpreter = windowed
    return [
        str(interpreter),
        "-c",
        _BY_HAND.format(root=str(Path(__file__).parent.parent.parent)),
        *arguments,
    ]


def _is_usual(folder: Path) -> bool:
    """Return whether *folder* is where the program looks when it is told nothing."""
    from platformdirs import user_data_path  # noqa: PLC0415 - 17 ms, only here

    return Path(os.path.realpath(folder)) == Path(os.path.realpath(user_data_path("Suivi", appauthor=False)))


def _name(folder: Path) -> str:
    """Return the name of the entry: that of the program for the usual folder, another for each other folder."""
    if _is_usual(folder):
        return "suivi"
    return f"suivi-{zlib.crc32(os.fsencode(os.path.normcase(os.path.realpath(folder)))):08x}"


def _entry(folder: Path) -> Path:
    """Return the file of the entry."""
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "LaunchAgents" / f"{_name(folder)}.plist"
    configuration = os.environ.get("XDG_CONFIG_HOME") or ""
    base = Path(configuration) if Path(configuration).is_absolute() else home / ".config"
    return base / "autostart" / f"{_name(folder)}.desktop"


# -- Linux


def _desktop_entry(folder: Path) -> bytes:
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        "Name=Suivi",
        f"Exec={' '.join(_quoted(word) for word in command(folder))}",
        "Icon=suivi",
        "Terminal=false",
        "StartupNotify=false",
        "X-GNOME-Autostart-enabled=true",
    ]
    return "\n".join([*lines, ""]).encode()


def _quoted(word: str) -> str:
    """Return *word* as the Exec key wants it: in quotes, where the value's own escapes are undone before the quotes'."""
    escaped = "".join("\\" + letter if letter in '"`$\\' else letter for letter in word).replace("%", "%%")
    return '"' + escaped.replace("\\", "\\\\") + '"'


# -- macOS


def _launch_agent(folder: Path) -> bytes:
    import plistlib  # noqa: PLC0415 - one system needs it

    values = {"Label": _entry(folder).stem, "ProgramArguments": command(folder), "RunAtLoad": True}
    return plistlib.dumps(values)


# -- Windows


def _registry() -> Any:
    return importlib.import_module("winreg")  # there on Windows only


def _is_in_registry(folder: Path) -> bool:
    registry = _registry()
    try:
        with registry.OpenKey(registry.HKEY_CURRENT_USER, _RUN_KEY) as key:
            registry.QueryValueEx(key, _name(folder))
    except OSError:
        return False
    return True


def _write_registry(folder: Path, *, on: bool) -> None:
    import subprocess  # noqa: PLC0415 - for its quoting alone

    registry = _registry()
    with registry.CreateKey(registry.HKEY_CURRENT_USER, _RUN_KEY) as key:
        if on:
            line = subprocess.list2cmdline(command(folder))
            registry.SetValueEx(key, _name(folder), 0, registry.REG_SZ, line)
            return
        try:
            registry.DeleteValue(key, _name(folder))
        except FileNotFoundError:
            return
