"""What reports are made of: titles, sections, paragraphs, tables, room to write, drawings. Each gives slices (see ``paper``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop_app.views.output.reports.paper import INK, LINE, MUTED, SHADE, Paper, Slice

BODY = 9.5  # points
_HEADING = 8.5
_PADDING = 1.3  # millimetres above and below what stands in a table's row
_GAP = 3.0  # between columns
COLUMN_GAP = 8.0  # between drawings side by side
_BOX = 3.2  # the side of a box to tick
_TICK_LINE = 7.0


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a table: *text*, and *beneath* it, smaller, what explains it."""

    text: str
    beneath: str = ""
    bold: bool = False
    colour: str = INK


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its part of the width, which side its figures stand on."""

    heading: str
    share: float
    right: bool = False


def space(height: float) -> Slice:
    """Nothing, *height* millimetres high."""
    return Slice(height, lambda _painter, _place: None)


def title(paper: Paper, text: str, beneath: Sequence[str] = ()) -> Iterator[Slice]:
    """The report's title with the lines that say what it covers."""
    yield from paragraph(paper, text, 18, bold=True, keep=True)
    yield space(1)
    for line in beneath:
        yield from paragraph(paper, line, 10, colour=MUTED, keep=True)
    yield space(4)


def section(paper: Paper, text: str, *, overleaf: bool = False) -> Iterator[Slice]:
    """Give the slices of a heading, never the last of a page; *overleaf* it begins one."""
    yield Slice(4, lambda _painter, _place: None, keep=True, overleaf=overleaf)
    yield from paragraph(paper, text, 12, bold=True, keep=True)
    yield Slice(1.5, lambda _painter, _place: None, keep=True)


def paragraph(
    paper: Paper,
    text: str,
    points: float = BODY,
    *,
    bold: bool = False,
    colour: str = INK,
    left: float = 0.0,
    keep: bool = False,
) -> Iterator[Slice]:
    """*text* over the width, *left* millimetres in; a slice for each line, so that a long one goes on overleaf."""
    height = paper.line_height(points, bold=bold)
    for line in paper.lines(text, paper.width - left, points, bold=bold):

        def paint(painter: QPainter, place: QRectF, line: str = line) -> None:
            inside = place.adjusted(left * paper.unit, 0, 0, 0)
            paper.write(painter, inside, [line], points, bold=bold, colour=colour)

        yield Slice(height, paint, keep)


def facts(paper: Paper, pairs: Iterable[tuple[str, str]], label_width: float = 42.0) -> Iterator[Slice]:
    """What is known of somebody: a label and what is said, one under the other; what is empty is left out."""
    for label, value in pairs:
        if not value:
            continue
        labels = paper.lines(label, label_width - _GAP, BODY)
        lines = paper.lines(value, paper.width - label_width, BODY)
        for name, line in zip_longest(labels, lines, fillvalue=""):

            def paint(
                painter: QPainter,
                place: QRectF,
                line: str = line,
                name: str = name,
            ) -> None:
                paper.write(painter, place, [name], BODY, colour=MUTED)
                paper.write(painter, place.adjusted(label_width * paper.unit, 0, 0, 0), [line], BODY)

            yield Slice(paper.line_height(BODY) + 0.6, paint)


def table(
    paper: Paper,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell] | str],
    *,
    room_to_write: float = 0.0,
    tick: Sequence[str] = (),
    every: Callable[[], object] | None = None,
) -> Iterator[Slice]:
    """A table whose headings stand on every page it goes over; *room_to_write*: millimetres of lines under each row.

    The room begins with *tick*: words with a box before each, to tick by hand, the last with a line behind it instead.
    A text among the rows heads those that follow it.
    """
    places = _places(paper, columns)
    head = _headings(paper, columns, places)
    yield head
    for row in rows:
        if every is not None:
            every()
        if isinstance(row, str):
            yield from _group(paper, row, head)
        else:
            yield from _row(paper, columns, places, row, head, (room_to_write, tuple(tick)))


