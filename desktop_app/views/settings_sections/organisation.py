"""What the organisation has settled, for every PC: only administrators change it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop_app.domain.errors import Conflict
from desktop_app.domain.permissions import Action
from desktop_app.domain.records import Organisation
from desktop_app.settings import LANGUAGE
from desktop_app.texts import tr, trn
from desktop_app.views import written
from desktop_app.views.first_run import ZoneChoice
from desktop_app.views.languages import OWN_NAMES, speak
from desktop_app.views.session import Session
from desktop_app.views.settings_sections.section import SettingsSection
from desktop_app.views.sign_in import LanguageChoice
from desktop_app.views.widgets.buttons import button
from desktop_app.views.widgets.form_row import FormRow
from desktop_app.views.widgets.number_field import NumberField


class OrganisationSettings(SettingsSection):
    """Name, time zone, language, from when on waiting is too long, who gets new people."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, tr("Organisation"), "organisationSettings", parent)
        self._organisation = session.organisation
        self._touched = False
        self._name = QLineEdit()
        self._name.setObjectName("organisationName")
        self._zone = ZoneChoice("UTC", "organisationTimeZone")
        self._language = LanguageChoice("en", "organisationLanguage")
        self._overdue = NumberField(0, 3650, name="overdueDays")
        self._automatic = QCheckBox(tr("Give new people a mentor a&utomatically"))
        self._automatic.setObjectName("assignAutomatically")
        self._automatic.setAccessibleName(tr("Give new people a mentor automatically"))
        self._limit = NumberField(1, 1000, name="mentorLimit")
        self._save = button(tr("&Save"), "primary", name="saveOrganisation")
        self._lay_out(may=session.may(Action.MANAGE_SETTINGS))
        self._fill(self._organisation)
        self._save.clicked.connect(self._ask_to_save)
        for signal in (
            self._name.textEdited,
            self._zone.activated,
            self._language.chosen,
            self._overdue.valueChanged,
            self._automatic.toggled,
            self._limit.valueChanged,
        ):
            signal.connect(self._touch)

    def _lay_out(self, *, may: bool) -> None:
        self.add("name", FormRow(tr("&Name"), self._name, required=may))
        self.add(
            "time_zone",
            FormRow(
                tr("&Time zone"),
                self._zone,
                help_text=tr("Decides what “today” is, on every PC, and how phone numbers are written."),
            ),
        )
        self.add("language", FormRow(tr("Lan&guage of the office"), self._language))
        self.add(
            "overdue_days",
            FormRow(
                tr("Waiting too long after how many &days"),
                self._overdue,
                help_text=tr("Where the dashboard starts; everybody can look with another number."),
            ),
        )
        self.column.addWidget(self._automatic)
        self.add(
            "mentor_limit",
            FormRow(
                tr("At most how &many people for one mentor"),
                self._limit,
                help_text=tr(
                    "Whoever has the fewest gets the next person. When all are full, new people wait without a mentor."
                ),
            ),
        )
        if may:
            self.finish(self._save)
        else:
            self.finish()
            self.notice.show_words(tr("Only administrators can change these."), kind="info")
        for field in (self._name, self._zone, self._language, self._overdue, self._automatic, self._limit):
            field.setEnabled(may)

    def refresh(self) -> None:
        """Load the settings; what one is typing is not overwritten."""
        self.run(self.session.controllers.organisation.get, self._loaded)

    def _loaded(self, organisation: Organisation) -> None:
        if not self._touched:
            self._fill(organisation)
        elif organisation.version != self._organisation.version:
            self.notice.show_words(
                tr("Somebody changed these settings meanwhile."),
                kind="warning",
                action_text=tr("Show theirs"),
            )
            self.notice.action_requested.connect(
                lambda: self._fill(organisation), Qt.ConnectionType.SingleShotConnection
            )

    def _fill(self, organisation: Organisation) -> None:
        self._organisation = organisation
        self._name.setText(organisation.name)
        self._zone.setCurrentText(organisation.time_zone)
        self._language.setCurrentIndex(list(OWN_NAMES).index(organisation.language))
        self._overdue.setValue(organisation.overdue_days)
        self._automatic.setChecked(organisation.assign_automatically)
        self._limit.setValue(organisation.mentor_limit)
        self._touched = False
        self._days_word()
        if self.session.may(Action.MANAGE_SETTINGS):
            self.notice.clear()

    def _touch(self, *_: object) -> None:
        self._touched = True
        self._days_word()

    def _days_word(self) -> None:
        days, people = self._overdue.value(), self._limit.value()
        self._overdue.setSuffix(" " + trn("day", "days", days))
        self._limit.setSuffix(" " + trn("person", "people", people))

    def _typed(self) -> dict[str, Any]:
        return {
            "name": self._name.text(),
            "time_zone": self._zone.currentText(),
            "language": self._language.currentData(),
            "overdue_days": self._overdue.value(),
            "assign_automatically": self._automatic.isChecked(),
            "mentor_limit": self._limit.value(),
        }

    def unsaved(self) -> object:
        """What was typed, and the settings that it changes."""
        return (self._organisation, self._typed()) if self._touched else None

    def take_unsaved(self, kept: object) -> None:
        """Type it again; if somebody changed the settings meanwhile, saving says so."""
        if isinstance(kept, tuple):
            organisation, typed = kept
            self._fill(replace(organisation, **typed))
            self._organisation = organisation
            self._touch()

    def _ask_to_save(self) -> None:
        changes = self._typed()
        self.show_errors({})
        self._save.setEnabled(False)
        session, version = self.session, self._organisation.version
        self.run(
            lambda: session.controllers.organisation.update(session.actor, changes, version),
            self._saved,
            self._not_saved,
        )

    def _saved(self, organisation: Organisation) -> None:
        self._save.setEnabled(True)
        renamed = organisation.name != self.session.organisation.name
        other_words = (
            organisation.language != self.session.organisation.language
            and not self.session.preferences.get(LANGUAGE)
        )
        self.session.organisation = organisation
        written.live_in(organisation.time_zone)
        self._fill(organisation)
        self.say(tr("The settings are saved."), tone="good")
        if other_words:
            speak(organisation.language)
        if renamed or other_words:
            self.rebuild_requested.emit()

    def _not_saved(self, error: BaseException) -> None:
        self._save.setEnabled(True)
        if isinstance(error, Conflict) and isinstance(error.current, Organisation):
            self._loaded(error.current)
        else:
            self.show_refusal(error, "settings")
