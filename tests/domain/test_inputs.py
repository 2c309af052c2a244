"""Every rule of docs/contract/decisions.md for what comes in: what is taken, what is wrong and under which field and code."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.care.care_inputs import AbsenceInput, PauseInput, PeriodInput
from desktop_app.domain.errors import Invalid
from desktop_app.domain.inputs import (
    AssignInput,
    FollowUpInput,
    InteractionInput,
    OrganisationInput,
    PersonInput,
    StatusInput,
    UserInput,
)
from desktop_app.domain.validation import Input, check, problems
from desktop_app.domain.vocabulary import (
    FollowUpType,
    InteractionType,
    Outcome,
    PersonStatus,
    Program,
    ReferenceService,
    Role,
)
from tests.support.office import TODAY, fields_of

UUID_TEXT = "12345678-1234-1234-1234-123456789012"
START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

RIGHT: dict[type[Input], dict[str, Any]] = {
    FollowUpInput: {
        "personId": UUID_TEXT,
        "interactionType": "visit",
        "interactionDate": "2026-11-20",
        "notes": "First visit.",
        "outcome": "positive",
    },
    InteractionInput: {
        "title": "SNAP application",
        "interactionType": "walk-in",
        "startTime": "2026-11-20T09:00:00.000Z",
    },
    PersonInput: {"firstName": "Marie", "lastName": "Kouassi"},
    StatusInput: {"status": "integrated"},
    AssignInput: {"mentorId": UUID_TEXT},
    UserInput: {"firstName": "Jean", "lastName": "Dupont", "email": "jean@example.org", "role": "mentor"},
    OrganisationInput: {"name": "Our office", "timeZone": "Africa/Abidjan", "language": "fr"},
    PeriodInput: {},
}


def checked(model: type[Input], **changes: object) -> Any:
    return check(model, RIGHT[model] | changes, TODAY)


def short(value: object) -> str:
    """How a row of a table is named."""
    return repr(value)[:60]


def wrong(model: type[Input], **changes: object) -> dict[str, str]:
    """Field → code of what is wrong with right values thus changed; nothing when they are right."""
    try:
        checked(model, **changes)
    except Invalid as invalid:
        return fields_of(invalid)
    return {}


@pytest.mark.parametrize("model", RIGHT, ids=lambda model: model.__name__)
def test_the_least_that_is_right(model: type[Input]) -> None:
    assert wrong(model) == {}
    assert problems(model, RIGHT[model], TODAY) == {}


REQUIRED = {
    FollowUpInput: ["person", "interaction_type", "interaction_date", "notes", "outcome"],
    InteractionInput: ["title", "interaction_type", "start_at"],
    PersonInput: ["last_name"],
    StatusInput: ["status"],
    AssignInput: ["mentor"],
    UserInput: ["first_name", "last_name", "email", "role"],
    OrganisationInput: ["name", "time_zone", "language"],
}


@pytest.mark.parametrize("model", REQUIRED, ids=lambda model: model.__name__)
def test_nothing_at_all_names_every_required_field_at_once_in_their_order(model: type[Input]) -> None:
    with pytest.raises(Invalid) as raised:
        check(model, {}, TODAY)
    assert [error.field for error in raised.value] == REQUIRED[model]
    assert {error.code for error in raised.value} == {"required"}


@pytest.mark.parametrize(
    "model", [model for model in REQUIRED if model is not AssignInput], ids=lambda model: model.__name__
)
@pytest.mark.parametrize("empty", [None, "", "  \n\t "])
def test_null_and_blank_are_as_good_as_absent(model: type[Input], empty: object) -> None:
    values = {name: empty for name in model.model_fields if name in {*REQUIRED[model], "first_name"}}
    with pytest.raises(Invalid) as raised:
        check(model, values, TODAY)
    assert [error.field for error in raised.value] == REQUIRED[model]
    if model is not OrganisationInput:  # a blank time zone is one that is not on the list
        assert {error.code for error in raised.value} == {"required"}


def by_domain_names(model: type[Input], values: dict[str, Any]) -> dict[str, Any]:
    names = {field.alias: name for name, field in model.model_fields.items()}
    return {names[name]: value for name, value in values.items()}


@pytest.mark.parametrize("model", RIGHT, ids=lambda model: model.__name__)
def test_both_namings_are_taken_and_what_is_unknown_is_ignored(model: type[Input]) -> None:
    assert check(model, by_domain_names(model, RIGHT[model]), TODAY) == checked(model, somethingElse=object())


@pytest.mark.parametrize(
    ("model", "names"),
    [
        (
            FollowUpInput,
            "personId interactionType interactionDate notes outcome nextActionNeeded nextActionDate nextActionNotes",
        ),
        (
            InteractionInput,
            "title program interactionType startTime endTime location referenceServices notes description",
        ),
        (
            PersonInput,
            (
                "firstName lastName gender dateOfBirth phone email commune quartier address firstVisitDate "
                "howHeardAboutChurch maritalStatus profession notCalled prayerRequests notes"
            ),
        ),
        (StatusInput, "status notes"),
        (AssignInput, "mentorId notes"),
        (UserInput, "firstName lastName email role isActive password"),
        (PauseInput, "until reason note"),
        (AbsenceInput, "user firstOn lastOn colleague note"),
    ],
)
def test_the_names_are_the_contracts(model: type[Input], names: str) -> None:
    assert [field.alias for field in model.model_fields.values()] == names.split()


WRONG_FOLLOW_UPS: list[tuple[dict[str, object], dict[str, str]]] = [
    ({"personId": "not-a-uuid"}, {"person": "uuid"}),
    ({"personId": 12}, {"person": "uuid"}),
    ({"interactionType": "letter"}, {"interaction_type": "choice"}),
    ({"interactionType": "Visit"}, {"interaction_type": "choice"}),
    ({"interactionType": ["visit"]}, {"interaction_type": "choice"}),
    ({"outcome": "good"}, {"outcome": "choice"}),
    ({"interactionDate": "2026-11-21"}, {"interaction_date": "future"}),
    ({"interactionDate": "2026-02-30"}, {"interaction_date": "no_such_day"}),
    ({"interactionDate": "20/11/2026"}, {"interaction_date": "date"}),
    ({"interactionDate": "20261120"}, {"interaction_date": "date"}),
    ({"interactionDate": "2026-11-20T09:00:00Z"}, {"interaction_date": "date"}),
    ({"interactionDate": 20261120}, {"interaction_date": "date"}),
    ({"interactionDate": datetime(2026, 11, 20, tzinfo=UTC)}, {"interaction_date": "date"}),
    ({"interactionDate": date(2026, 11, 21)}, {"interaction_date": "future"}),
    ({"notes": "x" * 10_001}, {"notes": "too_long"}),
    ({"notes": "\u00a0\u2003"}, {"notes": "required"}),
    ({"notes": 5}, {"notes": "text"}),
    ({"notes": ["x"]}, {"notes": "text"}),
    ({"notes": "\ud800"}, {"notes": "text"}),
    ({"nextActionNeeded": "true"}, {"next_action_needed": "boolean"}),
    ({"nextActionNeeded": 1}, {"next_action_needed": "boolean"}),
    ({"nextActionNeeded": True}, {"next_action_date": "required"}),
    ({"nextActionNeeded": True, "nextActionDate": None}, {"next_action_date": "required"}),
    ({"nextActionNeeded": True, "nextActionDate": ""}, {"next_action_date": "required"}),
    ({"nextActionNeeded": True, "nextActionDate": "2026-11-19"}, {"next_action_date": "before_contact"}),
    ({"nextActionNeeded": True, "nextActionDate": "2026-11-31"}, {"next_action_date": "no_such_day"}),
    ({"nextActionNeeded": True, "nextActionDate": "soon"}, {"next_action_date": "date"}),
    (
        {"nextActionNeeded": True, "nextActionDate": "2026-11-20", "nextActionNotes": "x" * 2_001},
        {"next_action_notes": "too_long"},
    ),
    (
        {
            "personId": "x",
            "interactionType": "x",
            "interactionDate": "x",
            "notes": "",
            "outcome": "x",
            "nextActionNeeded": True,
            "nextActionNotes": 5,
        },
        {
            "person": "uuid",
            "interaction_type": "choice",
            "interaction_date": "date",
            "notes": "required",
            "outcome": "choice",
            "next_action_date": "required",
            "next_action_notes": "text",
        },
    ),
]


@pytest.mark.parametrize(("changes", "expected"), WRONG_FOLLOW_UPS, ids=short)
def test_wrong_follow_ups(changes: dict[str, object], expected: dict[str, str]) -> None:
    assert wrong(FollowUpInput, **changes) == expected
    with pytest.raises(Invalid) as raised:
        checked(FollowUpInput, **changes)
    assert [error.field for error in raised.value] == list(expected)  # in the order of the fields


@pytest.mark.parametrize(
    "changes",
    [
        {"interactionDate": "2026-11-20"},
        {"interactionDate": " 2026-11-20 "},
        {"interactionDate": date(2026, 11, 20)},
        {"interactionDate": "0001-01-01"},
        {"interactionDate": "2024-02-29"},
        {"notes": "x" * 10_000},
        {"notes": "  " + "x" * 10_000 + "\n"},
        {"notes": "😀" * 10_000},
        {"personId": UUID(UUID_TEXT)},
        {"personId": UUID_TEXT.upper()},
        {"personId": "12345678-1234-7234-8234-123456789012"},
        {"nextActionNeeded": None},
        {"nextActionNeeded": True, "nextActionDate": "2026-11-20"},
        {"nextActionNeeded": True, "nextActionDate": "2036-11-20", "nextActionNotes": "x" * 2_000},
        {"nextActionNeeded": True, "nextActionDate": "2026-11-20", "nextActionNotes": None},
    ],
    ids=short,
)
def test_right_follow_ups(changes: dict[str, object]) -> None:
    assert wrong(FollowUpInput, **changes) == {}


@pytest.mark.parametrize("needed", [{}, {"nextActionNeeded": False}, {"nextActionNeeded": None}])
def test_the_day_of_no_next_action_is_ignored_and_stored_empty(needed: dict[str, object]) -> None:
    follow_up = checked(FollowUpInput, **needed, nextActionDate="nonsense", nextActionNotes="x" * 2_001)
    assert (follow_up.next_action_needed, follow_up.next_action_date, follow_up.next_action_notes) == (
        False,
        None,
        "",
    )


@pytest.mark.parametrize("model", [FollowUpInput, InteractionInput])
def test_every_documented_word_is_taken(model: type[Input]) -> None:
    words = FollowUpType if model is FollowUpInput else InteractionType
    for word in words:
        assert checked(model, interactionType=str(word)).interaction_type is word
    if model is FollowUpInput:
        assert [str(word) for word in FollowUpType] == ["call", "visit", "meeting", "other"]
        assert [str(word) for word in Outcome] == ["positive", "neutral", "negative", "no_contact"]


# -- client interactions


WRONG_INTERACTIONS: list[tuple[dict[str, object], dict[str, str]]] = [
    ({"title": "x" * 256}, {"title": "too_long"}),
    ({"title": " "}, {"title": "required"}),
    ({"program": "Nutrition"}, {"program": "choice"}),
    ({"interactionType": "letter"}, {"interaction_type": "choice"}),
    ({"startTime": "2026-11-20"}, {"start_at": "moment"}),
    ({"startTime": "2026-11-31T09:00:00Z"}, {"start_at": "moment"}),
    ({"startTime": "yesterday"}, {"start_at": "moment"}),
    ({"startTime": 1_700_000_000}, {"start_at": "moment"}),
    ({"startTime": "0001-01-01T00:00:00+14:00"}, {"start_at": "moment"}),
    ({"endTime": "2026-11-20"}, {"end_at": "moment"}),
    ({"endTime": "2026-11-20T08:59:59.999Z"}, {"end_at": "before_start"}),
    ({"endTime": "2026-11-21T09:00:00.001Z"}, {"end_at": "too_long"}),
    ({"location": "x" * 256}, {"location": "too_long"}),
    ({"location": 5}, {"location": "text"}),
    ({"referenceServices": "DACA"}, {"reference_services": "list"}),
    ({"referenceServices": {"DACA": True}}, {"reference_services": "list"}),
    ({"referenceServices": ["DACA", "haircut"]}, {"reference_services": "choice"}),
    ({"referenceServices": [None]}, {"reference_services": "choice"}),
    ({"referenceServices": [{"name": "DACA"}]}, {"reference_services": "choice"}),
    ({"notes": "x" * 10_001}, {"notes": "too_long"}),
    ({"description": "x" * 10_001}, {"description": "too_long"}),
    ({"description": 5}, {"description": "text"}),
    ({"notes": "One", "description": "Other"}, {"description": "two_texts"}),
    ({"notes": "", "description": "Other"}, {"description": "two_texts"}),
    ({"notes": "One", "description": ""}, {"description": "two_texts"}),
    (
        {
            "title": None,
            "program": "x",
            "interactionType": 5,
            "startTime": "x",
            "endTime": "x",
            "location": ["x"],
            "referenceServices": 5,
            "notes": 5,
            "description": 6,
        },
        {
            "title": "required",
            "program": "choice",
            "interaction_type": "choice",
            "start_at": "moment",
            "end_at": "moment",
            "location": "text",
            "reference_services": "list",
            "notes": "text",
            "description": "text",
        },
    ),
]


@pytest.mark.parametrize(("changes", "expected"), WRONG_INTERACTIONS, ids=short)
def test_wrong_interactions(changes: dict[str, object], expected: dict[str, str]) -> None:
    assert wrong(InteractionInput, **changes) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "x"},
        {"title": "x" * 255},
        {"title": " " + "é" * 255 + " "},
        {"endTime": "2026-11-20T09:00:00.000Z"},
        {"endTime": "2026-11-21T09:00:00.000Z"},
        {"endTime": None},
        {"endTime": ""},
        {"location": None},
        {"location": "x" * 255},
        {"program": None},
        {"program": ""},
        {"referenceServices": None},
        {"referenceServices": []},
        {"notes": "x" * 10_000},
        {"description": "x" * 10_000},
        {"notes": None, "description": "Text"},
        {"notes": "Text", "description": None},
        {"notes": "Text", "description": " Text\n"},
    ],
    ids=short,
)
def test_right_interactions(changes: dict[str, object]) -> None:
    assert wrong(InteractionInput, **changes) == {}


@pytest.mark.parametrize(
    "given_as",
    [
        "2026-11-20T09:00:00.000Z",
        "2026-11-20T09:00:00Z",
        "2026-11-20t09:00z",
        "2026-11-20 09:00",
        "2026-11-20T11:00:00+02:00",
        "2026-11-20T09:00:00.000999Z",
        START,
        START.replace(tzinfo=None),
        START.astimezone(timezone(timedelta(hours=-8))),
    ],
)
def test_moments_are_taken_in_any_zone_and_kept_in_utc_to_the_millisecond(given_as: object) -> None:
    taken = checked(InteractionInput, startTime=given_as).start_at
    assert taken == START
    assert taken.utcoffset() == timedelta()


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, ""),
        ({"notes": " Notes "}, "Notes"),
        ({"description": " Description "}, "Description"),
        ({"notes": "Both", "description": "Both"}, "Both"),
        ({"notes": None, "description": None}, ""),
    ],
)
def test_notes_and_description_are_one_text(changes: dict[str, object], text: str) -> None:
    assert checked(InteractionInput, **changes).text == text


def test_services_are_matched_without_regard_to_case_once_each() -> None:
    services = ["Supermarket Visit", "supermarket visit", "daca", "Food Demonstration", " Youth Group "]
    assert checked(InteractionInput, referenceServices=services).reference_services == (
        ReferenceService.SUPERMARKET_VISIT,
        ReferenceService.DACA,
        ReferenceService.FOOD_DEMONSTRATION,
        ReferenceService.YOUTH_GROUP,
    )
    assert str(ReferenceService.FOOD_DEMONSTRATION) == "food demonstartion"
    everything = [str(service).upper() for service in ReferenceService]
    assert checked(InteractionInput, referenceServices=everything).reference_services == tuple(
        ReferenceService
    )
    assert (len(ReferenceService), len(Program), len(InteractionType)) == (17, 23, 6)
    for program in Program:
        assert checked(InteractionInput, program=str(program)).program is program


# -- persons

WRONG_PERSONS: list[tuple[dict[str, object], dict[str, str]]] = [
    ({"firstName": "x" * 101}, {"first_name": "too_long"}),
    ({"lastName": "x" * 101}, {"last_name": "too_long"}),
    ({"gender": "woman"}, {"gender": "choice"}),
    ({"gender": "f"}, {"gender": "choice"}),
    ({"dateOfBirth": "2026-11-21"}, {"date_of_birth": "birthday_range"}),
    ({"dateOfBirth": "1899-12-31"}, {"date_of_birth": "birthday_range"}),
    ({"dateOfBirth": "1990-02-30"}, {"date_of_birth": "birthday"}),
    ({"dateOfBirth": "1990-02-29"}, {"date_of_birth": "birthday"}),
    ({"dateOfBirth": "--02-30"}, {"date_of_birth": "birthday"}),
    ({"dateOfBirth": "--13-01"}, {"date_of_birth": "birthday"}),
    ({"dateOfBirth": "--0229"}, {"date_of_birth": "birthday"}),
    ({"dateOfBirth": "--W01-1"}, {"date_of_birth": "birthday"}),
    ({"dateOfBirth": "19900517"}, {"date_of_birth": "birthday"}),
    ({"dateOfBirth": "1990-W20-4"}, {"date_of_birth": "birthday"}),
    ({"dateOfBirth": "1990W204"}, {"date_of_birth": "birthday"}),
    ({"dateOfBirth": "17/05/1990"}, {"date_of_birth": "birthday"}),
    ({"dateOfBirth": "١٩٩٠-٠٥-١٧"}, {"date_of_birth": "birthday"}),
    ({"dateOfBirth": 1990}, {"date_of_birth": "text"}),
    ({"phone": 123456}, {"phone": "text"}),
    ({"phone": "1" * 101}, {"phone": "too_long"}),
    ({"email": "marie"}, {"email": "email"}),
    ({"email": "marie@home"}, {"email": "email"}),
    ({"email": "a b@example.org"}, {"email": "email"}),
    ({"email": "a@b@example.org"}, {"email": "email"}),
    ({"email": "x" * 250 + "@e.org"}, {"email": "too_long"}),
    ({"address": "x" * 501}, {"address": "too_long"}),
    ({"commune": "x" * 101}, {"commune": "too_long"}),
    ({"quartier": "x" * 101}, {"quartier": "too_long"}),
    ({"profession": "x" * 101}, {"profession": "too_long"}),
    ({"maritalStatus": "engaged"}, {"marital_status": "choice"}),
    ({"howHeardAboutChurch": "x" * 501}, {"how_heard": "too_long"}),
    ({"prayerRequests": "x" * 10_001}, {"prayer_requests": "too_long"}),
    ({"notes": "x" * 10_001}, {"notes": "too_long"}),
    ({"firstVisitDate": "2026-11-21"}, {"first_visit_on": "future"}),
    ({"firstVisitDate": "1899-12-31"}, {"first_visit_on": "range"}),
    ({"firstVisitDate": "20.11.2026"}, {"first_visit_on": "date"}),
    (
        {
            "firstName": "",
            "lastName": "",
            "gender": "x",
            "email": "x",
            "dateOfBirth": "x",
            "firstVisitDate": "x",
        },
        {
            "last_name": "required",
            "gender": "choice",
            "date_of_birth": "birthday",
            "email": "email",
            "first_visit_on": "date",
        },
    ),
]


@pytest.mark.parametrize(("changes", "expected"), WRONG_PERSONS, ids=short)
def test_wrong_persons(changes: dict[str, object], expected: dict[str, str]) -> None:
    assert wrong(PersonInput, **changes) == expected


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("dateOfBirth", "--02-29", "--02-29"),
        ("dateOfBirth", "1990-05-17", "1990-05-17"),
        ("dateOfBirth", "1992-02-29", "1992-02-29"),
        ("dateOfBirth", "2026-11-20", "2026-11-20"),
        ("dateOfBirth", "1900-01-01", "1900-01-01"),
        ("dateOfBirth", None, ""),
        ("gender", "F", "F"),
        ("gender", "", None),
        ("maritalStatus", "widowed", "widowed"),
        ("maritalStatus", None, None),
        ("email", "Marie.K+x@mail.example.org", "Marie.K+x@mail.example.org"),
        ("email", "", ""),
        ("phone", " +225 01 02 03 04 05 ", "+225 01 02 03 04 05"),
        ("phone", None, ""),
        ("firstVisitDate", None, TODAY),
        ("firstVisitDate", "", TODAY),
        ("firstVisitDate", "2026-11-20", TODAY),
        ("firstVisitDate", "1900-01-01", date(1900, 1, 1)),
    ],
)
def test_right_persons(name: str, value: object, kept: object) -> None:
    field = next(one for one, field in PersonInput.model_fields.items() if field.alias == name)
    assert getattr(checked(PersonInput, **{name: value}), field) == kept


# -- status, mentor, users, organisation, period


@pytest.mark.parametrize(
    ("model", "changes", "expected"),
    [
        (StatusInput, {"status": "gone"}, {"status": "choice"}),
        (StatusInput, {"notes": "x" * 2_001}, {"notes": "too_long"}),
        (StatusInput, {"notes": "x" * 2_000}, {}),
        (StatusInput, {"status": PersonStatus.LONG_ABSENT, "notes": None}, {}),
        (AssignInput, {"mentorId": "Jean"}, {"mentor": "uuid"}),
        (AssignInput, {"mentorId": None}, {}),
        (AssignInput, {"mentorId": ""}, {}),
        (AssignInput, {"notes": "x" * 2_001}, {"notes": "too_long"}),
        (UserInput, {"email": "jean"}, {"email": "email"}),
        (UserInput, {"role": "boss"}, {"role": "choice"}),
        (UserInput, {"isActive": "yes"}, {"is_active": "boolean"}),
        (UserInput, {"password": "123456789"}, {"password": "password_short"}),
        (UserInput, {"password": "1234567890"}, {}),
        (UserInput, {"password": "aaaabbbbccc"}, {"password": "password_weak"}),
        (UserInput, {"password": "Jean@Example.org"}, {"password": "password_weak"}),
        (UserInput, {"password": "x1y2" * 251}, {"password": "too_long"}),
        (UserInput, {"password": 1234567890}, {"password": "text"}),
        (UserInput, {"password": ""}, {}),
        (UserInput, {"password": None}, {}),
        (OrganisationInput, {"timeZone": "Mars/Olympus"}, {"time_zone": "time_zone"}),
        (OrganisationInput, {"timeZone": ""}, {"time_zone": "time_zone"}),
        (OrganisationInput, {"timeZone": "UTC"}, {}),
        (OrganisationInput, {"timeZone": "../../etc/passwd"}, {"time_zone": "time_zone"}),
        (OrganisationInput, {"language": "de"}, {"language": "language"}),
        (OrganisationInput, {"overdueDays": -1}, {"overdue_days": "range"}),
        (OrganisationInput, {"overdueDays": 0}, {}),
        (OrganisationInput, {"overdueDays": 3650}, {}),
        (OrganisationInput, {"overdueDays": 3651}, {"overdue_days": "range"}),
        (OrganisationInput, {"overdueDays": "7"}, {"overdue_days": "number"}),
        (OrganisationInput, {"overdueDays": True}, {"overdue_days": "number"}),
        (OrganisationInput, {"overdueDays": 7.5}, {"overdue_days": "number"}),
        (OrganisationInput, {"mentorLimit": 0}, {"mentor_limit": "range"}),
        (OrganisationInput, {"mentorLimit": 1001}, {"mentor_limit": "range"}),
        (OrganisationInput, {"assignAutomatically": 1}, {"assign_automatically": "boolean"}),
        (OrganisationInput, {"name": "x" * 201}, {"name": "too_long"}),
    ],
)
def test_other_inputs(model: type[Input], changes: dict[str, object], expected: dict[str, str]) -> None:
    assert wrong(model, **changes) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, {}),
        ("", " ", {}),
        ("2026-11-20", "2026-11-20", {}),
        ("2026-11-20", None, {}),
        (None, "2026-11-20", {}),
        ("2026-11-20", "2026-11-19", {"date_to": "before_start"}),
        ("x", "2026-02-30", {"date_from": "date", "date_to": "no_such_day"}),
    ],
)
def test_periods(start: object, end: object, expected: dict[str, str]) -> None:
    assert wrong(PeriodInput, date_from=start, dateTo=end) == expected


def test_passwords_are_kept_as_typed_and_shown_nowhere() -> None:
    user = checked(UserInput, password="  my secret words  ", role=Role.PASTOR)
    assert user.password == "  my secret words  "
    assert "secret" not in repr(user)
    with pytest.raises(Invalid) as raised:
        checked(UserInput, password="secret")
    assert "secret" not in f"{raised.value!r} {raised.value} {list(raised.value)!r}"


def test_sentences_say_what_is_wrong_and_what_to_do() -> None:
    with pytest.raises(Invalid) as raised:
        checked(FollowUpInput, notes="x" * 10_001, interactionType="letter", outcome=None)
    said = {error.field: str(error.message) for error in raised.value}
    assert "call, visit, meeting, other" in said["interaction_type"]
    assert "10000" in said["notes"]
    assert "10001" in said["notes"]
    assert said["outcome"] == FollowUpInput.required_texts["outcome"]


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize("model", RIGHT, ids=lambda model: model.__name__)
@given(data=st.data())
def test_whatever_is_sent_is_taken_or_refused_by_field(model: type[Input], data: st.DataObject) -> None:
    names = sorted(str(field.alias) for field in model.model_fields.values())
    sent = data.draw(st.dictionaries(st.sampled_from(names), _ANYTHING))
    for name, text in problems(model, sent, TODAY).items():
        assert name in model.model_fields
        assert str(text)
