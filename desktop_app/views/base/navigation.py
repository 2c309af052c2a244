"""What a page asks the frame for when something else is to be shown.

``Navigation(page, subject)``   ``page`` is the name of a ``PageSpec``, or one of ``TOUR`` and ``KEYS``
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

TOUR = "tour"
"""Show whoever is here around."""
KEYS = "keys"
"""Show the sheet of all keys."""


@dataclass(frozen=True, slots=True)
class Navigation:
    """Show the page named *page*; *subject* is what it is to be about, in the form that page understands, or None."""

    page: str
    subject: Any = None
