"""What goes into the bundle and what stays out: asked by ``build.spec``; run by itself, says what a bundle weighs.

PyInstaller takes in whatever something might need. Here is said what the program does need, and by walking from there along
the libraries that each file asks for, what nothing needs is left out.

``bundle_contents.py FOLDER``   print the size of the bundle in FOLDER by part
"""

from __future__ import annotations

import argparse
import ast
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from functools import cache
from importlib import metadata
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
LINUX = platform.system() == "Linux"
Entry = tuple[str, str, str]
"""As PyInstaller lists files: the place in the bundle, the file it comes from (or what a link points to), the kind."""

PLUGINS = {
    "platforms": ("qxcb", "qwayland", "qwindows", "qcocoa", "qoffscreen"),
    "platforminputcontexts": ("composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"),
    "wayland-decoration-client": ("adwaita", "bradient"),
    "wayland-shell-integration": ("xdg-shell",),
    "iconengines": ("qsvgicon",),
    "imageformats": ("qsvg",),
    "printsupport": ("cupsprintersupport",),
}
"""The plug-ins of Qt that are used, by folder. Widgets paint without OpenGL; PNG is Qt's own; é is typed with ``compose``."""

EXCLUDED_MODULES = (
    *("_pytest", "pytest", "pluggy", "iniconfig", "hypothesis", "unittest", "doctest", "pdb"),  # tests
    *(
        "mypy",
        "babel",
        "setuptools",
        "pkg_resources",
        "distutils",
        "lib2to3",
        "pydoc",
        "pydoc_data",
    ),  # building
    *("trio", "outcome", "sortedcontainers", "attr", "attrs"),  # anyio's other event loop
    *("rich", "pygments"),  # colours for command lines that are not ours
    *("yaml", "wsproto", "websockets", "watchfiles", "dotenv"),  # of uvicorn, what is not switched on
    *("dns",),  # of email_validator, which asks no server whether there is such an address
    *("orjson", "ujson", "httptools", "uvloop", "multipart", "jinja2", "itsdangerous"),
    *("pycparser", "PIL", "numpy", "pandas", "lxml", "bs4", "html5lib"),  # of other libraries, likewise
    *("tkinter", "curses", "readline", "xmlrpc", "turtle", "idlelib", "ensurepip", "venv"),
)
"""What some library would use if it were asked to, and nobody asks."""

DESKTOP_LIBRARIES = (
    *("libstdc++.so*", "libgcc_s.so*", "libz.so*", "libzstd.so*", "liblz4.so*", "libuuid.so*"),
    *("libX11.so*", "libX11-xcb.so*", "libXau.so*", "libXdmcp.so*", "libXext.so*", "libxcb.so*"),
    *("libbsd.so*", "libmd.so*", "libfontconfig.so*", "libfreetype.so*", "libpng16.so*"),
    *("libglib-2.0.so*", "libgthread-2.0.so*", "libgmodule-2.0.so*", "libpcre2-8.so*", "libbrotli*.so*"),
    *("libdbus-1.so*", "libsystemd.so*", "libgcrypt.so*", "libgpg-error.so*", "libcap.so*"),
    *("libEGL.so*", "libGL.so*", "libGLX.so*", "libGLdispatch.so*", "libwayland-*.so*", "libcups.so*"),
)
"""Libraries of Linux desktops that are left to the system: its fonts, its display driver and its message bus work with its own,
and bundled ones have kept drivers from loading. The Debian package depends on them."""

WINDOWS_LIBRARIES = ("opengl32sw.dll", "d3dcompiler_*.dll")
"""Painting in software through OpenGL, which widgets do not do."""

TABLES = "tables.zip"
TABLE_PACKAGES = ("anyascii", "tzdata")
"""Packages of 1,200 tiny files, which a disk gives a block each: they go into one archive that Python imports from."""

