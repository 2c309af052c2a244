"""People who are in the list already and may be the one that is being added.

``DuplicatesPanel(privacy)``   ``show_people(people)``; hidden while there are none; signal ``open_requested(key)``
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.records import PersonRow
from desktop_app.domain.vocabulary import code_label
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.kit.accessibility import announce
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.chip import Chip
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.long_text import breakable_to
from desktop_app.views.kit.privacy_mode import PrivacyMode
from desktop_app.views.kit.tone_icon import ToneIcon
from desktop_app.views.look import status_colours, theme
from desktop_app.views.wording import formats

WIDTH = 320


class DuplicatesPanel(QFrame):
    """A card beside the form: it warns, and never stands in the way."""

    open_requested = Signal(int)

    def __init__(self, privacy: PrivacyMode) -> None:
        super().__init__()
        self._privacy = privacy
        self.setObjectName("duplicates")
        self.setProperty("surface", "card")
        self.setFixedWidth(WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        self._people: tuple[PersonRow, ...] = ()
        self._title = label("", "strong", wrap=True, name="duplicatesTitle")
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.S3)
        help_text = label(
            tr("Is it the same person? Open them and add what is new there."), "muted", wrap=True
        )

        head = QHBoxLayout()
        head.setSpacing(theme.S2)
        head.addWidget(ToneIcon("warning", "soon", 18), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S4, theme.S4, theme.S4, theme.S4)
        column.setSpacing(theme.S3)
        column.addLayout(head)
        column.addLayout(self._list)
        column.addWidget(help_text)
        self.hide()
        privacy.changed.connect(self._fill)

    def people(self) -> tuple[PersonRow, ...]:
        """Who is shown."""
        return self._people

    def show_people(self, people: Sequence[PersonRow]) -> None:
        """Warn of *people*; of nobody: nothing to warn of."""
        if tuple(people) == self._people:
            return
        self._people = tuple(people)
        self._fill()
        if people:
            names = ", ".join(person.full_name for person in people)
            announce(self, f"{self._title.text()}: {names}")

    def _fill(self) -> None:
        people = self._people
        while (item := self._list.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        title = trn(
            "Somebody like this is there already", "{count} people like this are there already", len(people)
        )
        self._title.setText(title if people else "")
        for person in people:
            self._list.addWidget(self._row(person))
        self.setVisible(bool(people))

    def _row(self, person: PersonRow) -> QWidget:
        row = QWidget()
        name = label("", "strong", wrap=True, name="duplicateName")
        name.setText(breakable_to(person.full_name, name.font(), WIDTH // 2))
        details = [
            self._privacy.masked(formats.phone(person.phone)),
            person.mentor.full_name if person.mentor else tr("no mentor"),
        ]
        about = label(" · ".join(part for part in details if part), "muted", wrap=True)
        status = Chip(code_label(person.status), status_colours.STATUS[person.status])
        opener = button(tr("Open"), name=f"openDuplicate{person.id}")
        opener.setAccessibleName(tr("Open {name}", name=person.full_name))
        opener.clicked.connect(partial(self._open, person.id))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(name)
        words.addWidget(about)
        words.addWidget(status)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.S2)
        line.addLayout(words, 1)
        line.addWidget(opener, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _open(self, key: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's
        self.open_requested.emit(key)
