"""The tables. Integer keys inside, uuids for what travels; derived columns are marked and kept by ``derived``."""

from __future__ import annotations

from typing import Any

from peewee import (
    AutoField,
    BooleanField,
    CharField,
    CompositeKey,
    DatabaseProxy,
    DateField,
    Field,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from desktop_app.database.fields import MomentField, UuidField, WordField, new_uuid
from desktop_app.domain import limits
from desktop_app.domain.person_fields import PERSON_FIELDS, FieldKind, FieldSpec
from desktop_app.domain.vocabulary import (
    FollowUpType,
    InteractionType,
    LogEvent,
    NotificationKind,
    Outcome,
    PauseReason,
    PersonStatus,
    Program,
    ReferenceService,
    Role,
)

database = DatabaseProxy()


class _Table(Model):
    class Meta:
        database = database
        legacy_table_names = False

    @classmethod
    def get_or_none(cls, *query: Any, **_filters: Any) -> Any:
        """Return the first row, None where there is none or it cannot be read."""
        from desktop_app.database.queries.prepared import models  # noqa: PLC0415 - which reads the tables of this module

        return next(models(cls.select().where(*query).limit(1)), None)


class UserTable(_Table):
    """Those who may sign in, and mentors who cannot yet."""

    id = AutoField()
    uuid = UuidField(unique=True, default=new_uuid)
    email = CharField(max_length=limits.EMAIL, unique=True)  # lower case
    first_name = CharField(max_length=limits.NAME)
    last_name = CharField(max_length=limits.NAME)
    role = WordField(Role)
    is_active = BooleanField(default=True)
    password_hash = CharField(max_length=255, null=True)  # argon2id; none: cannot sign in
    last_sign_in_at = MomentField(null=True)
    created_at = MomentField()
    updated_at = MomentField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "users"


def _column(spec: FieldSpec) -> Field[Any]:
    """Return the column of a field of the table; the migrations say the same, frozen."""
    if spec.is_required:
        return CharField(max_length=spec.limit)
    if spec.codes is not None:
        return WordField(spec.codes, null=True)
    match spec.kind:
        case FieldKind.DAY:
            return DateField(null=True) if spec.may_be_empty else DateField()
        case FieldKind.TEXT:
            return TextField(default="")
        case _:
            return CharField(max_length=spec.limit, default="")


_PersonColumns: Any = type("_PersonColumns", (_Table,), {spec.name: _column(spec) for spec in PERSON_FIELDS})


class PersonTable(_PersonColumns):  # type: ignore[misc]  # the columns are those of the table of fields
    """Visitors and clients: one person, two hats; what is told of them stands in ``person_fields``."""

    id = AutoField()
    uuid = UuidField(unique=True, default=new_uuid)
    earlier_contact_on = DateField(null=True)  # the last contact on the list that the office had before
    status = WordField(PersonStatus, default=PersonStatus.TO_VISIT)
    mentor = ForeignKeyField(UserTable, null=True, backref="persons", on_delete="SET NULL", index=False)
    merged_into = IntegerField(
        null=True, column_name="merged_into_id"
    )  # the entry that this one is part of now: it is deleted, and that one answers for it
    paused_until = DateField(null=True)  # the day on which they may be overdue again
    pause_reason = WordField(PauseReason, null=True)
    pause_note = CharField(max_length=limits.LINE, default="")
    created_by = ForeignKeyField(UserTable, null=True, on_delete="SET NULL", index=False)
    created_at = MomentField()
    updated_at = MomentField()
    deleted_at = MomentField(null=True)
    version = IntegerField(default=1)
    # derived
    name_key = CharField(max_length=250, default="")  # folded "last first", for sorting
    search_text = TextField(default="")  # folded names, e-mail, digits of the phones, places
    last_follow_up = IntegerField(null=True, column_name="last_follow_up_id")
    last_follow_up_on = DateField(null=True)
    last_interaction_on = DateField(null=True)  # of the client interactions, where they count as contacts
    last_contact_on = DateField(null=True)  # the latest of those two and earlier_contact_on
    waiting_since = DateField(
        null=True
    )  # last contact or first visit, while the status is one that waits; else nothing
    follow_ups_count = IntegerField(default=0)
    last_reached_on = DateField(null=True)  # the last contact but those that reached nobody
    missed_attempts = IntegerField(default=0)  # follow-ups since then, which all reached nobody

    class Meta:
        table_name = "persons"


class FollowUpTable(_Table):
    """Contacts between a mentor and a person."""

    id = AutoField()
    uuid = UuidField(unique=True, default=new_uuid)
    person = ForeignKeyField(PersonTable, backref="follow_ups", on_delete="RESTRICT", index=False)
    recorded_for = IntegerField(
        null=True, column_name="recorded_for_id"
    )  # the entry that was merged into its person
    mentor = ForeignKeyField(UserTable, on_delete="RESTRICT", index=False)  # who recorded it
    interaction_type = WordField(FollowUpType)
    interaction_date = DateField()
    notes = TextField()
    outcome = WordField(Outcome)
    next_action_needed = BooleanField(default=False)
    next_action_date = DateField(null=True)
    next_action_notes = TextField(default="")
    next_action_done_at = MomentField(null=True)  # ticked off by somebody
    # the later follow-up that was said to close it, and the one up to which none does: neither is asked of HTTP
    action_closed_by = IntegerField(null=True, column_name="action_closed_by_id")
    action_kept_after = IntegerField(null=True, column_name="action_kept_after_id")
    created_at = MomentField()
    updated_at = MomentField()
    deleted_at = MomentField(null=True)
    version = IntegerField(default=1)
    # derived
    open_action_on = DateField(null=True)  # next_action_date while the next action is open; else nothing

    class Meta:
        table_name = "follow_ups"


class InteractionTable(_Table):
    """Client interactions."""

    id = AutoField()
    uuid = UuidField(null=True, unique=True, default=new_uuid)
    person = ForeignKeyField(PersonTable, backref="interactions", on_delete="RESTRICT", index=False)
    recorded_for = IntegerField(null=True, column_name="recorded_for_id")  # as that of a follow-up
    title = CharField(max_length=limits.TITLE)
    program = WordField(Program, null=True)
    interaction_type = WordField(InteractionType)
    notes = TextField(default="")
    start_at = MomentField()
    end_at = MomentField(null=True)
    location = CharField(max_length=limits.TITLE, null=True)
    created_by = ForeignKeyField(UserTable, on_delete="RESTRICT", index=False)
    created_at = MomentField()
    updated_by = ForeignKeyField(UserTable, null=True, on_delete="RESTRICT", index=False)
    updated_at = MomentField()
    deleted_at = MomentField(null=True)
    version = IntegerField(default=1)
    # a next action, as that of a follow-up; the keys are those of follow-ups
    next_action_needed = BooleanField(default=False)
    next_action_date = DateField(null=True)
    next_action_notes = TextField(default="")
    next_action_done_at = MomentField(null=True)
    action_closed_by = IntegerField(null=True, column_name="action_closed_by_id")
    action_kept_after = IntegerField(null=True, column_name="action_kept_after_id")
    # derived
    open_action_on = DateField(null=True)
    contact_on = DateField(
        null=True
    )  # the office's day of start_at; nothing while it was written before its day

    class Meta:
        table_name = "client_interactions"


class InteractionServiceTable(_Table):
    """The reference services of a client interaction."""

    interaction = ForeignKeyField(InteractionTable, backref="services", on_delete="CASCADE", index=False)
    service = WordField(ReferenceService)

    class Meta:
        table_name = "client_interaction_services"
        primary_key = CompositeKey("interaction", "service")


class ActivityLogTable(_Table):
    """Who changed what, when, from what to what, and why."""

    id = AutoField()
    at = MomentField()
    actor = ForeignKeyField(UserTable, null=True, on_delete="SET NULL", index=False)
    event = WordField(LogEvent)
    person = ForeignKeyField(PersonTable, null=True, on_delete="SET NULL", index=False)
    subject = IntegerField(null=True, column_name="subject_id")
    before = TextField(default="{}")
    after = TextField(default="{}")
    reason = TextField(default="")

    class Meta:
        table_name = "activity_log"


class MergeTable(_Table):
    """Two entries that became one: what the merge changed, so that it can be taken back."""

    id = AutoField()
    at = MomentField()
    actor = ForeignKeyField(UserTable, null=True, on_delete="SET NULL", index=False)
    kept = ForeignKeyField(PersonTable, on_delete="CASCADE", index=False)
    absorbed = ForeignKeyField(PersonTable, on_delete="CASCADE", index=False)
    before = TextField()  # of the entry that was kept: its columns that changed, as JSON
    after = TextField()
    actions = TextField()  # next actions that stay open: table, key, ``action_kept_after`` before and after
    undone_at = MomentField(null=True)
    undone_by = ForeignKeyField(UserTable, null=True, on_delete="SET NULL", index=False)

    class Meta:
        table_name = "merges"


class DifferentPersonsTable(_Table):
    """Two entries that look alike and are two people, as somebody said; the smaller key first."""

    first = ForeignKeyField(PersonTable, on_delete="CASCADE", index=False)
    second = ForeignKeyField(PersonTable, on_delete="CASCADE", index=False)
    at = MomentField()
    actor = ForeignKeyField(UserTable, null=True, on_delete="SET NULL", index=False)

    class Meta:
        table_name = "different_persons"
        primary_key = CompositeKey("first", "second")


class ImportTable(_Table):
    """A list that was taken in: who, when, which file, and what came of it."""

    id = AutoField()
    at = MomentField()
    actor = ForeignKeyField(UserTable, null=True, on_delete="SET NULL", index=False)
    file = CharField(max_length=255)
    added = IntegerField()
    updated = IntegerField()
    refused = IntegerField()
    mentors = TextField(default="[]")  # keys of the users whom it made
    undone_at = MomentField(null=True)
    undone_by = ForeignKeyField(UserTable, null=True, on_delete="SET NULL", index=False)

    class Meta:
        table_name = "imports"


class ImportRowTable(_Table):
    """What an import did to one person: added them, or changed what stood in ``before``."""

    import_id = IntegerField()
    person_id = IntegerField()
    version = IntegerField()  # of the person, once the import was through
    before = TextField(null=True)  # none: the person was added

    class Meta:
        table_name = "import_rows"
        primary_key = CompositeKey("import_id", "person_id")


class ImportWordTable(_Table):
    """What a word in lists means here, as somebody said once."""

    field = CharField(max_length=40)
    word = CharField(max_length=200)
    code = CharField(max_length=80)  # empty: nothing

    class Meta:
        table_name = "import_words"
        primary_key = CompositeKey("field", "word")


class NotificationTable(_Table):
    """What a user should know."""

    id = AutoField()
    uuid = UuidField(unique=True, default=new_uuid)
    user = ForeignKeyField(UserTable, on_delete="CASCADE", index=False)
    kind = WordField(NotificationKind)
    person = ForeignKeyField(PersonTable, null=True, on_delete="SET NULL", index=False)
    by = ForeignKeyField(UserTable, null=True, on_delete="SET NULL", index=False)
    subject = IntegerField(null=True, column_name="subject_id")
    created_at = MomentField()
    read_at = MomentField(null=True)
    day = DateField(null=True)  # of a reminder: the day it is for; one a day for each person and cause

    class Meta:
        table_name = "notifications"


class ReminderDayTable(_Table):
    """The days whose reminders were made, so that the days when the PC was off can be made up for."""

    day = DateField(primary_key=True)
    made_at = MomentField()

    class Meta:
        table_name = "reminder_days"


class AbsenceTable(_Table):
    """When a mentor is away, and which colleague looks after their people meanwhile."""

    id = AutoField()
    user = ForeignKeyField(UserTable, backref="absences", on_delete="CASCADE", index=False)
    first_on = DateField()
    last_on = DateField()  # the last day away
    colleague = ForeignKeyField(UserTable, on_delete="CASCADE", index=False)
    note = CharField(max_length=limits.LINE, default="")
    created_by = ForeignKeyField(UserTable, null=True, on_delete="SET NULL", index=False)
    created_at = MomentField()
    ended_at = MomentField(null=True)  # taken back; it counts no more

    class Meta:
        table_name = "absences"


class CalendarEntryTable(_Table):
    """What is in somebody's calendar by an export, so that the next one can take it out when it is done."""

    uuid = UuidField()  # of the follow-up or client interaction whose next action it is
    user = ForeignKeyField(UserTable, on_delete="CASCADE", index=False)
    due_on = DateField()

    class Meta:
        table_name = "calendar_entries"
        primary_key = CompositeKey("uuid", "user")


class ApiTokenTable(_Table):
    """Tokens for the HTTP server, stored hashed."""

    id = AutoField()
    uuid = UuidField(unique=True, default=new_uuid)
    user = ForeignKeyField(UserTable, on_delete="CASCADE", index=False)
    name = CharField(max_length=limits.NAME, default="")  # nothing: made by signing in
    token_hash = CharField(max_length=64, unique=True)
    created_at = MomentField()
    expires_at = MomentField(null=True)
    last_used_at = MomentField(null=True)
    revoked_at = MomentField(null=True)

    class Meta:
        table_name = "api_tokens"


class AnsweredRequestTable(_Table):
    """What was answered to a request with a key of its sender's, for a day: sent again, it is answered so too."""

    token = ForeignKeyField(ApiTokenTable, on_delete="CASCADE", index=False)
    key = CharField(max_length=limits.REQUEST_KEY)
    at = MomentField(index=True)
    digest = CharField(max_length=64)  # of the request: another one under the same key is refused
    status = IntegerField()
    body = TextField()
    location = CharField(max_length=255)

    class Meta:
        table_name = "answered_requests"
        primary_key = CompositeKey("token", "key")


class LoginLogTable(_Table):
    """Every attempt to sign in."""

    id = AutoField()
    at = MomentField()
    email = CharField(max_length=limits.EMAIL)
    user = ForeignKeyField(UserTable, null=True, on_delete="SET NULL", index=False)
    succeeded = BooleanField()
    reason = CharField(max_length=20, default="")
    origin = CharField(max_length=20)
    address = CharField(max_length=64, default="")

    class Meta:
        table_name = "login_log"


class SettingTable(_Table):
    """The organisation's settings, each as JSON."""

    key = CharField(max_length=80, primary_key=True)
    value = TextField()

    class Meta:
        table_name = "settings"


class DraftTable(_Table):
    """What somebody typed and did not save yet."""

    id = AutoField()
    user = ForeignKeyField(UserTable, on_delete="CASCADE", index=False)
    form = CharField(max_length=40)
    key = CharField(max_length=80)
    content = TextField()
    updated_at = MomentField()

    class Meta:
        table_name = "drafts"


class TotalTable(_Table):
    """Totals that are shown each time and would cost too much to count each time (derived)."""

    name = CharField(max_length=40, primary_key=True)
    value = IntegerField()

    class Meta:
        table_name = "totals"
