"""The first tables. Frozen: a later change is a later file, this one never changes again."""

_TABLES = """
CREATE TABLE users (
    id {key}, uuid {blob} NOT NULL UNIQUE, email VARCHAR(254) NOT NULL UNIQUE, first_name VARCHAR(100) NOT NULL,
    last_name VARCHAR(100) NOT NULL, role VARCHAR(80) NOT NULL, is_active {boolean} NOT NULL, password_hash VARCHAR(255),
    last_sign_in_at BIGINT, created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL, version INTEGER NOT NULL);

CREATE TABLE persons (
    id {key}, uuid {blob} NOT NULL UNIQUE, first_name VARCHAR(100) NOT NULL, last_name VARCHAR(100) NOT NULL, gender VARCHAR(80),
    date_of_birth VARCHAR(10) NOT NULL, phone VARCHAR(100) NOT NULL, email VARCHAR(254) NOT NULL, address VARCHAR(500) NOT NULL,
    commune VARCHAR(100) NOT NULL, quartier VARCHAR(100) NOT NULL, profession VARCHAR(100) NOT NULL, marital_status VARCHAR(80),
    how_heard VARCHAR(500) NOT NULL, prayer_requests TEXT NOT NULL, first_visit_on DATE NOT NULL, earlier_contact_on DATE,
    status VARCHAR(80) NOT NULL, mentor_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,
    deleted_at BIGINT, version INTEGER NOT NULL, name_key VARCHAR(250) NOT NULL, search_text TEXT NOT NULL,
    last_follow_up_id INTEGER, last_follow_up_on DATE, last_contact_on DATE, waiting_since DATE, follow_ups_count INTEGER NOT NULL);
CREATE INDEX persons_by_name ON persons (name_key, id);
CREATE INDEX persons_waiting ON persons (waiting_since, id);
CREATE INDEX persons_of_mentor_waiting ON persons (mentor_id, waiting_since);
CREATE INDEX persons_of_mentor ON persons (mentor_id, deleted_at, name_key, follow_ups_count);

CREATE TABLE follow_ups (
    id {key}, uuid {blob} NOT NULL UNIQUE, person_id INTEGER NOT NULL REFERENCES persons (id) ON DELETE RESTRICT,
    mentor_id INTEGER NOT NULL REFERENCES users (id) ON DELETE RESTRICT, interaction_type VARCHAR(80) NOT NULL,
    interaction_date DATE NOT NULL, notes TEXT NOT NULL, outcome VARCHAR(80) NOT NULL, next_action_needed {boolean} NOT NULL,
    next_action_date DATE, next_action_notes TEXT NOT NULL, next_action_done_at BIGINT, created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL, deleted_at BIGINT, version INTEGER NOT NULL, open_action_on DATE);
CREATE INDEX follow_ups_by_date ON follow_ups (interaction_date, id);
CREATE INDEX follow_ups_of_person ON follow_ups (person_id, interaction_date, id);
CREATE INDEX follow_ups_of_mentor ON follow_ups (mentor_id, interaction_date, id);
CREATE INDEX follow_ups_open ON follow_ups (open_action_on, id) WHERE open_action_on IS NOT NULL;
CREATE INDEX follow_ups_open_of_mentor ON follow_ups (mentor_id, open_action_on) WHERE open_action_on IS NOT NULL;
CREATE INDEX follow_ups_open_of_person ON follow_ups (person_id, open_action_on) WHERE open_action_on IS NOT NULL;

CREATE TABLE client_interactions (
    id {key}, person_id INTEGER NOT NULL REFERENCES persons (id) ON DELETE RESTRICT, title VARCHAR(255) NOT NULL, program VARCHAR(80),
    interaction_type VARCHAR(80) NOT NULL, notes TEXT NOT NULL, start_at BIGINT NOT NULL, end_at BIGINT, location VARCHAR(255),
    created_by_id INTEGER NOT NULL REFERENCES users (id) ON DELETE RESTRICT, created_at BIGINT NOT NULL,
    updated_by_id INTEGER REFERENCES users (id) ON DELETE RESTRICT, updated_at BIGINT NOT NULL, deleted_at BIGINT,
    version INTEGER NOT NULL);
CREATE INDEX client_interactions_of_person ON client_interactions (person_id, start_at, id);
CREATE INDEX client_interactions_by_start ON client_interactions (start_at, id);

CREATE TABLE client_interaction_services (
    interaction_id INTEGER NOT NULL REFERENCES client_interactions (id) ON DELETE CASCADE, service VARCHAR(80) NOT NULL,
    PRIMARY KEY (interaction_id, service));

CREATE TABLE activity_log (
    id {key}, at BIGINT NOT NULL, actor_id INTEGER REFERENCES users (id) ON DELETE SET NULL, event VARCHAR(80) NOT NULL,
    person_id INTEGER REFERENCES persons (id) ON DELETE SET NULL, subject_id INTEGER, before TEXT NOT NULL, after TEXT NOT NULL,
    reason TEXT NOT NULL);
CREATE INDEX activity_log_of_person ON activity_log (person_id, id);

CREATE TABLE notifications (
    id {key}, uuid {blob} NOT NULL UNIQUE, user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE, kind VARCHAR(80) NOT NULL,
    person_id INTEGER REFERENCES persons (id) ON DELETE SET NULL, by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    subject_id INTEGER, created_at BIGINT NOT NULL, read_at BIGINT);
CREATE INDEX notifications_of_user ON notifications (user_id, read_at, id);

CREATE TABLE api_tokens (
    id {key}, uuid {blob} NOT NULL UNIQUE, user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE, name VARCHAR(100) NOT NULL,
    token_hash VARCHAR(64) NOT NULL UNIQUE, created_at BIGINT NOT NULL, expires_at BIGINT, last_used_at BIGINT, revoked_at BIGINT);
CREATE INDEX api_tokens_of_user ON api_tokens (user_id);

CREATE TABLE login_log (
    id {key}, at BIGINT NOT NULL, email VARCHAR(254) NOT NULL, user_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    succeeded {boolean} NOT NULL, reason VARCHAR(20) NOT NULL, origin VARCHAR(20) NOT NULL, address VARCHAR(64) NOT NULL);
CREATE INDEX login_log_of_email ON login_log (email, at);
CREATE INDEX login_log_of_address ON login_log (address, at);
CREATE INDEX login_log_by_time ON login_log (at);

CREATE TABLE settings (key VARCHAR(80) NOT NULL PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE drafts (
    id {key}, user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE, form VARCHAR(40) NOT NULL, key VARCHAR(80) NOT NULL,
    content TEXT NOT NULL, updated_at BIGINT NOT NULL, UNIQUE (user_id, form, key));

CREATE TABLE totals (name VARCHAR(40) NOT NULL PRIMARY KEY, value INTEGER NOT NULL);
INSERT INTO totals (name, value) VALUES ('follow_ups', 0)
"""


def up(migrator, db):  # noqa: ARG001, D103 - the runner's form
    lite = type(db).__name__.startswith("Sqlite")
    words = {
        # AUTOINCREMENT: a key is never given twice, so "later recorded" can be read off the key
        "key": "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT" if lite else "SERIAL NOT NULL PRIMARY KEY",
        "blob": "BLOB" if lite else "BYTEA",
        "boolean": "INTEGER" if lite else "BOOLEAN",
    }
    for statement in _TABLES.split(";\n"):
        db.execute_sql(statement.format(**words))
