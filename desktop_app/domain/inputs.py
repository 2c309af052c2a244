"""What comes in, each with its rules: the one definition that forms, the commands and HTTP bodies are checked with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, StrictBool, ValidationInfo, create_model, field_validator
from pydantic_core import PydanticCustomError

from desktop_app.domain import limits
from desktop_app.domain.addresses.email_addresses import is_email
from desktop_app.domain.office_words import LeaderWord, MentorWord, PersonWord
from desktop_app.domain.person_fields import PERSON_FIELDS, FieldKind, FieldSpec
from desktop_app.domain.phones import UnreadablePhone, read_phone
from desktop_app.domain.validation import (
    Identifier,
    Input,
    Moment,
    OptionalDate,
    OptionalMoment,
    PlainDate,
    blank_as_null,
    fault,
    optional_text,
    required_text,
    today_of,
)
from desktop_app.domain.vocabulary import (
    FollowUpType,
    InteractionType,
    Outcome,
    PersonStatus,
    Program,
    ReferenceService,
    Role,
)
from desktop_app.i18n.texts import mark

LONGEST_INTERACTION = timedelta(hours=24)
PASSWORD_LEAST = 10
EARLIEST = date(1900, 1, 1)

_FUTURE = mark("This day is still to come. Enter today or an earlier day.")
_BIRTHDAY = re.compile(r"([0-9]{4}|-)-[0-9]{2}-[0-9]{2}|[0-9]{4}(-[0-9]{2})?")
_TIME_OF_DAY = re.compile(limits.TIME_OF_DAY)


def null_as_false(value: object) -> object:
    """False for null; anything else as it is."""
    return False if value is None else value


class FollowUpInput(Input):
    """A follow-up to record (docs/contract/follow-ups-api.md, section 1). ``person`` is the person's uuid (``personId``)."""

    required_texts: ClassVar[Mapping[str, str]] = {
        "person": mark("Choose the person this is about."),
        "notes": mark("Write what was said or done, a few words are enough."),
        "interaction_type": mark("Choose what kind of contact it was."),
        "interaction_date": mark("Enter the day of the contact."),
        "outcome": mark("Choose an outcome."),
    }

    person: Identifier = Field(alias="personId")
    interaction_type: FollowUpType
    interaction_date: PlainDate
    notes: required_text(limits.NOTES, lines=True)  # type: ignore[valid-type]
    outcome: Outcome
    next_action_needed: Annotated[StrictBool, BeforeValidator(null_as_false)] = False
    next_action_date: OptionalDate = None
    next_action_notes: optional_text(limits.NEXT_ACTION_NOTES, lines=True) = ""  # type: ignore[valid-type]

    @field_validator("interaction_date")
    @classmethod
    def _not_in_the_future(cls, value: date, info: ValidationInfo) -> date:
        if value > today_of(info):
            raise fault("future", _FUTURE)
        return value

    @field_validator("next_action_date", "next_action_notes", mode="wrap")
    @classmethod
    def _only_with_a_next_action(cls, value: object, handler: Any, info: ValidationInfo) -> object:
        empty = None if info.field_name == "next_action_date" else ""
        if not info.data.get("next_action_needed"):
            return empty
        checked = handler(value)
        if info.field_name == "next_action_date":
            return checked_next_action_date(checked, info)
        return checked


def checked_next_action_date(value: date | None, info: ValidationInfo) -> date:
    """Return the day of a next action that is needed, not before the contact that plans it; called within a validator."""
    if value is None:
        raise fault("required", mark("Enter the day of the next action, or untick it."))
    contact = info.data.get("interaction_date")
    if contact is not None and value < contact:
        raise fault("before_contact", mark("The next action cannot be before the contact itself."))
    return value


