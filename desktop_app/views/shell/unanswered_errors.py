"""Where an error that nobody answered is told: on the frame, at the sign-in, or on the first run."""

from __future__ import annotations

from typing import Any

from desktop_app.views.base.failures import describe
from desktop_app.views.pages.sign_in.sign_in_page import SignInPage


def show_failure_on(content: Any, error: BaseException, *, is_signed_in: bool) -> None:
    """Tell *error* on the *content* of the window, each in its own place; a page without one tells nothing, the log does."""
    if is_signed_in and hasattr(content, "show_failure"):
        content.show_failure(error)
        return
    failure = describe(error, type(content).__name__)
    if isinstance(content, SignInPage):
        content.refuse_words(failure.text, failure.incident)
    elif hasattr(content, "refuse_words"):
        content.refuse_words(failure)
