"""The icons: all of one family, each there, drawn in the colour of the theme."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from desktop_app.system import paths
from desktop_app.views.look import icons, theme

ROOT = Path(__file__).parents[3]
FOLDER = paths.resources() / "icons"


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("icon_script", ROOT / "tools" / "icons.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


NAMES = sorted(file.stem for file in FOLDER.glob("*.svg"))


def test_every_icon_is_of_the_family_or_the_programs_own_sign() -> None:
    script = _script()
    assert set(NAMES) == set(script.FAMILY) | script.OWN
    for name in script.FAMILY:
        assert (FOLDER / f"{name}.svg").read_text("utf-8").startswith(script.HEAD)
    assert "ISC License" in (FOLDER / "LICENSE").read_text("utf-8")


def test_a_drawing_on_another_grid_is_refused() -> None:
    script = _script()
    drawn = '<svg viewBox="0 0 24 24" stroke-width="2">\n  <path d="M1 1" />\n  <path d="M2 2" />\n</svg>'
    assert script.one_line(drawn) == script.HEAD + '<path d="M1 1"/><path d="M2 2"/></svg>\n'
    with pytest.raises(ValueError, match="svg"):
        script.one_line(drawn.replace("24 24", "18 18"))


def test_every_icon_the_source_names_is_there() -> None:
    pattern = re.compile(r'\b(?:icon|icon_button|paint_icon)\((?:painter, )?"([a-z-]+)"')
    named = {
        name
        for file in (ROOT / "desktop_app" / "views").rglob("*.py")
        for name in pattern.findall(file.read_text("utf-8"))
    }
    assert named
    assert named <= set(NAMES)


def _parts(colour: QColor) -> tuple[int, int, int, int]:
    return colour.red(), colour.green(), colour.blue(), colour.alpha()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", sorted(set(NAMES) - {"suivi"}))
def test_an_icon_is_drawn_in_the_colour_of_the_theme(qapp: QApplication, name: str, *, dark: bool) -> None:
    theme.apply(qapp, dark=dark)
    image = icons.icon(name, "text").pixmap(QSize(48, 48)).toImage()
    inked = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
    solid = [colour for colour in inked if colour.alpha() == 255]
    wanted = QColor(theme.tokens().text)
    assert solid
    for colour in solid:  # the painting rounds
        pairs = zip(_parts(colour), _parts(wanted), strict=True)
        assert all(abs(one - other) <= 2 for one, other in pairs)
