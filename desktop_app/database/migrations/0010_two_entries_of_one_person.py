"""Two entries of one person become one and can be two again. Frozen: a later change is a later file."""

STATEMENTS = """
ALTER TABLE persons ADD COLUMN merged_into_id INTEGER;
CREATE INDEX persons_merged ON persons (merged_into_id) WHERE merged_into_id IS NOT NULL;
ALTER TABLE follow_ups ADD COLUMN recorded_for_id INTEGER;
ALTER TABLE client_interactions ADD COLUMN recorded_for_id INTEGER;
CREATE TABLE merges (id INTEGER NOT NULL PRIMARY KEY, at BIGINT NOT NULL,
    actor_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    kept_id INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    absorbed_id INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    before TEXT NOT NULL, after TEXT NOT NULL, actions TEXT NOT NULL, undone_at BIGINT,
    undone_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL);
CREATE INDEX merges_of_kept ON merges (kept_id);
CREATE INDEX merges_of_absorbed ON merges (absorbed_id);
CREATE TABLE different_persons (first_id INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    second_id INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE, at BIGINT NOT NULL,
    actor_id INTEGER REFERENCES users (id) ON DELETE SET NULL, PRIMARY KEY (first_id, second_id))
"""


def up(migrator, db):  # noqa: ARG001, D103 - the runner's form
    for statement in STATEMENTS.split(";"):
        db.execute_sql(statement)
