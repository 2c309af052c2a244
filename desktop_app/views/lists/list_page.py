"""The base of a page that is one list: it loads, shows only the newest answer, says why it is empty or what went wrong, keeps its columns.

``ListPage``   subclasses set ``spec``, ``kinds`` and ``list_name`` and say ``columns``, ``fetch``, ``words_of_total`` and ``words_of_none``;
    that is a page already. ``row_action`` and ``row_button`` make what can be done with the row in focus
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.i18n.texts import mark, tr
from desktop_app.system.settings import COMPACT, TABLE_COLUMNS
from desktop_app.views.base.failures import describe
from desktop_app.views.base.loader import Loader
from desktop_app.views.base.page import Page
from desktop_app.views.base.session import Session
from desktop_app.views.kit.buttons import Kind, button
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.table.model import Column
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import icons, theme
from desktop_app.views.output.exports.export_button import ExportOffer

if TYPE_CHECKING:
    from desktop_app.views.output.exports.lists import ExportKind

R = TypeVar("R")

_REMEMBER_AFTER = 600  # milliseconds after the last change of a column


class ListPage(Page, Generic[R]):
    """One list of records."""

    list_name = ""
    """The name its columns are remembered by; its table and its total are called after it."""
    failed_words = mark("The list could not be loaded")
    sorts_itself = True
    """Whether the whole list is there, so that it is sorted without asking again."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.loader = Loader(self)
        self.total = label("", "strong", name=f"{self.list_name}Total")
        self.table = self.make_table()
        self._with_row: list[QAction | QWidget] = []
        self._remember = QTimer(self)

        preferences = session.preferences
        self.table.restore_columns_state(session.recall(TABLE_COLUMNS, self.list_name, {}))
        self.table.set_compact(compact=preferences.get(COMPACT))
        self.table.set_state("loading")
        self._remember.setSingleShot(True)
        self._remember.setInterval(_REMEMBER_AFTER)

        self.table.action_requested.connect(self.table_action)
        self.table.current_record_changed.connect(self.current_changed)
        self.table.columns_changed.connect(self._remember.start)
        self._remember.timeout.connect(self._remember_columns)
        self.follow_days(self.another_day)

    # -- what a list says of itself

    def columns(self) -> Sequence[Column[R]]:
        """The columns. Asked once, before anything else of the page is made."""
        raise NotImplementedError

    def key_of(self, record: R) -> Hashable:
        """What *record* is known by when the list is loaded again."""
        return record.id  # type: ignore[attr-defined,no-any-return] # as most records have one

    def fetch(self) -> Sequence[R]:
        """All records; called off the UI thread."""
        raise NotImplementedError

    def words_of_total(self, count: int) -> str:
        """How many there are, in words."""
        raise NotImplementedError

    def words_of_none(self) -> tuple[str, str]:
        """Title and sentence of the list while there is nothing in it."""
        return tr("Nothing here yet"), ""

    def export_kind(self) -> ExportKind:
        """The list as a file, for a page that puts ``exporting.button`` somewhere."""
        raise NotImplementedError

    # -- building it

    def make_table(self) -> RecordTable[R]:
        """Make the table of the list."""
        return RecordTable(
            self.columns(),
            self.key_of,
            name=f"{self.list_name}Table",
            accessible_name=self.title(),
            local_sort=self.sorts_itself,
        )

    @cached_property
    def exporting(self) -> ExportOffer:
        """The way of the list into a file: by Ctrl+E from now on, and by its ``button``."""
        return ExportOffer(self, self.export_kind)

    def row_action(self, icon: str, words: str, key: str, do: Callable[[R], object]) -> QAction:
        """Make what *do* does with the row in focus: by *key*, and while there is such a row; *icon* may be none."""
        action = QAction(icons.icon(icon), words, self) if icon else QAction(words, self)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(partial(self._do_with_row, do))
        self.needs_row(action)
        return action

    def row_button(
        self, action: QAction, text: str, kind: Kind = "outlined", *, name: str, tip: str
    ) -> QPushButton:
        """Make a button for an *action* of ``row_action``."""
        pressed = button(text, kind, name=name, tip=tip)
        pressed.clicked.connect(action.trigger)
        self.needs_row(pressed)
        return pressed

    def needs_row(self, *things: QAction | QWidget) -> None:
        """Let *things* be enabled only while a row is in focus."""
        self._with_row += things
        for thing in things:
            thing.setEnabled(self.table.current_record() is not None)

    def bar(self, *behind: QWidget) -> QHBoxLayout:
        """Lay out the line above the list: how many there are, and *behind* at its end."""
        bar = QHBoxLayout()
        bar.setSpacing(theme.S2)
        bar.addWidget(self.total)
        bar.addStretch(1)
        for widget in behind:
            bar.addWidget(widget)
        return bar

    def lay_out(self, *behind: QWidget) -> None:
        """Lay the page out: the line with *behind* at its end, and the list under it."""
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S5, 0, theme.S5, theme.S5)
        column.setSpacing(theme.S2)
        column.addLayout(self.bar(*behind))
        column.addWidget(self.table, 1)

    # -- what a page is

    def focus_start(self) -> None:
        """Work begins in the list."""
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def leave(self) -> None:
        """Remember the columns now."""
        if self._remember.isActive():
            self._remember.stop()
            self._remember_columns()

    def _remember_columns(self) -> None:
        self.session.remember_own(TABLE_COLUMNS, self.table.columns_state(), self.list_name)

    def another_day(self) -> None:
        """Say anew what depends on the day."""
        self.table.records.refresh_texts()

    # -- loading

    def refresh(self) -> None:
        """Load the list."""
        self.loader.begin()
        self.loader.ask(self.fetch, self.show_records, self.show_failure)

    def show_records(self, records: Sequence[R]) -> None:
        """Show *records*, and how many there are."""
        title, text = self.words_of_none()
        self.table.set_empty_words(title, text)
        self.table.set_records(records)
        self.table.select_first()
        self.total.setText(self.words_of_total(len(records)))
        self.current_changed(self.table.current_record())

    def show_failure(self, error: BaseException) -> None:
        """Say what went wrong: in the place of the list, or at the bottom where there is one to go on with."""
        show_failure_in(self.table, error, self, self.failed_words)

    def table_action(self, _state: str) -> None:
        """Do what the button says that stands in the place of the list ("loading", "empty" or "error")."""
        self.refresh()

    # -- the row in focus

    def current_changed(self, record: R | None) -> None:
        """Enable what can be done with *record*."""
        for thing in self._with_row:
            thing.setEnabled(record is not None)

    def _do_with_row(self, do: Callable[[R], object], _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's
        record = self.table.current_record()
        if record is not None:
            do(record)


def show_failure_in(
    table: RecordTable[Any],
    error: BaseException,
    page: Page,
    words: str = mark("The list could not be loaded"),
) -> None:
    """Say in *table* of *page* that it could not be loaded (*words*, marked) and why; at the bottom where it shows rows that stay."""
    if table.records.rowCount():
        table.set_state("rows")
        page.failure_requested.emit(error)
        return
    table.set_state("error", tr(words), describe(error, type(page).__name__).text, tr("Try again"))