class InteractionInput(Input):
    """A client interaction (docs/contract/client-interactions-api.md, *Create a Client Interaction*)."""

    required_texts: ClassVar[Mapping[str, str]] = {
        "title": mark("Give it a title, such as “SNAP application”."),
        "interaction_type": mark("Choose how you met."),
        "start_at": mark("Enter when it began."),
    }

    title: required_text(limits.TITLE)  # type: ignore[valid-type]
    program: Annotated[Program | None, BeforeValidator(blank_as_null)] = None
    interaction_type: InteractionType
    start_at: Moment = Field(alias="startTime")
    end_at: OptionalMoment = Field(default=None, alias="endTime")
    location: Annotated[optional_text(limits.TITLE) | None, BeforeValidator(blank_as_null)] = None  # type: ignore[valid-type]
    reference_services: tuple[ReferenceService, ...] = ()
    notes: optional_text(limits.NOTES, lines=True) | None = None  # type: ignore[valid-type]
    description: optional_text(limits.NOTES, lines=True) | None = None  # type: ignore[valid-type]

    @field_validator("end_at")
    @classmethod
    def _after_the_start(cls, value: Any, info: ValidationInfo) -> Any:
        start = info.data.get("start_at")
        if value is not None and start is not None:
            if value < start:
                raise fault("before_start", mark("The end cannot be before the beginning."))
            if value - start > LONGEST_INTERACTION:
                raise fault(
                    "too_long", mark("An interaction lasts 24 hours at most. Check the day of the end.")
                )
        return value

    @field_validator("reference_services", mode="before")
    @classmethod
    def _known_services_once(cls, value: object) -> object:
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            raise fault("list", mark("Give the services as a list."))
        services: dict[ReferenceService, None] = {}
        for word in value:
            try:
                services[ReferenceService(word)] = None
            except ValueError:
                choices = ", ".join(ReferenceService)
                raise fault(
                    "choice",
                    mark("“{value}” is not a service. Choose from: {choices}."),
                    value=word,
                    choices=choices,
                ) from None
        return tuple(services)

    @field_validator("description")
    @classmethod
    def _one_text_under_two_names(cls, value: str | None, info: ValidationInfo) -> str | None:
        notes = info.data.get("notes")
        if value is not None and notes is not None and notes != value:
            raise fault(
                "two_texts", mark("Notes and description are the same text: send one of them, or both alike.")
            )
        if value is not None and len(value) > limits.NOTES:
            raise fault(
                "too_long",
                mark("At most {limit} characters; there are {count}."),
                limit=limits.NOTES,
                count=len(value),
            )
        return value

    @property
    def text(self) -> str:
        """The one text, whichever name it came under."""
        return str(self.notes or self.description or "")


def _in_input(spec: FieldSpec) -> Any:
    """Return a field of the table as an input takes it: its type, and its default with its name in the follow-ups API."""
    if spec.is_required:
        return required_text(spec.limit, lines=spec.kind is FieldKind.TEXT), Field(alias=spec.camel_name)
    match spec.kind:
        case FieldKind.CODE:
            codes: Any = spec.codes
            return Annotated[codes | None, BeforeValidator(blank_as_null)], Field(None, alias=spec.camel_name)
        case FieldKind.DAY:
            return OptionalDate, Field(None, alias=spec.camel_name)
        case _:
            return optional_text(spec.limit, lines=spec.kind is FieldKind.TEXT), Field(
                "", alias=spec.camel_name
            )


_PersonFields: Any = create_model(
    "_PersonFields", __base__=Input, **{spec.name: _in_input(spec) for spec in PERSON_FIELDS}
)


class PersonInput(_PersonFields):
    """A person to add or as edited: the fields of both systems (``person_fields``)."""

    @field_validator("last_name")
    @classmethod
    def _at_least_one_name(cls, value: str, info: ValidationInfo) -> str:
        if not value and info.data.get("first_name") == "":
            raise fault("required", mark("Enter a first or a last name: one of them is enough."))
        return value

    @field_validator("phone")
    @classmethod
    def _a_phone(cls, value: str) -> str:
        try:
            return read_phone(value)
        except UnreadablePhone as error:
            raise fault("phone", error.message.source, **error.message.values) from None

    @field_validator("date_of_birth")
    @classmethod
    def _a_day_that_exists(cls, value: str, info: ValidationInfo) -> str:
        if not value:
            return ""
        try:
            born = _born(value)
        except ValueError:
            raise fault(
                "birthday",
                mark("Write a birthday that exists, such as 1990-05-17, or 17/05 without the year."),
            ) from None
        if not value.startswith("--") and not EARLIEST <= born <= today_of(info):
            raise fault("birthday_range", mark("A birthday lies between 1900 and today."))
        return value

    @field_validator("email")
    @classmethod
    def _looks_like_an_address(cls, value: str) -> str:
        return _checked_email(value) if value else ""

    @field_validator("first_visit_on")
    @classmethod
    def _today_when_absent(cls, value: date | None, info: ValidationInfo) -> date:
        value = value or today_of(info)
        if value > today_of(info):
            raise fault("future", _FUTURE)
        if value < EARLIEST:
            raise fault("range", mark("This day is too long ago."))
        return value


def _born(value: str) -> date:
    """Return the birthday, in 2000 where it names no year (a leap year: 29 February exists), its first day where only a part is known."""
    if not _BIRTHDAY.fullmatch(value):  # Python reads other forms too, such as weeks
        raise ValueError(value)
    if value.startswith("--"):
        return date.fromisoformat(f"2000-{value[2:]}")
    return date.fromisoformat(value + "-01-01"[: len("1990-05-17") - len(value)])


def _checked_email(value: str) -> str:
    if not is_email(value):
        raise fault("email", mark("An e-mail address looks like name@example.org."))
    return value


