"""The people: found as one types, narrowed, sorted, and what can be done with each without opening them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from desktop_app.controllers.persons import NO_MENTOR, PersonFilter, Sort
from desktop_app.domain.permissions import Action, Reach, reach
from desktop_app.domain.records import Page, PersonRow
from desktop_app.domain.vocabulary import PersonStatus
from desktop_app.i18n.texts import mark, tr, trn
from desktop_app.system.settings import COMPACT
from desktop_app.views.base.session import Session
from desktop_app.views.kit.accessibility import announce, on_keys
from desktop_app.views.kit.buttons import button, menu_button
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.lists.list_page import ListPage
from desktop_app.views.look import theme
from desktop_app.views.pages.people.people_filters import WAITS, PeopleFilters
from desktop_app.views.pages.people.people_table import people_table
from desktop_app.views.pages.people.specs import PEOPLE_PAGE
from desktop_app.views.wording import formats

if TYPE_CHECKING:
    from desktop_app.views.output.exports.lists import ExportKind

PAGE = 200
"""People fetched at a time while one scrolls."""
_CHUNK = 1_000
"""The most that are fetched in one turn when a long list is refreshed, so that others get their turn between."""


class PeoplePage(ListPage[PersonRow]):
    """The list of people. It is kept: coming back finds the filter, the row and the place as they were left."""

    kinds = frozenset({"persons", "users"})
    spec = PEOPLE_PAGE
    list_name = "people"
    failed_words = mark("The people could not be listed")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self._sees_all = reach(session.actor, Action.VIEW_PERSON) is Reach.ALL
        super().__init__(session, parent)
        self.setObjectName("peoplePage")
        self._everybody: int | None = None
        self._list_wanted = False
        self._empty_action: Callable[[], object] | None = None

        self._filters = PeopleFilters(session.actor, session.privacy)
        self._add = button(tr("&Add a person"), "primary", name="addPerson", icon="plus")
        self._clear = button(tr("Clear filters"), "quiet", name="clearFilters")
        self._actions = self._make_actions()
        self._tools = self._make_tools()

        self._clear.hide()
        self.table.set_row_actions(list(self._actions.values()))

        self._lay_out()
        self._add.setVisible(session.may(Action.CREATE_PERSON))
        self._connect()
        self.current_changed(None)

    def make_table(self) -> RecordTable[PersonRow]:
        """The table of people, by name until another order is chosen."""
        table = people_table(
            self.session.controllers.clock.today,
            self.session.organisation.overdue_days,
            self.session.privacy.masked,
            with_mentor=self._sees_all,
        )
        table.set_sort("name")
        return table

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(theme.S2)
        bar.addWidget(self._filters, 1)
        bar.addWidget(self._tools)
        bar.addWidget(self._add)
        foot = QHBoxLayout()
        foot.setSpacing(theme.S2)
        foot.addWidget(self.total)
        foot.addWidget(self._clear)
        foot.addStretch(1)
        foot.addStrut(theme.CONTROL_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S5, 0, theme.S5, theme.S2)
        column.setSpacing(theme.S2)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._filters.changed.connect(partial(self._load, keep=False))
        self._filters.list_requested.connect(self._go_to_list)
        self._clear.clicked.connect(self._clear_filters)
        self._add.clicked.connect(self._add_person)
        self.table.activated_record.connect(lambda person: self.open_person(person.id))
        self.table.sort_requested.connect(lambda _key, _descending: self._load(keep=False))
        self.table.more_wanted.connect(self._load_more)
        on_keys(self, self._focus_search, QKeySequence.StandardKey.Find)

    def _make_actions(self) -> dict[str, QAction]:
        """What can be done with the current row: name → action. What the role may never do is not there."""
        wanted: list[tuple[str, str, str, Callable[[PersonRow], object], Action | None]] = [
            ("openPerson", tr("Open"), "O Ctrl+O", self._open, None),
            (
                "recordFollowUp",
                tr("Record follow-up"),
                "F",
                self.record_follow_up,
                Action.RECORD_FOLLOW_UP,
            ),
            (
                "addInteraction",
                tr("Add interaction"),
                "I",
                self.record_interaction,
                Action.RECORD_INTERACTION,
            ),
            ("editPerson", tr("Edit"), "E", self._edit, Action.EDIT_PERSON),
            ("copyPhone", tr("Copy phone"), "C", self._copy_phone, None),
            ("copyEmail", tr("Copy e-mail"), "", self._copy_email, None),
        ]
        actions: dict[str, QAction] = {}
        for name, text, key, do, action in wanted:
            if action is not None and not self.session.may(action):
                continue
            row_action = QAction(text, self)
            row_action.setObjectName(name)
            if key:
                row_action.setShortcuts([QKeySequence(each) for each in key.split()])
            row_action.triggered.connect(partial(self._with_current, do))
            actions[name] = row_action
        return actions

    def _make_tools(self) -> QToolButton:
        """What can be done with the row in focus and with the whole list, in one menu."""
        menu = QMenu(self)
        menu.setObjectName("peopleTools")
        for action in self._actions.values():
            menu.addAction(action)
        menu.addSeparator()
        if self.session.may(Action.IMPORT_PEOPLE):
            menu.addAction(tr("&Import a list…"), lambda: self.navigate("import")).setObjectName(
                "importPeople"
            )
        menu.addAction(tr("E&xport…"), self.exporting.offer).setObjectName("exportPeople")
        menu.addSeparator()
        if self.session.may(Action.MERGE_PEOPLE):
            menu.addAction(tr("Possible &duplicates"), lambda: self.navigate("duplicates")).setObjectName(
                "findDuplicates"
            )
        menu.addAction(tr("What was d&eleted"), lambda: self.navigate("deleted")).setObjectName("showDeleted")
        menu.addSeparator()
        menu.addMenu(self.table.columns.live_menu())
        return menu_button(tr("&Tools"), menu, name="peopleToolsButton")

    def export_kind(self) -> ExportKind:
        """The list as it is filtered and sorted."""
        from desktop_app.views.output.exports import lists  # noqa: PLC0415 - when somebody exports

        key, descending = self.table.sort_state() or ("name", False)
        filters = self._filters
        return lists.people(
            self.session, filters.filters(), cast("Sort", key), filters.said(), descending=descending
        )

    # -- what a page is

    def refresh(self) -> None:
        """Load what is shown anew, keeping the place, and the mentors to filter by."""
        self.table.set_compact(compact=self.session.preferences.get(COMPACT))
        self._everybody = None
        session = self.session
        if self._sees_all:
            self.run(
                lambda: session.controllers.mentors.list(session.actor),
                self._filters.set_mentors,
            )
        self._load(keep=True)

    def focus_start(self) -> None:
        """Back to the row one came from, else to the search."""
        if self.table.currentIndex().isValid():
            self.table.setFocus()
        else:
            self._focus_search()

    def take_argument(self, argument: object) -> None:
        """Narrow the list: ``{"mentor": "none" | "mine" | key, "status": … | "waits", "search": …}``; what is not named is everybody."""
        if not isinstance(argument, Mapping):
            return
        status, mentor = argument.get("status"), argument.get("mentor")
        words = {"none": NO_MENTOR, "mine": self.session.actor.id}
        self._filters.set_filter(
            str(argument.get("search", "")),
            WAITS if status == WAITS else PersonStatus(status) if status else None,
            words.get(mentor) if isinstance(mentor, str) else mentor,
        )

    # -- loading

    def _load(self, *, keep: bool) -> None:
        """Ask for the list; with *keep* as much of it as there is, so that the place stays, else its beginning."""
        self.loader.begin()
        self._clear.setVisible(not self._filters.is_clear())
        if not self.table.records.rowCount():
            self.table.set_state("loading")
        wanted = max(self.table.records.rowCount(), PAGE) if keep else PAGE
        self._fetch(wanted, [], keep=keep)

    def _fetch(self, wanted: int, so_far: list[PersonRow], *, keep: bool) -> None:
        limit = min(wanted - len(so_far), _CHUNK)
        listing = self._listing(limit, len(so_far))
        session, count_all = self.session, self._everybody is None and not self._filters.is_clear()

        def work() -> tuple[Page[PersonRow], int | None]:
            everybody = None
            if count_all:
                everybody = session.controllers.persons.list(session.actor, PersonFilter(), limit=1).total
            return listing(), everybody

        def arrived(answer: tuple[Page[PersonRow], int | None]) -> None:
            listed, everybody = answer
            if everybody is not None:
                self._everybody = everybody
            so_far.extend(listed.items)
            if listed.more and len(so_far) < wanted:
                self._fetch(wanted, so_far, keep=keep)
            else:
                self._show(so_far, listed, keep=keep)

        self.loader.ask(work, arrived, self.show_failure)

    def _listing(self, limit: int, offset: int) -> Callable[[], Page[PersonRow]]:
        """The call that lists people as they are filtered and sorted now."""
        session, filters = self.session, self._filters.filters()
        key, descending = self.table.sort_state() or ("name", False)
        sort = cast("Sort", key)
        return lambda: session.controllers.persons.list(
            session.actor, filters, sort, descending=descending, limit=limit, offset=offset
        )

    def _show(self, people: list[PersonRow], listed: Page[PersonRow], *, keep: bool) -> None:
        if self._filters.is_clear():
            self._everybody = listed.total
        self._say_why_empty()
        if not keep:
            self.table.setCurrentIndex(QModelIndex())
            self.table.scrollToTop()
        self.table.set_records(_once(people), has_more=listed.more)
        self._say_total(listed.total or 0)
        if self._list_wanted:
            self._list_wanted = False
            self._focus_list()

    def _load_more(self) -> None:
        def arrived(listed: Page[PersonRow]) -> None:
            known = self.table.records.row_of
            new = [person for person in listed.items if known(person.id) < 0]
            self.table.append_records(new, has_more=listed.more)
            self._say_total(listed.total or 0)

        def failed(error: BaseException) -> None:
            self.table.records.set_has_more(True)  # asked for again at the next scrolling
            self.failure_requested.emit(error)

        self.loader.ask(self._listing(PAGE, self.table.records.rowCount()), arrived, failed)

    def show_failure(self, error: BaseException) -> None:
        """Say what went wrong, and offer to try again where nobody is shown."""
        self._empty_action = partial(self._load, keep=True)
        super().show_failure(error)

    def private_texts_changed(self) -> None:
        """Why nobody is shown may name the number that was searched for."""
        super().private_texts_changed()
        self._say_why_empty()

    # -- words

    def _say_total(self, number: int) -> None:
        if self._filters.is_clear() or self._everybody is None:
            text = trn("{number} person", "{number} people", number, number=formats.number(number))
        else:
            text = trn(
                "{found} of {number} person",
                "{found} of {number} people",
                self._everybody,
                found=formats.number(number),
                number=formats.number(self._everybody),
            )
        if text != self.total.text():
            self.total.setText(text)
            announce(self.total, text)

    def _say_why_empty(self) -> None:
        """Set what the list says when nobody is in it: why, and the one thing to do."""
        filters = self._filters.filters()
        only_mentor = filters.mentor_id is not None and not filters.search and filters.status is None
        if not self._filters.is_clear() and self._everybody:
            self._empty_action = self._clear_filters
            if not only_mentor:
                title, text = tr("No results"), tr("No results for {filters}.", filters=self._filters.said())
            elif filters.mentor_id == NO_MENTOR:
                title, text = tr("Everybody has a mentor"), tr("Nobody is left without one: well done.")
            else:
                title = tr("{mentor}: nobody yet", mentor=self._filters.mentor.currentText())
                text = tr("A mentor is given to people on their own page.")
            words = (title, text, tr("Show everybody") if only_mentor else tr("Clear filters"))
        elif self.session.may(Action.CREATE_PERSON):
            self._empty_action = self._add_person
            text = tr("Add the first one, or import the list your office keeps already.")
            words = (tr("Nobody is in the list yet"), text, tr("Add a person"))
        else:
            self._empty_action = None
            self.table.set_empty_words(
                tr("Nobody is entrusted to you yet"),
                tr("As soon as somebody is assigned to you, you find them here."),
            )
            return
        self.table.set_empty_words(*words)

    # -- doing

    def table_action(self, _state: str) -> None:
        """Do what helps where nobody is shown."""
        if self._empty_action is not None:
            self._empty_action()

    def _clear_filters(self) -> None:
        self._filters.clear()
        self._focus_search()

    def _add_person(self) -> None:
        self.navigate("person_form")

    def _focus_search(self) -> None:
        self._filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filters.search.selectAll()

    def _go_to_list(self) -> None:
        """Go on to the list, once it shows what was typed."""
        if self.session.operations.is_busy():
            self._list_wanted = True
        else:
            self._focus_list()

    def _focus_list(self) -> None:
        if self.table.records.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            self.table.select_first()

    def current_changed(self, record: PersonRow | None) -> None:
        """Enable what can be done with *record*."""
        for name, action in self._actions.items():
            action.setEnabled(record is not None)
            if record is not None and name in {"copyPhone", "copyEmail"}:
                action.setEnabled(bool(record.phone if name == "copyPhone" else record.email))

    def _with_current(self, do: Callable[[PersonRow], object], _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's
        person = self.table.current_record()
        if person is not None:
            do(person)

    def _open(self, person: PersonRow) -> None:
        self.open_person(person.id)

    def _edit(self, person: PersonRow) -> None:
        session, key = self.session, person.id
        self.run(
            lambda: session.controllers.persons.get(session.actor, key), partial(self.navigate, "person_form")
        )

    def _copy_phone(self, person: PersonRow) -> None:
        self.session.privacy.when_shown(partial(self._copy, formats.phone_to_dial(person.phone)))

    def _copy_email(self, person: PersonRow) -> None:
        self.session.privacy.when_shown(partial(self._copy, person.email))

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.say(tr("Copied: {text}", text=text))


def _once(people: list[PersonRow]) -> list[PersonRow]:
    """*people* without those who came twice because somebody was added while the list was fetched in pieces."""
    return list({person.id: person for person in people}.values())
