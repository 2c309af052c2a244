"""Who is paused: off the list of those who wait, until when, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.permissions import Action, Reach, reach
from desktop_app.domain.records import PausedRow
from desktop_app.domain.vocabulary import label as word
from desktop_app.i18n.texts import tr, trn
from desktop_app.system.settings import COMPACT
from desktop_app.views.base.failures import describe
from desktop_app.views.base.page import Page
from desktop_app.views.base.session import Session
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.table.model import Column
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import icons, theme, tones
from desktop_app.views.output.exports.export_button import ExportOffer
from desktop_app.views.pages.pauses.pause_actions import Pausing
from desktop_app.views.pages.pauses.specs import PAUSED_PAGE
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import days_long, due

if TYPE_CHECKING:
    from desktop_app.views.output.exports.lists import ExportKind

MOST_ROWS = 1_000


class PausedPage(Page):
    """A list with the way back for each."""

    kinds = frozenset({"persons", "follow_ups", "users"})
    spec = PAUSED_PAGE

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("pausedPage")
        self._pausing = Pausing(self)
        self._export = ExportOffer(self, self._export_kind)
        self._total = label("", "strong", name="pausedTotal")
        self.table: RecordTable[PausedRow] = RecordTable(
            self._columns(),
            lambda row: row.person.id,
            name="pausedTable",
            accessible_name=tr("Paused"),
            local_sort=True,
        )
        self._open = self._action("person", tr("Open the person"), "O")
        self._change = self._action("pause", tr("Change the pause…"), "P")
        self._end = self._action("undo", tr("End the pause"), "Del")
        self._buttons = {
            self._end: button(tr("&End the pause"), "primary", name="endPause", tip=tr("Del")),
            self._change: button(tr("C&hange…"), name="changePause", tip=tr("P")),
            self._open: button(tr("&Open"), name="openPerson", tip=tr("Enter")),
        }

        self._lay_out()
        self._connect()

    def _action(self, icon: str, words: str, key: str) -> QAction:
        made = QAction(icons.icon(icon), words, self)
        made.setShortcut(QKeySequence(key))
        return made

    def _columns(self) -> tuple[Column[PausedRow], ...]:
        today, masked = self.session.controllers.clock.today, self.session.counter.masked
        sees_all = reach(self.session.actor, Action.VIEW_OVERDUE) is Reach.ALL
        return (
            Column(
                "until",
                tr("Until"),
                lambda row: due(row.until, today()),
                sort_value=lambda row: row.until,
                width=150,
                strong=True,
                tool_tip=lambda row: formats.long_date(row.until),
                optional=False,
            ),
            Column(
                "name",
                tr("Name"),
                lambda row: row.person.full_name,
                width=180,
                strong=True,
                stretch=True,
                optional=False,
            ),
            Column("reason", tr("Why"), lambda row: word(row.reason) if row.reason else "", width=180),
            Column("note", tr("Note"), lambda row: masked(row.note), width=130, stretch=True, muted=True),
            Column(
                "phone",
                tr("Phone"),
                lambda row: masked(formats.phone(row.phone)) or "—",
                sort_value=lambda row: row.phone,
                width=160,
            ),
            Column(
                "mentor",
                tr("Mentor"),
                lambda row: row.mentor.full_name if row.mentor else tr("no mentor"),
                width=150,
                tone=lambda row: None if row.mentor else "soon",
                hidden=not sees_all,
            ),
            Column(
                "status",
                tr("Status"),
                lambda row: word(row.status),
                width=130,
                chip=lambda row: tones.STATUS[row.status],
            ),
            Column(
                "days",
                tr("Waiting"),
                lambda row: days_long(row.days),
                sort_value=lambda row: row.days,
                width=100,
                figure=True,
                muted=True,
            ),
        )

    def _export_kind(self) -> ExportKind:
        from desktop_app.views.output.exports import lists  # noqa: PLC0415 - when somebody exports

        return lists.paused(self.session)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(theme.S2)
        bar.addWidget(self._total)
        bar.addStretch(1)
        bar.addWidget(self._export.button)
        for made in self._buttons.values():
            bar.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S5, 0, theme.S5, theme.S5)
        column.setSpacing(theme.S2)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        self.table.set_row_actions([self._end, self._change, self._open])
        self.table.set_empty_words(
            tr("Nobody is paused."),
            tr(
                "Who travels or asked not to be called can be paused until a day, on the dashboard or on their page."
            ),
        )
        self.table.set_compact(compact=self.session.preferences.get(COMPACT))
        self.table.set_state("loading")

    def _connect(self) -> None:
        for action, made in self._buttons.items():
            made.clicked.connect(action.trigger)
        self._open.triggered.connect(lambda: self._with_current(self._open_person))
        self._change.triggered.connect(lambda: self._with_current(self._ask))
        self._end.triggered.connect(lambda: self._with_current(lambda row: self._pausing.end(row.person)))
        self.table.activated_record.connect(self._open_person)
        self.table.current_record_changed.connect(self._current_changed)
        self.table.action_requested.connect(self.refresh)
        self.follow_days(self.refresh)
        self._current_changed(None)

    def focus_start(self) -> None:
        """Work begins in the list."""
        self.table.select_first()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Load the list."""
        session = self.session
        self.run(
            lambda: session.controllers.waiting.paused(session.actor, limit=MOST_ROWS),
            self._show,
            self._failed,
        )

    def _show(self, rows: tuple[PausedRow, ...]) -> None:
        self.table.set_records(rows)
        self.table.select_first()
        count = len(rows)
        number = formats.number(count)
        if count == MOST_ROWS:
            self._total.setText(tr("The first {number}", number=number))
        else:
            self._total.setText(trn("{number} paused", "{number} paused", count, number=number))
        self._current_changed(self.table.current_record())

    def _failed(self, error: BaseException) -> None:
        if self.table.records.rowCount():
            self.failure_requested.emit(error)
            return
        failure = describe(error, "PausedPage")
        self.table.set_state("error", tr("The list could not be loaded"), failure.text, tr("Try again"))

    def _current_changed(self, row: object) -> None:
        for action, made in self._buttons.items():
            action.setEnabled(row is not None)
            made.setEnabled(row is not None)

    def _with_current(self, do: Any) -> None:
        row = self.table.current_record()
        if row is not None:
            do(row)

    def _open_person(self, row: PausedRow) -> None:
        self.open_person(row.person.id)

    def _ask(self, row: PausedRow) -> None:
        def ask() -> None:
            self._pausing.ask(row.person, day=row.until, reason=row.reason, note=row.note)

        if row.note:
            self.session.counter.when_shown(ask)
        else:
            ask()
