"""What a report is: what it is called, what has to be chosen for it, and how it is gathered.

The reports themselves stand beside the pages that offer them.
``ReportKind``   one that can be asked for      ``dated_file_name(session, title)``   what its file is called
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.views.base.session import Session
from desktop_app.views.output.reports.printing import Report


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A report that can be asked for. ``gather(mentor_id)`` asks the controllers: not on the UI thread."""

    title: str
    file_name: str  # without its ending
    gather: Callable[[int | None], Report]
    choose_mentor: bool = False
    about: str = ""
    proposed: int | None = None  # of the mentors to choose from
    annex: str = ""  # what may follow by choice, in words; nothing where there is no choice


def dated_file_name(session: Session, title: str) -> str:
    """A file name of *title* and today, without an ending: letters that no disk refuses."""
    plain = "".join(sign if sign.isalnum() or sign in " -’" else " " for sign in title)
    return f"{' '.join(plain.split())} {session.controllers.clock.today().isoformat()}"
