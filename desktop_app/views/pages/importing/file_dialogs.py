"""Where a list comes from and where its refused rows go: the system's own dialogs, and what is dropped on the page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QStandardPaths, Qt, QTemporaryDir
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.i18n.texts import tr
from desktop_app.system.paths import shown_name


def file_to_open(parent: QWidget) -> QFileDialog:
    """The dialog that asks for the list; ``open()`` it."""
    dialog = _dialog(parent, tr("Choose the list of people"), "importFileDialog")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    lists = tr("Lists and contacts (*.xlsx *.xls *.xlsm *.ods *.csv *.tsv *.txt *.vcf)")
    dialog.setNameFilters([lists, tr("All files (*)")])
    return dialog


def file_to_save(parent: QWidget, source: Path) -> QFileDialog:
    """The dialog that asks where the refused rows of the list *source* go; ``open()`` it."""
    dialog = _dialog(parent, tr("Save the refused rows"), "importSaveDialog")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([tr("Lists (*.csv *.txt *.tsv)"), tr("All files (*)")])
    dialog.setDefaultSuffix("csv")
    dialog.selectFile(f"{Path(shown_name(source)).stem} - {tr('refused')}.csv")
    return dialog


def _dialog(parent: QWidget, title: str, name: str) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setObjectName(name)
    dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def dropped_file(data: QMimeData) -> Path | None:
    """The one file that is dragged; None for anything else."""
    urls = data.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


class PastedTable:
    """A table that was copied elsewhere, as a text with tabs in a file for its owner alone, which is gone with this."""

    def __init__(self) -> None:
        self._folder: QTemporaryDir | None = None

    def path(self) -> Path | None:
        """Write what was copied into the file and return where it is; None where nothing was."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            return None
        if self._folder is None:
            self._folder = QTemporaryDir()
        path = Path(self._folder.path()) / f"{tr('pasted')}.tsv"
        path.write_text(text, "utf-8", newline="")
        return path
