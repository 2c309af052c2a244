"""Settings: what this PC remembers, what the organisation has settled, one's own password, where the data is.

A new section is a module in ``settings_sections`` and a line in ``_COLUMNS``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.records import Changed
from desktop_app.views.base.page import Page
from desktop_app.views.base.session import Session
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
from desktop_app.views.pages.settings.specs import SETTINGS_PAGE
from desktop_app.views.pages.settings.this_pc import ThisPc

_COLUMNS: tuple[tuple[Callable[[Session, QWidget], SettingsSection], ...], ...] = (
    (ThisPc, WindowSettings, PrivacySettings, OwnPassword, About),
    (OrganisationSettings, Reminders, OfficeWords, Backups, LocalApi),
)
"""The sections: those of the left column from top to bottom, then those of the right one."""


class SettingsPage(Page):
    """``rebuild_requested``: the language changed, every window is to be made anew. ``compact_requested``: tables' rows."""

    rebuild_requested = Signal()
    compact_requested = Signal(bool)
    kinds = frozenset({"settings"})
    spec = SETTINGS_PAGE

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        inside = self._make_scrolled()
        across = QHBoxLayout(inside)
        across.setContentsMargins(theme.S5, 0, theme.S5, theme.S5)
        across.setSpacing(theme.S4)
        self._sections: list[SettingsSection] = []
        for kinds in _COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(theme.S4)
            for kind in kinds:
                section = kind(session, inside)
                self._sections.append(section)
                column.addWidget(section)
            column.addStretch(1)
            across.addLayout(column)
        across.addStretch(1)
        self._connect()

    def _make_scrolled(self) -> QWidget:
        inside = QWidget()
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        return inside

    def _connect(self) -> None:
        for section in self._sections:
            section.rebuild_requested.connect(self.rebuild_requested)
            section.compact_requested.connect(self.compact_requested)
            section.page_requested.connect(self.navigate)
            section.message_requested.connect(self.message_requested)
            section.failure_requested.connect(self.failure_requested)
            section.settings_saved.connect(partial(self._refresh_others, section))

    def _refresh_others(self, saved: SettingsSection) -> None:
        for section in self._sections:
            if section is not saved:
                section.refresh()

    def focus_start(self) -> None:
        """Where one begins."""
        self._sections[0].focus_start()

    def refresh(self) -> None:
        """Load the settings; what one is typing is not overwritten."""
        for section in self._sections:
            section.refresh()

    def unsaved(self) -> dict[str, object] | None:
        """What was typed and not saved, by section; None: nothing."""
        kept = {type(section).__name__: section.unsaved() for section in self._sections}
        return {name: typed for name, typed in kept.items() if typed is not None} or None

    def take_argument(self, argument: object) -> None:
        """Take back what ``unsaved`` gave, from the page that was here in another language."""
        if isinstance(argument, dict):
            for section in self._sections:
                if type(section).__name__ in argument:
                    section.take_unsaved(argument[type(section).__name__])

    def take_change(self, changed: Changed) -> None:
        """One's own saving is known already."""
        if changed.initiator != self.session.actor.id or changed.initiator is None:
            super().take_change(changed)
