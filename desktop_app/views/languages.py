"""Making the windows speak a language: our catalogue, and Qt's own for its dialogs."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from desktop_app import texts

OWN_NAMES = {"en": "English", "fr": "Français", "es": "Español"}
"""Each language as those who speak it call it."""

_installed: list[QTranslator] = []


def speak(language: str) -> None:
    """Use *language* from now on; windows that are made already keep the words they were made with."""
    texts.use(language)
    application = QApplication.instance()
    if application is None:
        return
    while _installed:
        application.removeTranslator(_installed.pop())
    if texts.language() == "en":
        return
    translator = QTranslator(application)
    if translator.load(
        f"qtbase_{texts.language()}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ):
        application.installTranslator(translator)
        _installed.append(translator)
