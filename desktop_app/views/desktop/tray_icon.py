"""What the tray shows: the program's icon with how many wait too long, and the words of its tool tip.

``Standing``                     what the tray knows, all of it
``painted(standing) -> QIcon``   in every size that trays ask for; ``badge(standing)`` what stands in its corner
``words(standing) -> str``       the same said, for the tool tip: a number in a corner is not read by everybody
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QIcon, QPainter, QPen, QPixmap

from desktop_app.i18n.texts import tr, trn
from desktop_app.views.look import icons
from desktop_app.views.pages.notifications.bell import badge_face, badge_words, paint_badge

SIZES = (16, 20, 22, 24, 32, 40, 44, 48, 64)
"""Device pixels that trays ask for, at 100 to 200 %."""
_ROOM_FOR_THREE = 24
"""Pixels from which on “99+” can be read; below, “99” stands for more."""
_SHARE = 0.64
"""The badge's height as a share of the icon's: at 16 pixels a figure of 8."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the tray may tell now. Signed out: nothing."""

    is_in: bool = False
    office: str = ""
    waiting: int | None = None  # people who wait too long; None: not for this role
    unread: int = 0
    may_record: bool = False
    is_quiet: bool = False
    is_locked: bool = False


def words(standing: Standing) -> str:
    """The tool tip: the program, the office, how many wait, how many notifications."""
    if not standing.is_in:
        return tr("Suivi – nobody is signed in")
    lines = [tr("{organisation} – Suivi", organisation=standing.office) if standing.office else tr("Suivi")]
    if standing.waiting is not None:
        lines.append(
            trn(
                "{count} person is waiting too long.",
                "{count} people are waiting too long.",
                standing.waiting,
            )
            if standing.waiting
            else tr("Nobody is waiting too long.")
        )
    if standing.unread:
        lines.append(trn("{count} unread notification", "{count} unread notifications", standing.unread))
    if standing.is_quiet:
        lines.append(tr("Quiet until tomorrow"))
    return "\n".join(lines)


def badge(standing: Standing) -> str:
    """What stands in the badge; nothing while nobody waits, or nobody is in."""
    return badge_words(standing.waiting or 0) if standing.is_in else ""


def painted(standing: Standing) -> QIcon:
    """The icon with its badge, while somebody waits."""
    figure = badge(standing)
    program = icons.program_icon()
    if not figure:
        return program
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(_badged(program, figure if size >= _ROOM_FOR_THREE else figure[:2], size))
    return icon


def _badged(program: QIcon, figure: str, size: int) -> QPixmap:
    drawn = QPixmap(size, size)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    program.paint(painter, 0, 0, size, size)
    high = round(size * _SHARE)
    pixels = high * 0.86
    face = badge_face(pixels)
    room = size - 1.0
    while QFontMetricsF(face).horizontalAdvance(figure) > room and pixels > 1:
        pixels -= 0.5
        face = badge_face(pixels)
    wide = min(room, max(high, QFontMetricsF(face).horizontalAdvance(figure) + high * 0.4))
    place = QRectF(size - wide - 0.5, size - high - 0.5, wide, high)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(
        QPen(QColor("#FFFFFF"), max(1.0, size / 22))
    )  # parts the badge from the icon, on light and dark bars alike
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place, high / 2, high / 2)
    paint_badge(painter, place, figure, face)
    painter.end()
    return drawn
