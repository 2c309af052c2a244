"""The start of the day: one work surface, with who needs us today, who waits, what is planned, what is coming up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.controllers.care.today import WorkSurface
from desktop_app.controllers.persons import PersonFilter
from desktop_app.domain.permissions import Action, Reach, reach
from desktop_app.domain.records import Absence, Mentor
from desktop_app.i18n.texts import tr
from desktop_app.system.settings import OVERDUE_DAYS
from desktop_app.views.base.failures import describe
from desktop_app.views.base.page import Page
from desktop_app.views.base.session import Session
from desktop_app.views.kit.accessibility import on_keys
from desktop_app.views.look import theme
from desktop_app.views.output.exports.export_button import ExportOffer
from desktop_app.views.output.reports.report_button import ReportOffer
from desktop_app.views.pages.dashboard.absence_notices import AbsenceNotices
from desktop_app.views.pages.dashboard.dashboard_list import DashboardList
from desktop_app.views.pages.dashboard.data_notices import DataNotices
from desktop_app.views.pages.dashboard.list_tabs import ListTabs
from desktop_app.views.pages.dashboard.narrowing import MOST_DAYS, Narrowing
from desktop_app.views.pages.dashboard.next_action_list import NextActionList
from desktop_app.views.pages.dashboard.row_work import RowWork
from desktop_app.views.pages.dashboard.specs import DASHBOARD_PAGE
from desktop_app.views.pages.dashboard.today_list import TodayList
from desktop_app.views.pages.dashboard.waiting_list import WaitingList
from desktop_app.views.pages.dashboard.welcome import Welcome
from desktop_app.views.pages.dashboard.work_bar import WorkBar

if TYPE_CHECKING:
    from desktop_app.views.output.exports.lists import ExportKind
    from desktop_app.views.output.reports.report import ReportKind

MOST_ROWS = 200
"""How many rows a list shows at most; it says so when there are more."""

_Answer = tuple[WorkSurface, bool, tuple[Mentor, ...], tuple[Absence, ...]]
"""The lists, whether there is anybody at all, the mentors, who is away."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the lists were asked for with: an answer to another question is passed over."""

    days: int
    mentor_id: int | None


