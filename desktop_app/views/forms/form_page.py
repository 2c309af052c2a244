"""The base of every form that is a page: checking as one types, drafts, saving, conflicts, and the keys that go with them.

A form is a class with ``form``, ``section`` and these methods::

    input_model()            the input of ``domain.inputs`` that checks it (imported late: called off the UI thread)
    content()                what stands in the fields, JSON values by row key (a date not understood: its text)
    put_content(content)     the other way round; keys that are missing leave their field as it is
    values()                 what the controller takes, by the domain's field names
    submit(values, version)  the controller call that saves (runs OFF the UI thread: no widget in it); *version* is that of
                             the record edited, None for a new one; gives back the record
    saved(record, go_on)     it is saved: say so, then ``self.finish()`` or, with *go_on*, the next one (``self.begin`` again)

and, where they apply: ``content_of(record)`` and ``in_words(key, value)`` (a form that edits: for conflicts), ``about()`` (the
person it is about), ``own_problems()`` (what only the form can know), ``foot_words()`` (who and when), ``draft_key()``.

In ``__init__``: ``super().__init__(session)``, then ``self.add_row(key, FormRow(...))`` for each field (its ``changed``,
``toggled`` or ``textChanged`` signal is connected), ``self.column.add_section(...)``, ``self.set_aside(widget)`` for what stands
beside the form, ``self.add_foot_button(button)`` (Delete), ``self.offer_next(shown=True)`` (*Save and next*), and last
``self.begin(record=None)``: what stands in the fields now is what the form starts from. The fields of an existing *record*
are filled by ``put_content(content_of(record))`` in ``begin``.

Ctrl+Enter saves, Ctrl+Shift+Enter saves and goes on, Esc leaves. A draft that exists is put into the fields at once, with a
notice above that offers to throw it away. Errors show in fields that were typed in (after a moment, or when left), in all of
them once a save was tried. What cannot be saved stays in the form, with a sentence why.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.errors import Conflict, Invalid, Unavailable
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.base.failures import describe
from desktop_app.views.base.session import Session
from desktop_app.views.forms.conflict import ConflictPanel, Difference
from desktop_app.views.forms.drafts import about
from desktop_app.views.forms.form_contents import R
from desktop_app.views.forms.form_drafts import DraftedForm
from desktop_app.views.forms.side_by_side import SideBySide
from desktop_app.views.kit.accessibility import NEXT_KEYS, SAVE_KEYS, on_keys
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.labels import hairline, label, set_tone
from desktop_app.views.kit.notice import Notice
from desktop_app.views.look import theme
from desktop_app.views.wording import formats


class _Attempt:
    """One try to save: whether it went through is known on the worker's thread first."""

    saved = False


