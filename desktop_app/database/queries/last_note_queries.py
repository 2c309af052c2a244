"""The end of the last follow-up's note, for each of some persons: what a caller needs beside the name."""

from __future__ import annotations

from collections.abc import Collection

from peewee import Query, fn

from desktop_app.database.models import FollowUpTable, PersonTable
from desktop_app.database.queries.prepared import raw_rows
from desktop_app.database.queries.waiting_queries import Mentors


def ends_of_notes(person_ids: Collection[int], mentors: Mentors, most: int) -> dict[int, tuple[str, bool]]:
    """Return the last *most* characters of the newest follow-up's note, and whether they are all, by the person's key.

    Of the persons of *mentors* alone (None: of everybody's); who has no follow-up, or one without a word, is left out. Within a read.
    """
    if not person_ids:
        return {}
    return {
        key: (end, bool(is_whole))
        for key, mentor, end, is_whole in raw_rows(ends_query(person_ids, most))
        if end.strip() and (mentors is None or mentor in mentors)
    }


def ends_query(person_ids: Collection[int], most: int) -> Query:
    """Ask for the rows of ``ends_of_notes``."""
    # from the persons to their newest follow-up, each by its key
    query: Query = (
        PersonTable.select(
            PersonTable.id,
            PersonTable.mentor,
            fn.SUBSTR(FollowUpTable.notes, -most),
            fn.LENGTH(FollowUpTable.notes) <= most,
        )
        .join(FollowUpTable, on=(PersonTable.last_follow_up == FollowUpTable.id))
        .where(PersonTable.id.in_(tuple(person_ids)))
    )
    return query
