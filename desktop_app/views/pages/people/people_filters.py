"""What narrows the list of people: a text, a status, a mentor.

``PeopleFilters(actor, privacy)``   ``filters() -> PersonFilter``, ``set_mentors(mentors)``, ``set_filter(…)``, ``clear()``, ``is_clear()``,
    ``said() -> str`` the choice in words; signals ``changed()`` (150 ms after the last key), ``list_requested()`` (Enter, Down)
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from desktop_app.controllers.persons import NO_MENTOR, PersonFilter
from desktop_app.domain.permissions import Action, Reach, reach
from desktop_app.domain.records import Actor, Mentor
from desktop_app.domain.vocabulary import PersonStatus, Role, code_label
from desktop_app.i18n.texts import tr
from desktop_app.views.kit.fields.dropdown import Dropdown
from desktop_app.views.kit.labels import set_tip
from desktop_app.views.kit.privacy_mode import PrivacyMode, mask
from desktop_app.views.kit.private_line import NumberCover
from desktop_app.views.kit.spoken_roles import name_icons
from desktop_app.views.look import icons, theme

DEBOUNCE = 150  # milliseconds after the last key
WAITS = "waits"
"""As a status: those in one that waits for a contact."""
NOT_CALLED = "not_called"
"""As a status: those who are not to be called, whatever theirs is."""
_CHOICE_LETTERS = 15
_WIDEST = 210


class _Search(QLineEdit):
    """The line one types in; Down and Enter go on to the list, Escape empties it."""

    list_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that are about the list."""
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.list_requested.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class PeopleFilters(QWidget):
    """The bar of filters. A mentor, who sees their own people only, is not asked for one."""

    changed = Signal()
    list_requested = Signal()

    def __init__(self, actor: Actor, privacy: PrivacyMode) -> None:
        super().__init__()
        self.setObjectName("peopleFilters")
        self._actor = actor
        self._sees_all = reach(actor, Action.VIEW_PERSON) is Reach.ALL
        self.search = _Search()
        statuses = [
            (None, tr("Every status")),
            (WAITS, tr("Waiting for a contact")),
            *((status, code_label(status)) for status in PersonStatus),
            (NOT_CALLED, tr("Not to be called")),
        ]
        self.status = Dropdown(statuses, name="statusFilter", accessible_name=tr("Status"))
        self.mentor = Dropdown(name="mentorFilter", accessible_name=tr("Mentor"))
        self._pause = QTimer(self)
        self._cover = NumberCover(self.search, privacy)

        self.search.setObjectName("peopleSearch")
        self.search.setPlaceholderText(tr("Name, phone or e-mail"))
        self.search.setAccessibleName(tr("Search people by name, phone or e-mail"))
        set_tip(self.search, tr("Search (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        name_icons(self.search)
        self.search.setMinimumWidth(140)
        self.search.setMaximumWidth(300)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for box in (self.status, self.mentor):
            box.setSizeAdjustPolicy(Dropdown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMaxVisibleItems(24)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DEBOUNCE)
        self.set_mentors(())
        for box in (self.status, self.mentor):  # what it says at first is there to be read whole
            box.setMinimumContentsLength(max(_CHOICE_LETTERS, box.letters_for(box.itemText(0))))
            box.setMaximumWidth(max(_WIDEST, box.sizeHint().width()))

        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.S2)
        line.addWidget(self.search, 3)
        line.addWidget(self.status, 2)
        line.addWidget(self.mentor, 2)
        self.mentor.setVisible(self._sees_all)
        line.addStretch(1)

        self.search.textChanged.connect(self._typed)
        self.search.list_requested.connect(self._go_to_list)
        self._pause.timeout.connect(self.changed)
        self.status.changed.connect(self._chosen)
        self.mentor.changed.connect(self._chosen)

    def filters(self) -> PersonFilter:
        """What is chosen now."""
        return PersonFilter(
            search=self.search.text().strip(),
            near=bool(self.search.text().strip()),
            status=None if self.status.value() in {WAITS, NOT_CALLED} else self.status.value(),
            waits=self.status.value() == WAITS,
            not_called=self.status.value() == NOT_CALLED,
            mentor_id=self.mentor.value() if self._sees_all else None,
        )

    def set_mentors(self, mentors: Sequence[Mentor]) -> None:
        """Offer *mentors* to filter by, keeping the choice; one that is not among them any more lets go."""
        fixed = [(None, tr("All mentors")), (NO_MENTOR, tr("No mentor"))]
        if self._actor.role is Role.PASTOR:
            fixed.append((self._actor.id, tr("My people")))
        others = [(mentor.id, mentor.full_name) for mentor in mentors if mentor.id not in dict(fixed)]
        self.mentor.set_options([*fixed, *others])

    def set_filter(
        self, search: str = "", status: PersonStatus | str | None = None, mentor_id: int | None = None
    ) -> None:
        """Choose these and no others; a mentor that is not offered counts as every one."""
        with QSignalBlocker(self.search), QSignalBlocker(self.status), QSignalBlocker(self.mentor):
            self.search.setText(search)
            self.status.set_value(status)
            with suppress(ValueError):
                self.mentor.set_value(None)
                self.mentor.set_value(mentor_id)
        self._pause.stop()
        self.changed.emit()

    def clear(self) -> None:
        """Everybody again."""
        self.set_filter()

    def is_clear(self) -> bool:
        """Whether nothing narrows the list."""
        return self.filters() == PersonFilter()

    def said(self) -> str:
        """What is chosen, in words."""
        filters = self.filters()
        parts = [
            tr("“{text}”", text=mask(filters.search) if self._cover.covers() else filters.search)
            if filters.search
            else "",
            self.status.currentText() if self.status.value() is not None else "",
            self.mentor.currentText() if filters.mentor_id is not None else "",
        ]
        return " · ".join(part for part in parts if part)

    def _typed(self) -> None:
        self._pause.start()

    def _chosen(self) -> None:
        self._pause.stop()
        self.changed.emit()

    def _go_to_list(self) -> None:
        if self._pause.isActive():
            self._chosen()
        self.list_requested.emit()
