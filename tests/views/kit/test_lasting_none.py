"""A day's work makes millions of Qt calls; the program must outlive them on every Python it supports."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import desktop_app.views
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
widget = QWidget()
for _ in range(200_000):
    widget.update()
print("still here")
"""


def test_many_calls_that_return_nothing_do_not_end_the_program() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.stdout == "still here\n"
    assert "none_dealloc" not in ran.stderr
    assert ran.returncode == 0
