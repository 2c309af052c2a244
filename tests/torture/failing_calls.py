"""The n-th call to the disk fails, for every n: no room, a broken disk, half of it written. Where a C compiler is there."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
from pathlib import Path

from desktop_app.system import paths
from tests.torture.ground import PATIENCE, Ground, command, count, finish, start

_SOURCE = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static long called;

/* Whether this call on the file *fd* is the one that fails; it is noted then. */
static int fails(int fd) {
    char link[64], path[4096];
    const char *within = getenv("FAIL_WITHIN"), *at = getenv("FAIL_AT");
    if (!within || !at) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    if (strncmp(path, within, strlen(within))) return 0;
    if (__atomic_add_fetch(&called, 1, __ATOMIC_SEQ_CST) != atol(at)) return 0;
    int note = open(getenv("FAIL_NOTE"), O_CREAT | O_WRONLY, 0600);
    if (note >= 0) close(note);
    return 1;
}

static int with(void) { return atoi(getenv("FAIL_WITH")); }

#define REAL(name) ((__typeof__(&name)) dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *data, size_t size) {
    if (!fails(fd)) return REAL(write)(fd, data, size);
    if (with()) { errno = with(); return -1; }
    return REAL(write)(fd, data, size > 1 ? size / 2 : size);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t place) {
    if (!fails(fd)) return REAL(pwrite)(fd, data, size, place);
    if (with()) { errno = with(); return -1; }
    return REAL(pwrite)(fd, data, size > 1 ? size / 2 : size, place);
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t place) {
    if (!fails(fd)) return REAL(pwrite64)(fd, data, size, place);
    if (with()) { errno = with(); return -1; }
    return REAL(pwrite64)(fd, data, size > 1 ? size / 2 : size, place);
}
int fsync(int fd) {
    if (!fails(fd) || !with()) return REAL(fsync)(fd);
    errno = EIO; return -1;
}
int fdatasync(int fd) {
    if (!fails(fd) || !with()) return REAL(fdatasync)(fd);
    errno = EIO; return -1;
}
int ftruncate(int fd, off_t size) {
    if (!fails(fd) || !with()) return REAL(ftruncate)(fd, size);
    errno = with(); return -1;
}
int ftruncate64(int fd, off64_t size) {
    if (!fails(fd) || !with()) return REAL(ftruncate64)(fd, size);
    errno = with(); return -1;
}
"""
_WAYS = {"no room": errno.ENOSPC, "a broken disk": errno.EIO, "half of it": 0}
_LIST_LENGTH = 30
_LAST = 100  # of the calls that it takes


def failing_calls(ground: Ground) -> None:
    """Let the n-th call fail while a list is taken in, n from 1 on and of chance in turn: all of it is in, or nothing, and the words are true."""
    library = _library(ground)
    if library is None:
        ground.figures["skipped: no C compiler"] += 1
        return
    places = dict.fromkeys(_WAYS, 1)
    for number in ground.rounds():
        way = list(_WAYS)[number % len(_WAYS)]
        if number % 2:
            was_met = _fail_once(ground, library, way, places[way])
            places[way] = places[way] + 1 if was_met else 1
        else:
            _fail_once(ground, library, way, ground.random.randrange(1, _LAST))


def _fail_once(ground: Ground, library: Path, way: str, place: int) -> bool:
    """Let the call at *place* fail in *way*; return whether there was one."""
    folder, note = ground.office(), ground.fresh() / "failed"
    before = count(folder, "persons")
    words = command(folder, ["import", "people", str(ground.people_list(_LIST_LENGTH))])
    settings = {
        "LD_PRELOAD": library,
        "FAIL_WITHIN": folder,
        "FAIL_AT": place,
        "FAIL_WITH": _WAYS[way],
        "FAIL_NOTE": note,
    }
    said = finish(start(["env", *(f"{name}={value}" for name, value in settings.items()), *words]), PATIENCE)
    what = f"{way} at call {place}"
    ground.judge(what, said)
    ground.prove(what, folder)
    added = count(folder, "persons") - before
    if added not in {0, _LIST_LENGTH}:
        ground.fault(f"{what}: a part of the list is in")
    if said.code == 0 and added != _LIST_LENGTH:
        ground.fault(f"{what}: says it was done, and it was not")
    if said.code == 1 and "othing was saved" in said.err and added:
        ground.fault(f"{what}: says that nothing was saved, and something was")
    ground.figures["failing calls"] += note.exists()
    ground.figures[f"of them told ({way})"] += note.exists() and said.code == 1
    return note.exists() or not paths.database_file(folder).exists()


def _library(ground: Ground) -> Path | None:
    """Return what is put before the system's calls; None where it cannot be made."""
    compiler = shutil.which("cc")
    if sys.platform != "linux" or compiler is None:
        return None
    folder = ground.fresh()
    (folder / "failing.c").write_text(_SOURCE, "utf-8")
    words = [compiler, "-shared", "-fPIC", "-o", "failing.so", "failing.c", "-ldl"]
    compiled = subprocess.run(words, cwd=folder, check=False, capture_output=True)
    return folder / "failing.so" if compiled.returncode == 0 else None
