"""The start of the day: who has been waiting too long, what was promised and is past due, what is coming up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.controllers.care.waiting import DashboardLists
from desktop_app.controllers.persons import PersonFilter
from desktop_app.domain.permissions import Action, Reach, reach
from desktop_app.domain.records import Absence, FollowUp, Interaction, Mentor, NextAction, OverdueRow
from desktop_app.domain.vocabulary import PauseReason
from desktop_app.domain.waiting import day_to_try_again
from desktop_app.i18n.texts import tr
from desktop_app.system.settings import OVERDUE_DAYS
from desktop_app.views.base.failures import describe
from desktop_app.views.base.page import Page
from desktop_app.views.base.session import Session
from desktop_app.views.kit.stat_card import StatCard
from desktop_app.views.look import theme
from desktop_app.views.output.exports.export_button import ExportOffer
from desktop_app.views.output.reports.report_button import ReportOffer
from desktop_app.views.pages.dashboard.absence_notices import AbsenceNotices
from desktop_app.views.pages.dashboard.dashboard_list import AboutPerson
from desktop_app.views.pages.dashboard.data_notices import DataNotices
from desktop_app.views.pages.dashboard.next_action_list import NextActionList
from desktop_app.views.pages.dashboard.specs import DASHBOARD_PAGE
from desktop_app.views.pages.dashboard.waiting_list import MOST_DAYS, WaitingList
from desktop_app.views.pages.dashboard.welcome import Welcome
from desktop_app.views.pages.pauses.pause_actions import PauseActions
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import weekday_and_day

if TYPE_CHECKING:
    from desktop_app.views.output.exports.lists import ExportKind
    from desktop_app.views.output.reports.report import ReportKind

MOST_ROWS = 200
"""How many rows a list shows at most; it says so when there are more."""


_Answer = tuple[DashboardLists, bool, tuple[Mentor, ...], tuple[Absence, ...]]
"""The lists, whether there is anybody at all, the mentors, who is away."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the lists were asked for with: an answer to another question is passed over."""

    days: int
    mentor_id: int | None


