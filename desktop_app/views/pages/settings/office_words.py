"""What this office calls people: the words that every window uses for persons, mentors and pastors."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.domain.office_words import CHOICES
from desktop_app.domain.permissions import Action
from desktop_app.domain.records import Organisation
from desktop_app.i18n.texts import language, speaking, tr, use_words
from desktop_app.views.base.session import Session
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.fields.segmented import SegmentedChoice
from desktop_app.views.kit.labels import label
from desktop_app.views.pages.settings.section import SettingsSection


def plain_options(setting: str) -> list[tuple[Any, str, str]]:
    """The words to choose from for *setting*, each by its own name, whatever is chosen now."""
    with speaking(language()):
        return [(word, tr(name), "") for word, name in CHOICES[setting]]


class OfficeWords(SettingsSection):
    """One choice for each word, and a sentence that shows them before they are saved."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, tr("Words of this office"), "officeWords", parent)
        self._organisation = session.organisation
        self._touched = False
        self._choices = {
            setting: SegmentedChoice(plain_options(setting), name=name)
            for setting, name in (
                ("person_word", "personWord"),
                ("mentor_word", "mentorWord"),
                ("leader_word", "leaderWord"),
            )
        }
        self._example = label("", "muted", wrap=True, name="wordsExample")
        self._save = self.save_button("saveWords")
        may = session.may(Action.MANAGE_SETTINGS)
        self.add("person_word", FormRow(tr("Those looked after"), self._choices["person_word"]))
        self.add("mentor_word", FormRow(tr("Those who look after them"), self._choices["mentor_word"]))
        self.add("leader_word", FormRow(tr("Those who lead"), self._choices["leader_word"]))
        self.column.addWidget(self._example)
        self.finish(*([self._save] if may else []))
        self._fill(session.organisation)
        for choice in self._choices.values():
            choice.setEnabled(may)
            choice.changed.connect(self._touch)
        self._save.clicked.connect(self._ask_to_save)

    def refresh(self) -> None:
        """Load the words; what one is choosing is not overwritten."""
        self.run(self.session.controllers.organisation.get, self._loaded)

    def _loaded(self, organisation: Organisation) -> None:
        if not self._touched:
            self._fill(organisation)

    def _fill(self, organisation: Organisation) -> None:
        self._organisation = organisation
        for setting, choice in self._choices.items():
            choice.set_value(getattr(organisation, setting))
        self._touched = False
        self._show_example()

    def _touch(self, _chosen: object) -> None:
        self._touched = self._chosen() != self._organisation.words
        self._show_example()

    def _chosen(self) -> tuple[str, str, str]:
        person, mentor, leader = (str(choice.value()) for choice in self._choices.values())
        return person, mentor, leader

    def _show_example(self) -> None:
        with speaking(language(), self._chosen()):
            example = tr("This person has no mentor yet: a pastor can choose one of the mentors.")
        self._example.setText(tr("So it reads: “{example}”", example=example))

    def unsaved(self) -> object:
        """The words chosen and not saved yet."""
        return self._chosen() if self._touched else None

    def take_unsaved(self, kept: object) -> None:
        """Choose again what was chosen."""
        if isinstance(kept, tuple):
            for choice, word in zip(self._choices.values(), kept, strict=True):
                choice.set_value(word)

    def _ask_to_save(self) -> None:
        if self.is_saving:
            return
        changes = dict(zip(self._choices, self._chosen(), strict=True))
        self.is_saving = True
        session = self.session
        self.run(
            lambda: session.controllers.organisation.update(session.actor, changes),
            self._saved,
            self._not_saved,
        )

    def _saved(self, organisation: Organisation) -> None:
        self.is_saving = False
        self.session.organisation = organisation
        self._fill(organisation)
        self.say(tr("The words are saved."), tone="good")
        self.settings_saved.emit()
        if use_words(*organisation.words):
            self.rebuild_requested.emit()

    def _not_saved(self, error: BaseException) -> None:
        self.is_saving = False
        self.show_refusal(error, "words")
