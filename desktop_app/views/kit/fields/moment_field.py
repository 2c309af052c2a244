"""A time, and a day with a time, typed as people write them.

``read_time(text) -> time | None``              "14:30", "14h30", "14h", "1430", "2 pm", "2:30pm", "9"
``TimeField(name="")``                          ``value() -> time | None``, ``set_value``, ``text``, ``set_text``, ``changed()``,
                                                ``understood()``
``MomentField(parser, today, name="")``         a DateField and a TimeField: ``value() -> datetime | None`` (without a zone),
                                                ``set_value``, ``changed()``, ``understood()``, ``date_field``, ``time_field``
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop_app.i18n.texts import tr
from desktop_app.views.kit.fields.date_field import DateField, Parser
from desktop_app.views.kit.labels import set_property, set_tip
from desktop_app.views.kit.spoken_roles import NamedGroup
from desktop_app.views.wording import formats

_TIME = re.compile(r"(\d{1,2})(?:\s*[:h.]\s*(\d{2})?|(\d{2}))?\s*(?:min)?\s*([ap])?\.?m?\.?", re.IGNORECASE)
_TIME_WIDTH = 84


def read_time(text: str) -> time | None:
    """The time that *text* says, or None when it says none."""
    match = _TIME.fullmatch(text.strip())
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2] or match[3] or 0)
    half = (match[4] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


class TimeField(QLineEdit):
    """A line for a time of the day."""

    changed = Signal()

    def __init__(self, *, name: str = "") -> None:
        super().__init__()
        self._value: time | None = None
        self.setObjectName(name or "timeField")
        self.setAccessibleName(tr("Time"))
        self.setPlaceholderText(tr("14:30"))
        self.setFixedWidth(_TIME_WIDTH)
        self.textChanged.connect(self._read)
        self.editingFinished.connect(self._write_out)

    def value(self) -> time | None:
        """The time, or None while there is none or it is not understood."""
        return self._value

    def set_value(self, value: time | None) -> None:
        """Write *value*; nothing with None."""
        self.setText(f"{value:%H:%M}" if value else "")

    def set_text(self, text: str) -> None:
        """Type *text*."""
        self.setText(text)

    def understood(self) -> bool:
        """Whether what is typed is a time, or nothing."""
        return self._value is not None or not self.text().strip()

    def _read(self) -> None:
        self._value = read_time(self.text())
        self._say_if_wrong(wrong=not self.understood() and not self.hasFocus())
        self.changed.emit()

    def _say_if_wrong(self, *, wrong: bool) -> None:
        set_property(self, "invalid", "true" if wrong else "false")
        set_tip(self, tr("Time not recognised") if wrong else "")

    def _write_out(self) -> None:
        if self._value is not None:
            self.setText(formats.clock_time(self._value))
        else:
            self._say_if_wrong(wrong=not self.understood())


class MomentField(NamedGroup):
    """A day and a time beside each other; both are needed for a value."""

    changed = Signal()

    def __init__(
        self, parser: Parser, today: Callable[[], date], *, name: str = "", placeholder: str = ""
    ) -> None:
        super().__init__()
        self.setObjectName(name or "momentField")
        self.date_field = DateField(parser, today, name=f"{self.objectName()}Date", placeholder=placeholder)
        self.time_field = TimeField(name=f"{self.objectName()}Time")

        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.date_field, 1)
        self.date_field.put_before_words(self.time_field)
        self.setFocusProxy(self.date_field)

        self.date_field.changed.connect(self.changed)
        self.time_field.changed.connect(self.changed)

    def parts(self) -> list[tuple[QWidget, str]]:
        """The lines for the day and for the time."""
        return [
            *((line, tr("Date")) for line, _word in self.date_field.parts()),
            (self.time_field, tr("Time")),
        ]

    def setAccessibleName(self, name: str) -> None:
        """Be called *name*, and the day with it."""
        super().setAccessibleName(name)
        self.date_field.setAccessibleName(name)

    def value(self) -> datetime | None:
        """Day and time together, or None while one of them is missing."""
        day, clock = self.date_field.value(), self.time_field.value()
        return datetime.combine(day, clock) if day and clock else None

    def set_value(self, value: datetime | None) -> None:
        """Write *value*; nothing with None."""
        self.date_field.set_value(value.date() if value else None)
        self.time_field.set_value(value.time() if value else None)

    def understood(self) -> bool:
        """Whether both are understood, or both are empty."""
        empty = bool(self.date_field.text().strip()) == bool(self.time_field.text().strip())
        return empty and self.date_field.understood() and self.time_field.understood()
