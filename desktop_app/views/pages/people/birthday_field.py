"""A birthday typed as people write it, with or without its year, and shown back as understood.

``BirthdayField(today, name="")``   ``value()`` the birthday as it is stored ("1990-05-17", "--05-17", ""), or what is typed while
    that is no birthday; ``set_value(text)`` takes either; ``problem()`` why it is none, or ""; ``changed()``
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop_app.domain.dates.date_parsing import read_birthday
from desktop_app.domain.errors import DomainError, sentence
from desktop_app.views.kit.labels import label
from desktop_app.views.look import theme
from desktop_app.views.wording.birthday import birthday_typed, birthday_with_age

_TEXT_WIDTH = 168


class BirthdayField(QWidget):
    """A line to type in, and beside it the day that was understood, with the age."""

    changed = Signal()

    def __init__(self, today: Callable[[], date], *, name: str = "birthday") -> None:
        super().__init__()
        self._today = today
        self._value = ""
        self._problem = ""
        self.setObjectName(name)
        self._edit = QLineEdit()
        self._said = label("", "muted", name=f"{name}Understood")

        self._edit.setObjectName(f"{name}Text")
        self._edit.setFixedWidth(_TEXT_WIDTH)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.S3)
        line.addWidget(self._edit)
        line.addWidget(self._said, 1)
        self.setFocusProxy(self._edit)

        self._edit.textChanged.connect(self._read)
        self._edit.editingFinished.connect(self._write_out)

    def value(self) -> str:
        """The birthday, or what is typed while it is none."""
        return self._edit.text().strip() if self._problem else self._value

    def set_value(self, text: str) -> None:
        """Write a stored birthday as one types it, or *text* as it is."""
        self._edit.setText(text)
        self._write_out()

    def problem(self) -> str:
        """What is wrong with what is typed, in a sentence; empty when nothing is."""
        return self._problem

    def said(self) -> str:
        """What was understood."""
        return self._said.text()

    def _read(self) -> None:
        text = self._edit.text().strip()
        self._value = self._problem = ""
        if text:
            try:
                self._value = read_birthday(text, self._today())
            except DomainError as error:
                self._problem = sentence(error)
        self._said.setText(birthday_with_age(self._value, self._today()))
        self.changed.emit()

    def _write_out(self) -> None:
        if self._value:
            self._edit.setText(birthday_typed(self._value))
