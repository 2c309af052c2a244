"""Settings: what this PC remembers, what the organisation has settled, one's own password, where the data is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app import __version__
from desktop_app.domain.errors import Conflict, DomainError, Invalid
from desktop_app.domain.permissions import Action
from desktop_app.domain.records import Changed, Organisation
from desktop_app.settings import COMPACT, LANGUAGE, THEME
from desktop_app.texts import language, tr, trn
from desktop_app.views import theme
from desktop_app.views.failures import describe
from desktop_app.views.first_run import ZoneChoice
from desktop_app.views.languages import OWN_NAMES, speak
from desktop_app.views.page import Page
from desktop_app.views.session import Session
from desktop_app.views.sign_in import LanguageChoice, PasswordEdit
from desktop_app.views.widgets.buttons import button
from desktop_app.views.widgets.form_row import FormRow
from desktop_app.views.widgets.labels import card, label
from desktop_app.views.widgets.notice import Notice
from desktop_app.views.widgets.number_field import NumberField
from desktop_app.views.widgets.segmented import SegmentedChoice

THEMES = {"system": None, "light": False, "dark": True}
_COLUMN = 460


class _Part(QFrame):
    """A card with a title, rows under it, a notice and a foot."""

    def __init__(self, title: str, name: str, parent: QWidget) -> None:
        super().__init__(
            parent
        )  # from the start: what moves to another parent is styled again with all that is in it
        self._frame = card(name)
        self._frame.setParent(self)
        self._frame.setFixedWidth(_COLUMN)
        self.rows: dict[str, FormRow] = {}
        self.notice = Notice(name=f"{name}Notice")
        self.notice.clear()
        self.column = QVBoxLayout(self._frame)
        self.column.setContentsMargins(theme.S4, theme.S4, theme.S4, theme.S4)
        self.column.setSpacing(theme.S3)
        self.column.addWidget(label(title, "section"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._frame)

    def add(self, key: str, row: FormRow) -> None:
        """Add a labelled field."""
        self.rows[key] = row
        self.column.addWidget(row)

    def finish(self, *feet: QWidget) -> None:
        """The notice and the buttons at the bottom."""
        self.column.addWidget(self.notice)
        if feet:
            foot = QHBoxLayout()
            for one in feet:
                foot.addWidget(one)
            foot.addStretch(1)
            self.column.addLayout(foot)

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Errors beside their fields; the first wrong one gets the focus. None: all is well."""
        first: FormRow | None = None
        for key, row in self.rows.items():
            row.set_error(errors.get(key))
            if key in errors and first is None:
                first = row
        others = [text for key, text in errors.items() if key not in self.rows]
        self.notice.show_words(" ".join(others), kind="error")
        if first is not None:
            first.field.setFocus()


