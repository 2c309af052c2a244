"""The charts of the kit: what they draw in which colours, what they say, their pictures and tables, worked by pointer and keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QGuiApplication, QHelpEvent, QImage, QPainter
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.i18n import texts
from desktop_app.views.kit.charts import drawing
from desktop_app.views.kit.charts.bars import Bar, BarChart
from desktop_app.views.kit.charts.card import ChartCard
from desktop_app.views.kit.charts.chart import Chart, Series
from desktop_app.views.kit.charts.columns import Column, ColumnChart
from desktop_app.views.kit.charts.picture import picture
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import theme
from tests.support.finding import child

SPAN = "1 to 3 November 2026"
RECT = QRectF(0, 0, 500, 240)


def columns(*values: tuple[int, int]) -> ColumnChart:
    given = values or ((4, 1), (0, 3), (9, 0))
    made = [Column(f"{at} Nov", f"{at} November", now, then) for at, (now, then) in enumerate(given, 1)]
    return ColumnChart(
        "Over time", SPAN, made, Series("follow-ups"), Series("the 3 days before", "points", "neutral")
    )


def bars(*, stacked: bool = True) -> BarChart:
    rows = [
        Bar("Jean Dupont", (6, 2), limit=10),
        Bar("Awa N’Diaye", (12, 0), limit=10),
        Bar("Nobody", (0, 0), limit=10),
    ]
    series = [Series("waiting"), Series("too long", "hatched", "late")]
    return BarChart("Load", SPAN, rows, series, stacked=stacked, limit_words="limit")


def drawn(chart: Chart, palette: theme.Tokens, rect: QRectF = RECT, ground: str = "") -> QImage:
    image = QImage(round(rect.right()) + 1, round(rect.bottom()) + 1, QImage.Format.Format_RGB32)
    image.fill(QColor(ground or palette.surface))
    painter = QPainter(image)
    chart.paint(painter, rect, palette)
    painter.end()
    return image


def colours_in(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(0, image.width(), 2)
        for y in range(image.height())
    }


# -- drawing


@pytest.mark.parametrize("most", [0, 1, 3, 4, 7, 10, 11, 99, 101, 1_234, 918_498])
def test_an_axis_has_few_round_numbers_that_reach_over_the_highest_figure(most: int) -> None:
    steps = drawing.round_steps(most)
    assert steps[0] == 0
    assert steps[-1] >= most
    assert 2 <= len(steps) <= 6
    step = steps[1]
    assert steps == list(range(0, steps[-1] + 1, step))
    assert str(step).rstrip("0") in {"1", "2", "5"}


@pytest.mark.parametrize(
    "chart", [columns(), bars(), bars(stacked=False)], ids=["columns", "stacked", "beside"]
)
def test_a_chart_wears_the_colours_it_is_given(qapp: QApplication, chart: Chart) -> None:
    for worn, other in ((theme.LIGHT, theme.DARK), (theme.DARK, theme.LIGHT)):
        found = colours_in(drawn(chart, worn))
        assert worn.accent.upper() in found
        assert other.accent.upper() not in found


def test_a_column_is_as_high_as_its_figure(qapp: QApplication) -> None:
    chart = columns((10, 0), (5, 0), (0, 0))
    image = drawn(chart, theme.LIGHT)
    rings = [spot.ring.center().x() for spot in chart.spots(RECT)]

    def height(x: float) -> int:
        accent = QColor(theme.LIGHT.accent)
        # beside the middle, where no point of the span before lies over it
        return sum(image.pixelColor(round(x) + 15, y) == accent for y in range(image.height()))

    first, second, third = (height(x) for x in rings)
    assert third == 0
    assert first == pytest.approx(2 * second, abs=4)
    assert first > 100


def test_two_series_differ_without_colour(qapp: QApplication) -> None:
    """In grey, a hatched bar is still told from a full one: the ground shows between its strokes."""
    chart = BarChart("x", SPAN, [Bar("A", (5, 5))], [Series("now"), Series("before", "hatched")])
    rect = QRectF(0, 0, 400, chart.height(400))
    image = drawn(chart, theme.LIGHT, rect).convertToFormat(QImage.Format.Format_Grayscale8)
    (spot,) = chart.spots(rect)
    middle = round(spot.area.center().y())
    rows = {}
    for name, y in (("now", middle - 4), ("before", middle + 4)):
        rows[name] = {image.pixelColor(x, y).value() for x in range(60, 300)}
    assert len(rows["now"]) <= 2
    assert len(rows["before"]) > 3


def test_nothing_is_drawn_outside_its_rectangle(qapp: QApplication) -> None:
    rect = QRectF(60, 40, 400, 240)
    for chart in (columns(*[(n, n) for n in range(30)]), bars()):
        image = drawn(chart, theme.LIGHT, rect)
        ground = QColor(theme.LIGHT.surface)
        left = {image.pixelColor(x, y).name() for x in range(58) for y in range(image.height())}
        above = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(38)}
        assert left == above == {ground.name()}


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_no_label_is_cut_or_runs_into_the_next(qapp: QApplication, language: str) -> None:
    texts.use(language)
    long = "Marie-Antoinette Aïssatou Kouassi-N’Guessan de Yopougon"
    assert " ".join(drawing.in_lines(long, 220)) == long
    assert len(drawing.in_lines(long, 220)) == 2
    assert drawing.in_lines(long, 60)[-1].endswith("…")
    chart = BarChart("x", SPAN, [Bar(long, (3,), "3 · 100 %"), Bar("B", (1,))], [Series("n")])
    assert chart.height(420) == 2 * 34.0


def test_a_picture_is_light_large_and_says_what_it_is_of(qapp: QApplication) -> None:
    theme.apply(qapp, dark=True)
    image = picture(columns(), 600)
    assert image.devicePixelRatio() == 2
    assert image.width() == 1200
    assert image.pixelColor(2, 2) == QColor(theme.LIGHT.surface)
    head = {image.pixelColor(x, y).name() for x in range(48, 500) for y in range(48, 84)}
    assert QColor(theme.LIGHT.text).name() in head  # the title stands there
    assert theme.DARK.accent.upper() not in colours_in(image)


# -- what it says


def test_a_chart_says_its_figures_in_words_and_as_a_table() -> None:
    assert columns().table() == (
        ("When", "follow-ups", "the 3 days before"),
        (("1 November", "4", "1"), ("2 November", "0", "3"), ("3 November", "9", "0")),
    )
    assert columns().table().text().splitlines()[1] == "1 November\t4\t1"
    assert columns().spots(RECT)[0].words == "1 November: follow-ups 4, the 3 days before 1"
    assert columns().description().startswith("1 November: follow-ups 4, the 3 days before 1; 2 November")
    assert bars().table().headings == ("Name", "waiting", "too long", "limit")
    assert bars().spots(RECT)[0].words == "Jean Dupont: waiting 6, too long 2, limit 10"


def test_what_is_not_drawn_is_in_the_table() -> None:
    rows = [Bar(f"Commune {n}", (20 - n,)) for n in range(15)]
    chart = BarChart("Places", SPAN, rows, [Series("people")], most=10)
    assert len(chart.spots(RECT)) == 10
    assert len(chart.table().rows) == 15
    assert chart.height(500) == 11 * 28.0  # and a line that says so


def test_a_chart_of_zeros_is_empty() -> None:
    assert columns((0, 0), (0, 0)).is_empty()
    assert not columns((0, 0), (0, 1)).is_empty()
    assert BarChart("x", SPAN, [Bar("A", (0,))], [Series("n")]).is_empty()


# -- on a card


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[..., tuple[ChartCard, QWidget]]:
    """A card with a chart, shown; and its drawing."""

    def make(chart: Chart | None = None) -> tuple[ChartCard, QWidget]:
        card = ChartCard("test")
        qtbot.addWidget(card)
        card.set_chart(chart or columns())
        card.resize(520, 340)
        card.show()
        qtbot.waitExposed(card)
        with qtbot.waitActive(card):
            card.activateWindow()
        canvas = card.findChild(QWidget, "testCanvas")
        assert canvas is not None
        return card, canvas

    return make


def press(card: ChartCard, name: str) -> None:
    button = card.findChild(QToolButton, name)
    assert button is not None
    button.click()


@pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
def test_the_pointer_is_told_the_figure(
    shown: Callable[..., tuple[ChartCard, QWidget]], qtbot: QtBot
) -> None:
    _card, canvas = shown()
    where = QPoint(canvas.width() // 6 + 20, canvas.height() // 2)
    event = QHelpEvent(QHelpEvent.Type.ToolTip, where, canvas.mapToGlobal(where))
    QApplication.sendEvent(canvas, event)
    qtbot.waitUntil(lambda: "1 November: follow-ups 4" in QToolTip.text())
    QToolTip.hideText()


def test_keys_go_from_figure_to_figure(shown: Callable[..., tuple[ChartCard, QWidget]], qtbot: QtBot) -> None:
    _card, canvas = shown()
    canvas.setFocus()
    said = []
    for key in (
        Qt.Key.Key_Right,
        Qt.Key.Key_Right,
        Qt.Key.Key_End,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_Escape,
    ):
        before = canvas.grab().toImage()
        qtbot.keyClick(canvas, key)
        said.append(canvas.said().partition(":")[0])  # type: ignore[attr-defined] # the card’s own class
        assert (canvas.grab().toImage() == before) == (len(said) == 4)
    assert said == ["1 November", "2 November", "3 November", "3 November", "1 November", ""]


def test_a_screen_reader_hears_name_and_figures(shown: Callable[..., tuple[ChartCard, QWidget]]) -> None:
    _card, canvas = shown()
    heard = QAccessible.queryAccessibleInterface(canvas)
    assert heard.text(QAccessible.Text.Name) == "Over time"
    assert "3 November: follow-ups 9" in heard.text(QAccessible.Text.Description)
    assert SPAN in heard.text(QAccessible.Text.Description)


def test_it_is_copied_as_a_picture_and_as_a_table(
    shown: Callable[..., tuple[ChartCard, QWidget]], qtbot: QtBot
) -> None:
    card, canvas = shown()
    with qtbot.waitSignal(card.copied) as copied:
        press(card, "testCopy")
    assert copied.args == ["Copied as a picture: Over time"]
    assert QGuiApplication.clipboard().image().width() == 1440
    canvas.setFocus()
    press(card, "testAsTable")
    assert card.table_shown()
    assert not canvas.isVisible()
    assert canvas.window().focusWidget().objectName() == "testTable"
    press(card, "testCopy")
    assert QGuiApplication.clipboard().text() == columns().table().text()
    press(card, "testAsTable")
    assert canvas.isVisible()


def test_the_menu_offers_all_three(shown: Callable[..., tuple[ChartCard, QWidget]], qtbot: QtBot) -> None:
    card, canvas = shown(bars())
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Menu)
    menu = card.menu()
    assert [one.text() for one in menu.actions()] == ["Copy as picture", "Copy as table", "Show as table"]
    menu.actions()[2].trigger()
    assert card.table_shown()
    assert [one.text() for one in card.menu().actions()][2] == "Show as chart"
    for made in card.findChildren(QMenu):
        made.close()


def test_another_chart_takes_the_table_s_place_too(shown: Callable[..., tuple[ChartCard, QWidget]]) -> None:
    card, _canvas = shown()
    card.show_table(True)
    card.set_chart(columns((7, 7)))
    table = card.findChildren(RecordTable, "testTable")[-1]
    assert table.records.rowCount() == 1
    assert card.table_shown()


def test_loading_and_nothing(shown: Callable[..., tuple[ChartCard, QWidget]]) -> None:
    card, canvas = shown(columns((0, 0)))
    none = card.findChild(QWidget, "testNone")
    assert none is not None
    assert none.isVisible()
    assert not canvas.isVisible()
    card.set_chart(None)
    assert not none.isVisible()
    assert child(card, QWidget, "loading").isVisible()
    card.set_chart(columns())
    assert canvas.isVisible()


def test_it_follows_the_theme_at_once(
    shown: Callable[..., tuple[ChartCard, QWidget]], qapp: QApplication
) -> None:
    _card, canvas = shown()
    assert theme.LIGHT.accent.upper() in colours_in(canvas.grab().toImage())
    theme.apply(qapp, dark=True)
    found = colours_in(canvas.grab().toImage())
    assert theme.DARK.accent.upper() in found
    assert theme.LIGHT.accent.upper() not in found
