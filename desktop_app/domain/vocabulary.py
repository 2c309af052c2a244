"""The field's own words: roles, statuses, kinds of contact. Values are those of the two documented APIs, word for word."""

from __future__ import annotations

from enum import StrEnum

from desktop_app.i18n.texts import mark


class Role(StrEnum):
    """What a user may do (section *Rôles autorisés* of docs/contract/follow-ups-api.md)."""

    CAN_COMMITTEE = "can_committee"
    MENTOR = "mentor"
    PASTOR = "pastor"
    ADMIN = "admin"


class ActionState(StrEnum):
    """What became of a next action: still to be done (``OVERDUE``: its day is past), or done."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"


class PersonStatus(StrEnum):
    """Where a person stands with the office."""

    TO_VISIT = "to_visit"
    IN_FOLLOW_UP = "in_follow_up"
    INTEGRATED = "integrated"
    TO_REDIRECT = "to_redirect"
    LONG_ABSENT = "long_absent"


WAITING_STATUSES = (PersonStatus.TO_VISIT, PersonStatus.IN_FOLLOW_UP)
"""The statuses that the overdue rule looks at, and that count as a mentor's *active persons*."""


class Gender(StrEnum):
    """As the office's lists write it."""

    FEMALE = "F"
    MALE = "M"


class MaritalStatus(StrEnum):
    """Marital status."""

    SINGLE = "single"
    MARRIED = "married"
    DIVORCED = "divorced"
    WIDOWED = "widowed"


class NotCalled(StrEnum):
    """Why a person is not to be called any more: they stand on no list of those who wait, and nobody is reminded of them."""

    DECEASED = "deceased"
    MOVED_AWAY = "moved_away"
    ASKED = "asked"
    """They asked not to be contacted."""


class FollowUpType(StrEnum):
    """*Types d'interactions disponibles* of docs/contract/follow-ups-api.md."""

    CALL = "call"
    VISIT = "visit"
    MEETING = "meeting"
    OTHER = "other"


