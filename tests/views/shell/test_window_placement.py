"""Where the window stands: at every scale, and after a screen is gone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.system import settings
from desktop_app.system.settings import WINDOW_PLACE, Preferences
from desktop_app.views.shell import window_placement
from desktop_app.views.shell.window_placement import fitted

ROOT = Path(settings.__file__).parents[2]
OFFICE = QRect(0, 0, 1366, 728)
BESIDE = QRect(1366, 0, 1920, 1040)
LEFT = QRect(-1280, 100, 1280, 984)


@pytest.mark.parametrize(
    ("wanted", "screens", "found"),
    [
        (QRect(40, 40, 1280, 680), [OFFICE], QRect(40, 40, 1280, 680)),
        (QRect(1500, 100, 1280, 720), [OFFICE, BESIDE], QRect(1500, 100, 1280, 720)),
        (QRect(1500, 100, 1280, 720), [OFFICE], QRect(86, 8, 1280, 720)),  # its screen is gone
        (QRect(1500, 100, 1900, 1000), [OFFICE], OFFICE),  # and it was bigger than what is left
        (QRect(-1200, 200, 1000, 700), [OFFICE, LEFT], QRect(-1200, 200, 1000, 700)),
        (QRect(-1200, 200, 1000, 700), [OFFICE], QRect(0, 28, 1000, 700)),
        (QRect(1000, 10, 800, 600), [OFFICE, BESIDE], QRect(1000, 10, 800, 600)),  # on both
        (QRect(1000, 10, 800, 600), [OFFICE], QRect(566, 10, 800, 600)),
        (QRect(10, -30, 800, 600), [OFFICE], QRect(10, 0, 800, 600)),  # its title bar must be seen
        (QRect(9000, 9000, 800, 600), [OFFICE, BESIDE], QRect(2486, 440, 800, 600)),  # the nearest one
        (QRect(40, 40, 1280, 680), [QRect(0, 0, 683, 364)], QRect(0, 0, 683, 364)),  # the same PC at 200 %
        (QRect(40, 40, 1280, 680), [], QRect(40, 40, 1280, 680)),
        (QRect(40, 40, 1280, 680), [QRect()], QRect(40, 40, 1280, 680)),
    ],
)
def test_a_window_is_brought_onto_a_screen_that_exists(
    wanted: QRect, screens: list[QRect], found: QRect
) -> None:
    assert fitted(wanted, screens) == found


_ROOMS = st.builds(
    QRect, st.integers(-4000, 4000), st.integers(-4000, 4000), st.integers(320, 3840), st.integers(240, 2160)
)
_WINDOWS = st.builds(
    QRect, st.integers(-9000, 9000), st.integers(-9000, 9000), st.integers(100, 5000), st.integers(100, 5000)
)


@given(_WINDOWS, st.lists(_ROOMS, min_size=1, max_size=3))
def test_it_is_always_seen_whole_and_never_grows(wanted: QRect, screens: list[QRect]) -> None:
    found = fitted(wanted, screens)
    assert found.width() <= wanted.width()
    assert found.height() <= wanted.height()
    if found != wanted:
        assert any(one.contains(found) for one in screens)
    assert fitted(found, screens) == found


def placed(preferences: Preferences, screens: list[QRect]) -> QWidget:
    window = QWidget()
    window_placement.place(window, preferences, screens)
    return window


class TestRemembered:
    @pytest.fixture
    def preferences(self, data_folder: Path) -> Preferences:
        return Preferences(data_folder)

    def test_the_first_time_it_has_its_usual_size_where_there_is_room(
        self, qtbot: QtBot, preferences: Preferences
    ) -> None:
        window = placed(preferences, [BESIDE])
        qtbot.addWidget(window)
        assert (window.width(), window.height()) == window_placement.USUAL_SIZE
        small = placed(preferences, [QRect(0, 0, 960, 500)])
        qtbot.addWidget(small)
        assert small.size() == QSize(944, 460)  # with its frame round it

    def test_it_comes_back_where_it_stood(self, qtbot: QtBot, preferences: Preferences) -> None:
        window = QWidget()
        qtbot.addWidget(window)
        window.setGeometry(100, 80, 640, 480)
        window.show()
        window_placement.remember(window, preferences)
        again = placed(preferences, [OFFICE])
        qtbot.addWidget(again)
        assert again.geometry() == window.geometry()

    def test_maximised_it_remembers_the_size_it_has_otherwise(
        self, qtbot: QtBot, preferences: Preferences
    ) -> None:
        window = QWidget()
        qtbot.addWidget(window)
        window.setGeometry(100, 80, 640, 480)
        window.showMaximized()
        window_placement.remember(window, preferences)
        again = placed(preferences, [OFFICE])
        qtbot.addWidget(again)
        assert again.windowState() & Qt.WindowState.WindowMaximized
        assert preferences.get(WINDOW_PLACE)["width"] == 640

    def test_its_frame_is_on_the_screen_too(self, qtbot: QtBot, preferences: Preferences) -> None:
        kept = {"x": 0, "y": 0, "width": 640, "height": 480, "left": 1, "top": 28, "right": 1, "bottom": 5}
        preferences.set(WINDOW_PLACE, {**kept, "maximised": False})
        window = placed(preferences, [OFFICE])
        qtbot.addWidget(window)
        assert window.geometry() == QRect(1, 28, 640, 480)

    @pytest.mark.parametrize(
        "kept",
        [
            {"x": 1},
            {"x": "1", "y": None, "width": 640, "height": 480},
            {"x": 0, "y": 0, "width": -4, "height": 480, "left": 0, "top": 0, "right": 0, "bottom": 0},
            {"x": 10**12, "y": 0, "width": 640, "height": 480, "left": 0, "top": 0, "right": 0, "bottom": 0},
        ],
    )
    def test_what_makes_no_sense_counts_as_nothing(
        self, qtbot: QtBot, preferences: Preferences, kept: dict[str, Any]
    ) -> None:
        preferences.set(WINDOW_PLACE, kept)
        window = placed(preferences, [BESIDE])
        qtbot.addWidget(window)
        assert (window.width(), window.height()) == window_placement.USUAL_SIZE

    def test_a_screen_that_goes_while_one_works(self, qtbot: QtBot) -> None:
        window = QLabel("Suivi")
        qtbot.addWidget(window)
        window.setGeometry(1500, 100, 640, 480)
        window.show()
        window_placement.bring_back(window, [OFFICE, BESIDE])
        assert window.geometry() == QRect(1500, 100, 640, 480)
        window_placement.bring_back(window, [OFFICE])
        assert OFFICE.contains(window.frameGeometry())
        assert window.size() == QSize(640, 480)


_PLACE = """
import json, sys
from pathlib import Path
from desktop_app.application import Application
from desktop_app.views import start
from desktop_app.views.shell import window_placement
application = start.make_application()
window = start.make_window(Application, Path(sys.argv[1]))
window.show()
application.processEvents()
if len(sys.argv) > 2:
    window.setGeometry(*map(int, sys.argv[2:]))
    application.processEvents()