class FormPage(DraftedForm[R]):
    """A form as a page; *R* is the record it makes or edits (it has a ``version`` when it can be edited)."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._attempt: _Attempt | None = None

        self.notice = Notice(name="formNotice", may_be_closed=True)
        self.save_button = button(tr("&Save"), "primary", name="save", tip=tr("Save (Ctrl+Enter)"))
        self.next_button = button(
            tr("Save and &next"), name="saveAndNext", tip=tr("Save and go on (Ctrl+Shift+Enter)")
        )
        self.cancel_button = button(
            tr("&Cancel"), "quiet", name="cancel", tip=tr("Leave the form; what you typed is kept (Esc)")
        )
        self._foot = label("", "muted", wrap=True, name="formFoot")
        self._is_whole = False
        self._places = QStackedWidget()
        self._fields = SideBySide(self.column)
        self._conflict: ConflictPanel | None = None

        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._places.addWidget(self._fields)
        self._foot_line = QHBoxLayout()
        self._foot_line.setSpacing(theme.S2)
        for each in (self.save_button, self.next_button, self.cancel_button):
            self._foot_line.addWidget(each)
        self._foot_line.addSpacing(theme.S2)
        self._foot_line.addWidget(self._foot, 1)
        self._whole = whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.S5, 0, theme.S5, theme.S4)
        whole.setSpacing(theme.S3)
        whole.addWidget(self.draft_notice)
        whole.addWidget(self.notice)
        whole.addWidget(self._places, 1)
        self._foot_place = QWidget()
        foot = QVBoxLayout(self._foot_place)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(theme.S3)
        foot.addWidget(hairline())
        foot.addLayout(self._foot_line)
        self.notice.clear()
        self.draft_notice.clear()
        self.next_button.hide()

    def _connect(self) -> None:
        self.save_button.clicked.connect(partial(self._save_by_key, go_on=False))
        self.next_button.clicked.connect(partial(self._save_by_key, go_on=True))
        self.cancel_button.clicked.connect(self.cancel)
        on_keys(self, partial(self._save_by_key, go_on=False), *SAVE_KEYS)
        on_keys(self, partial(self._save_by_key, go_on=True), *NEXT_KEYS)

    # -- putting it together

    def set_aside(self, widget: QWidget) -> None:
        """Show *widget* at the right of the fields, close to them."""
        self._fields.set_aside(widget)

    def add_foot_button(self, widget: QWidget) -> None:
        """Put *widget* at the right end of the foot."""
        self._foot_line.addWidget(widget)

    def offer_next(self, *, shown: bool) -> None:
        """Show or hide *Save and next*."""
        self.next_button.setVisible(shown)

    def begin(self, record: R | None = None) -> None:
        """Start from what stands in the fields, or from *record*; forget errors; look for a draft. Can be called again."""
        self._make_whole()
        self.record = record
        self.version = getattr(record, "version", None)
        if record is not None:
            with self.filling():
                self.put_content(self.content_of(record))
        self._start = self.content()
        self._attempt = None
        self._forget_errors()
        self._show_conflict_place(shown=False)
        self.look_for_draft()
        self._set_saving(saving=False)
        if self._model is None:
            self.run(self.input_model, self._take_model)

    def _make_whole(self) -> None:
        """Put the foot, then what stands beside the fields, behind the last of them: so the Tab key goes."""
        if self._is_whole:
            return
        self._is_whole = True
        self._whole.addWidget(self._foot_place)
        self._fields.finish()

    def _take_model(self, model: Any) -> None:
        self._model = model
        self._show_problems()

    def _forget_errors(self) -> None:
        super()._forget_errors()
        self.notice.clear()

    # -- leaving

    def leave(self) -> None:
        """Keep what is typed; while it is being saved, only if that fails."""
        if self._attempt is None:
            if self._keeper is not None:
                self._keeper.keep()
            return
        attempt, session, key, form = self._attempt, self.session, self._draft_key, self.form
        content = {**self.content(), "version": self.version, "about": about(self.about())}

        def keep_unless_saved() -> None:
            if not attempt.saved:
                session.controllers.drafts.keep(session.actor, form, key, content)

        session.operations.run(keep_unless_saved)

    def cancel(self) -> None:
        """Leave the form; what was typed is kept as a draft, and that is said."""
        if self.is_changed() and self._attempt is None:
            session, form, key = self.session, self.form, self._draft_key

            def throw_away() -> None:
                session.operations.run(lambda: session.controllers.drafts.drop(session.actor, form, key))

            self.say(tr("What you typed is kept as a draft."), tr("Discard"), throw_away)
        self.done_requested.emit()

    def finish(self) -> None:
        """The form has done its work: go back to where it was opened from."""
        self.done_requested.emit()

    def _show_foot(self) -> None:
        wrong = len(self.column.wrong_keys()) if self._tried else 0
        if self._attempt is not None:
            text = tr("Saving…")
        elif wrong:
            text = trn("Check {count} field", "Check {count} fields", wrong)
        else:
            text = self.foot_words()
        set_tone(self._foot, "late" if wrong and self._attempt is None else None)
        self._foot.setText(text)

    # -- saving

    def _save_by_key(self, *_checked: bool, go_on: bool) -> None:
        self.save(go_on=go_on and self.next_button.isVisible())

    def save(self, *, go_on: bool = False) -> None:
        """Save what stands in the fields, unless something is wrong: then say where."""
        if self._attempt is not None:
            return
        if self._is_comparing():
            self.conflict.decide()
            return
        problems = self.problems_now()
        if problems:
            self._show_all(problems)
            return
        self._submit(go_on=go_on)

    def _submit(self, *, go_on: bool) -> None:
        attempt = self._attempt = _Attempt()
        values, version, form, key = self.values(), self.version, self.form, self._draft_key
        session = self.session
        self.notice.clear()
        self._set_saving(saving=True)

        def work() -> R:
            record = self.submit(values, version)
            attempt.saved = True
            with suppress(Unavailable):  # it is saved: a draft that stays is offered once more, no more harm
                session.controllers.drafts.drop(session.actor, form, key)
            return record

        def succeeded(record: R) -> None:
            if shiboken6.isValid(self):
                self._succeeded(record, go_on=go_on)

        def failed(error: BaseException) -> None:
            if shiboken6.isValid(self):
                self._failed(error)
            else:
                session.operations.failed.emit(error)

        # asked without an owner: what goes wrong after the form is gone must be told all the same
        session.operations.run(work, succeeded, failed)

    def _succeeded(self, record: R, *, go_on: bool) -> None:
        self._start = self.content()  # nothing is left to be kept
        self._attempt = None
        self._stop_keeping()
        self._set_saving(saving=False)
        self.draft_notice.clear()
        self.saved(record, go_on=go_on)

    def _failed(self, error: BaseException) -> None:
        self._attempt = None
        self._set_saving(saving=False)
        self._content_typed()
        if isinstance(error, Invalid):
            self._show_all({problem.field: str(problem.message) for problem in error})
        elif isinstance(error, Conflict) and self.record is not None:
            self._show_conflict(error.current)
        else:
            failure = describe(error, type(self).__name__)
            detail = tr("Incident {number}", number=failure.incident) if failure.incident else ""
            self.notice.show_words(failure.text, kind="error", detail=detail)

    def _show_all(self, problems: dict[str, str]) -> None:
        self._tried = True
        self._pause.stop()
        unplaced = self.column.show_errors(problems)
        if unplaced:
            self.notice.show_words(" ".join(unplaced.values()), kind="error")
        self._show_foot()

    def _set_saving(self, *, saving: bool) -> None:
        for each in (self.save_button, self.next_button):
            each.setEnabled(not saving)
        self._show_foot()

    # -- two versions

    @property
    def conflict(self) -> ConflictPanel:
        """Both versions beside each other; made when there are two."""
        if self._conflict is not None:
            return self._conflict
        conflict_panel = self._conflict = ConflictPanel()
        self._places.addWidget(conflict_panel)
        conflict_panel.decided.connect(self._resolve)
        conflict_panel.given_up.connect(self._close_conflict)
        return conflict_panel

    def _is_comparing(self) -> bool:
        return self._conflict is not None and self._places.currentWidget() is self._conflict

    def _show_conflict(self, current: Any) -> None:
        """Show side by side what differs; where only one side changed a field, that side is chosen already."""
        start = self.content_of(self.record) if self.record is not None else {}
        kept = frozenset(key for key, value in self.content().items() if value != start.get(key))
        self._current = current
        differences = self._differences(kept)
        self._attempt = None
        if not differences:  # both wrote the same: there is nothing to ask
            self.record, self.version = current, current.version
            self._submit(go_on=False)
            return
        self.conflict.show_versions(self.conflict_words(current), differences)
        self._show_conflict_place(shown=True)
        self.conflict.focus_start()

    def _differences(self, kept: frozenset[str]) -> list[Difference]:
        """What the two versions write differently; of the fields in *kept*, what is typed here is chosen."""
        mine, theirs = self.content(), self.content_of(self._current)
        return [
            Difference(
                key,
                self.label_of(key),
                self.said(key, mine[key]),
                self.said(key, theirs[key]),
                mine=key in kept,
            )
            for key in mine
            if key in theirs and mine[key] != theirs[key]
        ]

    def private_texts_changed(self) -> None:
        """Both versions show what they may now; what was chosen stays."""
        super().private_texts_changed()
        if self._is_comparing():
            self.conflict.show_versions(
                self.conflict_words(self._current), self._differences(self.conflict.kept())
            )

    def _show_conflict_place(self, *, shown: bool) -> None:
        self._places.setCurrentWidget(self.conflict if shown else self._fields)
        self._foot_place.setVisible(not shown)  # the two versions have buttons of their own

    def conflict_words(self, current: Any) -> str:
        """What happened: who changed *current* and when, as far as it is known."""
        moment = formats.short_moment(self.session.controllers.clock.local(current.updated_at))
        return tr(
            "Somebody changed this on {moment}, while you were editing. Nothing was overwritten: choose what is right.",
            moment=moment,
        )

    def _resolve(self, kept: frozenset[str]) -> None:
        """Take the other version's fields except those in *kept*, and save over it."""
        theirs = self.content_of(self._current)
        mine = self.content()
        with self.filling():
            self.put_content({**theirs, **{key: mine[key] for key in kept}})
        self.record, self.version = self._current, self._current.version
        self._start = theirs
        self._show_conflict_place(shown=False)
        self._content_typed()
        self.save()

    def _close_conflict(self) -> None:
        self._show_conflict_place(shown=False)
        self.focus_start()

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; whatever opens over the form has taken its own Esc by then."""
        if event.key() != Qt.Key.Key_Escape or event.modifiers():
            super().keyPressEvent(event)
        elif self._is_comparing():
            self._close_conflict()
        else:
            self.cancel()
