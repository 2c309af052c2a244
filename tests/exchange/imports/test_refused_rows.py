"""Refused rows are nobody else's to read."""

from __future__ import annotations

import stat
from pathlib import Path

from desktop_app.exchange.imports.people_file import open_people_file
from desktop_app.exchange.imports.refused_rows import write_refused


def test_only_its_owner_reads_the_file(tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_text("Nom;Prénom\n;\nKoné;Awa\n", encoding="utf-8")
    people_file = open_people_file(source)
    target = tmp_path / "refused.csv"
    write_refused(target, people_file, [(row, "No name.") for row in people_file.rows()])
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert "Koné;Awa;No name." in target.read_text("utf-8-sig")
