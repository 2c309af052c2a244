"""Parts of copies that a killed program left do not fill the disk."""

from __future__ import annotations

import os
from pathlib import Path

from desktop_app.application import Application
from desktop_app.system import paths
from tests.support.stored import STORED, put


def test_what_a_killed_program_left_goes_with_the_next_copy(data_folder: Path) -> None:
    put(STORED[-1], data_folder)
    folder = paths.backups_dir(data_folder)
    folder.mkdir(mode=0o700)
    left, under_way = (
        folder / "suivi-20261120-080000-daily.db.part-db",
        folder / "suivi-20261128-080000-daily.db.part",
    )
    for part in (left, under_way):
        part.write_bytes(b"half a copy")
    os.utime(left, (0, 0))
    application = Application(data_folder)
    application.open()
    now = application.controllers.clock.now().timestamp()
    os.utime(under_way, (now, now))  # the program's clock, which a run may move; the disk goes by the PC's
    copy = application.controllers.backups.make()
    application.close()
    assert copy.is_proven
    assert not left.exists()
    assert under_way.exists()
