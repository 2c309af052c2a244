"""What was deleted in the last weeks: people, contacts and absences, by whom, each with its way back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.domain.deleted import KEPT_DAYS, MOST_ROWS, DeletedKind, DeletedRow
from desktop_app.domain.vocabulary import code_label
from desktop_app.i18n.texts import mark, tr, trn
from desktop_app.views.base.session import Session
from desktop_app.views.kit.table.model import Column
from desktop_app.views.lists.list_page import ListPage
from desktop_app.views.pages.deleted.specs import DELETED_PAGE
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import day_and_month, short_day

_WORDS = {
    DeletedKind.PERSON: mark("Person"),
    DeletedKind.FOLLOW_UP: mark("Follow-up"),
    DeletedKind.INTERACTION: mark("Client interaction"),
    DeletedKind.ABSENCE: mark("Absence"),
}


class DeletedPage(ListPage[DeletedRow]):
    """A list with the way back for each."""

    kinds = frozenset({"persons", "follow_ups", "interactions", "users"})
    spec = DELETED_PAGE
    list_name = "deleted"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("deletedPage")
        back = self.row_action("undo", tr("Bring back"), "B", self._bring_back)
        show = self.row_action("person", tr("Open the person"), "O", self._open)
        self._show = self.row_button(show, tr("&Open"), name="openPerson", tip=tr("Enter"))
        self.lay_out(
            self.row_button(back, tr("&Bring back"), "primary", name="bringBack", tip=tr("B")), self._show
        )
        self.table.set_row_actions([back, show])
        self.table.activated_record.connect(self._open)

    def key_of(self, record: DeletedRow) -> tuple[DeletedKind, int]:
        """The kind and its key: each kind has keys of its own."""
        return record.kind, record.id

    def columns(self) -> tuple[Column[DeletedRow], ...]:
        """When, what, whose, and by whom."""
        clock, masked = self.session.controllers.clock, self.session.privacy.masked
        return (
            Column(
                "deleted",
                tr("Deleted on"),
                lambda row: short_day(clock.local(row.deleted_at).date(), clock.today()),
                sort_value=lambda row: row.deleted_at,
                width=120,
                tool_tip=lambda row: formats.short_moment(clock.local(row.deleted_at)),
                optional=False,
            ),
            Column("kind", tr("What"), lambda row: tr(_WORDS[row.kind]), width=150),
            Column(
                "name",
                tr("Name"),
                lambda row: row.name,
                width=180,
                strong=True,
                stretch=True,
                optional=False,
            ),
            Column(
                "contents",
                tr("Contents"),
                lambda row: self._contents(row, masked(row.title)),
                width=220,
                stretch=True,
            ),
            Column(
                "by",
                tr("By"),
                lambda row: row.deleted_by.full_name if row.deleted_by else "—",
                width=170,
            ),
        )

    def _contents(self, row: DeletedRow, title: str) -> str:
        today = self.session.controllers.clock.today()
        match row.kind:
            case DeletedKind.PERSON:
                return ""
            case DeletedKind.ABSENCE if row.first_on and row.last_on:
                return tr(
                    "{first} to {last}",
                    first=day_and_month(row.first_on, today),
                    last=day_and_month(row.last_on, today),
                )
            case _:
                day = short_day(row.first_on, today) if row.first_on else ""
                return f"{code_label(row.contact) or title} · {day}"

    def words_of_none(self) -> tuple[str, str]:
        """That nothing was deleted, and what would stand here."""
        return tr("Nothing was deleted."), tr(
            "What is deleted stands here for {days} days and can be brought back.", days=KEPT_DAYS
        )

    def words_of_total(self, count: int) -> str:
        """How much there is."""
        if not count:
            return ""
        number = formats.number(count)
        if count == MOST_ROWS:
            return tr("The newest {number}", number=number)
        return trn(
            "{number} deleted in the last {days} days",
            "{number} deleted in the last {days} days",
            count,
            number=number,
            days=KEPT_DAYS,
        )

    def fetch(self) -> tuple[DeletedRow, ...]:
        """What was deleted."""
        return self.session.controllers.deleted.list(self.session.actor)

    def another_day(self) -> None:
        """The oldest are gone from the list."""
        self.refresh()

    def current_changed(self, record: DeletedRow | None) -> None:
        """A contact's person can be opened; a deleted person cannot."""
        super().current_changed(record)
        self._show.setEnabled(record is not None and _has_page(record))

    def _open(self, row: DeletedRow) -> None:
        if row.person_id is not None and _has_page(row):
            self.open_person(row.person_id)

    def _bring_back(self, row: DeletedRow) -> None:
        session = self.session
        message = tr("Brought back: {what}, {name}.", what=tr(_WORDS[row.kind]), name=row.name)
        self.run(
            lambda: session.controllers.deleted.bring_back(session.actor, row.kind, row.id),
            lambda _none: self.say(message, tone="good"),
        )


def _has_page(row: DeletedRow) -> bool:
    return row.kind in {DeletedKind.FOLLOW_UP, DeletedKind.INTERACTION}
