"""The list of sections at the left of the settings: grouped, searched, and marked where something is not saved yet."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.text_folding import fold
from desktop_app.i18n.texts import tr
from desktop_app.views.kit.buttons import spoken
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.spoken_roles import name_icons
from desktop_app.views.look import theme
from desktop_app.views.pages.settings.section import SettingsSection

_WIDTH = 224
_NAME = Qt.ItemDataRole.UserRole


class SectionList(QWidget):
    """``chosen``: show the section of this name. The *groups* are titles and the sections under each."""

    chosen = Signal(str)

    def __init__(self, groups: Mapping[str, list[SettingsSection]]) -> None:
        super().__init__()
        self._sections = {section.name: section for sections in groups.values() for section in sections}
        self._items: dict[str, QListWidgetItem] = {}
        self._titles: list[tuple[QListWidgetItem, list[str]]] = []
        self._search = QLineEdit()
        self._search.setObjectName("settingsSearch")
        self._search.setPlaceholderText(tr("Search the settings"))
        self._search.setAccessibleName(tr("Search the settings"))
        self._search.setAccessibleDescription(tr("Sections that speak of it stay in the list"))
        self._search.setClearButtonEnabled(True)
        name_icons(self._search)
        self._list = QListWidget()
        self._list.setObjectName("settingsSections")
        self._list.setAccessibleName(tr("Sections"))
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = label(tr("No section speaks of this."), "muted", wrap=True, name="settingsNothing")
        self._nothing.hide()
        for title, sections in groups.items():
            self._add_group(title, sections)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S2)
        column.addWidget(self._search)
        column.addWidget(self._nothing)
        column.addWidget(self._list, 1)
        self.setFixedWidth(theme.scaled(_WIDTH))

        self._search.textChanged.connect(self._narrow)
        self._search.returnPressed.connect(self.take_focus)
        self._list.currentItemChanged.connect(self._choose)

    def _add_group(self, title: str, sections: list[SettingsSection]) -> None:
        heading = QListWidgetItem(title)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)  # the arrow keys pass it by
        heading.setFont(theme.font("muted"))
        heading.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self._list.addItem(heading)
        self._titles.append((heading, [section.name for section in sections]))
        for section in sections:
            item = QListWidgetItem(section.title)
            item.setData(_NAME, section.name)
            self._items[section.name] = item
            self._list.addItem(item)

    def choose(self, name: str) -> None:
        """Mark the section *name* as the one shown, and say so by ``chosen``; one that is not there changes nothing."""
        if name in self._items:
            self._search.clear()
            self._list.setCurrentItem(self._items[name])

    def shown(self) -> str:
        """Return the name of the section that is shown."""
        item: QListWidgetItem | None = self._list.currentItem()
        return str(item.data(_NAME)) if item is not None else ""

    def take_focus(self) -> None:
        """Put the focus into the list, so that the arrow keys go from section to section."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def mark_unsaved(self) -> None:
        """Say beside each section whether something in it was typed and not saved."""
        for name, item in self._items.items():
            section = self._sections[name]
            unsaved = section.unsaved() is not None
            item.setText(tr("{section} (not saved)", section=section.title) if unsaved else section.title)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.mark_unsaved()
            self.chosen.emit(str(item.data(_NAME)))

    def _narrow(self, typed: str) -> None:
        """List the sections that speak of what is *typed*, in their title or beside their fields."""
        words = fold(typed).split()
        speaking = [
            name
            for name, section in self._sections.items()
            if all(word in fold(_words_of(section)) for word in words)
        ]
        for name, item in self._items.items():
            item.setHidden(name not in speaking)
        for heading, names in self._titles:
            heading.setHidden(not set(names) & set(speaking))
        self._nothing.setVisible(not speaking)
        if speaking and self.shown() not in speaking:
            self._list.setCurrentItem(self._items[speaking[0]])


def _words_of(section: SettingsSection) -> str:
    """All that can be read in *section*."""
    texts = [section.title]
    texts += [spoken(part.text()) for part in section.findChildren(QLabel)]
    texts += [spoken(part.text()) for part in section.findChildren(QAbstractButton)]
    return " ".join(texts)
