"""Keeping derived columns true: after each change of their source, in the same transaction; and all of them, for ``check``.

One statement of each rule serves both: a change runs it for one person, the repair for everybody.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from desktop_app.database.fields import from_milliseconds
from desktop_app.database.models import InteractionTable, PersonTable, SettingTable, database
from desktop_app.database.queries.prepared import Prepared, parameter, raw_rows, to_date_or_none, tuples
from desktop_app.domain.clock import zone
from desktop_app.domain.context import INTERACTIONS_COUNT
from desktop_app.domain.person_fields import PERSON_FIELDS, FieldKind, Group
from desktop_app.domain.text_folding import fold, fold_phone
from desktop_app.domain.vocabulary import WAITING_STATUSES

_WAITING = ", ".join(f"'{status}'" for status in WAITING_STATUSES)

# A next action is open until it is ticked off, or until a later-recorded follow-up of the same person that reached somebody is
# dated on or after it (docs/contract/decisions.md, *The follow-ups API*): but for one that was said to close it, and those that were said
# to leave it open. Those of deleted persons, and of those
# who are not to be called, are nobody's any more. A client interaction notes the newest follow-up when it is
# recorded as one that leaves its next action open.
_OPEN_ACTION = """CASE WHEN {table}.next_action_needed AND {table}.deleted_at IS NULL
    AND {table}.next_action_done_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM follow_ups AS later WHERE later.person_id = {table}.person_id
        AND later.deleted_at IS NULL AND later.id <> {own} AND (later.id = {table}.action_closed_by_id
        OR (later.id > {own} AND later.id > COALESCE({table}.action_kept_after_id, 0)
            AND later.outcome <> 'no_contact' AND later.interaction_date >= {table}.next_action_date)))
    AND EXISTS (SELECT 1 FROM persons WHERE persons.id = {table}.person_id AND persons.deleted_at IS NULL
        AND persons.not_called IS NULL)
    THEN {table}.next_action_date END"""

_LAST = """(SELECT {column} FROM follow_ups WHERE follow_ups.person_id = persons.id AND follow_ups.deleted_at IS NULL
    ORDER BY follow_ups.interaction_date DESC, follow_ups.id DESC LIMIT 1)"""

_COUNT = """(SELECT COUNT(*) FROM follow_ups WHERE follow_ups.person_id = persons.id AND follow_ups.deleted_at IS NULL
    AND persons.deleted_at IS NULL)"""

# the setting is read as it is stored; where there is none, interactions do not count
_LAST_INTERACTION = f"""(SELECT MAX(met.contact_on) FROM client_interactions AS met WHERE met.person_id = persons.id
    AND met.deleted_at IS NULL
    AND EXISTS (SELECT 1 FROM settings WHERE settings.key = '{INTERACTIONS_COUNT}' AND settings.value = 'true'))"""  # noqa: S608

_LAST_CONTACT = """(SELECT MAX(day) FROM (SELECT persons.last_follow_up_on AS day UNION ALL SELECT persons.earlier_contact_on
    UNION ALL SELECT persons.last_interaction_on) AS contacts)"""

_WAITING_SINCE = f"""CASE WHEN deleted_at IS NULL AND not_called IS NULL AND status IN ({_WAITING})
    THEN COALESCE({_LAST_CONTACT}, first_visit_on) END"""


_LAST_REACHED = """(SELECT MAX(day) FROM (SELECT MAX(follow_ups.interaction_date) AS day FROM follow_ups
    WHERE follow_ups.person_id = persons.id AND follow_ups.deleted_at IS NULL AND follow_ups.outcome <> 'no_contact'
    UNION ALL SELECT persons.earlier_contact_on UNION ALL SELECT persons.last_interaction_on) AS reached)"""

# "3 attempts, not reached": those after the last contact that reached somebody, in the order of the person's page
_MISSED = """(SELECT COUNT(*) FROM follow_ups AS missed WHERE missed.person_id = persons.id AND missed.deleted_at IS NULL
    AND missed.outcome = 'no_contact'
    AND (persons.earlier_contact_on IS NULL OR missed.interaction_date > persons.earlier_contact_on)
    AND (persons.last_interaction_on IS NULL OR missed.interaction_date > persons.last_interaction_on)
    AND NOT EXISTS (SELECT 1 FROM follow_ups AS reached WHERE reached.person_id = missed.person_id
        AND reached.deleted_at IS NULL AND reached.outcome <> 'no_contact'
        AND (reached.interaction_date, reached.id) > (missed.interaction_date, missed.id)))"""


@dataclass(frozen=True)
class Rule:
    """A derived column and the SQL expression that says what it must be; rules of a table run in their order."""

    table: str
    column: str
    expression: str

    def differs(self) -> str:
        """Return a condition that is true where the column is not what it must be."""
        return f"(({self.column}) IS NULL) <> (({self.expression}) IS NULL) OR ({self.column}) <> ({self.expression})"


RULES = (
    Rule("follow_ups", "open_action_on", _OPEN_ACTION.format(table="follow_ups", own="follow_ups.id")),
    Rule("client_interactions", "open_action_on", _OPEN_ACTION.format(table="client_interactions", own="0")),
    Rule("persons", "last_follow_up_id", _LAST.format(column="follow_ups.id")),
    Rule("persons", "last_follow_up_on", _LAST.format(column="follow_ups.interaction_date")),
    Rule("persons", "last_interaction_on", _LAST_INTERACTION),
    Rule("persons", "last_contact_on", _LAST_CONTACT),
    Rule("persons", "waiting_since", _WAITING_SINCE),
    Rule("persons", "follow_ups_count", _COUNT),
    Rule("persons", "last_reached_on", _LAST_REACHED),
    Rule("persons", "missed_attempts", _MISSED),
)


_FOLLOWS_INTERACTIONS = (
    "last_interaction_on",
    "last_contact_on",
    "waiting_since",
    "last_reached_on",
    "missed_attempts",
)
_COUNT_OF = Prepared(
    lambda: PersonTable.select(PersonTable.follow_ups_count).where(PersonTable.id == parameter("person_id"))
)


def refresh_person(person_id: int) -> None:
    """Bring all that is derived from the person's follow-ups, status and deletion up to date."""
    before = _count_of(person_id)
    for rule in RULES:
        key = "id" if rule.table == "persons" else "person_id"
        # an action that is needed no more may still be noted as open
        only = "" if rule.table == "persons" else " AND (next_action_needed OR open_action_on IS NOT NULL)"
        database.execute_sql(
            f"UPDATE {rule.table} SET {rule.column} = {rule.expression} "  # noqa: S608 - the rules are constants
            f"WHERE {key} = ?{only} AND ({rule.differs()})".replace("?", database.param),
            (person_id,),
        )
    add_to_total(_count_of(person_id) - before)


