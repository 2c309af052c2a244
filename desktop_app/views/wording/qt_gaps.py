"""What Qt's own dialogs say and Qt's French and Spanish do not translate (6.11: files' kinds, a part of the print dialog).

``WORDS[language]``   {(context, text of Qt): translation}; asked only where Qt has none. Qt's releases fill these gaps by and by.
"""

from __future__ import annotations

from typing import Final

_KINDS = ("File", "Folder", "File Folder", "Drive", "Shortcut", "Alias", "Unknown")
_SYNTAX = (
    "%1 does not follow the correct syntax. Please use ',' to separate ranges and pages, '-' to define ranges "
    "and make sure ranges do not intersect with each other."
)
_RANGES = (
    "Specify pages or ranges separated by commas. Ranges are specified by two numbers separated by a hyphen. "
    "E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9."
)


def _kinds(*words: str) -> dict[tuple[str, str], str]:
    return {("QAbstractFileIconProvider", kind): word for kind, word in zip(_KINDS, words, strict=True)}


WORDS: Final[dict[str, dict[tuple[str, str], str]]] = {
    "fr": {
        **_kinds("Fichier", "Dossier", "Dossier de fichiers", "Lecteur", "Raccourci", "Alias", "Inconnu"),
        ("QFileDialog", "&Look in:"): "&Chercher dans\u00a0:",
        ("QFileDialog", "Files of &type:"): "Fichiers de &type\u00a0:",
        ("QPageSetupWidget", "Page &order:"): "&Ordre des pages\u00a0:",
        ("QPageSetupWidget", "Pages &per sheet:"): "Pages &par feuille\u00a0:",
        ("QPrintSettingsOutput", "Page &Set:"): "&Jeu de pages\u00a0:",
    },
    "es": {
        **_kinds(
            "Archivo", "Carpeta", "Carpeta de archivos", "Unidad", "Acceso directo", "Alias", "Desconocido"
        ),
        ("QFileDialog", "&Look in:"): "&Buscar en:",
        ("QFileDialog", "Files of &type:"): "Archivos de &tipo:",
        ("QPageSetupWidget", "Page &order:"): "&Orden de las páginas:",
        ("QPageSetupWidget", "Pages &per sheet:"): "Páginas &por hoja:",
        ("QPrintDialog", "Duplex Settings Conflicts"): "Conflictos en la doble cara",
        ("QPrintDialog", "Invalid Pages Definition"): "Páginas mal indicadas",
        ("QPrintDialog", _SYNTAX): (
            "%1 no está bien escrito. Separe páginas e intervalos con “,”, indique los intervalos con “-” y cuide que "
            "no se superpongan."
        ),
        ("QPrintDialog", "There are conflicts in duplex settings. Do you want to fix them?"): (
            "Hay conflictos en los ajustes de doble cara. ¿Quiere corregirlos?"
        ),
        ("QPrintPropertiesDialog", "Advanced Option Conflicts"): "Conflictos en las opciones avanzadas",
        ("QPrintPropertiesDialog", "Page Setup Conflicts"): "Conflictos en los ajustes de página",
        (
            "QPrintPropertiesDialog",
            "There are conflicts in page setup options. Do you want to fix them?",
        ): "Hay conflictos en los ajustes de página. ¿Quiere corregirlos?",
        (
            "QPrintPropertiesDialog",
            "There are conflicts in some advanced options. Do you want to fix them?",
        ): "Hay conflictos en algunas opciones avanzadas. ¿Quiere corregirlos?",
        ("QPrintPropertiesWidget", "Advanced"): "Avanzado",
        (
            "QPrintPropertiesWidget",
            "There are conflicts in some options. Please fix them.",
        ): "Hay conflictos en algunas opciones. Corríjalos, por favor.",
        ("QPrintSettingsOutput", "Double Sided Printing"): "Impresión a doble cara",
        ("QPrintSettingsOutput", "Long side binding"): "Encuadernado por el lado largo",
        ("QPrintSettingsOutput", "Off"): "No",
        ("QPrintSettingsOutput", "Page &Set:"): "Con&junto de páginas:",
        ("QPrintSettingsOutput", "Pages"): "Páginas",
        ("QPrintSettingsOutput", "Short side binding"): "Encuadernado por el lado corto",
        ("QPrintSettingsOutput", _RANGES): (
            "Indique páginas o intervalos separados por comas. Un intervalo son dos números unidos por un guion. Por "
            "ejemplo, 3,5-7,9 imprime las páginas 3, 5, 6, 7 y 9."
        ),
    },
}
