"""What the lists of the dashboard share: the table with what can be done to a row, how many there are, why a row is in it.

``DashboardList(session, table, parent, name, why_name, also=(), after=())``   ``table``, ``show_rows(rows, total)``, ``explain_again()``; signals
    ``record_requested(person, those after)``, ``open_requested(key)``, ``copy_requested(name, phone)``, ``unanswered_requested(row)``. A list says
    ``why(row)`` and ``some_of(shown, total)``, and lays itself out
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolButton, QWidget

from desktop_app.domain.permissions import Action
from desktop_app.domain.records import PersonName
from desktop_app.i18n.texts import tr
from desktop_app.views.base.session import Session
from desktop_app.views.kit.buttons import icon_button
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import theme
from desktop_app.views.pages.dashboard.row_actions import RowActions
from desktop_app.views.wording import formats


class AboutPerson(Protocol):
    """A row that is about somebody."""

    @property
    def person(self) -> PersonName:
        """Who it is."""

    @property
    def phone(self) -> str:
        """Their number, or nothing."""


R = TypeVar("R", bound=AboutPerson)
_LEAST_ROWS = 4  # with the head: a lower window is scrolled


def name_of_list(pressed: QToolButton, title: str) -> None:
    """Say in the name of *pressed* which of the lists it is about; its tool tip, beside the list, need not."""
    pressed.setAccessibleName(tr("{action}: {list}", action=pressed.accessibleName(), list=title))


class DashboardList(QWidget, Generic[R]):
    """Rows about persons, and what the one in focus is about."""

    record_requested = Signal(object, object)
    open_requested = Signal(int)
    copy_requested = Signal(str, str)
    export_requested = Signal()
    unanswered_requested = Signal(object)

    def __init__(
        self,
        session: Session,
        table: RecordTable[R],
        parent: QWidget,
        *,
        name: str,
        why_name: str,
        also: Sequence[QAction] = (),
        after: Sequence[QAction] = (),
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.table = table
        self._today = session.controllers.clock.today
        self._masked = session.privacy.masked
        self._count = label("", "muted", name=f"{name}Count")
        self._why = label("", "muted", wrap=True, name=why_name)
        self._export = icon_button("export", tr("Export this list (Ctrl+E)"), name=f"{name}Export")
        name_of_list(self._export, table.accessibleName())
        self.actions_of_row = RowActions(
            table,
            lambda row: row.person,
            lambda row: row.phone,
            may_record=session.may(Action.RECORD_FOLLOW_UP),
            also=also,
            after=after,
        )

        table.setMinimumHeight(_LEAST_ROWS * theme.row_height(compact=False))
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # no more is wished for
        table.set_state("loading")
        self._export.clicked.connect(self.export_requested)
        self.actions_of_row.record_requested.connect(self._pass_record)
        self.actions_of_row.open_requested.connect(self.open_requested)
        self.actions_of_row.copy_requested.connect(self.copy_requested)
        self.actions_of_row.unanswered_requested.connect(self.unanswered_requested)
        table.current_record_changed.connect(self.explain)

    def put_on_buttons(
        self, record: QAbstractButton, opened: QAbstractButton, copied: QAbstractButton
    ) -> None:
        """Let the buttons do what the menu of a row does."""
        actions = self.actions_of_row
        actions.on_button(record, actions.record)
        actions.on_button(opened, actions.open)
        actions.on_button(copied, actions.copy)

    # -- what a list says

    def why(self, row: R) -> str:
        """Why *row* is in the list."""
        raise NotImplementedError

    def some_of(self, shown: str, total: str) -> str:
        """That only *shown* of *total* rows are listed; both as written."""
        raise NotImplementedError

    # -- what it shows

    def show_rows(self, rows: Sequence[R], total: int) -> None:
        """Show *rows* of the *total* there are."""
        self.table.set_records(rows)
        shown = len(rows)
        self._count.setText(
            self.some_of(formats.number(shown), formats.number(total)) if total > shown else ""
        )
        self.explain(self.table.current_record())

    def explain(self, row: R | None) -> None:
        """Say why *row* is in the list; nothing for None."""
        self._why.setText(self.why(row) if row is not None else "")

    def explain_again(self) -> None:
        """The day is another one, or private texts are hidden or shown."""
        self.table.records.refresh_texts()
        self.explain(self.table.current_record())

    # -- what it asks for

    def _pass_record(self, row: R) -> None:
        records = self.table.records
        at = records.row_of(records.key_of(row))
        after = (record.person for record in records.records()[at + 1 :])
        once = {person.id: person for person in after if person.id != row.person.id}
        self.record_requested.emit(row.person, list(once.values()))
