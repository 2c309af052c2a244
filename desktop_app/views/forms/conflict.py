"""Two versions of one record side by side: what somebody typed, and what somebody else has saved meanwhile.

``ConflictPanel()``   ``show_versions(words, [Difference, …])``; one chooses field by field, or one side whole; ``decide()`` is
    its button; signals ``decided(frozenset of keys where mine is kept)``, ``given_up()`` (back to the form as it was)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n.texts import tr
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.labels import hairline, label
from desktop_app.views.kit.notice import Notice
from desktop_app.views.kit.privacy_mode import spoken
from desktop_app.views.look import theme


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that the two versions write differently, both in words; *mine* tells which one is chosen at first."""

    key: str
    title: str
    typed: str
    saved: str
    mine: bool


class _Side(QFrame):
    """One version of one field: a radio button over its whole text; a click anywhere chooses it."""

    def __init__(self, words: str, text: str, name: str) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.choice = QRadioButton(words)
        self.choice.setObjectName(name)
        self.choice.setAccessibleDescription(spoken(text))
        self._text: QLabel = label(text or tr("(nothing)"), "body" if text else "muted", wrap=True)
        self._text.setContentsMargins(theme.S5 + theme.S1, 0, theme.S2, theme.S1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S1, theme.S1, theme.S1, theme.S1)
        column.setSpacing(0)
        column.addWidget(self.choice)
        column.addWidget(self._text)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def mouseReleaseEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's signature
        """Choose this side."""
        self.choice.setChecked(True)


class ConflictPanel(QWidget):
    """What differs, field under field, both sides of each beside each other."""

    decided = Signal(object)
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("conflict")
        self._groups: dict[str, QButtonGroup] = {}
        self._notice = Notice("warning", name="conflictNotice")
        self._mine = button(tr("Keep all of &mine"), name="keepMine")
        self._theirs = button(tr("Take all of &theirs"), name="takeTheirs")
        self._decide = button(tr("Save what is &chosen"), "primary", name="saveChosen")
        self._back = button(tr("&Back to the form"), "quiet", name="backToForm")
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 0, theme.S3, 0)
        self._grid.setHorizontalSpacing(theme.S4)
        self._grid.setVerticalSpacing(theme.S2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        line = QHBoxLayout()
        line.setSpacing(theme.S2)
        for each in (self._decide, self._mine, self._theirs, self._back):
            line.addWidget(each)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S3)
        column.addWidget(self._notice)
        column.addWidget(scroll, 1)
        column.addWidget(hairline())
        column.addLayout(line)

        self._mine.clicked.connect(lambda: self._choose_all(mine=True))
        self._theirs.clicked.connect(lambda: self._choose_all(mine=False))
        self._decide.clicked.connect(self.decide)
        self._back.clicked.connect(self.given_up)

    def show_versions(self, words: str, differences: Sequence[Difference]) -> None:
        """Say what happened in *words* and show *differences*."""
        self._notice.show_words(words, kind="warning")
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._groups = {}
        for at, difference in enumerate(differences):
            heading = label(difference.title, "strong")
            mine = _Side(tr("Mine"), difference.typed, f"{difference.key}Mine")
            theirs = _Side(tr("Theirs"), difference.saved, f"{difference.key}Theirs")
            mine.choice.setAccessibleName(tr("{field}: mine", field=difference.title))
            theirs.choice.setAccessibleName(tr("{field}: theirs", field=difference.title))
            group = QButtonGroup(self._inside)
            group.addButton(mine.choice, 1)
            group.addButton(theirs.choice, 0)
            (mine if difference.mine else theirs).choice.setChecked(True)
            self._groups[difference.key] = group
            self._grid.addWidget(heading, 2 * at, 0, 1, 2)
            self._grid.addWidget(mine, 2 * at + 1, 0)
            self._grid.addWidget(theirs, 2 * at + 1, 1)
        self._grid.setRowStretch(2 * len(differences), 1)

    def focus_start(self) -> None:
        """Put the focus on the first choice."""
        for group in self._groups.values():
            chosen = group.checkedButton()
            if chosen is not None:
                chosen.setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def decide(self) -> None:
        """What is chosen is right."""
        self.decided.emit(self.kept())

    def kept(self) -> frozenset[str]:
        """The keys of the fields of which mine is chosen."""
        return frozenset(key for key, group in self._groups.items() if group.checkedId() == 1)

    def _choose_all(self, *, mine: bool) -> None:
        for group in self._groups.values():
            group.button(1 if mine else 0).setChecked(True)
        self._decide.setFocus(Qt.FocusReason.OtherFocusReason)
