"""The tokens, the theme that is worn, and the icons."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.i18n import texts
from desktop_app.system import paths
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.chip import Chip
from desktop_app.views.look import icons, theme
from desktop_app.views.look.style_sheet import style_sheet
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import day_and_month
from tests.support import processes

THEMES = pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
NAMES = sorted(path.stem for path in (paths.resources() / "icons").glob("*.svg"))


@pytest.fixture(autouse=True)
def light_again(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, dark=False)
    yield
    theme.apply(qapp, dark=False)


def luminance(colour: str) -> float:
    parts = QColor(colour)
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (parts.redF(), parts.greenF(), parts.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@THEMES
def test_text_can_be_read_on_every_ground(tokens: theme.Tokens) -> None:
    grounds = (tokens.window, tokens.surface, tokens.raised, tokens.accent_soft, tokens.hover)
    for ink in (tokens.text, tokens.muted, tokens.accent, tokens.late, tokens.soon, tokens.good):
        for ground in grounds:
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent_hover) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_what_a_field_proposes_can_be_read(
    qtbot: QtBot, qapp: QApplication, kind: type[QLineEdit | QPlainTextEdit], *, dark: bool
) -> None:
    """A style sheet that gives a field its colour has Qt write the proposal in half of it, unless it says otherwise."""
    theme.apply(qapp, dark=dark)
    field = kind()
    qtbot.addWidget(field)
    field.setPlaceholderText("Name, phone or e-mail")
    field.show()
    proposed = field.palette().placeholderText().color()
    assert proposed.alpha() == 255
    assert contrast(proposed.name(), theme.tokens().surface) >= 4.5


@THEMES
def test_tones_can_be_read_on_their_soft_ground(tokens: theme.Tokens) -> None:
    for tone in ("neutral", "accent", "good", "soon", "late"):
        assert contrast(*theme.tone_colors(tone, tokens)) >= 4.5, tone
    for soft in (tokens.late_soft, tokens.soon_soft, tokens.good_soft):
        assert contrast(tokens.text, soft) >= 4.5


@THEMES
def test_frames_of_fields_and_rings_can_be_seen(tokens: theme.Tokens) -> None:
    for ground in (tokens.window, tokens.surface):
        assert contrast(tokens.field_line, ground) >= 2.8
        assert contrast(tokens.accent, ground) >= 3


@THEMES
def test_the_sheet_holds_no_unfilled_place_and_every_picture_is_there(tokens: theme.Tokens) -> None:
    sheet = style_sheet(tokens, theme.DARK)
    assert "$" not in sheet
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert pictures
    for picture in pictures:
        colours = re.findall(r'stroke="(#[0-9A-F]{6})"', Path(picture).read_text(encoding="utf-8"))
        assert set(colours) <= {tokens.muted, tokens.accent, tokens.on_accent}, picture
        assert colours


def test_apply_wears_a_theme_and_says_so(qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.themed.changed):
        theme.apply(qapp, dark=True)
    assert theme.tokens() is theme.DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == theme.DARK.window
    with qtbot.waitSignal(theme.themed.changed):
        theme.apply(qapp, dark=False)
    assert theme.tokens() is theme.LIGHT


def test_the_systems_theme_is_followed_only_when_asked(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme, "_system_is_dark", lambda: True)
    theme.apply(qapp, None)
    assert theme.tokens() is theme.DARK
    monkeypatch.setattr(theme, "_system_is_dark", lambda: False)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.tokens() is theme.LIGHT
    theme.apply(qapp, dark=True)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.tokens() is theme.DARK


def test_fonts_have_the_sizes_of_the_type_scale(qapp: QApplication) -> None:
    sizes = {role: theme.font(role).pixelSize() for role in ("body", "muted", "section", "title", "figure")}
    assert sizes == {"body": 13, "muted": 12, "section": 15, "title": 24, "figure": 28}
    assert qapp.font().pixelSize() == 13
    changed = theme.font("title")
    changed.setPixelSize(99)
    assert theme.font("title").pixelSize() == 24


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_draws_something_at_every_scale(name: str, qapp: QApplication) -> None:
    for scale in (1.0, 1.25, 2.0):
        drawn = icons.icon(name, "text").pixmap(QSize(18, 18), scale)
        image = drawn.toImage()
        assert image.width() == math.ceil(18 * scale)
        inked = [
            (x, y)
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha()
        ]
        assert inked
        if name != "suivi":
            assert len(inked) < image.width() * image.height() * 0.7


def strongest(image: QImage) -> QColor:
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=lambda colour: colour.alpha())


def test_icons_take_the_colour_of_the_theme_and_of_the_state(qapp: QApplication) -> None:
    made = icons.icon("plus", "text")
    size = QSize(36, 36)
    assert strongest(made.pixmap(size, 1.0).toImage()).name().upper() == theme.LIGHT.text
    off = made.pixmap(size, 1.0, QIcon.Mode.Disabled).toImage()
    assert strongest(off).name().upper() == theme.LIGHT.disabled
    chosen = made.pixmap(size, 1.0, QIcon.Mode.Normal, QIcon.State.On).toImage()
    assert strongest(chosen).name().upper() == theme.LIGHT.accent
    theme.apply(qapp, dark=True)
    assert strongest(made.pixmap(size, 1.0).toImage()).name().upper() == theme.DARK.text


def test_an_unknown_icon_is_a_bug() -> None:
    image = QImage(18, 18, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    with pytest.raises(FileNotFoundError):
        icons.paint_icon(painter, "unicorn", QRectF(0, 0, 18, 18), "#000000")
    painter.end()


def test_the_program_has_an_icon(qapp: QApplication) -> None:
    assert not icons.program_icon().pixmap(QSize(64, 64)).isNull()


def test_a_filled_button_shows_its_focus(qtbot: QtBot) -> None:
    made: QPushButton = button("&Save", "primary", name="save")
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    image = made.grab().toImage()
    assert made.accessibleName() == "Save"
    assert made.height() == 32
    assert image.pixelColor(image.width() // 2, 3).name().upper() == theme.LIGHT.on_accent
    assert image.pixelColor(image.width() // 2, 0).name().upper() == theme.LIGHT.accent


def test_a_chip_says_its_word_in_its_colours(qtbot: QtBot, qapp: QApplication) -> None:
    chip = Chip("To visit", "soon")
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    assert chip.accessibleName() == "To visit"
    assert chip.grab().toImage().pixelColor(chip.width() - 5, 10).name().upper() == theme.LIGHT.soon_soft
    theme.apply(qapp, dark=True)
    assert chip.grab().toImage().pixelColor(chip.width() - 5, 10).name().upper() == theme.DARK.soon_soft
    wide = chip.sizeHint().width()
    chip.set("In follow-up", "accent")
    assert (chip.text(), chip.tone(), chip.accessibleName()) == ("In follow-up", "accent", "In follow-up")
    assert chip.sizeHint().width() > wide


def test_dressing_the_first_window_loads_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication, QLineEdit\n"
        "from desktop_app.views.look import theme\n"
        "from desktop_app.views.kit.buttons import button\n"
        "from desktop_app.views.kit.fields.form_row import FormColumn, FormRow\n"
        "app = QApplication([])\n"
        "theme.apply(app, None)\n"
        "column = FormColumn()\n"
        "column.add_row('email', FormRow('E-mail', QLineEdit()))\n"
        "button('Sign in', 'primary').grab()\n"
        "print(*sorted({'PySide6.QtSvg', 'html', 'pydantic', 'peewee', 'asyncio'} & set(sys.modules)))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env=processes.bare_environment(),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert ran.stdout.strip() == ""


def test_the_first_of_a_month_is_written_as_the_french_do() -> None:

    texts.use("fr")
    assert formats.long_date(date(2026, 11, 1)) == "dimanche 1er novembre 2026"
    assert formats.long_date(date(2026, 11, 2)) == "lundi 2 novembre 2026"
    assert day_and_month(date(2026, 11, 1), date(2026, 11, 20)) == "1er novembre"
    texts.use("es")
    assert "1 de noviembre" in formats.long_date(date(2026, 11, 1))
