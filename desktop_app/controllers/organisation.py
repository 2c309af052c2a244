"""The organisation's settings, and whether there is an organisation yet."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from desktop_app.controllers.activity import write
from desktop_app.controllers.base import Controller
from desktop_app.controllers.edits import edited
from desktop_app.database.models import PersonTable, SettingTable, UserTable
from desktop_app.database.queries.prepared import tuples
from desktop_app.domain import limits
from desktop_app.domain.context import INTERACTIONS_COUNT
from desktop_app.domain.errors import Refused
from desktop_app.domain.office_words import LeaderWord, MentorWord, PersonWord
from desktop_app.domain.permissions import Action, require
from desktop_app.domain.records import Actor, Organisation
from desktop_app.domain.vocabulary import LogEvent
from desktop_app.i18n.texts import LANGUAGES, Text, mark

_DEFAULTS: dict[str, Any] = {field.name: field.default for field in fields(Organisation)}
_CHOICES: dict[str, frozenset[str]] = {
    "language": frozenset(LANGUAGES),
    "person_word": frozenset(PersonWord),
    "mentor_word": frozenset(MentorWord),
    "leader_word": frozenset(LeaderWord),
}
_RANGES: dict[str, range] = {
    **dict.fromkeys(("overdue_days", "remind_never_contacted_days", "escalate_days"), range(limits.DAYS + 1)),
    "mentor_limit": range(1, limits.MENTOR_LIMIT + 1),
}
_HOURS = frozenset({"quiet_from", "quiet_to"})


def read_organisation() -> Organisation:
    """Return the settings as they are stored, within a read or a transaction; what is not there, or not readable, has its default.

    A damaged setting must keep nobody out: ``suivi check`` names it.
    """
    rows = tuples(SettingTable.select(SettingTable.key, SettingTable.value))
    stored: dict[str, Any] = {key: read_setting(key, value) for key, value in rows}
    return Organisation(**{name: value for name, value in stored.items() if value is not None})


def read_setting(key: str, text: str) -> str | int | bool | None:
    """Return the value of the setting *key* stored as *text*; None for one that is unknown or cannot be the setting's."""
    default = _DEFAULTS.get(key)
    if default is None:
        return None
    try:
        value = json.loads(text)
    except (ValueError, TypeError):
        return None
    if type(value) is not type(default):
        return None
    return value if _is_in_range(key, value) else None


def _is_in_range(key: str, value: Any) -> bool:
    """Return whether a setting of the right type is one that ``OrganisationInput`` takes too."""
    if key in _CHOICES:
        return value in _CHOICES[key]
    if key in _HOURS:
        return not value or re.fullmatch(limits.TIME_OF_DAY, value) is not None
    return key not in _RANGES or value in _RANGES[key]


def write_organisation(organisation: Organisation) -> None:
    """Store the settings, within a transaction."""
    for key, value in asdict(organisation).items():
        SettingTable.delete().where(SettingTable.key == key).execute()
        SettingTable.insert(key=key, value=json.dumps(value, ensure_ascii=False)).execute()


class OrganisationSettings(Controller):
    """Reading and changing what the organisation has settled."""

    def is_set_up(self) -> bool:
        """Return whether somebody can sign in already; if not, the first run asks for an administrator."""
        with self._store.reading():
            return UserTable.select().where(UserTable.password_hash.is_null(False)).exists()

    def has_data(self) -> bool:
        """Return whether anything at all was entered: a user or a person."""
        with self._store.reading():
            return bool(UserTable.select().exists() or PersonTable.select().exists())

    def get(self) -> Organisation:
        """Return the settings."""
        with self._store.reading():
            return read_organisation()

    def follow_zone(self) -> None:
        """Let the clock go by the time zone that the office has now.

        Raises:
            Unavailable: the data cannot be read.
        """
        organisation = self.get()
        if organisation.name:
            self._clock.zone_name = organisation.time_zone

    def begin(self, values: Mapping[str, Any]) -> Organisation:
        """Write the settings of an office that has none yet, without a window. What is not in *values* has its default.

        Raises:
            Invalid: settings are missing or out of range.
            Refused: the office has settings already.
        """
        from desktop_app.domain.inputs import OrganisationInput  # noqa: PLC0415 - as in ``update``
        from desktop_app.domain.validation import check  # noqa: PLC0415 - as in ``update``

        settings = check(OrganisationInput, values, self._clock.today())
        with self._store.transaction():
            if SettingTable.select().exists():
                raise Refused(
                    Text(
                        mark(
                            "This office is set up already. An administrator changes its settings in the window."
                        )
                    )
                )
            organisation = Organisation(**settings.model_dump(), version=1)
            write_organisation(organisation)
        self._clock.zone_name = organisation.time_zone
        return organisation

    def settle_place(self, time_zone: str, language: str) -> None:
        """Write where an office is that has no settings yet; one that has keeps its own.

        Raises:
            Unavailable: the data cannot be written.
        """
        with self._store.transaction():
            if not SettingTable.select().exists():
                write_organisation(Organisation(time_zone=time_zone, language=language))
                self._clock.zone_name = time_zone

    def update(self, actor: Actor, changes: Mapping[str, Any], version: int | None = None) -> Organisation:
        """Change the settings named in *changes*; the clock follows the time zone at once.

        Raises:
            NotAllowed: only administrators.
            Invalid: settings out of range.
            Conflict: changed meanwhile (only when *version* is given).
        """
        from desktop_app.domain.inputs import OrganisationInput  # noqa: PLC0415
        from desktop_app.domain.validation import check  # noqa: PLC0415 - the sign-in window reads settings, and checks nothing

        require(actor, Action.MANAGE_SETTINGS)
        with self._store.transaction():
            current = read_organisation()
            checked = check(OrganisationInput, {**asdict(current), **changes}, self._clock.today())
            stored = {name: value for name, value in asdict(current).items() if name != "version"}
            before, after = edited(current, version, stored, checked.model_dump())
            if not after:
                return current
            updated = Organisation(**checked.model_dump(), version=current.version + 1)
            write_organisation(updated)
            if "time_zone" in after or INTERACTIONS_COUNT in after:
                from desktop_app.database import derived  # noqa: PLC0415 - the sign-in window reads settings, and counts nothing

                derived.recount_interactions()
            write(self._clock.now(), actor, LogEvent.SETTINGS_CHANGED, before=before, after=after)
            counted = ["persons"] if INTERACTIONS_COUNT in after else []
            self._announce(actor, ["settings", *counted])
        self._clock.zone_name = updated.time_zone
        return updated
