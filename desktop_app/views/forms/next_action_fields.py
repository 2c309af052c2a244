"""The rows of a form in which the next action is planned: a box, and while it is ticked a day and what is to be done.

``NextActionFields(form, read, today, day_to_try_again)``   *read*: ``(text) -> date | None``, *today* and *day_to_try_again*:
    ``() -> date``. ``lay_out()`` adds the rows to *form*; ``content()``, ``put_content(content)``, ``content_of(record)``,
    ``values()``, ``problems()`` are the form's for its part; ``follow_outcome(reached)``: where nobody was reached the next
    attempt is planned, until somebody takes it off
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, Protocol

from PySide6.QtWidgets import QCheckBox

from desktop_app.domain import limits
from desktop_app.i18n.texts import tr
from desktop_app.views.forms.form_page import FormPage
from desktop_app.views.forms.planned_day import PlannedDay, put_typed_day, typed_day
from desktop_app.views.kit.accessibility import put_behind
from desktop_app.views.kit.buttons import spoken
from desktop_app.views.kit.fields.date_field import Parser
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.fields.growing_text import GrowingText


class Planning(Protocol):
    """A record that may have a next action."""

    @property
    def next_action_needed(self) -> bool:
        """Whether anything is to be done."""

    @property
    def next_action_date(self) -> date | None:
        """By when."""

    @property
    def next_action_notes(self) -> str:
        """What."""


class NextActionFields:
    """The fields of a next action, and the rows they stand in."""

    def __init__(
        self,
        form: FormPage[Any],
        read: Parser,
        today: Callable[[], date],
        day_to_try_again: Callable[[], date],
    ) -> None:
        self._form = form
        self._day_to_try_again = day_to_try_again
        self._proposed: tuple[date, str] | None = None
        self._is_taken_off = False
        self._is_putting = False
        self.needed = QCheckBox(tr("Plan the next &action"))
        self.needed.setObjectName("nextActionNeeded")
        self.needed.setAccessibleName(spoken(self.needed.text()))
        self.day = PlannedDay(read, today, name="nextActionDate")
        self.notes = GrowingText(limit=limits.NEXT_ACTION_NOTES, name="nextActionNotes", min_lines=2)

    def lay_out(self) -> None:
        """Add the rows under those there are; Tab goes from the day to the words, and then to the days to choose from."""
        form = self._form
        form.column.add(self.needed)
        self._day_row = form.add_row(
            "next_action_date", FormRow(tr("Day of the next action"), self.day, required=True)
        )
        self._notes_row = form.add_row("next_action_notes", FormRow(tr("What is to be done"), self.notes))
        put_behind(self.notes, self.day.quick)
        self.needed.toggled.connect(self._toggled)
        self.needed.toggled.connect(partial(form.field_changed, "next_action_needed"))
        self._show()

    def _toggled(self) -> None:
        if not self._is_putting and not self.needed.isChecked():
            self._is_taken_off = True
        self._show()

    def _show(self) -> None:
        shown = self.needed.isChecked()
        self._day_row.setVisible(shown)
        self._notes_row.setVisible(shown)

    # -- where nobody was reached

    def follow_outcome(self, *, reached: bool) -> None:
        """Plan the next attempt where nobody was reached and nothing is planned; take a plan of that kind back where somebody was."""
        if reached:
            if self._is_as_proposed():
                self._put(needed=False, day=None, notes="")
        elif self._is_as_proposed() or not (self.needed.isChecked() or self._is_taken_off):
            self._proposed = self._day_to_try_again(), tr("Try again")
            self._put(needed=True, day=self._proposed[0], notes=self._proposed[1])

    def _is_as_proposed(self) -> bool:
        return self.needed.isChecked() and (self.day.value(), self.notes.text()) == self._proposed

    def _put(self, *, needed: bool, day: date | None, notes: str) -> None:
        self._is_putting = True
        self.day.set_value(day)
        self.notes.set_text(notes)
        self.needed.setChecked(needed)
        self._is_putting = False

    # -- what stands in the fields

    def content(self) -> dict[str, Any]:
        """What stands in the fields."""
        return {
            "next_action_needed": self.needed.isChecked(),
            "next_action_date": typed_day(self.day),
            "next_action_notes": self.notes.text(),
        }

    def put_content(self, content: Mapping[str, Any], *, is_taken_off: bool = False) -> None:
        """Fill the fields that *content* names; *is_taken_off*: what would be proposed was not wanted."""
        self._is_putting = True
        if "next_action_date" in content:
            put_typed_day(self.day, content["next_action_date"])
        if "next_action_notes" in content:
            self.notes.set_text(content["next_action_notes"])
        if "next_action_needed" in content:
            needed = bool(content["next_action_needed"])
            self.needed.setChecked(needed)
            self._proposed, self._is_taken_off = None, is_taken_off and not needed
        self._is_putting = False
        self._show()

    @staticmethod
    def content_of(record: Planning) -> dict[str, Any]:
        """*record* as the fields hold it."""
        day = record.next_action_date
        return {
            "next_action_needed": record.next_action_needed,
            "next_action_date": day.isoformat() if day else "",
            "next_action_notes": record.next_action_notes,
        }

    def values(self) -> dict[str, Any]:
        """What a controller takes."""
        return {
            "next_action_needed": self.needed.isChecked(),
            "next_action_date": self.day.value(),
            "next_action_notes": self.notes.text(),
        }

    def problems(self) -> dict[str, str]:
        """What was typed but is no day."""
        if self.needed.isChecked() and not self.day.understood():
            return {"next_action_date": not_a_day()}
        return {}


def not_a_day() -> str:
    """What is said of a date that is not understood."""
    return tr("Date not recognised. Write it as 3/11, 2026-11-03, “yesterday” or “+7”.")
