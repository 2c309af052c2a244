"""Pauses, attempts that reached nobody, absences, reminders. Frozen: a later change is a later file."""

_STATEMENTS = """
ALTER TABLE persons ADD COLUMN paused_until DATE;
ALTER TABLE persons ADD COLUMN pause_reason VARCHAR(80);
ALTER TABLE persons ADD COLUMN pause_note VARCHAR(500) NOT NULL DEFAULT '';
ALTER TABLE persons ADD COLUMN last_reached_on DATE;
ALTER TABLE persons ADD COLUMN missed_attempts INTEGER NOT NULL DEFAULT 0;

DROP INDEX persons_waiting;
DROP INDEX persons_of_mentor_waiting;
CREATE INDEX persons_waiting ON persons (waiting_since, id, paused_until);
CREATE INDEX persons_of_mentor_waiting ON persons (mentor_id, waiting_since, id, paused_until);
CREATE INDEX persons_paused ON persons (paused_until, id) WHERE paused_until IS NOT NULL;
CREATE INDEX persons_deleted ON persons (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX persons_by_first_visit ON persons (first_visit_on, deleted_at, mentor_id, status, commune, quartier);

DROP INDEX follow_ups_by_date;
DROP INDEX follow_ups_of_mentor;
CREATE INDEX follow_ups_by_date ON follow_ups (interaction_date, id, deleted_at);
CREATE INDEX follow_ups_of_mentor
    ON follow_ups (mentor_id, interaction_date, id, interaction_type, outcome, person_id, deleted_at);

CREATE TABLE absences (
    id {key}, user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE, first_on DATE NOT NULL, last_on DATE NOT NULL,
    colleague_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE, note VARCHAR(500) NOT NULL,
    created_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL, created_at BIGINT NOT NULL, ended_at BIGINT);
CREATE INDEX absences_by_end ON absences (last_on, id);

ALTER TABLE notifications ADD COLUMN day DATE;
CREATE INDEX notifications_newest_of_user ON notifications (user_id, id);
CREATE UNIQUE INDEX notifications_once_a_day ON notifications (day, person_id, kind, user_id) WHERE day IS NOT NULL;
CREATE INDEX notifications_unread_reminders ON notifications (person_id) WHERE read_at IS NULL AND day IS NOT NULL;
CREATE TABLE reminder_days (day DATE NOT NULL PRIMARY KEY, made_at BIGINT NOT NULL);

UPDATE persons SET last_reached_on = (SELECT MAX(interaction_date) FROM follow_ups
    WHERE person_id = persons.id AND deleted_at IS NULL AND outcome <> 'no_contact');
UPDATE persons SET last_reached_on = earlier_contact_on
    WHERE earlier_contact_on IS NOT NULL AND (last_reached_on IS NULL OR last_reached_on < earlier_contact_on);
UPDATE persons SET missed_attempts = (SELECT COUNT(*) FROM follow_ups AS missed WHERE missed.person_id = persons.id
    AND missed.deleted_at IS NULL AND missed.outcome = 'no_contact'
    AND (persons.earlier_contact_on IS NULL OR missed.interaction_date > persons.earlier_contact_on)
    AND NOT EXISTS (SELECT 1 FROM follow_ups AS reached WHERE reached.person_id = missed.person_id
        AND reached.deleted_at IS NULL AND reached.outcome <> 'no_contact'
        AND (reached.interaction_date, reached.id) > (missed.interaction_date, missed.id)))
    WHERE last_follow_up_id IN (SELECT id FROM follow_ups WHERE outcome = 'no_contact')
"""


def up(migrator, db):  # noqa: ARG001, D103 - the runner's form
    lite = type(db).__name__.startswith("Sqlite")
    key = "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT" if lite else "SERIAL NOT NULL PRIMARY KEY"
    for statement in _STATEMENTS.split(";\n"):
        db.execute_sql(statement.format(key=key))
