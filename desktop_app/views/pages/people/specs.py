"""The pages about persons: the list, one of them, the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.domain.permissions import Action
from desktop_app.i18n.texts import mark
from desktop_app.views.base.page_spec import PageSpec, SidebarPart

if TYPE_CHECKING:
    from desktop_app.views.base.page import Page

# ruff: noqa: PLC0415 - a page is imported when it is first shown


def _people() -> type[Page]:
    from desktop_app.views.pages.people.people_page import PeoplePage

    return PeoplePage


PEOPLE_PAGE = PageSpec(
    "people",
    mark("People"),
    _people,
    chapter="people",
    action=Action.VIEW_PERSON,
    icon="people",
    sidebar=SidebarPart.WORK,
    kept=True,
)


def _person() -> type[Page]:
    from desktop_app.views.pages.people.person_page import PersonPage

    return PersonPage


PERSON_PAGE = PageSpec(
    "person",
    mark("Person"),
    _person,
    chapter="people",
    action=Action.VIEW_PERSON,
    section="people",
    needs_subject=True,
)


def _person_form() -> type[Page]:
    from desktop_app.views.pages.people.person_form import PersonForm

    return PersonForm


PERSON_FORM = PageSpec(
    "person_form",
    mark("Add a person"),
    _person_form,
    chapter="people",
    action=Action.CREATE_PERSON,
    section="people",
    key="Ctrl+Shift+N",
    key_words=mark("add a person who walks in"),
)
