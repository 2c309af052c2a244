"""The cards and lines of a person's timeline.

``FollowUpCard(shown)``, ``InteractionCard(shown)``, ``ChangeLine(shown)``, ``card_of(shown)`` makes the one that fits;
``Shown`` is an entry with all that its card depends on. Cards have the signals ``tick_requested(contact, done)``,
``edit_requested(record)``, ``delete_requested(record)``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.records import FollowUp, Interaction, LogEntry, TimelineEntry
from desktop_app.domain.vocabulary import FollowUpType, InteractionType, code_label
from desktop_app.i18n.texts import tr
from desktop_app.views.kit.buttons import icon_button
from desktop_app.views.kit.chip import Chip
from desktop_app.views.kit.flow import FlowLayout
from desktop_app.views.kit.labels import label, set_property, set_tip
from desktop_app.views.kit.long_text import GivingWay, breakable, reading_label
from desktop_app.views.kit.privacy_mode import mask, spoken
from desktop_app.views.kit.tone_icon import ToneIcon
from desktop_app.views.look import status_colours, theme
from desktop_app.views.wording import formats
from desktop_app.views.wording.changes import change_author, change_reason, change_text
from desktop_app.views.wording.dates import ago, day_and_month, length_words, weekday

_ICONS = {
    FollowUpType.CALL: "phone",
    FollowUpType.VISIT: "visit",
    FollowUpType.MEETING: "people",
    FollowUpType.OTHER: "follow-ups",
    InteractionType.BY_PHONE: "phone",
}
_LONGEST_WORD = 80
_ICON = 18
_DOT = 6
TICK = 28
"""Pixels that the box of a next action takes."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry of the timeline as it is shown: *local* is its moment on the office's clocks, *end* that of its end.

    *hidden*: private texts are not shown; *not_called*: nothing is open of what was planned with somebody who is not to be called.
    """

    entry: TimelineEntry
    today: date
    local: datetime
    end: datetime | None = None
    may_tick: bool = False
    hidden: bool = False
    not_called: bool = False

    def masked(self, text: str) -> str:
        """*text*, private, as it is shown."""
        return mask(text) if self.hidden else text

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from the others for good."""
        for name in ("follow_up", "interaction", "change"):
            record = getattr(self.entry, name)
            if record is not None:
                return name, record.id
        return "earlier", 0


class TimelineCard(QFrame):
    """A card one can go to by Tab; Enter, E and a double click edit, Delete deletes, where that is allowed."""

    tick_requested = Signal(object, bool)
    edit_requested = Signal(object)
    delete_requested = Signal(object)

    def __init__(self, record: FollowUp | Interaction, name: str) -> None:
        super().__init__()
        self.record = record
        self.tick: QCheckBox | None = None
        self._more_button: QToolButton | None = None
        self.setObjectName(f"{name}{record.id}")
        self.setProperty("surface", "card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.S4, theme.S2, theme.S2, theme.S3)
        self.column.setSpacing(theme.S1)

    def head(self, icon: str, title: QWidget, chip: Chip | None, when: QLabel) -> QHBoxLayout:
        """The first line: what it was, how it went, who and when, and the menu."""
        line = QHBoxLayout()
        line.setSpacing(theme.S2)
        line.addWidget(ToneIcon(icon, "accent", _ICON))
        line.addWidget(title, 0 if isinstance(title, QLabel) and not title.wordWrap() else 1)
        if chip is not None:
            line.addWidget(chip)
        line.addStretch(0 if isinstance(title, QLabel) and title.wordWrap() else 1)
        line.addWidget(when)
        if self.record.can_modify:
            line.addWidget(self._menu_button())
        else:
            line.addSpacing(theme.S2)
            line.addStrut(32)
        return line

    def indented(self, widget: QWidget) -> QWidget:
        """*widget* under the words of the head."""
        widget.setContentsMargins(_ICON + theme.S2, 0, theme.S2, 0)
        return widget

    def add_next_action(self, shown: Shown, contact: FollowUp | Interaction) -> None:
        """Show what the *contact* plans, with its box, where it plans anything."""
        due = contact.next_action_date
        if not contact.next_action_needed or due is None:
            return
        place = QWidget()
        text, tone = next_action_words(contact, due, shown)
        self.tick = QCheckBox()
        self.tick.setObjectName("nextActionDone")
        self.tick.setFixedWidth(TICK)
        left = shown.not_called and contact.next_action_done_at is None
        self.tick.setChecked(not contact.next_action_open and not left)
        self.tick.setEnabled(shown.may_tick and not left)
        self.tick.setAccessibleName(spoken(tr("Done: {action}", action=text)))
        words = ClickableWords(breakable(text, _LONGEST_WORD), tone, "nextAction")
        line = QHBoxLayout(place)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.S1)
        line.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words, 1)
        self.tick.clicked.connect(lambda done: self.tick_requested.emit(contact, done))
        words.clicked.connect(self.tick.click)
        self.column.addWidget(self.indented(place))

    def _menu_button(self) -> QWidget:
        more_button = icon_button("more", tr("Edit or delete"), name="cardMenu", tip=tr("Edit or delete"))
        self._more_button = more_button
        menu = QMenu(more_button)
        menu.setObjectName("cardActions")
        menu.addAction(tr("Edit"), lambda: self.edit_requested.emit(self.record)).setObjectName("editContact")
        menu.addAction(tr("Delete"), lambda: self.delete_requested.emit(self.record)).setObjectName(
            "deleteContact"
        )
        more_button.setMenu(menu)
        more_button.setPopupMode(more_button.ToolButtonPopupMode.InstantPopup)
        return more_button

    def name_menu(self, what: str, when: str) -> None:
        """Say of what the menu is: a timeline has many of them."""
        if self._more_button is not None:
            self._more_button.setAccessibleName(
                tr("Edit or delete: {what}, {when}", what=spoken(what), when=when)
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or E edits, Delete deletes."""
        allowed = self.record.can_modify and not event.modifiers()
        if allowed and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_E}:
            self.edit_requested.emit(self.record)
        elif allowed and event.key() == Qt.Key.Key_Delete:
            self.delete_requested.emit(self.record)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click edits; in the notes it marks a word, as everywhere."""
        if self.record.can_modify and event.button() is Qt.MouseButton.LeftButton:
            self.edit_requested.emit(self.record)
        else:
            super().mouseDoubleClickEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card, with a ring while it has the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.tokens().accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.CORNER, theme.CORNER)
            painter.end()


