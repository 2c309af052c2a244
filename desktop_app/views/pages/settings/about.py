"""Which version this is, and where its data lives."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app import __version__
from desktop_app.i18n.texts import tr
from desktop_app.views.base.session import Session
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.labels import label
from desktop_app.views.pages.settings.section import SettingsSection


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
        copy = button(
            tr("Copy &diagnostics"),
            name="copyDiagnostics",
            icon="copy",
            tip=tr("What somebody who helps needs to know of this PC; no personal data is in it"),
        )
        copy.clicked.connect(self._copy)
        self.finish(show, copy)

    def _copy(self) -> None:
        """Collect it off the UI thread, put it on the clipboard, say so."""
        from desktop_app.views.pages.help.diagnostics import diagnostics, screens  # noqa: PLC0415 - when somebody asks for help

        session, on_screens = self.session, screens()

        def copied(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self.say(
                tr("Copied. Paste it into a message to whoever helps you; no personal data is in it."), "good"
            )

        self.run(lambda: diagnostics(session, on_screens), copied)
