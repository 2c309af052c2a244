"""The pages by name. Each is imported when it is first shown, so that signing in does not wait for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.domain.permissions import Action
from desktop_app.i18n.texts import mark
from desktop_app.views.base.form_subjects import FollowUpSubject, InteractionSubject
from desktop_app.views.base.page import Page
from desktop_app.views.base.session import Session

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
    "dashboard": "pages.dashboard.dashboard_page",
    "people": "pages.people.people_page",
    "follow_ups": "pages.follow_ups.follow_ups_page",
    "interactions": "pages.interactions.interactions_page",
    "statistics": "pages.statistics.statistics_page",
    "absences": "pages.absences.absences_page",
    "paused": "pages.pauses.paused_page",
    "users": "pages.users.users_page",
    "settings": "pages.settings.settings_page",
    "help": "pages.help.help_page",
    "local_api": "pages.local_api.local_api_page",
    "notifications": "pages.notifications.notifications_page",
    "import": "pages.importing.import_page",
    "person": "pages.people.person_page",
    "person_form": "pages.people.person_form",
    "follow_up_form": "pages.follow_ups.follow_up_form",
    "interaction_form": "pages.interactions.interaction_form",
}
"""The module of each page, within the windows."""


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
            from desktop_app.views.pages.dashboard.dashboard_page import DashboardPage

            return DashboardPage(session, parent)
        case "people":
            from desktop_app.views.pages.people.people_page import PeoplePage

            return PeoplePage(session, parent)
        case "follow_ups":
            from desktop_app.views.pages.follow_ups.follow_ups_page import FollowUpsPage

            return FollowUpsPage(session, parent)
        case "interactions":
            from desktop_app.views.pages.interactions.interactions_page import InteractionsPage

            return InteractionsPage(session, parent)
        case "statistics":
            from desktop_app.views.pages.statistics.statistics_page import StatisticsPage

            return StatisticsPage(session, parent)
        case "notifications":
            from desktop_app.views.pages.notifications.notifications_page import NotificationsPage

            return NotificationsPage(session, parent)
        case "paused":
            from desktop_app.views.pages.pauses.paused_page import PausedPage

            return PausedPage(session, parent)
        case "person":
            from desktop_app.views.pages.people.person_page import PersonPage

            return PersonPage(session, argument, parent)
        case _:
            return _make_aside(name, session, parent, argument)


def _make_aside(name: str, session: Session, parent: QWidget, argument: Any) -> Page:
    match name:
        case "absences":
            from desktop_app.views.pages.absences.absences_page import AbsencesPage

            return AbsencesPage(session, parent)
        case "users":
            from desktop_app.views.pages.users.users_page import UsersPage

            return UsersPage(session, parent)
        case "settings":
            from desktop_app.views.pages.settings.settings_page import SettingsPage

            return SettingsPage(session, parent)
        case "help":
            from desktop_app.views.pages.help.help_page import HelpPage

            return HelpPage(session, parent)
        case "local_api":
            from desktop_app.views.pages.local_api.local_api_page import LocalApiPage

            return LocalApiPage(session, parent)
        case "import":
            from desktop_app.views.pages.importing.import_page import ImportPage

            return ImportPage(session, parent)
        case _:
            return _make_form(name, session, parent, argument)


def _make_form(name: str, session: Session, parent: QWidget, argument: Any) -> Page:
    match name:
        case "person_form":
            from desktop_app.views.pages.people.person_form import PersonForm

            return PersonForm(session, argument, parent)
        case "follow_up_form":
            from desktop_app.views.pages.follow_ups.follow_up_form import FollowUpForm

            return FollowUpForm(session, argument or FollowUpSubject(), parent)
        case "interaction_form":
            from desktop_app.views.pages.interactions.interaction_form import InteractionForm

            return InteractionForm(session, argument or InteractionSubject(), parent)
        case _:
            raise LookupError(name)