class SettingsPage(Page):
    """``rebuild_requested``: the language changed, every window is to be made anew. ``compact_requested``: tables' rows."""

    rebuild_requested = Signal()
    compact_requested = Signal(bool)
    kinds = frozenset({"settings"})
    section = "settings"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._organisation = session.organisation
        self._touched = False
        self._inside = self._make_scrolled()
        self._make_pc()
        self._make_organisation()
        self._make_password()
        self._make_local_api()
        self._make_about()
        self._lay_out()

    def title(self) -> str:
        """What stands at the head of the page."""
        return tr("Settings")

    # -- the parts

    def _make_pc(self) -> None:
        preferences = self.session.preferences
        self._pc = _Part(tr("This PC"), "pcSettings", self._inside)
        self._theme = SegmentedChoice(
            [("system", tr("Like the system"), ""), ("light", tr("Light"), ""), ("dark", tr("Dark"), "")],
            name="theme",
        )
        self._theme.set_value(preferences.get(THEME))
        self._language = LanguageChoice(language(), "ownLanguage")
        self._compact = QCheckBox(tr("&Compact lists: more rows on the screen"))
        self._compact.setObjectName("compact")
        self._compact.setAccessibleName(tr("Compact lists"))
        self._compact.setChecked(preferences.get(COMPACT))
        self._pc.add("theme", FormRow(tr("&Appearance"), self._theme))
        self._pc.add("language", FormRow(tr("&Language on this PC"), self._language))
        self._pc.column.addWidget(self._compact)
        self._pc.finish()
        self._theme.changed.connect(self._wear)
        self._language.chosen.connect(self._speak)
        self._compact.toggled.connect(self._make_compact)

    def _make_organisation(self) -> None:
        self._office = _Part(tr("Organisation"), "organisationSettings", self._inside)
        self._name = QLineEdit()
        self._name.setObjectName("organisationName")
        self._zone = ZoneChoice("UTC", "organisationTimeZone")
        self._office_language = LanguageChoice("en", "organisationLanguage")
        self._overdue = NumberField(0, 3650, name="overdueDays")
        self._automatic = QCheckBox(tr("Give new people a &mentor automatically"))
        self._automatic.setObjectName("assignAutomatically")
        self._automatic.setAccessibleName(tr("Give new people a mentor automatically"))
        self._limit = NumberField(1, 1000, name="mentorLimit")
        self._save = button(tr("&Save"), "primary", name="saveOrganisation")
        may = self.session.may(Action.MANAGE_SETTINGS)
        self._office.add("name", FormRow(tr("&Name"), self._name, required=may))
        self._office.add(
            "time_zone",
            FormRow(tr("&Time zone"), self._zone, help_text=tr("Decides what “today” is, on every PC.")),
        )
        self._office.add("language", FormRow(tr("Lan&guage of the office"), self._office_language))
        self._office.add(
            "overdue_days",
            FormRow(
                tr("Waiting too long after how many &days"),
                self._overdue,
                help_text=tr("Where the dashboard starts; everybody can look with another number."),
            ),
        )
        self._office.column.addWidget(self._automatic)
        self._office.add(
            "mentor_limit",
            FormRow(
                tr("At most how many people for one mento&r"),
                self._limit,
                help_text=tr(
                    "Whoever has the fewest gets the next person. When all are full, new people wait without a mentor."
                ),
            ),
        )
        if may:
            self._office.finish(self._save)
        else:
            self._office.finish()
            self._office.notice.show_words(tr("Only administrators can change these."), kind="info")
        for field in (
            self._name,
            self._zone,
            self._office_language,
            self._overdue,
            self._automatic,
            self._limit,
        ):
            field.setEnabled(may)
        self._save.clicked.connect(self._save_organisation)
        self._fill(self._organisation)
        for signal in (
            self._name.textEdited,
            self._zone.activated,
            self._office_language.chosen,
            self._overdue.valueChanged,
            self._automatic.toggled,
            self._limit.valueChanged,
        ):
            signal.connect(self._touch)

    def _make_password(self) -> None:
        self._own = _Part(tr("Your password"), "passwordSettings", self._inside)
        self._current = PasswordEdit("currentPassword")
        self._new = PasswordEdit("newPassword")
        self._change = button(tr("Change the &password"), name="changePassword")
        self._own.add("current_password", FormRow(tr("P&resent password"), self._current))
        self._own.add(
            "password", FormRow(tr("Ne&w password"), self._new, help_text=tr("At least 10 characters."))
        )
        self._own.finish(self._change)
        self._change.clicked.connect(self._change_password)
        self._new.returnPressed.connect(self._change_password)

    def _make_local_api(self) -> None:
        self._api = _Part(tr("Local API"), "localApi", self._inside)
        words = tr("Let other programs read and record here, and make the tokens they sign in with.")
        self._api.column.addWidget(label(words, "muted", wrap=True))
        go = button(tr("Local A&PI…"), name="openLocalApi")
        go.clicked.connect(lambda: self.page_requested.emit("local_api", None))
        self._api.finish(go)

    def _make_about(self) -> None:
        folder: Path = self.session.preferences.folder
        self._about = _Part(tr("About"), "about", self._inside)
        self._about.column.addWidget(label(tr("Suivi {version}", version=__version__), name="version"))
        where = label(tr("The data is in {folder}", folder=folder), "muted", wrap=True, name="dataFolder")
        where.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._about.column.addWidget(where)
        show = button(tr("&Open the folder"), name="openFolder")
        show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        self._about.finish(show)

    def _make_scrolled(self) -> QWidget:
        inside = QWidget()
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        return inside

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, parts in ((left, (self._pc, self._own, self._about)), (right, (self._office, self._api))):
            column.setSpacing(theme.S4)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
        across = QHBoxLayout(self._inside)
        across.setContentsMargins(theme.S5, 0, theme.S5, theme.S5)
        across.setSpacing(theme.S4)
        across.addLayout(left)
        across.addLayout(right)
        across.addStretch(1)

    def focus_start(self) -> None:
        """Where one begins."""
        self._theme.setFocus()

    # -- this PC

    def _wear(self, chosen: str) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application, THEMES[chosen])
        self.session.remember(THEME, chosen)

    def _speak(self, code: str) -> None:
        self.session.remember(LANGUAGE, code)
        speak(code)
        self.rebuild_requested.emit()

    def _make_compact(self, compact: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.session.remember(COMPACT, compact)
        self.compact_requested.emit(compact)

    # -- the organisation

    def refresh(self) -> None:
        """Load the settings; what one is typing is not overwritten."""
        controllers = self.session.controllers
        self.run(controllers.organisation.get, self._loaded)

    def _loaded(self, organisation: Organisation) -> None:
        if self._touched and organisation.version != self._organisation.version:
            self._office.notice.show_words(
                tr("Somebody changed these settings meanwhile."),
                kind="warning",
                action_text=tr("Show theirs"),
            )
            self._office.notice.action_requested.connect(
                lambda: self._fill(organisation), Qt.ConnectionType.SingleShotConnection
            )
            return
        self._fill(organisation)

    def _fill(self, organisation: Organisation) -> None:
        self._organisation = organisation
        self._name.setText(organisation.name)
        self._zone.setCurrentText(organisation.time_zone)
        self._office_language.setCurrentIndex(list(OWN_NAMES).index(organisation.language))
        self._overdue.setValue(organisation.overdue_days)
        self._automatic.setChecked(organisation.assign_automatically)
        self._limit.setValue(organisation.mentor_limit)
        self._touched = False
        self._days_word()
        if self.session.may(Action.MANAGE_SETTINGS):
            self._office.notice.clear()

    def _touch(self, *_: object) -> None:
        self._touched = True
        self._days_word()

    def _days_word(self) -> None:
        days, people = self._overdue.value(), self._limit.value()
        self._overdue.setSuffix(" " + trn("day", "days", days))
        self._limit.setSuffix(" " + trn("person", "people", people))

    def _save_organisation(self) -> None:
        changes: dict[str, Any] = {
            "name": self._name.text(),
            "time_zone": self._zone.currentText(),
            "language": self._office_language.currentData(),
            "overdue_days": self._overdue.value(),
            "assign_automatically": self._automatic.isChecked(),
            "mentor_limit": self._limit.value(),
        }
        self._office.show_errors({})
        self._save.setEnabled(False)
        session, version = self.session, self._organisation.version
        self.run(
            lambda: session.controllers.organisation.update(session.actor, changes, version),
            self._saved,
            self._not_saved,
        )

    def _saved(self, organisation: Organisation) -> None:
        self._save.setEnabled(True)
        renamed = organisation.name != self.session.organisation.name
        other_words = (
            organisation.language != self.session.organisation.language
            and not self.session.preferences.get(LANGUAGE)
        )
        self.session.organisation = organisation
        self._fill(organisation)
        self.say(tr("The settings are saved."), tone="good")
        if other_words:
            speak(organisation.language)
        if renamed or other_words:
            self.rebuild_requested.emit()

    def _not_saved(self, error: BaseException) -> None:
        self._save.setEnabled(True)
        if isinstance(error, Invalid):
            self._office.show_errors({one.field: str(one.message) for one in error})
        elif isinstance(error, Conflict) and isinstance(error.current, Organisation):
            self._loaded(error.current)
        elif isinstance(error, DomainError):
            self._office.notice.show_words(str(error), kind="error")
        else:
            failure = describe(error, "settings")
            self._office.notice.show_words(failure.text, kind="error", detail=failure.incident)

    def take_change(self, changed: Changed) -> None:
        """One's own saving is known already."""
        if changed.initiator != self.session.actor.id or changed.initiator is None:
            super().take_change(changed)

    # -- one's own password

    def _change_password(self) -> None:
        current, new = self._current.text(), self._new.text()
        self._own.show_errors({})
        self._change.setEnabled(False)
        session = self.session
        self.run(
            lambda: session.controllers.users.change_own_password(session.actor, current, new),
            self._changed,
            self._not_changed,
        )

    def _changed(self, _nothing: object) -> None:
        self._change.setEnabled(True)
        self._current.clear()
        self._new.clear()
        self.say(tr("Your password is changed."), tone="good")

    def _not_changed(self, error: BaseException) -> None:
        self._change.setEnabled(True)
        if isinstance(error, Invalid):
            self._own.show_errors({one.field: str(one.message) for one in error})
        else:
            failure = describe(error, "password")
            self._own.notice.show_words(failure.text, kind="error", detail=failure.incident)
