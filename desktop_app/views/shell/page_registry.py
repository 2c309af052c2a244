"""The table of all pages: what the sidebar, the frame, the keys, the tour and the warm-up read. A new page is entered here.

``SPECS``     every page; the sidebar shows those that belong there in this order
``SIDEBAR``   the entries of the sidebar      ``HOME``   the page that everything falls back to
``spec(name)``, ``may_open(name, session)``, ``tour_stops(session)``
"""

from __future__ import annotations

from desktop_app.views.base.page_spec import PageSpec, TourStop
from desktop_app.views.base.session import Session
from desktop_app.views.pages.absences.specs import ABSENCES_PAGE
from desktop_app.views.pages.dashboard.specs import DASHBOARD_PAGE
from desktop_app.views.pages.deleted.specs import DELETED_PAGE
from desktop_app.views.pages.duplicates.specs import DUPLICATES_PAGE, MERGED_PAGE
from desktop_app.views.pages.follow_ups.specs import FOLLOW_UP_FORM, FOLLOW_UPS_PAGE
from desktop_app.views.pages.help.specs import HELP_PAGE
from desktop_app.views.pages.importing.specs import IMPORT_PAGE
from desktop_app.views.pages.interactions.specs import INTERACTION_FORM, INTERACTIONS_PAGE
from desktop_app.views.pages.local_api.specs import LOCAL_API_PAGE
from desktop_app.views.pages.notifications.specs import NOTIFICATIONS_PAGE
from desktop_app.views.pages.pauses.specs import PAUSED_PAGE
from desktop_app.views.pages.people.specs import PEOPLE_PAGE, PERSON_FORM, PERSON_PAGE
from desktop_app.views.pages.settings.specs import SETTINGS_PAGE
from desktop_app.views.pages.statistics.specs import STATISTICS_PAGE
from desktop_app.views.pages.users.specs import USERS_PAGE

SPECS: tuple[PageSpec, ...] = (
    DASHBOARD_PAGE,
    PEOPLE_PAGE,
    FOLLOW_UPS_PAGE,
    INTERACTIONS_PAGE,
    STATISTICS_PAGE,
    ABSENCES_PAGE,
    USERS_PAGE,
    SETTINGS_PAGE,
    NOTIFICATIONS_PAGE,
    PAUSED_PAGE,
    DELETED_PAGE,
    DUPLICATES_PAGE,
    MERGED_PAGE,
    IMPORT_PAGE,
    LOCAL_API_PAGE,
    HELP_PAGE,
    PERSON_PAGE,
    PERSON_FORM,
    FOLLOW_UP_FORM,
    INTERACTION_FORM,
)
SIDEBAR = tuple(entry for entry in SPECS if entry.sidebar is not None)
HOME = SIDEBAR[0]
_BY_NAME = {entry.name: entry for entry in SPECS}


def spec(name: str) -> PageSpec:
    """The page called *name*.

    Raises:
        LookupError: there is none.
    """
    return _BY_NAME[name]


def may_open(name: str, session: Session) -> bool:
    """Whether *name* is a page that one can come back to or that has a key, and who is signed in may see it."""
    page = _BY_NAME.get(name)
    return page is not None and (page.kept or bool(page.key)) and page.may_open(session)


def tour_stops(session: Session) -> list[TourStop]:
    """What the tour shows of the pages, to who is signed in."""
    return [stop for page in SPECS if page.may_open(session) for stop in page.stops]
