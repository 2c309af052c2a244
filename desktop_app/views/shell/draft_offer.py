"""Offering back what somebody typed and did not save.

``DraftOffer(session, say_failure)``   a notice; ``look()`` asks whether there is anything; signal ``continue_requested(page name, its subject)``
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal

from desktop_app.domain.records import Draft
from desktop_app.i18n.texts import mark, tr, trn
from desktop_app.views.base.form_arguments import FollowUpArguments, InteractionArguments
from desktop_app.views.base.session import Session
from desktop_app.views.forms.drafts import person_of
from desktop_app.views.kit.notice import Notice

_NOBODY = mark("somebody not chosen yet")


class _Panel(NamedTuple):
    """Where a draft that is no form's is put back: the page, and what it is about where it is about no person."""

    page: str
    words: str = _NOBODY
    argument: str | None = None


_PANELS = {
    "pause": _Panel("person"),
    "statusEditor": _Panel("person"),
    "mentorEditor": _Panel("person"),
    "absence": _Panel("absences", mark("the note of an absence")),
    "user": _Panel("users", mark("a user")),
    "settings": _Panel("settings", mark("the name of the organisation"), "organisationSettings"),
    "token": _Panel("local_api", mark("a token’s name")),
    "local_api": _Panel("local_api", mark("the settings of the local API")),
}
"""The drafts of ``KeptTexts``, by their form."""


class DraftOffer(Notice):
    """There while something waits to be finished and was not continued yet."""

    continue_requested = Signal(str, object)

    def __init__(self, session: Session, say_failure: Callable[[BaseException], object]) -> None:
        super().__init__(name="draftNotice", may_be_closed=True)
        self._session = session
        self._say_failure = say_failure
        self.clear()

    def look(self) -> None:
        """Offer back what the user typed and did not save, if anything."""
        session = self._session
        session.operations.run(
            lambda: session.controllers.drafts.list(session.actor), self._offer, self._say_failure, owner=self
        )

    def _offer(self, drafts: tuple[Draft, ...]) -> None:
        if not drafts:
            self.clear()
            return
        person, panel = person_of(drafts[0]), _PANELS.get(drafts[0].form)
        words = panel.words if panel else _NOBODY
        about = person.full_name if person else tr(words)
        text = trn(
            "Unsaved draft: {about}",
            "{count} unsaved drafts; the newest: {about}",
            len(drafts),
            about=about,
        )
        self.show_words(text, kind="info", action_text=tr("Continue writing"))
        self.action_requested.connect(
            partial(self._continue, drafts[0]), Qt.ConnectionType.SingleShotConnection
        )

    def _continue(self, draft: Draft) -> None:
        self.clear()
        session = self._session
        kind, _, key = draft.key.partition(":")
        if panel := _PANELS.get(draft.form):  # which puts it back by itself, once it is opened
            person = person_of(draft)
            self.continue_requested.emit(panel.page, person.id if person else panel.argument)
            return
        if kind != "edit":
            person = person_of(draft) if key else None  # without one, the form was opened without one
            name, subject = {
                "follow_up": ("follow_up_form", FollowUpArguments(person=person)),
                "interaction": ("interaction_form", InteractionArguments(person=person)),
            }.get(draft.form, ("person_form", None))
            self.continue_requested.emit(name, subject)
            return

        def fetch() -> Any:
            controllers, actor = session.controllers, session.actor
            match draft.form:
                case "follow_up":
                    return "follow_up_form", FollowUpArguments(
                        follow_up=controllers.follow_ups.get(actor, int(key))
                    )
                case "interaction":
                    return "interaction_form", InteractionArguments(
                        interaction=controllers.client_interactions.get(actor, int(key))
                    )
                case _:
                    return "person_form", controllers.persons.get(actor, int(key))

        session.operations.run(
            fetch, lambda form: self.continue_requested.emit(*form), self._say_failure, owner=self
        )
