"""Copies of the data: when the newest proven one was made, where a second one goes, and the way back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop_app.controllers.people_back import CopiedName, TakenBack
from desktop_app.domain.backup_copies import BackupCopy, BackupState, Restored
from desktop_app.domain.permissions import Action
from desktop_app.i18n.texts import tr, trn
from desktop_app.system.settings import SECOND_BACKUP, second_backup_folder
from desktop_app.views.base.session import Session
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.labels import label
from desktop_app.views.pages.settings.people_of_copy import PeopleOfCopyDialog
from desktop_app.views.pages.settings.restore_dialog import RestoreDialog
from desktop_app.views.pages.settings.section import SettingsSection
from desktop_app.views.wording.backups import how_safe, made_at


class Backups(SettingsSection):
    """What is safe where; *Make a copy now* for everybody, the second place and the way back for administrators."""

    chapter = "data"

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, tr("Backups"), "backups", parent)
        self._clock = session.controllers.clock
        self._may = session.may(Action.MANAGE_SETTINGS)
        self._state = label("", wrap=True, name="backupState")
        self._second = label("", "muted", wrap=True, name="secondPlace")
        self.column.addWidget(self._state)
        self.column.addWidget(self._second)
        self._make = button(tr("Make a copy &now"), name="makeBackup")
        self._make.clicked.connect(self._make_now)
        self._choose = button(
            tr("Second &place…"),
            name="chooseSecondPlace",
            tip=tr("A folder on a stick or a share: each copy is made there too, whenever it is there"),
        )
        self._choose.clicked.connect(self._choose_second_place)
        self._back = button(tr("&Go back to a copy…"), name="restoreBackup")
        self._back.clicked.connect(self._open_copies)
        if self._may:
            above = QHBoxLayout()
            above.addWidget(self._choose)
            above.addStretch(1)
            self.column.addLayout(above)
        self.finish(*([self._make, self._back] if self._may else [self._make]))

    def _second_place(self) -> Path | None:
        return second_backup_folder(self.session.preferences)

    def refresh(self) -> None:
        """Look at the copies again."""
        second_place, backups, clock = self._second_place(), self.session.controllers.backups, self._clock

        def work() -> tuple[BackupState, datetime | None]:
            state = backups.state(second_place)
            newest = state.newest or state.newest_elsewhere
            return state, clock.local(newest.at) if newest else None

        self.run(work, self._show)

    def _show(self, answer: tuple[BackupState, datetime | None]) -> None:
        state, local = answer
        self._state.setText(how_safe(state, local))
        if state.second_place is None:
            self._second.setText(
                tr(
                    "No second place chosen: when this PC breaks, its copies break with it. Choose a stick or a share."
                )
            )
        elif state.second_is_there:
            self._second.setText(tr("Second place: {folder}", folder=state.second_place))
        else:
            self._second.setText(
                tr(
                    "Second place: {folder}. It is not there just now; copies follow when it is.",
                    folder=state.second_place,
                )
            )

    def _make_now(self) -> None:
        if self.is_saving:
            return
        self.is_saving = True
        second_place, backups = self._second_place(), self.session.controllers.backups

        def made(copy: BackupCopy) -> None:
            self.is_saving = False
            self.say(
                tr(
                    "A proven copy of the data was made: {words}.",
                    words=made_at(copy, self._clock.local(copy.at)),
                ),
                "good",
            )
            self.refresh()

        def failed(error: BaseException) -> None:
            self.is_saving = False
            self.show_refusal(error, "backing up")

        self.session.operations.run_long(
            lambda _progress, should_stop: backups.make(second_place=second_place, should_stop=should_stop),
            made,
            failed,
            owner=self,
        )

    def _choose_second_place(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, tr("Where each copy of the data is made a second time"), str(self._second_place() or "")
        )
        if folder:
            self.take_second_place(Path(folder))

    def take_second_place(self, folder: Path) -> None:
        """Make each copy in *folder*, too, from now on, and the newest at once."""
        self.session.remember(SECOND_BACKUP, str(folder))
        second_place, backups = self._second_place(), self.session.controllers.backups
        self.run(
            lambda: backups.make_due(second_place),
            lambda _copy: self.refresh(),
            lambda error: self.show_refusal(error, "backing up"),
        )

    def _open_copies(self) -> None:
        session = self.session
        dialog = RestoreDialog(
            session.controllers.backups,
            self._clock,
            session.operations,
            session.actor,
            self._second_place(),
            self,
        )
        dialog.restored.connect(self._restored)
        dialog.person_requested.connect(self._open_people)
        dialog.open()

    def _open_people(self, copy: BackupCopy) -> None:
        dialog = PeopleOfCopyDialog(self.session, copy, self)
        dialog.taken_back.connect(self._person_is_back)
        dialog.open()

    def _person_is_back(self, person: CopiedName, taken: TakenBack) -> None:
        session = self.session

        def undo() -> None:
            session.operations.run(lambda: session.controllers.people_back.undo(session.actor, taken))

        contacts = trn("{count} contact", "{count} contacts", taken.contact_count)
        words = tr("{name} is as in the copy, with {contacts}.", name=person.full_name, contacts=contacts)
        self.message_requested.emit(words, tr("Undo"), undo, "good")

    def _restored(self, restored: Restored) -> None:
        self.say(
            tr(
                "The data is now that of {moment}.",
                moment=made_at(restored.copy, self._clock.local(restored.copy.at)),
            ),
            "good",
        )
        self.rebuild_requested.emit()
