"""What must stand out does: edges of inputs and thumbs of scroll bars 3:1, text 4.5:1, in both themes; the colours are those of the sheet."""

from __future__ import annotations

import re

import pytest

from desktop_app.views.look.style_sheet import style_sheet
from desktop_app.views.look.tokens import DARK, LIGHT, Tokens

EDGE, TEXT = 3.0, 4.5
GROUNDS = ("window", "surface", "raised")


def luminance(colour: str) -> float:
    """The relative luminance of ``#RRGGBB``, as WCAG 2.2 reckons it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_reckoning_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("edge", ["field_line", "accent", "late"])
def test_edges_and_rings_stand_out(tokens: Tokens, ground: str, edge: str) -> None:
    assert contrast(getattr(tokens, edge), getattr(tokens, ground)) >= EDGE


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("words", ["text", "muted", "accent", "late", "soon", "good"])
def test_words_can_be_read(tokens: Tokens, ground: str, words: str) -> None:
    assert contrast(getattr(tokens, words), getattr(tokens, ground)) >= TEXT


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_inputs_and_scroll_bars_wear_the_edge_that_stands_out(tokens: Tokens) -> None:
    sheet = style_sheet(tokens, DARK)
    thumb = re.search(r"QScrollBar::handle \{ background: (#\w{6})", sheet)
    line = re.search(r"QLineEdit, QPlainTextEdit[^{]*\{[^}]*border: 1px solid (#\w{6})", sheet)
    assert thumb is not None
    assert line is not None
    for ground in GROUNDS:
        assert contrast(thumb[1], getattr(tokens, ground)) >= EDGE
        assert contrast(line[1], getattr(tokens, ground)) >= EDGE


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_page_one_is_on_is_told_by_more_than_a_colour(tokens: Tokens) -> None:
    sheet = style_sheet(tokens, DARK)
    mark = re.search(r'QToolButton\[kind="sidebar"\]\[marked="true"\] \{([^}]*)\}', sheet)
    assert mark is not None
    assert f"border-left: 4px solid {tokens.accent}" in mark[1]
