"""When something ended: typed as a day and a time, as a time alone, or chosen as a length.

``EndField(parser, today, start, name="")``   *start*: ``() -> datetime | None``, when it began. ``value() -> datetime | None`` (without a
    zone), ``set_value(value)``, ``typed() -> [day, time]`` and ``put_typed(texts)`` what stands there, ``follow_start()``,
    ``understood()``, ``changed()``

``quick`` holds the lengths, which a form puts behind its last text for the Tab key: one who types is not to press them.

A time alone is that of the day it began, or of the next one where it would lie before the beginning. A chosen length holds:
when the beginning moves, the end moves with it, until somebody types another end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.i18n.texts import tr
from desktop_app.views.kit.buttons import MarkedButton
from desktop_app.views.kit.fields.date_field import Parser
from desktop_app.views.kit.fields.moment_field import MomentField
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.spoken_roles import NamedGroup
from desktop_app.views.look import theme
from desktop_app.views.wording.dates import length_words

LENGTHS = (15, 30, 60)
"""The lengths that can be chosen, in minutes."""


def typed_in(field: MomentField) -> list[str]:
    """Day and time as they stand in *field*: ``YYYY-MM-DD`` and ``HH:MM`` where they are understood, else as typed."""
    day, clock = field.date_field, field.time_field
    day_value, clock_value = day.value(), clock.value()
    return [
        day_value.isoformat() if day_value else day.text(),
        f"{clock_value:%H:%M}" if clock_value else clock.text(),
    ]


def put_typed_in(field: MomentField, texts: Sequence[str]) -> None:
    """Put back what ``typed_in`` gave."""
    day, clock = texts
    try:
        field.date_field.set_value(date.fromisoformat(day))
    except ValueError:
        field.date_field.set_text(day)
    try:
        field.time_field.set_value(time.fromisoformat(clock))
    except ValueError:
        field.time_field.set_text(clock)


class EndField(NamedGroup):
    """A moment, and under it the lengths to choose from and the length it makes."""

    changed = Signal()

    def __init__(
        self,
        parser: Parser,
        today: Callable[[], date],
        start: Callable[[], datetime | None],
        *,
        name: str = "",
    ) -> None:
        super().__init__()
        self.setObjectName(name or "endField")
        self._start = start
        self._length: int | None = None
        self._filling = False
        self._moment = MomentField(parser, today, name=f"{self.objectName()}Moment")
        self._lengths: dict[int, MarkedButton] = {}
        for minutes in LENGTHS:
            pressed = MarkedButton(
                length_words(timedelta(minutes=minutes)),
                tr("Ends this long after it began"),
                name=f"{self.objectName()}-{minutes}",
            )
            self._lengths[minutes] = pressed
        self._words = label("", "muted", name=f"{self.objectName()}Length")

        self.quick = QWidget()
        lengths = QHBoxLayout(self.quick)
        lengths.setContentsMargins(0, 0, 0, 0)
        lengths.setSpacing(6)
        for pressed in self._lengths.values():
            lengths.addWidget(pressed)
        lengths.addSpacing(theme.S1)
        lengths.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._moment)
        column.addWidget(self.quick)
        self.setFocusProxy(self._moment)

        self._moment.changed.connect(self._typed)
        self._moment.time_field.editingFinished.connect(self._complete)
        for minutes, pressed in self._lengths.items():
            pressed.clicked.connect(lambda _on, minutes=minutes: self._choose(minutes))

    def parts(self) -> list[tuple[QWidget, str]]:
        """The lines for the day and for the time."""
        return self._moment.parts()

    def setAccessibleName(self, name: str) -> None:
        """Be called *name*, and the moment in it with it."""
        super().setAccessibleName(name)
        self._moment.setAccessibleName(name)

    def value(self) -> datetime | None:
        """The end, or None while there is none or it is not understood."""
        clock, start = self._moment.time_field.value(), self._start()
        if self._moment.value() is not None or clock is None or start is None:
            return self._moment.value()
        if self._moment.date_field.text().strip():
            return None
        same_day = datetime.combine(start.date(), clock)
        return same_day if same_day >= start else same_day + timedelta(days=1)

    def set_value(self, value: datetime | None) -> None:
        """Write *value*; nothing with None."""
        self._moment.set_value(value)

    def typed(self) -> list[str]:
        """What stands in the fields (``typed_in``)."""
        return typed_in(self._moment)

    def put_typed(self, texts: Sequence[str]) -> None:
        """Put back what ``typed`` gave."""
        put_typed_in(self._moment, texts)

    def understood(self) -> bool:
        """Whether there is an end, or nothing is typed."""
        day, clock = self._moment.date_field, self._moment.time_field
        empty = not day.text().strip() and not clock.text().strip()
        return empty or self.value() is not None

    def length_words(self) -> str:
        """How long it took, as it stands under the field."""
        return self._words.text()

    def follow_start(self) -> None:
        """The beginning is another one: keep the chosen length, tell the new one."""
        if self._length is not None:
            self._put_length(self._length)
        self._tell_length()

    def _choose(self, minutes: int) -> None:
        """Take a length; once more takes the end away."""
        if self._length != minutes:
            self._put_length(minutes)
        else:
            self._length = None
            self._moment.set_value(None)

    def _put_length(self, minutes: int) -> None:
        start = self._start()
        if start is None:  # being typed: the length waits for it
            self._show_chosen(minutes)
            return
        self._filling = True
        self._moment.set_value(start + timedelta(minutes=minutes))
        self._filling = False
        self._show_chosen(minutes)
        self._tell_length()
        self.changed.emit()

    def _show_chosen(self, minutes: int | None) -> None:
        self._length = minutes
        for each, pressed in self._lengths.items():
            pressed.setChecked(each == minutes)

    def _typed(self) -> None:
        if not self._filling:
            self._show_chosen(None)
            self._tell_length()
            self.changed.emit()

    def _complete(self) -> None:
        """Write the day that a time alone means."""
        value = self.value()
        if value is not None and not self._moment.date_field.text().strip():
            self._moment.set_value(value)

    def _tell_length(self) -> None:
        start, end = self._start(), self.value()
        known = start is not None and end is not None and end >= start
        self._words.setText(length_words(end - start) if known and start and end else "")
