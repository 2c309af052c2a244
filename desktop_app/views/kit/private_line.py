"""A number or an e-mail address that somebody searches by is as private as where it stands.

``NumberCover(line, privacy)``   while private texts are hidden, *line* shows dots for such a text; names stay names. Lives with *line*
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit

from desktop_app.views.kit.privacy_mode import PrivacyMode

_DIGITS = 4


class NumberCover(QObject):
    """Follows what is typed and privacy mode."""

    def __init__(self, line: QLineEdit, privacy: PrivacyMode) -> None:
        super().__init__(line)
        self._line = line
        self._privacy = privacy
        line.textChanged.connect(self._follow)
        privacy.changed.connect(self._follow)

    def covers(self) -> bool:
        """Whether what is typed is hidden."""
        text = self._line.text()
        reaches = "@" in text or sum(sign.isdigit() for sign in text) >= _DIGITS
        return self._privacy.is_on and reaches

    def _follow(self) -> None:
        mode = QLineEdit.EchoMode.Password if self.covers() else QLineEdit.EchoMode.Normal
        if self._line.echoMode() is not mode:
            self._line.setEchoMode(mode)
