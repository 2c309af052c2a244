"""The pages about follow-ups: the list and the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.domain.permissions import Action
from desktop_app.i18n.texts import mark
from desktop_app.views.base.form_arguments import FollowUpArguments
from desktop_app.views.base.page_spec import PageSpec, SidebarPart

if TYPE_CHECKING:
    from desktop_app.views.base.page import Page

# ruff: noqa: PLC0415 - a page is imported when it is first shown


def _with_whom(page: Page | None) -> FollowUpArguments:
    """The person that *page* is about, if it is about one."""
    return FollowUpArguments(person=page.subject() if page is not None else None)


def _follow_ups() -> type[Page]:
    from desktop_app.views.pages.follow_ups.follow_ups_page import FollowUpsPage

    return FollowUpsPage


FOLLOW_UPS_PAGE = PageSpec(
    "follow_ups",
    mark("Follow-ups"),
    _follow_ups,
    chapter="follow-ups",
    action=Action.VIEW_FOLLOW_UPS,
    icon="follow-ups",
    sidebar=SidebarPart.WORK,
    kept=True,
)


def _follow_up_form() -> type[Page]:
    from desktop_app.views.pages.follow_ups.follow_up_form import FollowUpForm

    return FollowUpForm


FOLLOW_UP_FORM = PageSpec(
    "follow_up_form",
    mark("Record a follow-up"),
    _follow_up_form,
    chapter="follow-ups",
    action=Action.RECORD_FOLLOW_UP,
    section="follow_ups",
    key="Ctrl+N",
    key_words=mark("record a follow-up"),
    subject_over=_with_whom,
)
