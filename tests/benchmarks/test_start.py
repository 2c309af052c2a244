"""From starting the program to a painted sign-in window, against a bare painted ``QMainWindow``."""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest

from desktop_app.application import Application
from desktop_app.system.settings import LAST_EMAIL, OFFICE_NAME, Preferences
from tests.benchmarks.measuring import process, say

_PAINTED = """
import json, os, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

def painted(self, event):
    type(self).__bases__[0].paintEvent(self, event)
    QTimer.singleShot(0, told)

def told():
    with open("/proc/self/status") as status:  # ru_maxrss would count what the parent had when it forked
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    print(json.dumps({"painted": time.monotonic(), "memory": peak}), flush=True)
    os._exit(0)
"""
_BARE = (
    _PAINTED
    + """
application = QApplication([])
window = type("Window", (QMainWindow,), {"paintEvent": painted})()
window.resize(1280, 720)
window.show()
application.exec()
"""
)
# the paint event of the page alone is watched: a filter on the whole application would see, and slow, every event
_SUIVI = (
    _PAINTED
    + """
os.environ["SUIVI_DATA_DIR"] = sys.argv.pop()
from desktop_app.cli import main
from desktop_app.views.pages.sign_in.sign_in_page import SignInPage
SignInPage.paintEvent = painted
sys.exit(main.main())
"""
)


@pytest.mark.benchmark
def test_start_to_a_painted_sign_in_window(tmp_path: Path) -> None:
    application = Application(tmp_path)
    application.open()
    administrator = {
        "first_name": "A",
        "last_name": "B",
        "email": "a@example.org",
        "password": "correct horse battery",
    }
    application.controllers.users.set_up(
        {"name": "Office", "time_zone": "UTC", "language": "en"}, administrator
    )
    application.close()
    preferences = Preferences(tmp_path)  # as after the first sign-in on a PC: most starts are later ones
    preferences.set(OFFICE_NAME, "Office")
    preferences.set(LAST_EMAIL, "a@example.org")
    preferences.save()
    pairs = []
    for round_ in range(12):
        bare, suivi = process(_BARE), process(_SUIVI, str(tmp_path))
        if round_ >= 2:  # the first two warm the disk's cache
            pairs.append((bare, suivi))
    times = [(one["painted"] - one["started"], other["painted"] - other["started"]) for one, other in pairs]
    bare_time, time_ = (statistics.median(values) for values in zip(*times, strict=True))
    bare_memory = statistics.median(one["memory"] for one, _ in pairs)
    memory = statistics.median(other["memory"] for _, other in pairs)
    ratio = statistics.median(other / one for one, other in times)
    say(
        f"start to painted sign-in: {time_ * 1000:.0f} ms, {ratio:.2f} × a bare QMainWindow ({bare_time * 1000:.0f} ms); asked: 2.0"
    )
    say(
        f"memory then: {memory / 1024:.0f} MB, {memory / bare_memory:.2f} × ({bare_memory / 1024:.0f} MB); asked: 1.6"
    )
    assert memory > 0
    assert time_ > 0
