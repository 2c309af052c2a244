"""Making the demo that the first run offers: a data folder of its own, filled anew each time."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from desktop_app.controllers.demo.demo import DemoOptions
from desktop_app.domain.vocabulary import code_label
from desktop_app.i18n.texts import speaking
from desktop_app.views.base.program import Program


def make_demo(
    make_program: Callable[[Path], Program],
    folder: Path,
    language: str,
    progress: Callable[[int, int], None],
    should_stop: Callable[[], bool],
) -> list[tuple[str, str, str]]:
    """Fill *folder* with invented people; the sign-ins as (words, e-mail address, password).

    Raises:
        Cancelled: *should_stop* said so.
        Unavailable: the folder cannot be written.
    """
    shutil.rmtree(folder, ignore_errors=True)
    program = make_program(folder)
    program.open()
    try:
        demo = program.controllers.demo.fill(DemoOptions(language=language), progress, should_stop)
    finally:
        program.close()
    with speaking(language):
        return [
            (f"{code_label(sign_in.role)}: {sign_in.name}", sign_in.email, sign_in.password)
            for sign_in in demo.sign_ins
        ]
