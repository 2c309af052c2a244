"""Pages of paper: text, tables and drawings flow over as many as it takes, each with the organisation's name and its number.

Everything a report holds is cut into slices: as high as they are, painted at a place, never divided. Lengths are millimetres, so
that a PDF and any printer come out alike. Nothing here touches the UI thread: a long report is laid out and painted off it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)

from desktop_app.domain.errors import Cancelled, Refused
from desktop_app.i18n.texts import Text, mark, tr

MARGINS = QMarginsF(16, 14, 16, 14)  # of an A4 page, which every printer can keep to
_HEAD, _FOOT = 11.0, 9.0  # what stands above and below on every page
INK, MUTED, LINE, SHADE, LATE = "#1A2330", "#4A5666", "#B9C2CE", "#F0F3F7", "#B3261E"

Progress = Callable[[int, int], None]
Painting = Callable[[QPainter, QRectF], None]


@dataclass(frozen=True, slots=True)
class Slice:
    """What stands in one piece: *height* millimetres, painted into the rectangle it is given (in the device's pixels).

    *keep*: not the last of a page, as a heading is not. *head*: painted above it once more where it begins a page.
    *overleaf*: begins a page of its own.
    """

    height: float
    paint: Painting
    keep: bool = False
    head: Slice | None = None
    overleaf: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every page says: whose it is, what it is, who printed it when."""

    organisation: str
    title: str
    printed: str
    landscape: bool = False


class Paper:
    """Measures and writes in millimetres on one device (a PDF or a printer)."""

    def __init__(self, device: QPagedPaintDevice, family: str = "") -> None:
        self.device = device
        self.unit = device.logicalDpiX() / 25.4  # pixels in a millimetre
        page = device.pageLayout().paintRectPixels(device.logicalDpiX())
        self.width = page.width() / self.unit
        self.height = page.height() / self.unit
        self._family = family
        self._fonts: dict[tuple[float, bool], QFont] = {}
        self._line_heights: dict[tuple[float, bool], float] = {}

    # -- text

    def font(self, points: float, *, bold: bool = False) -> QFont:
        """The program's font, *points* high."""
        key = (points, bold)
        if key not in self._fonts:
            font = QFont(self._family) if self._family else QFont()
            font.setPointSizeF(points)
            font.setBold(bold)
            self._fonts[key] = font
        return self._fonts[key]

    def metrics(self, points: float, *, bold: bool = False) -> QFontMetricsF:
        """Its measures on this device, in pixels."""
        return QFontMetricsF(self.font(points, bold=bold), self.device)

    def line_height(self, points: float, *, bold: bool = False) -> float:
        """How high a line of it is, in millimetres."""
        key = (points, bold)
        if key not in self._line_heights:
            self._line_heights[key] = self.metrics(points, bold=bold).lineSpacing() / self.unit
        return self._line_heights[key]

    def lines(self, text: str, width: float, points: float, *, bold: bool = False) -> list[str]:
        """*text* broken into lines of at most *width* millimetres, at words where that can be."""
        texts: list[str] = []
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        for paragraph in text.split("\n"):
            if not paragraph.strip():
                texts.append("")
                continue
            layout = QTextLayout(paragraph, self.font(points, bold=bold), self.device)
            layout.setTextOption(option)
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(width * self.unit)
                start = line.textStart()
                # Qt counts in UTF-16: letters beyond the first plane are two of them
                texts.append(_cut(paragraph, start, start + line.textLength()).rstrip())
            layout.endLayout()
        return texts

    def write(
        self,
        painter: QPainter,
        place: QRectF,
        lines: Sequence[str],
        points: float,
        *,
        bold: bool = False,
        colour: str = INK,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        """Write *lines* one under the other from the top of *place*."""
        painter.setFont(self.font(points, bold=bold))
        painter.setPen(QColor(colour))
        height = self.line_height(points, bold=bold) * self.unit
        for number, line in enumerate(lines):
            row = QRectF(place.left(), place.top() + number * height, place.width(), height)
            painter.drawText(row, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, line)

    def rule(self, painter: QPainter, left: float, right: float, y: float, colour: str = LINE) -> None:
        """A thin line across (pixels)."""
        painter.setPen(QPen(QColor(colour), 0.2 * self.unit))
        painter.drawLine(QPointF(left, y), QPointF(right, y))

    # -- pages

    def pages(self, slices: Iterable[Slice]) -> list[list[tuple[float, Slice]]]:
        """Which slices stand where (millimetres from the top of what is the report's own) on which page."""
        room = self.height - _HEAD - _FOOT
        pages: list[list[tuple[float, Slice]]] = [[]]
        below = 0.0
        for piece in slices:
            if (piece.overleaf or below + piece.height > room) and pages[-1]:
                moved = [] if piece.overleaf else _kept(pages[-1])
                pages.append([])
                below = 0.0
                for again in (*_heads(moved, piece), *moved):
                    pages[-1].append((below, again))
                    below += again.height
            pages[-1].append((below, piece))
            below += piece.height
        return pages

    def paint(
        self,
        sheet: Sheet,
        slices: Iterable[Slice],
        progress: Progress,
        should_stop: Callable[[], bool],
        chosen: tuple[int, int] | None = None,
    ) -> int:
        """Lay out *slices* and paint every page, or those of *chosen* (first and last, from 1); how many pages were painted.

        Raises:
            Cancelled: *should_stop* said so.
            Refused: the printer does not take anything.
        """
        pages = self.pages(_watched(slices, should_stop))
        first, last = chosen or (1, len(pages))
        wanted = range(max(first, 1), min(last, len(pages)) + 1)
        painter = QPainter()
        if not painter.begin(self.device):
            raise Refused(Text(mark("The printer does not answer. Look whether it is switched on.")))
        try:
            for number in wanted:
                if should_stop():
                    raise Cancelled
                if number != wanted[0]:
                    self.device.newPage()
                self._paint_page(painter, sheet, pages[number - 1], number, len(pages))
                progress(number - wanted[0] + 1, len(wanted))
        finally:
            painter.end()
        return len(wanted)

    def _paint_page(
        self, painter: QPainter, sheet: Sheet, page: list[tuple[float, Slice]], number: int, count: int
    ) -> None:
        unit, width = self.unit, self.width * self.unit
        points = 8.5
        line = self.line_height(points) * unit
        top = QRectF(0, 0, width, line)
        self.write(painter, top, [sheet.organisation], points, bold=True)
        self.write(painter, top, [sheet.title], points, colour=MUTED, align=Qt.AlignmentFlag.AlignRight)
        self.rule(painter, 0, width, line + 1.2 * unit)
        for below, piece in page:
            piece.paint(painter, QRectF(0, (_HEAD + below) * unit, width, piece.height * unit))
        bottom = QRectF(0, self.height * unit - line, width, line)
        self.write(painter, bottom, [sheet.printed], points, colour=MUTED)
        message = tr("Page {number} of {count}", number=number, count=count)
        self.write(painter, bottom, [message], points, colour=MUTED, align=Qt.AlignmentFlag.AlignRight)


def _cut(text: str, first: int, last: int) -> str:
    """*text* from *first* to *last*, counted as Qt counts."""
    if text.isascii():
        return text[first:last]
    return text.encode("utf-16-le")[2 * first : 2 * last].decode("utf-16-le", "replace")


def _kept(page: list[tuple[float, Slice]]) -> list[Slice]:
    """Take off the end of *page* what must not be its last, unless that is all there is."""
    keep = 0
    while keep < len(page) and page[-1 - keep][1].keep:
        keep += 1
    if keep in {0, len(page)}:
        return []
    moved = [piece for _, piece in page[-keep:]]
    del page[-keep:]
    return moved


def _heads(moved: Sequence[Slice], following: Slice) -> tuple[Slice, ...]:
    """What stands once more at the top of a page that begins with *moved*, then *following*."""
    first = moved[0] if moved else following
    return (first.head,) if first.head is not None and first.head not in moved else ()


def _watched(slices: Iterable[Slice], should_stop: Callable[[], bool]) -> Iterator[Slice]:
    for place, piece in enumerate(slices):
        if place % 200 == 0 and should_stop():
            raise Cancelled
        yield piece


def a4(*, landscape: bool = False) -> QPageLayout:
    """The page everything is made for."""
    turned = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), turned, MARGINS, QPageLayout.Unit.Millimeter, QMarginsF()
    )
