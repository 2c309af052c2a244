"""The open next actions of a person beside the form about a contact with them, each with a box: ticked, this contact closes it.

``OpenActions(today, masked)``   ``show_actions(actions, boxes=True)``, ``set_contact(day, outcome)``: those that it fulfils are ticked
    beforehand, until somebody ticks otherwise; ``closes()`` the uuids of those that are ticked; ``chosen()`` and
    ``put_chosen(held)`` what somebody ticked or unticked, as a draft keeps it; ``changed()``
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from desktop_app.domain.care.waiting import is_fulfilled
from desktop_app.domain.records import NextAction
from desktop_app.domain.vocabulary import Outcome
from desktop_app.i18n.texts import tr
from desktop_app.views.kit.labels import hairline, label
from desktop_app.views.kit.long_text import breakable
from desktop_app.views.look import theme
from desktop_app.views.wording.dates import day_and_month

_LONGEST_WORD = 24  # characters; longer ones are broken
_BESIDE_BOX = 32  # pixels: the words stand under the day, not under the box


class OpenActions(QWidget):
    """What was planned with somebody and is not done yet."""

    changed = Signal()

    def __init__(self, today: Callable[[], date], masked: Callable[[str], str]) -> None:
        super().__init__()
        self.setObjectName("openActions")
        self._today = today
        self._masked = masked
        self._actions: tuple[NextAction, ...] = ()
        self._boxes: dict[UUID, QCheckBox] = {}
        self._closing_labels: dict[UUID, QLabel] = {}
        self._chosen: dict[UUID, bool] = {}
        self._day: date | None = None
        self._outcome: Outcome | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.S2)
        self.hide()

    def show_actions(self, actions: Sequence[NextAction], *, boxes: bool = True) -> None:
        """Show *actions*, soonest first, with or without *boxes*; what was ticked of those that stay is kept."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        self._actions = tuple(actions)
        self._boxes.clear()
        self._closing_labels.clear()
        self.setVisible(bool(actions))
        if not actions:
            return
        self._column.addWidget(hairline())
        title = tr("Does this close what was planned?") if boxes else tr("Planned and still open")
        self._column.addWidget(label(title, "strong", wrap=True))
        for action in actions:
            self._add(action, boxes=boxes)
        self._follow()

    def _add(self, action: NextAction, *, boxes: bool) -> None:
        today = self._today()
        what = self._masked(action.notes) or tr("contact again")
        day = day_and_month(action.due_on, today)
        late: theme.Tone | None = "late" if action.due_on < today else None
        place = QWidget()
        lines = QVBoxLayout(place)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        if boxes:
            box = self._boxes[action.uuid] = QCheckBox(day)
            box.setObjectName("closes")
            box.setAccessibleName(tr("{day}: {what}", day=day, what=what))
            box.clicked.connect(lambda ticked, key=action.uuid: self._choose(key, ticked))
            lines.addWidget(box)
        else:
            lines.addWidget(label(day, tone=late, wrap=True, name="contextAction"))
        words = label(breakable(what, _LONGEST_WORD), tone=late, wrap=True, name="contextAction")
        lines.addWidget(words)
        if boxes:
            words.setIndent(_BESIDE_BOX)
            closing_label = self._closing_labels[action.uuid] = label(
                "", "muted", wrap=True, name="contextCloses"
            )
            closing_label.setIndent(_BESIDE_BOX)
            lines.addWidget(closing_label)
        self._column.addWidget(place)

    def set_contact(self, day: date | None, outcome: Outcome | None) -> None:
        """The contact was on *day* and went so: tick what it fulfils, where nobody has ticked otherwise."""
        self._day, self._outcome = day, outcome
        self._follow()

    def closes(self) -> tuple[UUID, ...]:
        """The uuids of those that are ticked."""
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def chosen(self) -> dict[str, bool]:
        """What somebody ticked or unticked, by uuid."""
        return {str(key): ticked for key, ticked in self._chosen.items()}

    def put_chosen(self, held: Mapping[str, bool]) -> None:
        """Put back what ``chosen`` gave."""
        self._chosen = {UUID(key): bool(ticked) for key, ticked in held.items()}
        self._follow()

    def words(self) -> list[str]:
        """All that is said, from top to bottom."""
        texts = []
        for place in range(self._column.count()):
            item = self._column.itemAt(place)
            widget = item.widget() if item is not None else None
            if isinstance(widget, QLabel):
                texts.append(widget.text())
            elif widget is not None:
                inside = [child for child in widget.children() if isinstance(child, QLabel | QCheckBox)]
                texts += [child.text() for child in inside]
        return texts

    def _choose(self, key: UUID, ticked: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._chosen[key] = ticked
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        for action in self._actions:
            box = self._boxes.get(action.uuid)
            if box is None:
                continue
            fulfils = self._day is not None and is_fulfilled(action.due_on, self._day, self._outcome)
            ticked = self._chosen.get(action.uuid, fulfils)
            box.setChecked(ticked)
            self._closing_labels[action.uuid].setText(self._words(ticked=ticked))

    def _words(self, *, ticked: bool) -> str:
        if ticked:
            return tr("Will be marked done.")
        if self._outcome is Outcome.NO_CONTACT:
            return tr("Stays open: no answer.")
        return tr("Stays open.")
