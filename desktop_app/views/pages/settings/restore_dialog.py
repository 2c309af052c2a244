"""Going back to a copy of the data: the copies in words, what is lost with each, and the way back.

``RestoreDialog(backups, operations, actor, second_place, parent)``   ``open()`` lists them; signal ``restored(Restored)`` when the data is
    that of the copy, ``person_requested(BackupCopy)`` when one person of it is wanted.
    *actor* None is whoever has the folder, where the data cannot be opened
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop_app.controllers.backups import Backups
from desktop_app.domain.backup_copies import BackupCopy, Counts, Restored, compared
from desktop_app.domain.clock import Clock
from desktop_app.domain.errors import Unavailable
from desktop_app.domain.records import Actor
from desktop_app.i18n.texts import tr
from desktop_app.views.base.failures import describe
from desktop_app.views.base.operations import Operations
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.dialog import Dialog, ask
from desktop_app.views.kit.labels import label, set_tip
from desktop_app.views.kit.notice import Notice
from desktop_app.views.look import theme
from desktop_app.views.wording.backups import made_at

_HEIGHT = 260


class RestoreDialog(Dialog):
    """A list of copies, newest first, and one button; nothing is done before a question was answered."""

    restored = Signal(object)
    person_requested = Signal(object)
    """One person is wanted out of this copy, and the rest stays as it is."""

    def __init__(
        self,
        backups: Backups,
        clock: Clock,
        operations: Operations,
        actor: Actor | None,
        second_place: Path | None,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent, tr("Go back to a copy"), name="restoreDialog", width=620)
        self._backups, self._clock, self._operations = backups, clock, operations
        self._actor, self._second_place = actor, second_place
        self._copies: list[BackupCopy] = []
        self._now: Counts | None = None

        words = tr(
            "The people and contacts become those of the copy. What they are now is kept in another copy first, so that you can "
            "come back."
        )
        self.content.addWidget(label(words, wrap=True))
        self._list = QListWidget()
        self._list.setObjectName("copies")
        self._list.setAccessibleName(tr("Copies of the data, newest first"))
        self._list.setMinimumHeight(_HEIGHT)
        self._list.setSpacing(theme.S1)
        self._list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self._list.setWordWrap(True)
        self.content.addWidget(self._list, 1)
        self._notice = Notice(name="restoreNotice")
        self._notice.clear()
        self.content.addWidget(self._notice)
        self._person = button(tr("&One person…"), "quiet", name="restorePerson")
        set_tip(
            self._person,
            tr("Take one person with their contacts out of this copy; the rest stays as it is"),
        )
        self._person.setVisible(actor is not None)
        self._person.setEnabled(False)
        self._person.clicked.connect(self._ask_for_person)
        self.add_foot(self._person)
        self.add_button(tr("Cancel"), "outlined", self.reject, name="restoreCancel")
        self._go = self.add_button(tr("&Go back to this copy…"), "primary", self._ask, name="restoreGo")
        self._go.setEnabled(False)
        self._list.currentRowChanged.connect(self._follow_row)
        self._list.itemActivated.connect(lambda _item: self._ask())
        self._load()

    def _load(self) -> None:
        backups, second_place = self._backups, self._second_place

        def work() -> tuple[list[BackupCopy], Counts | None]:
            try:
                now = backups.counts()
            except Unavailable:
                now = None
            return backups.listed(second_place), now

        self._operations.run(work, self._show, self._refuse, owner=self)

    def _show(self, answer: tuple[list[BackupCopy], Counts | None]) -> None:
        self._copies, self._now = answer
        for copy in self._copies:
            words = made_at(copy, self._clock.local(copy.at))
            place = " · " + tr("in the second place") if copy.in_second_place else ""
            item = QListWidgetItem(f"{words}{place}\n{compared(copy.counts, self._now)}")
            self._list.addItem(item)
        if self._copies:
            self._list.setCurrentRow(0)
            self._list.setFocus()
        else:
            self._notice.show_words(tr("There are no copies yet."))

    def _follow_row(self, row: int) -> None:
        for each in (self._go, self._person):
            each.setEnabled(row >= 0)

    def _ask_for_person(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._copies):
            copy = self._copies[row]
            self.reject()
            self.person_requested.emit(copy)

    def _ask(self) -> None:
        row = self._list.currentRow()
        if not 0 <= row < len(self._copies):
            return
        copy = self._copies[row]
        text = tr(
            "{moment}. {difference}. Whoever works in another window goes on with the copy, too.",
            moment=made_at(copy, self._clock.local(copy.at)),
            difference=compared(copy.counts, self._now).capitalize(),
        )
        ask(self, tr("Go back to this copy?"), text, tr("&Go back"), lambda: self._restore(copy), danger=True)

    def _restore(self, copy: BackupCopy) -> None:
        self._go.setEnabled(False)
        self._list.setEnabled(False)
        self._notice.show_words(tr("Going back to the copy…"))
        backups, actor, second_place = self._backups, self._actor, self._second_place
        self._operations.run_long(
            lambda _progress, _should_stop: backups.restore(actor, copy, second_place),
            self._done,
            self._refuse,
            owner=self,
        )

    def _done(self, restored: Restored) -> None:
        self.accept()
        self.restored.emit(restored)

    def _refuse(self, error: BaseException) -> None:
        failure = describe(error, "restoring")
        self._notice.show_words(failure.text, kind="error", detail=failure.incident)
        self._go.setEnabled(bool(self._copies))
        self._list.setEnabled(True)