def _count_of(person_id: int) -> int:
    rows = _COUNT_OF.rows(person_id=person_id)
    return int(rows[0][0]) if rows else 0


def add_to_total(difference: int) -> None:
    """Keep the total of all follow-ups."""
    if difference:
        sql = "UPDATE totals SET value = value + ? WHERE name = 'follow_ups'"
        database.execute_sql(sql.replace("?", database.param), (difference,))


# -- the days of client interactions


def contact_day(
    local: Callable[[datetime], datetime], start_at: datetime, written_at: datetime
) -> date | None:
    """Return the day on which an interaction was a contact, by the office's clocks (*local*); None for one that was written down before its day."""
    day = local(start_at).date()
    return day if day <= local(written_at).date() else None


def _stored_zone() -> str:
    """Return the time zone as it is stored; where it is not, or damaged, that of UTC."""
    rows = list(tuples(SettingTable.select(SettingTable.value).where(SettingTable.key == "time_zone")))
    try:
        name = json.loads(rows[0][0]) if rows else "UTC"
    except (ValueError, TypeError):
        return "UTC"
    return name if isinstance(name, str) else "UTC"


def _wrong_contact_days() -> Iterable[tuple[int, date | None]]:
    """Return the interactions whose day of contact is not what it must be, with the one that it must be."""
    of_the_office = zone(_stored_zone())

    def local(moment: datetime) -> datetime:
        try:
            return moment.astimezone(of_the_office)
        except OverflowError:  # the first and the last day that there are
            return moment

    table = InteractionTable
    for key, start, written, day in raw_rows(
        table.select(table.id, table.start_at, table.updated_at, table.contact_on)
    ):
        should = contact_day(local, from_milliseconds(start), from_milliseconds(written))
        if to_date_or_none(day) != should:
            yield key, should


def recount_interactions() -> None:
    """Bring all that follows from client interactions up to date: the time zone is another, or whether they count.

    Within a transaction that has stored the settings.
    """
    _write_contact_days()
    met = "id IN (SELECT person_id FROM client_interactions)"
    for rule in RULES:
        if rule.column in _FOLLOWS_INTERACTIONS:
            database.execute_sql(
                f"UPDATE persons SET {rule.column} = {rule.expression} WHERE {met} AND ({rule.differs()})"  # noqa: S608
            )


def _write_contact_days() -> None:
    for key, should in list(_wrong_contact_days()):
        InteractionTable.update(contact_on=should).where(InteractionTable.id == key).execute()


