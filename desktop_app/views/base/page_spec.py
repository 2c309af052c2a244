"""What the program knows of a page before it is made: the one entry that everything which lists pages reads.

``PageSpec(name, words, load, …)``   stands in ``specs.py`` of the page's folder; ``may_open(session)``, ``make(session, subject, parent)``
``TourStop(place, title, text)``     a place that the tour stops at
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a specification is read long before any page is made
    from PySide6.QtWidgets import QWidget

    from desktop_app.domain.permissions import Action
    from desktop_app.views.base.page import Page
    from desktop_app.views.base.session import Session


class SidebarPart(Enum):
    """Where in the sidebar an entry stands."""

    WORK = 1  # above the line
    OFFICE = 2  # below it


@dataclass(frozen=True, slots=True)
class TourStop:
    """A place of the window by the name of its widget, and what is said there (marked)."""

    place: str
    title: str
    text: str


def _nothing(_page: Page | None) -> None:
    return None


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page. Which place it has among the others says the table of ``shell.page_registry``."""

    name: str
    """What it is asked for by, and what its picture is called."""
    words: str
    """Its name as it is read (marked): at its head, in the sidebar."""
    load: Callable[[], type[Page]]
    """Imports the page's class: signing in does not wait for it."""
    chapter: str
    """The chapter of the manual that explains it."""
    action: Action | None = None
    """What one must be allowed to do to see it."""
    icon: str = ""
    sidebar: SidebarPart | None = None
    section: str = ""
    """The entry of the sidebar that is marked while it is shown; one's own where it has one."""
    kept: bool = False
    """Made once and kept as it was left; the others are made each time."""
    needs_subject: bool = False
    """It is about somebody or something, and cannot be opened without."""
    key: str = ""
    """The key that opens it from everywhere; entries of the sidebar have Ctrl and their place besides."""
    key_words: str = ""
    """What the key does (marked), as the sheet of keys says it."""
    subject_over: Callable[[Page | None], Any] = _nothing
    """What it is about when its key is pressed over that page."""
    stops: tuple[TourStop, ...] = ()
    """What the tour shows of it."""

    def entry(self) -> str:
        """The name of the entry of the sidebar that it belongs to, or nothing."""
        return self.name if self.sidebar else self.section

    def may_open(self, session: Session) -> bool:
        """Whether who is signed in may see it."""
        return self.action is None or session.may(self.action)

    def make(self, session: Session, subject: Any, parent: QWidget) -> Page:
        """Make the page within *parent*; *subject* is what it is about, for those that are about something.

        It stands there from the start: what moves to another parent is styled again with all that is in it.
        """
        return self.load().make(session, subject, parent)
