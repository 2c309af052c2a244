"""The first run: the organisation and its first administrator, or a look around with invented people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QWidget

from desktop_app.domain.errors import Invalid
from desktop_app.domain.office_words import KINDS, OfficeKind, settings_of
from desktop_app.i18n.texts import language, tr
from desktop_app.views.base.failures import Failure
from desktop_app.views.kit.accessibility import SAVE_KEYS, on_keys
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.fields.language_choice import LanguageChoice
from desktop_app.views.kit.fields.password_field import PasswordEdit
from desktop_app.views.kit.fields.segmented import SegmentedChoice
from desktop_app.views.kit.fields.time_zone_choice import ZoneChoice
from desktop_app.views.kit.labels import hairline, label
from desktop_app.views.kit.notice import Notice
from desktop_app.views.pages.sign_in.front_page import FrontPage


class FirstRunPage(FrontPage):
    """``set_up_requested(organisation, administrator)``; the window answers with ``refuse`` or goes on."""

    set_up_requested = Signal(object, object)
    demo_requested = Signal()
    stop_requested = Signal()
    language_requested = Signal(str)

    def __init__(self, typed: Mapping[str, str] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Welcome to Suivi"),
            tr("Nobody is forgotten: people, contacts, and who has been waiting too long."),
            560,
            parent,
        )
        typed = typed or {}
        self._languages = LanguageChoice(language())
        self._zone = ZoneChoice(typed.get("time_zone", ""))
        self._kind = SegmentedChoice([(kind, tr(name), "") for kind, name in KINDS], name="officeKind")
        self._kind.set_value(OfficeKind(typed.get("kind", OfficeKind.CHURCH)))
        names = ("name", "first_name", "last_name", "email")
        self._lines: dict[str, QLineEdit] = {name: QLineEdit(typed.get(name, "")) for name in names}
        for name, line in self._lines.items():
            line.setObjectName({"name": "organisation", "email": "administratorEmail"}.get(name, name))
        self._password = PasswordEdit("administratorPassword")
        self._password.setText(typed.get("password", ""))
        self._rows = {
            "language": FormRow(tr("&Language"), self._languages),
            "name": FormRow(tr("What is your &organisation called?"), self._lines["name"], required=True),
            "time_zone": FormRow(
                tr("&Time zone"),
                self._zone,
                help_text=tr("Decides what “today” is, on every PC, and how phone numbers are written."),
            ),
            "kind": FormRow(
                tr("What &kind of office is it?"),
                self._kind,
                help_text=tr(
                    "Decides the office’s words: people, mentors and pastors, or clients, case workers "
                    "and supervisors; and whether client interactions count as contacts. The settings "
                    "can change it."
                ),
            ),
            "administrator.first_name": FormRow(
                tr("Your &first name"), self._lines["first_name"], required=True
            ),
            "administrator.last_name": FormRow(
                tr("Your last &name"), self._lines["last_name"], required=True
            ),
            "administrator.email": FormRow(
                tr("Your &e-mail address"),
                self._lines["email"],
                required=True,
                help_text=tr("You sign in with it. Nothing is sent."),
            ),
            "administrator.password": FormRow(
                tr("Choose a &password"),
                self._password,
                required=True,
                help_text=tr(
                    "At least 10 characters. Nobody can read it again: write it down in a safe place."
                ),
            ),
        }
        self._notice = Notice(name="firstRunNotice")
        self._notice.clear()
        self._create = button(tr("&Start with an empty office"), "primary", name="setUp")
        self._demo = button(tr("Look around with &demo data"), name="demo")
        self._stop = button(tr("Stop"), name="stopDemo")
        self._progress = QProgressBar()
        self._progress.setObjectName("demoProgress")
        self._progress.setAccessibleName(tr("Making the demo data"))
        self._shown_errors: set[str] = set()

        self._lay_out()
        self._wait(waiting=False)

        self._create.clicked.connect(self._ask)
        self._demo.clicked.connect(self._ask_for_demo)
        self._stop.clicked.connect(self.stop_requested)
        self._languages.chosen.connect(self.language_requested)
        for line in (*self._lines.values(), self._password):
            line.returnPressed.connect(self._ask)
        on_keys(self, self._ask, *SAVE_KEYS)

    def _lay_out(self) -> None:
        column = self.column
        for left, right in (("language", "time_zone"), ("name", None), ("kind", None)):
            column.addLayout(self._side_by_side(left, right))
        column.addWidget(hairline())
        column.addWidget(label(tr("The first administrator: you"), "section"))
        for left, right in (
            ("administrator.first_name", "administrator.last_name"),
            ("administrator.email", None),
            ("administrator.password", None),
        ):
            column.addLayout(self._side_by_side(left, right))
        column.addWidget(self._notice)
        column.addWidget(self._progress)
        foot = QHBoxLayout()
        foot.addWidget(self._demo)
        foot.addWidget(self._stop)
        foot.addStretch(1)
        foot.addWidget(self._create)
        column.addLayout(foot)

    def _side_by_side(self, left: str, right: str | None) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(self.column.spacing())
        for name in (left, right):
            if name is not None:
                across.addWidget(self._rows[name], 1, Qt.AlignmentFlag.AlignTop)
        return across

    def typed(self) -> dict[str, str]:
        """What was typed so far, to carry over when the page is made anew in another language."""
        lines = {name: line.text() for name, line in self._lines.items()}
        return {
            **lines,
            "password": self._password.text(),
            "time_zone": self._zone.zone(),
            "kind": self._kind.value(),
        }

    def _ask(self) -> None:
        for row in self._rows.values():
            row.set_error(None)
        self._notice.clear()
        typed = self.typed()
        organisation = {
            "name": typed["name"],
            "time_zone": typed["time_zone"],
            "language": self._languages.currentData(),
            **settings_of(self._kind.value()),
        }
        administrator: dict[str, Any] = {
            name: typed[name] for name in ("first_name", "last_name", "email", "password")
        }
        self._wait(waiting=True)
        self.set_up_requested.emit(organisation, administrator)

    def _ask_for_demo(self) -> None:
        self._notice.clear()
        self._wait(waiting=True)
        self._progress.setRange(0, 0)
        self._progress.setVisible(True)
        self._stop.setVisible(True)
        self._demo.setVisible(False)
        self.demo_requested.emit()

    def show_progress(self, done: int, total: int) -> None:
        """How far the demo data is."""
        self._progress.setRange(0, max(1, total))
        self._progress.setValue(done)

    def _wait(self, *, waiting: bool) -> None:
        for row in (*self._rows.values(), self._create, self._demo):
            row.setEnabled(not waiting)
        if not waiting:
            self._progress.setVisible(False)
            self._stop.setVisible(False)
            self._demo.setVisible(True)

    def refuse(self, error: Invalid) -> None:
        """Show what is wrong beside each field; what was typed stays."""
        self._wait(waiting=False)
        first: FormRow | None = None
        for problem in error:
            row = self._rows.get(problem.field)
            if row is None:
                self._notice.show_words(str(problem.message), kind="error")
                continue
            row.set_error(str(problem.message))
            first = first or row
        if first is not None:
            first.field.setFocus()

    def refuse_words(self, failure: Failure) -> None:
        """Say what went wrong as a whole."""
        self._wait(waiting=False)
        self._notice.show_words(failure.text, kind="error", detail=failure.incident)

    def focus_start(self) -> None:
        """Where one types first."""
        self._lines["name"].setFocus()
