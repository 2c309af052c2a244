"""What a column of a list of contacts can be read into, and how people call it."""

from __future__ import annotations

from enum import StrEnum

from desktop_app.i18n.texts import mark


class ContactKind(StrEnum):
    """What the rows of a list of contacts become."""

    FOLLOW_UPS = "follow_ups"
    INTERACTIONS = "interactions"


KIND_TITLES = {
    ContactKind.FOLLOW_UPS: mark("Follow-ups"),
    ContactKind.INTERACTIONS: mark("Client interactions"),
}
"""Marked."""


class ContactField(StrEnum):
    """What a column of a list of contacts can be read into: first who it is about, then what happened."""

    FULL_NAME = "full_name"
    FULL_NAME_LAST_FIRST = "full_name_last_first"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    PHONE = "phone"
    EMAIL = "email"
    PERSON_NUMBER = "person_number"
    CONTACT_ON = "contact_on"
    KIND = "kind"
    OUTCOME = "outcome"
    NOTES = "notes"
    AUTHOR = "author"
    NEXT_ACTION_ON = "next_action_on"
    NEXT_ACTION_NOTES = "next_action_notes"
    NEXT_ACTION_STATE = "next_action_state"
    TITLE = "title"
    PROGRAM = "program"
    LOCATION = "location"
    SERVICES = "services"
    END = "end"
    IGNORED = "ignored"


CONTACT_FIELD_TITLES: dict[ContactField, str] = {
    ContactField.FULL_NAME: mark("Full name (first name first)"),
    ContactField.FULL_NAME_LAST_FIRST: mark("Full name (last name first)"),
    ContactField.FIRST_NAME: mark("First name"),
    ContactField.LAST_NAME: mark("Last name"),
    ContactField.PHONE: mark("Phone"),
    ContactField.EMAIL: mark("E-mail address"),
    ContactField.PERSON_NUMBER: mark("Number of the person in Suivi"),
    ContactField.CONTACT_ON: mark("Day of the contact"),
    ContactField.KIND: mark("Type"),
    ContactField.OUTCOME: mark("Outcome"),
    ContactField.NOTES: mark("Notes"),
    ContactField.AUTHOR: mark("Recorded by"),
    ContactField.NEXT_ACTION_ON: mark("Next action"),
    ContactField.NEXT_ACTION_NOTES: mark("What is to be done"),
    ContactField.NEXT_ACTION_STATE: mark("State of the next action"),
    ContactField.TITLE: mark("Title"),
    ContactField.PROGRAM: mark("Program"),
    ContactField.LOCATION: mark("Location"),
    ContactField.SERVICES: mark("Reference services"),
    ContactField.END: mark("End"),
    ContactField.IGNORED: mark("Do not import"),
}
"""Marked; ``tr()`` them where they are shown. In the order in which a list of choices offers them."""

CONTACT_DAYS = frozenset({ContactField.CONTACT_ON, ContactField.NEXT_ACTION_ON, ContactField.END})
"""Fields that hold a day, or a day with the time."""
WHO_FIELDS = frozenset(
    {
        ContactField.FULL_NAME,
        ContactField.FULL_NAME_LAST_FIRST,
        ContactField.FIRST_NAME,
        ContactField.LAST_NAME,
        ContactField.PHONE,
        ContactField.EMAIL,
        ContactField.PERSON_NUMBER,
    }
)
"""Fields that tell who a contact was with; one of them is enough."""
TELL_INTERACTIONS = frozenset({ContactField.PROGRAM, ContactField.SERVICES, ContactField.END})
"""Fields that only lists of client interactions have; a title or a place stands in other lists, too."""
