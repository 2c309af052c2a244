"""What the sections share that show and change some of the organisation's settings: nobody's change is lost or overwritten unseen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import Conflict
from desktop_app.domain.permissions import Action
from desktop_app.domain.records import Organisation
from desktop_app.i18n.texts import tr
from desktop_app.views.base.session import Session
from desktop_app.views.pages.settings.section import SettingsSection


class OrganisationPart(SettingsSection):
    """Only administrators change it, others see it. Subclasses add rows, call ``finish_part``, and say ``show_settings``, ``typed``."""

    def __init__(self, session: Session, title: str, name: str, parent: QWidget, save_name: str) -> None:
        super().__init__(session, title, name, parent)
        self.may = session.may(Action.MANAGE_SETTINGS)
        self.organisation = session.organisation
        self._touched = False
        self._save = self.save_button(save_name)
        self._save.clicked.connect(self._ask_to_save)

    def finish_part(self, *fields: QWidget) -> None:
        """The foot; *fields* are for administrators alone."""
        if self.may:
            self.finish(self._save)
        else:
            self._save.setParent(self)
            self._save.hide()
            self.finish()
            self.notice.show_words(tr("Only administrators can change these."), kind="info")
        for field in fields:
            field.setEnabled(self.may)
        self._fill(self.organisation)

    def show_settings(self, organisation: Organisation) -> None:
        """Write the settings into the fields."""
        raise NotImplementedError

    def typed(self) -> dict[str, Any]:
        """What stands in the fields, by setting."""
        raise NotImplementedError

    def were_saved(self, before: Organisation, after: Organisation) -> None:
        """What else is to be done when the settings were saved."""

    def touch(self, *_: object) -> None:
        """Something was typed or chosen."""
        self._touched = True

    def refresh(self) -> None:
        """Load the settings; what one is typing is not overwritten."""
        self.run(self.session.controllers.organisation.get, self._loaded)

    def _loaded(self, organisation: Organisation) -> None:
        if not self._touched:
            self._fill(organisation)
        elif all(getattr(organisation, name) == getattr(self.organisation, name) for name in self.typed()):
            self.organisation = organisation  # what was changed stands in another section
        else:
            self.notice.show_words(
                tr("Somebody changed these settings meanwhile."),
                kind="warning",
                action_text=tr("Show theirs"),
            )
            self.notice.action_requested.connect(
                lambda: self._fill(organisation), Qt.ConnectionType.SingleShotConnection
            )

    def _fill(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.show_settings(organisation)
        self._touched = False
        if self.may:
            self.notice.clear()

    def unsaved(self) -> object:
        """What was typed, and the settings that it changes."""
        return (self.organisation, self.typed()) if self._touched else None

    def take_unsaved(self, kept: object) -> None:
        """Type it again; if somebody changed the settings meanwhile, saving says so."""
        if isinstance(kept, tuple):
            organisation, typed = kept
            self._fill(replace(organisation, **typed))
            self.organisation = organisation
            self.touch()

    def _ask_to_save(self) -> None:
        if self.is_saving:
            return
        changes = self.typed()
        self.show_errors({})
        self.is_saving = True
        session, version = self.session, self.organisation.version
        self.run(
            lambda: session.controllers.organisation.update(session.actor, changes, version),
            self._saved,
            self._not_saved,
        )

    def _saved(self, organisation: Organisation) -> None:
        self.is_saving = False
        before = self.session.organisation
        self.session.organisation = organisation
        self._fill(organisation)
        self.say(tr("The settings are saved."), tone="good")
        self.settings_saved.emit()
        self.were_saved(before, organisation)

    def _not_saved(self, error: BaseException) -> None:
        self.is_saving = False
        if isinstance(error, Conflict) and isinstance(error.current, Organisation):
            self._loaded(error.current)
            if not self.notice.isVisibleTo(self):  # another section was changed: once more, over that
                self._ask_to_save()
        else:
            self.show_refusal(error, "settings")
