"""The merges that were made: each can be taken back at any time."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.domain.merging import Merge, RecordedSince
from desktop_app.domain.records import Person
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.base.session import Session
from desktop_app.views.kit.table.model import Column
from desktop_app.views.lists.list_page import ListPage
from desktop_app.views.pages.duplicates.separate_dialog import SeparateDialog
from desktop_app.views.pages.duplicates.specs import MERGED_PAGE
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import short_day


class MergedPage(ListPage[Merge]):
    """A list with the way back for each."""

    kinds = frozenset({"persons"})
    spec = MERGED_PAGE
    list_name = "merged"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("mergedPage")
        separate = self.row_action("undo", tr("Separate again…"), "S", self._ask)
        show = self.row_action("person", tr("Open the person"), "O", self._open)
        self.lay_out(
            self.row_button(separate, tr("&Separate again…"), "primary", name="separate", tip=tr("S")),
            self.row_button(show, tr("&Open"), name="openPerson", tip=tr("Enter")),
        )
        self.table.set_row_actions([separate, show])
        self.table.activated_record.connect(self._open)

    def columns(self) -> tuple[Column[Merge], ...]:
        """When, which two, and by whom."""
        clock = self.session.controllers.clock
        return (
            Column(
                "at",
                tr("Merged on"),
                lambda merge: short_day(clock.local(merge.at).date(), clock.today()),
                sort_value=lambda merge: merge.at,
                width=130,
                tool_tip=lambda merge: formats.short_moment(clock.local(merge.at)),
                optional=False,
            ),
            Column(
                "kept",
                tr("Entry that stayed"),
                lambda merge: merge.kept.full_name,
                width=200,
                strong=True,
                stretch=True,
            ),
            Column(
                "absorbed", tr("Other entry"), lambda merge: merge.absorbed.full_name, width=200, stretch=True
            ),
            Column("by", tr("By"), lambda merge: merge.by.full_name if merge.by else "—", width=180),
        )

    def words_of_none(self) -> tuple[str, str]:
        """That there are none."""
        return tr("No entries were merged."), tr("Those that were can be separated here again, at any time.")

    def words_of_total(self, count: int) -> str:
        """How many there are."""
        return trn("{number} merge", "{number} merges", count, number=formats.number(count)) if count else ""

    def fetch(self) -> tuple[Merge, ...]:
        """The merges that were not taken back."""
        return self.session.controllers.merging.merges(self.session.actor)

    def _open(self, merge: Merge) -> None:
        self.open_person(merge.kept.id)

    def _ask(self, merge: Merge) -> None:
        """Ask whose the contacts are that came after the merge, where there are any."""
        controllers, actor = self.session.controllers, self.session.actor

        def ask(since: RecordedSince) -> None:
            dialog = SeparateDialog(self.window(), merge, since, self.session.privacy.masked)
            dialog.separate_requested.connect(lambda *keys: self._separate(merge, *keys))
            dialog.open()

        self.run(lambda: controllers.merging.recorded_since(actor, merge.id), ask)

    def _separate(self, merge: Merge, follow_ups: list[int], interactions: list[int]) -> None:
        controllers, actor = self.session.controllers, self.session.actor

        def done(person: Person) -> None:
            self.say(tr("{name} has an entry of their own again.", name=person.full_name), tone="good")

        self.run(lambda: controllers.merging.separate(actor, merge.id, follow_ups, interactions), done)
