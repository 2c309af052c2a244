"""``suivi check``: what is wrong with the data, in words; and what can be computed anew."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.cli.opening import opened, require_data
from desktop_app.i18n.texts import tr, trn

if TYPE_CHECKING:
    from desktop_app.controllers.integrity import CheckReport
    from desktop_app.domain.clock import Clock

DONE, FAILED = 0, 1


def check(called: argparse.Namespace, folder: Path) -> int:
    """Prove the data, repair it where that was asked for, and tell; the exit code.

    Raises:
        Refused: there is no data yet.
        Unavailable: it cannot be read at all.
    """
    require_data(folder)
    with opened(folder, despite=("damaged",)) as application:
        integrity = application.controllers.integrity
        report = integrity.repair() if called.repair else integrity.check()
        _tell_of_loss(report, application.clock)
        doubt = None if report.damages else application.controllers.integrity.clock_doubt()
        if doubt is not None:
            print(doubt.words())
    return _tell(report)


def _tell_of_loss(report: CheckReport, clock: Clock) -> None:
    """Print what was saved and is not there any more."""
    lost = report.lost
    if lost is None:
        return
    until = f"{clock.local(lost.until):%Y-%m-%d %H:%M}"
    if lost.records:
        print(
            trn(
                "The last {count} entry is missing: it was saved, the newest on {until}, and is not in the data any more.",
                "The last {count} entries are missing: they were saved, the newest on {until}, and are not in the data any more.",
                lost.records,
                until=until,
            )
        )
    else:
        print(tr("Something small that was saved on {until} is not in the data any more.", until=until))
    if lost.since is not None:
        print(tr("The data ends on {since}.", since=f"{clock.local(lost.since):%Y-%m-%d %H:%M}"))
    print(
        tr("Noted; it is not told again.")
        if report.repaired
        else tr("“suivi restore” lists the copies that may have it. “suivi check --repair” takes note of it.")
    )


def _tell(report: CheckReport) -> int:
    """Print what was found, in words; the exit code."""
    for damage in report.damages:
        print(tr("Damaged: {damage}", damage=damage))
    for table, column, count in report.wrong:
        print(
            trn(
                "{table}.{column} is not what it must be in {count} row.",
                "{table}.{column} is not what it must be in {count} rows.",
                count,
                table=table,
                column=column,
            )
        )
    for place in report.unreadable:
        print(
            tr(
                "{table}.{column} cannot be read in row {row}.",
                table=place.table,
                column=place.column,
                row=place.row,
            )
        )
    for place in report.ahead:
        print(
            tr(
                "{table}.{column} lies in the future in row {row}: a wrong clock wrote it.",
                table=place.table,
                column=place.column,
                row=place.row,
            )
        )
    if report.damages:
        print(
            tr(
                "This cannot be repaired here. “suivi restore” lists the copies of the data and goes back to one."
            )
        )
    elif report.repaired and report.backup is not None:
        if report.copy is not None and report.taken_back:
            count = len(report.taken_back)
            print(
                trn(
                    "{count} value was restored from the copy {file}.",
                    "{count} values were restored from the copy {file}.",
                    count,
                    file=report.copy.path.name,
                )
            )
        if report.left:
            print(tr("No copy has what cannot be read. “suivi restore” goes back to a copy as a whole."))
        print(tr("Repaired. A copy of the data as it was before: {file}", file=report.backup))
    elif report.unreadable:
        print(tr("“suivi check --repair” restores this from the newest proven copy."))
    elif report.wrong:
        print(tr("“suivi check --repair” computes this anew from what people wrote, which is whole."))
    elif report.is_sound:
        print(tr("All is well."))
    return DONE if report.is_sound else FAILED
