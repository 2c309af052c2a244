"""What is known of a person and has no place of its own. Frozen: a later change is a later file."""


def up(migrator, db):  # noqa: ARG001, D103 - the runner's form
    db.execute_sql("ALTER TABLE persons ADD COLUMN notes TEXT NOT NULL DEFAULT ''")
