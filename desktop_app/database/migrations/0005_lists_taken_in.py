"""Which lists were taken in, what each did, and what words of lists mean here. Frozen: a later change is a later file."""

_STATEMENTS = """
CREATE TABLE imports (
    id {key}, at BIGINT NOT NULL, actor_id INTEGER REFERENCES users (id) ON DELETE SET NULL, file VARCHAR(255) NOT NULL,
    added INTEGER NOT NULL, updated INTEGER NOT NULL, refused INTEGER NOT NULL, mentors TEXT NOT NULL, undone_at BIGINT,
    undone_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL);
CREATE TABLE import_rows (
    import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    version INTEGER NOT NULL, before TEXT, PRIMARY KEY (import_id, person_id));
CREATE TABLE import_words (
    field VARCHAR(40) NOT NULL, word VARCHAR(200) NOT NULL, code VARCHAR(80) NOT NULL, PRIMARY KEY (field, word))"""


def up(migrator, db):  # noqa: ARG001, D103 - the runner's form
    lite = type(db).__name__.startswith("Sqlite")
    key = "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT" if lite else "SERIAL NOT NULL PRIMARY KEY"
    for statement in _STATEMENTS.split(";\n"):
        db.execute_sql(statement.format(key=key))
