"""Which version this is, and where its data lives."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop_app import __version__
from desktop_app.texts import tr
from desktop_app.views.session import Session
from desktop_app.views.settings_sections.section import SettingsSection
from desktop_app.views.widgets.buttons import button
from desktop_app.views.widgets.labels import label


class About(SettingsSection):
    """The version, the data folder and a button that opens it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, tr("About"), "about", parent)
        folder: Path = session.preferences.folder
        self.column.addWidget(label(tr("Suivi {version}", version=__version__), name="version"))
        where = label(tr("The data is in {folder}", folder=folder), "muted", wrap=True, name="dataFolder")
        where.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.column.addWidget(where)
        show = button(tr("&Open the folder"), name="openFolder")
        show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        self.finish(show)