class StatusInput(Input):
    """A person's new status and why."""

    status: PersonStatus
    notes: optional_text(limits.REASON, lines=True) = ""  # type: ignore[valid-type]


class AssignInput(Input):
    """A person's new mentor (None: nobody, which must be said) and why."""

    mentor: Annotated[Identifier | None, BeforeValidator(blank_as_null)] = Field(alias="mentorId")
    notes: optional_text(limits.REASON, lines=True) = ""  # type: ignore[valid-type]


class UserInput(Input):
    """A user to add or as edited. ``password`` empty: as it is (a new one then cannot sign in yet)."""

    required_texts: ClassVar[Mapping[str, str]] = {
        "email": mark("The e-mail address is what one signs in with.")
    }

    first_name: required_text(limits.NAME)  # type: ignore[valid-type]
    last_name: required_text(limits.NAME)  # type: ignore[valid-type]
    email: required_text(limits.EMAIL)  # type: ignore[valid-type]
    role: Role
    is_active: StrictBool = True
    password: Annotated[str, Field(repr=False)] = ""

    @field_validator("email")
    @classmethod
    def _an_address_in_lower_case(cls, value: str) -> str:
        return _checked_email(value).lower()

    @field_validator("password", mode="wrap")
    @classmethod
    def _strong_enough(cls, value: object, handler: Any, info: ValidationInfo) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            return str(handler(value))
        if value:  # not trimmed: spaces belong to a pass phrase
            check_password(value, str(info.data.get("email", "")))
        return value


def check_password(password: str, email: str) -> None:
    """Refuse a password that is too short or is the address itself.

    Raises:
        PydanticCustomError: inside a validator; ``check`` turns it into ``Invalid``.
    """
    problem: PydanticCustomError | None = None
    if len(password) < PASSWORD_LEAST:
        problem = fault(
            "password_short",
            mark("At least {least} characters: three or four words are easy to remember."),
            least=PASSWORD_LEAST,
        )
    elif len(password) > limits.PASSWORD:
        problem = fault("too_long", mark("This password is too long."))
    elif password.strip().lower() == email or len(set(password)) < 4:
        problem = fault("password_weak", mark("This password is too easy to guess."))
    if problem is not None:
        raise problem


class TokenInput(Input):
    """A personal API token to make: what it is for, and after how many ``days`` (1…3650) it expires; None: never."""

    required_texts: ClassVar[Mapping[str, str]] = {
        "name": mark("Say what it is for, such as the name of the program that will use it.")
    }

    name: required_text(limits.NAME)  # type: ignore[valid-type]
    days: Annotated[int | None, Field(strict=True, ge=1, le=3650)] = None


class OrganisationInput(Input):
    """The organisation's settings."""

    required_texts: ClassVar[Mapping[str, str]] = {"name": mark("Enter the name that people know you by.")}

    name: required_text(limits.ORGANISATION)  # type: ignore[valid-type]
    time_zone: str
    language: str
    overdue_days: Annotated[int, Field(strict=True, ge=0, le=limits.DAYS)] = 7
    assign_automatically: StrictBool = False
    mentor_limit: Annotated[int, Field(strict=True, ge=1, le=limits.MENTOR_LIMIT)] = 10
    remind_never_contacted_days: Annotated[int, Field(strict=True, ge=0, le=limits.DAYS)] = 3
    remind_next_actions: StrictBool = True
    remind_mentors: StrictBool = True
    remind_leaders: StrictBool = True
    escalate_days: Annotated[int, Field(strict=True, ge=0, le=limits.DAYS)] = 14
    quiet_from: str = ""
    quiet_to: str = ""
    person_word: PersonWord = PersonWord.PERSON
    mentor_word: MentorWord = MentorWord.MENTOR
    leader_word: LeaderWord = LeaderWord.PASTOR
    interactions_count_as_contact: StrictBool = False

    @field_validator("quiet_from", "quiet_to")
    @classmethod
    def _time_of_day(cls, value: str) -> str:
        if value and not _TIME_OF_DAY.fullmatch(value):
            raise fault("time", mark("Write a time such as 20:00."))
        return value

    @field_validator("quiet_to")
    @classmethod
    def _both_ends(cls, value: str, info: ValidationInfo) -> str:
        if "quiet_from" in info.data and bool(info.data["quiet_from"]) != bool(value):
            raise fault("both", mark("Write both times, or leave both empty."))
        return value

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        from desktop_app.domain.clock import zone_names  # noqa: PLC0415

        if value != "UTC" and value not in zone_names():
            raise fault("time_zone", mark("Choose a time zone from the list."))
        return value

    @field_validator("language")
    @classmethod
    def _known_language(cls, value: str) -> str:
        from desktop_app.i18n.texts import LANGUAGES  # noqa: PLC0415

        if value not in LANGUAGES:
            raise fault("language", mark("Choose a language from the list."))
        return value
