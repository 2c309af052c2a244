"""What every section of the settings is: a card with a title, rows, a notice and a foot.

There is one way of saving: what belongs to the office is saved by *Save* at the foot (or Ctrl+Enter), the same in each section;
what belongs to this PC is a switch, taken at once, as everywhere on a PC.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.domain.errors import Invalid
from desktop_app.i18n.texts import tr
from desktop_app.views.base.failures import describe
from desktop_app.views.base.session import Session
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.fields.number_field import NumberField
from desktop_app.views.kit.labels import card, label
from desktop_app.views.kit.notice import Notice
from desktop_app.views.look import theme

T = TypeVar("T")


class SettingsSection(QFrame):
    """A card with a title, rows under it, a notice and a foot. Subclasses add their rows and then call ``finish``."""

    rebuild_requested = Signal()
    """What every window says is different now (another language, another name): make the frame anew."""
    compact_requested = Signal(bool)
    """Show the tables compact, or not."""
    page_requested = Signal(str, object)
    """Show the page of this name, with an argument or None."""
    message_requested = Signal(str, str, object, str)
    """Say something at the bottom: text, word of an action or "", what it calls or None, tone."""
    settings_saved = Signal()
    """The organisation's settings were saved: the other sections look at them again."""
    failure_requested = Signal(object)
    """Say what went wrong (an exception)."""

    chapter = "settings"
    """The chapter of the manual that F1 opens from here."""

    def __init__(self, session: Session, title: str, name: str, parent: QWidget) -> None:
        super().__init__(
            parent
        )  # from the start: what moves to another parent is styled again with all that is in it
        self.session = session
        self.name = name
        self.title = title
        self._frame = card(name)
        self._frame.setParent(self)
        self._frame.setAccessibleName(title)
        self.rows: dict[str, FormRow] = {}
        self.is_saving = False
        """Whether an answer is waited for; the button stays as it is meanwhile, so that the focus stays where it is."""
        self.notice = Notice(name=f"{name}Notice")
        self.notice.clear()
        self.column = QVBoxLayout(self._frame)
        self.column.setContentsMargins(theme.S5, theme.S4, theme.S5, theme.S5)
        self.column.setSpacing(theme.S4)
        self.column.addWidget(label(title, "section"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._frame)

    def add(self, key: str, row: FormRow) -> None:
        """Add a labelled field, known by the *key* that an ``Invalid`` names it by."""
        self.rows[key] = row
        self.column.addWidget(row)
        if isinstance(row.field, NumberField):
            row.keep_field_short()

    def save_button(self, name: str) -> QPushButton:
        """Return the button that saves the section, which Ctrl+Enter presses from every field of it."""
        save = button(tr("&Save"), "primary", name=name, tip=tr("Ctrl+Enter"))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(save.click)
        return save

    def finish(self, *feet: QWidget) -> None:
        """The notice and the buttons at the bottom."""
        self.column.addWidget(self.notice)
        if feet:
            foot = QHBoxLayout()
            for button_at_foot in feet:
                foot.addWidget(button_at_foot)
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

    def show_refusal(self, error: BaseException, doing: str) -> None:
        """Why something was refused: beside its fields, or in the notice; *doing* is for the log."""
        if isinstance(error, Invalid):
            self.show_errors({problem.field: str(problem.message) for problem in error})
        else:
            failure = describe(error, doing)
            self.notice.show_words(failure.text, kind="error", detail=failure.incident)

    def focus_start(self) -> None:
        """Where one begins in this section."""
        for row in self.rows.values():
            row.field.setFocus()
            return

    def refresh(self) -> None:
        """Load what the section shows; what one is typing is not overwritten. Called whenever the settings changed."""

    def unsaved(self) -> object:
        """What was typed and not saved, to carry over when the page is made anew in another language; None: nothing."""
        return None

    def take_unsaved(self, kept: object) -> None:
        """Type again what ``unsaved`` gave."""

    def run(
        self,
        work: Callable[[], T],
        on_success: Callable[[T], object] | None = None,
        on_failure: Callable[[BaseException], object] | None = None,
    ) -> None:
        """Run a controller call for this section; errors that it does not answer itself are shown at the bottom."""
        self.session.operations.run(work, on_success, on_failure or self.failure_requested.emit, owner=self)

    def say(self, text: str, tone: str = "neutral") -> None:
        """Say something at the bottom of the window."""
        self.message_requested.emit(text, "", None, tone)
