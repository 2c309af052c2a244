"""What the form of a person asks each field with, by what the field holds.

``input_of(spec, today)``   a ``PersonFieldInput``: its ``widget``, ``content()`` as JSON holds it, ``put(content)``, ``problem()``
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.domain.dates.date_parsing import read_date
from desktop_app.domain.person_fields import FieldKind, FieldSpec
from desktop_app.domain.vocabulary import code_label
from desktop_app.i18n.texts import tr
from desktop_app.views.kit.fields.date_field import DateField
from desktop_app.views.kit.fields.growing_text import GrowingText
from desktop_app.views.kit.fields.segmented import SegmentedChoice
from desktop_app.views.pages.people.birthday_field import BirthdayField
from desktop_app.views.wording.person_values import widget_name


def _nothing_wrong() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class PersonFieldInput:
    """One field while it is edited. ``problem`` says what only the widget can know, such as a day that is not understood."""

    widget: QWidget
    content: Callable[[], str]
    put: Callable[[str], object]
    problem: Callable[[], str] = _nothing_wrong


def input_of(spec: FieldSpec, today: Callable[[], date]) -> PersonFieldInput:
    """The input for *spec*, empty."""
    match spec.kind:
        case FieldKind.TEXT:
            text = GrowingText(limit=spec.limit, name=widget_name(spec))
            return PersonFieldInput(text, text.text, text.set_text)
        case FieldKind.CODE:
            return _choice(spec)
        case FieldKind.BIRTHDAY:
            birthday = BirthdayField(today, name=widget_name(spec))
            return PersonFieldInput(birthday, birthday.value, birthday.set_value, birthday.problem)
        case FieldKind.DAY:
            return _day(spec, today)
        case _:
            line = QLineEdit()
            line.setObjectName(spec.name)
            return PersonFieldInput(line, line.text, line.setText)


def _choice(spec: FieldSpec) -> PersonFieldInput:
    codes = tuple(spec.codes or ())
    options = [("", tr("Not said"), ""), *((code, code_label(code), "") for code in codes)]
    choice = SegmentedChoice(options, name=widget_name(spec))
    choice.set_value("")
    by_value = {"": "", **{str(code): code for code in codes}}
    return PersonFieldInput(
        choice, lambda: str(choice.value()), lambda held: choice.set_value(by_value.get(held, ""))
    )


def _day(spec: FieldSpec, today: Callable[[], date]) -> PersonFieldInput:
    field = DateField(lambda text: read_date(text, today()), today, name=widget_name(spec))

    def content() -> str:
        day = field.value()
        return day.isoformat() if day else field.text().strip()

    def put(held: str) -> None:
        try:
            field.set_value(date.fromisoformat(held) if held else None)
        except ValueError:  # what was typed and is no day
            field.set_text(held)

    def problem() -> str:
        return "" if field.understood() else tr("Enter a day, such as 20/11 or “yesterday”.")

    return PersonFieldInput(field, content, put, problem)
