"""What this PC remembers of how the program looks and speaks."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QCheckBox, QWidget

from desktop_app.i18n.texts import language, tr
from desktop_app.system.settings import COMPACT, LANGUAGE, THEME
from desktop_app.views.base.session import Session
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.fields.language_choice import LanguageChoice
from desktop_app.views.kit.fields.segmented import SegmentedChoice
from desktop_app.views.look import theme
from desktop_app.views.pages.settings.section import SettingsSection
from desktop_app.views.wording.languages import speak

THEMES = {"system": None, "light": False, "dark": True}


class ThisPc(SettingsSection):
    """Appearance, language, compact lists: each is taken at once."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, tr("Look and language"), "pcSettings", parent)
        preferences = session.preferences
        self._theme = SegmentedChoice(
            [("system", tr("Follow system"), ""), ("light", tr("Light"), ""), ("dark", tr("Dark"), "")],
            name="theme",
        )
        self._theme.set_value(preferences.get(THEME))
        self._language = LanguageChoice(language(), "ownLanguage")
        self._compact = QCheckBox(tr("&Compact lists: more rows on the screen"))
        self._compact.setObjectName("compact")
        self._compact.setAccessibleName(tr("Compact lists"))
        self._compact.setChecked(preferences.get(COMPACT))
        self.add("theme", FormRow(tr("&Appearance"), self._theme))
        self.add("language", FormRow(tr("&Language"), self._language))
        self.column.addWidget(self._compact)
        self.finish()
        self._theme.changed.connect(self._wear)
        self._language.chosen.connect(self._speak)
        self._compact.toggled.connect(self._make_compact)

    def _wear(self, chosen: str) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application, THEMES[chosen])
        self.session.remember(THEME, chosen)

    def _speak(self, code: str) -> None:
        self.session.remember(LANGUAGE, code)
        speak(code)
        self.rebuild_requested.emit()

    def _make_compact(self, compact: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.session.remember(COMPACT, compact)
        self.compact_requested.emit(compact)