def _places(paper: Paper, columns: Sequence[Column]) -> list[tuple[float, float]]:
    """Where each column begins and how wide it is, in millimetres: by its share, but no word of its heading is broken."""
    width = paper.width - _GAP * (len(columns) - 1)
    least = [_longest_word(paper, column.heading) for column in columns]
    widths = list(least)
    free = set(range(len(columns)))
    while free:
        whole, room = (
            sum(columns[place].share for place in free),
            width - sum(widths[place] for place in range(len(columns)) if place not in free),
        )
        tight = {place for place in free if room * columns[place].share / whole < least[place]}
        if not tight or tight == free:
            break
        free -= tight  # these keep what they need; the others share what is left
    for place in free:
        widths[place] = room * columns[place].share / whole
    places, left = [], 0.0
    for mine in widths:
        places.append((left, mine))
        left += mine + _GAP
    return places


def _longest_word(paper: Paper, heading: str) -> float:
    """How wide the widest word of a heading is, in millimetres."""
    metrics = paper.metrics(_HEADING, bold=True)
    return max((metrics.horizontalAdvance(word) for word in heading.split()), default=0.0) / paper.unit + 0.2


def _side(column: Column) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft


def _headings(paper: Paper, columns: Sequence[Column], places: Sequence[tuple[float, float]]) -> Slice:
    points = _HEADING
    cut = [
        paper.lines(column.heading, width, points, bold=True)
        for column, (_, width) in zip(columns, places, strict=True)
    ]
    height = max(len(lines) for lines in cut) * paper.line_height(points, bold=True) + 2 * _PADDING

    def paint(painter: QPainter, place: QRectF) -> None:
        painter.fillRect(place, QColor(SHADE))
        for column, (left, width), lines in zip(columns, places, cut, strict=True):
            inside = _inside(paper, place, left, width)
            paper.write(painter, inside, lines, points, bold=True, colour=MUTED, align=_side(column))
        paper.rule(painter, place.left(), place.right(), place.bottom())

    return Slice(height, paint, keep=True)


def _group(paper: Paper, text: str, head: Slice) -> Iterator[Slice]:
    """What heads the rows that follow, never the last of a page."""
    lines = paper.lines(text, paper.width, 11, bold=True)
    height = len(lines) * paper.line_height(11, bold=True) + 4

    def paint(painter: QPainter, place: QRectF) -> None:
        below = place.adjusted(0, 3 * paper.unit, 0, 0)
        paper.write(painter, below, lines, 11, bold=True)

    yield Slice(height, paint, keep=True, head=head)


def _inside(paper: Paper, place: QRectF, left: float, width: float) -> QRectF:
    unit = paper.unit
    top = place.top() + _PADDING * unit
    return QRectF(place.left() + left * unit, top, width * unit, place.height() - _PADDING * unit)


_Lines = list[tuple[str, float, bool, str]]  # text, points, bold, colour
_Room = tuple[float, tuple[str, ...]]  # millimetres to write on, and what is ticked there
_NO_ROOM: _Room = (0.0, ())


def _row(
    paper: Paper,
    columns: Sequence[Column],
    places: Sequence[tuple[float, float]],
    row: Sequence[Cell],
    head: Slice,
    room: _Room,
) -> Iterator[Slice]:
    """One row; higher than a page, it is divided between its lines."""
    cut: list[_Lines] = []
    for cell, (_, width) in zip(row, places, strict=True):
        lines: _Lines = [
            (line, BODY, cell.bold, cell.colour)
            for line in paper.lines(cell.text, width, BODY, bold=cell.bold)
        ]
        if cell.beneath:
            lines += [(line, 8.0, False, MUTED) for line in paper.lines(cell.beneath, width, 8.0)]
        cut.append(lines)
    height = paper.line_height(BODY)
    most = max(1, int((paper.height - 40) / height))
    count = max(len(lines) for lines in cut)
    for first in range(0, count, most):
        part = [lines[first : first + most] for lines in cut]
        last = first + most >= count
        yield _row_part(paper, columns, places, part, head, room if last else _NO_ROOM, rule=last)


def _row_part(
    paper: Paper,
    columns: Sequence[Column],
    places: Sequence[tuple[float, float]],
    part: Sequence[_Lines],
    head: Slice,
    room: _Room,
    *,
    rule: bool,
) -> Slice:
    height = paper.line_height(BODY)
    text = max(len(lines) for lines in part) * height + 2 * _PADDING
    room_to_write, tick = room

    def paint(painter: QPainter, place: QRectF) -> None:
        for column, (left, width), lines in zip(columns, places, part, strict=True):
            inside = _inside(paper, place, left, width)
            for number, (line, points, bold, colour) in enumerate(lines):
                here = inside.adjusted(0, number * height * paper.unit, 0, 0)
                paper.write(painter, here, [line], points, bold=bold, colour=colour, align=_side(column))
        if room_to_write:
            ticks = _TICK_LINE if tick else 0.0
            if tick:
                _write_ticks(paper, painter, place.adjusted(0, text * paper.unit, 0, 0), tick)
            _write_lines(paper, painter, place, text + ticks, room_to_write - ticks)
        if rule:
            paper.rule(painter, place.left(), place.right(), place.bottom())

    return Slice(text + room_to_write, paint, head=head)


