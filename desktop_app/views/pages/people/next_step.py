"""What comes next with a person, on top of their timeline: what is planned, or by when a contact is due.

``NextStep(session, parent)``   ``show_steps(person, shown)``; signal ``tick_requested(contact, done)``
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.care.waiting import days_waiting
from desktop_app.domain.records import FollowUp, Interaction, Person
from desktop_app.i18n.texts import tr
from desktop_app.views.base.session import Session
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.lazy_column import WIDEST
from desktop_app.views.kit.long_text import breakable
from desktop_app.views.kit.privacy_mode import spoken
from desktop_app.views.kit.spoken_roles import NamedGroup
from desktop_app.views.look import theme
from desktop_app.views.pages.people.person_waiting import PersonWaiting
from desktop_app.views.pages.people.timeline_cards import TICK, ClickableWords, Shown, next_action_words
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import ago, day_and_month, weekday

_MOST = 3
"""Planned actions that are shown here; all of them stand in the timeline."""
_LONGEST_WORD = 80


class NextStep(NamedGroup):
    """The open next actions with their boxes, soonest first; where there is none, the day by which a contact is due."""

    tick_requested = Signal(object, bool)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__()
        self.setParent(parent)
        self._session = session
        self.setObjectName("nextStep")
        self.setProperty("surface", "card")
        self.setAccessibleName(tr("Next step"))
        self.setMaximumWidth(WIDEST - theme.S4)
        self._title = label(tr("Next step"), "section", name="nextStepTitle")
        self._words = label("", wrap=True, name="nextStepWords")
        self.waiting = PersonWaiting(session)
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.S4, theme.S3, theme.S4, theme.S3)
        self._column.setSpacing(theme.S1)
        self._column.addWidget(self._title)
        self._column.addWidget(self._words)
        self._column.addWidget(self.waiting)
        self.hide()

    def show_steps(self, person: Person, shown: Sequence[Shown], *, may_pause: bool) -> None:
        """Show what comes next with *person*, of whom *shown* is the timeline; nothing where nothing is due."""
        self.waiting.show_person(person, may_pause=may_pause)
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        for row in self._rows:
            row.hide()
            self._column.removeWidget(row)
            row.deleteLater()
        hidden = self._session.privacy.is_on
        planned = _planned(shown)
        self._rows = [
            self._row(contact, due, replace(entry, hidden=hidden)) for due, contact, entry in planned[:_MOST]
        ]
        for row in self._rows:
            self._column.insertWidget(self._column.indexOf(self._words), row)
            row.show()  # at once: the focus may go there
        self._say(person, len(planned) - len(self._rows))
        self.setVisible(bool(self._rows) or bool(self._words.text()) or not self.waiting.isHidden())
        if had_focus:
            self._focus_first()

    def has_steps(self) -> bool:
        """Return whether anything planned is shown, with its box."""
        return bool(self._rows)

    def _focus_first(self) -> None:
        """Go on with the next box; where none is left, the page says where work begins."""
        box = self._rows[0].findChild(QCheckBox) if self._rows else None
        if box is not None:
            box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, contact: FollowUp | Interaction, due: date, shown: Shown) -> QWidget:
        text, tone = next_action_words(contact, due, shown)
        tick = QCheckBox()
        tick.setObjectName("nextStepDone")
        tick.setFixedWidth(TICK)
        tick.setEnabled(shown.may_tick)
        tick.setAccessibleName(spoken(tr("Next step done: {action}", action=text)))
        words = ClickableWords(breakable(text, _LONGEST_WORD), tone, "nextStepAction")
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.S1)
        line.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words, 1)
        tick.clicked.connect(lambda done: self.tick_requested.emit(contact, done))
        words.clicked.connect(tick.click)
        return row

    def _say(self, person: Person, further: int) -> None:
        """Say how many more are planned, or by when a contact is due."""
        text = ""
        if further > 0:
            text = tr("{number} more in the timeline", number=formats.number(further))
        elif not self._rows:
            text = self._contact_due(person)
        self._words.setText(text)
        self._words.setVisible(bool(text))

    def _contact_due(self, person: Person) -> str:
        """Say by when a contact is due; nothing for a person who is paused, who does not wait, or who waits too long already."""
        today, limit = self._session.controllers.clock.today(), self._session.organisation.overdue_days
        days = days_waiting(person, today)
        if days is None or days >= limit or person.is_paused(today) or person.not_called is not None:
            return ""
        due = today + timedelta(days=limit - days)
        day = tr("{weekday} {day}", weekday=weekday(due), day=day_and_month(due, today))
        return tr("Nothing planned. Contact due by {day}, {ago}.", day=day, ago=ago(due, today))


def _planned(shown: Sequence[Shown]) -> list[tuple[date, FollowUp | Interaction, Shown]]:
    """Every open next action of the timeline, soonest first."""
    planned = []
    for entry in shown:
        contact = entry.entry.follow_up or entry.entry.interaction
        if contact is not None and contact.next_action_open and contact.next_action_date is not None:
            planned.append((contact.next_action_date, contact, entry))
    return sorted(planned, key=lambda step: step[0])
