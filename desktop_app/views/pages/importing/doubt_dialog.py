"""Two who may be one person side by side, field by field, and the answer: the same, or another.

``DoubtDialog(parent, pair, answer=None)``   signal ``answered(DoubtAnswer)``; Space or Enter on a field chooses whose value holds
``pairs_of(doubts) -> [DoubtPair]``          each doubt with each of those who may be the same
``pair_sentence(pair)``                      who may be whom, and by what
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop_app.domain.person_fields import FILLED_IN, NAME_FIELDS, PERSON_FIELDS
from desktop_app.domain.text_folding import fold
from desktop_app.exchange.imports.doubt_answers import ALL_KEPT, DoubtAnswer
from desktop_app.exchange.imports.import_report import Compared, Doubt, KnownName
from desktop_app.exchange.imports.report_words import doubt_sentence, reason_words
from desktop_app.i18n.texts import tr
from desktop_app.views.kit.dialog import Dialog
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.table.model import Column
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.wording.person_values import field_value

_WIDTH, _HEIGHT = 860, 320
_ALSO = ("mentor",)
"""What a list says of somebody that is no field of their own."""


class DoubtPair(NamedTuple):
    """An entry of the list and one who may be the same."""

    doubt: Doubt
    other: Compared

    @property
    def key(self) -> tuple[int, int | None, int | None]:
        """What tells it from the others: the line, and that of the other row or the key of the known person."""
        return self.doubt.line, self.other.line, self.other.person_id


def pairs_of(doubts: Iterable[Doubt]) -> list[DoubtPair]:
    """Each of *doubts* with each of those who may be the same; of one that came up while it was written only the name is known."""
    return [DoubtPair(doubt, other) for doubt in doubts for other in doubt.compared or _by_name(doubt)]


def _by_name(doubt: Doubt) -> list[Compared]:
    return [Compared(known.name, {}, doubt.reasons, person_id=known.id) for known in doubt.known]


def pair_sentence(pair: DoubtPair) -> str:
    """Who may be whom, and by what."""
    other = pair.other
    alone = replace(
        pair.doubt,
        other_lines=(other.line,) if other.line is not None else (),
        others=(other.name,) if other.line is not None else (),
        known=(KnownName(other.person_id, other.name),) if other.person_id is not None else (),
        reasons=other.reasons,
    )
    return doubt_sentence(alone)


@dataclass(slots=True)
class _FieldLine:
    """A field as both sides have it; *taken*: what the list says holds."""

    name: str
    title: str
    left: str
    right: str
    outcome: str
    can_choose: bool = False
    taken: bool = False


class _FieldTable(RecordTable[_FieldLine]):
    """The fields; Space does what Enter does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by Space, too."""
        line = self.current_record()
        if event.key() == Qt.Key.Key_Space and line is not None:
            self.activated_record.emit(line)
        else:
            super().keyPressEvent(event)


class DoubtDialog(Dialog):
    """A line for each field; what is new is filled in by itself, what differs can be chosen."""

    answered = Signal(object)

    def __init__(self, parent: QWidget, pair: DoubtPair, answer: DoubtAnswer | None = None) -> None:
        super().__init__(parent, tr("The same person?"), name="importDoubt", width=_WIDTH)
        self._pair = pair
        doubt, other = pair
        agreeing = (
            tr("The same: {fields}.", fields=reason_words(other.reasons))
            if other.reasons
            else tr("Only the names are alike.")
        )
        self._lines = _lines_of(pair, answer.take if answer is not None else frozenset())
        left = tr("Line {line}: {name}", line=doubt.line, name=doubt.name)
        right = (
            tr("Line {line}: {name}", line=other.line, name=other.name)
            if other.line is not None
            else tr("In the list of people: {name}", name=other.name)
        )
        self._table = self._made_table(left, right)
        self._table.set_records(self._lines)
        self._table.activated_record.connect(self._turn)

        self.content.addWidget(label(agreeing, wrap=True, name="importDoubtReasons"))
        self.content.addWidget(self._table, 1)
        hint = tr("Space or Enter on a field that differs chooses which of the two holds.")
        self._hint = label(hint, "muted", wrap=True)
        self._hint.setVisible(any(line.can_choose for line in self._lines))
        self.content.addWidget(self._hint)
        self.add_button(tr("&Another person"), "outlined", self._say_another, name="importDoubtAnother")
        self.add_button(tr("The &same person"), "primary", self._say_same, name="importDoubtSame")
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made_table(self, left: str, right: str) -> RecordTable[_FieldLine]:
        columns: list[Column[_FieldLine]] = [
            Column("field", tr("Field"), lambda line: line.title, width=150, muted=True, optional=False),
            Column(
                "left", left, lambda line: line.left or "—", width=220, stretch=True, optional=False,
                tone=lambda line: None if line.taken or not line.can_choose else "neutral",
            ),
            Column(
                "right", right, lambda line: line.right or "—", width=220, stretch=True, optional=False,
                tone=lambda line: "neutral" if line.taken else None,
            ),
            Column("outcome", tr("If they are the same"), self._outcome, width=200, optional=False),
        ]  # fmt: skip
        table = _FieldTable(
            columns,
            lambda line: line.name,
            name="importDoubtFields",
            accessible_name=tr("Both, field by field"),
        )
        table.setMinimumHeight(_HEIGHT)
        return table

    def _outcome(self, line: _FieldLine) -> str:
        if not line.can_choose:
            return line.outcome
        if line.taken:
            return tr("line {line} holds", line=self._pair.doubt.line)
        other = self._pair.other
        return tr("line {line} holds", line=other.line) if other.line is not None else tr("stays as it is")

    def _turn(self, line: _FieldLine) -> None:
        if line.can_choose:
            line.taken = not line.taken
            self._table.records.replace_record(line)

    def _say_same(self) -> None:
        self._answer(is_same=True)

    def _say_another(self) -> None:
        self._answer(is_same=False)

    def _answer(self, *, is_same: bool) -> None:
        doubt, other = self._pair
        take = frozenset(line.name for line in self._lines if line.taken) if is_same else frozenset()
        self.answered.emit(
            DoubtAnswer(doubt.line, is_same, other_line=other.line, person_id=other.person_id, take=take)
        )
        self.accept()


def _lines_of(pair: DoubtPair, take: frozenset[str]) -> list[_FieldLine]:
    """The fields of which either side knows something; those of *take* hold as the list says them."""
    doubt, other = pair
    known = other.person_id is not None
    lines = []
    for name, title in (
        *((spec.name, tr(spec.label)) for spec in PERSON_FIELDS),
        *((name, tr("Mentor")) for name in _ALSO),
    ):
        left, right = _said(name, doubt.values), _said(name, other.values)
        if not left and not right:
            continue
        line = _FieldLine(name, title, left, right, "")
        if fold(left) == fold(right):
            line.outcome = tr("the same")
        elif not right:
            is_filled = not known or name in FILLED_IN or name == "mentor"
            line.outcome = tr("is filled in") if is_filled else tr("stays as it is")
        elif not left:
            line.outcome = tr("stays as it is")
        elif name in ALL_KEPT and not known:
            line.outcome = tr("both are kept")
        elif known and (name in NAME_FIELDS or name not in FILLED_IN):
            line.outcome = tr("stays as it is")
        else:
            line.can_choose, line.taken = True, name in take
        lines.append(line)
    return lines


def _said(name: str, values: Mapping[str, object]) -> str:
    return field_value(name, values.get(name))
