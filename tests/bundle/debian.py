"""Bare Debians of the tests' own: made with debootstrap from where this machine's apt takes its packages, kept in ``build``."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.bundle.conftest import ROOT

CHROOT = "/usr/sbin/chroot"
SUITES = {"debian-12": "bookworm", "debian-13": "trixie"}
PATIENCE = 1800  # seconds; a build within the system takes some minutes


class Failed(Exception):
    """A command within the system that did not end with 0; the message is what it said."""


class BareSystem:
    """Debian as its installer leaves it, before anything is added: no Python, no Qt, no display."""

    home = "/home/office"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.network = _settings_of_pip(folder)

    def root(self, *command: str, folder: str = "/", **environment: str) -> str:
        """Run *command* as root; what it printed. Raises `Failed`."""
        known = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": "/root",
            "DEBIAN_FRONTEND": "noninteractive",
            "LANG": "C.UTF-8",
        }
        inside = [CHROOT, str(self.folder), "/usr/bin/env", f"--chdir={folder}", *command]
        return self._run(inside, known | self.network | environment)

    def user(self, *command: str, folder: str = home, online: bool = True, **environment: str) -> str:
        """Run *command* as somebody who works there, or without any network; what it printed. Raises `Failed`."""
        inside = self.as_user(*command, folder=folder)
        return self._run(inside if online else ["unshare", "--net", *inside], self.environment(**environment))

    def as_user(self, *command: str, folder: str = home) -> list[str]:
        """The command of this machine that runs *command* as somebody who works there."""
        as_somebody = [CHROOT, "--userspec=office", str(self.folder)]
        return [*as_somebody, "/usr/bin/env", f"--chdir={folder}", *command]

    def environment(self, **more: str) -> dict[str, str]:
        """What somebody who works there has in the environment."""
        return {"HOME": self.home, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **self.network, **more}

    def install(self, *packages: str) -> None:
        """Install Debian packages, and nothing that these only recommend."""
        self.root("apt-get", "-qq", "update")
        self.root("apt-get", "-qq", "install", "-y", "--no-install-recommends", *packages)

    @staticmethod
    def _run(command: list[str], environment: Mapping[str, str]) -> str:
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        if done.returncode:
            raise Failed(done.stdout + done.stderr)
        return done.stdout


def _settings_of_pip(folder: Path) -> dict[str, str]:
    """Where this machine's pip finds packages, for one within *folder*: its environment, and the certificates that names."""
    settings = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    for name, value in settings.items():
        if Path(value).is_file():  # not in its own place, where a package may put another
            shutil.copy(value, folder / "srv" / name)
            settings[name] = f"/srv/{name}"
    return settings


def _debootstrapped(name: str) -> Path:
    """The bare system *name*, made unless it is in ``build`` already. Skips the test where it cannot be made."""
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        pytest.skip("only root, and only with debootstrap, makes a bare system")
    folder = ROOT / "build" / name
    if (folder / "made").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    command = ["apt-get", "indextargets", "--format", "$(SITE)", "Created-By: Packages"]
    sites = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
    done = subprocess.run(
        ["debootstrap", "--variant=minbase", SUITES[name], folder, *sites[:1]],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"no Debian to be had here: {done.stderr.strip().splitlines()[-1:]}")
    settings = subprocess.run(["apt-config", "dump"], capture_output=True, text=True, check=False).stdout
    proxies = [line for line in settings.splitlines() if "::Proxy" in line]
    (folder / "etc" / "apt" / "apt.conf.d" / "proxies").write_text("\n".join(proxies), encoding="utf-8")
    (folder / "made").touch()
    return folder


@contextmanager
def bare_system(name: str, place: Path) -> Iterator[BareSystem]:
    """A copy in *place* of the bare system *name*, with somebody called *office* and the network of this machine."""
    folder = place / "root"
    subprocess.run(["cp", "-a", _debootstrapped(name), folder], check=True)
    shutil.copy("/etc/resolv.conf", folder / "etc" / "resolv.conf")
    hosts = "127.0.0.1 localhost\n::1 localhost\n"  # an installer writes it, debootstrap does not
    (folder / "etc" / "hosts").write_text(hosts, encoding="utf-8")
    system = BareSystem(folder)
    system.root("useradd", "--create-home", "office")
    assert not (folder / "usr/bin/python3").exists()
    try:
        with _with_proc(folder):
            yield system
    finally:
        shutil.rmtree(folder)  # some hundred MB that pytest would keep


@contextmanager
def _with_proc(folder: Path) -> Iterator[None]:
    """With the system's ``/proc`` within *folder*: programs look there for themselves."""
    subprocess.run(["mount", "--bind", "/proc", folder / "proc"], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", folder / "proc"], check=True)
