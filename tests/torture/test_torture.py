"""A short telling run of each kind of torture, always with the same chances; ``make torture`` runs them for longer."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.torture.ground import Ground
from tests.torture.kinds import KINDS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals, pipes and limits of POSIX")
_SECONDS = {"odd-files": 8.0, "damage": 4.0, "lists": 4.0}
"""Of the kinds whose single round tells little."""


@pytest.mark.allows_log(".*")
@pytest.mark.parametrize("kind", KINDS)
def test_everything_holds(kind: str, tmp_path: Path) -> None:
    ground = Ground(tmp_path, seed=7, seconds=_SECONDS.get(kind, 0.5))
    KINDS[kind](ground)
    assert ground.faults == []
    assert sum(ground.figures.values()) > 0
