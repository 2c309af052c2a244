"""What can be done about the person in a row of the dashboard: by a key, by the menu of the row, by buttons that share the actions.

``RowActions(table, person_of, phone_of, may_record, can_tick, can_pause)``   signals ``record_requested(record)``, ``open_requested(person key)``,
    ``copy_requested(name, phone)``, ``unanswered_requested(record)``; the actions ``record``, ``unanswered``, ``open``, ``copy``, ``tick``, ``pause``,
    ``again`` are offered as ``offer(is_there, can_tick, again)`` says; ``shown_on_hover()``
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from desktop_app.domain.records import PersonName
from desktop_app.i18n.texts import tr
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import icons


class RowActions(QObject):
    """Record a follow-up (Enter or F) or a call in vain (1), open (O), copy the phone number (C), tick off (Space), pause (P), try again (T)."""

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
        can_tick: bool,
        can_pause: bool,
    ) -> None:
        super().__init__(table)
        self._table = table
        self._person_of = person_of
        self._phone_of = phone_of
        self._may_record = may_record
        self.tick = QAction(icons.icon("check"), tr("Done: tick it off"), self)
        self.record = QAction(icons.icon("follow-ups"), tr("Record a follow-up"), self)
        self.unanswered = QAction(icons.icon("phone"), tr("Rang, no answer"), self)
        self.open = QAction(icons.icon("person"), tr("Open the person"), self)
        self.copy = QAction(icons.icon("copy"), tr("Copy the phone number"), self)
        self.again = QAction(icons.icon("calendar"), "", self)
        self.pause = QAction(icons.icon("pause"), tr("Pause until…"), self)
        self.tick.setShortcut(QKeySequence("Space"))
        self.record.setShortcut(QKeySequence("F"))
        self.unanswered.setShortcut(QKeySequence("1"))
        self.open.setShortcuts([QKeySequence("O"), QKeySequence("Ctrl+O")])
        self.copy.setShortcuts([QKeySequence("C"), QKeySequence("Ctrl+C")])
        self.again.setShortcut(QKeySequence("T"))
        self.pause.setShortcut(QKeySequence("P"))
        self.record.setVisible(may_record)
        self.unanswered.setVisible(may_record)
        self._all = [
            *([self.tick] if can_tick else []),
            *(self.record, self.unanswered, self.open, self.copy),
            *([self.again, self.pause] if can_pause else []),
        ]
        table.set_row_actions(self._all)

        self.record.triggered.connect(self._record)
        self.unanswered.triggered.connect(self._pass_unanswered)
        self.open.triggered.connect(self._open)
        self.copy.triggered.connect(self._copy)
        table.activated_record.connect(self._activate)
        self.offer(is_there=False, can_tick=False, again="")

    def shown_on_hover(self) -> list[QAction]:
        """What stands on the row under the mouse, in its order."""
        return [action for action in self._all if action is not self.again]

    def offer(self, *, is_there: bool, can_tick: bool, again: str) -> None:
        """Enable what can be done with the row in focus; *again* says until when it can be put off, or nothing."""
        for action in (self.record, self.unanswered, self.open, self.copy, self.pause):
            action.setEnabled(is_there)
        self.tick.setEnabled(can_tick)
        self.again.setText(again)
        self.again.setVisible(bool(again))
        self.again.setEnabled(bool(again))

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
