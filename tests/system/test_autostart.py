"""Starting with the session, as each system looks for such programs."""

from __future__ import annotations

import configparser
import os
import plistlib
import subprocess
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from desktop_app.system import autostart


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of this test's own."""
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPIMAGE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def words_of(line: str) -> list[str]:
    """An Exec line taken apart as the desktop entry specification says."""
    line = line.replace("\\\\", "\\")
    found: list[str] = []
    at = 0
    while at < len(line):
        assert line[at] == '"'
        word, at = "", at + 1
        while line[at] != '"':
            if line[at] == "\\":
                at += 1
            word, at = word + line[at], at + 1
        found.append(word.replace("%%", "%"))
        at += 2
    return found


class _DesktopFile(configparser.RawConfigParser):
    """Desktop files tell upper case from lower."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def entry_of(file: Path) -> configparser.SectionProxy:
    parser = _DesktopFile(delimiters=("=",))
    parser.read(file, encoding="utf-8")
    return parser["Desktop Entry"]


class TestOnLinux:
    def test_switching_on_and_off(self, home: Path, data_folder: Path) -> None:
        assert not autostart.is_on(data_folder)
        autostart.switch(data_folder, on=True)
        assert autostart.is_on(data_folder)
        (file,) = (home / ".config" / "autostart").iterdir()
        entry = entry_of(file)
        assert (entry["Type"], entry["Name"], entry["Terminal"]) == ("Application", "Suivi", "false")
        assert words_of(entry["Exec"]) == autostart.command(data_folder)
        autostart.switch(data_folder, on=False)
        autostart.switch(data_folder, on=False)
        assert not autostart.is_on(data_folder)
        assert list(file.parent.iterdir()) == []

    def test_what_the_desktop_switched_off_is_off(self, home: Path, data_folder: Path) -> None:
        autostart.switch(data_folder, on=True)
        (file,) = (home / ".config" / "autostart").iterdir()
        written = file.read_text()
        for line in ("Hidden=true", "X-GNOME-Autostart-enabled=false"):
            file.write_text(written.replace("X-GNOME-Autostart-enabled=true", line))
            assert not autostart.is_on(data_folder)

    def test_each_folder_has_an_entry_of_its_own_and_the_usual_one_needs_no_option(
        self, home: Path, data_folder: Path
    ) -> None:
        usual = home / ".local" / "share" / "Suivi"
        for folder in (usual, data_folder):
            autostart.switch(folder, on=True)
        names = sorted(one.name for one in (home / ".config" / "autostart").iterdir())
        assert len(names) == 2
        assert names[1] == "suivi.desktop"
        assert "--data-dir" not in autostart.command(usual)
        autostart.switch(data_folder, on=False)
        assert autostart.is_on(usual)

    def test_a_configuration_folder_elsewhere(
        self, tmp_path: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "elsewhere"))
        autostart.switch(data_folder, on=True)
        assert len(list((tmp_path / "elsewhere" / "autostart").iterdir())) == 1

    @pytest.mark.parametrize(
        "name", ["with space", 'quo"te', "back\\slash", "dollar$HOME", "100 %", "`date`", "é"]
    )
    def test_folders_of_any_name(self, home: Path, tmp_path: Path, name: str) -> None:
        folder = tmp_path / name
        autostart.switch(folder, on=True)
        (file,) = (home / ".config" / "autostart").iterdir()
        words = words_of(entry_of(file)["Exec"])
        assert words[words.index("--data-dir") + 1] == str(folder)

    def test_a_folder_that_cannot_be_written_is_said(self, home: Path, data_folder: Path) -> None:
        (home / ".config").write_text("in the way")
        with pytest.raises(OSError, match=r"\.config"):
            autostart.switch(data_folder, on=True)


def test_the_command_opens_this_program_from_any_folder(tmp_path: Path, data_folder: Path) -> None:
    words = autostart.command(data_folder)
    assert words[-1] == "--minimised"
    done = subprocess.run(
        [*words[:-1], "--version"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ},
    )
    assert done.stdout.startswith("Suivi ")


def test_bundled_the_program_itself_is_started(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert autostart.command(data_folder)[0] == sys.executable
    monkeypatch.setenv("APPIMAGE", "/opt/Suivi.AppImage")
    assert autostart.command(data_folder)[0] == "/opt/Suivi.AppImage"


def test_a_launch_agent_on_macos(home: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    autostart.switch(data_folder, on=True)
    (file,) = (home / "Library" / "LaunchAgents").iterdir()
    agent = plistlib.loads(file.read_bytes())
    assert agent == {
        "Label": file.stem,
        "ProgramArguments": autostart.command(data_folder),
        "RunAtLoad": True,
    }
    assert autostart.is_on(data_folder)
    autostart.switch(data_folder, on=False)
    assert not autostart.is_on(data_folder)


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The Run key of a Windows PC: its module is not there on other systems."""
    values: dict[str, str] = {}
    module: Any = types.ModuleType("winreg")
    module.HKEY_CURRENT_USER, module.REG_SZ = "HKCU", 1

    @contextmanager
    def key(root: str, path: str) -> Iterator[str]:
        assert (root, path) == ("HKCU", r"Software\Microsoft\Windows\CurrentVersion\Run")
        yield "key"

    def missing(name: str) -> str:
        if name not in values:
            raise FileNotFoundError(name)
        return values[name]

    module.OpenKey = module.CreateKey = key
    module.QueryValueEx = lambda _key, name: (missing(name), 1)
    module.SetValueEx = lambda _key, name, _nothing, kind, value: (
        values.update({name: value}) if kind == 1 else None
    )
    module.DeleteValue = lambda _key, name: values.pop(name) if missing(name) else None
    monkeypatch.setitem(sys.modules, "winreg", module)
    monkeypatch.setattr(sys, "platform", "win32")
    return values


def test_the_run_key_on_windows(registry: dict[str, str], data_folder: Path) -> None:
    assert not autostart.is_on(data_folder)
    autostart.switch(data_folder, on=True)
    assert autostart.is_on(data_folder)
    assert list(registry.values()) == [subprocess.list2cmdline(autostart.command(data_folder))]
    autostart.switch(data_folder, on=False)
    autostart.switch(data_folder, on=False)
    assert not autostart.is_on(data_folder)
