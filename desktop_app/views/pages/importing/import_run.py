"""One run of an import, off the UI thread: a check, an import, one of what was mended, or one in the place of another.

``ImportRun(session, path, seen, dry_run=…)``   ``work(on_progress, should_stop)``; ``is_undone`` whether the import that it takes the
    place of is undone by now
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.exchange.imports.doubt_answers import DoubtAnswer
from desktop_app.exchange.imports.import_report import ImportPreview, ImportReport
from desktop_app.exchange.imports.people_file import SourceRow
from desktop_app.views.base.session import Session


@dataclass(slots=True)
class ImportRun:
    """The list at *path* as it was *seen*; *instead_of* is the key of an import that is undone first."""

    session: Session
    path: Path
    seen: ImportPreview
    dry_run: bool
    take: Collection[tuple[int, str]] = ()
    mended: Sequence[SourceRow] = ()
    only_mended: bool = False
    answers: Collection[DoubtAnswer] = ()
    instead_of: int | None = None
    is_undone: bool = False

    def work(self, on_progress: Callable[[int, int], None], should_stop: Callable[[], bool]) -> ImportReport:
        """Run it.

        Raises:
            DomainError: as ``PeopleImport.run`` and ``Imports.undo``.
        """
        controllers, actor = self.session.controllers, self.session.actor
        if self.instead_of is not None:
            controllers.imports.undo(actor, self.instead_of)
            self.is_undone = True
        return controllers.people_import.run(
            actor,
            self.path,
            seen=self.seen,
            take=self.take,
            mended=self.mended,
            only_mended=self.only_mended,
            answers=self.answers,
            dry_run=self.dry_run,
            keep_refused=False,
            on_progress=on_progress,
            should_stop=should_stop,
        )
