"""How long something took, in words.

``length_words(length)``   "45 min", "1 h", "1 h 15 min"; nothing for None
"""

from __future__ import annotations

from datetime import timedelta

from desktop_app.i18n.texts import tr


def length_words(length: timedelta | None) -> str:
    """*length* (below a minute counts as none) in hours and minutes."""
    if length is None:
        return ""
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    if not hours:
        return tr("{minutes} min", minutes=minutes)
    if not minutes:
        return tr("{hours} h", hours=hours)
    return tr("{hours} h {minutes} min", hours=hours, minutes=minutes)
