"""What every chart has: figures that can be painted, pointed at, read aloud and written as a table."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop_app.views.look import theme

Look = Literal["filled", "hatched", "points"]
"""How the figures of a series are told from the others, in whatever colour."""


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one kind: what they are called, how they look, in which tone."""

    words: str
    look: Look = "filled"
    tone: theme.Tone = "accent"


class Spot(NamedTuple):
    """Where a figure stands, what is said of it, and a *ring* to draw round it when it is chosen."""

    area: QRectF  # where it can be pointed at
    ring: QRectF
    words: str


class ChartTable(NamedTuple):
    """The figures in writing; the first column says what they are of, the others hold *figures*."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def text(self) -> str:
        """The table as text, cells parted by tabs: what spreadsheets take in."""
        return "\n".join("\t".join(cells) for cells in (self.headings, *self.rows))


class Chart(ABC):
    """Figures and how they are drawn. ``title`` says what they are, ``span`` of when and whose."""

    def __init__(self, title: str, span: str) -> None:
        self.title = title
        self.span = span

    @abstractmethod
    def paint(self, painter: QPainter, rect: QRectF, palette: theme.Tokens) -> None:
        """Draw the chart within *rect* in the colours of *palette*; the ground is left as it is."""

    @abstractmethod
    def height(self, width: float) -> float:
        """How high it likes to be when it is so wide (pixels)."""

    @abstractmethod
    def spots(self, rect: QRectF) -> Sequence[Spot]:
        """Where its figures stand when it is drawn within *rect*, in the order in which they are read."""

    @abstractmethod
    def table(self) -> ChartTable:
        """The same figures as a table."""

    @abstractmethod
    def is_empty(self) -> bool:
        """Whether there is nothing to draw: no figure but zeros."""

    def description(self) -> str:
        """Every figure in words, for who does not see the chart."""
        headings, rows = self.table()
        if len(headings) == 2:
            return "; ".join(f"{name} {figure}" for name, figure in rows)
        return "; ".join(
            f"{name}: "
            + ", ".join(f"{heading} {figure}" for heading, figure in zip(headings[1:], figures, strict=True))
            for name, *figures in rows
        )
