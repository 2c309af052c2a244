"""Making the windows speak a language: our catalogue, Qt's own for its dialogs, and the locale that widgets write numbers by."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from desktop_app.i18n import texts
from desktop_app.views.wording import formats

OWN_NAMES = {"en": "English", "fr": "Français", "es": "Español"}
"""Each language as those who speak it call it."""

_installed: list[QTranslator] = []


class _Gaps(QTranslator):
    """What Qt's own translation of a language leaves in English."""

    def __init__(self, language: str, parent: QObject) -> None:
        from desktop_app.views.wording.qt_gaps import WORDS  # noqa: PLC0415 - English has no gaps

        super().__init__(parent)
        self._words = WORDS.get(language, {})

    def translate(
        self,
        context: str,
        source: str,
        disambiguation: str | None = None,  # noqa: ARG002 - Qt's signature
        n: int = -1,  # noqa: ARG002
    ) -> str | None:
        """Qt asks; None: not translated here either."""
        return self._words.get((context, source))

    def isEmpty(self) -> bool:
        """Whether Qt need not ask at all."""
        return not self._words


def speak(language: str) -> None:
    """Use *language* from now on; windows that are made already keep the words they were made with."""
    texts.use(language)
    application = QApplication.instance()
    if application is None:
        return
    QLocale.setDefault(formats.locale())
    while _installed:
        application.removeTranslator(_installed.pop())
    if texts.language() == "en":
        return
    # whichever is installed last is asked first
    _install(_Gaps(texts.language(), application))
    qt_own = QTranslator(application)
    if qt_own.load(
        f"qtbase_{texts.language()}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ):
        _install(qt_own)


def _install(translator: QTranslator) -> None:
    application = QApplication.instance()
    if application is not None:
        application.installTranslator(translator)
        _installed.append(translator)
