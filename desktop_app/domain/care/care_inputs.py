"""What comes in about pauses, absences, periods and the next action of a client interaction, each with its rules (see ``inputs``)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import BeforeValidator, StrictBool, ValidationInfo, field_validator

from desktop_app.domain import limits
from desktop_app.domain.inputs import InteractionInput, checked_next_action_date, null_as_false
from desktop_app.domain.validation import Input, OptionalDate, PlainDate, fault, optional_text, today_of
from desktop_app.domain.vocabulary import PauseReason
from desktop_app.i18n.texts import mark


class PauseInput(Input):
    """Taking a person off the overdue lists until a day."""

    required_texts: ClassVar[Mapping[str, str]] = {
        "until": mark("Enter the day on which they come back to the list."),
        "reason": mark("Choose why."),
    }

    until: PlainDate
    reason: PauseReason
    note: optional_text(limits.LINE) = ""  # type: ignore[valid-type]

    @field_validator("until")
    @classmethod
    def _still_to_come(cls, value: date, info: ValidationInfo) -> date:
        if value <= today_of(info):
            raise fault("past", mark("Enter a day that is still to come."))
        return value


class AbsenceInput(Input):
    """When a mentor is away, and who looks after their people meanwhile; both by uuid."""

    required_texts: ClassVar[Mapping[str, str]] = {
        "user": mark("Choose who is away."),
        "first_on": mark("Enter the first day away."),
        "last_on": mark("Enter the last day away."),
        "colleague": mark("Choose who looks after their people meanwhile."),
    }

    user: UUID
    first_on: PlainDate
    last_on: PlainDate
    colleague: UUID
    note: optional_text(limits.LINE) = ""  # type: ignore[valid-type]

    @field_validator("last_on")
    @classmethod
    def _in_order(cls, value: date, info: ValidationInfo) -> date:
        first = info.data.get("first_on")
        if first is not None and value < first:
            raise fault("before_start", mark("The last day cannot be before the first."))
        if value < today_of(info):
            raise fault("past", mark("This absence is over already. Enter today or a later day."))
        return value

    @field_validator("colleague")
    @classmethod
    def _somebody_else(cls, value: UUID, info: ValidationInfo) -> UUID:
        if value == info.data.get("user"):
            raise fault("same", mark("Choose somebody else."))
        return value


class NextActionInput(Input):
    """What is to be done next, where anything is: a day and in a few words what."""

    next_action_needed: Annotated[StrictBool, BeforeValidator(null_as_false)] = False
    next_action_date: OptionalDate = None
    next_action_notes: optional_text(limits.NEXT_ACTION_NOTES, lines=True) = ""  # type: ignore[valid-type]

    @field_validator("next_action_date", mode="wrap")
    @classmethod
    def _a_day_where_it_is_needed(cls, value: object, handler: Any, info: ValidationInfo) -> date | None:
        if not info.data.get("next_action_needed"):
            return None
        return checked_next_action_date(handler(value), info)

    @field_validator("next_action_notes", mode="wrap")
    @classmethod
    def _words_where_it_is_needed(cls, value: object, handler: Any, info: ValidationInfo) -> str:
        return str(handler(value)) if info.data.get("next_action_needed") else ""


class PlannedInteractionInput(NextActionInput, InteractionInput):
    """A client interaction as the window's form has it: with a next action."""


class PeriodInput(Input):
    """The days that a list or a figure is narrowed to; either end may be open."""

    date_from: OptionalDate = None
    date_to: OptionalDate = None

    @field_validator("date_to")
    @classmethod
    def _not_before_the_start(cls, value: date | None, info: ValidationInfo) -> date | None:
        start = info.data.get("date_from")
        if value is not None and start is not None and value < start:
            raise fault("before_start", mark("The last day cannot be before the first."))
        return value
