"""People are found by where they live, and by their name written without blanks: what a search looks through is written anew."""

from desktop_app.database import derived


def up(migrator, db):  # noqa: ARG001, D103 - the runner's form
    rows = db.execute_sql("SELECT * FROM persons")
    columns = [column[0] for column in rows.description]
    texts = []
    for row in rows.fetchall():
        values = dict(zip(columns, row, strict=True))
        texts.append((derived.search_text(values), values["id"]))
    sql = "UPDATE persons SET search_text = ? WHERE id = ?".replace("?", db.param)
    for text in texts:
        db.execute_sql(sql, text)
