"""The pages by name. Each is imported when it is first shown, so that signing in does not wait for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.domain.permissions import Action
from desktop_app.texts import mark
from desktop_app.views.page import Page
from desktop_app.views.session import Session
from desktop_app.views.subjects import FollowUpSubject, InteractionSubject

# ruff: noqa: PLC0415 - importing late is what this module is for


@dataclass(frozen=True, slots=True)
class Section:
    """An entry of the sidebar: the page's name, its marked words, its icon, who sees it."""

    name: str
    words: str
    icon: str
    action: Action | None = None


SECTIONS = (
    Section("dashboard", mark("Dashboard"), "dashboard", Action.VIEW_OVERDUE),
    Section("people", mark("People"), "people", Action.VIEW_PERSON),
    Section("follow_ups", mark("Follow-ups"), "follow-ups", Action.VIEW_FOLLOW_UPS),
    Section("interactions", mark("Client interactions"), "interactions", Action.VIEW_INTERACTIONS),
    Section("statistics", mark("Statistics"), "statistics", Action.VIEW_STATISTICS),
    Section("absences", mark("Absences"), "away", Action.MANAGE_ABSENCES),
    Section("users", mark("Users"), "users", Action.MANAGE_USERS),
    Section("settings", mark("Settings"), "settings"),
)
KEPT = frozenset({"help", "local_api", "notifications", *(section.name for section in SECTIONS)})
"""Pages that are made once and kept; the others are made each time."""


MODULES = {
    "dashboard": "dashboard",
    "people": "people",
    "follow_ups": "follow_ups",
    "interactions": "client_interactions",
    "statistics": "statistics",
    "absences": "absences",
    "paused": "paused",
    "users": "users",
    "settings": "settings_page",
    "help": "help_page",
    "local_api": "local_api",
    "notifications": "notifications",
    "import": "people_import",
    "person": "person",
    "person_form": "person_form",
    "follow_up_form": "follow_up_form",
    "interaction_form": "interaction_form",
}
"""The module of each page."""


def may_open(name: str, session: Session) -> bool:
    """Whether there is a page called *name* that needs nobody in particular, and who is signed in may see it."""
    if name == "follow_up_form":
        return session.may(Action.RECORD_FOLLOW_UP)
    actions = {section.name: section.action for section in SECTIONS}
    action = actions.get(name)
    return name in KEPT and (action is None or session.may(action))


def make(name: str, session: Session, parent: QWidget, argument: Any = None) -> Page:
    """The page called *name* within *parent*; *argument* is what a page that is made each time is about.

    It stands there from the start: what moves to another parent is styled again with all that is in it.
    """
    match name:
        case "dashboard":
            from desktop_app.views.dashboard import DashboardPage

            return DashboardPage(session, parent)
        case "people":
            from desktop_app.views.people import PeoplePage

            return PeoplePage(session, parent)
        case "follow_ups":
            from desktop_app.views.follow_ups import FollowUpsPage

            return FollowUpsPage(session, parent)
        case "interactions":
            from desktop_app.views.client_interactions import InteractionsPage

            return InteractionsPage(session, parent)
        case "statistics":
            from desktop_app.views.statistics import StatisticsPage

            return StatisticsPage(session, parent)
        case "notifications":
            from desktop_app.views.notifications import NotificationsPage

            return NotificationsPage(session, parent)
        case "paused":
            from desktop_app.views.paused import PausedPage

            return PausedPage(session, parent)
        case "person":
            from desktop_app.views.person import PersonPage

            return PersonPage(session, argument, parent)
        case _:
            return _make_aside(name, session, parent, argument)


def _make_aside(name: str, session: Session, parent: QWidget, argument: Any) -> Page:
    match name:
        case "absences":
            from desktop_app.views.absences import AbsencesPage

            return AbsencesPage(session, parent)
        case "users":
            from desktop_app.views.users import UsersPage

            return UsersPage(session, parent)
        case "settings":
            from desktop_app.views.settings_page import SettingsPage

            return SettingsPage(session, parent)
        case "help":
            from desktop_app.views.help_page import HelpPage

            return HelpPage(session, parent)
        case "local_api":
            from desktop_app.views.local_api import LocalApiPage

            return LocalApiPage(session, parent)
        case "import":
            from desktop_app.views.people_import import ImportPage

            return ImportPage(session, parent)
        case _:
            return _make_form(name, session, parent, argument)


def _make_form(name: str, session: Session, parent: QWidget, argument: Any) -> Page:
    match name:
        case "person_form":
            from desktop_app.views.person_form import PersonForm

            return PersonForm(session, argument, parent)
        case "follow_up_form":
            from desktop_app.views.follow_up_form import FollowUpForm

            return FollowUpForm(session, argument or FollowUpSubject(), parent)
        case "interaction_form":
            from desktop_app.views.interaction_form import InteractionForm

            return InteractionForm(session, argument or InteractionSubject(), parent)
        case _:
            raise LookupError(name)