PREPARATIONS_OF_NO_USE = frozenset(
    {"pyi_rth_pyside6", "pyi_rth_inspect", "pyi_rth_multiprocessing", "pyi_rth_pkgutil", "pyi_rth_setuptools"}
)
"""What PyInstaller would run at each start: for reading one's own source, for processes of one's own, for listing packages.

That of PySide6 loads Qt for every command, also on a server without a display, and leaves the plug-ins' folder in the environment, so
that other programs of Qt that a link opens would take ours. On Linux PySide6 finds its plug-ins by itself; the others are left alone.
"""

SERVER_PAGES = ("swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png")
"""What ``desktop_app/server/framework/docs_page.py`` serves of the package swagger-ui-bundle-v2."""

_BINARY_KINDS = {"BINARY", "EXTENSION"}


# ---- what the program says of itself


def version() -> str:
    """``desktop_app.__version__``, read without importing the program."""
    for node in ast.parse((ROOT / "desktop_app" / "__init__.py").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and [getattr(name, "id", "") for name in node.targets] == [
            "__version__"
        ]:
            return str(ast.literal_eval(node.value))
    raise ValueError("desktop_app/__init__.py names no __version__")


def languages() -> tuple[str, ...]:
    """English, and the languages that have a catalogue."""
    folder = ROOT / "resources" / "translations"
    return tuple(sorted({"en", *(place.name for place in folder.iterdir() if place.is_dir())}))


def packages_of_libraries() -> dict[str, str]:
    """The Debian package of each shared library that Qt's wheels expect from the system, as ``.ci/system_packages.txt`` says."""
    lines = (ROOT / ".ci" / "system_packages.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if line and not line.startswith("#"))
    return {what: package for _when, what, package in rows if what.startswith("lib")}


@cache
def qt_modules() -> set[str]:
    """The modules of Qt that the program imports, such as ``QtWidgets``."""
    sources = (file.read_text(encoding="utf-8") for file in (ROOT / "desktop_app").rglob("*.py"))
    return {
        name
        for source in sources
        for name in re.findall(r"^\s*from PySide6\.(Qt\w+) import", source, re.MULTILINE)
    }


def excluded_qt_modules() -> list[str]:
    """Every other module of PySide6 that is installed."""
    import PySide6  # noqa: PLC0415 - not needed to measure a bundle

    installed = {file.name.split(".")[0] for file in Path(PySide6.__path__[0]).glob("Qt*.*")}
    return [f"PySide6.{name}" for name in sorted(installed - qt_modules()) if name.isidentifier()]


def resources() -> list[tuple[str, str]]:
    """The program's own files, as PyInstaller's ``datas``: all of ``resources`` that is read at run time."""
    left_out = {"packaging"}
    found = []
    for file in sorted((ROOT / "resources").rglob("*")):
        place = file.relative_to(ROOT)
        if file.is_file() and place.parts[1] not in left_out and file.suffix != ".po":
            found.append((str(file), str(place.parent)))
    return found


# ---- choosing among what PyInstaller found


def _name(place: str) -> str:
    return PurePosixPath(place.replace(os.sep, "/")).name


def _is_plugin(place: str) -> bool:
    return "plugins" in PurePosixPath(place.replace(os.sep, "/")).parts[:3]


def _plugin_is_used(place: str) -> bool:
    path = PurePosixPath(place.replace(os.sep, "/"))
    return path.stem.removeprefix("lib") in PLUGINS.get(path.parent.name, ())


def _left_to_the_system(place: str) -> bool:
    patterns = DESKTOP_LIBRARIES if LINUX else WINDOWS_LIBRARIES
    return any(fnmatch(_name(place), pattern) for pattern in patterns)


def _is_shared_library(place: str) -> bool:
    """Whether *place* is a library that others link to: nothing loads it by its name."""
    name = _name(place)
    if LINUX:
        in_package = "/" in place and not place.startswith(
            ("PySide6/Qt/lib/", "PySide6/lib", "shiboken6/lib")
        )
        return name.startswith("lib") and ".so" in name and not in_package
    if _is_plugin(place) or name.endswith(".pyd"):
        return False
    return name.endswith((".dll", ".dylib")) or ".framework/" in place


@cache
def _told_by_objdump(file: str) -> str:
    return subprocess.run(["objdump", "-p", file], capture_output=True, text=True, check=True).stdout


def needed(file: str) -> set[str]:
    """The names of the libraries that *file* asks for when it is loaded."""
    if LINUX:
        lines = (line.split() for line in _told_by_objdump(file).splitlines())
        return {words[1] for words in lines if words[:1] == ["NEEDED"]}
    # Only there where a bundle is made:
    from PyInstaller.depend.bindepend import get_imports  # noqa: PLC0415

    return {_name(name) for name, _path in get_imports(file)}


def libc_versions(file: str) -> set[tuple[int, int]]:
    """The versions of Linux's C library that *file* names."""
    return {
        (int(major), int(minor)) for major, minor in re.findall(r"GLIBC_(\d+)\.(\d+)", _told_by_objdump(file))
    }


def binaries(entries: Iterable[Entry]) -> list[Entry]:
    """Of the libraries and extensions in *entries* those that the program reaches."""
    modules = qt_modules()
    candidates = []
    for place, source, kind in entries:
        in_qt = place.startswith(f"PySide6{os.sep}Qt") and place.count(os.sep) == 1
        if (in_qt and _name(place).split(".")[0] not in modules) or _left_to_the_system(place):
            continue
        if _is_plugin(place) and not _plugin_is_used(place):
            continue
        candidates.append((place, source, kind))
    by_name = {_name(place).lower(): source for place, source, kind in candidates if kind in _BINARY_KINDS}
    to_see = [
        source
        for place, source, kind in candidates
        if kind in _BINARY_KINDS and not _is_shared_library(place)
    ]
    to_see += [
        source for name, source in by_name.items() if name.startswith(("libpython", "python3", "vcruntime"))
    ]
    reached: set[str] = set()
    while to_see:
        source = to_see.pop()
        if source not in reached:
            reached.add(source)
            to_see += [by_name[name.lower()] for name in needed(source) if name.lower() in by_name]
    return [entry for entry in candidates if entry[1] in reached]


def data(entries: Iterable[Entry], kept_binaries: Iterable[Entry]) -> list[Entry]:
    """Of the other files in *entries* those that the program reads, and the links to libraries among *kept_binaries*."""
    kept = []
    ours = {f"qtbase_{language}.qm" for language in languages()}
    libraries = {_name(place) for place, _, _ in kept_binaries}
    for place, source, kind in entries:
        path = PurePosixPath(place.replace(os.sep, "/"))
        if path.parts[0] in TABLE_PACKAGES:
            continue
        if kind == "SYMLINK" and path.name not in libraries:
            continue
        if path.parts[0] == "PySide6" and path.suffix == ".qm" and path.name not in ours:
            continue
        if path.parts[0] == "swagger_ui_bundle" and path.name not in SERVER_PAGES:
            continue
        kept.append((place, source, kind))
    return kept


def scripts(entries: Iterable[Entry]) -> list[Entry]:
    """What runs before the program, without those of PyInstaller's preparations that it has no use for."""
    unused = PREPARATIONS_OF_NO_USE if LINUX else PREPARATIONS_OF_NO_USE - {"pyi_rth_pyside6"}
    return [entry for entry in entries if entry[0] not in unused]


def modules(entries: Iterable[Entry], archive: Path) -> list[Entry]:
    """The Python modules in *entries* but those of ``TABLE_PACKAGES``, which are written into *archive* with their tables."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as written:
        for package in TABLE_PACKAGES:
            found = importlib.util.find_spec(package)
            if found is None or found.origin is None:
                raise ValueError(f"{package} is not installed")
            folder = Path(found.origin).parent
            for file in sorted(folder.rglob("*")):
                if file.is_file() and "__pycache__" not in file.parts:
                    place = file.relative_to(folder.parent).as_posix()
                    written.writestr(zipfile.ZipInfo(place), file.read_bytes(), zipfile.ZIP_DEFLATED)
    return [entry for entry in entries if entry[0].split(".")[0] not in TABLE_PACKAGES]


def licences(entries: Iterable[Entry]) -> list[Entry]:
    """The terms of what *entries* come from: of Qt, Python, each package, each library of the system. They go where it goes."""
    texts = sorted((ROOT / "resources" / "packaging" / "licences").iterdir())
    found = [(str(file), "licences/qt") for file in texts]
    found += _licences_of_packages(name for name, _, _ in entries)
    found += _licences_of_the_system(source for _, source, kind in entries if kind in _BINARY_KINDS)
    return [(f"{folder}/{Path(file).name}", file, "DATA") for file, folder in sorted(set(found))]


def _licences_of_packages(modules: Iterable[str]) -> list[tuple[str, str]]:
    owners = metadata.packages_distributions()
    names = {owner for module in modules for owner in owners.get(re.split(r"[./\\]", module)[0], ())}
    found = []
    for name in sorted(names):
        for file in metadata.files(name) or ():
            told = file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE"))
            if told and ".dist-info" in str(file) and Path(str(file.locate())).is_file():
                found.append((str(file.locate()), f"licences/{name.lower()}"))
    return found


def _licences_of_the_system(files: Iterable[str]) -> list[tuple[str, str]]:
    """Those of Python, and of the libraries in *files* that a Debian package brought."""
    own = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    found = [(str(own), "licences/python")] if own.is_file() else []
    if not shutil.which("dpkg-query"):
        return found
    paths = {str(place) for file in files for place in (Path(file), Path(file).resolve())}
    # A package lists /lib/… for what /usr/lib/… finds too, or the other way round.
    paths |= {path.removeprefix("/usr") for path in paths if path.startswith("/usr/lib")}
    system = sorted(path for path in paths if path.startswith(("/lib", "/usr/lib")))
    command = ["dpkg-query", "--search", *system]
    lines = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    for package in sorted({line.split(":")[0] for line in lines}):
        terms = Path("/usr/share/doc") / package / "copyright"
        if terms.is_file():
            found.append((str(terms), f"licences/{package}"))
    return found


# ---- weighing


def part_of(place: PurePosixPath) -> str:
    """A name for what *place* within the bundle belongs to."""
    name, inner = place.name, place.parts[1:] if place.parts[0] == "_internal" else place.parts
    if name.startswith("libicu"):
        return "ICU (Qt's sorting of words)"
    if inner[0] in {"PySide6", "shiboken6"}:
        return {"plugins": "Qt: plug-ins", "translations": "Qt: translations", "lib": "Qt: libraries"}.get(
            inner[2] if len(inner) > 3 else "", "PySide6"
        )
    if inner[0].startswith("libpython") or inner[0] == "base_library.zip" or inner[0].startswith("python3"):
        return "Python"
    if len(inner) == 1 and ".so" in name:
        return "Libraries of the system" if name.startswith("lib") else name.split(".")[0]
    return "The program and all Python modules" if inner[0].startswith("suivi") else inner[0]


def weights(folder: Path) -> Iterator[tuple[str, int]]:
    """Each part of the bundle in *folder* with its bytes, the heaviest first; links weigh nothing."""
    sizes: Counter[str] = Counter()
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            sizes[part_of(PurePosixPath(file.relative_to(folder).as_posix()))] += file.stat().st_size
    yield from sizes.most_common()


def main() -> int:
    """Say what a bundle weighs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    parts = list(weights(folder))
    for part, size in parts:
        print(f"{size / 1e6:8.2f} MB  {part}")
    print(f"{sum(size for _, size in parts) / 1e6:8.2f} MB  in all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