class DashboardPage(Page):
    """Four figures, and under them the lists that they count."""

    kinds = frozenset({"persons", "follow_ups", "users"})
    spec = DASHBOARD_PAGE

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("dashboardPage")
        self._asking: _Asked | None = None
        self._again = False
        self._loaded = False
        actor = session.actor
        self._sees_all = reach(actor, Action.VIEW_OVERDUE) is Reach.ALL
        self._has_actions = session.may(Action.VIEW_NEXT_ACTIONS)

        # each within the other from the start: what moves to another parent is styled again with all that is in it
        self._stack = QStackedWidget(self)
        self._all = QWidget(self._stack)
        self._notices = AbsenceNotices(session, self._all)
        self._data_notices = DataNotices(session, self._all)
        self._cards = {
            "waiting": StatCard(tr("waiting too long"), "late", self._all, name="waitingCard"),
            "past_due": StatCard(tr("planned, overdue"), "late", self._all, name="pastDueCard"),
            "coming_up": StatCard(tr("coming up in 7 days"), "neutral", self._all, name="comingUpCard"),
            "without_mentor": StatCard(tr("without a mentor"), "soon", self._all, name="withoutMentorCard"),
        }
        self._waiting = WaitingList(session, self._remembered_days(), self._all)
        self._below = QWidget(self._all)
        self._past_due = NextActionList(
            session,
            tr("Overdue actions"),
            self._below,
            name="pastDue",
            empty_title=tr("Nothing overdue."),
            empty_text=tr("Overdue next actions appear here."),
        )
        self._coming_up = NextActionList(
            session,
            tr("Coming up"),
            self._below,
            name="comingUp",
            empty_title=tr("Nothing is planned for the next 7 days."),
            empty_text=tr("The next actions planned in follow-ups appear here."),
        )
        self._lists: dict[str, WaitingList | NextActionList] = {
            "waiting": self._waiting,
            "past_due": self._past_due,
            "coming_up": self._coming_up,
        }
        self._welcome: Welcome | None = None  # made when there is nobody yet
        self._pause_actions = PauseActions(self)
        self._exporting = ExportOffer(self, self._export_kind)
        self._printing = ReportOffer(self, self._report_kinds, self._waiting.print_button)

        self._lay_out()
        self._cards["past_due"].setVisible(self._has_actions)
        self._cards["coming_up"].setVisible(self._has_actions)
        self._cards["without_mentor"].setVisible(session.may(Action.ASSIGN_MENTOR))
        self._connect()

    def _lay_out(self) -> None:
        cards = QHBoxLayout()
        cards.setSpacing(theme.S3)
        for card in self._cards.values():
            cards.addWidget(card, 1)
        below = QHBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(theme.S5)
        below.addWidget(self._past_due, 1)
        below.addWidget(self._coming_up, 1)
        column = QVBoxLayout(self._all)
        column.setContentsMargins(theme.S5, 0, theme.S5, theme.S4)
        column.setSpacing(theme.S3)
        column.addWidget(self._data_notices)
        column.addWidget(self._notices)
        column.addLayout(cards)
        column.addSpacing(theme.S1)
        column.addWidget(self._waiting, 4)
        column.addWidget(self._below, 3)
        self._stack.addWidget(self._all)
        self._below.setVisible(self._has_actions)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        for name, card in self._cards.items():
            card.clicked.connect(partial(self._card_pressed, name))
        for each in self._lists.values():
            each.record_requested.connect(self.record_follow_up)
            each.open_requested.connect(self.open_person)
            each.copy_requested.connect(self._copy)
            each.unanswered_requested.connect(self._record_unanswered)
            each.table.action_requested.connect(self.refresh)
        for name, one in self._lists.items():
            one.export_requested.connect(partial(self._export, name))
        self._waiting.print_button.clicked.connect(self._printing.offer)
        self._past_due.tick_requested.connect(partial(self._tick, self._past_due))
        self._coming_up.tick_requested.connect(partial(self._tick, self._coming_up))
        self._waiting.narrowed.connect(self._narrowed)
        self._waiting.preview_requested.connect(self._preview)
        self._waiting.pause_requested.connect(self._ask_to_pause)
        self._waiting.try_again_requested.connect(self._try_again)
        self._waiting.paused_requested.connect(lambda: self.navigate("paused"))
        self._notices.back_requested.connect(self._come_back)
        self._data_notices.settings_requested.connect(lambda: self.navigate("settings", "backups"))
        self.follow_days(self._another_day)

    def focus_start(self) -> None:
        """The work of the day begins at the top of the list."""
        if self._welcome is not None and self._stack.currentWidget() is self._welcome:
            self._welcome.focus_start()
            return
        shown = next(each for name, each in self._lists.items() if self._is_shown(name))
        shown.table.select_first()
        shown.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- loading

    def _remembered_days(self) -> int:
        session = self.session
        kept = session.recall(OVERDUE_DAYS)
        if isinstance(kept, int) and 0 <= kept <= MOST_DAYS:
            return kept
        return session.organisation.overdue_days

    def refresh(self) -> None:
        """Load the figures and the lists; while an answer is under way, once more after it."""
        if self._asking is not None:
            self._again = True
            return
        asked = self._asking = _Asked(self._waiting.days(), self._waiting.mentor_id())
        session, with_mentors = self.session, self._sees_all

        def work() -> _Answer:
            controllers, actor = session.controllers, session.actor
            lists = controllers.waiting.dashboard(actor, asked.days, asked.mentor_id, MOST_ROWS)
            mentors = controllers.mentors.list(actor) if with_mentors else ()
            somebody = bool(lists.waiting) or bool(
                controllers.persons.list(actor, PersonFilter(), limit=1).items
            )
            return lists, somebody, mentors, controllers.absences.today(actor)

        self.run(work, partial(self._take, asked), self._failed)

    def _take(self, asked: _Asked, found: _Answer) -> None:
        lists, somebody, mentors, absences = found
        self._asking = None
        self._notices.show_absences(absences)
        self._data_notices.refresh()
        for each in self._lists.values():
            each.set_away(absences)
        again, self._again = self._again, False
        if asked == _Asked(self._waiting.days(), self._waiting.mentor_id()):
            self._show_lists(lists, somebody=somebody)
        if self._sees_all:
            self._waiting.set_mentors(mentors)
        if again or asked != _Asked(self._waiting.days(), self._waiting.mentor_id()):
            self.refresh()

    def _show_lists(self, lists: DashboardLists, *, somebody: bool) -> None:
        first_time = not self._loaded
        self._loaded = True
        counts = lists.counts
        self._cards["waiting"].set_value(counts.waiting)
        self._cards["past_due"].set_value(counts.past_due)
        self._cards["coming_up"].set_value(counts.coming_up)
        self._cards["without_mentor"].set_value(counts.without_mentor)
        self._waiting.set_paused(counts.paused)
        self._waiting.set_done_today(counts.done_today)
        self._waiting.show_rows(lists.waiting, counts.waiting)
        self._past_due.show_rows(lists.past_due or (), counts.past_due or 0)
        self._coming_up.show_rows(lists.coming_up or (), counts.coming_up or 0)
        was_welcoming = self._stack.currentWidget() is self._welcome
        had_focus = self._has_focus()
        self._stack.setCurrentWidget(self._all if somebody else self._made_welcome())
        if had_focus and (first_time or was_welcoming == somebody):
            self.focus_start()

    def _made_welcome(self) -> Welcome:
        if self._welcome is None:
            self._welcome = Welcome(self.session)
            self._stack.addWidget(self._welcome)
            self._welcome.import_requested.connect(lambda: self.navigate("import"))
            self._welcome.add_requested.connect(lambda: self.navigate("person_form"))
        return self._welcome

    def _has_focus(self) -> bool:
        focused: QWidget | None = self.window().focusWidget()
        return focused is self or (focused is not None and self.isAncestorOf(focused))

    def _failed(self, error: BaseException) -> None:
        self._asking = None
        self._again = False
        if self._loaded:
            self.failure_requested.emit(error)
            return
        failure = describe(error, "DashboardPage")
        for each in self._lists.values():
            each.table.set_state("error", tr("This list could not be read."), failure.text, tr("Try again"))

    # -- narrowing

    def _narrowed(self) -> None:
        session = self.session
        if self._waiting.days() != self._remembered_days():
            session.remember_own(OVERDUE_DAYS, self._waiting.days())
        self.refresh()

    def _preview(self, days: int) -> None:
        session, mentor_id = self.session, self._waiting.mentor_id()
        self.run(
            lambda: session.controllers.waiting.count(session.actor, days, mentor_id),
            partial(self._waiting.show_preview, days),
        )

    def _card_pressed(self, name: str) -> None:
        if name == "without_mentor":
            self._cards[name].setChecked(False)
            self.navigate("people", {"mentor": "none", "status": "waits"})  # whom it counted
            return
        self._show_only(name if self._cards[name].isChecked() else None)
        if self._cards[name].isChecked():
            self.focus_start()

    def _show_only(self, name: str | None) -> None:
        """Give the whole page to one list; None: show them all."""
        for each, card in self._cards.items():
            card.setChecked(each == name)
        self._waiting.setVisible(name in {None, "waiting"})
        self._past_due.setVisible(name in {None, "past_due"})
        self._coming_up.setVisible(name in {None, "coming_up"})
        self._below.setVisible(self._has_actions and name != "waiting")

    def _is_shown(self, name: str) -> bool:
        return not self._lists[name].isHidden()

    # -- a list as a file

    def _export_kind(self, name: str = "") -> ExportKind:
        """The list called *name*, else the one that is worked in."""
        from desktop_app.views.output.exports import lists  # noqa: PLC0415 - when somebody exports

        focused: QWidget | None = self.window().focusWidget()
        shown = [each for each in self._lists if self._is_shown(each)]
        worked_in = (each for each in shown if focused and self._lists[each].isAncestorOf(focused))
        chosen = name or next(worked_in, shown[0])
        mentor_id, whose = self._waiting.mentor_id(), self._waiting.mentor_words()
        if chosen == "waiting":
            return lists.waiting(self.session, self._waiting.days(), mentor_id, whose)
        which: Literal["past_due", "coming_up"] = "past_due" if chosen == "past_due" else "coming_up"
        return lists.next_actions(self.session, which, mentor_id, whose)

    def _report_kinds(self) -> list[ReportKind]:
        """What can be printed: the list as it is narrowed, and a week's calls."""
        from desktop_app.views.pages.dashboard.call_sheet import call_sheet  # noqa: PLC0415 - when somebody prints
        from desktop_app.views.pages.dashboard.overdue_report import overdue_list  # noqa: PLC0415 - as above

        session, waiting = self.session, self._waiting
        return [
            overdue_list(session, waiting.days(), waiting.mentor_id()),
            call_sheet(session, waiting.mentor_id()),
        ]

    def _export(self, name: str) -> None:
        self._exporting.ask(self._export_kind(name))

    # -- what rows ask for

    def _copy(self, name: str, phone: str) -> None:
        if not phone:
            self.say(tr("No phone number of {name} is known.", name=name))
            return

        def copy() -> None:
            number = formats.phone_to_dial(phone)
            QGuiApplication.clipboard().setText(number)
            self.say(tr("Copied: {phone}, {name}", phone=number, name=name), tone="good")

        self.session.privacy.when_shown(copy)

    def _record_unanswered(self, row: AboutPerson) -> None:
        """Record that nobody answered, with the next attempt planned; Undo takes both back."""
        session, person = self.session, row.person
        follow_ups, actor = session.controllers.follow_ups, session.actor
        notes, plan = tr("Rang, no answer."), tr("Call again")

        def recorded(follow_up: FollowUp) -> None:
            day = follow_up.next_action_date
            planned = tr("Planned again for {day}.", day=weekday_and_day(day)) if day is not None else ""
            self.say(
                f"{tr('{name}: no answer.', name=person.full_name)} {planned}",
                tr("Undo"),
                lambda: session.operations.run(lambda: follow_ups.take_back(actor, follow_up)),
                "good",
            )

        self.run(lambda: follow_ups.record_unanswered(actor, person.id, notes, plan), recorded)

    def _ask_to_pause(self, row: OverdueRow) -> None:
        if row.missed_attempts:
            day = day_to_try_again(row.missed_attempts, self.session.controllers.clock.today())
            self._pause_actions.ask(row.person, day=day, reason=PauseReason.NOT_REACHED)
        else:
            self._pause_actions.ask(row.person)

    def _try_again(self, row: OverdueRow, day: date) -> None:
        values = {"until": day, "reason": PauseReason.NOT_REACHED, "note": ""}
        self._pause_actions.until(row.person, values)

    def _come_back(self, absence: Absence) -> None:
        session = self.session
        self.run(
            lambda: session.controllers.absences.end(session.actor, absence.id),
            lambda _ended: self.say(tr("Welcome back. Your people are yours again."), tone="good"),
        )

    def _tick(self, where: NextActionList, action: NextAction) -> None:
        session, key = self.session, action.id

        def write(*, is_done: bool) -> FollowUp | Interaction:
            controllers = session.controllers
            holder = controllers.client_interactions if action.is_interaction else controllers.follow_ups
            return holder.tick_next_action(session.actor, key, done=is_done)

        def open_again() -> None:
            self.run(lambda: write(is_done=False))

        def done(_contact: FollowUp | Interaction) -> None:
            name = action.person.full_name
            hidden = self.session.privacy.is_on
            self.say(
                tr("Done: {name}, {what}", name=name, what=action.notes)
                if action.notes and not hidden
                else tr("Done: {name}", name=name),
                tr("Undo"),
                open_again,
                "good",
            )

        def failed(error: BaseException) -> None:
            where.untick(action.uuid)
            self.failure_requested.emit(error)

        self.run(
            lambda: write(is_done=True),
            done,
            failed,
        )

    # -- the day, the window, the keys

    def _another_day(self) -> None:
        for each in self._lists.values():
            each.explain_again()
        self.refresh()

    def private_texts_changed(self) -> None:
        """Why a row is there may say what was promised."""
        super().private_texts_changed()
        for each in self._lists.values():
            each.explain_again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc shows all lists again."""
        if event.key() == Qt.Key.Key_Escape and any(card.isChecked() for card in self._cards.values()):
            self._show_only(None)
            return
        super().keyPressEvent(event)
