"""The kinds of torture, by their names on the command line."""

from __future__ import annotations

from collections.abc import Callable

from tests.torture.damage import damage, swaps
from tests.torture.disks import full_disks, short_files
from tests.torture.failing_calls import failing_calls
from tests.torture.fuzz import lists, requests
from tests.torture.ground import Ground
from tests.torture.holders import holders, readers
from tests.torture.journals import journals, retries
from tests.torture.kills import kills
from tests.torture.odd_files import odd_files, odd_names

KINDS: dict[str, Callable[[Ground], None]] = {
    "kills": kills,
    "damage": damage,
    "journals": journals,
    "retries": retries,
    "swaps": swaps,
    "holders": holders,
    "readers": readers,
    "odd-files": odd_files,
    "odd-names": odd_names,
    "short-files": short_files,
    "full-disks": full_disks,
    "failing-calls": failing_calls,
    "lists": lists,
    "requests": requests,
}
