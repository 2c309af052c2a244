"""Everything that ``make`` needs before it runs, tests or bundles: ``.venv``, dependencies, Qt's system libraries.

Called with any Python from 3.11 on, before anything is installed: the standard library only. Says nothing when there is
nothing to do. Installs system packages where it may (root, or ``sudo`` without a password); elsewhere it prints the one line
to run and ends with 1.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = Path(".ci") / "constraints.txt"

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
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
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""The Debian and Ubuntu package of each shared library that Qt's wheels expect from the system."""

BROWSER = {"chromium": "chromium", "chromedriver": "chromium-driver"}
"""The Debian package of each program that the test of the server's page needs."""

BUNDLING = {"objdump": "binutils", "strip": "binutils"}
"""The Debian package of each program that PyInstaller needs."""

FONT_PACKAGE = "fonts-dejavu-core"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


class SetUpError(Exception):
    """Something only a person can put right; the message says what."""


def say(line: str) -> None:
    """One line of progress, at once."""
    print(line, flush=True)


def wanted(pyproject: Mapping[str, object], mode: str) -> list[str]:
    """What pip is asked for: the program, its window, its server, and the tools of the ``dev`` group unless it is only to ``run``."""
    groups = pyproject["dependency-groups"]
    if not isinstance(groups, dict):
        message = "pyproject.toml: [dependency-groups] is not a table"
        raise SetUpError(message)
    return ["--editable", ".[window,server]", *([] if mode == "run" else groups["dev"])]


def fingerprint(pyproject: Mapping[str, object], constraints: str) -> str:
    """Changes when what is installed would change; a new lint rule does not install anything again."""
    tool = pyproject.get("tool")
    parts = {name: pyproject.get(name) for name in ("build-system", "project", "dependency-groups")}
    parts["hatch"] = tool.get("hatch") if isinstance(tool, dict) else None
    text = json.dumps([parts, constraints, sys.version_info[:2]], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def run_quietly(command: Sequence[str], failure: str) -> None:
    """Run *command*; only when it fails, show what it said and raise `SetUpError` with *failure*."""
    done = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-20:])
        raise SetUpError(f"{said}\n{failure}")


def root_prefix() -> list[str] | None:
    """What to put before a command to run it as root without asking anybody; None where that is not possible."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and not subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode
    ):
        return ["sudo", "-n"]
    return None


def install_packages(packages: Iterable[str]) -> str | None:
    """Install Debian *packages* where this is allowed; the line for a person to run where it is not, or did not work."""
    names = sorted(set(packages))
    by_hand = f"sudo apt-get install {' '.join(names)}"
    prefix = root_prefix()
    if prefix is None:
        return by_hand
    say(f"Installing system packages: {' '.join(names)}")
    command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    # Old package lists may be good enough: only the installation decides.
    subprocess.run([*command, "update"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    install = [*command, "install", "-y", "--no-install-recommends", *names]
    done = subprocess.run(install, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        say(done.stderr.strip())
        return by_hand
    return None


def make_environment(python: Path) -> None:
    """Make ``.venv`` unless it is there and works."""
    probe = [str(python), "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"]
    if python.exists() and not subprocess.run(probe, capture_output=True, check=False).returncode:
        return
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    try:
        import ensurepip  # noqa: F401, PLC0415 - Debian ships Python without it
    except ImportError:
        package = f"python{version}-venv"
        by_hand = (
            install_packages([package])
            if shutil.which("apt-get")
            else f"install the venv module of Python {version}"
        )
        if by_hand:
            raise SetUpError(f"Python {version} cannot make environments here yet:\n    {by_hand}") from None
    say(f"Making .venv with Python {version}")
    command = [sys.executable, "-m", "venv", "--clear", str(python.parent.parent)]
    run_quietly(command, "The environment .venv could not be made.")


def install_dependencies(python: Path, mode: str) -> None:
    """Install what pyproject.toml names, unless that was done since it changed."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    now = fingerprint(pyproject, (ROOT / CONSTRAINTS).read_text(encoding="utf-8"))
    environment = python.parent.parent
    # The tools of `test` come on top of what `run` needs, so its stamp counts for both.
    stamps = [environment / f"installed-for-{name}" for name in ("test", "run")]
    if any(stamp.is_file() and stamp.read_text() == now for stamp in stamps[: 2 if mode == "run" else 1]):
        return
    say("Installing dependencies (once; a minute or two)")
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--constraint", str(CONSTRAINTS)]
    command = [str(python), "-m", "pip", "install", *options, *wanted(pyproject, mode)]
    run_quietly(command, "The dependencies could not be installed: see pip's words above.")
    stamps[1 if mode == "run" else 0].write_text(now)


