"""Drafts: one's own only, newest first; one that the database cannot take stands beside it, one that cannot be read harms no other."""

from __future__ import annotations

import os
import stat

import pytest

from desktop_app.domain.errors import Unavailable
from desktop_app.domain.records import Actor
from tests.support.office import Office


def test_what_stands_beside_is_offered_as_any_other(
    office: Office, mentor: Actor, other_mentor: Actor
) -> None:
    drafts = office.controllers.drafts
    drafts.keep(mentor, "follow_up", "new:1", {"notes": "before the lock"})
    office.pass_time(seconds=2)
    drafts.put_beside(mentor, "follow_up", "new:1", {"notes": "while it was locked"})
    drafts.put_beside(mentor, "person", "new:", {"first_name": "Awa"})
    draft = drafts.get(mentor, "follow_up", "new:1")
    assert draft is not None
    assert draft.content == {"notes": "while it was locked"}
    assert {(draft.form, draft.key) for draft in drafts.list(mentor)} == {
        ("follow_up", "new:1"),
        ("person", "new:"),
    }
    assert drafts.list(other_mentor) == ()
    assert drafts.get(other_mentor, "follow_up", "new:1") is None
    files = list((office.folder / "unsaved").iterdir())
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_once_the_database_takes_it_nothing_is_left_beside(office: Office, mentor: Actor) -> None:
    drafts = office.controllers.drafts
    drafts.put_beside(mentor, "follow_up", "new:1", {"notes": "a"})
    drafts.keep(mentor, "follow_up", "new:1", {"notes": "ab"})
    assert list((office.folder / "unsaved").iterdir()) == []
    drafts.put_beside(mentor, "follow_up", "new:1", {"notes": "abc"})
    drafts.drop(mentor, "follow_up", "new:1")
    assert drafts.list(mentor) == ()


@pytest.mark.parametrize("content", ["", "{", "[1]", "null", "7"])
def test_a_draft_that_cannot_be_read_harms_no_other(office: Office, mentor: Actor, content: str) -> None:
    drafts = office.controllers.drafts
    drafts.keep(mentor, "follow_up", "new:1", {"notes": "whole"})
    drafts.keep(mentor, "person", "new:", {"first_name": "broken"})
    office.database.execute_sql("UPDATE drafts SET content = ? WHERE form = 'person'", (content,))
    (office.folder / "unsaved").mkdir()
    (office.folder / "unsaved" / "other.json").write_text(content)
    assert [draft.content for draft in drafts.list(mentor)] == [{"notes": "whole"}]
    assert drafts.get(mentor, "person", "new:") is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_where_nothing_can_be_written_it_is_said(office: Office, mentor: Actor) -> None:
    office.folder.chmod(0o500)
    try:
        with pytest.raises(Unavailable):
            office.controllers.drafts.put_beside(mentor, "person", "new:", {})
    finally:
        office.folder.chmod(0o700)


def test_a_file_where_the_folder_should_be_is_said(office: Office, mentor: Actor) -> None:
    (office.folder / "unsaved").write_text("")
    with pytest.raises(Unavailable):
        office.controllers.drafts.put_beside(mentor, "person", "new:", {})