class FollowUpCard(TimelineCard):
    """A follow-up: what, how it went, who, when, the notes whole, and what comes next with its tick box."""

    def __init__(self, shown: Shown, follow_up: FollowUp) -> None:
        super().__init__(follow_up, "followUp")
        outcome = Chip(
            code_label(follow_up.outcome), status_colours.OUTCOME[follow_up.outcome], name="outcome"
        )
        title = label(code_label(follow_up.interaction_type), "strong", name="contactType")
        when = _when(follow_up.mentor.full_name, follow_up.interaction_date, shown.today)
        self.column.addLayout(self.head(_ICONS[follow_up.interaction_type], title, outcome, when))
        notes = shown.masked(follow_up.notes)
        self.column.addWidget(self.indented(reading_label(notes, longest=_LONGEST_WORD, name="notes")))
        self.add_next_action(shown, follow_up)
        parts = [title.text(), outcome.text(), when.text(), notes]
        self.setAccessibleName(spoken(", ".join(parts)))
        self.name_menu(title.text(), when.text())


class InteractionCard(TimelineCard):
    """A client interaction: title, kind, program, how long, where, the services, the notes whole."""

    def __init__(self, shown: Shown, interaction: Interaction) -> None:
        super().__init__(interaction, "interaction")
        title = label(
            breakable(interaction.title, _LONGEST_WORD // 2), "strong", wrap=True, name="contactTitle"
        )
        when = _when(interaction.created_by.full_name, shown.local.date(), shown.today)
        icon = _ICONS.get(interaction.interaction_type, "interactions")
        self.column.addLayout(self.head(icon, title, None, when))
        details = [
            code_label(interaction.interaction_type),
            code_label(interaction.program),
            _times(shown),
            shown.masked(interaction.location or ""),
        ]
        about = " · ".join(detail for detail in details if detail)
        self.column.addWidget(
            self.indented(label(breakable(about, _LONGEST_WORD), "muted", wrap=True, name="about"))
        )
        if interaction.reference_services:
            services = QWidget()
            flow = FlowLayout(6)
            for service in interaction.reference_services:
                flow.addWidget(Chip(code_label(service), name="service"))
            services.setLayout(flow)
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            services.setSizePolicy(policy)
            self.column.addWidget(self.indented(services))
        notes = shown.masked(interaction.notes)
        if notes:
            self.column.addWidget(self.indented(reading_label(notes, longest=_LONGEST_WORD, name="notes")))
        self.add_next_action(shown, interaction)
        self.setAccessibleName(spoken(f"{interaction.title}, {about}, {when.text()}, {notes}"))
        self.name_menu(interaction.title, when.text())


class ChangeLine(QWidget):
    """A change as a thin line: what, why, who and when."""

    def __init__(self, text: str, reason: str, when: str, tip: str) -> None:
        super().__init__()
        self.setObjectName("changeLine")
        self.setAccessibleName(spoken(", ".join(part for part in (text, reason, when) if part)))
        what = reading_label(text, "muted", longest=_LONGEST_WORD, name="change")
        moment = GivingWay(when, "muted", name="when")
        moment.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        set_tip(moment, tip)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.S4 + _ICON + theme.S2, 2, theme.S4, 2)
        line.setSpacing(theme.S3)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(what)
        if reason:
            why = tr("“{text}”", text=reason)
            words.addWidget(reading_label(why, longest=_LONGEST_WORD, name="reason"))
        line.addLayout(words, 1)
        line.addWidget(moment, 0, Qt.AlignmentFlag.AlignTop)
        theme.themed.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the dot that stands for the change, in the column of the icons."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tokens().line_strong))
        painter.drawEllipse(QPointF(theme.S4 + _ICON / 2, 2 + 8), _DOT / 2, _DOT / 2)
        painter.end()


