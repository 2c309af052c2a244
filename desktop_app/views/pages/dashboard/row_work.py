"""What the rows of the dashboard ask for, done: copied, recorded, ticked off, paused, with a way back.

``RowWork(page)``   ``copy(name, phone)``, ``record_unanswered(row)``, ``ask_to_pause(person, attempts)``, ``try_again(person, day)``,
    ``tick(where, action)``, ``come_back(absence)``
"""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from desktop_app.domain.care.waiting import day_to_try_again
from desktop_app.domain.records import Absence, FollowUp, Interaction, NextAction, PersonName
from desktop_app.domain.vocabulary import PauseReason
from desktop_app.i18n.texts import tr
from desktop_app.views.base.page import Page
from desktop_app.views.pages.dashboard.dashboard_list import AboutPerson, DashboardList
from desktop_app.views.pages.pauses.pause_actions import PauseActions
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import weekday_and_day


class RowWork(QObject):
    """The work itself; *page* says what came of it."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._pause_actions = PauseActions(page)

    def copy(self, name: str, phone: str) -> None:
        """Put *phone* on the clipboard as it is dialled."""
        page = self._page
        if not phone:
            page.say(tr("No phone number of {name} is known.", name=name))
            return

        def copy() -> None:
            number = formats.phone_to_dial(phone)
            QGuiApplication.clipboard().setText(number)
            page.say(tr("Copied: {phone}, {name}", phone=number, name=name), tone="good")

        page.session.privacy.when_shown(copy)

    def record_unanswered(self, row: AboutPerson) -> None:
        """Record that nobody answered, with the next attempt planned; Undo takes both back."""
        page, person = self._page, row.person
        session = page.session
        follow_ups, actor = session.controllers.follow_ups, session.actor
        notes, plan = tr("Rang, no answer."), tr("Call again")

        def recorded(follow_up: FollowUp) -> None:
            day = follow_up.next_action_date
            planned = tr("Planned again for {day}.", day=weekday_and_day(day)) if day is not None else ""
            page.say(
                f"{tr('{name}: no answer.', name=person.full_name)} {planned}",
                tr("Undo"),
                lambda: session.operations.run(lambda: follow_ups.take_back(actor, follow_up)),
                "good",
            )

        page.run(lambda: follow_ups.record_unanswered(actor, person.id, notes, plan), recorded)

    def ask_to_pause(self, person: PersonName, attempts: int) -> None:
        """Ask until when *person* is off the lists; after *attempts* in vain a day is proposed."""
        if attempts:
            day = day_to_try_again(attempts, self._page.session.controllers.clock.today())
            self._pause_actions.ask(person, day=day, reason=PauseReason.NOT_REACHED)
        else:
            self._pause_actions.ask(person)

    def try_again(self, person: PersonName, day: date) -> None:
        """Take *person* off the lists until *day*, as nobody was reached."""
        values = {"until": day, "reason": PauseReason.NOT_REACHED, "note": ""}
        self._pause_actions.until(person, values)

    def come_back(self, absence: Absence) -> None:
        """End the absence of the one signed in."""
        page = self._page
        session = page.session
        page.run(
            lambda: session.controllers.absences.end(session.actor, absence.id),
            lambda _ended: page.say(tr("Welcome back. Your people are yours again."), tone="good"),
        )

    def tick(self, where: DashboardList[Any], action: NextAction) -> None:
        """Tick *action* off, and say so with a way back; in *where* it is open again if that fails."""
        page = self._page
        session, key = page.session, action.id

        def write(*, is_done: bool) -> FollowUp | Interaction:
            controllers = session.controllers
            holder = controllers.client_interactions if action.is_interaction else controllers.follow_ups
            return holder.tick_next_action(session.actor, key, done=is_done)

        def open_again() -> None:
            page.run(lambda: write(is_done=False))

        def done(_contact: FollowUp | Interaction) -> None:
            name = action.person.full_name
            hidden = session.privacy.is_on
            page.say(
                tr("Done: {name}, {what}", name=name, what=action.notes)
                if action.notes and not hidden
                else tr("Done: {name}", name=name),
                tr("Undo"),
                open_again,
                "good",
            )

        def failed(error: BaseException) -> None:
            where.untick(action.uuid)
            page.failure_requested.emit(error)

        page.run(lambda: write(is_done=True), done, failed)
