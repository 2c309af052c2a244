"""The pages about client interactions: the list and the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.domain.permissions import Action
from desktop_app.i18n.texts import mark
from desktop_app.views.base.page_spec import PageSpec, SidebarPart

if TYPE_CHECKING:
    from desktop_app.views.base.page import Page

# ruff: noqa: PLC0415 - a page is imported when it is first shown


def _interactions() -> type[Page]:
    from desktop_app.views.pages.interactions.interactions_page import InteractionsPage

    return InteractionsPage


INTERACTIONS_PAGE = PageSpec(
    "interactions",
    mark("Client interactions"),
    _interactions,
    chapter="interactions",
    action=Action.VIEW_INTERACTIONS,
    icon="interactions",
    sidebar=SidebarPart.WORK,
    kept=True,
)


def _interaction_form() -> type[Page]:
    from desktop_app.views.pages.interactions.interaction_form import InteractionForm

    return InteractionForm


INTERACTION_FORM = PageSpec(
    "interaction_form",
    mark("Client interaction"),
    _interaction_form,
    chapter="interactions",
    action=Action.RECORD_INTERACTION,
    section="interactions",
)
