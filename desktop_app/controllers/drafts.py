"""Drafts: what somebody typed and did not save yet survives a crash, a sign-out, a window closed by mistake."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from desktop_app.controllers.base import Controller
from desktop_app.database.models import DraftTable
from desktop_app.domain.records import Actor, Draft


class Drafts(Controller):
    """One's own drafts; nobody else's can be read."""

    def keep(self, actor: Actor, form: str, key: str, content: Mapping[str, Any]) -> None:
        """Keep *content* (JSON values) as the draft of *form* about *key*, in place of an older one."""
        with self._store.transaction():
            DraftTable.delete().where(*self._mine(actor, form, key)).execute()
            DraftTable.insert(
                user=actor.id,
                form=form,
                key=key,
                content=json.dumps(content, ensure_ascii=False),
                updated_at=self._clock.now(),
            ).execute()

    @staticmethod
    def _mine(actor: Actor, form: str, key: str) -> tuple[Any, ...]:
        return (DraftTable.user == actor.id, DraftTable.form == form, DraftTable.key == key)

    def get(self, actor: Actor, form: str, key: str) -> Draft | None:
        """The draft of *form* about *key*, None where there is none."""
        with self._store.reading():
            row = DraftTable.get_or_none(*self._mine(actor, form, key))
        return self._record(row) if row is not None else None

    @staticmethod
    def _record(row: DraftTable) -> Draft:
        return Draft(row.form, row.key, json.loads(row.content), row.updated_at)

    def list(self, actor: Actor) -> tuple[Draft, ...]:
        """All of one's drafts, newest first: what is offered back after signing in."""
        with self._store.reading():
            rows = (
                DraftTable.select()
                .where(DraftTable.user == actor.id)
                .order_by(DraftTable.updated_at.desc(), DraftTable.id.desc())
            )
            return tuple(self._record(row) for row in rows)

    def drop(self, actor: Actor, form: str, key: str) -> None:
        """Forget the draft: it was saved, or thrown away on purpose."""
        with self._store.transaction():
            DraftTable.delete().where(*self._mine(actor, form, key)).execute()
