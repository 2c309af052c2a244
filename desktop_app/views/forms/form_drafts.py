"""The draft of a form: kept while somebody types, put back into the fields when the form is opened again, thrown away on request."""

from __future__ import annotations

from functools import partial
from typing import Any

import shiboken6
from PySide6.QtWidgets import QWidget

from desktop_app.domain.records import Draft
from desktop_app.i18n.texts import tr
from desktop_app.views.base.session import Session
from desktop_app.views.forms.drafts import DraftKeeper
from desktop_app.views.forms.form_contents import FormContents, R
from desktop_app.views.kit.choice_notice import ChoiceNotice
from desktop_app.views.wording import formats


class DraftedForm(FormContents[R]):
    """Fields whose content is not lost; ``draft_notice`` says that it came back. *R* is the record that the form makes or edits."""

    form = ""
    """What its drafts are called: ``follow_up``, ``interaction``, ``person``."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.version: int | None = None
        self._draft_key = ""
        self._keeper: DraftKeeper | None = None
        self.draft_notice = ChoiceNotice(name="draftOffer")
        self.draft_notice.first_requested.connect(self.draft_notice.clear)
        self.draft_notice.second_requested.connect(self.throw_draft_away)

    def look_for_draft(self) -> None:
        """Keep what is typed from now on; put back what was typed and not saved the last time."""
        self.draft_notice.clear()
        keeper = self._new_keeper()
        keeper.load(partial(self._take_draft, keeper))

    def _new_keeper(self) -> DraftKeeper:
        self._stop_keeping()
        self._draft_key = self.draft_key()
        self._keeper = DraftKeeper(
            self.session, self.form, self._draft_key, self._worth_keeping, self.about, self
        )
        return self._keeper

    def _stop_keeping(self) -> None:
        if self._keeper is not None:
            self._keeper.deleteLater()
            self._keeper = None

    def _content_typed(self) -> None:
        if self._keeper is not None:
            self._keeper.touch()

    def _worth_keeping(self) -> dict[str, Any] | None:
        content = self.content()
        return {**content, "version": self.version} if content != self._start else None

    def _take_draft(self, keeper: DraftKeeper, draft: Draft | None) -> None:
        if draft is None or keeper is not self._keeper or self.is_changed():
            return
        with self.filling():
            self.put_content(draft.content)
        held = draft.content.get("version")
        if isinstance(held, int) and self.record is not None:
            self.version = held  # what it was typed over: somebody may have changed it since
        if self.is_changed():
            moment = formats.short_moment(self.session.controllers.clock.local(draft.updated_at))
            self.draft_notice.show_words(
                tr("You wrote this on {moment} and did not save it.", moment=moment),
                tr("Continue"),
                tr("Discard"),
            )
        self.draft_taken()

    def draft_taken(self) -> None:
        """A draft was put into the fields: show what depends on them."""

    def throw_draft_away(self) -> None:
        """Forget what was typed, here and in the draft; it can be undone."""
        thrown = self.content()
        if self._keeper is not None:
            self._keeper.drop()
        with self.filling():
            self.put_content(self._start)
        self.version = getattr(self.record, "version", None)
        self._new_keeper()
        self._forget_errors()
        self.draft_notice.clear()
        self.draft_taken()

        def undo() -> None:
            if shiboken6.isValid(self):
                self.put_content(thrown)
                self.cover_private()
                self.draft_taken()

        self.say(tr("Discarded."), tr("Undo"), undo)
        self.focus_start()

    def forget_draft(self) -> None:
        """What is typed is not needed any more (the record is deleted)."""
        if self._keeper is not None:
            self._keeper.drop()
