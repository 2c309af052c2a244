"""The look in one place: colours, spacing, type, and the style sheet made from them.

``apply(app, dark)``          wear the light (False), dark (True) or the system's theme (None), now and when it changes
``tokens()``                  the colours of this moment; ``LIGHT`` and ``DARK`` are the two sets
``themed.changed``            signal for widgets that paint themselves: take the colours again
``font(role)``                the ``QFont`` of a role: body, strong, muted, section, title, figure; larger where the system's text is
``scaled(pixels)``            a width that holds text, larger by as much as the text is
``read_system_font()``        take the system's size of text again
``tone_colors(tone)``         (foreground, soft background) of neutral, accent, good, soon, late
``row_height(compact=…)``     32, or 26 pixels when compact
``S1 … S5``, ``CORNER``       4, 8, 12, 16, 24 pixels; corners of 6

A painted widget reads ``tokens()`` while it paints and connects ``themed.changed`` to ``update``.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop_app.views.look.style_sheet import style_sheet
from desktop_app.views.look.tokens import DARK, LIGHT, Tokens

__all__ = [
    "CONTROL_HEIGHT",
    "CORNER",
    "DARK",
    "FORM_WIDTH",
    "LIGHT",
    "S1",
    "S2",
    "S3",
    "S4",
    "S5",
    "Role",
    "Tokens",
    "Tone",
    "apply",
    "font",
    "palette",
    "read_system_font",
    "row_height",
    "scaled",
    "system_pixels",
    "tabular_font",
    "themed",
    "tokens",
    "tone_colors",
]

S1, S2, S3, S4, S5 = 4, 8, 12, 16, 24
CORNER = 6
CONTROL_HEIGHT = 32
FORM_WIDTH = 560

Tone = Literal["neutral", "accent", "good", "soon", "late"]
Role = Literal["body", "strong", "muted", "section", "title", "figure"]


_SIZES: dict[Role, int] = {"body": 13, "strong": 13, "muted": 12, "section": 15, "title": 24, "figure": 28}
_USUAL = 11 * 96 / 72
"""Pixels up to which the system's text counts as usual: 11 points, as most desktops have it."""
_HEAVY: frozenset[Role] = frozenset({"strong", "section", "title", "figure"})


class _Themed(QObject):
    """Tells painted widgets that the colours are others now."""

    changed = Signal()


class _Worn:
    """What the program wears: one theme a process, as there is one application."""

    tokens: Tokens = LIGHT
    follows_system = False
    listening = False
    styled = False
    text_scale = 0.0  # of what the system says; 0: not asked yet


themed = _Themed()


def tokens() -> Tokens:
    """The colours of this moment."""
    return _Worn.tokens


def apply(app: QApplication, dark: bool | None) -> None:  # noqa: FBT001 - a choice of three, read from the settings
    """Give *app* the light (False), dark (True) or, with None, the system's theme, followed when it changes."""
    hints = app.styleHints()
    _Worn.follows_system = dark is None
    if dark is None:
        hints.unsetColorScheme()
    else:
        hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
    if not _Worn.listening:
        hints.colorSchemeChanged.connect(_follow)
        _Worn.listening = True
    _wear(app, DARK if (_system_is_dark() if dark is None else dark) else LIGHT)


def system_pixels() -> float:
    """Return how high the system writes, in pixels at 100 %."""
    return QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)).pixelSize()


def read_system_font() -> None:
    """Take the system's size of text: one above the usual makes every text of the program as much larger."""
    _Worn.text_scale = max(system_pixels() / _USUAL, 1.0)
    _font.cache_clear()


def font(role: Role = "body") -> QFont:
    """The system's font in the size and weight of *role*; figures have digits of one width."""
    return QFont(_font(role))


def tabular_font(role: Role = "body") -> QFont:
    """The font of *role* with digits of one width, for numbers that stand under each other."""
    return QFont(_font(role, tabular=True))


def tone_colors(tone: Tone, of: Tokens | None = None) -> tuple[str, str]:
    """The foreground and the soft background of *tone*, in the theme *of* or that of this moment."""
    t = of or tokens()
    pairs: dict[Tone, tuple[str, str]] = {
        "neutral": (t.muted, t.neutral_soft),
        "accent": (t.accent, t.accent_soft),
        "good": (t.good, t.good_soft),
        "soon": (t.soon, t.soon_soft),
        "late": (t.late, t.late_soft),
    }
    return pairs[tone]


def scaled(pixels: int) -> int:
    """Return *pixels* of a width that holds text, larger by as much as the text is."""
    return round(pixels * _text_scale())


def row_height(*, compact: bool) -> int:
    """The height of a table row in pixels."""
    return scaled(26 if compact else 32)


def palette(of: Tokens) -> QPalette:
    """The palette Fusion draws with, from the tokens *of* a theme."""
    worn_palette = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: of.window,
        role.WindowText: of.text,
        role.Base: of.surface,
        role.AlternateBase: of.window,
        role.ToolTipBase: of.raised,
        role.ToolTipText: of.text,
        role.PlaceholderText: of.muted,
        role.Text: of.text,
        role.Button: of.surface,
        role.ButtonText: of.text,
        role.BrightText: of.late,
        role.Link: of.accent,
        role.LinkVisited: of.accent,
        role.Highlight: of.accent,
        role.HighlightedText: of.on_accent,
        role.Accent: of.accent,
        role.Light: of.raised,
        role.Midlight: of.line,
        role.Mid: of.line_strong,
        role.Dark: of.line_strong,
        role.Shadow: of.line_strong,
    }
    for which, colour in colours.items():
        worn_palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        worn_palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(of.disabled))
    worn_palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(of.line_strong))
    return worn_palette


def _text_scale() -> float:
    if not _Worn.text_scale:
        read_system_font()
    return _Worn.text_scale


@cache
def _font(role: Role, *, tabular: bool = False) -> QFont:
    font_of_role = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font_of_role.setPixelSize(round(_SIZES[role] * _text_scale()))
    if role in _HEAVY:
        font_of_role.setWeight(QFont.Weight.DemiBold)
    if tabular or role == "figure":
        font_of_role.setFeature(QFont.Tag("tnum"), 1)
    return font_of_role


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def _follow() -> None:
    app = QApplication.instance()
    if _Worn.follows_system and isinstance(app, QApplication):
        _wear(app, DARK if _system_is_dark() else LIGHT)


def _wear(app: QApplication, chosen: Tokens) -> None:
    _Worn.tokens = chosen
    if not _Worn.styled:
        app.setStyle("Fusion")
        _Worn.styled = True
    app.setFont(font())
    app.setPalette(palette(chosen))
    sheet = style_sheet(chosen, DARK)
    if app.styleSheet() != sheet:
        app.setStyleSheet(sheet)
    themed.changed.emit()
