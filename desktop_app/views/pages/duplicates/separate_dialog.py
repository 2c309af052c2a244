"""Asks which of the contacts since a merge belong to the entry that leaves.

``SeparateDialog(parent, merge, since, masked)``   signal ``separate_requested([keys of follow-ups], [keys of interactions])``
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.merging import Merge, RecordedSince
from desktop_app.domain.vocabulary import code_label
from desktop_app.i18n.texts import tr
from desktop_app.views.kit.dialog import Dialog
from desktop_app.views.kit.labels import label
from desktop_app.views.look import theme
from desktop_app.views.wording import formats

_LETTERS = 70


class SeparateDialog(Dialog):
    """A tick box for each contact since the merge; unticked it stays with the entry that stays."""

    separate_requested = Signal(object, object)

    def __init__(
        self, parent: QWidget | None, merge: Merge, since: RecordedSince, masked: Callable[[str], str]
    ) -> None:
        super().__init__(parent, tr("Separate {name}", name=merge.absorbed.full_name), name="separateDialog")
        self.content.addWidget(
            label(tr("Each contact goes back to the entry it was recorded for."), wrap=True)
        )
        self._follow_ups: dict[int, QCheckBox] = {}
        self._interactions: dict[int, QCheckBox] = {}
        column = QVBoxLayout()
        column.setSpacing(theme.S2)
        for follow_up in since.follow_ups:
            words = f"{code_label(follow_up.interaction_type)}, {formats.short_date(follow_up.interaction_date)}: {masked(follow_up.notes)}"
            self._follow_ups[follow_up.id] = self._box(words)
            column.addWidget(self._follow_ups[follow_up.id])
        for interaction in since.interactions:
            words = f"{masked(interaction.title)}, {formats.short_date(interaction.start_at.date())}"
            self._interactions[interaction.id] = self._box(words)
            column.addWidget(self._interactions[interaction.id])
        if self._follow_ups or self._interactions:
            self.content.addWidget(
                label(
                    tr(
                        "Recorded since the merge. Tick what belongs to {name}; the rest stays where it is.",
                        name=merge.absorbed.full_name,
                    ),
                    "strong",
                    wrap=True,
                )
            )
            self._add_scrolled(column)
        self.add_button(tr("Cancel"), "outlined", self.reject, name="separateCancel")
        self.add_button(tr("&Separate"), "primary", self._separate, name="separateNow")

    def _add_scrolled(self, column: QVBoxLayout) -> None:
        column.addStretch(1)
        inside = QWidget()
        inside.setLayout(column)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setMinimumHeight(min(inside.sizeHint().height() + theme.S2, 320))
        self.content.addWidget(scroll, 1)

    @staticmethod
    def _box(words: str) -> QCheckBox:
        line = " ".join(words.split())
        short = line if len(line) <= _LETTERS else f"{line[:_LETTERS]}…"
        box = QCheckBox(short.replace("&", "&&"))
        box.setAccessibleName(short)
        return box

    def _separate(self) -> None:
        chosen = [
            [key for key, box in boxes.items() if box.isChecked()]
            for boxes in (self._follow_ups, self._interactions)
        ]
        self.separate_requested.emit(*chosen)
        self.accept()
