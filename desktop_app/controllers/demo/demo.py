"""Filling an empty folder with an invented office, to look around in, to try things on, and to measure with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from desktop_app.controllers.base import Controller
from desktop_app.controllers.demo.rows import PASSWORD, DemoRows, DemoSignIn
from desktop_app.controllers.organisation import write_organisation
from desktop_app.database import derived, sqlite_only
from desktop_app.database.models import FollowUpTable, InteractionTable, PersonTable, SettingTable, UserTable
from desktop_app.demo.texts import TEXTS
from desktop_app.domain.clock import system_zone_name, zone
from desktop_app.domain.errors import FieldError, Invalid, Refused
from desktop_app.domain.records import Organisation
from desktop_app.i18n import texts
from desktop_app.i18n.texts import Text, mark

__all__ = ["PASSWORD", "Demo", "DemoOptions", "DemoResult", "DemoSignIn"]

MOST = 10_000_000
_MENTOR_LIMIT = 20
_SAME_HOURS = "Africa/Abidjan"
"""Where clocks show UTC: the invented phone numbers are of that country."""


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """What to invent. Empty *language* and *time_zone*: those of the program and of this PC; no *today*: today."""

    persons: int = 120
    follow_ups: int = 600
    interactions: int = 80
    mentors: int = 6
    seed: int = 1
    today: date | None = None
    language: str = ""
    time_zone: str = ""


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What was invented, and one way in for each role, administrators first."""

    sign_ins: tuple[DemoSignIn, ...]
    persons: int
    follow_ups: int
    interactions: int


class Demo(Controller):
    """The invented office."""

    def fill(
        self,
        options: DemoOptions,
        on_progress: Callable[[int, int], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> DemoResult:
        """Invent an office into the empty data folder, all of it or nothing.

        The same options give the same rows, but for the hashes of passwords. *on_progress* is told (rows done, rows in all)
        and *should_stop* asked every few thousand rows, on the calling thread.

        Raises:
            Invalid: numbers out of range.
            Refused: there is data already.
            Cancelled: *should_stop* said so.
        """
        _check(options)
        time_zone = options.time_zone or system_zone_name()
        if time_zone == "UTC":
            time_zone = _SAME_HOURS
        language = options.language or texts.language()
        today = options.today or self._clock.now().astimezone(zone(time_zone)).date()
        rows = DemoRows(
            TEXTS[language],
            today,
            zone(time_zone),
            options.seed,
            on_progress or _ignore,
            should_stop or _never,
        )
        with self._store.transaction(), sqlite_only.roomy_cache(self._store.database):
            self._refuse_where_there_is_data()
            name = TEXTS[language].office
            write_organisation(
                Organisation(
                    name, time_zone, language, assign_automatically=False, mentor_limit=_MENTOR_LIMIT
                )
            )
            sign_ins = rows.write(options.persons, options.follow_ups, options.interactions, options.mentors)
            derived.rebuild()
            self._announce(None, ["users", "persons", "follow_ups", "interactions", "settings"])
        self._clock.zone_name = time_zone
        return DemoResult(sign_ins, options.persons, options.follow_ups, options.interactions)

    @staticmethod
    def _refuse_where_there_is_data() -> None:
        for table in (UserTable, PersonTable, FollowUpTable, InteractionTable, SettingTable):
            if table.select().exists():
                raise Refused(
                    Text(
                        mark(
                            "There is data here already, and invented people must not get between real ones. "
                            "Nothing was changed. Choose an empty data folder."
                        )
                    )
                )


def _ignore(_done: int, _total: int) -> None:
    """Nobody wants to know how far it is."""


def _never() -> bool:
    return False


def _check(options: DemoOptions) -> None:
    errors = []
    for name, least in (("persons", 0), ("follow_ups", 0), ("interactions", 0), ("mentors", 1)):
        if not least <= getattr(options, name) <= MOST:
            source = mark("Choose a number from {least} to {most}.")
            errors.append(FieldError(name, "range", Text(source, {"least": least, "most": MOST})))
    if not options.persons and (options.follow_ups or options.interactions):
        errors.append(
            FieldError("persons", "required", Text(mark("Contacts need at least one person to be with.")))
        )
    if options.language and options.language not in TEXTS:
        errors.append(FieldError("language", "choice", Text(mark("Choose a language from the list."))))
    if options.today is not None and not date(1910, 1, 1) <= options.today <= date(9000, 1, 1):
        errors.append(FieldError("today", "range", Text(mark("This day is too far away."))))
    if errors:
        raise Invalid(errors)
