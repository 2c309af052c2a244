"""Who may stand in the list twice: the likeliest pairs, why, and what to do with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import Cancelled
from desktop_app.domain.merging import Merge, Pair, Pairs
from desktop_app.domain.records import Person
from desktop_app.i18n.texts import mark, tr, trn
from desktop_app.views.base.operations import Job, Progress
from desktop_app.views.base.session import Session
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.table.model import Column
from desktop_app.views.lists.list_page import ListPage
from desktop_app.views.pages.duplicates.merge_dialog import MergeDialog
from desktop_app.views.pages.duplicates.specs import DUPLICATES_PAGE
from desktop_app.views.wording import formats
from desktop_app.views.wording.birthday import birthday_words

_REASONS = {
    "name": mark("same name"),
    "phone": mark("same phone"),
    "email": mark("same e-mail"),
    "date_of_birth": mark("same birthday"),
}


class DuplicatesPage(ListPage[Pair]):
    """The pairs, looked for anew each time the page comes up; merging and telling apart can be undone."""

    kinds = frozenset({"persons"})
    spec = DUPLICATES_PAGE
    list_name = "duplicates"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("duplicatesPage")
        self._job: Job | None = None
        self._in_all = 0
        compare = self.row_action("people", tr("Compare and merge…"), "M", self.compare)
        apart = self.row_action("close", tr("Not the same"), "N", self._tell_apart)
        merged = button(tr("Merged &entries"), "quiet", name="showMerged")
        merged.clicked.connect(partial(self.navigate, "merged"))
        self.lay_out(
            merged,
            self.row_button(apart, tr("&Not the same"), name="notTheSame", tip=tr("N")),
            self.row_button(compare, tr("&Compare and merge…"), "primary", name="compare", tip=tr("Enter")),
        )
        self.table.set_row_actions([compare, apart])
        self.table.activated_record.connect(self.compare)

    def key_of(self, record: Pair) -> tuple[int, int]:
        """The keys of both."""
        return record.first.id, record.second.id

    def columns(self) -> tuple[Column[Pair], ...]:
        """Both entries, what tells each apart, and why they may be one person."""
        return (
            Column(
                "first",
                tr("Entry"),
                lambda pair: pair.first.full_name,
                width=150,
                strong=True,
                optional=False,
            ),
            Column(
                "about_first", tr("About them"), lambda pair: self._about(pair.first), width=200, stretch=True
            ),
            Column(
                "second",
                tr("And this one"),
                lambda pair: pair.second.full_name,
                width=150,
                strong=True,
                optional=False,
            ),
            Column(
                "about_second",
                tr("About the other"),
                lambda pair: self._about(pair.second),
                width=200,
                stretch=True,
            ),
            Column(
                "why",
                tr("Why"),
                lambda pair: ", ".join(tr(_REASONS[reason]) for reason in pair.reasons) or tr("similar"),
                width=215,
            ),
            Column(
                "sure",
                tr("Likelihood"),
                lambda pair: tr("very likely") if pair.is_sure else tr("perhaps"),
                width=145,
                chip=lambda pair: "soon" if pair.is_sure else "neutral",
            ),
        )

    def _about(self, person: Person) -> str:
        masked = self.session.privacy.masked
        mentor = person.mentor.full_name if person.mentor else tr("no mentor")
        parts = (
            masked(birthday_words(person.date_of_birth)),
            masked(formats.phone(person.phone)),
            person.commune,
            mentor,
        )
        return " · ".join(part for part in parts if part)

    def words_of_none(self) -> tuple[str, str]:
        """That nobody is there twice."""
        return tr("Nobody seems to be in the list twice."), tr(
            "Entries are compared by name, phone, e-mail and birthday each time this page is opened."
        )

    def words_of_total(self, count: int) -> str:
        """How many pairs there are; the likeliest, where they are many."""
        if not count:
            return ""
        number = formats.number(self._in_all)
        if self._in_all > count:
            return tr("The likeliest {count} of {number} pairs", count=formats.number(count), number=number)
        return trn("{number} pair", "{number} pairs", self._in_all, number=number)

    # -- looking for them

    def refresh(self) -> None:
        """Look for pairs: long in a long list, and given up when one leaves."""
        self._give_up()
        merging, actor = self.session.controllers.merging, self.session.actor

        def work(tell: Progress, cancelled: Callable[[], bool]) -> Pairs:
            def so_far(done: int, total: int) -> None:
                if cancelled():
                    raise Cancelled
                tell(done, total)

            return merging.pairs(actor, on_progress=so_far)

        self._job = self.session.operations.run_long(
            work, self._show_pairs, self._went_wrong, self._show_progress, owner=self
        )

    def _give_up(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def leave(self) -> None:
        """Nobody waits for the answer any more."""
        self._give_up()
        super().leave()

    def _show_progress(self, done: int, total: int) -> None:
        if self._job is not None and done:
            self.total.setText(
                tr("{done} of {total} compared", done=formats.number(done), total=formats.number(total))
            )

    def _show_pairs(self, pairs: Pairs) -> None:
        self._job = None
        self._in_all = pairs.total
        self.show_records(pairs.items)

    def _went_wrong(self, error: BaseException) -> None:
        if not isinstance(error, Cancelled):
            self.show_failure(error)

    # -- what can be done

    def compare(self, pair: Pair) -> MergeDialog:
        """Show both side by side."""
        dialog = MergeDialog(self.window(), pair, self.session.privacy.masked)

        def merge(kept: int, choices: dict[str, str]) -> None:
            absorbed = pair.second.id if kept == pair.first.id else pair.first.id
            versions = {person.id: person.version for person in (pair.first, pair.second)}
            controllers, actor = self.session.controllers, self.session.actor
            self.run(
                lambda: controllers.merging.merge(
                    actor, kept, absorbed, choices, (versions[kept], versions[absorbed])
                ),
                self._merged,
            )

        dialog.merge_requested.connect(merge)
        dialog.open()
        return dialog

    def _merged(self, merge: Merge) -> None:
        def undo() -> None:
            controllers, actor = self.session.controllers, self.session.actor
            self.session.operations.run(lambda: controllers.merging.separate(actor, merge.id))

        self.say(tr("Merged into one entry: {name}.", name=merge.kept.full_name), tr("Undo"), undo, "good")

    def _tell_apart(self, pair: Pair) -> None:
        session = self.session

        def remember(different: bool) -> None:  # noqa: FBT001 - yes, or undo
            session.controllers.merging.set_different(
                session.actor, pair.first.id, pair.second.id, different=different
            )

        def done(_none: None) -> None:
            message = tr(
                "{first} and {second} stay two people.",
                first=pair.first.full_name,
                second=pair.second.full_name,
            )
            self.say(message, tr("Undo"), lambda: session.operations.run(lambda: remember(False)), "good")

        self.run(lambda: remember(True), done)
