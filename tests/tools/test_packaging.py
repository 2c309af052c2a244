"""What the bundle and the installers are made of, as far as it can be told without making them."""

from __future__ import annotations

import configparser
import importlib
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from desktop_app import __version__
from desktop_app.i18n import texts

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "resources" / "packaging"


@pytest.fixture
def contents(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT / "tools" / "packaging"))
    return importlib.import_module("bundle_contents")


def test_version_and_languages_are_the_programs(contents: Any) -> None:
    assert contents.version() == __version__
    assert set(contents.languages()) == set(texts.LANGUAGES)
    assert {"QtCore", "QtGui", "QtWidgets"} <= contents.qt_modules()


def test_what_is_packed_for_people_is_not_packed_into_the_program(contents: Any) -> None:
    places = [place for _, place in contents.resources()]
    assert any(place.startswith("resources") and "icons" in place for place in places)
    assert not any("packaging" in place for place in places)
    assert not any(name.endswith(".po") for name, _ in contents.resources())


# ---- icons


def png_size(picture: bytes) -> int:
    assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture[16:24])
    assert width == height
    return int(width)


def test_the_icons_for_windows_and_macos_hold_the_sizes_they_say() -> None:
    ico = (PACKAGING / "icons" / "suivi.ico").read_bytes()
    count = struct.unpack("<HHH", ico[:6])[2]
    sizes = []
    for index in range(count):
        size, *_, length, at = struct.unpack_from("<BBBBHHII", ico, 6 + 16 * index)
        assert png_size(ico[at : at + length]) == (size or 256)
        sizes.append(size or 256)
    assert {16, 32, 48, 256} <= set(sizes)
    icns = (PACKAGING / "icons" / "suivi.icns").read_bytes()
    assert struct.unpack(">I", icns[4:8])[0] == len(icns)
    at, found = 8, {}
    while at < len(icns):
        kind, length = icns[at : at + 4], struct.unpack_from(">I", icns, at + 4)[0]
        found[kind] = png_size(icns[at + 8 : at + length])
        at += length
    assert found[b"ic07"] == 128
    assert found[b"ic10"] == 1024
    for picture in (PACKAGING / "icons").glob("*x*.png"):
        assert picture.stem == "{0}x{0}".format(png_size(picture.read_bytes()))


# ---- menu entry, description, installer for Windows


class _DesktopFile(configparser.ConfigParser):
    """Desktop files tell upper case from lower."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def test_the_menu_speaks_every_language() -> None:
    entry = _DesktopFile(interpolation=None, strict=True)
    entry.read(PACKAGING / "linux" / "suivi.desktop", encoding="utf-8")
    for key in ("GenericName", "Comment", "Keywords"):
        words = [entry["Desktop Entry"][key]]
        words += [
            entry["Desktop Entry"][f"{key}[{language}]"] for language in texts.LANGUAGES if language != "en"
        ]
        assert len(set(words)) == len(words)
    description = ET.parse(PACKAGING / "linux" / "org.suivi.Suivi.metainfo.xml").getroot()  # noqa: S314 - our own
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    for parts in (description.findall("summary"), description.findall("description/p")):
        counts = [sum(part.get(language, "en") == code for part in parts) for code in texts.LANGUAGES]
        assert min(counts) == max(counts) > 0


def test_the_installer_for_windows_is_whole() -> None:
    raw = (PACKAGING / "windows" / "suivi.iss").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), "Inno Setup reads UTF-8 only with a mark in front"
    script = raw.decode("utf-8-sig")
    sections = dict(re.findall(r"^\[(\w+)\]\n(.*?)(?=^\[|\Z)", script, re.MULTILINE | re.DOTALL))
    assert {"Setup", "Languages", "Tasks", "Files", "Icons", "Run"} <= set(sections)
    settings = dict(re.findall(r"^(\w+)=(.*)$", sections["Setup"], re.MULTILINE))
    assert settings["PrivilegesRequired"] == "lowest"
    assert settings["AppVersion"] == "{#Version}"
    assert __version__ not in script, "the version comes from the program"
    named = re.findall(r"\{#Root\}(\\resources[\\\w.-]+)", script)
    assert named
    for name in named:
        assert (ROOT / name.strip("\\").replace("\\", "/")).is_file(), name
    languages = re.findall(r'^Name: "(\w+)"; MessagesFile', sections["Languages"], re.MULTILINE)
    assert sorted(languages) == sorted(texts.LANGUAGES)
    own = set(re.findall(r"^\w+\.(\w+)=", sections["CustomMessages"], re.MULTILINE))
    for name in own:
        for language in languages:
            assert f"\n{language}.{name}=" in f"\n{sections['CustomMessages']}", (language, name)
    assert own <= set(re.findall(r"\{cm:(\w+)", script))
    tasks = set(re.findall(r'^Name: "(\w+)"', sections["Tasks"], re.MULTILINE))
    assert tasks == set(re.findall(r"Tasks: (\w+)", script))
    assert "[UninstallDelete]" not in script, "what people wrote stays"
    assert r"{app}\_internal" in sections["InstallDelete"]


# ---- what is left when something goes wrong


@pytest.fixture
def installer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The script, over a ``dist`` of its own that holds a bundle."""
    monkeypatch.syspath_prepend(str(ROOT / "tools" / "packaging"))
    script = importlib.import_module("installer")
    monkeypatch.setattr(script, "DIST", tmp_path / "dist")
    monkeypatch.setattr(script, "BUNDLE", tmp_path / "dist" / "suivi")
    monkeypatch.setattr(script, "WORK", tmp_path / "build" / "installer")
    monkeypatch.setattr(script, "MADE", tmp_path / "build" / "installer" / "made")
    script.BUNDLE.mkdir(parents=True)
    (script.BUNDLE / "suivi").write_bytes(b"\x7fELF")
    return script


