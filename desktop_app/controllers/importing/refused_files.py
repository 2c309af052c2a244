"""Where the refused rows of a list are saved without anybody's choosing: beside the list, never over another file."""

from __future__ import annotations

import re
from pathlib import Path

from desktop_app.domain.errors import Refused
from desktop_app.exchange.imports.import_report import RefusedRows
from desktop_app.i18n.texts import tr

_MOST_NUMBERED = 1_000
_TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
"""Refused rows are kept in the form of the list where that is a text, else as CSV."""


def save_beside(source: Path, refused: RefusedRows, data_folder: Path) -> Path | None:
    """Save the refused rows beside *source*, else in the *data_folder*, and return where; None where neither takes them."""
    if not refused.rows:
        return None
    for folder in (source.absolute().parent, data_folder):
        try:
            path = _claimed(folder, source)
        except OSError:
            continue
        try:
            refused.save(path)
        except Refused:
            path.unlink(missing_ok=True)
            continue
        return path
    return None


def _claimed(folder: Path, source: Path) -> Path:
    """Return a new empty file in *folder*, named after *source*, that nobody else can read.

    Raises:
        OSError: the folder takes no new file.
    """
    word = tr("refused")
    stem = re.sub(rf" - {re.escape(word)}( \(\d+\))?\Z", "", source.stem)
    for number in range(1, _MOST_NUMBERED):
        name = f"{stem} - {word}" if number == 1 else f"{stem} - {word} ({number})"
        path = folder / f"{name}{source.suffix if source.suffix.lower() in _TEXT_SUFFIXES else '.csv'}"
        try:
            path.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            continue
        return path
    raise FileExistsError(stem)
