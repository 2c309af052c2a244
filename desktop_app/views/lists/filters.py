"""The filters above a list: a person, choices whose first entry is everything, a span of days.

``FilterBar(parse, today)``   *parse*: ``(text) -> date | None``, how a typed day is read; *today*: ``() -> date``
    ``add_person()``, ``add_choice(key, everything, options)``, ``set_options(key, options)``, ``add_days()``
    ``person()``, ``chosen(key)``, ``days() -> (first | None, last | None)``; ``words()`` what narrows the list, in words;
    ``set_person(person | None)``, ``choose(key, value)``, ``clear()``, ``is_clear()``, ``error()``
    ``changed()`` when the list has to be another one; never while a day is not understood or the last lies before the first
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.records import PersonName
from desktop_app.i18n.texts import tr
from desktop_app.views.kit.accessibility import announce
from desktop_app.views.kit.fields.date_field import DateField, Parser
from desktop_app.views.kit.fields.dropdown import Dropdown
from desktop_app.views.kit.fields.picker import AsyncPicker
from desktop_app.views.kit.flow import FlowLayout
from desktop_app.views.kit.labels import label, set_property, set_tip
from desktop_app.views.kit.tone_icon import ToneIcon
from desktop_app.views.look import theme
from desktop_app.views.wording import formats

Options = Sequence[tuple[Any, str]]
Days = tuple[date | None, date | None]

_PAUSE = 250
"""Milliseconds after the last key in a day until the list follows."""
_PERSON_WIDTH = 190
_CHOICE_LETTERS = 11
_DAY_WIDTH = 106
_WIDEST_LIST = 420


class DayFilter(DateField):
    """A day in a filter: as narrow as a day is; what was understood stands in the tool tip."""

    def __init__(self, parse: Parser, today: Callable[[], date], *, name: str) -> None:
        super().__init__(parse, today, name=name)
        self._edit.setFixedWidth(_DAY_WIDTH)
        self._said.hide()
        self._edit.textChanged.connect(lambda: set_tip(self._edit, self.said()))

    def name_aloud(self, text: str) -> None:
        """The accessible name of the line that takes the typing."""
        self.setAccessibleName(text)
        self._edit.setAccessibleName(text)

    def set_wrong(self, *, wrong: bool) -> None:
        """Frame the line in *late*, or as usual."""
        set_property(self._edit, "invalid", "true" if wrong else "false")


class FilterBar(QWidget):
    """Filters beside each other, in several lines where there is no room; what is wrong stands under them."""

    changed = Signal()

    def __init__(self, parse: Parser, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName("filters")
        self.setAccessibleName(tr("Filters"))
        self._parse = parse
        self._today = today
        self._choices: dict[str, Dropdown] = {}
        self._everything: dict[str, str] = {}
        self._picker: AsyncPicker | None = None
        self._person: PersonName | None = None
        self._first: DayFilter | None = None
        self._last: DayFilter | None = None
        self._told: tuple[Any, ...] = ()
        self._quiet = False

        lines = QWidget()
        self._flow = FlowLayout(theme.S2)
        self._wrong = QWidget()
        self._wrong_icon = ToneIcon("error", "late")
        self._wrong_text = label("", "muted", tone="late", name="filtersError")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)

        lines.setLayout(self._flow)
        for widget in (self, lines):
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            widget.setSizePolicy(policy)
        wrong = QHBoxLayout(self._wrong)
        wrong.setContentsMargins(0, 0, 0, 0)
        wrong.setSpacing(6)
        wrong.addWidget(self._wrong_icon)
        wrong.addWidget(self._wrong_text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S1)
        column.addWidget(lines)
        column.addWidget(self._wrong)
        self._wrong.hide()

        self._pause.timeout.connect(self._tell)

    # -- building it

    def add_person(self) -> AsyncPicker:
        """A line to choose a person in; whoever adds it answers its searches."""
        picker = AsyncPicker(tr("Any person"), name="filterPerson")
        picker.setFixedWidth(_PERSON_WIDTH)
        picker.setClearButtonEnabled(False)
        picker.changed.connect(self._person_changed)
        picker.editingFinished.connect(self._restore_person)
        self._picker = picker
        self._flow.addWidget(picker)
        self._told = self._snapshot()
        return picker

    def add_choice(self, key: str, everything: str, options: Options = ()) -> Dropdown:
        """A choice of (value, words); its first entry, *everything*, does not narrow."""
        box = Dropdown(name=f"filter-{key}", accessible_name=everything)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(max(_CHOICE_LETTERS, box.letters_for(everything)))
        box.setMaxVisibleItems(24)
        self._choices[key] = box
        self._everything[key] = everything
        self.set_options(key, options)
        self._flow.addWidget(box)
        self._told = self._snapshot()
        box.changed.connect(lambda _value: set_tip(box, box.currentText()))
        box.changed.connect(self._tell)
        return box

    def set_options(self, key: str, options: Options) -> None:
        """Offer *options* behind *everything*; what was chosen stays chosen where it is still offered."""
        box = self._choices[key]
        box.set_options([(None, self._everything[key]), *options])
        view = box.view()
        view.setMinimumWidth(min(view.sizeHintForColumn(0) + 2 * theme.S4, _WIDEST_LIST))

    def add_days(self) -> None:
        """The first and the last day, side by side."""
        span = QWidget()
        line = QHBoxLayout(span)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self._first = DayFilter(self._parse, self._today, name="filterFrom")
        self._last = DayFilter(self._parse, self._today, name="filterTo")
        for words, spoken, field in (
            (tr("from"), tr("First day"), self._first),
            (tr("to"), tr("Last day"), self._last),
        ):
            line.addWidget(label(words, "muted"))
            line.addWidget(field)
            field.name_aloud(spoken)
            field.changed.connect(self._day_changed)
        self._flow.addWidget(span)
        self._told = self._snapshot()

    # -- what is chosen

    def person(self) -> PersonName | None:
        """The person the list is narrowed to."""
        return self._person

    def chosen(self, key: str) -> Any:
        """The value chosen for *key*; None is everything."""
        return self._choices[key].value()

    def days(self) -> Days:
        """The first and the last day; None where the span is open."""
        return (
            self._first.value() if self._first else None,
            self._last.value() if self._last else None,
        )

    def error(self) -> str:
        """What is wrong with the days, or an empty text."""
        if self._first is None or self._last is None:
            return ""
        if not (self._first.understood() and self._last.understood()):
            return tr("Date not recognised. Write it as 3/11, 2026-11-03, “yesterday” or “-7”.")
        first, last = self.days()
        if first and last and last < first:
            return tr("The last day cannot be before the first.")
        return ""

    def words(self) -> list[str]:
        """What narrows the list, each in its words."""
        parts = [self._person.full_name] if self._person else []
        parts += [box.currentText() for box in self._choices.values() if box.currentIndex() > 0]
        first, last = self.days()
        if first and last and first == last:
            parts.append(formats.short_date(first))
        elif first and last:
            parts.append(
                tr("{first} to {last}", first=formats.short_date(first), last=formats.short_date(last))
            )
        elif first:
            parts.append(tr("since {day}", day=formats.short_date(first)))
        elif last:
            parts.append(tr("until {day}", day=formats.short_date(last)))
        return parts

    def is_clear(self) -> bool:
        """Whether nothing narrows the list, and nothing half typed stands there."""
        typed = [field for field in (self._first, self._last) if field and field.text().strip()]
        half = self._picker is not None and bool(self._picker.text().strip())
        return not (self.words() or typed or half)

    # -- choosing from outside

    def set_person(self, person: PersonName | None) -> None:
        """Narrow to *person*; None: to nobody."""
        if self._picker is not None:
            self._picker.set_value(person, person.full_name if person else "")

    def choose(self, key: str, value: Any) -> None:
        """Choose *value* for *key*; everything with None or a value that is not offered."""
        try:
            self._choices[key].set_value(value)
        except ValueError:
            self._choices[key].set_value(None)

    def clear(self) -> None:
        """Narrow nothing any more, told once."""
        self._quiet = True
        self.set_person(None)
        for box in self._choices.values():
            box.setCurrentIndex(0)
        for field in (self._first, self._last):
            if field is not None:
                field.clear()
        self._quiet = False
        self._tell()

    def focus_first(self) -> None:
        """Put the focus into the first filter."""
        first = self._flow.itemAt(0)
        widget = first.widget() if first is not None else None
        if widget is not None:
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- own

    def _person_changed(self) -> None:
        """Follow once somebody is chosen or the line is empty; half a name leaves the list as it is."""
        if self._picker is not None and self._picker.understood():
            self._person = self._picker.value()
            self._tell()

    def _restore_person(self) -> None:
        """Half a name that was left is no filter: show the one that holds."""
        if self._picker is not None and not self._picker.understood():
            self.set_person(self._person)

    def _day_changed(self) -> None:
        if not self.error():
            self._show_error()
        self._pause.start()

    def _show_error(self) -> None:
        error = self.error()
        if error and error != self._wrong_text.text():
            announce(self, error)
        self._wrong_text.setText(error)
        self._wrong.setVisible(bool(error))
        if self._first is None or self._last is None:
            return
        both = bool(error) and self._first.understood() and self._last.understood()
        for field in (self._first, self._last):
            field.set_wrong(wrong=not field.understood() or (both and field is self._last))

    def _tell(self) -> None:
        """Say that the list has to be another one, once for each change."""
        self._pause.stop()
        if self._quiet:
            return
        self._show_error()
        now = self._snapshot()
        if self.error() or now == self._told:
            return
        self._told = now
        self.changed.emit()

    def _snapshot(self) -> tuple[Any, ...]:
        return (self._person, *(self.chosen(key) for key in self._choices), *self.days())
