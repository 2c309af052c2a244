"""What people install: the Debian package, also on a system where nothing else is, and the archive with its script."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import tarfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_app import __version__
from tests.bundle.conftest import BUNDLE, DIST, ROOT, Program, Screen, wait_until
from tests.bundle.debian import SUITES, BareSystem, bare_system

Tool = Callable[..., str]


@pytest.fixture
def tool() -> Tool:
    """Runs a program that need not be on every machine; what it printed. Fails the test when it finds fault."""

    def run(name: str, *arguments: str | Path) -> str:
        if not shutil.which(name):
            pytest.skip(f"{name} is not installed here")
        done = subprocess.run([name, *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def made(pattern: str) -> Path:
    found = sorted(DIST.glob(pattern))
    if not found:
        pytest.skip("`make installer` makes what this tests")
    newest = max(found, key=lambda file: file.stat().st_mtime)
    assert __version__ in newest.name
    assert newest.stat().st_mtime >= (BUNDLE / "suivi").stat().st_mtime, (
        "older than the bundle: `make installer`"
    )
    return newest


@pytest.fixture(scope="module")
def package() -> Path:
    """The Debian package."""
    return made("suivi_*.deb")


@pytest.fixture(scope="module")
def archive() -> Path:
    """The archive with its install script."""
    return made("suivi-*-linux-*.tar.gz")


@pytest.fixture(scope="module")
def contents(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Debian package, unpacked."""
    if not shutil.which("dpkg-deb"):
        pytest.skip("dpkg-deb is not installed here")
    folder = tmp_path_factory.mktemp("package")
    subprocess.run(["dpkg-deb", "--raw-extract", package, folder], check=True)
    return folder


# ---- the Debian package, read


def test_it_says_what_it_is(contents: Path) -> None:
    fields = (contents / "DEBIAN" / "control").read_text(encoding="utf-8")
    assert f"\nVersion: {__version__}\n" in fields
    assert re.search(r"\nDepends: .*libc6 \(>= 2\.\d+\).*libegl1.*libgl1", fields)
    sums = (contents / "DEBIAN" / "md5sums").read_text(encoding="utf-8").splitlines()
    files = {
        str(file.relative_to(contents))
        for file in contents.rglob("*")
        if file.is_file() and not file.is_symlink()
    }
    assert {line.split("  ")[1] for line in sums} == {
        file for file in files if not file.startswith("DEBIAN/")
    }


def test_debians_own_critic_finds_nothing(package: Path, tool: Tool) -> None:
    assert tool("lintian", "--allow-root", "--fail-on", "error,warning", package) == ""


def test_the_menu_entry_is_in_order(contents: Path, tool: Tool) -> None:
    entry = contents / "usr/share/applications/suivi.desktop"
    lines = entry.read_text(encoding="utf-8").splitlines()
    for key in ("GenericName", "Comment", "Keywords"):
        for language in ("", "[fr]", "[es]"):
            assert any(line.startswith(f"{key}{language}=") for line in lines), (key, language)
    tool("desktop-file-validate", entry)


def test_the_description_is_in_order(contents: Path, tool: Tool) -> None:
    (file,) = (contents / "usr/share/metainfo").iterdir()
    root = ET.fromstring(file.read_bytes())  # noqa: S314 - our own file
    assert f"{root.findtext('id')}.metainfo.xml" == file.name
    assert [release.get("version") for release in root.iter("release")] == [__version__]
    tool("appstreamcli", "validate", "--no-net", file)


def test_the_manual_page_is_in_order_and_names_every_command(
    contents: Path, bundle: Path, tool: Tool
) -> None:
    page = contents / "usr/share/man/man1/suivi.1.gz"
    text = gzip.decompress(page.read_bytes()).decode()
    told = subprocess.run([bundle / "suivi", "--help"], capture_output=True, text=True, check=True).stdout
    commands = re.findall(r"^    (\w+) ", told, re.MULTILINE)
    assert commands
    assert [name for name in commands if not re.search(rf'^\.BI? "?{name}\b', text, re.MULTILINE)] == []
    options = set(re.findall(r"--([a-z-]+)", told))
    assert [name for name in options if name not in text.replace("\\-", "-")] == []
    plain = contents / "suivi.1"
    plain.write_text(text, encoding="utf-8")
    faults = tool("mandoc", "-T", "lint", "-W", "warning", plain)
    plain.unlink()
    assert faults == ""


def test_it_brings_its_icon_in_every_size(contents: Path) -> None:
    icons = contents / "usr/share/icons/hicolor"
    sizes = {folder.name for folder in icons.iterdir()}
    assert {"16x16", "32x32", "48x48", "128x128", "256x256", "scalable"} <= sizes
    assert all(list((icons / size / "apps").glob("suivi.*")) for size in sizes)


# ---- the Debian package, installed where nothing else is


@pytest.fixture(scope="module", params=list(SUITES))
def bare(
    request: pytest.FixtureRequest, package: Path, archive: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BareSystem]:
    """A bare Debian that the package, the archive and a list of people were put on."""
    with bare_system(request.param, tmp_path_factory.mktemp("bare")) as system:
        for name in package, archive, ROOT / "tests" / "data" / "people_windows.csv":
            shutil.copy(name, system.folder / "srv" / name.name)
        yield system


