"""Marks somebody as away: who, from when to when, and which colleague looks after their people.

``AbsenceForm(actor, own_only, today, parent)``   ``set_mentors(mentors)``; signal ``save_requested(values)`` as ``AbsenceInput`` takes
    them; ``refuse(error)`` shows errors beside their fields, ``clear()`` begins anew. With *own_only* it is about the actor
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_app.domain import limits
from desktop_app.domain.dates.date_parsing import read_date
from desktop_app.domain.errors import Invalid
from desktop_app.domain.records import Actor, Mentor
from desktop_app.i18n.texts import tr
from desktop_app.views.base.failures import describe
from desktop_app.views.base.session import Session
from desktop_app.views.forms.kept_texts import KeptTexts
from desktop_app.views.kit.accessibility import SAVE_KEYS, on_keys
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.fields.date_field import DateField
from desktop_app.views.kit.fields.dropdown import Dropdown
from desktop_app.views.kit.fields.form_row import FormColumn, FormRow
from desktop_app.views.kit.fields.growing_text import GrowingText
from desktop_app.views.kit.labels import hairline, label
from desktop_app.views.kit.notice import Notice
from desktop_app.views.look import theme

WIDTH = 384


class AbsenceForm(QFrame):
    """Five fields and a button."""

    save_requested = Signal(object)

    def __init__(self, actor: Actor, today: Callable[[], date], parent: QWidget, *, own_only: bool) -> None:
        super().__init__(parent)
        self.setObjectName("absenceForm")
        self.setProperty("surface", "card")
        self.setFixedWidth(WIDTH)
        self._actor = actor
        self._own_only = own_only
        self._mentors: tuple[Mentor, ...] = ()
        self._user: Dropdown = Dropdown([(None, tr("Choose"))])
        self._colleague: Dropdown = Dropdown([(None, tr("Choose"))])

        def read(text: str) -> date | None:
            return read_date(text, today(), "future")

        self._days = {
            name: DateField(read, today, name=name, placeholder=tr("Monday, 3/12, +7…"))
            for name in ("first_on", "last_on")
        }
        self._note = GrowingText(limit=limits.LINE, min_lines=2, max_lines=5)
        self._notice = Notice("error", name="absenceNotice")
        self._kept: KeptTexts | None = None
        self._save = button(tr("&Mark as away"), "primary", name="saveAbsence", tip=tr("Ctrl+Enter"))
        self.column = FormColumn(name="absenceFields")

        heading = tr("Add an absence")
        rows = {
            "user": FormRow(tr("Who"), self._user, name="absenceUser", required=True),
            "first_on": FormRow(
                tr("First day away"), self._days["first_on"], name="absenceFirst", required=True
            ),
            "last_on": FormRow(tr("Last day away"), self._days["last_on"], name="absenceLast", required=True),
            "colleague": FormRow(
                tr("Who looks after their people") if not own_only else tr("Who looks after your people"),
                self._colleague,
                name="absenceColleague",
                required=True,
                help_text=tr(
                    "The colleague sees these people and can record follow-ups; nothing is reassigned, "
                    "and it ends by itself."
                ),
            ),
            "note": FormRow(
                tr("Note"),
                self._note,
                name="absenceNote",
                help_text=tr("Only you, pastors and administrators see it.")
                if own_only
                else tr("Only the absent mentor, pastors and administrators see it."),
            ),
        }
        for key, row in rows.items():
            self.column.add_row(key, row)
        if own_only:
            rows["user"].hide()
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.S4, theme.S4, theme.S2, theme.S3)
        whole.setSpacing(theme.S3)
        whole.addWidget(label(heading, "section", wrap=True, name="absenceHeading"))
        whole.addWidget(self._notice)
        whole.addWidget(self.column, 1)
        whole.addWidget(hairline())
        whole.addWidget(self._save)

        for key, signal in (
            ("user", self._user.changed),
            ("first_on", self._days["first_on"].changed),
            ("last_on", self._days["last_on"].changed),
            ("colleague", self._colleague.changed),
            ("note", self._note.changed),
        ):
            signal.connect(partial(self._changed, key))
        self._user.changed.connect(lambda _value: self._offer_colleagues())
        self._save.clicked.connect(self.save)
        on_keys(self, self.save, *SAVE_KEYS)

    def set_mentors(self, mentors: Sequence[Mentor]) -> None:
        """Offer *mentors*: those who can be away, and look after people."""
        self._mentors = tuple(mentors)
        if not self._own_only:
            self._user.set_options(
                [(None, tr("Choose")), *((mentor.uuid, mentor.full_name) for mentor in mentors)]
            )
        self._offer_colleagues()

    def _offer_colleagues(self) -> None:
        away = self._who()
        others = [(mentor.uuid, mentor.full_name) for mentor in self._mentors if mentor.uuid != away]
        self._colleague.set_options([(None, tr("Choose")), *others])

    def _who(self) -> UUID | None:
        chosen: UUID | None = self._actor.uuid if self._own_only else self._user.value()
        return chosen

    def _changed(self, key: str, *_value: object) -> None:
        self.column.row(key).set_error(None)

    def keep_note_with(self, session: Session) -> None:
        """Cover the note in privacy mode, and keep it as a draft until it is saved."""
        note = self.column.row("note")
        note.hide_with(session.privacy, self._note.text)
        kept = self._kept = KeptTexts(session, "absence", {"note": self._note}, self, note.hide_if_private)
        self._whole.insertWidget(1, kept.notice)
        kept.begin("new:")

    def focus_start(self) -> None:
        """Begin with the first field."""
        first = self._days["first_on"] if self._own_only else self._user
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Ask for what is filled in."""
        if not self._save.isEnabled():
            return
        self._notice.clear()
        not_a_day = tr("Date not recognised. Write it as 3/11, 2026-11-03, “Monday” or “+7”.")
        wrong = {name: not_a_day for name, field in self._days.items() if not field.understood()}
        if wrong:
            self.column.show_errors(wrong)
            return
        self._save.setEnabled(False)
        self.save_requested.emit(
            {
                "user": self._who(),
                "first_on": self._days["first_on"].value(),
                "last_on": self._days["last_on"].value(),
                "colleague": self._colleague.value(),
                "note": self._note.text(),
            }
        )

    def refuse(self, error: BaseException) -> None:
        """Say why it was not saved; nothing typed is lost."""
        self._save.setEnabled(True)
        left = {"": describe(error, "AbsenceForm").text}
        if isinstance(error, Invalid):
            left = self.column.show_errors({problem.field: str(problem.message) for problem in error})
        self._notice.show_words(" ".join(left.values()), kind="error")

    def clear(self) -> None:
        """Begin anew: what was filled in is saved."""
        if self._kept is not None:
            self._kept.saved()
        self._save.setEnabled(True)
        self._notice.clear()
        if not self._own_only:
            self._user.set_value(None)
        self._colleague.set_value(None)
        for field in self._days.values():
            field.clear()
        self._note.set_text("")
        if self._kept is not None:
            self._kept.begin("new:")
        self.column.clear_errors()
