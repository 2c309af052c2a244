"""Settings: what this PC remembers, what the organisation has settled, one's own password, where the data is.

A new section is a module of this folder and a line in ``_groups``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.records import Changed
from desktop_app.i18n.texts import tr
from desktop_app.views.base.page import Page
from desktop_app.views.base.session import Session
from desktop_app.views.kit.underlines import give_letters
from desktop_app.views.look import theme
from desktop_app.views.pages.settings.about import About
from desktop_app.views.pages.settings.backups import Backups
from desktop_app.views.pages.settings.desktop import WindowSettings
from desktop_app.views.pages.settings.local_api_link import LocalApi
from desktop_app.views.pages.settings.office_words import OfficeWords
from desktop_app.views.pages.settings.organisation import OrganisationSettings
from desktop_app.views.pages.settings.own_password import OwnPassword
from desktop_app.views.pages.settings.privacy import PrivacySettings
from desktop_app.views.pages.settings.reminders import Reminders
from desktop_app.views.pages.settings.section import SettingsSection
from desktop_app.views.pages.settings.section_list import SectionList
from desktop_app.views.pages.settings.specs import SETTINGS_PAGE
from desktop_app.views.pages.settings.this_pc import ThisPc

_SHOWN = "shown"


def _groups() -> dict[str, tuple[Callable[[Session, QWidget], SettingsSection], ...]]:
    """Say which sections there are, in the order of the list, under what each group is called."""
    return {
        tr("This PC"): (ThisPc, WindowSettings, PrivacySettings),
        tr("Whole office"): (OrganisationSettings, Reminders, OfficeWords, Backups, LocalApi),
        tr("Yourself and Suivi"): (OwnPassword, About),
    }


class SettingsPage(Page):
    """The sections at the left, the one chosen at the right, each with its own place to scroll.

    ``rebuild_requested``: the language changed, every window is to be made anew. ``compact_requested``: tables' rows.
    """

    rebuild_requested = Signal()
    compact_requested = Signal(bool)
    kinds = frozenset({"settings"})
    spec = SETTINGS_PAGE

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._stack = QStackedWidget(self)
        self._sections: list[SettingsSection] = []
        self._places: dict[str, QScrollArea] = {}
        groups: dict[str, list[SettingsSection]] = {}
        for title, kinds in _groups().items():
            groups[title] = [self._made(kind) for kind in kinds]
        self._list = SectionList(groups)
        self._came_back = False  # from a page in another language or other words: work goes on in the section
        across = QHBoxLayout(self)
        across.setContentsMargins(theme.S5, 0, theme.S5, theme.S5)
        across.setSpacing(theme.S5)
        across.addWidget(self._list)
        across.addWidget(self._stack, 1)
        self._connect()
        self._list.choose(self._sections[0].name)

    def _made(self, kind: Callable[[Session, QWidget], SettingsSection]) -> SettingsSection:
        place = QScrollArea(self._stack)
        place.setFrameShape(QFrame.Shape.NoFrame)
        place.setWidgetResizable(True)
        place.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        place.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        section = kind(self.session, inside)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.S2, 0)
        column.addWidget(section)
        column.addStretch(1)
        inside.setMaximumWidth(theme.FORM_WIDTH + 2 * theme.S5)
        place.setWidget(inside)
        place.setMinimumWidth(inside.minimumSizeHint().width())
        self._stack.addWidget(place)
        self._places[section.name] = place
        self._sections.append(section)
        return section

    def _connect(self) -> None:
        self._list.chosen.connect(self._show_section)
        for section in self._sections:
            section.rebuild_requested.connect(self.rebuild_requested)
            section.compact_requested.connect(self.compact_requested)
            section.page_requested.connect(self.navigate)
            section.message_requested.connect(self.message_requested)
            section.failure_requested.connect(self.failure_requested)
            section.settings_saved.connect(partial(self._refresh_others, section))

    def _refresh_others(self, saved: SettingsSection) -> None:
        self._list.mark_unsaved()
        for section in self._sections:
            if section is not saved:
                section.refresh()

    # -- which section

    def section(self) -> SettingsSection:
        """Return the section that is shown."""
        return next(section for section in self._sections if section.name == self._list.shown())

    def show_section(self, name: str) -> None:
        """Show the section *name*."""
        self._list.choose(name)

    def _show_section(self, name: str) -> None:
        self._stack.setCurrentWidget(self._places[name])
        if self.isVisible():
            give_letters(self.window())

    # -- what a page is

    def chapter(self) -> str:
        """Answer the chapter about the section that is shown."""
        return self.section().chapter

    def focus_start(self) -> None:
        """Put the focus into the list; into the section where one was at work before the windows were made anew."""
        if self._came_back:
            self._came_back = False
            self.section().focus_start()
            focused = QApplication.focusWidget()
            if focused is not None and self._stack.isAncestorOf(focused):
                return
        self._list.take_focus()

    def refresh(self) -> None:
        """Load the settings; what one is typing is not overwritten."""
        for section in self._sections:
            section.refresh()

    def unsaved(self) -> dict[str, object]:
        """Which section is shown, and what was typed and not saved, by section."""
        kept = {section.name: section.unsaved() for section in self._sections}
        typed = {name: typed for name, typed in kept.items() if typed is not None}
        return {_SHOWN: self._list.shown(), **typed}

    def take_argument(self, argument: object) -> None:
        """Show the section of this name, or take what ``unsaved`` gave from the page that was here in another language."""
        if isinstance(argument, str):
            self.show_section(argument)
        elif isinstance(argument, dict):
            for section in self._sections:
                if section.name in argument:
                    section.take_unsaved(argument[section.name])
            self.show_section(str(argument.get(_SHOWN, "")))
            self._came_back = True
            self._list.mark_unsaved()

    def take_change(self, changed: Changed) -> None:
        """One's own saving is known already."""
        if changed.initiator != self.session.actor.id or changed.initiator is None:
            super().take_change(changed)
