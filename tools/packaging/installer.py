"""Makes of ``dist/suivi`` what people install; ``make bundle`` comes first.

On Linux a Debian package and a ``.tar.gz`` with an install script, on macOS a disk image, on Windows an installer (with Inno Setup's
``iscc``). The version is that of ``desktop_app/__init__.py``; the same bundle gives the same files, dated as its newest commit.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from textwrap import dedent, indent

import bundle_contents
from bundle_contents import ROOT

DIST = ROOT / "dist"
BUNDLE = DIST / "suivi"
WORK = ROOT / "build" / "installer"
MADE = WORK / "made"
"""What is made stands here until all of it is: a build that fails leaves nothing in ``dist``."""
PACKAGING = ROOT / "resources" / "packaging"
LINUX = PACKAGING / "linux"
METAINFO = "org.suivi.Suivi.metainfo.xml"
MAINTAINER = os.environ.get("DEBEMAIL", "Suivi <suivi@example.org>")

PACKAGES = {
    **bundle_contents.packages_of_libraries(),
    "libcups.so.2": "libcups2",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libuuid.so.1": "libuuid1",
}
"""The Debian package of each library that may be left to the system."""

PARTS_OF_LIBC = re.compile(r"(libc|libm|libdl|libpthread|librt|libutil|libresolv|ld-linux[-\w]*)\.so\.\d+")


class InstallerError(Exception):
    """Something only a person can put right; the message says what."""


# ---- what both kinds for Linux have


def date_of_source() -> int:
    """Seconds since 1970 of the newest commit, or of ``SOURCE_DATE_EPOCH``: nothing made here is newer than its source."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return int(os.environ["SOURCE_DATE_EPOCH"])
    command = ["git", "log", "-1", "--format=%ct"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return (
        int(done.stdout)
        if done.returncode == 0 and done.stdout.strip()
        else int(datetime.now(UTC).timestamp())
    )


def filled(file: Path, date: int) -> bytes:
    """The text of *file* with the version and the day put in."""
    day = datetime.fromtimestamp(date, UTC).strftime("%Y-%m-%d")
    text = file.read_text(encoding="utf-8")
    return text.replace("@VERSION@", bundle_contents.version()).replace("@DATE@", day).encode()


def packed(text: bytes) -> bytes:
    """*text* as gzip makes it, without the time of making."""
    return gzip.compress(text, mtime=0)


def shared_files(date: int) -> dict[str, bytes]:
    """What stands below ``share/`` beside the program: menu entry, icons, description, manual page."""
    files = {
        "applications/suivi.desktop": (LINUX / "suivi.desktop").read_bytes(),
        f"metainfo/{METAINFO}": filled(LINUX / METAINFO, date),
        "man/man1/suivi.1.gz": packed(filled(LINUX / "suivi.1", date)),
        "icons/hicolor/scalable/apps/suivi.svg": (ROOT / "resources" / "icons" / "suivi.svg").read_bytes(),
    }
    for picture in sorted((PACKAGING / "icons").glob("*x*.png")):
        files[f"icons/hicolor/{picture.stem}/apps/suivi.png"] = picture.read_bytes()
    return files


# ---- the Debian package


def asked_of_the_system(folder: Path) -> tuple[set[str], str]:
    """The libraries that the bundle in *folder* does not bring, and the newest version of libc that it names."""
    files = [file for file in folder.rglob("*") if file.is_file() and not file.is_symlink()]
    brought = {file.name for file in folder.rglob("*.so*")}
    asked: set[str] = set()
    versions = {(2, 0)}
    for file in files:
        with file.open("rb") as opened:
            if opened.read(4) != b"\x7fELF":
                continue
        asked |= bundle_contents.needed(str(file))
        versions |= bundle_contents.libc_versions(str(file))
    return asked - brought, ".".join(map(str, max(versions)))


def depends(folder: Path) -> list[str]:
    """What the Debian package of the bundle in *folder* depends on."""
    libraries, libc = asked_of_the_system(folder)
    others = sorted(name for name in libraries if not PARTS_OF_LIBC.fullmatch(name))
    unknown = [name for name in others if name not in PACKAGES]
    if unknown:
        raise InstallerError(
            f"No Debian package is known for {', '.join(unknown)}: see PACKAGES in {Path(__file__).name}."
        )
    return sorted({f"libc6 (>= {libc})", *(PACKAGES[name] for name in others)})


def control(asked: Iterable[str], size: int) -> bytes:
    """The file ``control``; *asked* is what the package depends on, *size* what is installed, in bytes."""
    fields = {
        "Package": "suivi",
        "Version": bundle_contents.version(),
        "Architecture": architecture(),
        "Maintainer": MAINTAINER,
        "Installed-Size": str(-(-size // 1024)),
        "Depends": ", ".join(asked),
        "Recommends": "fonts-dejavu-core | fonts-noto-core | fonts-liberation, xdg-utils",
        "Section": "misc",
        "Priority": "optional",
        "Description": "people, contacts and who has been waiting too long",
    }
    description = """\
        Suivi keeps people, every contact with them and the next one promised, and
        shows each morning who has been waiting too long. It is made for small
        offices: churches that welcome visitors, community organisations that serve
        clients. It works without any network, in English, French and Spanish; its
        data is one file on the PC.
        """
    head = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return (head + indent(dedent(description), " ")).encode()


def architecture() -> str:
    """Debian's name for this machine's kind."""
    return subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    ).stdout.strip()


def changelog(date: int) -> bytes:
    """Debian's list of changes, which has the one entry: what changed is told elsewhere."""
    when = datetime.fromtimestamp(date, UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    version = bundle_contents.version()
    return f"suivi ({version}) stable; urgency=medium\n\n  * Version {version}.\n\n -- {MAINTAINER}  {when}\n".encode()


def copyright_text() -> bytes:
    """Debian's file of copyrights: the program's, and a line for each package that comes within it."""
    lines = []
    for folder in sorted((BUNDLE / "_internal" / "licences").iterdir()):
        try:
            told = metadata.metadata(folder.name).json
        except metadata.PackageNotFoundError:
            continue
        terms = str(told.get("license_expression") or told.get("license") or "see its folder")
        lines.append(f"{told['name']} {told['version']}: {terms.splitlines()[0]}")
    text = (LINUX / "copyright").read_text(encoding="utf-8")
    return text.replace("@COMPONENTS@", indent("\n".join(lines), "  ")).encode()


def debian_package(work: Path, date: int, asked: Iterable[str]) -> Path:
    """Make the ``.deb``, which depends on what is *asked* of the system; its file."""
    root = work / "debian"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(BUNDLE, root / "usr" / "lib" / "suivi", symlinks=True)
    contents = {
        **{f"usr/share/{name}": text for name, text in shared_files(date).items()},
        "usr/share/doc/suivi/copyright": copyright_text(),
        "usr/share/doc/suivi/changelog.gz": packed(changelog(date)),
        "usr/share/lintian/overrides/suivi": (LINUX / "lintian-overrides").read_bytes(),
    }
    for name, text in contents.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text)
    (root / "usr" / "bin").mkdir()
    (root / "usr" / "bin" / "suivi").symlink_to("../lib/suivi/suivi")
    put_right(root)
    files = sorted(file for file in root.rglob("*") if file.is_file() and not file.is_symlink())
    sums = "".join(
        f"{hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()}  {file.relative_to(root)}\n"
        for file in files
    )
    size = sum(file.stat().st_size for file in files)
    (root / "DEBIAN").mkdir(mode=0o755)
    (root / "DEBIAN" / "control").write_bytes(control(asked, size))
    (root / "DEBIAN" / "md5sums").write_text(sums, encoding="utf-8")
    for file in (root / "DEBIAN").iterdir():
        file.chmod(0o644)
    made = MADE / f"suivi_{bundle_contents.version()}_{architecture()}.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(made)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(date)}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return made


def put_right(root: Path) -> None:
    """Give everything below *root* the permissions that Debian expects, whatever the umask was."""
    for file in root.rglob("*"):
        if file.is_symlink():
            continue
        file.chmod(0o755 if file.is_dir() or file == root / "usr/lib/suivi/suivi" else 0o644)


# ---- the archive


def archive_entries(folder: Path, inside: str) -> Iterator[tuple[str, Path]]:
    """All in *folder* by its name within the archive, in an order that is always the same."""
    for file in sorted(folder.rglob("*")):
        yield f"{inside}/{file.relative_to(folder).as_posix()}", file


def archive(date: int) -> Path:
    """Make the ``.tar.gz`` with its install script; its file."""
    name = f"suivi-{bundle_contents.version()}-linux-{platform.machine()}"
    made = MADE / f"{name}.tar.gz"

    def told(entry: tarfile.TarInfo, mode: int | None = None) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = date
        if mode is not None:
            entry.mode = mode
        return entry

    with (
        made.open("wb") as raw,
        gzip.GzipFile("", "wb", 9, raw, mtime=0) as zipped,
        tarfile.open(fileobj=zipped, mode="w", format=tarfile.GNU_FORMAT) as tar,
    ):
        for place, file in archive_entries(BUNDLE, f"{name}/suivi"):
            entry = tar.gettarinfo(file, place)
            executable = entry.isdir() or file == BUNDLE / "suivi"
            entry = told(entry, 0o777 if entry.issym() else 0o755 if executable else 0o644)
            if entry.isfile():
                with file.open("rb") as opened:
                    tar.addfile(entry, opened)
            else:
                tar.addfile(entry)
        others = {f"share/{place}": text for place, text in shared_files(date).items()}
        others["install.sh"] = (LINUX / "install.sh").read_bytes()
        for place, text in sorted(others.items()):
            entry = told(tarfile.TarInfo(f"{name}/{place}"), 0o755 if place == "install.sh" else 0o644)
            entry.size = len(text)
            tar.addfile(entry, io.BytesIO(text))
    return made


# ---- the other systems


def disk_image() -> Path:
    """Make the ``.dmg`` of ``dist/Suivi.app``; its file."""
    made = MADE / f"suivi-{bundle_contents.version()}-macos-{platform.machine()}.dmg"
    command = [
        "hdiutil",
        "create",
        "-volname",
        "Suivi",
        "-srcfolder",
        str(DIST / "Suivi.app"),
        "-ov",
        str(made),
    ]
    subprocess.run(command, check=True)
    return made


def windows_installer() -> Path:
    """Make the installer with Inno Setup; its file."""
    compiler = shutil.which("iscc")
    if compiler is None:
        raise InstallerError(
            "Inno Setup's compiler is not on the path: install Inno Setup 6, and add its folder to PATH."
        )
    subprocess.run([compiler, f"/O{MADE}", str(PACKAGING / "windows" / "suivi.iss")], check=True)
    return MADE / f"suivi-{bundle_contents.version()}-windows-x64.exe"


def made_here() -> Iterator[Path]:
    """Make what can be made on this system; the file of each, below ``MADE``."""
    if not BUNDLE.is_dir():
        raise InstallerError("dist/suivi is not there: `make bundle` makes it.")
    if sys.platform == "darwin":
        yield disk_image()
    elif sys.platform == "win32":
        yield windows_installer()
    else:
        date = date_of_source()
        asked = depends(
            BUNDLE
        )  # before anything is made: of what it does not know, no archive may speak either
        yield archive(date)
        if shutil.which("dpkg-deb"):
            yield debian_package(WORK, date, asked)
        else:
            print("No dpkg-deb here, so no Debian package is made.")


def main() -> int:
    """Make the installers, and put them into ``dist`` once all are whole; the exit code."""
    shutil.rmtree(WORK, ignore_errors=True)
    MADE.mkdir(parents=True)
    try:
        for file in list(made_here()):
            print(f"{file.stat().st_size / 1e6:8.2f} MB  {file.replace(DIST / file.name).relative_to(ROOT)}")
    except (InstallerError, subprocess.CalledProcessError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        shutil.rmtree(WORK, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