window_placement.remember(window, window.preferences)
window.preferences.save()
here = window.frameGeometry()
available = [one.availableGeometry().getRect() for one in application.screens()]
print(json.dumps({"window": here.getRect(), "screens": available, "ratio": window.devicePixelRatioF()}))
window.finish()
"""


def in_a_process(
    folder: Path, screens: list[dict[str, Any]], scale: float, *geometry: int, tmp_path: Path
) -> dict[str, Any]:
    """The window in a process of its own, on *screens* (in device pixels) at *scale*."""
    configuration = tmp_path / "screens.json"
    configuration.write_text(json.dumps({"screens": screens}))
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={configuration}",
        "QT_SCALE_FACTOR": str(scale),
    }
    done = subprocess.run(
        [sys.executable, "-c", _PLACE, str(folder), *map(str, geometry)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=environment,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def screen(name: str, x: int, width: int, height: int) -> dict[str, Any]:
    return {
        "name": name,
        "x": x,
        "y": 0,
        "width": width,
        "height": height,
        "logicalDpi": 96,
        "logicalBaseDpi": 96,
        "dpr": 1,
    }


@pytest.mark.parametrize("scale", [1, 1.25, 1.5, 2])
def test_at_every_scale_it_is_on_the_screen_and_comes_back(
    tmp_path: Path, data_folder: Path, scale: float
) -> None:
    data_folder.mkdir()
    one = [screen("one", 0, 1920, 1080)]
    first = in_a_process(data_folder, one, scale, tmp_path=tmp_path)
    assert first["ratio"] == scale
    room = QRect(*first["screens"][0])
    assert room.contains(QRect(*first["window"]))
    moved = in_a_process(data_folder, one, scale, 20, 30, 700, 440, tmp_path=tmp_path)
    again = in_a_process(data_folder, one, scale, tmp_path=tmp_path)
    assert again["window"] == moved["window"]


@pytest.mark.parametrize("scale", [1, 2])
def test_the_second_screen_is_gone_the_next_day(tmp_path: Path, data_folder: Path, scale: float) -> None:
    data_folder.mkdir()
    two = [screen("one", 0, 1366, 768), screen("two", 1366, 1920, 1080)]
    size = round(1700 / scale), round(900 / scale)
    before = in_a_process(data_folder, two, scale, 1400, 20, *size, tmp_path=tmp_path)
    assert QRect(*before["screens"][1]).contains(QRect(*before["window"]))
    after = in_a_process(data_folder, two[:1], scale, tmp_path=tmp_path)
    assert QRect(*after["screens"][0]).contains(QRect(*after["window"]))


def test_the_same_pc_scaled_otherwise_the_next_day(tmp_path: Path, data_folder: Path) -> None:
    data_folder.mkdir()
    one = [screen("one", 0, 1920, 1080)]
    in_a_process(data_folder, one, 1, 300, 100, 1600, 900, tmp_path=tmp_path)
    after = in_a_process(data_folder, one, 1.5, tmp_path=tmp_path)
    assert QRect(*after["screens"][0]).contains(QRect(*after["window"]))
