"""What a contact closes and keeps open; client interactions as contacts, with a next action. Frozen: a later change is a later file."""

import json
from datetime import UTC, date, datetime, timedelta

from desktop_app.database.fields import new_uuid

_STATEMENTS = """
ALTER TABLE follow_ups ADD COLUMN action_closed_by_id INTEGER;
ALTER TABLE follow_ups ADD COLUMN action_kept_after_id INTEGER;

ALTER TABLE client_interactions ADD COLUMN uuid {blob};
ALTER TABLE client_interactions ADD COLUMN next_action_needed {boolean} NOT NULL DEFAULT {false};
ALTER TABLE client_interactions ADD COLUMN next_action_date DATE;
ALTER TABLE client_interactions ADD COLUMN next_action_notes TEXT NOT NULL DEFAULT '';
ALTER TABLE client_interactions ADD COLUMN next_action_done_at BIGINT;
ALTER TABLE client_interactions ADD COLUMN action_closed_by_id INTEGER;
ALTER TABLE client_interactions ADD COLUMN action_kept_after_id INTEGER;
ALTER TABLE client_interactions ADD COLUMN open_action_on DATE;
ALTER TABLE client_interactions ADD COLUMN contact_on DATE;
CREATE UNIQUE INDEX client_interactions_uuid ON client_interactions (uuid);
CREATE INDEX client_interactions_contacts ON client_interactions (person_id, contact_on);
CREATE INDEX client_interactions_open ON client_interactions (open_action_on, id) WHERE open_action_on IS NOT NULL;

ALTER TABLE persons ADD COLUMN last_interaction_on DATE;

CREATE TABLE calendar_entries (
    uuid {blob} NOT NULL, user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE, due_on DATE NOT NULL,
    PRIMARY KEY (uuid, user_id));

UPDATE users SET is_active = {true} WHERE NOT is_active AND role = 'mentor' AND password_hash IS NULL
    AND last_sign_in_at IS NULL AND version = 1 AND email LIKE '%@mentor.invalid';

UPDATE follow_ups SET open_action_on = CASE WHEN next_action_done_at IS NULL AND NOT EXISTS (SELECT 1 FROM follow_ups AS later
        WHERE later.person_id = follow_ups.person_id AND later.id > follow_ups.id AND later.deleted_at IS NULL
        AND later.outcome <> 'no_contact' AND later.interaction_date >= follow_ups.next_action_date)
    AND EXISTS (SELECT 1 FROM persons WHERE persons.id = follow_ups.person_id AND persons.deleted_at IS NULL)
    THEN next_action_date END WHERE next_action_needed AND deleted_at IS NULL
"""


def _zone(db):
    """The organisation's time zone as it is set, that of UTC where it is not known."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 - only where there are interactions

    row = db.execute_sql("SELECT value FROM settings WHERE key = 'time_zone'").fetchone()
    try:
        return ZoneInfo(json.loads(row[0])) if row else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _day(milliseconds, zone) -> date:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    try:
        return moment.astimezone(zone).date()
    except OverflowError:
        return moment.date()


def up(migrator, db):  # noqa: ARG001, D103 - the runner's form
    lite = type(db).__name__.startswith("Sqlite")
    words = {
        "blob": "BLOB" if lite else "BYTEA",
        "boolean": "INTEGER" if lite else "BOOLEAN",
        "false": "0" if lite else "FALSE",
        "true": "1" if lite else "TRUE",
    }
    for statement in _STATEMENTS.split(";\n"):
        db.execute_sql(statement.format(**words))
    rows = db.execute_sql("SELECT id, start_at, updated_at FROM client_interactions").fetchall()
    zone = _zone(db) if rows else UTC
    values = []
    for key, start, written in rows:
        day = _day(start, zone)
        contact = day.isoformat() if day <= _day(written, zone) else None
        values.append((new_uuid().bytes, contact, key))
    sql = "UPDATE client_interactions SET uuid = ?, contact_on = ? WHERE id = ?"
    db.cursor().executemany(sql.replace("?", db.param), values)