@pytest.mark.skipif(sys.platform != "linux", reason="the Debian package and the archive")
def test_an_installer_that_cannot_be_made_leaves_nothing_behind(
    installer: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(installer.bundle_contents, "needed", lambda _file: {"libc.so.6", "libunheard.so.9"})
    monkeypatch.setattr(installer.bundle_contents, "libc_versions", lambda _file: {(2, 36)})
    assert installer.main() == 1
    assert "No Debian package is known for libunheard.so.9" in capsys.readouterr().err
    assert [file.name for file in installer.DIST.iterdir()] == ["suivi"]

    def broken(*_: object) -> None:
        raise installer.InstallerError("the disk is full")

    monkeypatch.setattr(installer.bundle_contents, "needed", lambda _file: {"libc.so.6", "libEGL.so.1"})
    monkeypatch.setattr(installer.shutil, "which", lambda name: name)
    monkeypatch.setattr(installer, "debian_package", broken)
    assert installer.main() == 1, "the archive was made before"
    assert [file.name for file in installer.DIST.iterdir()] == ["suivi"]
    assert not installer.WORK.exists()


def test_every_library_that_is_left_to_the_system_has_a_package(contents: Any) -> None:
    packages = contents.packages_of_libraries()
    assert packages["libEGL.so.1"] == "libegl1"
    assert packages["libxcb-cursor.so.0"] == "libxcb-cursor0"


def test_a_bundle_that_cannot_be_built_leaves_nothing_behind(tmp_path: Path) -> None:
    """Neither half of a new one, nor the one of before, which would be taken for it."""
    (tmp_path / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    (tmp_path / "dist" / "suivi").mkdir(parents=True)
    breaks = "mkdir -p build/dist/suivi; exit 1"
    builds = f"{breaks.partition(';')[0]}; printf '#!/bin/sh\nexit 127' > build/dist/suivi/suivi; chmod +x build/dist/suivi/suivi"
    provide_in(tmp_path / ".ci", "set_up", "exit 0")
    for body in (breaks, builds):
        provide_in(tmp_path / ".venv" / "bin", "python", body)
        done = subprocess.run(
            ["make", "-s", "bundle"], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode != 0, "it does not start"
        assert not (tmp_path / "dist").exists()


def provide_in(folder: Path, name: str, body: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{body}\n")
    (folder / name).chmod(0o755)
