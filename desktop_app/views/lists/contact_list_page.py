"""What the lists of contacts have in common: filters above, the total in words, rows that keep their place, the row in focus below.

A list says what it shows (``columns``, ``words_of_total`` …) and how it is loaded; everything else is here. Rows come in pages of
``PAGE`` by keyset, so that a million scroll as smoothly as a hundred; after a change, as many are loaded again as there were.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.dates.date_parsing import read_date
from desktop_app.domain.permissions import Action
from desktop_app.domain.records import FollowUp, Interaction, Page, PersonName, UserName
from desktop_app.i18n.texts import tr
from desktop_app.views.base.session import Session
from desktop_app.views.kit.accessibility import on_keys
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.elided import LEAST, Elided
from desktop_app.views.kit.fields.picker import AsyncPicker
from desktop_app.views.lists.filters import FilterBar
from desktop_app.views.lists.list_page import ListPage
from desktop_app.views.lists.row_details import RowDetails
from desktop_app.views.look import theme

R = TypeVar("R", FollowUp, Interaction)

PAGE = 200
"""How many rows are asked for at a time."""
_AT_ONCE = 1000
"""How many are asked for at a time where a long list is loaded again."""


class ContactListPage(ListPage[R]):
    """A list of contacts. Subclasses set the words and say how rows are loaded, shown, deleted and brought back."""

    sorts_itself = False
    record_action: Action
    """What a role must be allowed to do for the button that adds."""
    record_words = ""
    """What that button says (marked)."""

    picker: AsyncPicker

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._reloading = False
        self._again = False
        self._asked: Mapping[str, Any] = {}
        self._may_record = session.may(self.record_action)

        self.filters = FilterBar(self._read_day, session.controllers.clock.today)
        self._narrowed = Elided(role="muted", name="narrowedBy", least=LEAST)
        self._clear = button(tr("Clear filters"), "quiet", name="clearFilters")
        self._record = button(tr(self.record_words), "primary", name="record", icon="plus")
        self.details = RowDetails()
        self._edit = QAction(tr("Edit"), self)
        self._open = QAction(tr("Open the person"), self)
        self._delete = QAction(tr("Delete"), self)

        self.add_filters()
        self._lay_out()
        self._prepare_table()
        self._connect()

    # -- what a list says of itself

    def add_filters(self) -> None:
        """Put the filters into ``self.filters``."""
        raise NotImplementedError

    def asked_for(self) -> Mapping[str, Any]:
        """What narrows the list, by the names of the controller's filter."""
        raise NotImplementedError

    def fetch_page(self, asked: Mapping[str, Any], limit: int, after: R | None) -> Page[R]:
        """The first rows, or those that come behind *after*; called off the UI thread."""
        raise NotImplementedError

    def fetch_choices(self) -> Any:
        """What the filters offer that the data knows (users); called off the UI thread."""
        raise NotImplementedError

    def show_choices(self, choices: Any) -> None:
        """Offer what ``fetch_choices`` found."""
        raise NotImplementedError

    def shown(self) -> Mapping[str, Any]:
        """What narrows the list that is shown."""
        return self._asked

    def show_details(self, record: R) -> None:
        """Show *record* in full under the list."""
        raise NotImplementedError

    def edit(self, record: R) -> None:
        """Ask for the form on *record*."""
        raise NotImplementedError

    def record(self) -> None:
        """Ask for the form of a new one."""
        raise NotImplementedError

    def delete(self, record: R) -> str:
        """Delete *record*, off the UI thread; what to say then."""
        raise NotImplementedError

    def restore(self, record: R) -> str:
        """Bring *record* back, off the UI thread; what to say then."""
        raise NotImplementedError

    # -- building it

    def _lay_out(self) -> None:
        self._clear.hide()
        bar = QHBoxLayout()
        bar.setSpacing(theme.S2)
        bar.addWidget(self.total)
        bar.addWidget(self._narrowed)
        bar.addWidget(self._clear)
        bar.addStretch(1)
        bar.addWidget(self.table.columns_button())
        bar.addWidget(self.exporting.button)
        bar.addWidget(self._record)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S5, 0, theme.S5, theme.S5)
        column.setSpacing(theme.S2)
        column.addWidget(self.filters)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        column.addWidget(self.details)
        self._record.setVisible(self._may_record)

    def _prepare_table(self) -> None:
        self._edit.setShortcut(QKeySequence("E"))
        self._open.setShortcuts([QKeySequence("O"), QKeySequence("Ctrl+O")])
        self._delete.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        self.table.set_row_actions([self._edit, self._open, self._delete])

    def _connect(self) -> None:
        self.filters.changed.connect(self._filtered)
        self._clear.clicked.connect(self.filters.clear)
        self._record.clicked.connect(self.record)
        self.table.activated_record.connect(self._activate)
        self.table.more_wanted.connect(self._load_more)
        for action, called in (
            (self._edit, self._edit_current),
            (self._open, self._open_current),
            (self._delete, self._delete_current),
        ):
            action.triggered.connect(called)
        self.details.open_requested.connect(self._open_current)
        self.details.edit_requested.connect(self._edit_current)
        self.details.delete_requested.connect(self._delete_current)
        on_keys(self, self.filters.focus_first, QKeySequence.StandardKey.Find)

    def take_argument(self, argument: object) -> None:
        """Show the contacts of a person (``PersonName``), and nothing else narrowed."""
        if isinstance(argument, PersonName):
            self.filters.clear()
            self.filters.set_person(argument)

    def _read_day(self, text: str) -> date | None:
        return read_date(text, self.session.controllers.clock.today())

    # -- loading

    def refresh(self) -> None:
        """Load again what is shown, as many rows as there are; a change that comes meanwhile is loaded after it."""
        self.run(self.fetch_choices, self.show_choices)
        if self._reloading:
            self._again = True
            return
        self._reloading = True
        self._load(max(PAGE, self.table.records.rowCount()), to_the_top=False)

    def _filtered(self) -> None:
        self._reloading = self._again = False  # whatever is under way answers another question
        self._clear.setVisible(not self.filters.is_clear())
        self._narrowed.setText(" · ".join(self.filters.words()))
        self._load(PAGE, to_the_top=True)

    def _load(self, wanted: int, *, to_the_top: bool) -> None:
        self.loader.begin()
        if not (self._asked and self.filters.error()):
            self._asked = self.asked_for()
        asked = self._asked
        self.table.set_state("loading")
        collected: list[R] = []
        totals: list[int | None] = []

        def take(rows: Page[R]) -> None:
            collected.extend(rows.items)
            totals.append(rows.total)
            if rows.more and len(collected) < wanted:
                ask(min(wanted - len(collected), _AT_ONCE), collected[-1])
            else:
                self._show_rows(collected, totals[0], more=rows.more, to_the_top=to_the_top)

        def ask(limit: int, after: R | None) -> None:
            self.loader.ask(lambda: self.fetch_page(asked, limit, after), take, self.show_failure)

        ask(min(wanted, _AT_ONCE), None)

    def _show_rows(self, records: list[R], total: int | None, *, more: bool, to_the_top: bool) -> None:
        self._reloading = False
        self._set_empty_words()
        self.table.set_records(records, has_more=more)
        if to_the_top:
            self.table.selectRow(0)
            self.table.scrollToTop()
        else:
            self.table.select_first()
        self.total.setText(self.words_of_total(len(records) if total is None else total))
        self.current_changed(self.table.current_record())
        if self._again:
            self._again = False
            self.refresh()

    def show_failure(self, error: BaseException) -> None:
        """Say what went wrong; the next change loads again."""
        self._reloading = self._again = False
        super().show_failure(error)

    def _load_more(self) -> None:
        last = self.table.records.record_at(self.table.records.rowCount() - 1)
        if last is None:
            return
        asked = self._asked

        def take(rows: Page[R]) -> None:
            self.table.append_records(rows.items, has_more=rows.more)

        def failed(error: BaseException) -> None:
            self.table.records.set_has_more(True)
            self.failure_requested.emit(error)

        self.loader.ask(lambda: self.fetch_page(asked, PAGE, last), take, failed)

    def _set_empty_words(self) -> None:
        if self.filters.words():
            self.table.set_empty_words(
                tr("No results for these filters"),
                tr("Choose another span of days or take a filter away to see more."),
                tr("Clear filters"),
            )
        else:
            title, text = self.words_of_none()
            self.table.set_empty_words(title, text, tr(self.record_words) if self._may_record else None)

    def table_action(self, state: str) -> None:
        """Try again, clear the filters, or record the first."""
        if state == "error":
            self._load(PAGE, to_the_top=True)
        elif self.filters.words():
            self.filters.clear()
        else:
            self.record()

    def another_day(self) -> None:
        """What was due is overdue now, without anything having changed."""
        super().another_day()
        self.current_changed(self.table.current_record())

    def private_texts_changed(self) -> None:
        """The row in focus too."""
        super().private_texts_changed()
        self.current_changed(self.table.current_record())

    # -- the row in focus

    def current_changed(self, record: R | None) -> None:
        """Enable what can be done with *record*, and show it in full."""
        self._edit.setEnabled(record is not None and record.can_modify)
        self._delete.setEnabled(record is not None and record.can_modify)
        self._open.setEnabled(record is not None)
        self.details.setVisible(record is not None)
        if record is not None:
            self.show_details(record)

    def _activate(self, record: R) -> None:
        if record.can_modify:
            self.edit(record)
        else:
            self.open_person(record.person.id)

    def _edit_current(self) -> None:
        record = self.table.current_record()
        if record is not None and record.can_modify:
            self.edit(record)

    def _open_current(self) -> None:
        record = self.table.current_record()
        if record is not None:
            self.open_person(record.person.id)

    def _delete_current(self) -> None:
        record = self.table.current_record()
        if record is None or not record.can_modify:
            return

        def deleted(text: str) -> None:
            self.say(text, tr("Undo"), lambda: self.run(lambda: self.restore(record), self.say))

        self.run(lambda: self.delete(record), deleted)


def user_options(users: Sequence[UserName], own: int) -> list[tuple[int, str]]:
    """Users to choose from by key, the one signed in (*own*) first."""
    mine = [(user.id, tr("{name} (you)", name=user.full_name)) for user in users if user.id == own]
    return mine + [(user.id, user.full_name) for user in users if user.id != own]
