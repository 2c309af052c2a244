"""A labelled field with its help and its error, and the column of such rows that makes a form.

``FormRow(label, field, name="", required=False, help_text="")``
    the label above, "required" in words, help under, the error in its place. ``set_error(text | None)``, ``error()``,
    ``field``, ``set_required(bool)``, ``mark_optional()`` (the word stands at what may be left empty), ``set_help(text)``; ``set_covered(bool)`` puts a cover in the place of the field, whose
    button says ``show_requested``; ``hide_with(privacy, text)`` does so in privacy mode once something stands in it. The field gets the accessible name, description and (if it has
    none) the object name. A compound field names the widget that takes the focus by ``setFocusProxy``.
``FormColumn()``
    a scrolling column of at most 560 pixels: ``add_row(key, FormRow) -> FormRow``, ``add(widget)``, ``add_section(title)``,
    ``row(key)``, ``show_errors({key: text}) -> {unplaced key: text}`` (focuses the first wrong field), ``clear_errors()``,
    ``wrong_keys()``, ``stand_on_card()``. The focused field is always scrolled into view.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n.texts import tr
from desktop_app.views.kit.accessibility import announce, put_behind
from desktop_app.views.kit.buttons import button, spoken
from desktop_app.views.kit.labels import label, set_property
from desktop_app.views.kit.privacy_mode import PrivacyMode
from desktop_app.views.kit.spoken_roles import NamedGroup
from desktop_app.views.kit.tone_icon import ToneIcon
from desktop_app.views.look import theme


class FormRow(QWidget):
    """A label above a field, with help and error under it."""

    show_requested = Signal()

    def __init__(
        self, text: str, field: QWidget, *, name: str = "", required: bool = False, help_text: str = ""
    ) -> None:
        super().__init__()
        self.field = field
        self._error = ""
        self._cover: QFrame | None = None
        self._privacy: PrivacyMode | None = None
        self._text: Callable[[], str] = str
        if name:
            field.setObjectName(name)
        self.setObjectName(f"{field.objectName()}Row" if field.objectName() else "formRow")

        self._label = label(text, "strong")
        self._required = label(tr("required"), "muted")
        self._is_required = required
        self._marks_optional = False
        self._help = label(help_text, "muted", wrap=True)
        self._error_icon = ToneIcon("error", "late")
        self._error_text = label("", "muted", tone="late", wrap=True)
        self._error_place = QWidget()
        self._label.setBuddy(field)
        self._name(text)

        head = QHBoxLayout()
        head.setSpacing(theme.S2)
        head.addWidget(self._label)
        head.addWidget(self._required)
        head.addStretch(1)
        wrong = QHBoxLayout(self._error_place)
        wrong.setContentsMargins(0, 0, 0, 0)
        wrong.setSpacing(6)
        wrong.addWidget(self._error_icon, 0, Qt.AlignmentFlag.AlignTop)
        wrong.addWidget(self._error_text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S1)
        column.addLayout(head)
        column.addWidget(field)
        column.addWidget(self._error_place)
        self._column = column
        column.addWidget(self._help)

        self._error_place.hide()
        self.set_help(help_text)
        self.set_required(required=required)

    def keep_field_short(self) -> None:
        """Let the field be as wide as what stands in it needs, and no wider: a number, a time."""
        self._column.setAlignment(self.field, Qt.AlignmentFlag.AlignLeft)

    def label_text(self) -> str:
        """What the label says, without its key."""
        return spoken(self._label.text())

    def set_label(self, text: str) -> None:
        """Say *text* above the field."""
        self._label.setText(text)
        self._name(text)

    def set_required(self, *, required: bool) -> None:
        """Say, or do not say, that the field must be filled."""
        self._is_required = required
        self._show_mark()
        self._describe()

    def mark_optional(self) -> None:
        """Say what may be left empty instead of what must be filled: for a form in which most must."""
        self._marks_optional = True
        self._show_mark()

    def _show_mark(self) -> None:
        self._required.setText(tr("optional") if self._marks_optional else tr("required"))
        self._required.setVisible(self._is_required is not self._marks_optional)

    def set_help(self, text: str) -> None:
        """Show *text* under the field; nothing when empty."""
        self._help.setText(text)
        self._help.setVisible(bool(text))
        self._describe()

    def error(self) -> str:
        """The error shown, or an empty text."""
        return self._error

    def set_error(self, text: str | None) -> None:
        """Show *text* in the error's place, or take it away; a new error is read aloud."""
        new = text or ""
        if new == self._error:
            return
        self._error = new
        self._say_error()
        self._error_place.setVisible(bool(new))
        for widget in self._inputs():
            set_property(widget, "invalid", "true" if new else "false")
        self._describe()
        if new:
            announce(self.field, f"{self.label_text()}: {self._error_text.text()}")

    def is_covered(self) -> bool:
        """Whether what stands in the field is hidden."""
        return self._cover is not None and not self._cover.isHidden()

    def set_covered(self, *, covered: bool) -> None:
        """Hide the field behind a cover of the same place, or show it; what stands in it stays. The focus moves with it."""
        if covered == self.is_covered():
            return
        cover = self._made_cover()
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        cover.setVisible(covered)
        self.field.setVisible(not covered)
        self._say_error()
        self._describe()
        if had_focus:
            self.take_focus()

    def hide_with(self, privacy: PrivacyMode, text: Callable[[], str]) -> None:
        """Cover the field in privacy mode when *text* stands in it; its button asks for the password."""
        self._privacy, self._text = privacy, text
        privacy.changed.connect(self.hide_if_private)
        self.show_requested.connect(self._ask_to_show)
        self.hide_if_private()

    def hide_if_private(self) -> None:
        """Cover the field, or show it, as it is to be now: to be called where the program has filled it."""
        if self._privacy is not None:
            self.set_covered(covered=self._privacy.is_on and bool(self._text()))

    def _ask_to_show(self) -> None:
        if self._privacy is not None:
            self._privacy.when_shown(self.take_focus)

    def take_focus(self) -> None:
        """Put the focus into the field, or on the button of its cover."""
        target = self._cover.findChild(QPushButton) if self.is_covered() and self._cover else self.field
        (target or self.field).setFocus(Qt.FocusReason.OtherFocusReason)

    def _made_cover(self) -> QFrame:
        if self._cover is not None:
            return self._cover
        frame = self._cover = QFrame()
        name = self.field.objectName()
        frame.setObjectName(f"{name}Cover")
        frame.setProperty("surface", "card")
        frame.hide()
        show = button(tr("Show…"), "quiet", name=f"{name}Show", tip=tr("Asks for your password"))
        show.setAccessibleName(tr("Show what is in “{field}”", field=self.label_text()))
        line = QHBoxLayout(frame)
        line.setContentsMargins(theme.S3, 0, 0, 0)
        line.addWidget(label(tr("Hidden in privacy mode"), "muted"), 1)
        line.addWidget(show)
        self._column.insertWidget(self._column.indexOf(self.field), frame)
        put_behind(self.field, frame)
        show.clicked.connect(self.show_requested)
        return frame

    def _say_error(self) -> None:
        """The error may quote what is covered."""
        self._error_text.setText(tr("Check this.") if self.is_covered() else self._error)

    def _inputs(self) -> list[QWidget]:
        """The field, and the one within it that takes the typing, if that is another."""
        if isinstance(self.field, NamedGroup):
            return [self.field, *(part for part, _word in self.field.parts())]
        inner = self.field.lineEdit() if isinstance(self.field, QComboBox) else self.field.focusProxy()
        typed = inner is not None and isinstance(inner, QLineEdit | QPlainTextEdit)
        return [self.field, inner] if inner is not None and typed else [self.field]

    def _name(self, text: str) -> None:
        name = spoken(text)
        if isinstance(self.field, NamedGroup):
            self.field.setAccessibleName(name)
            for part, word in self.field.parts():
                if not isinstance(part, QAbstractButton):  # a choice is called by its own words
                    part.setAccessibleName(f"{name}, {word}" if word else name)
            return
        for widget in self._inputs():
            widget.setAccessibleName(name)

    def _describe(self) -> None:
        required = tr("required") if self._is_required else ""
        error = self._error_text.text() if self._error else ""
        parts = [part for part in (required, error, self._help.text()) if part]
        for widget in self._inputs():
            widget.setAccessibleDescription(". ".join(parts))


