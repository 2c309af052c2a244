"""What somebody mended and answered about the list in hand, until it is another list.

``Corrections()``   ``keep_for(preview)`` forgets them where the list is read as another one, ``add_rows(rows)``, ``add_answer(answer)``,
    ``rows()``, ``answers()``, ``answer_to(pair)``, ``clear()``
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.exchange.imports.doubt_answers import DoubtAnswer
from desktop_app.exchange.imports.import_report import ImportPreview
from desktop_app.exchange.imports.people_file import SourceRow
from desktop_app.views.pages.importing.doubt_dialog import DoubtPair


class Corrections:
    """The mended rows by their lines, and the answers by the pair that they are about."""

    def __init__(self) -> None:
        self._read_as: tuple[object, ...] = ()
        self._rows: dict[int, SourceRow] = {}
        self._answers: dict[tuple[int, int | None, int | None], DoubtAnswer] = {}

    def keep_for(self, preview: ImportPreview) -> None:
        """Forget all where *preview* has other cells on its lines than the list had so far."""
        read_as = (preview.path, preview.encoding, preview.separator, preview.sheet, preview.headings)
        if read_as != self._read_as:
            self.clear()
            self._read_as = read_as

    def clear(self) -> None:
        """Forget all."""
        self._read_as = ()
        self._rows.clear()
        self._answers.clear()

    def add_rows(self, rows: Iterable[SourceRow]) -> None:
        """Keep mended *rows*."""
        self._rows.update((row.line, row) for row in rows)

    def rows(self) -> list[SourceRow]:
        """All that was mended."""
        return list(self._rows.values())

    def add_answer(self, answer: DoubtAnswer) -> None:
        """Keep an answer; the newest about a pair counts."""
        self._answers[answer.line, answer.other_line, answer.person_id] = answer

    def answers(self) -> list[DoubtAnswer]:
        """All answers."""
        return list(self._answers.values())

    def answer_to(self, pair: DoubtPair) -> DoubtAnswer | None:
        """What was answered about *pair*, if anything."""
        return self._answers.get(pair.key)
