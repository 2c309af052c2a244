"""The line under the head that says that private texts are hidden, with the way to see them again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.i18n.texts import tr
from desktop_app.views.kit.accessibility import announce
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.elided import LEAST, Elided
from desktop_app.views.kit.labels import set_property
from desktop_app.views.kit.privacy_mode import PrivacyMode
from desktop_app.views.kit.tone_icon import ToneIcon
from desktop_app.views.look import theme

_ICON = 18


class PrivacyStrip(QWidget):
    """There while privacy mode is on."""

    show_requested = Signal()

    def __init__(self, privacy: PrivacyMode, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("privacyStrip")
        self._privacy = privacy
        self._words = tr("Privacy mode: private texts are hidden (F9)")
        text = Elided(self._words, "strong", name="privacyWords", least=LEAST)
        self._show = button(
            tr("Show them…"), "quiet", name="showPrivateTexts", tip=tr("Asks for your password")
        )
        frame = QFrame(self)
        set_property(frame, "notice", "info")
        line = QHBoxLayout(frame)
        line.setContentsMargins(theme.S3, 2, theme.S1, 2)
        line.setSpacing(theme.S2)
        line.addWidget(ToneIcon("eye-off", "accent", _ICON), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(text, 1)
        line.addWidget(self._show)
        place = QHBoxLayout(self)
        place.setContentsMargins(0, 0, 0, theme.S3)
        place.addWidget(frame)
        self._show.clicked.connect(self.show_requested)
        privacy.changed.connect(self._follow)
        self.setVisible(privacy.is_on)

    def _follow(self) -> None:
        self.setVisible(self._privacy.is_on)
        announce(self, self._words if self._privacy.is_on else tr("Private texts are shown again."))
