"""How long a person has been waiting, that they are paused or not to be called, and what can be done about it: of what comes next.

``PersonWaiting(session)``   ``show_person(person, may_pause)``; signals ``pause_requested()``, ``end_pause_requested()``,
    ``call_again_requested()``
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.care.waiting import days_waiting, is_overdue
from desktop_app.domain.records import Person
from desktop_app.i18n.texts import tr
from desktop_app.views.base.session import Session
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.labels import label, set_tone
from desktop_app.views.kit.privacy_mode import spoken
from desktop_app.views.look import status_colours, theme
from desktop_app.views.wording.care import attempts, why_not_called, why_paused
from desktop_app.views.wording.dates import days_long, weekday_and_day


class PersonWaiting(QWidget):
    """A sentence, and the buttons that belong to it."""

    pause_requested = Signal()
    end_pause_requested = Signal()
    call_again_requested = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("personWaiting")
        self._session = session
        self._words = label("", wrap=True, name="whyWaiting")
        self._pause = button("", name="pausePerson", icon="pause")
        self._end = button(tr("End the pause"), name="endPause")
        self._call_again = button(tr("May be called again"), name="callAgain")

        line = QHBoxLayout(self)
        line.setContentsMargins(0, theme.S1, 0, theme.S1)
        line.setSpacing(theme.S2)
        line.addWidget(self._words, 1)
        line.addWidget(self._pause)
        line.addWidget(self._end)
        line.addWidget(self._call_again)
        line.addStrut(theme.CONTROL_HEIGHT)
        self._pause.clicked.connect(self.pause_requested)
        self._end.clicked.connect(self.end_pause_requested)
        self._call_again.clicked.connect(self.call_again_requested)

    def show_person(self, person: Person, *, may_pause: bool) -> None:
        """Say how things stand with *person*; with *may_pause* there are buttons."""
        today = self._session.controllers.clock.today()
        is_called = person.not_called is None
        paused, waits = person.is_paused(today) and is_called, days_waiting(person, today) is not None
        if person.not_called is not None:
            self._words.setText(why_not_called(person.not_called))
            set_tone(self._words, "accent")
        elif paused:
            self._say_paused(person)
        else:
            self._say_waiting(person)
        self._words.setAccessibleName(spoken(self._words.text()))
        self._words.setVisible(bool(self._words.text()))
        words = tr("Change…") if paused else tr("Pause until…")
        self._pause.setText(words)
        self._pause.setAccessibleName(words)
        self._pause.setVisible(may_pause and (paused or waits))
        self._end.setVisible(may_pause and paused)
        self._call_again.setVisible(may_pause and not is_called)
        self.setVisible(bool(self._words.text()) or (may_pause and waits))

    def _say_paused(self, person: Person) -> None:
        if person.paused_until is None:
            return
        why = why_paused(person.pause_reason, self._session.privacy.masked(person.pause_note))
        message = tr("Paused until {day}.", day=weekday_and_day(person.paused_until))
        self._words.setText(f"{message} {why}".strip())
        set_tone(self._words, "accent")

    def _say_waiting(self, person: Person) -> None:
        """Say why the person waits too long, if so, and what clears it."""
        today, limit = self._session.controllers.clock.today(), self._session.organisation.overdue_days
        days = days_waiting(person, today)
        if days is None or not is_overdue(person, today, limit):
            self._words.setText("")
            return
        since = tr("since the last contact") if person.last_contact_on else tr("since the first visit")
        message = tr(
            "Waiting too long: {days} {since}; the limit is {limit}. Record a follow-up to clear this.",
            days=days_long(days),
            since=since,
            limit=days_long(limit),
        )
        if person.missed_attempts > 1:
            tried = attempts(person.missed_attempts, person.last_reached_on, today)
            message = f"{message} {tr('{attempts}.', attempts=tried)}"
        self._words.setText(message)
        set_tone(self._words, status_colours.waiting(days, limit))