def _write_ticks(paper: Paper, painter: QPainter, place: QRectF, tick: Sequence[str]) -> None:
    """A line of boxes with words, side by side; the last of the words has a line to write on behind it."""
    unit, points = paper.unit, BODY
    height = paper.line_height(points) * unit
    left = place.left()
    *boxes, asked = tick
    for words in boxes:
        box = QRectF(left, place.top() + (height - _BOX * unit) / 2, _BOX * unit, _BOX * unit)
        painter.setPen(QPen(QColor(INK), 0.25 * unit))
        painter.drawRect(box)
        left = box.right() + 1.5 * unit
        paper.write(painter, QRectF(left, place.top(), place.width(), height), [words], points)
        left += paper.metrics(points).horizontalAdvance(words) + 8 * unit
    paper.write(painter, QRectF(left, place.top(), place.width(), height), [asked], points)
    left += paper.metrics(points).horizontalAdvance(asked) + 2 * unit
    paper.rule(painter, left, min(left + 40 * unit, place.right()), place.top() + height, MUTED)


def _write_lines(paper: Paper, painter: QPainter, place: QRectF, below: float, room: float) -> None:
    """Dotted lines to write on by hand, some 8 mm apart."""
    painter.save()
    pen = painter.pen()
    pen.setColor(QColor(LINE))
    pen.setStyle(Qt.PenStyle.DotLine)
    pen.setWidthF(0.2 * paper.unit)
    painter.setPen(pen)
    for number in range(1, int(room / 8) + 1):
        y = place.top() + (below + number * 8 - 2) * paper.unit
        painter.drawLine(int(place.left()), int(y), int(place.right()), int(y))
    painter.restore()


def drawing(
    paper: Paper, height: float, paint: Callable[[QPainter, QRectF], None], caption: str = ""
) -> Iterator[Slice]:
    """A drawing over the width with its *caption* above it; the two stay together."""
    if caption:
        yield from section(paper, caption)
    yield Slice(height, paint)
    yield space(2)


def beside(paper: Paper, drawings: Sequence[tuple[str, float, Callable[[QPainter, QRectF], None]]]) -> Slice:
    """Give the slice of *drawings* side by side: each its caption, its height in millimetres, and what paints it."""
    gap = COLUMN_GAP
    width = (paper.width - gap * (len(drawings) - 1)) / len(drawings)
    captions = [paper.lines(caption, width, 11, bold=True) for caption, _height, _paint in drawings]
    above = max(map(len, captions)) * paper.line_height(11, bold=True) + 5.5

    def paint(painter: QPainter, place: QRectF) -> None:
        for number, (lines, (_caption, height, draw)) in enumerate(zip(captions, drawings, strict=True)):
            left = place.left() + number * (width + gap) * paper.unit
            inside = QRectF(left, place.top() + 4 * paper.unit, width * paper.unit, place.height())
            paper.write(painter, inside, lines, 11, bold=True)
            top = place.top() + above * paper.unit
            draw(painter, QRectF(left, top, width * paper.unit, height * paper.unit))

    return Slice(above + max(height for _caption, height, _paint in drawings) + 2, paint)


def card(paper: Paper, head: str, side: str, body: Sequence[tuple[str, str]]) -> Iterator[Slice]:
    """One contact: its head line with the day at the side, then texts with what each is (or nothing)."""
    height = paper.line_height(10, bold=True) + 1.5

    def paint(painter: QPainter, place: QRectF) -> None:
        paper.rule(painter, place.left(), place.right(), place.top())
        below = place.adjusted(0, 1.0 * paper.unit, 0, 0)
        paper.write(painter, below, [head], 10, bold=True)
        paper.write(painter, below, [side], 9, colour=MUTED, align=Qt.AlignmentFlag.AlignRight)

    yield Slice(height, paint, keep=True)
    for label, text in body:
        if text:
            yield from paragraph(paper, f"{label} {text}".strip(), BODY, left=3)
    yield space(2.5)
