"""What a line of the activity log says to a person.

``change_text(entry, masked)``   private texts as *masked* says: "Status: To visit → In follow-up", "Phone: 07 97 97 11 47 → 05 05 05 05 05; address"
``change_reason(entry)``   why, in the words of the one who did it; empty where nobody said
``change_author(entry)``   who did it; the program itself where nobody did
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from desktop_app.domain.person_fields import PRIVATE, SPEC_OF
from desktop_app.domain.records import LogEntry
from desktop_app.domain.vocabulary import LogEvent, PauseReason, PersonStatus, code_label
from desktop_app.i18n.texts import mark, tr
from desktop_app.views.wording import formats
from desktop_app.views.wording.person_values import field_value

_PRIVATE = PRIVATE | {"pause_note"}
_LONGEST_VALUE = 60
_EVENTS: dict[LogEvent, str] = {
    LogEvent.PERSON_CREATED: mark("Added to the list"),
    LogEvent.PERSON_IMPORTED: mark("Taken over from a list"),
    LogEvent.PERSON_RESTORED: mark("Brought back to the list"),
    LogEvent.NEXT_ACTION_DONE: mark("Next action done"),
    LogEvent.PERSONS_SEPARATED: mark("Separated from another entry again"),
}


def change_text(entry: LogEntry, masked: Callable[[str], str] = str) -> str:
    """What changed; private texts are shown as *masked* says."""
    match entry.event:
        case LogEvent.STATUS_CHANGED:
            return tr(
                "Status: {before} → {after}",
                before=_status(entry.before.get("status")),
                after=_status(entry.after.get("status")),
            )
        case LogEvent.MENTOR_ASSIGNED:
            return tr(
                "Mentor: {before} → {after}",
                before=entry.before.get("mentor") or tr("no mentor"),
                after=entry.after.get("mentor") or tr("no mentor"),
            )
        case LogEvent.PERSON_UPDATED:
            return _edited(entry.before, entry.after, masked)
        case LogEvent.PERSONS_MERGED:
            return tr("Merged with the entry of {name}", name=entry.after.get("merged_with", ""))
        case LogEvent.PERSON_IMPORTED if entry.before:
            return tr("Filled in from a list: {fields}", fields=_edited(entry.before, entry.after, masked))
        case LogEvent.PERSON_PAUSED:
            return _paused(entry.after, masked)
        case LogEvent.PERSON_RESUMED:
            day = entry.before.get("paused_until")
            return tr("Pause until {day} ended", day=_day(day)) if day else tr("Pause ended")
        case LogEvent.NEXT_ACTION_DONE:
            return _done(entry.after.get("next_action_date"))
        case _:
            return tr(_EVENTS[entry.event]) if entry.event in _EVENTS else str(entry.event)


def change_reason(entry: LogEntry) -> str:
    """Why it was done."""
    # the program writes its own reasons in the language of its sources
    return tr(entry.reason) if entry.reason and entry.actor is None else entry.reason


def change_author(entry: LogEntry) -> str:
    """Who did it."""
    return entry.actor.full_name if entry.actor else tr("Suivi")


def _edited(before: Mapping[str, Any], after: Mapping[str, Any], masked: Callable[[str], str]) -> str:
    parts = []
    for name in after:
        title = tr(SPEC_OF[name].label) if name in SPEC_OF else name
        old, new = field_value(name, before.get(name)), field_value(name, after[name])
        if name in _PRIVATE:
            old, new = masked(old), masked(new)
        if len(old) > _LONGEST_VALUE or len(new) > _LONGEST_VALUE:
            parts.append(tr("{field}: changed", field=title))
        elif not old:
            parts.append(tr("{field}: {value}", field=title, value=new))
        else:
            parts.append(
                tr("{field}: {before} → {after}", field=title, before=old, after=new or tr("nothing"))
            )
    return " · ".join(parts) or tr("Edited")


def _paused(after: Mapping[str, Any], masked: Callable[[str], str]) -> str:
    """Until when and why, as far as it is not as before."""
    day, reason, note = after.get("paused_until"), after.get("pause_reason"), after.get("pause_note")
    message = tr("Paused until {day}", day=_day(day)) if day else tr("Pause changed")
    parts = (message, code_label(PauseReason(reason)) if reason else "", masked(str(note)) if note else "")
    return " · ".join(part for part in parts if part)


def _day(value: object) -> str:
    return formats.short_date(date.fromisoformat(str(value)))


def _status(value: object) -> str:
    return code_label(PersonStatus(str(value))) if value else ""


def _done(day: object) -> str:
    if not day:
        return tr("Next action done")
    return tr("Next action of {day} done", day=_day(day))
