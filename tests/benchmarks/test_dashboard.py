"""The dashboard's lists at 100,000 persons and 1,000,000 follow-ups, against the same queries in raw ``sqlite3``."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desktop_app.application import Application
from desktop_app.controllers.sign_in import actor_of
from desktop_app.database import sqlite_only
from desktop_app.database.models import FollowUpTable, UserTable
from desktop_app.database.queries import action_queries, waiting_queries
from desktop_app.domain.clock import FixedClock
from desktop_app.domain.vocabulary import Role
from tests.benchmarks.measuring import in_turn, say

TODAY = date(2026, 11, 20)


@pytest.mark.benchmark
def test_dashboard_lists_against_raw_sqlite(large_office: Path) -> None:
    application = Application(large_office, FixedClock(datetime(2026, 11, 20, 9, tzinfo=UTC)))
    application.open()
    admin = actor_of(UserTable.get(UserTable.role == Role.ADMIN))
    busiest = max(waiting_queries.active_persons_of_mentors().items(), key=lambda one: one[1])[0]
    mentor = actor_of(UserTable.get(UserTable.id == busiest))
    raw = sqlite3.connect(application.store.path)
    latest = TODAY - timedelta(days=7)
    waiting = application.controllers.waiting

    def against(words: str, prepared: Any, values: dict[str, Any], call: Any) -> None:
        sql, parameters = (
            prepared.sql(),
            [str(one) if isinstance(one, date) else one for one in prepared.parameters(**values)],
        )
        steps = sqlite_only.plan(application.store.database, sql, parameters)
        scans = [
            step for step in steps if step.startswith("SCAN") and "USING" not in step and "follow_ups" in step
        ]
        assert scans == []
        rows = len(raw.execute(sql, parameters).fetchall())
        ours, floor = in_turn(call, lambda: raw.execute(sql, parameters).fetchall())
        say(
            f"{words}, {rows} rows: {ours * 1000:.2f} ms, {ours / floor:.1f} × raw sqlite3 ({floor * 1000:.2f} ms); asked: 4"
        )

    try:
        for limit in (100, 200):
            values = {"latest": latest, "today": TODAY, "limit": limit}
            against(
                "waiting too long, everybody",
                waiting_queries.overdue_query(0),
                values,
                partial(waiting.overdue, admin, 7, limit=limit),
            )
        values = {"latest": latest, "today": TODAY, "limit": 200, "mentor_0": mentor.id}
        against(
            "waiting too long, one mentor",
            waiting_queries.overdue_query(1),
            values,
            lambda: waiting.overdue(mentor, 7, limit=200),
        )
        for words, first, last in (
            ("promised and past due", None, TODAY - timedelta(days=1)),
            ("coming up", TODAY, TODAY + timedelta(days=7)),
        ):
            values = {"first": first or date(1, 1, 1), "last": last, "limit": 200}
            query = action_queries.list_query(FollowUpTable, "everybody", 0)
            against(
                words,
                query,
                values,
                partial(waiting.next_actions, admin, first, last, limit=200),
            )
            query = action_queries.list_query(FollowUpTable, "mentors", 1)
            mine = {**values, "mentor_0": mentor.id}
            against(
                f"{words}, one mentor",
                query,
                mine,
                partial(waiting.next_actions, mentor, first, last, limit=200),
            )
        whole, _ = in_turn(lambda: waiting.dashboard(admin, 7), lambda: None, rounds=3)
        say(f"the whole dashboard, counts and three lists of 200: {whole * 1000:.1f} ms")
    finally:
        raw.close()
        application.close()
