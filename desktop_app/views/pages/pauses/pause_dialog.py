"""Asks until when somebody is to be off the list of those who wait, and why.

``PauseDialog(parent, name, today, day=None, reason=None, note="")``   signal ``save_requested({"until", "reason", "note"})``;
    ``refuse(error)`` says what was not right beside its field, ``accept()`` closes it
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain import limits
from desktop_app.domain.dates.date_parsing import read_date
from desktop_app.domain.errors import Invalid
from desktop_app.domain.records import PersonName
from desktop_app.domain.vocabulary import PauseReason, code_label
from desktop_app.i18n.texts import tr
from desktop_app.views.base.failures import describe
from desktop_app.views.base.session import Session
from desktop_app.views.forms.kept_texts import KeptTexts
from desktop_app.views.forms.planned_day import PlannedDay
from desktop_app.views.kit.accessibility import put_behind
from desktop_app.views.kit.dialog import Dialog
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.fields.growing_text import GrowingText
from desktop_app.views.kit.fields.segmented import SegmentedChoice, with_letters
from desktop_app.views.kit.notice import Notice


class PauseDialog(Dialog):
    """A day, a reason, a note."""

    save_requested = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        name: str,
        today: Callable[[], date],
        *,
        day: date | None = None,
        reason: PauseReason | None = None,
        note: str = "",
    ) -> None:
        super().__init__(parent, tr("Pause {name}", name=name), name="pauseDialog")
        self._until = PlannedDay(lambda text: read_date(text, today(), "future"), today, name="pauseUntil")
        self._reason = SegmentedChoice(
            with_letters((pause_reason, code_label(pause_reason)) for pause_reason in PauseReason),
            name="pauseReason",
        )
        self._note = GrowingText(limit=limits.LINE, name="pauseNote", min_lines=2, max_lines=5)
        self._rows = {
            "until": FormRow(
                tr("Until"),
                self._until,
                required=True,
                help_text=tr("On this day they are on the list again, when they still wait."),
            ),
            "reason": FormRow(tr("Why"), self._reason, required=True),
            "note": FormRow(tr("Note"), self._note),
        }
        self._notice = Notice("error", name="pauseNotice")
        self._kept: KeptTexts | None = None

        for row in self._rows.values():
            self.content.addWidget(row)
        self.content.addWidget(self._notice)
        put_behind(self._note, self._until.quick)
        self.add_button(tr("Cancel"), "outlined", self.reject, name="pauseCancel")
        self._save = self.add_button(tr("&Pause"), "primary", self._ask, name="pauseSave")
        self._until.set_value(day)
        self._note.set_text(note)
        if reason is not None:
            self._reason.set_value(reason)
        self._until.changed.connect(partial(self._rows["until"].set_error, None))
        self._reason.changed.connect(lambda _value: self._rows["reason"].set_error(None))
        self._note.changed.connect(partial(self._rows["note"].set_error, None))
        self._until.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit()

    def keep_note_with(self, session: Session, person: PersonName) -> None:
        """Cover the note in privacy mode, and keep it as a draft until it is saved."""
        note = self._rows["note"]
        note.hide_with(session.privacy, self._note.text)
        kept = self._kept = KeptTexts(session, "pause", {"note": self._note}, self, note.hide_if_private)
        self.content.insertWidget(0, kept.notice)
        kept.begin(f"new:{person.id}", person)
        self.accepted.connect(kept.saved)

    def _fit(self) -> None:
        """As high as the words need at this width; Qt asks that of no window by itself."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            height = layout.totalHeightForWidth(self.minimumWidth())
            self.setMinimumHeight(height)
            self.resize(self.minimumWidth(), height)

    def _ask(self) -> None:
        self._notice.clear()
        if not self._until.understood():
            self._rows["until"].set_error(
                tr("Date not recognised. Write it as 3/11, 2026-11-03, “Monday” or “+7”.")
            )
            self._until.setFocus(Qt.FocusReason.OtherFocusReason)
            self._fit()
            return
        self._save.setEnabled(False)
        self.save_requested.emit(
            {"until": self._until.value(), "reason": self._reason.value(), "note": self._note.text()}
        )

    def refuse(self, error: BaseException) -> None:
        """Say why it was not saved; nothing typed is lost."""
        self._save.setEnabled(True)
        if not isinstance(error, Invalid):
            self._notice.show_words(describe(error, "PauseDialog").text, kind="error")
            self._fit()
            return
        for problem in error:
            row = self._rows.get(problem.field)
            if row is None:
                self._notice.show_words(str(problem.message), kind="error")
            else:
                row.set_error(str(problem.message))
        self._fit()
        wrong = next((row for row in self._rows.values() if row.error()), None)
        if wrong is not None:
            wrong.take_focus()
