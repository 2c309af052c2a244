"""A person's one timeline: follow-ups, client interactions and changes, newest first, with what it is narrowed to above it.

``prepared(session, person, entries, absences=())``   the entries as they are shown; made off the UI thread
``Timeline(session, parent)``   ``show_entries(shown)`` of what that made, ``show_loading()``, ``show_failure(text)``; ``column`` holds the
    cards; signals ``tick_requested(contact, done)``, ``edit_requested(record)``, ``delete_requested(record)``,
    ``record_requested()``, ``interaction_requested()``, ``retry_requested()``
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.permissions import Action
from desktop_app.domain.records import Absence, Person, TimelineEntry
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.base.session import Session
from desktop_app.views.kit.empty_state import EmptyState
from desktop_app.views.kit.fields.segmented import SegmentedChoice
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.lazy_column import WIDEST, LazyColumn
from desktop_app.views.kit.loading import SkeletonRows
from desktop_app.views.kit.notice import Notice
from desktop_app.views.look import theme
from desktop_app.views.pages.people.timeline_cards import Shown, TimelineCard, card_of
from desktop_app.views.wording import formats

_ALL, _FOLLOW_UPS, _INTERACTIONS, _CHANGES = "all", "follow_up", "interaction", "change"


class Timeline(QWidget):
    """The timeline with its filters."""

    tick_requested = Signal(object, bool)
    edit_requested = Signal(object)
    delete_requested = Signal(object)
    record_requested = Signal()
    interaction_requested = Signal()
    retry_requested = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self._session = session
        self._shown: list[Shown] = []
        self._do: Callable[[], object] | None = None

        kinds = [
            (_ALL, tr("All"), ""),
            (_FOLLOW_UPS, tr("Follow-ups"), ""),
            (_INTERACTIONS, tr("Interactions"), ""),
            (_CHANGES, tr("Changes"), ""),
        ]
        self.kind = SegmentedChoice(kinds, name="timelineKind")
        self._count = label("", "muted", name="timelineCount")
        self.column = LazyColumn(self._card, name="timelineCards")
        self._hint = Notice(name="timelineHint")
        self._cards = QWidget()
        self._words = EmptyState(name="timelineWords")
        self._loading = SkeletonRows(64)
        self._stack = QStackedWidget()

        self._hint.setMaximumWidth(WIDEST - theme.S4)
        self.kind.setAccessibleName(tr("What the timeline shows"))
        self.kind.set_value(_ALL)
        above = QWidget()
        above.setMaximumWidth(WIDEST)
        head = QHBoxLayout(above)
        head.setContentsMargins(0, 0, theme.S4, 0)
        head.addWidget(self.kind, 1)
        head.addWidget(self._count)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.S3)
        whole.addWidget(above)
        whole.addWidget(self._stack, 1)
        cards = QVBoxLayout(self._cards)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(theme.S3)
        hint = QHBoxLayout()
        hint.setContentsMargins(0, 0, theme.S4, 0)
        hint.addWidget(self._hint)
        cards.addLayout(hint)
        cards.addWidget(self.column, 1)
        for page in (self._cards, self._words, self._loading):
            self._stack.addWidget(page)

        self.column.set_tab_after(self.kind.findChildren(QRadioButton)[-1])
        self.kind.changed.connect(lambda _kind: self._fill(keep=False))
        self._words.action_requested.connect(self._act)
        self.show_loading()

    # -- what it shows

    def show_loading(self) -> None:
        """Grey bars, until the entries come."""
        self._loading.begin()
        self._stack.setCurrentWidget(self._loading)

    def show_failure(self, text: str) -> None:
        """What went wrong, and the way to try again."""
        self._do = self.retry_requested.emit
        self._words.set(
            tr("The timeline could not be loaded"), text, tr("Try again"), icon="warning", tone="late"
        )
        self._stack.setCurrentWidget(self._words)

    def show_entries(self, shown: Sequence[Shown]) -> None:
        """Show what ``prepared`` made, newest first, keeping the place."""
        self._shown = list(shown)
        self._fill(keep=True)

    def hide_or_show(self) -> None:
        """Private texts are hidden or shown from now on."""
        self._fill(keep=True)

    def _fill(self, *, keep: bool) -> None:
        kind, hidden = self.kind.value(), self._session.privacy.is_on
        shown = [replace(shown_entry, hidden=hidden) for shown_entry in self._shown]
        wanted = [shown_entry for shown_entry in shown if kind == _ALL or _kind_of(shown_entry) == kind]
        self._count.setText(self._words_of_count())
        if not wanted:
            self._say_why_empty(kind)
            return
        nothing_yet = not any(
            shown_entry.entry.follow_up or shown_entry.entry.interaction for shown_entry in self._shown
        )
        self._hint.show_words(self._what_to_do() if nothing_yet and kind == _ALL else "")
        self._stack.setCurrentWidget(self._cards)
        self.column.set_items([(shown_entry.key, shown_entry) for shown_entry in wanted], keep=keep)

    def _what_to_do(self) -> str:
        if self._session.may(Action.RECORD_FOLLOW_UP):
            return tr(
                "No contact is recorded yet. After a call or a visit, record a follow-up: it appears "
                "here then."
            )
        return tr("No contact is recorded yet. What the mentors and you record appears here.")

    def _say_why_empty(self, kind: str) -> None:
        self._do = None
        may_record = self._session.may(Action.RECORD_FOLLOW_UP)
        may_add = self._session.may(Action.RECORD_INTERACTION)
        action: str | None = None
        if kind == _FOLLOW_UPS:
            title = tr("No follow-up yet")
            text = tr("Calls, visits and meetings appear here, with what was said and what comes next.")
            if may_record:
                self._do, action = self.record_requested.emit, tr("Record follow-up")
        elif kind == _INTERACTIONS:
            title = tr("No client interaction yet")
            text = tr("What was done with the person at the desk, by phone or in a workshop appears here.")
            if may_add:
                self._do, action = self.interaction_requested.emit, tr("Add interaction")
        elif kind == _CHANGES:
            title, text = tr("No change yet"), tr("Who gave another status or mentor, and why, appears here.")
        else:
            title, text = tr("Nothing is recorded yet"), self._what_to_do()
        self._words.set(title, text, action)
        self._stack.setCurrentWidget(self._words)

    def _act(self) -> None:
        if self._do is not None:
            self._do()

    def _words_of_count(self) -> str:
        follow_ups = sum(1 for shown_entry in self._shown if shown_entry.entry.follow_up)
        interactions = sum(1 for shown_entry in self._shown if shown_entry.entry.interaction)
        parts = []
        if follow_ups:
            number = formats.number(follow_ups)
            parts.append(trn("{number} follow-up", "{number} follow-ups", follow_ups, number=number))
        if interactions:
            number = formats.number(interactions)
            parts.append(trn("{number} interaction", "{number} interactions", interactions, number=number))
        return " · ".join(parts)

    def _card(self, shown: Shown) -> QWidget:
        card = card_of(shown)
        if isinstance(card, TimelineCard):
            card.tick_requested.connect(self.tick_requested)
            card.edit_requested.connect(self.edit_requested)
            card.delete_requested.connect(self.delete_requested)
        return card


def prepared(
    session: Session, person: Person, entries: Sequence[TimelineEntry], absences: Sequence[Absence] = ()
) -> list[Shown]:
    """*entries* (newest first) about *person* with all that their cards depend on. Off the UI thread: no widget in it."""
    clock = session.controllers.clock
    today = clock.today()
    may_record = session.may(Action.RECORD_FOLLOW_UP, mentor_id=session.mentor_id(person, absences))
    not_called = person.not_called is not None
    shown = []
    for entry in entries:
        local = clock.local(entry.at)
        if entry.follow_up is not None:
            local = datetime.combine(entry.follow_up.interaction_date, time(), local.tzinfo)
            may_tick = may_record or entry.follow_up.mentor.id == session.actor.id
            shown.append(Shown(entry, today, local, may_tick=may_tick, not_called=not_called))
        elif entry.interaction is not None:
            end = entry.interaction.end_at
            may_tick = may_record or entry.interaction.created_by.id == session.actor.id
            local_end = clock.local(end) if end else None
            shown.append(Shown(entry, today, local, local_end, may_tick, not_called=not_called))
        else:
            shown.append(Shown(entry, today, local))
    return _with_earlier(shown, person, today)


def _kind_of(shown: Shown) -> str:
    if shown.entry.follow_up is not None:
        return _FOLLOW_UPS
    return _INTERACTIONS if shown.entry.interaction is not None else _CHANGES


def _with_earlier(shown: list[Shown], person: Person, today: date) -> list[Shown]:
    """The same with a line, in its place, for the last contact known from before Suivi."""
    if person.earlier_contact_on is None:
        return shown
    moment = datetime.combine(person.earlier_contact_on, time(23, 59), UTC)
    earlier = Shown(TimelineEntry(moment), today, moment)
    at = next((at for at, shown_entry in enumerate(shown) if shown_entry.entry.at < moment), len(shown))
    return [*shown[:at], earlier, *shown[at:]]