def missing_libraries(files: Iterable[Path]) -> list[str]:
    """Names of the shared libraries that the loader does not find for *files*; empty where there is no ``ldd``."""
    if not shutil.which("ldd"):
        return []
    found: set[str] = set()
    for file in files:
        answer = subprocess.run(["ldd", str(file)], capture_output=True, text=True, check=False).stdout
        found.update(re.findall(r"^\s*(\S+) => not found", answer, re.MULTILINE))
    return sorted(found)


def qt_files(python: Path, platforms: Iterable[str]) -> list[Path]:
    """The files of Qt whose needs decide whether windows can open on *platforms* (``offscreen``, ``xcb``, ``wayland``)."""
    folders = (python.parent.parent / "lib").glob("python3.*/site-packages/PySide6")
    return [
        file
        for folder in folders
        for pattern in ("QtWidgets.*so", *(f"Qt/plugins/platforms/libq{name}.so" for name in platforms))
        for file in sorted(folder.glob(pattern))
    ]


def platforms_of(mode: str, environment: Mapping[str, str]) -> list[str]:
    """The Qt platforms that this run will open windows on, or that the bundle is for."""
    if mode == "bundle":
        return ["offscreen", "wayland", "xcb"]
    if mode == "run" and environment.get("WAYLAND_DISPLAY"):
        return ["wayland", "xcb"] if environment.get("DISPLAY") else ["wayland"]
    return ["xcb"] if mode == "run" and environment.get("DISPLAY") else ["offscreen"]


def has_fonts(folders: Iterable[str] = FONT_FOLDERS) -> bool:
    """Whether one font is installed: without any, Qt draws boxes and warns."""
    files = (file for folder in folders for file in Path(folder).expanduser().rglob("*"))
    return any(file.suffix.lower() in {".ttf", ".otf", ".ttc"} for file in files)


def provide_libraries(python: Path, mode: str) -> None:
    """See to Qt's system libraries and a font; raise `SetUpError` with one copyable line when they stay missing."""
    files = qt_files(python, platforms_of(mode, os.environ))
    missing = missing_libraries(files)
    packages = {PACKAGES[name] for name in missing if name in PACKAGES}
    if not has_fonts():
        packages.add(FONT_PACKAGE)
    if not missing and not packages:
        return
    by_hand = f"install the packages that hold {', '.join(missing) or 'a TrueType font'}"
    if packages and shutil.which("apt-get"):
        by_hand = install_packages(packages) or ""
        missing = missing_libraries(files)
        if not missing and not by_hand:
            return
        by_hand = by_hand or f"install the packages that hold {', '.join(missing)}"
    if not missing:
        say(f"No font is installed, pictures will show boxes:\n    {by_hand}")
        return
    raise SetUpError(f"Qt needs system libraries that are not here ({', '.join(missing)}):\n    {by_hand}")


def provide_browser() -> None:
    """See to a browser for the test of the server's page, which is skipped where none can be had."""
    packages = [package for program, package in BROWSER.items() if not shutil.which(program)]
    if not packages:
        return
    by_hand: str | None = "install Chromium and its chromedriver"
    if shutil.which("apt-get"):
        by_hand = install_packages(packages)
    if by_hand:
        say(f"No Chromium here, so the test of the page /docs is skipped:\n    {by_hand}")


def shared_python() -> str | None:
    """The Debian package of Python's shared library, which goes into bundles; None when it is there."""
    try:
        ctypes.CDLL(str(sysconfig.get_config_var("INSTSONAME")))
    except OSError:
        return f"libpython{sys.version_info.major}.{sys.version_info.minor}"
    return None


def provide_bundling() -> None:
    """See to what PyInstaller needs of the system; raise `SetUpError` when it stays missing."""
    packages = {package for program, package in BUNDLING.items() if not shutil.which(program)}
    if python := shared_python():
        packages.add(python)
    if not packages:
        return
    by_hand: str | None = f"install {' and '.join(sorted(packages))}"
    if shutil.which("apt-get"):
        by_hand = install_packages(packages)
    if by_hand:
        raise SetUpError(f"A bundle cannot be made here yet:\n    {by_hand}")


def main() -> int:
    """Set up for ``run``, ``test`` or ``bundle``; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mode", choices=("run", "test", "bundle"))
    mode = parser.parse_args().mode
    python = ROOT / ".venv" / "bin" / "python"
    try:
        make_environment(python)
        install_dependencies(python, mode)
        if sys.platform == "linux":
            provide_libraries(python, mode)
            if mode == "test":
                provide_browser()
            if mode == "bundle":
                provide_bundling()
    except SetUpError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
