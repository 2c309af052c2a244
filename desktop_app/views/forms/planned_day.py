"""A day in the future, typed, picked, or one of the usual few by a button.

``PlannedDay(read, today, name="")``   *read*: ``(text) -> date | None``, *today*: ``() -> date``. Like a ``DateField``:
    ``value()``, ``set_value(date | None)``, ``text()``, ``set_text(text)``, ``understood()``, ``clear()``, ``changed()``; ``quick``
    holds the buttons, which a form puts behind its next text for the Tab key: one who types is not to press them
``typed_day(field)``, ``put_typed_day(field, held)``   what stands in it as JSON text, understood or not
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.i18n.texts import tr, trn
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.fields.date_field import DateField, Parser
from desktop_app.views.kit.flow import FlowLayout
from desktop_app.views.look import theme

_STEPS = (3, 7, 14)  # days from today


class PlannedDay(QWidget):
    """A date field over a few buttons."""

    changed = Signal()

    def __init__(self, read: Parser, today: Callable[[], date], *, name: str = "plannedDay") -> None:
        super().__init__()
        self.setObjectName(name)
        self._today = today
        self._day = DateField(read, today, name=f"{name}Field", placeholder=tr("+7, Monday, 3/12…"))
        self.quick = buttons = QWidget()
        line = FlowLayout(theme.S1)
        for days in _STEPS:
            words = (
                trn("in {count} week", "in {count} weeks", days // 7)
                if days % 7 == 0
                else trn("in {count} day", "in {count} days", days)
            )
            pressed = button(words, name=f"{name}In{days}")
            pressed.clicked.connect(partial(self._plan, days))
            line.addWidget(pressed)
        buttons.setLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._day)
        column.addWidget(buttons)
        self.setFocusProxy(self._day.focusProxy() or self._day)
        self._day.changed.connect(self.changed)

    def value(self) -> date | None:
        """The day, or None while there is none or it is not understood."""
        return self._day.value()

    def set_value(self, value: date | None) -> None:
        """Write *value*."""
        self._day.set_value(value)

    def text(self) -> str:
        """What is typed."""
        return self._day.text()

    def set_text(self, text: str) -> None:
        """Type *text*."""
        self._day.set_text(text)

    def understood(self) -> bool:
        """Whether what is typed is a day, or nothing."""
        return self._day.understood()

    def clear(self) -> None:
        """No day."""
        self._day.clear()

    def _plan(self, days: int) -> None:
        self._day.set_value(self._today() + timedelta(days=days))


def typed_day(field: DateField | PlannedDay) -> str:
    """The day in ISO form, or the text that is not understood: what a draft keeps."""
    day = field.value()
    return day.isoformat() if day else field.text().strip()


def put_typed_day(field: DateField | PlannedDay, held: str) -> None:
    """Put into *field* what ``typed_day`` gave."""
    try:
        field.set_value(date.fromisoformat(held) if held else None)
    except ValueError:
        field.set_text(held)
