"""The two commands on a machine that has nothing but ``make`` and the source; and what its own Python builds, where not even that is."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop_app import __version__
from tests.bundle.conftest import ROOT
from tests.bundle.debian import SUITES, BareSystem, Failed, bare_system

SOURCE = "/srv/suivi"


@dataclass(frozen=True)
class Fresh:
    """A Debian with ``make`` and the source, of which *office* is the owner."""

    name: str
    system: BareSystem

    def make(self, *arguments: str, online: bool = True, **environment: str) -> str:
        """Run ``make`` as somebody who may install nothing. Raises `Failed`."""
        return self.system.user("make", *arguments, folder=SOURCE, online=online, **environment)


@pytest.fixture(scope="module", params=list(SUITES))
def fresh(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fresh]:
    with bare_system(request.param, tmp_path_factory.mktemp("fresh")) as system:
        system.install("make")
        files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
        for name in files.decode().split("\0"):
            if (ROOT / name).is_file():
                target = system.folder / SOURCE.lstrip("/") / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, target)
        system.root("chown", "-R", "office:office", SOURCE)
        yield Fresh(request.param, system)


def test_an_ordinary_user_needs_one_line_of_an_administrator(fresh: Fresh) -> None:
    """The tests run one after the other: this one leaves the system with all that the line names."""
    with pytest.raises(Failed) as told:
        fresh.make("run", DISPLAY=":0")
    lines = re.findall(r"^    su -c '(apt-get update && apt-get install .*)'$", str(told.value), re.MULTILINE)
    assert len(lines) == 1, told.value
    assert {"python3", "python3-venv", "libegl1", "libxcb-cursor0", "chromium"} <= set(lines[0].split())
    fresh.system.root("sh", "-c", lines[0])
    with pytest.raises(Failed, match=r"\nNo network: Python packages cannot be fetched \(.*\)\.\n"):
        fresh.make("run", online=False)
    drawn = fresh.make("run", DISPLAY="")
    assert "build/pictures/dashboard-dark.png\n" in drawn
    assert "propagateSizeHints" not in drawn
    assert re.search(r"^\d+ passed", fresh.make("test", "ARGS=tests/tools/test_set_up.py"), re.MULTILINE)
    assert "skipped" not in fresh.make("test", "ARGS=tests/server/test_guide.py -k curl")


def test_what_its_own_python_builds_starts_where_nothing_else_is(
    fresh: Fresh, tmp_path_factory: pytest.TempPathFactory
) -> None:
    told = fresh.system.root("make", "installer", folder=SOURCE)
    assert "INFO" not in told
    made = list((fresh.system.folder / SOURCE.lstrip("/") / "dist").glob("suivi*.*"))
    assert len(made) == 2, told
    with bare_system(fresh.name, tmp_path_factory.mktemp("other")) as other:
        for file in made:
            shutil.copy(file, other.folder / "srv")
        (archive,) = (file.name for file in made if file.suffix == ".gz")
        (package,) = (file.name for file in made if file.suffix == ".deb")
        other.user("tar", "-xf", f"/srv/{archive}")
        other.user(f"{archive.removesuffix('.tar.gz')}/install.sh")
        starts(other, f"{other.home}/.local/bin/suivi")
        other.install(f"/srv/{package}")
        starts(other, "/usr/bin/suivi")
        drawn = other.user("suivi", "--pictures", "pictures", QT_QPA_PLATFORM="offscreen")
        assert len(drawn.splitlines()) > 10


def starts(system: BareSystem, program: str) -> None:
    """Run the installed *program* over an office that it makes."""
    assert system.user(program, "--version").strip() == f"Suivi {__version__}"
    data = ("--data-dir", f"{system.home}/office-of-{Path(program).parent.name}-{len(program)}")
    system.user(program, *data, "demo", "--persons", "5", "--follow-ups", "5", "--interactions", "0")
    system.user(program, *data, "check")
