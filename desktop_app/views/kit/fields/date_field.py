"""A day typed as people write it, or picked from a calendar.

``DateField(parser, today, name="", placeholder="")``   *parser*: ``(text) -> date | None``, *today*: ``() -> date``, by the
    organisation's clock. ``value() -> date | None``, ``set_value(date | None)``, ``text()``, ``set_text(text)``, ``changed()``, ``understood() -> bool`` (True when empty too),
    ``clear()``; beside the text stands the day it was understood as. Alt+Down opens the calendar, Up and Down go by days.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n.texts import tr
from desktop_app.views.kit.buttons import icon_button
from desktop_app.views.kit.fields.calendar import Calendar
from desktop_app.views.kit.labels import set_property, set_tone
from desktop_app.views.kit.long_text import GivingWay
from desktop_app.views.kit.spoken_roles import NamedGroup
from desktop_app.views.look import theme
from desktop_app.views.wording import formats

Parser = Callable[[str], date | None]
_TEXT_WIDTH = 168


class _DayEdit(QLineEdit):
    """The typed text; keys that are about days are passed on."""

    day_stepped = Signal(int)
    calendar_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down and Alt+Down are about days, all else is text."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.calendar_requested.emit()
        else:
            self.day_stepped.emit(step)


class DateField(NamedGroup):
    """A line for a day, a calendar beside it, and what was understood."""

    changed = Signal()

    def __init__(
        self, parser: Parser, today: Callable[[], date], *, name: str = "", placeholder: str = ""
    ) -> None:
        super().__init__()
        self._parser = parser
        self._today = today
        self._value: date | None = None
        self._days: Calendar | None = None
        self.setObjectName(name or "dateField")

        self._edit = _DayEdit()
        self._edit.setObjectName(f"{self.objectName()}Text")
        self._edit.setAccessibleName(tr("Date"))
        self._edit.setPlaceholderText(placeholder)
        self._edit.setFixedWidth(_TEXT_WIDTH)
        self._button = icon_button(
            "calendar", tr("Choose from a calendar"), name=f"{self.objectName()}Calendar"
        )
        self._button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._said = GivingWay("", "muted", name=f"{self.objectName()}Understood")

        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.S1)
        self._line.addWidget(self._edit)
        self._line.addWidget(self._button)
        self._line.addSpacing(theme.S1)
        self._line.addWidget(self._said, 1)
        self.setFocusProxy(self._edit)

        self._edit.textChanged.connect(self._read)
        self._edit.editingFinished.connect(self._write_out)
        self._edit.day_stepped.connect(self.step)
        self._edit.calendar_requested.connect(self.open_calendar)
        self._button.clicked.connect(self.open_calendar)

    def parts(self) -> list[tuple[QWidget, str]]:
        """The line that takes the typing, which is called what the field is called."""
        return [(self._edit, "")]

    def setAccessibleName(self, name: str) -> None:
        """Be called *name*, and the button of the calendar after it."""
        super().setAccessibleName(name)
        self._button.setAccessibleName(tr("Choose from a calendar: {field}", field=name))

    def value(self) -> date | None:
        """The day, or None while there is none or it is not understood."""
        return self._value

    def set_value(self, value: date | None) -> None:
        """Write *value* as the locale does; nothing with None."""
        self._edit.setText(self._written(value) if value else "")

    def text(self) -> str:
        """What is typed."""
        return self._edit.text()

    def set_text(self, text: str) -> None:
        """Type *text*."""
        self._edit.setText(text)

    def clear(self) -> None:
        """No day."""
        self._edit.clear()

    def understood(self) -> bool:
        """Whether what is typed is a day, or nothing."""
        return self._value is not None or not self._edit.text().strip()

    def said(self) -> str:
        """What stands beside the text."""
        return self._said.text()

    def put_before_words(self, widget: QWidget) -> None:
        """Put *widget* (a time) between the calendar button and the words."""
        self._line.insertWidget(2, widget)

    def step(self, days: int) -> None:
        """Go *days* on (below zero: back) from the day there is, or from today."""
        try:
            self.set_value((self._value or self._today()) + timedelta(days=days if self._value else 0))
        except OverflowError:
            return

    def calendar(self) -> Calendar:
        """The calendar, made when it is first asked for; its window is the pop-up."""
        if self._days is None:
            popup = QFrame(self, Qt.WindowType.Popup)
            popup.setProperty("surface", "card")
            self._days = Calendar(self._today, name=f"{self.objectName()}Days")
            inside = QVBoxLayout(popup)
            inside.setContentsMargins(theme.S1, theme.S1, theme.S1, theme.S1)
            inside.addWidget(self._days)
            self._days.clicked.connect(self._picked)
            self._days.activated.connect(self._picked)
        return self._days

    def open_calendar(self) -> None:
        """Show the calendar under the field, at the day there is."""
        days = self.calendar()
        days.show_day(self._value or self._today())
        popup = days.window()
        popup.adjustSize()
        popup.move(self._edit.mapToGlobal(self._edit.rect().bottomLeft()))
        popup.show()
        days.setFocus(Qt.FocusReason.PopupFocusReason)

    def _picked(self, day: QDate) -> None:
        self.calendar().window().hide()
        self.set_value(date(day.year(), day.month(), day.day()))
        self._edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def _written(self, day: date) -> str:
        """*day* as the locale writes it, unless the parser would read that as another day."""
        text = formats.short_date(day)
        return text if self._parser(text) == day else day.isoformat()

    def _read(self) -> None:
        text = self._edit.text().strip()
        self._value = self._parser(text) if text else None
        # one who types is not told of an error between the letters
        lost = bool(text) and self._value is None and not self._edit.hasFocus()
        self._say_what_is_read(lost=lost)
        self.changed.emit()

    def _say_what_is_read(self, *, lost: bool) -> None:
        self._said.setText(
            tr("Date not recognised") if lost else formats.long_date(self._value) if self._value else ""
        )
        set_tone(self._said, "late" if lost else None)
        set_property(self._edit, "invalid", "true" if lost else "false")

    def _write_out(self) -> None:
        if self._value is not None:
            self.set_value(self._value)
        else:
            self._say_what_is_read(lost=not self.understood())