def test_the_archive_starts_where_nothing_else_is(bare: BareSystem, archive: Path) -> None:
    """The commands need no library of a display, and none that only this machine's Python had."""
    bare.user("tar", "-xf", f"/srv/{archive.name}")
    bare.user(f"{archive.name.removesuffix('.tar.gz')}/install.sh")
    program = f"{bare.home}/.local/bin/suivi"
    assert bare.user(program, "--version").strip() == f"Suivi {__version__}"
    data = ("--data-dir", f"{bare.home}/office")
    bare.user(program, *data, "demo", "--persons", "5", "--follow-ups", "5", "--interactions", "0")
    bare.user(program, *data, "import", "people", "/srv/people_windows.csv")
    bare.user(program, *data, "check")
    bare.user(f"{bare.home}/.local/lib/suivi/install.sh", "--remove")


def test_it_installs_starts_works_and_goes_on_a_bare_system(
    bare: BareSystem, package: Path, screen: Screen
) -> None:
    before = files_of(bare.folder)
    bare.install(f"/srv/{package.name}")
    assert not (bare.folder / "usr/bin/python3").exists()

    assert bare.user("suivi", "--version").strip() == f"Suivi {__version__}"
    bare.user("suivi", "demo", "--persons", "20", "--follow-ups", "40", "--interactions", "5")
    bare.user("suivi", "import", "people", "/srv/people_windows.csv")
    bare.user("suivi", "check")
    drawn = bare.user("suivi", "--pictures", "pictures", QT_QPA_PLATFORM="offscreen")
    assert len(drawn.splitlines()) > 10
    opened = subprocess.Popen(bare.as_user("suivi"), env=bare.environment(DISPLAY=screen.name))
    try:
        wait_until(screen.windows, "the window opens")
        assert opened.poll() is None
    finally:
        opened.terminate()
        opened.wait(60)

    bare.root("apt-get", "-qq", "purge", "-y", "suivi")
    left = {file for file in files_of(bare.folder) - before if "suivi" in file.lower()}
    assert left
    assert all(file.startswith("home/office/") for file in left), left
    assert (bare.folder / "home/office/.local/share/Suivi/suivi.db").exists()


def files_of(folder: Path) -> set[str]:
    """What stands in *folder*, but for what the kernel and apt keep for themselves."""
    passed_over = {"proc", "sys", "dev", "run", "tmp", "srv"}
    return {
        str(place.relative_to(folder))
        for top in folder.iterdir()
        if top.name not in passed_over and not top.is_symlink()
        for place in top.rglob("*")
        if "var/cache/apt" not in str(place) and "var/log" not in str(place)
    }


# ---- the archive


def unpacked(archive: Path, folder: Path) -> Path:
    with tarfile.open(archive) as opened:
        opened.extractall(folder, filter="data")
    (made_folder,) = folder.iterdir()
    assert made_folder.name == archive.name.removesuffix(".tar.gz")
    return made_folder


def script(folder: Path, home: Path, *arguments: str, code: int = 0) -> str:
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "XDG_CONFIG_HOME": str(home / ".config")}
    done = subprocess.run(
        ["sh", folder / "install.sh", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_archive_installs_updates_and_removes(archive: Path, tmp_path: Path, tool: Tool) -> None:
    source = unpacked(archive, tmp_path / "download")
    home = tmp_path / "home"
    prefix = home / "Mes programmes & 100% d’été"
    home.mkdir()
    script(source, home, "--prefix", str(prefix))
    program = Program(prefix / "bin" / "suivi", home)
    assert program("--version").strip() == f"Suivi {__version__}"
    program("demo", "--persons", "5", "--follow-ups", "5", "--interactions", "0")
    tool("desktop-file-validate", prefix / "share/applications/suivi.desktop")
    entry = (prefix / "share/applications/suivi.desktop").read_text(encoding="utf-8")
    assert f'\nExec="{str(prefix).replace("%", "%%")}/lib/suivi/suivi"\n' in entry

    stale = prefix / "lib/suivi/_internal/of-an-older-version.so"
    stale.touch()
    script(source, home, "--prefix", str(prefix))
    assert not stale.exists()
    program("check")

    autostart = home / ".config/autostart/suivi.desktop"
    autostart.parent.mkdir(parents=True)
    autostart.write_text(
        f'[Desktop Entry]\nExec="{prefix}/lib/suivi/suivi" "--minimised"\n', encoding="utf-8"
    )
    other = autostart.with_name("suivi-other.desktop")
    other.write_text("[Desktop Entry]\nExec=/opt/other/suivi\n", encoding="utf-8")
    shutil.rmtree(source)
    script(prefix / "lib/suivi", home, "--remove")
    assert [file for file in prefix.rglob("*") if not file.is_dir() or "suivi" in file.name] == []
    assert not autostart.exists()
    assert other.exists()
    assert (program.data / "suivi.db").exists()


def test_the_archives_script_refuses_what_makes_no_sense(archive: Path, tmp_path: Path) -> None:
    source = unpacked(archive, tmp_path / "download")
    home = tmp_path / "home"
    home.mkdir()
    assert "not installed" in script(source, home, "--prefix", str(home / "p"), "--remove", code=1)
    assert "--prefix" in script(source, home, "--sideways", code=2)
    (source / "suivi" / "suivi").unlink()
    assert "unpacked" in script(source, home, "--prefix", str(home / "p"), code=1)
    assert not (home / "p" / "lib").exists()