class DashboardPage(Page):
    """Four lists under four tabs that count them; the first is today's."""

    kinds = frozenset({"persons", "follow_ups", "users"})
    spec = DASHBOARD_PAGE

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("dashboardPage")
        self._asking: _Asked | None = None
        self._again = False
        self._loaded = False
        self._sees_all = reach(session.actor, Action.VIEW_OVERDUE) is Reach.ALL

        # each within the other from the start: what moves to another parent is styled again with all that is in it
        self._stack = QStackedWidget(self)
        self._all = QWidget(self._stack)
        self._notices = AbsenceNotices(session, self._all)
        self._data_notices = DataNotices(session, self._all)
        self._tabs = ListTabs(
            {
                "today": tr("Today"),
                "waiting": tr("Waiting"),
                "planned": tr("Planned"),
                "coming_up": tr("Coming up"),
            },
            self._all,
        )
        self._narrowing = Narrowing(session, self._remembered_days(), self._all)
        self._bar = WorkBar(session, self._narrowing, self._all)
        self._places = QStackedWidget(self._all)
        self._today = TodayList(session, self._places)
        self._waiting = WaitingList(session, self._narrowing, self._places)
        self._planned = NextActionList(
            session,
            tr("Planned"),
            self._places,
            name="planned",
            empty_title=tr("Nothing is planned."),
            empty_text=tr("The next actions planned in follow-ups appear here."),
        )
        self._coming_up = NextActionList(
            session,
            tr("Coming up"),
            self._places,
            name="comingUp",
            empty_title=tr("Nothing is planned for the next 7 days."),
            empty_text=tr("The next actions planned in follow-ups appear here."),
        )
        self._lists: dict[str, DashboardList[Any]] = {
            "today": self._today,
            "waiting": self._waiting,
            "planned": self._planned,
            "coming_up": self._coming_up,
        }
        self._welcome: Welcome | None = None  # made when there is nobody yet
        self._row_work = RowWork(self)
        self._exporting = ExportOffer(self, self._export_kind)
        self._printing = ReportOffer(self, self._report_kinds, self._bar.print_button)

        self._lay_out()
        if not session.may(Action.VIEW_NEXT_ACTIONS):
            for name in ("planned", "coming_up"):
                self._tabs.hide_list(name)
        self._connect()

    def _lay_out(self) -> None:
        for each in self._lists.values():
            self._places.addWidget(each)
        column = QVBoxLayout(self._all)
        column.setContentsMargins(theme.S5, 0, theme.S5, theme.S4)
        column.setSpacing(theme.S2)
        for widget in (self._data_notices, self._notices, self._tabs, self._bar):
            column.addWidget(widget)
        column.addWidget(self._places, 1)
        self._stack.addWidget(self._all)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        work = self._row_work
        for each in self._lists.values():
            each.record_requested.connect(self.record_follow_up)
            each.open_requested.connect(self.open_person)
            each.copy_requested.connect(work.copy)
            each.unanswered_requested.connect(work.record_unanswered)
            each.tick_requested.connect(partial(work.tick, each))
            each.pause_requested.connect(work.ask_to_pause)
            each.try_again_requested.connect(work.try_again)
            each.table.action_requested.connect(self._read_again)
            each.table.current_record_changed.connect(self._offer)
        for at, name in enumerate(self._tabs.keys()):
            on_keys(self, partial(self._work_in, name), f"Alt+{at + 1}")
        self._tabs.chosen.connect(self._show_list)
        self._tabs.picked.connect(self.focus_start)
        self._tabs.without_mentor_requested.connect(self._open_without_mentor)
        self._today.elsewhere_requested.connect(self._work_in)
        self._bar.pressed.connect(self._press)
        self._bar.export_requested.connect(self._exporting.offer)
        self._bar.print_button.clicked.connect(self._printing.offer)
        self._narrowing.narrowed.connect(self._narrowed)
        self._narrowing.preview_requested.connect(self._preview)
        self._waiting.paused_requested.connect(lambda: self.navigate("paused"))
        self._notices.back_requested.connect(work.come_back)
        self._data_notices.settings_requested.connect(lambda: self.navigate("settings", "backups"))
        self.follow_days(self._another_day)

    # -- the list that is shown

    def shown_list(self) -> DashboardList[Any]:
        """The list that one works in."""
        return self._lists[self._tabs.shown()]

    def _show_list(self, name: str) -> None:
        shown = self._lists[name]
        self._places.setCurrentWidget(shown)
        shown.table.select_first()  # the line under the list says why somebody is in it
        self._offer()

    def _work_in(self, name: str) -> None:
        """Show the list called *name*, and go into it."""
        self._tabs.show_list(name)
        self.focus_start()

    def _offer(self, *_record: object) -> None:
        """Enable what the row in focus allows."""
        shown = self.shown_list()
        self._bar.offer(is_there=shown.table.current_record() is not None, can_pause=shown.can_pause)
        self._bar.fit()

    def _press(self, name: str) -> None:
        """Do by a button of the bar what the key of the row does."""
        actions = self.shown_list().actions_of_row
        {"record": actions.record, "open": actions.open, "copy": actions.copy, "pause": actions.pause}[
            name
        ].trigger()

    def focus_start(self) -> None:
        """The work of the day begins at the top of the list."""
        if self._welcome is not None and self._stack.currentWidget() is self._welcome:
            self._welcome.focus_start()
            return
        table = self.shown_list().table
        table.select_first()
        table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- loading

    def _remembered_days(self) -> int:
        session = self.session
        kept = session.recall(OVERDUE_DAYS)
        if isinstance(kept, int) and 0 <= kept <= MOST_DAYS:
            return kept
        return session.organisation.overdue_days

    def refresh(self) -> None:
        """Load the lists and their counts; while an answer is under way, once more after it."""
        if self._asking is not None:
            self._again = True
            return
        asked = self._asking = self._now_asked()
        session, with_mentors = self.session, self._sees_all

        def work() -> _Answer:
            controllers, actor = session.controllers, session.actor
            surface = controllers.today.surface(actor, asked.days, asked.mentor_id, MOST_ROWS)
            mentors = controllers.mentors.list(actor) if with_mentors else ()
            somebody = bool(surface.lists.waiting) or bool(
                controllers.persons.list(actor, PersonFilter(), limit=1).items
            )
            return surface, somebody, mentors, controllers.absences.today(actor)

        self.run(work, partial(self._take, asked), self._failed)

    def _now_asked(self) -> _Asked:
        return _Asked(self._narrowing.days(), self._narrowing.mentor_id())

    def _take(self, asked: _Asked, answer: _Answer) -> None:
        surface, somebody, mentors, absences = answer
        self._asking = None
        self._notices.show_absences(absences)
        self._data_notices.refresh()
        for each in self._lists.values():
            each.set_away(absences)
        again, self._again = self._again, False
        if asked == self._now_asked():
            self._show_surface(surface, somebody=somebody)
        if self._sees_all:
            self._narrowing.set_mentors(mentors)
        if again or asked != self._now_asked():
            self.refresh()

    def _show_surface(self, surface: WorkSurface, *, somebody: bool) -> None:
        first_time = not self._loaded
        self._loaded = True
        lists, counts = surface.lists, surface.lists.counts
        figures = {
            "today": len(surface.today),
            "waiting": counts.waiting,
            "planned": surface.planned_count,
            "coming_up": counts.coming_up,
        }
        for name, each in self._lists.items():
            each.set_last_words(surface.last_words)
            self._tabs.set_count(name, figures[name])
        self._tabs.set_without_mentor(
            counts.without_mentor if self.session.may(Action.ASSIGN_MENTOR) else None
        )
        self._tabs.set_progress(counts.done_today, len(surface.today))
        self._waiting.set_paused(counts.paused)
        self._planned.set_overdue(counts.past_due or 0)
        self._today.show_day(
            surface.today, done=counts.done_today, waiting=counts.waiting, coming_up=counts.coming_up or 0
        )
        self._waiting.show_rows(lists.waiting, counts.waiting)
        self._planned.show_rows(surface.planned or (), surface.planned_count or 0)
        self._coming_up.show_rows(lists.coming_up or (), counts.coming_up or 0)
        self._offer()
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

    def _read_again(self, state: str) -> None:
        if state == "error":
            self.refresh()

    # -- narrowing

    def _narrowed(self) -> None:
        session = self.session
        if self._narrowing.days() != self._remembered_days():
            session.remember_own(OVERDUE_DAYS, self._narrowing.days())
        self.refresh()

    def _preview(self, days: int) -> None:
        session, mentor_id = self.session, self._narrowing.mentor_id()

        def show(count: int) -> None:
            self._narrowing.show_preview(days, count, self._tabs.count("waiting") or 0)
            self._bar.fit()

        self.run(lambda: session.controllers.waiting.count(session.actor, days, mentor_id), show)

    def _open_without_mentor(self) -> None:
        """Exactly those who were counted."""
        self.navigate("people", {"mentor": "none", "status": "waits"})

    # -- a list as a file

    def _export_kind(self) -> ExportKind:
        """The list that is shown; a day's work is part of those who wait."""
        from desktop_app.views.output.exports import lists  # noqa: PLC0415 - when somebody exports

        chosen, narrowing = self._tabs.shown(), self._narrowing
        mentor_id, whose = narrowing.mentor_id(), narrowing.mentor_words()
        if chosen in {"today", "waiting"}:
            return lists.waiting(self.session, narrowing.days(), mentor_id, whose)
        which: Literal["open", "coming_up"] = "open" if chosen == "planned" else "coming_up"
        return lists.next_actions(self.session, which, mentor_id, whose)

    def _report_kinds(self) -> list[ReportKind]:
        """What can be printed: the list as it is narrowed, and a week's calls."""
        from desktop_app.views.pages.dashboard.call_sheet import call_sheet  # noqa: PLC0415 - when somebody prints
        from desktop_app.views.pages.dashboard.overdue_report import overdue_list  # noqa: PLC0415 - as above

        session, narrowing = self.session, self._narrowing
        return [
            overdue_list(session, narrowing.days(), narrowing.mentor_id()),
            call_sheet(session, narrowing.mentor_id()),
        ]

    # -- the day, the window, the keys

    def _another_day(self) -> None:
        for each in self._lists.values():
            each.explain_again()
        self.refresh()

    def private_texts_changed(self) -> None:
        """Why a row is there may say what was planned."""
        super().private_texts_changed()
        for each in self._lists.values():
            each.explain_again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the day's work."""
        if event.key() == Qt.Key.Key_Escape and self._tabs.shown() != "today":
            self._work_in("today")
            return
        super().keyPressEvent(event)
