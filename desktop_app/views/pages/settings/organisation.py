"""What the organisation has settled, for every PC: only administrators change it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop_app.domain.context import INTERACTIONS_COUNT
from desktop_app.domain.records import Organisation
from desktop_app.i18n.texts import tr, trn
from desktop_app.system.settings import LANGUAGE
from desktop_app.views.base.session import Session
from desktop_app.views.forms.kept_texts import KeptTexts
from desktop_app.views.kit.buttons import spoken
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.fields.language_choice import LanguageChoice
from desktop_app.views.kit.fields.number_field import NumberField
from desktop_app.views.kit.fields.time_zone_choice import ZoneChoice
from desktop_app.views.pages.settings.organisation_part import OrganisationPart
from desktop_app.views.wording import formats
from desktop_app.views.wording.languages import OWN_NAMES, speak


class OrganisationSettings(OrganisationPart):
    """Name, time zone, language, who gets new people."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, tr("Organisation"), "organisationSettings", parent, "saveOrganisation")
        self._name = QLineEdit()
        self._name.setObjectName("organisationName")
        self._zone = ZoneChoice("UTC", "organisationTimeZone")
        self._language = LanguageChoice("en", "organisationLanguage")
        self._automatic = QCheckBox(tr("Give new people a mentor a&utomatically"))
        self._automatic.setObjectName("assignAutomatically")
        self._automatic.setAccessibleName(tr("Give new people a mentor automatically"))
        self._limit = NumberField(1, 1000, name="mentorLimit")
        self._counts = QCheckBox(tr("&Client interactions count as contact"))
        self._counts.setObjectName("interactionsCount")
        self._counts.setAccessibleName(spoken(self._counts.text()))
        self._kept = KeptTexts(session, "settings", {"name": self._name}, self, self.touch)
        self.column.addWidget(self._kept.notice)
        self._lay_out()
        if self.may:
            self._kept.begin("edit:organisation")
        for signal in (
            self._name.textEdited,
            self._zone.activated,
            self._language.chosen,
            self._automatic.toggled,
            self._limit.valueChanged,
            self._counts.toggled,
        ):
            signal.connect(self.touch)

    def _lay_out(self) -> None:
        self.add("name", FormRow(tr("&Name"), self._name, required=self.may))
        self.add(
            "time_zone",
            FormRow(
                tr("&Time zone"),
                self._zone,
                help_text=tr("Decides what “today” is, on every PC, and how phone numbers are written."),
            ),
        )
        self.add("language", FormRow(tr("Lan&guage of the office"), self._language))
        self.column.addWidget(self._automatic)
        self.add(
            "mentor_limit",
            FormRow(
                tr("People per mentor (maxi&mum)"),
                self._limit,
                help_text=tr(
                    "Whoever has the fewest gets the next person. When all are full, new people wait without a mentor."
                ),
            ),
        )
        self.add(
            INTERACTIONS_COUNT,
            FormRow(
                tr("What counts as a contact"),
                self._counts,
                help_text=tr(
                    "Whoever came to the desk is then not “never contacted”, and waits from that day on."
                    " Follow-ups always count."
                ),
            ),
        )
        self.finish_part(self._name, self._zone, self._language, self._automatic, self._limit, self._counts)

    def show_settings(self, organisation: Organisation) -> None:
        """Write the settings into the fields."""
        self._name.setText(organisation.name)
        self._zone.setCurrentText(organisation.time_zone)
        self._language.setCurrentIndex(list(OWN_NAMES).index(organisation.language))
        self._automatic.setChecked(organisation.assign_automatically)
        self._limit.setValue(organisation.mentor_limit)
        self._counts.setChecked(organisation.interactions_count_as_contact)
        self._say_unit()
        self._kept.start_here()

    def touch(self, *_: object) -> None:
        """Something was typed or chosen."""
        super().touch()
        self._say_unit()

    def _say_unit(self) -> None:
        self._limit.setSuffix(" " + trn("person", "people", self._limit.value()))

    def typed(self) -> dict[str, Any]:
        """What stands in the fields, by setting."""
        return {
            "name": self._name.text(),
            "time_zone": self._zone.zone(),
            "language": self._language.currentData(),
            "assign_automatically": self._automatic.isChecked(),
            "mentor_limit": self._limit.value(),
            INTERACTIONS_COUNT: self._counts.isChecked(),
        }

    def were_saved(self, before: Organisation, after: Organisation) -> None:
        """Another name or language: every window is made anew."""
        self._kept.saved()
        self._kept.begin("edit:organisation")
        formats.live_in(after.time_zone)
        other_words = after.language != before.language and not self.session.preferences.get(LANGUAGE)
        if other_words:
            speak(after.language)
        if other_words or after.name != before.name:
            self.rebuild_requested.emit()
