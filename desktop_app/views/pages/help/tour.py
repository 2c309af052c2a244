"""A short tour of the window for whoever signs in for the first time: offered, never forced, shown again from the manual.

``Tour(frame, session, first)``   begins with the stops *first*; ``offer()`` asks once for each user, ``begin()`` goes from place to place; Esc or *Skip* ends it.
    Nothing is locked meanwhile: who begins to work goes on working; ``take_offer_back()`` leaves them the whole window
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.i18n.texts import mark, tr
from desktop_app.system.settings import TOURED
from desktop_app.views.base.page_spec import TourStop
from desktop_app.views.base.session import Session
from desktop_app.views.kit.accessibility import announce
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.labels import label
from desktop_app.views.look import theme

_WIDTH = 340
_AWAY = 12  # pixels between a place and what is said of it
_RING = 3


STOPS = (
    TourStop(
        "quickFind",
        mark("Find anybody"),
        mark("Ctrl+K, then a few letters of a name, a phone number or an address: accents do not matter."),
    ),
    TourStop(
        "sidebar",
        mark("Everything else"),
        mark(
            "People, follow-ups, services given, figures for the board. Ctrl+1, Ctrl+2 … go there without the mouse."
        ),
    ),
    TourStop(
        "bell",
        mark("Suivi speaks up by itself"),
        mark(
            "When somebody waits, or is given to you, it is counted here. A notification never shows notes."
        ),
    ),
    TourStop(
        "hidePrivateTexts",
        mark("When visitors can see the screen"),
        mark("F9 hides notes, prayer requests, phone numbers and addresses; your password shows them again."),
    ),
    TourStop(
        "help",
        mark("Help where you are"),
        mark("F1 explains the page you are on; Ctrl+/ shows every key. This tour can be seen again there."),
    ),
)
"""The places of the frame; before them come those of the pages."""


class _Ring(QWidget):
    """A ring round a place; the mouse goes through it."""

    def __init__(self, frame: QWidget) -> None:
        super().__init__(frame)
        self.setObjectName("tourRing")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.tokens().accent), _RING))
        edge = _RING / 2
        inside = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(inside, theme.CORNER, theme.CORNER)
        painter.end()


class Tour(QObject):
    """Goes from stop to stop over *frame*: those of the pages *first*, then its own."""

    begin_requested = Signal()
    """Whoever was asked wants it: show the page that it begins with, then ``begin``."""

    def __init__(self, frame: QWidget, session: Session, first: Sequence[TourStop]) -> None:
        super().__init__(frame)
        self._frame = frame
        self._session = session
        self._first = first
        self._stops: Sequence[TourStop] = ()
        self._at = -1
        self._before: QWidget | None = None
        self._ring = _Ring(frame)
        self._card = QFrame(frame)
        self._column = QVBoxLayout(self._card)
        self._title = label("", "section", wrap=True, name="tourTitle")
        self._text = label("", wrap=True, name="tourText")
        self._count = label("", "muted", name="tourCount")
        self._skip = button("", "quiet", name="tourSkip")
        self._next = button("", "primary", name="tourNext")

        self._lay_out()
        self._next.clicked.connect(self._pressed)
        self._skip.clicked.connect(self.end)
        leave = QShortcut(
            QKeySequence("Esc"), self._card, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        leave.activated.connect(self.end)
        frame.installEventFilter(self)

    def _lay_out(self) -> None:
        self._card.setObjectName("tourCard")
        self._card.setProperty("surface", "tour")
        self._card.setAccessibleName(tr("Tour"))
        self._card.setFixedWidth(_WIDTH)
        foot = QHBoxLayout()
        foot.setSpacing(theme.S2)
        foot.addWidget(self._count, 1)
        foot.addWidget(self._skip)
        foot.addWidget(self._next)
        column = self._column
        column.setContentsMargins(theme.S4, theme.S4, theme.S4, theme.S3)
        column.setSpacing(theme.S2)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addLayout(foot)
        self._next.setAutoDefault(True)
        self._card.hide()

    # -- the way

    def offer(self) -> None:
        """Ask whoever is here for the first time whether they want it; the focus stays where it is."""
        session = self._session
        if session.recall(TOURED):
            return
        session.remember_own(TOURED, value=True)
        self._at = -1
        self._stops = self._for_this_user()
        self._say(
            tr("Welcome, {name}", name=session.actor.first_name),
            tr("Shall Suivi show you around? It takes a minute, and you can leave it at any time."),
            "",
            tr("Not now"),
            tr("Show me around"),
        )
        self._place(None)

    def take_offer_back(self) -> None:
        """Whoever goes to another page has begun to work: what was only offered is out of their way."""
        if self._at < 0 and self._card.isVisible():
            self.end()

    def begin(self) -> None:
        """Go from the first stop on."""
        self._before = self._frame.window().focusWidget()
        self._stops = self._for_this_user()
        self._at = -1
        self._go_on()

    def _for_this_user(self) -> list[TourStop]:
        return [stop for stop in (*self._first, *STOPS) if self._target(stop)]

    def _target(self, stop: TourStop) -> QWidget | None:
        places = self._frame.findChildren(QWidget, stop.place)
        return next((place for place in places if place.isVisible()), None)

    def _pressed(self) -> None:
        if self._at < 0:
            self.begin_requested.emit()
        else:
            self._go_on()

    def _go_on(self) -> None:
        self._at += 1
        while self._at < len(self._stops) and self._target(self._stops[self._at]) is None:
            self._at += 1
        if self._at >= len(self._stops):
            self.end()
            return
        stop = self._stops[self._at]
        last = self._at == len(self._stops) - 1
        count = tr("{number} of {count}", number=self._at + 1, count=len(self._stops))
        self._say(tr(stop.title), tr(stop.text), count, tr("Skip"), tr("Done") if last else tr("Next"))
        self._skip.setVisible(not last)
        self._place(self._target(stop))
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, title: str, text: str, count: str, skip: str, go_on: str) -> None:
        self._title.setText(title)
        self._text.setText(text)
        self._count.setText(count)
        self._skip.setText(skip)
        self._skip.setAccessibleName(skip)
        self._skip.show()
        self._next.setText(go_on)
        self._next.setAccessibleName(go_on)
        announce(self._card, f"{title}. {text}")

    def end(self) -> None:
        """Leave the tour; the focus goes back to where it was."""
        focused: QWidget | None = self._frame.window().focusWidget()
        had_focus = focused is not None and self._card.isAncestorOf(focused)
        self._card.hide()
        self._ring.hide()
        self._at = -1
        if had_focus and self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    # -- where it stands

    def _place(self, target: QWidget | None) -> None:
        """Put the card beside *target*, within the window; in the corner without one."""
        self._card.ensurePolished()
        self._column.activate()
        self._card.setFixedHeight(self._column.totalHeightForWidth(_WIDTH))
        room = self._frame.rect().adjusted(_AWAY, _AWAY, -_AWAY, -_AWAY)
        if target is None:
            corner = room.bottomRight() - QPoint(self._card.width() - 1, self._card.height() - 1)
            self._ring.hide()
        else:
            area = QRect(target.mapTo(self._frame, QPoint(0, 0)), target.size())
            self._ring.setGeometry(area.adjusted(-4, -4, 4, 4).intersected(self._frame.rect()))
            self._ring.show()
            self._ring.raise_()
            corner = self._beside(area, room)
        self._card.move(corner)
        self._card.show()
        self._card.raise_()

    def _beside(self, area: QRect, room: QRect) -> QPoint:
        """Where the card fits: below *area*, beside it, above it; else over its lower right corner."""
        wide, high = self._card.width(), self._card.height()
        x = min(max(area.left(), room.left()), room.right() - wide)
        y = min(max(area.top(), room.top()), room.bottom() - high)
        if area.bottom() + _AWAY + high <= room.bottom():
            return QPoint(x, area.bottom() + _AWAY)
        if area.right() + _AWAY + wide <= room.right():
            return QPoint(area.right() + _AWAY, y)
        if area.top() - _AWAY - high >= room.top():
            return QPoint(x, area.top() - _AWAY - high)
        return QPoint(room.right() - wide, room.bottom() - high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay beside the place when the window is resized; end with a place that is gone."""
        if watched is self._frame and event.type() is QEvent.Type.Resize and self._card.isVisible():
            self._place(self._target(self._stops[self._at]) if self._at >= 0 else None)
        return super().eventFilter(watched, event)
