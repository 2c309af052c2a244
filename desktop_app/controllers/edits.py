"""An edit of a stored record: what it changes of it, and whether somebody else was quicker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from desktop_app.controllers.activity import Differences, differences
from desktop_app.domain.errors import Conflict


class Versioned(Protocol):
    """A record that counts how often it was changed."""

    @property
    def version(self) -> int:
        """The number of its last change."""


def refuse_overtaken(record: Versioned, version: int | None) -> None:
    """Let an edit go on whose form showed *version* of the *record* that is stored now; None: no form showed any.

    Raises:
        Conflict: somebody else changed it meanwhile.
    """
    if version is not None and version != record.version:
        raise Conflict(record)


def edited(
    record: Versioned, version: int | None, before: Mapping[str, object], after: Mapping[str, object]
) -> Differences:
    """Return what an edit changes; whoever changes nothing overwrites nobody, whichever *version* they saw.

    Raises:
        Conflict: it would overwrite what somebody else wrote meanwhile.
    """
    changes = differences(before, after)
    if changes.after:
        refuse_overtaken(record, version)
    return changes
