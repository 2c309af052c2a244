"""Whether who is signed in still may be: an administrator may have changed their account meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_app.domain.errors import SessionEnded, sentence
from desktop_app.i18n.texts import tr
from desktop_app.views.base.operations import Operations
from desktop_app.views.base.program import Program

if TYPE_CHECKING:  # not needed until the data is open
    from desktop_app.domain.context import Actor


def check_session(
    program: Program,
    operations: Operations,
    actor: Actor,
    send_out: Callable[[str], None],
    on_failure: Callable[[BaseException], None],
) -> None:
    """Call *send_out* with why *actor* has to sign in again, if they have to."""
    controllers = program.controllers

    def answered(now: Actor) -> None:
        if now.role is not actor.role:
            send_out(tr("Your role was changed. Please sign in again."))

    def refused(error: BaseException) -> None:
        if isinstance(error, SessionEnded):
            send_out(sentence(error))
        else:
            on_failure(error)

    operations.run(lambda: controllers.sign_in.still(actor), answered, refused)
