"""Python reads this at every start while ``tests.support.moved_clock`` has its folder on the path: the clock is moved at once."""

from __future__ import annotations

import os
from datetime import timedelta

import time_machine

traveller = time_machine.travel(
    timedelta(seconds=float(os.environ["SUIVI_TEST_CLOCK_SECONDS"])), tick=True
).start()
