"""What can be done about the person in a row of the dashboard: by a key, by the menu of the row, by buttons that share the actions.

``RowActions(table, person_of, phone_of, may_record=…)``   signals ``record_requested(record)``, ``open_requested(person key)``,
    ``copy_requested(name, phone)``, ``unanswered_requested(record)``; the actions ``record``, ``unanswered``, ``open``, ``copy`` are enabled while a row is current; ``also``
    puts more actions before them in the menu, ``after`` behind them
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton

from desktop_app.domain.records import PersonName
from desktop_app.i18n.texts import tr
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import icons


class RowActions(QObject):
    """Record a follow-up (Enter or F) or a call in vain (1), open the person (O), copy the phone number (C)."""

    record_requested = Signal(object)
    open_requested = Signal(int)
    copy_requested = Signal(str, str)
    unanswered_requested = Signal(object)

    def __init__(
        self,
        table: RecordTable[Any],
        person_of: Callable[[Any], PersonName],
        phone_of: Callable[[Any], str],
        *,
        may_record: bool,
        also: Sequence[QAction] = (),
        after: Sequence[QAction] = (),
    ) -> None:
        super().__init__(table)
        self._table = table
        self._person_of = person_of
        self._phone_of = phone_of
        self._may_record = may_record
        self.record = QAction(icons.icon("follow-ups"), tr("Record a follow-up"), self)
        self.unanswered = QAction(icons.icon("phone"), tr("Rang, no answer"), self)
        self.open = QAction(icons.icon("person"), tr("Open the person"), self)
        self.copy = QAction(icons.icon("copy"), tr("Copy the phone number"), self)
        self._buttons: list[tuple[QAbstractButton, QAction]] = []
        self.record.setShortcut(QKeySequence("F"))
        self.unanswered.setShortcut(QKeySequence("1"))
        self.open.setShortcuts([QKeySequence("O"), QKeySequence("Ctrl+O")])
        self.copy.setShortcuts([QKeySequence("C"), QKeySequence("Ctrl+C")])
        self.record.setVisible(may_record)
        self.unanswered.setVisible(may_record)
        table.set_row_actions([*also, self.record, self.unanswered, self.open, self.copy, *after])

        self.record.triggered.connect(self._record)
        self.unanswered.triggered.connect(self._pass_unanswered)
        self.open.triggered.connect(self._open)
        self.copy.triggered.connect(self._copy)
        table.activated_record.connect(self._activate)
        table.current_record_changed.connect(self._follow)
        self._follow(None)

    def on_button(self, button: QAbstractButton, action: QAction) -> None:
        """Let *button* do *action*, and be enabled with it."""
        button.clicked.connect(action.trigger)
        button.setEnabled(action.isEnabled())
        self._buttons.append((button, action))

    def _activate(self, record: object) -> None:
        """Enter or a double click: the row's main thing."""
        if self._may_record:
            self.record_requested.emit(record)
        else:
            self.open_requested.emit(self._person_of(record).id)

    def _record(self) -> None:
        record = self._table.current_record()
        if record is not None:
            self.record_requested.emit(record)

    def _pass_unanswered(self) -> None:
        record = self._table.current_record()
        if record is not None:
            self.unanswered_requested.emit(record)

    def _open(self) -> None:
        record = self._table.current_record()
        if record is not None:
            self.open_requested.emit(self._person_of(record).id)

    def _copy(self) -> None:
        record = self._table.current_record()
        if record is not None:
            self.copy_requested.emit(self._person_of(record).full_name, self._phone_of(record))

    def _follow(self, record: object) -> None:
        there = record is not None
        self.record.setEnabled(there)
        self.unanswered.setEnabled(there)
        self.open.setEnabled(there)
        self.copy.setEnabled(there)
        for pressed, action in self._buttons:
            pressed.setEnabled(action.isEnabled())
