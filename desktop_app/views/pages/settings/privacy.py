"""What the program does by itself at a desk where others see the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.i18n.texts import tr, trn
from desktop_app.system.settings import HIDE_AFTER, LOCK_AFTER
from desktop_app.views.base.session import Session
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.fields.number_field import NumberField
from desktop_app.views.kit.labels import label
from desktop_app.views.pages.settings.section import SettingsSection

_MOST = 240  # minutes


class PrivacySettings(SettingsSection):
    """After how long private texts are hidden and the window is locked; taken at once. Nobody changes it while they are hidden."""

    chapter = "counter"

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, tr("Privacy mode"), "privacySettings", parent)
        preferences = session.preferences
        self._hide = NumberField(0, _MOST, max(0, preferences.get(HIDE_AFTER)), name="hideAfter")
        self._lock = NumberField(0, _MOST, max(0, preferences.get(LOCK_AFTER)), name="lockAfter")
        self._hide_now = button(tr("&Hide now (F9)"), name="hideNow")
        self._lock_now = button(tr("Loc&k now (Ctrl+L)"), name="lockNow")
        words = tr(
            "Privacy mode hides notes, prayer requests, phone numbers and addresses until you "
            "give your password."
        )
        self.column.addWidget(label(words, "muted", wrap=True))
        self.add(
            "hide_after",
            FormRow(
                tr("Hide private texts &after"),
                self._hide,
                help_text=tr("What F9 hides stays hidden, also for whoever signs in next."),
            ),
        )
        self.add(
            "lock_after",
            FormRow(
                tr("Then &lock after a further"),
                self._lock,
                help_text=tr("A PC that slept counts as unused. What you were typing stays."),
            ),
        )
        self.finish(self._hide_now, self._lock_now)
        self._say_units()
        self._follow()
        self._hide.valueChanged.connect(self._take)
        self._lock.valueChanged.connect(self._take)
        self._hide_now.clicked.connect(lambda: session.privacy.hide(by_hand=True))
        self._lock_now.clicked.connect(session.privacy.lock_wanted)
        session.privacy.changed.connect(self._follow)

    def _take(self) -> None:
        session = self.session
        self._say_units()
        session.preferences.set(HIDE_AFTER, self._hide.value())
        session.remember(LOCK_AFTER, self._lock.value())
        session.privacy.waits_changed.emit()

    def _say_units(self) -> None:
        for field in (self._hide, self._lock):
            minutes = field.value()
            field.setSuffix(" " + trn("minute", "minutes", minutes))
            field.setSpecialValueText(tr("never"))  # in the place of 0

    def _follow(self) -> None:
        hidden = self.session.privacy.is_on
        for widget in (self._hide, self._lock, self._hide_now):
            widget.setEnabled(not hidden)