class FormColumn(QScrollArea):
    """The rows of a form under each other, never wider than reads well, scrolled to where one works."""

    def __init__(self, *, name: str = "formColumn") -> None:
        super().__init__()
        self.setObjectName(name)
        self._rows: dict[str, FormRow] = {}
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(2, 2, theme.S3, theme.S4)
        self._column.setSpacing(theme.S4)
        self._column.addStretch(1)
        self._inside.setMaximumWidth(theme.FORM_WIDTH + theme.S3 + 2)

        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._inside)

        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._show_focused)

    def stand_on_card(self) -> None:
        """Give the form a ground of its own, with room round the fields."""
        self.setProperty("surface", "card")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._column.setContentsMargins(theme.S4, theme.S4, theme.S4, theme.S4)
        self._inside.setMaximumWidth(theme.FORM_WIDTH + 2 * theme.S4)
        self._inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def add_row(self, key: str, row: FormRow) -> FormRow:
        """Put *row* under the others; *key* is the name of its field in errors."""
        self._rows[key] = row
        self.add(row)
        return row

    def add(self, widget: QWidget) -> None:
        """Put any other *widget* under the rows."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def add_section(self, title: str) -> QLabel:
        """Begin a part of the form with *title*."""
        heading = label(title, "section")
        heading.setContentsMargins(0, theme.S2, 0, 0)
        self.add(heading)
        return heading

    def row(self, key: str) -> FormRow:
        """The row of *key*; raises KeyError."""
        return self._rows[key]

    def keys(self) -> list[str]:
        """The keys of the rows, from top to bottom."""
        return list(self._rows)

    def wrong_keys(self) -> list[str]:
        """The keys of the rows that show an error, from top to bottom."""
        return [key for key, row in self._rows.items() if row.error()]

    def show_errors(self, errors: Mapping[str, str], *, focus: bool = True) -> dict[str, str]:
        """Show each of *errors* at its row and clear the others; answers those that have no row here.

        With *focus*, the first wrong field takes the focus and is scrolled into view.
        """
        for key, row in self._rows.items():
            row.set_error(errors.get(key))
        wrong = self.wrong_keys()
        if focus and wrong:
            row = self._rows[wrong[0]]
            row.take_focus()
            self._reveal(row)
        return {key: text for key, text in errors.items() if key not in self._rows}

    def clear_errors(self) -> None:
        """Take all errors away."""
        self.show_errors({}, focus=False)

    def _show_focused(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self._inside.isAncestorOf(now):
            return
        for row in self._rows.values():
            if row.isAncestorOf(now):
                self._reveal(row)
                return
        self.ensureWidgetVisible(now, 0, theme.S3)

    def _reveal(self, row: FormRow) -> None:
        self._column.activate()
        self.ensureWidgetVisible(row, 0, theme.S3)
