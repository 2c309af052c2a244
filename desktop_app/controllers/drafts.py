"""Drafts: what somebody typed and did not save yet survives a crash, a sign-out, a window closed by mistake."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from desktop_app.controllers.base import Controller
from desktop_app.database.fields import from_milliseconds, to_milliseconds
from desktop_app.database.models import DraftTable
from desktop_app.database.queries.prepared import models
from desktop_app.domain.errors import Unavailable
from desktop_app.domain.records import Actor, Draft
from desktop_app.system import paths


class Drafts(Controller):
    """One's own drafts; nobody else's can be read. One that cannot be read harms no other."""

    asked_by_itself = frozenset(
        {"keep", "put_beside"}
    )  # what was typed is kept, whatever became of who typed it

    def keep(self, actor: Actor, form: str, key: str, content: Mapping[str, Any]) -> None:
        """Keep *content* (JSON values) as the draft of *form* about *key*, in place of an older one.

        Raises:
            Unavailable: it could not be written; ``put_beside`` is the last resort.
        """
        with self._store.transaction():
            DraftTable.delete().where(*self._mine(actor, form, key)).execute()
            DraftTable.insert(
                user=actor.id,
                form=form,
                key=key,
                content=json.dumps(content, ensure_ascii=False),
                updated_at=self._clock.now(),
            ).execute()
        self._forget_beside(actor, form, key)

    def put_beside(self, actor: Actor, form: str, key: str, content: Mapping[str, Any]) -> None:
        """Keep *content* in a file beside the database, which is locked, or whose disk does not take it.

        Raises:
            Unavailable: not even that could be written.
        """
        path = self._beside(actor, form, key)
        held = {
            "user": str(actor.uuid),
            "form": form,
            "key": key,
            "content": content,
            "updated_at": to_milliseconds(self._clock.now()),
        }
        part = path.with_suffix(".part")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(held, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)  # noqa: PTH105 - on every platform
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise Unavailable("full", path.parent) from error

    @staticmethod
    def _mine(actor: Actor, form: str, key: str) -> tuple[Any, ...]:
        return (DraftTable.user == actor.id, DraftTable.form == form, DraftTable.key == key)

    def _beside(self, actor: Actor, form: str, key: str) -> Path:
        name = hashlib.sha256(f"{actor.uuid}\n{form}\n{key}".encode()).hexdigest()[:24]
        return paths.unsaved_dir(self._store.folder) / f"{name}.json"

    def _forget_beside(self, actor: Actor, form: str, key: str) -> None:
        with suppress(OSError):
            self._beside(actor, form, key).unlink(missing_ok=True)

    def _all_beside(self, actor: Actor) -> list[Draft]:
        """Return one's own drafts that stand beside the database."""
        drafts = []
        with suppress(OSError):
            for path in paths.unsaved_dir(self._store.folder).glob("*.json"):
                draft = _read_beside(path, actor)
                if draft is not None:
                    drafts.append(draft)
        return drafts

    def get(self, actor: Actor, form: str, key: str) -> Draft | None:
        """Return the newest draft of *form* about *key*, None where there is none.

        Raises:
            Unavailable: the data cannot be read.
        """
        with self._store.reading():
            row = DraftTable.get_or_none(*self._mine(actor, form, key))
        kept = [_record(row)] if row is not None else []
        beside = _read_beside(self._beside(actor, form, key), actor)
        drafts = [draft for draft in (*kept, beside) if draft is not None]
        return max(drafts, key=lambda draft: draft.updated_at, default=None)

    def list(self, actor: Actor) -> tuple[Draft, ...]:
        """Return all of one's drafts, newest first: what is offered back after signing in.

        Raises:
            Unavailable: the data cannot be read.
        """
        with self._store.reading():
            rows = list(
                models(
                    DraftTable.select()
                    .where(DraftTable.user == actor.id)
                    .order_by(DraftTable.updated_at.desc(), DraftTable.id.desc())
                )
            )
        newest: dict[tuple[str, str], Draft] = {}
        for draft in (*map(_record, rows), *self._all_beside(actor)):
            if draft is not None:
                before = newest.get((draft.form, draft.key))
                if before is None or draft.updated_at > before.updated_at:
                    newest[draft.form, draft.key] = draft
        return tuple(sorted(newest.values(), key=lambda draft: draft.updated_at, reverse=True))

    def drop(self, actor: Actor, form: str, key: str) -> None:
        """Forget the draft: it was saved, or thrown away on purpose.

        Raises:
            Unavailable: it could not be forgotten.
        """
        with self._store.transaction():
            DraftTable.delete().where(*self._mine(actor, form, key)).execute()
        self._forget_beside(actor, form, key)


def _record(row: DraftTable) -> Draft | None:
    """Return the draft in *row*; None for one that cannot be read, of which nothing can be offered back."""
    try:
        content = json.loads(row.content)
    except ValueError:
        return None
    return Draft(row.form, row.key, content, row.updated_at) if isinstance(content, dict) else None


def _read_beside(path: Path, actor: Actor) -> Draft | None:
    """Return the draft of *actor* in the file *path*; None where there is none, or none of theirs, or none that can be read."""
    try:
        if not path.is_file():  # a pipe would be waited for without end
            return None
        held = json.loads(path.read_text("utf-8"))
        if held["user"] != str(actor.uuid) or not isinstance(held["content"], dict):
            return None
        return Draft(
            str(held["form"]), str(held["key"]), held["content"], from_milliseconds(int(held["updated_at"]))
        )
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return None
