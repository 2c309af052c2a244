"""The sheet of all keys (Ctrl+/): what can be done without the mouse, on one page.

``ShortcutsSheet(parent, pages)``   a dialog, with the keys of *pages* among the others; ``open()``
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.i18n.texts import tr
from desktop_app.views.base.page_spec import PageSpec
from desktop_app.views.kit.dialog import Dialog
from desktop_app.views.kit.labels import label
from desktop_app.views.look import theme
from desktop_app.views.pages.help.shortcuts import groups, spell

_WIDTH = 1_040


def _group(heading: str, keys: tuple[tuple[str, str], ...]) -> QWidget:
    group = QWidget()
    grid = QGridLayout(group)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.S3)
    grid.setVerticalSpacing(theme.S1)
    grid.addWidget(label(tr(heading), "section"), 0, 0, 1, 2)
    for row, (key, words) in enumerate(keys, start=1):
        spelt = label(spell(key), "strong")
        spelt.setAccessibleName(f"{spell(key)}: {tr(words)}")
        grid.addWidget(spelt, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(tr(words), wrap=True), row, 1)
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(len(keys) + 1, 1)
    return group


class ShortcutsSheet(Dialog):
    """All keys, in three columns."""

    def __init__(self, parent: QWidget | None, pages: Iterable[PageSpec]) -> None:
        super().__init__(parent, tr("All keys"), name="keysSheet", width=_WIDTH)
        across = QHBoxLayout()
        across.setSpacing(theme.S5)
        for heading, keys in groups(pages):
            column = QVBoxLayout()
            column.addWidget(_group(heading, keys))
            across.addLayout(column, 1)
        self.content.addLayout(across)
        close = self.add_button(tr("Close"), "primary", self.accept, name="keysClose")
        close.setFocus()
