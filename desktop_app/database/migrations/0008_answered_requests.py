"""What was answered to requests with a key: a second try is answered so too. Frozen: a later change is a later file."""

_STATEMENTS = """
CREATE TABLE answered_requests (
    token_id INTEGER NOT NULL REFERENCES api_tokens (id) ON DELETE CASCADE, key VARCHAR(255) NOT NULL, at BIGINT NOT NULL,
    digest VARCHAR(64) NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL, location VARCHAR(255) NOT NULL,
    PRIMARY KEY (token_id, key));
CREATE INDEX answered_requests_at ON answered_requests (at)"""


def up(migrator, db):  # noqa: ARG001, D103 - the runner's form
    for statement in _STATEMENTS.split(";\n"):
        db.execute_sql(statement)