class ClickableWords(QLabel):
    """Words beside a tick box: clicking them is clicking the box."""

    clicked = Signal()

    def __init__(self, text: str, tone: theme.Tone | None, name: str) -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(0, 5, 0, 4)
        if tone == "neutral":
            set_property(self, "role", "muted")
        elif tone:
            set_property(self, "tone", tone)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Click the box."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


def card_of(shown: Shown) -> QWidget:
    """The card or line for *shown*."""
    entry = shown.entry
    if entry.follow_up is not None:
        return FollowUpCard(shown, entry.follow_up)
    if entry.interaction is not None:
        return InteractionCard(shown, entry.interaction)
    day = shown.local.date()
    if entry.change is not None:
        change = entry.change
        when = f"{change_author(change)} · {day_and_month(day, shown.today)}"
        tip = f"{formats.long_date(day)} {formats.clock_time(shown.local)}, {ago(day, shown.today)}"
        return ChangeLine(change_text(change, shown.masked), _reason(change, shown), when, tip)
    text = tr("Last contact before Suivi: {day}", day=formats.long_date(day))
    return ChangeLine(text, "", day_and_month(day, shown.today), ago(day, shown.today))


def _reason(change: LogEntry, shown: Shown) -> str:
    """Why it was done; what the program itself says is no secret."""
    reason = change_reason(change)
    return reason if change.actor is None else shown.masked(reason)


def _when(who: str, day: date, today: date) -> QLabel:
    text_label = GivingWay(f"{who} · {weekday(day)} {day_and_month(day, today)}", "muted", name="when")
    text_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    set_tip(text_label, f"{formats.long_date(day)}, {ago(day, today)}")
    return text_label


def next_action_words(
    contact: FollowUp | Interaction, due: date, shown: Shown
) -> tuple[str, theme.Tone | None]:
    """Say what comes next, when, and whether it is done, late or to come; with the tone of the words."""
    today = shown.today
    day = tr("{weekday} {day}", weekday=weekday(due), day=day_and_month(due, today))
    what = shown.masked(contact.next_action_notes.strip())
    planned = tr("Next, {day}: {what}", day=day, what=what) if what else tr("Next contact: {day}", day=day)
    if contact.next_action_open:
        days = (due - today).days
        if days < 0:
            return tr("{planned} – overdue, {ago}", planned=planned, ago=ago(due, today)), "late"
        return f"{planned} ({ago(due, today)})", "soon" if days == 0 else None
    if contact.next_action_done_at is not None:
        return tr("{planned} – done", planned=planned), "neutral"
    if shown.not_called:
        return tr("{planned} – not to be called", planned=planned), "neutral"
    return tr("{planned} – done by a later contact", planned=planned), "neutral"


def _times(shown: Shown) -> str:
    """From when to when, and how long."""
    start = formats.clock_time(shown.local)
    if shown.end is None:
        return start
    same_day = shown.end.date() == shown.local.date()
    end = formats.clock_time(shown.end) if same_day else formats.short_moment(shown.end)
    return tr(
        "{start} to {end} ({duration})",
        start=start,
        end=end,
        duration=length_words(shown.end - shown.local),
    )