def name_key(first_name: str, last_name: str) -> str:
    """Return what people are sorted by: last name, then first, folded."""
    return fold(f"{last_name} {first_name}")


_SEARCHED = sorted(
    (spec for spec in PERSON_FIELDS if spec.is_searched and spec.group is not Group.NAME),
    key=lambda spec: (spec.kind is not FieldKind.EMAIL, spec.kind is not FieldKind.PHONE),
)


def search_text(values: Mapping[str, Any]) -> str:
    """Return what a search looks through: folded names both ways round and without blanks, the e-mail address, the phones' digits, places.

    *values* are those of a person by the names of their fields.
    """
    first_name, last_name = values["first_name"], values["last_name"]
    name = fold(f"{first_name} {last_name} {first_name}")
    parts = [name, name.replace(" ", "")]
    for spec in _SEARCHED:
        text = str(values.get(spec.name) or "")
        match spec.kind:
            case FieldKind.EMAIL:
                parts += [text.lower(), fold(text)]
            case FieldKind.PHONE:
                parts.append(fold_phone(text))
            case _ if text:
                parts.append(fold(text))
    return " ".join(parts).strip()


def wrong_columns() -> Iterable[tuple[str, str, int]]:
    """Return each derived column that is wrong somewhere: table, column, in how many rows."""
    yield from wrong_rules(database.execute_sql)
    wrong_days = sum(1 for _ in _wrong_contact_days())
    if wrong_days:
        yield "client_interactions", "contact_on", wrong_days
    wrong_texts = sum(1 for _ in _wrong_texts())
    if wrong_texts:
        yield "persons", "search_text", wrong_texts
    if _total_is() != _total_should_be():
        yield "totals", "follow_ups", 1


def wrong_rules(execute: Callable[[str], Any]) -> Iterator[tuple[str, str, int]]:
    """Yield the same without the texts that are searched, asked by *execute*: also of a copy, which no model speaks to."""
    for rule in RULES:
        count = execute(f"SELECT COUNT(*) FROM {rule.table} WHERE {rule.differs()}").fetchone()[0]  # noqa: S608
        if count:
            yield rule.table, rule.column, int(count)


def columns_of(table: str) -> list[str]:
    """Return the derived columns of *table*."""
    return [rule.column for rule in RULES if rule.table == table]


def _wrong_texts() -> Iterable[tuple[int, str, str]]:
    names = ("first_name", "last_name", *(spec.name for spec in _SEARCHED))
    columns = [getattr(PersonTable, name) for name in names]
    rows = tuples(PersonTable.select(PersonTable.id, PersonTable.name_key, PersonTable.search_text, *columns))
    for key, is_key, is_text, *held in rows:
        values = dict(zip(names, held, strict=True))
        should_key, should_text = name_key(values["first_name"], values["last_name"]), search_text(values)
        if (is_key, is_text) != (should_key, should_text):
            yield key, should_key, should_text


def refresh_texts(person_id: int) -> None:
    """Bring the texts by which the person is sorted and searched up to date."""
    columns = ["first_name", "last_name", *(spec.name for spec in _SEARCHED)]
    query = PersonTable.select(*(getattr(PersonTable, name) for name in columns))
    for row in raw_rows(query.where(PersonTable.id == person_id)):
        values = dict(zip(columns, row, strict=True))
        texts = {
            "name_key": name_key(values["first_name"], values["last_name"]),
            "search_text": search_text(values),
        }
        PersonTable.update(texts).where(PersonTable.id == person_id).execute()


def _total_is() -> int:
    row = database.execute_sql("SELECT value FROM totals WHERE name = 'follow_ups'").fetchone()
    return int(row[0]) if row else -1


def _total_should_be() -> int:
    return int(database.execute_sql("SELECT COALESCE(SUM(follow_ups_count), 0) FROM persons").fetchone()[0])


def rebuild() -> None:
    """Make every derived column what it must be. To be called within a transaction."""
    _write_contact_days()
    for rule in RULES:
        database.execute_sql(
            f"UPDATE {rule.table} SET {rule.column} = {rule.expression} WHERE {rule.differs()}"  # noqa: S608
        )
    for key, should_key, should_text in list(_wrong_texts()):
        PersonTable.update(name_key=should_key, search_text=should_text).where(
            PersonTable.id == key
        ).execute()
    database.execute_sql("DELETE FROM totals WHERE name = 'follow_ups'")
    sql = "INSERT INTO totals (name, value) VALUES ('follow_ups', ?)"
    database.execute_sql(sql.replace("?", database.param), (_total_should_be(),))
