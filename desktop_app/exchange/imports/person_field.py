"""What a column of a list can be read into, and how people call it."""

from __future__ import annotations

from enum import StrEnum

from desktop_app.domain.person_fields import NAMES, PERSON_FIELDS, FieldKind
from desktop_app.i18n.texts import mark


class PersonField(StrEnum):
    """What a column of a list can be read into; the values are the domain's field names."""

    _ignore_ = "_name"

    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    FULL_NAME = "full_name"
    FULL_NAME_LAST_FIRST = "full_name_last_first"
    MIDDLE_NAME = "middle_name"
    SECOND_LAST_NAME = "second_last_name"
    GENDER = "gender"
    DATE_OF_BIRTH = "date_of_birth"
    BIRTH_DAY = "birth_day"
    BIRTH_MONTH = "birth_month"
    BIRTH_YEAR = "birth_year"
    AGE = "age"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    COMMUNE = "commune"
    QUARTIER = "quartier"
    PROFESSION = "profession"
    MARITAL_STATUS = "marital_status"
    HOW_HEARD = "how_heard"
    PRAYER_REQUESTS = "prayer_requests"
    NOTES = "notes"
    FIRST_VISIT_ON = "first_visit_on"
    STATUS = "status"
    MENTOR = "mentor"
    LAST_CONTACT_ON = "last_contact_on"
    DECEASED = "deceased"
    NOT_CALLED = "not_called"
    MOVED_AWAY = "moved_away"
    IGNORED = "ignored"
    for _name in NAMES:  # what is added to the table of the fields can be read without being named here
        if _name.upper() not in vars():
            vars()[_name.upper()] = _name


FIELD_TITLES: dict[PersonField, str] = {
    PersonField.FULL_NAME: mark("Full name (first name first)"),
    PersonField.FULL_NAME_LAST_FIRST: mark("Full name (last name first)"),
    PersonField.MIDDLE_NAME: mark("Second first name"),
    PersonField.SECOND_LAST_NAME: mark("Second last name"),
    PersonField.BIRTH_DAY: mark("Day of birth"),
    PersonField.BIRTH_MONTH: mark("Month of birth"),
    PersonField.BIRTH_YEAR: mark("Year of birth"),
    PersonField.AGE: mark("Age"),
    PersonField.STATUS: mark("Status"),
    PersonField.MENTOR: mark("Mentor"),
    PersonField.LAST_CONTACT_ON: mark("Last contact"),
    PersonField.DECEASED: mark("Deceased"),
    PersonField.MOVED_AWAY: mark("Moved away"),
    PersonField.IGNORED: mark("Do not import"),
    **{PersonField(spec.name): spec.label for spec in PERSON_FIELDS},
}
FIELD_TITLES = {field: FIELD_TITLES[field] for field in PersonField}
"""Marked; ``tr()`` them where they are shown. In the order in which a list of choices offers them."""

LONG_TEXTS = frozenset(PersonField(spec.name) for spec in PERSON_FIELDS if spec.kind is FieldKind.TEXT)
"""Texts of several lines."""

DAYS = frozenset({PersonField.DATE_OF_BIRTH, PersonField.FIRST_VISIT_ON, PersonField.LAST_CONTACT_ON})
"""Fields that hold a day."""

NAME_FIELDS = frozenset(
    {
        PersonField.FIRST_NAME,
        PersonField.LAST_NAME,
        PersonField.FULL_NAME,
        PersonField.FULL_NAME_LAST_FIRST,
        PersonField.MIDDLE_NAME,
        PersonField.SECOND_LAST_NAME,
    }
)
