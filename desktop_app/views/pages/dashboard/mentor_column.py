"""Whose people stand in a list, and who stands in for those who are away.

``MentorColumn(session, everybodys)``   ``set_away(absences of today)``; ``column(hidden, width)`` for a table; of a row: ``words(row)``
    "Paul Mavungu", "for Paul Mavungu (away until 3 Dec)", ``why(row)`` the same as a sentence, ``is_elsewhere(row)``. With *everybodys* the list is not only one's own
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop_app.domain.care.waiting import TodayRow
from desktop_app.domain.records import Absence, NextAction, OverdueRow
from desktop_app.i18n.texts import tr
from desktop_app.views.base.session import Session
from desktop_app.views.kit.table.model import Column
from desktop_app.views.wording.care import away
from desktop_app.views.wording.dates import short_day

Row = OverdueRow | NextAction | TodayRow


class MentorColumn:
    """What the column of the mentors says."""

    def __init__(self, session: Session, *, everybodys: bool) -> None:
        self._me = session.actor.id
        self._today = session.controllers.clock.today
        self._everybodys = everybodys
        self._away: dict[int, Absence] = {}

    def set_away(self, absences: Iterable[Absence]) -> None:
        """Who is away today, so far as their people may be listed."""
        self._away = {absence.user.id: absence for absence in absences}

    def is_elsewhere(self, row: Row) -> bool:
        """Whether the person is somebody else's."""
        return row.mentor is not None and row.mentor.id != self._me

    def column(self, *, hidden: bool, width: int = 150) -> Column[Any]:
        """The column itself, for a table of such rows."""
        return Column(
            "mentor",
            tr("Mentor"),
            self.words,
            width=width,
            tone=lambda row: "soon" if row.mentor is None else "accent" if row.looked_after_by else None,
            tool_tip=lambda row: self.why(row) or None,
            hidden=hidden,
        )

    def words(self, row: Row) -> str:
        """The mentor's name, and until when they are away."""
        if row.mentor is None:
            return tr("no mentor")
        if not self._everybodys and row.mentor.id == self._me:
            return tr("you")
        name, absence = row.mentor.full_name, self._away.get(row.mentor.id)
        if absence is None:
            return name
        last = short_day(absence.last_on, self._today())
        if row.looked_after_by is not None and row.looked_after_by.id == self._me:
            return tr("for {name} (away until {day})", name=name, day=last)
        return tr("{name} (away until {day})", name=name, day=last)

    def why(self, row: Row) -> str:
        """Who looks after the person instead of a mentor who is away; empty where the mentor is here, or is oneself."""
        absence = self._away.get(row.mentor.id) if row.mentor is not None else None
        if absence is None or absence.user.id == self._me:
            return ""
        return away(absence, self._me, self._today())
