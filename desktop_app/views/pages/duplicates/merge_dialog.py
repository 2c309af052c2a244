"""Two entries side by side: which one stays, and whose value is taken where they differ.

``MergeDialog(parent, pair, masked)``   signal ``merge_requested(key of the one that stays, {field: "kept" or "absorbed"})``
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QRadioButton, QScrollArea, QWidget

from desktop_app.domain.merging import Pair, proposed
from desktop_app.domain.person_fields import PERSON_FIELDS, PRIVATE, SPEC_OF
from desktop_app.domain.records import Person
from desktop_app.domain.vocabulary import code_label
from desktop_app.i18n.texts import tr
from desktop_app.views.kit.dialog import Dialog
from desktop_app.views.kit.labels import label
from desktop_app.views.look import theme
from desktop_app.views.wording import formats
from desktop_app.views.wording.person_values import known_value

_WIDTH = 860
_MOST_LETTERS = 80


class MergeDialog(Dialog):
    """A row for each field in which the two differ."""

    merge_requested = Signal(int, object)

    def __init__(self, parent: QWidget | None, pair: Pair, masked: Callable[[str], str]) -> None:
        super().__init__(parent, tr("Are these one person?"), name="mergeDialog", width=_WIDTH)
        self._people = (pair.first, pair.second)
        self._masked = masked
        self._groups: dict[str, QButtonGroup] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.S4)
        self._grid.setVerticalSpacing(theme.S2)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)

        self.content.addWidget(
            label(
                tr(
                    "Contacts of both come together. What is not taken stays with the other entry, and they can be separated again at any time."
                ),
                "muted",
                wrap=True,
            )
        )
        self._fill()
        table = QWidget()
        table.setLayout(self._grid)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(table)
        scroll.setMinimumHeight(min(table.sizeHint().height() + theme.S2, 420))
        self.content.addWidget(scroll, 1)
        self.add_button(tr("Cancel"), "outlined", self.reject, name="mergeCancel")
        self.add_button(tr("&Merge"), "primary", self._merge, name="mergeNow")
        self._groups["entry"].buttons()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        first, second = self._people
        self._row(
            "entry",
            tr("Entry that stays"),
            tuple(self._described(person) for person in self._people),
            0,
        )
        self._groups["entry"].idClicked.connect(self._propose)
        for spec in PERSON_FIELDS:
            values = tuple(known_value(spec, person) for person in self._people)
            if values[0] != values[1]:
                self._row(spec.name, tr(spec.label), values, 0)
        if first.status is not second.status:
            self._row("status", tr("Status"), tuple(code_label(person.status) for person in self._people), 0)
        mentors = tuple(
            person.mentor.full_name if person.mentor else tr("no mentor") for person in self._people
        )
        if first.mentor != second.mentor:
            self._row("mentor", tr("Mentor"), mentors, 0)
        self._propose(0)

    @staticmethod
    def _described(person: Person) -> str:
        day = formats.short_date(person.created_at.date())
        return tr("{name}, added on {day}", name=person.full_name, day=day)

    def _row(self, name: str, title: str, values: tuple[str, ...], chosen: int) -> None:
        at = self._grid.rowCount()
        self._grid.addWidget(label(title, "strong"), at, 0, Qt.AlignmentFlag.AlignVCenter)
        group = self._groups[name] = QButtonGroup(self)
        private = name in PRIVATE
        for place, value in enumerate(values):
            shown = self._masked(value) if private else value
            short = shown if len(shown) <= _MOST_LETTERS else f"{shown[:_MOST_LETTERS]}…"
            option = QRadioButton((short or "—").replace("&", "&&").replace("\n", " "))
            option.setObjectName(f"{name}{place}")
            option.setAccessibleName(f"{title}: {shown or tr('nothing')}")
            option.setChecked(place == chosen)
            group.addButton(option, place)
            self._grid.addWidget(option, at, place + 1)

    def _propose(self, stays: int) -> None:
        """Choose what is proposed when the entry at *stays* is the one that stays."""
        keeps, goes = self._people[stays], self._people[1 - stays]
        wanted = proposed(keeps, goes)
        wanted |= {"status": "kept", "mentor": "kept" if keeps.mentor else "absorbed"}
        for name, group in self._groups.items():
            if name in SPEC_OF or name in {"status", "mentor"}:
                group.button(stays if wanted[name] == "kept" else 1 - stays).setChecked(True)

    def _merge(self) -> None:
        stays = self._groups["entry"].checkedId()
        choices = {
            name: "kept" if group.checkedId() == stays else "absorbed"
            for name, group in self._groups.items()
            if name != "entry"
        }
        self.merge_requested.emit(self._people[stays].id, choices)
        self.accept()
