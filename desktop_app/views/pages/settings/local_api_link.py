"""The way to the local API's page."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.i18n.texts import tr
from desktop_app.views.base.session import Session
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.labels import label
from desktop_app.views.pages.settings.section import SettingsSection


class LocalApi(SettingsSection):
    """What it is, and a button."""

    chapter = "api"

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, tr("Local API"), "localApi", parent)
        words = tr("Let other programs read and record here, and create the tokens they sign in with.")
        self.column.addWidget(label(words, "muted", wrap=True))
        go = button(tr("Local A&PI…"), name="openLocalApi")
        go.clicked.connect(lambda: self.page_requested.emit("local_api", None))
        self.finish(go)
