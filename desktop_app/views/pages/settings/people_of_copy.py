"""The people of a copy of the data, to look for one and take them back; the copy is only read.

``PeopleOfCopyDialog(session, copy, parent)``   ``open()`` lists them; signal ``taken_back(CopiedName, TakenBack)``
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.controllers.people_back import ComparedPerson, CopiedName, TakenBack
from desktop_app.domain.backup_copies import BackupCopy
from desktop_app.domain.person_fields import PRIVATE, SPEC_OF
from desktop_app.domain.text_folding import fold
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.base.failures import describe
from desktop_app.views.base.session import Session
from desktop_app.views.kit.dialog import Dialog
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.notice import Notice
from desktop_app.views.look import theme
from desktop_app.views.wording.backups import made_at

_HEIGHT = 240
_SHOWN = 200
"""People who are listed at once; a search finds the others."""


class PeopleOfCopyDialog(Dialog):
    """A search, a list, what differs from today of the one in focus, and one button."""

    taken_back = Signal(object, object)

    def __init__(self, session: Session, copy: BackupCopy, parent: QWidget) -> None:
        super().__init__(parent, tr("One person of a copy"), name="peopleOfCopy", width=620)
        self._session, self._copy = session, copy
        self._people: tuple[CopiedName, ...] = ()
        self._shown: list[CopiedName] = []
        self._boxes: dict[str, QCheckBox] = {}
        moment = made_at(copy, session.controllers.clock.local(copy.at))
        self.content.addWidget(label(moment, "muted", wrap=True))
        self._search = QLineEdit()
        self._search.setObjectName("searchCopy")
        self._search.setPlaceholderText(tr("Name or phone"))
        self._search.setAccessibleName(tr("Name or phone"))
        self.content.addWidget(self._search)
        self._list = QListWidget()
        self._list.setObjectName("copiedPeople")
        self._list.setAccessibleName(tr("People of the copy"))
        self._list.setMinimumHeight(_HEIGHT)
        self.content.addWidget(self._list, 1)
        self._difference = label("", wrap=True, name="copyDifference")
        self.content.addWidget(self._difference)
        choices = QWidget()
        self._choices = QVBoxLayout(choices)
        self._choices.setContentsMargins(0, 0, 0, 0)
        self._choices.setSpacing(theme.S1)
        self.content.addWidget(choices)
        self._notice = Notice(name="copyNotice")
        self._notice.clear()
        self.content.addWidget(self._notice)
        self.add_button(tr("Cancel"), "outlined", self.reject, name="copyCancel")
        self._go = self.add_button(tr("&Take back"), "primary", self._take_back, name="takePersonBack")
        self._go.setEnabled(False)
        self._search.textChanged.connect(self._show_found)
        self._list.currentRowChanged.connect(self._compare)
        back, actor = session.controllers.people_back, session.actor
        session.operations.run_long(
            lambda _progress, _should_stop: back.people(actor, copy), self._take, self._refuse, owner=self
        )

    def _take(self, people: tuple[CopiedName, ...]) -> None:
        self._people = people
        self._show_found()
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_found(self) -> None:
        wanted = fold(self._search.text())
        self._shown = [
            person for person in self._people if wanted in fold(f"{person.full_name} {person.phone}")
        ][:_SHOWN]
        self._list.clear()
        for person in self._shown:
            contacts = trn("{count} contact", "{count} contacts", person.contacts)
            phone = self._session.privacy.masked(person.phone)
            self._list.addItem(QListWidgetItem(" · ".join(filter(None, (person.full_name, phone, contacts)))))
        self._go.setEnabled(False)

    def _chosen(self) -> CopiedName | None:
        row = self._list.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _compare(self, _row: int) -> None:
        self._go.setEnabled(False)
        self._difference.clear()
        self._clear_choices()
        person = self._chosen()
        if person is None:
            return
        back, actor, copy = self._session.controllers.people_back, self._session.actor, self._copy
        self._session.operations.run_long(
            lambda _progress, _should_stop: back.compare(actor, copy, person.uuid),
            partial(self._show_difference, person),
            self._refuse,
            owner=self,
        )

    def _show_difference(self, person: CopiedName, compared: ComparedPerson) -> None:
        if person is not self._chosen():
            return
        gone = trn("{count} contact comes back", "{count} contacts come back", compared.contacts_gone)
        if not compared.is_there:
            self._difference.setText(
                tr("Not in the list today: they come back, and {contacts}.", contacts=gone)
            )
        elif compared.fields or compared.contacts_gone:
            self._difference.setText(
                tr("In the list today. {contacts}. Tick what is to be as in the copy:", contacts=gone)
            )
            self._offer(compared)
        else:
            self._difference.setText(tr("Nothing differs from today."))
        self._go.setEnabled(bool(not compared.is_there or compared.fields or compared.contacts_gone))

    def _offer(self, compared: ComparedPerson) -> None:
        """Ask, field by field, whose is right: the copy's, or today's, which stays where nothing is ticked."""
        for name, (copied, today) in compared.fields.items():
            shown = [str(value or "–") for value in (copied, today)]
            if name in PRIVATE:
                shown = [self._session.privacy.masked(value) for value in shown]
            box = QCheckBox(
                tr(
                    "{field}: {copied} (today: {today})",
                    field=tr(SPEC_OF[name].label),
                    copied=shown[0],
                    today=shown[1],
                )
            )
            box.setObjectName(f"take_{name}")
            self._boxes[name] = box
            self._choices.addWidget(box)

    def _clear_choices(self) -> None:
        for box in self._boxes.values():
            box.setParent(None)
            box.deleteLater()
        self._boxes = {}

    def _take_back(self) -> None:
        person = self._chosen()
        if person is None:
            return
        self._go.setEnabled(False)
        fields = {name for name, box in self._boxes.items() if box.isChecked()}
        back, actor, copy = self._session.controllers.people_back, self._session.actor, self._copy

        def done(taken: TakenBack) -> None:
            self.accept()
            self.taken_back.emit(person, taken)

        self._session.operations.run_long(
            lambda _progress, _should_stop: back.take_back(actor, copy, person.uuid, fields),
            done,
            self._refuse,
            owner=self,
        )

    def _refuse(self, error: BaseException) -> None:
        failure = describe(error, "taking somebody back")
        self._notice.show_words(failure.text, kind="error", detail=failure.incident)
