"""Who is paused: off the list of those who wait, until when, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.domain.permissions import Action, Reach, reach
from desktop_app.domain.records import PausedRow
from desktop_app.domain.vocabulary import code_label
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.base.session import Session
from desktop_app.views.kit.table.model import Column
from desktop_app.views.lists.list_page import ListPage
from desktop_app.views.look import status_colours
from desktop_app.views.pages.pauses.pause_actions import PauseActions
from desktop_app.views.pages.pauses.specs import PAUSED_PAGE
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import days_long, due

if TYPE_CHECKING:
    from desktop_app.views.output.exports.lists import ExportKind

MOST_ROWS = 1_000


class PausedPage(ListPage[PausedRow]):
    """A list with the way back for each."""

    kinds = frozenset({"persons", "follow_ups", "users"})
    spec = PAUSED_PAGE
    list_name = "paused"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("pausedPage")
        self._pause_actions = PauseActions(self)
        export = self.exporting.button
        show = self.row_action("person", tr("Open the person"), "O", self._open_person)
        change = self.row_action("pause", tr("Change the pause…"), "P", self._ask)
        end = self.row_action(
            "undo", tr("End the pause"), "Del", lambda row: self._pause_actions.end(row.person)
        )
        self.lay_out(
            export,
            self.row_button(end, tr("&End the pause"), "primary", name="endPause", tip=tr("Del")),
            self.row_button(change, tr("C&hange…"), name="changePause", tip=tr("P")),
            self.row_button(show, tr("&Open"), name="openPerson", tip=tr("Enter")),
        )
        self.table.set_row_actions([end, change, show])
        self.table.activated_record.connect(self._open_person)

    def key_of(self, record: PausedRow) -> int:
        """The person's key: one is paused once."""
        return record.person.id

    def columns(self) -> tuple[Column[PausedRow], ...]:
        """Until when, who, why, and how they would stand without the pause."""
        today, masked = self.session.controllers.clock.today, self.session.privacy.masked
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
            Column("reason", tr("Why"), lambda row: code_label(row.reason) if row.reason else "", width=180),
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
                lambda row: code_label(row.status),
                width=130,
                chip=lambda row: status_colours.STATUS[row.status],
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

    def export_kind(self) -> ExportKind:
        """All who are paused."""
        from desktop_app.views.output.exports import lists  # noqa: PLC0415 - when somebody exports

        return lists.paused(self.session)

    def words_of_none(self) -> tuple[str, str]:
        """That nobody is paused, and how one would be."""
        return tr("Nobody is paused."), tr(
            "Who travels or asked not to be called can be paused until a day, on the dashboard or on their page."
        )

    def words_of_total(self, count: int) -> str:
        """How many are paused."""
        number = formats.number(count)
        if count == MOST_ROWS:
            return tr("The first {number}", number=number)
        return trn("{number} paused", "{number} paused", count, number=number)

    def focus_start(self) -> None:
        """Work begins in the list."""
        self.table.select_first()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def fetch(self) -> tuple[PausedRow, ...]:
        """Those who are paused."""
        return self.session.controllers.waiting.paused(self.session.actor, limit=MOST_ROWS)

    def another_day(self) -> None:
        """Some pauses are over."""
        self.refresh()

    def _open_person(self, row: PausedRow) -> None:
        self.open_person(row.person.id)

    def _ask(self, row: PausedRow) -> None:
        def ask() -> None:
            self._pause_actions.ask(row.person, day=row.until, reason=row.reason, note=row.note)

        if row.note:
            self.session.privacy.when_shown(ask)
        else:
            ask()
