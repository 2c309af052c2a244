"""Copies of the data as people read them: when, why, where, and how safe the data is."""

from __future__ import annotations

from datetime import datetime

from desktop_app.domain.backup_copies import BackupCopy, BackupState
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.wording import formats


def made_at(copy: BackupCopy, local: datetime) -> str:
    """When and why *copy* was made; *local* is its moment in the office's time zone."""
    return tr(
        "{day}, {time} – {purpose}",
        day=formats.long_date(local.date()),
        time=formats.clock_time(local),
        purpose=copy.purpose_words,
    )


def how_safe(state: BackupState, local: datetime | None) -> str:
    """The newest proven copy in one sentence; *local* is its moment in the office's time zone."""
    newest = state.newest or state.newest_elsewhere
    if newest is None or local is None:
        return tr("There is no copy of the data yet.")
    people = trn("{count} person", "{count} people", newest.counts.persons) if newest.counts else ""
    where = (
        tr("on this PC and in the second place")
        if state.newest
        and state.newest_elsewhere
        and state.newest.path.name == state.newest_elsewhere.path.name
        else tr("on this PC")
        if state.newest
        else tr("in the second place")
    )
    return tr(
        "Last proven copy: {day}, {time}, {people}, {where}.",
        day=formats.long_date(local.date()),
        time=formats.clock_time(local),
        people=people,
        where=where,
    )
