"""Changing a person's status or mentor in its place, with a reason that is kept.

``StatusEditor(session)``   ``open_on(person)``; signal ``save_requested({"status", "notes"}, seen status)``
``MentorEditor(session)``   ``open_on(person)``, then ``set_mentors(mentors)``; signal ``save_requested({"mentor", "notes"})``
Both: ``show_failure(text)``, ``finish()``, signal ``closed()``; the status editor's ``show_conflict(person)`` says what
somebody else chose meanwhile and lets the reader decide.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain import limits
from desktop_app.domain.records import Mentor, Person
from desktop_app.domain.vocabulary import PersonStatus, code_label
from desktop_app.i18n.texts import tr
from desktop_app.views.base.session import Session
from desktop_app.views.forms.kept_texts import KeptTexts
from desktop_app.views.kit.accessibility import SAVE_KEYS, on_keys
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.fields.growing_text import GrowingText
from desktop_app.views.kit.fields.segmented import SegmentedChoice
from desktop_app.views.kit.labels import set_tip
from desktop_app.views.kit.notice import Notice
from desktop_app.views.kit.table.model import Index
from desktop_app.views.look import theme
from desktop_app.views.wording import formats

_DETAIL = int(Qt.ItemDataRole.UserRole) + 1
_FULL = int(Qt.ItemDataRole.UserRole) + 2
_MENTOR = int(Qt.ItemDataRole.UserRole) + 3
_ROW = 30
_MOST_ROWS = 6


class InlineEditor(QFrame):
    """A choice, a reason, Save and Cancel; Ctrl+Enter saves, Escape closes."""

    closed = Signal()

    def __init__(self, session: Session, title: str, choice: QWidget, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._choice = choice
        self._notice = Notice("warning", name=f"{name}Notice")
        self.reason = GrowingText(limit=limits.REASON, name=f"{name}Reason", min_lines=2, max_lines=6)
        self.save_button = button(tr("Save"), name=f"{name}Save", tip=tr("Ctrl+Enter"))
        self.cancel_button = button(tr("Cancel"), "quiet", name=f"{name}Cancel", tip=tr("Esc"))
        self._why = FormRow(tr("Why? (kept in the history)"), self.reason)
        self._kept = KeptTexts(session, name, {"reason": self.reason}, self, self._why.hide_if_private)
        self._why.hide_with(session.privacy, self.reason.text)

        foot = QHBoxLayout()
        foot.setSpacing(theme.S2)
        foot.addWidget(self.save_button)
        foot.addWidget(self.cancel_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.S1, 0, theme.S2)
        column.setSpacing(theme.S2)
        column.addWidget(self._kept.notice)
        column.addWidget(choice)
        column.addWidget(self._why)
        column.addWidget(self._notice)
        column.addLayout(foot)
        self.hide()

        self.save_button.clicked.connect(self._save)
        self.cancel_button.clicked.connect(self.finish)
        on_keys(self, self._save, *SAVE_KEYS)

    def begin(self, person: Person) -> None:
        """Show it, empty but for a reason that was not saved, about *person*."""
        self._kept.stop()
        self.reason.clear()
        self._kept.begin(f"edit:{person.id}", person)
        self._why.hide_if_private()
        self._notice.clear()
        self.save_button.setText(tr("Save"))
        self.cancel_button.setText(tr("Cancel"))
        self.set_saving(saving=False)
        self.show()
        self._choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Close it."""
        if not self.isHidden():
            self._kept.stop()
            self.hide()
            self.closed.emit()

    def saved(self) -> None:
        """Close it: what was asked for is done, and the draft of it not needed any more."""
        self._kept.saved()
        self.finish()

    def set_saving(self, *, saving: bool) -> None:
        """Whether it is being saved: not twice at a time."""
        self.save_button.setEnabled(not saving)

    def show_failure(self, text: str) -> None:
        """Say why it was not saved; nothing typed is lost."""
        self.set_saving(saving=False)
        self._notice.show_words(text, kind="error")

    def warn(self, text: str, save: str, cancel: str) -> None:
        """Say something that needs another decision, in the words of the two buttons."""
        self.set_saving(saving=False)
        self._notice.show_words(text, kind="warning")
        self.save_button.setText(save)
        self.cancel_button.setText(cancel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.finish()
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        if self.save_button.isEnabled():
            self.submit()

    def submit(self) -> None:
        """Ask for saving what is chosen."""
        raise NotImplementedError


class StatusEditor(InlineEditor):
    """Another status and why."""

    save_requested = Signal(object, object)

    def __init__(self, session: Session) -> None:
        self.choice = SegmentedChoice(
            [(person_status, code_label(person_status), "") for person_status in PersonStatus],
            name="statusChoice",
        )
        super().__init__(session, tr("Status"), self.choice, "statusEditor")
        self._seen: PersonStatus | None = None

    def open_on(self, person: Person) -> None:
        """Begin with the status that *person* has."""
        self._seen = person.status
        self.choice.set_value(person.status)
        self.begin(person)

    def show_conflict(self, current: Person) -> None:
        """Somebody else gave another status: both are named, and the reader decides."""
        self._seen = current.status
        text = tr(
            "Somebody made it “{theirs}” meanwhile. Nothing was overwritten: what shall it be?",
            theirs=code_label(current.status),
        )
        mine = code_label(self.choice.value())
        self.warn(text, tr("Make it “{status}”", status=mine), tr("Leave it"))

    def submit(self) -> None:
        """Ask for the status that is chosen."""
        self.set_saving(saving=True)
        self.save_requested.emit({"status": self.choice.value(), "notes": self.reason.text()}, self._seen)


class MentorEditor(InlineEditor):
    """Another mentor, each with how many people they look after, and why."""

    save_requested = Signal(object)

    def __init__(self, session: Session) -> None:
        self.choice = _MentorList()
        super().__init__(session, tr("Mentor"), self.choice, "mentorEditor")
        self._person: Person | None = None

    def open_on(self, person: Person) -> None:
        """Begin with nobody to choose from yet: ``set_mentors`` brings them."""
        self._person = person
        self.choice.clear()
        self.begin(person)
        self.save_button.setEnabled(False)

    def set_mentors(self, mentors: Sequence[Mentor]) -> None:
        """Offer *mentors*, the one the person has chosen."""
        if self.isHidden() or self._person is None:
            return
        self.choice.show_mentors(mentors, self._person.mentor.id if self._person.mentor else None)
        self.save_button.setEnabled(True)

    def submit(self) -> None:
        """Ask for the mentor that is chosen."""
        self.set_saving(saving=True)
        mentor = self.choice.chosen()
        self.save_requested.emit({"mentor": mentor.uuid if mentor else None, "notes": self.reason.text()})


class _MentorList(QListWidget):
    """The mentors with their load, as many in sight as fit; nobody first."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("mentorChoice")
        self.setAccessibleName(tr("Mentor"))
        self.setItemDelegate(_LoadDelegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit()

    def show_mentors(self, mentors: Sequence[Mentor], chosen: int | None) -> None:
        """List *mentors* after nobody, with the one of key *chosen* current."""
        self.clear()
        self._add(tr("no mentor"), "", None)
        for mentor in mentors:
            load = tr(
                "{count} of {limit}",
                count=formats.number(mentor.active_persons),
                limit=formats.number(mentor.limit),
            )
            self._add(mentor.full_name, load, mentor)
            if mentor.id == chosen:
                self.setCurrentRow(self.count() - 1)
        if self.currentRow() < 0:
            self.setCurrentRow(0)
        self._fit()

    def chosen(self) -> Mentor | None:
        """The mentor in focus; None for nobody."""
        item: QListWidgetItem | None = self.currentItem()
        mentor = item.data(_MENTOR) if item is not None else None
        return mentor if isinstance(mentor, Mentor) else None

    def _add(self, title: str, load: str, mentor: Mentor | None) -> None:
        item = QListWidgetItem(title)
        item.setData(_DETAIL, load)
        item.setData(_FULL, mentor is not None and not mentor.available)
        item.setData(_MENTOR, mentor)
        spoken = f"{title}, {load}" if load else title
        item.setData(int(Qt.ItemDataRole.AccessibleTextRole), spoken)
        set_tip(item, spoken)
        self.addItem(item)

    def _fit(self) -> None:
        rows = min(max(self.count(), 2), _MOST_ROWS)
        part = _ROW // 2 if self.count() > _MOST_ROWS else 0  # half a row says that there are more
        self.setFixedHeight(rows * _ROW + part + 2)


class _LoadDelegate(QStyledItemDelegate):
    """A name at the left, the load in grey at the right, in *soon* where there is no more room."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one mentor."""
        tokens = theme.tokens()
        place: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(place, QColor(tokens.accent_soft))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(place, QColor(tokens.hover))
        inner = place.adjusted(theme.S2, 0, -theme.S2, 0)
        load = str(index.data(_DETAIL) or "")
        small, face = theme.tabular_font("muted"), theme.font("strong" if selected else "body")
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(small)
        painter.setPen(QColor(tokens.soon if index.data(_FULL) else tokens.muted))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, load)
        room = inner.width() - QFontMetrics(small).horizontalAdvance(load) - theme.S2
        painter.setFont(face)
        painter.setPen(QColor(tokens.text))
        name = QFontMetrics(face).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, name)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        """One line."""
        return QSize(100, _ROW)