class Outcome(StrEnum):
    """*Résultats possibles* of docs/contract/follow-ups-api.md."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"
    NO_CONTACT = "no_contact"


class PauseReason(StrEnum):
    """Why nobody should wait for a contact with this person just now."""

    TRAVELLING = "travelling"
    HANDED_OVER = "handed_over"
    ASKED_NOT_TO_BE_CALLED = "asked_not_to_be_called"
    NOT_REACHED = "not_reached"
    """Called in vain: to be tried again on the day."""
    OTHER = "other"


class InteractionType(StrEnum):
    """``interactionType`` of docs/contract/client-interactions-api.md; ``walk-in`` stands in its examples."""

    IN_PERSON = "in person"
    BY_PHONE = "by phone"
    WORKSHOP = "workshop/talk"
    LIGHT_TOUCH = "one on one/light touch"
    CONSULTATION = "consultation"
    WALK_IN = "walk-in"


class Program(StrEnum):
    """``program`` of docs/contract/client-interactions-api.md, with its spellings."""

    HEALTH_DAILY = "Preventive Health - VDS daily services"
    HEALTH_MOBILE = "Preventive Health - VDS mobile"
    HEALTH_SABBATH = "Preventive Health - VDS Sabath"
    HEALTH_MOBILE_SERVICES = "Preventive Health - Mobile Health Services"
    HEALTH_OTHER = "Preventive Health - Other"
    NUTRITION = "Nutrition - Nutrition"
    NUTRITION_SUPERMARKET = "Nutrition - Supermarket visit"
    NUTRITION_COOKING = "Nutrition - Cooking class"
    NUTRITION_SNAP = "Nutrition - SNAP"
    IMMIGRATION_CITIZENSHIP = "Immigration - Citizenship"
    IMMIGRATION_FAMILY = "Immigration - Family Petition"
    IMMIGRATION_DACA = "Immigration - DACA"
    IMMIGRATION_OTHER = "Immigration - Other"
    FINANCIAL_COUNSELING = "Financial Counseling"
    WORKER_RIGHTS = "Worker Rights"
    YOUTH_GROUP = "Youth Group"
    COMMUNITY_VOLUNTEERING = "Community Organization - Volunteering"
    COMMUNITY_PROMOTER = "Community Organization - Promoter"
    COMMUNITY_INTERNSHIP = "Community Organization - Internship"
    FAMILY_LDS_VOUCHERS = "Family Support Services - LDS Vouchers"
    FAMILY_FAXES = "Family Support Services - Faxes"
    FAMILY_REFERENCES = "Family Support Services - References outside of CU"
    FAMILY_OTHER = "Family Support Services - Other"


class ReferenceService(StrEnum):
    """``referenceServices`` of docs/contract/client-interactions-api.md; ``food demonstartion`` is its spelling."""

    CITIZENSHIP = "citizenship"
    FAMILY_PETITION = "family petition"
    WORKERS_RIGHTS = "workers' rights/safety"
    DACA = "DACA"
    YOUTH_GROUP = "youth group"
    PROMOTERS = "promoters/leadership classes"
    SNAP = "SNAP/food stamps"
    CHRONIC_DISEASES = "evidence of chronic diseases"
    NUTRITION = "nutrition"
    SUPERMARKET_VISIT = "supermarket visit"
    FOOD_DEMONSTRATION = "food demonstartion"
    COMMUNITY_ORGANIZATION = "community organization/advocacy"
    FINANCIAL_EDUCATION = "financial education/advising"
    FINANCIAL_COACH = "financial coach"
    FAMILY_SUPPORT = "family support services"
    OUTSIDE_REFERRAL = "outside referral"
    OTHER = "other"

    @classmethod
    def _missing_(cls, value: object) -> ReferenceService | None:
        """Match without regard to case, and take the right spelling of the one that the document misspells."""
        wanted = str(value).strip().casefold()
        if wanted == "food demonstration":
            return cls.FOOD_DEMONSTRATION
        return next((member for member in cls if member.value.casefold() == wanted), None)


class LogEvent(StrEnum):
    """What the activity log records; the first three names are those of docs/contract/client-interactions-api.md."""

    INTERACTION_CREATED = "clientInteractionCreated"
    INTERACTION_UPDATED = "clientInteractionUpdated"
    INTERACTION_DELETED = "clientInteractionDeleted"
    INTERACTION_RESTORED = "clientInteractionRestored"
    FOLLOW_UP_CREATED = "followUpCreated"
    FOLLOW_UP_UPDATED = "followUpUpdated"
    FOLLOW_UP_DELETED = "followUpDeleted"
    FOLLOW_UP_RESTORED = "followUpRestored"
    NEXT_ACTION_DONE = "nextActionDone"
    NEXT_ACTION_REOPENED = "nextActionReopened"
    PERSON_CREATED = "personCreated"
    PERSON_UPDATED = "personUpdated"
    PERSON_DELETED = "personDeleted"
    PERSON_RESTORED = "personRestored"
    PERSON_IMPORTED = "personImported"
    PERSONS_MERGED = "personsMerged"
    PERSONS_SEPARATED = "personsSeparated"
    STATUS_CHANGED = "personStatusChanged"
    MENTOR_ASSIGNED = "personMentorAssigned"
    PERSON_PAUSED = "personPaused"
    PERSON_RESUMED = "personResumed"
    USER_CREATED = "userCreated"
    USER_UPDATED = "userUpdated"
    ABSENCE_SET = "absenceSet"
    ABSENCE_ENDED = "absenceEnded"
    SETTINGS_CHANGED = "settingsChanged"
    PEOPLE_IMPORTED = "peopleImported"
    CONTACTS_IMPORTED = "contactsImported"
    IMPORT_UNDONE = "importUndone"
    REPORT_MADE = "reportMade"
    LIST_EXPORTED = "listExported"
    DATA_RESTORED = "dataRestored"


class NotificationKind(StrEnum):
    """*Notifications automatiques* of docs/contract/follow-ups-api.md."""

    FOLLOW_UP_RECORDED = "followUpRecorded"
    INTERACTION_RECORDED = "interactionRecorded"
    """A client interaction, where the office counts them as contacts."""
    PERSON_ASSIGNED = "personAssigned"
    PERSON_UNASSIGNED = "personUnassigned"
    PEOPLE_ASSIGNED = "peopleAssigned"
    """By the import of a list: one for all of them, with their number."""
    COLLEAGUE_AWAY = "colleagueAway"
    """To whoever looks after the people of a mentor who is away."""
    NEVER_CONTACTED = "neverContacted"
    WAITING_TOO_LONG = "waitingTooLong"
    NEXT_ACTION_OVERDUE = "nextActionOverdue"


REMINDERS = (
    NotificationKind.NEVER_CONTACTED,
    NotificationKind.WAITING_TOO_LONG,
    NotificationKind.NEXT_ACTION_OVERDUE,
)
"""The kinds that the program makes by itself: one a day for each person and cause."""


_WORDS: tuple[tuple[StrEnum, str], ...] = (
    (Role.CAN_COMMITTEE, mark("Welcome committee")),
    (Role.MENTOR, mark("Mentor")),
    (Role.PASTOR, mark("Pastor")),
    (Role.ADMIN, mark("Administrator")),
    (PersonStatus.TO_VISIT, mark("To visit")),
    (PersonStatus.IN_FOLLOW_UP, mark("In follow-up")),
    (PersonStatus.INTEGRATED, mark("Integrated")),
    (PersonStatus.TO_REDIRECT, mark("To redirect")),
    (PersonStatus.LONG_ABSENT, mark("Long absent")),
    (Gender.FEMALE, mark("Woman")),
    (Gender.MALE, mark("Man")),
    (MaritalStatus.SINGLE, mark("Single")),
    (MaritalStatus.MARRIED, mark("Married")),
    (MaritalStatus.DIVORCED, mark("Divorced")),
    (MaritalStatus.WIDOWED, mark("Widowed")),
    (NotCalled.DECEASED, mark("Deceased")),
    (NotCalled.MOVED_AWAY, mark("Moved away")),
    (NotCalled.ASKED, mark("Wants no contact")),
    (FollowUpType.CALL, mark("Call")),
    (FollowUpType.VISIT, mark("Visit")),
    (FollowUpType.MEETING, mark("Meeting")),
    (FollowUpType.OTHER, mark("Other contact")),
    (Outcome.POSITIVE, mark("Positive")),
    (Outcome.NEUTRAL, mark("Neutral")),
    (Outcome.NEGATIVE, mark("Negative")),
    (Outcome.NO_CONTACT, mark("No answer")),
    (PauseReason.TRAVELLING, mark("Travelling")),
    (PauseReason.HANDED_OVER, mark("Handed over")),
    (PauseReason.ASKED_NOT_TO_BE_CALLED, mark("Asked not to be called")),
    (PauseReason.NOT_REACHED, mark("No answer: try again")),
    (PauseReason.OTHER, mark("Other reason")),
    (InteractionType.IN_PERSON, mark("In person")),
    (InteractionType.BY_PHONE, mark("By phone")),
    (InteractionType.WORKSHOP, mark("Workshop or talk")),
    (InteractionType.LIGHT_TOUCH, mark("One on one, light touch")),
    (InteractionType.CONSULTATION, mark("Consultation")),
    (InteractionType.WALK_IN, mark("Walk-in")),
    (Program.HEALTH_DAILY, mark("Preventive health: VDS daily services")),
    (Program.HEALTH_MOBILE, mark("Preventive health: VDS mobile")),
    (Program.HEALTH_SABBATH, mark("Preventive health: VDS Sabbath")),
    (Program.HEALTH_MOBILE_SERVICES, mark("Preventive health: mobile health services")),
    (Program.HEALTH_OTHER, mark("Preventive health: other")),
    (Program.NUTRITION, mark("Nutrition")),
    (Program.NUTRITION_SUPERMARKET, mark("Nutrition: supermarket visit")),
    (Program.NUTRITION_COOKING, mark("Nutrition: cooking class")),
    (Program.NUTRITION_SNAP, mark("Nutrition: SNAP")),
    (Program.IMMIGRATION_CITIZENSHIP, mark("Immigration: citizenship")),
    (Program.IMMIGRATION_FAMILY, mark("Immigration: family petition")),
    (Program.IMMIGRATION_DACA, mark("Immigration: DACA")),
    (Program.IMMIGRATION_OTHER, mark("Immigration: other")),
    (Program.FINANCIAL_COUNSELING, mark("Financial counselling")),
    (Program.WORKER_RIGHTS, mark("Worker rights")),
    (Program.YOUTH_GROUP, mark("Youth group")),
    (Program.COMMUNITY_VOLUNTEERING, mark("Community organisation: volunteering")),
    (Program.COMMUNITY_PROMOTER, mark("Community organisation: promoter")),
    (Program.COMMUNITY_INTERNSHIP, mark("Community organisation: internship")),
    (Program.FAMILY_LDS_VOUCHERS, mark("Family support: LDS vouchers")),
    (Program.FAMILY_FAXES, mark("Family support: faxes")),
    (Program.FAMILY_REFERENCES, mark("Family support: references outside of CU")),
    (Program.FAMILY_OTHER, mark("Family support: other")),
    (ReferenceService.CITIZENSHIP, mark("Citizenship")),
    (ReferenceService.FAMILY_PETITION, mark("Family petition")),
    (ReferenceService.WORKERS_RIGHTS, mark("Workers’ rights and safety")),
    (ReferenceService.DACA, mark("DACA")),
    (ReferenceService.YOUTH_GROUP, mark("Youth group")),
    (ReferenceService.PROMOTERS, mark("Promoters, leadership classes")),
    (ReferenceService.SNAP, mark("SNAP, food stamps")),
    (ReferenceService.CHRONIC_DISEASES, mark("Evidence of chronic diseases")),
    (ReferenceService.NUTRITION, mark("Nutrition")),
    (ReferenceService.SUPERMARKET_VISIT, mark("Supermarket visit")),
    (ReferenceService.FOOD_DEMONSTRATION, mark("Food demonstration")),
    (ReferenceService.COMMUNITY_ORGANIZATION, mark("Community organisation, advocacy")),
    (ReferenceService.FINANCIAL_EDUCATION, mark("Financial education, advising")),
    (ReferenceService.FINANCIAL_COACH, mark("Financial coach")),
    (ReferenceService.FAMILY_SUPPORT, mark("Family support services")),
    (ReferenceService.OUTSIDE_REFERRAL, mark("Outside referral")),
    (ReferenceService.OTHER, mark("Other service")),
)
LABELS = {(type(word), word.value): text for word, text in _WORDS}
"""By kind and value: words of two kinds that are spelt alike ("other") are equal, and would take each other's place."""


def code_label(word: StrEnum | None) -> str:
    """Return the word as a person reads it, in their language; nothing for nothing."""
    from desktop_app.i18n.texts import tr  # noqa: PLC0415 - keeps this table free of the translating machinery at import

    return tr(LABELS[type(word), word.value]) if word is not None else ""
