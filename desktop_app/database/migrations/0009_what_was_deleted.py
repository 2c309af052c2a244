"""What was deleted is listed: found without looking through all contacts. Frozen: a later change is a later file."""


def up(migrator, db):  # noqa: ARG001, D103 - the runner's form
    for table in ("follow_ups", "client_interactions"):
        db.execute_sql(f"CREATE INDEX {table}_deleted ON {table} (deleted_at) WHERE deleted_at IS NOT NULL")
