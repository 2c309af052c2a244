"""Why somebody is not to be called, so that they stand on no list of those who wait. Frozen: a later change is a later file."""


def up(migrator, db):  # noqa: ARG001, D103 - the runner's form
    db.execute_sql("ALTER TABLE persons ADD COLUMN not_called VARCHAR(80)")
    db.execute_sql("CREATE INDEX persons_not_called ON persons (not_called, id) WHERE not_called IS NOT NULL")
