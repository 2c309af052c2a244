"""Rows of the database and records as the columns of ``export_tables``: some hundred at a time, column by column.

A list of a hundred thousand has two million cells: what is the same for a whole column is done once for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from desktop_app.database.fields import from_milliseconds
from desktop_app.database.queries.export_queries import PERSON_COLUMNS, RawRows
from desktop_app.database.queries.prepared import to_date_or_none
from desktop_app.domain.periods import Compared, Figures, Overview, WithoutMentor, Workload
from desktop_app.domain.person_fields import PERSON_FIELDS, FieldKind, FieldSpec
from desktop_app.domain.records import NextAction, OverdueRow, PausedRow, User, UserName
from desktop_app.domain.vocabulary import (
    FollowUpType,
    InteractionType,
    Outcome,
    PersonStatus,
    Program,
    ReferenceService,
    code_label,
)
from desktop_app.exchange.exports.tables import Batch, Value
from desktop_app.i18n.texts import tr

Local = Callable[[datetime], datetime]
"""How the office's clocks show a moment."""


def people(rows: RawRows, today: date) -> Batch:
    """As ``export_queries.people`` gives them; a pause that is over is none."""
    columns = dict(zip(PERSON_COLUMNS, zip(*rows, strict=True), strict=True))
    return (
        *(_field(spec, columns[spec.name]) for spec in PERSON_FIELDS if not spec.is_confided),
        _days(columns["last_contact_on"]),
        _words(PersonStatus, columns["status"]),
        _names(columns["mentor_first_name"], columns["mentor_last_name"]),
        [day if day is not None and day > today else None for day in _days(columns["paused_until"])],
        columns["follow_ups_count"],
        *(_field(spec, columns[spec.name]) for spec in PERSON_FIELDS if spec.is_confided),
    )


def _field(spec: FieldSpec, values: Sequence[Any]) -> Sequence[Value]:
    """Return the column of a person's field as a file holds it."""
    if spec.codes is not None:
        return _words(spec.codes, values)
    match spec.kind:
        case FieldKind.BIRTHDAY:
            return [_birthday(text) for text in values]
        case FieldKind.DAY:
            return _days(values)
        case _:
            return values


def follow_ups(rows: RawRows, today: date, local: Local) -> Batch:
    """As ``export_queries.follow_ups`` gives them."""
    (
        _key,
        days,
        types,
        outcomes,
        notes,
        needed,
        due,
        still_open,
        to_do,
        recorded,
        person_first_names,
        person_last_names,
        author_first_names,
        author_last_names,
    ) = zip(*rows, strict=True)
    due_days = [day if wanted else None for day, wanted in zip(_days(due), needed, strict=True)]
    states = _states(today)
    return (
        _days(days),
        _names(person_first_names, person_last_names),
        _words(FollowUpType, types),
        _words(Outcome, outcomes),
        notes,
        due_days,
        [states(day, open_on is not None) for day, open_on in zip(due_days, still_open, strict=True)],
        to_do,
        _names(author_first_names, author_last_names),
        _moments(recorded, local),
    )


def interactions(rows: RawRows, services: Mapping[int, Sequence[str]], local: Local) -> Batch:
    """As ``export_queries.interactions`` gives them."""
    (
        keys,
        starts,
        ends,
        titles,
        types,
        programs,
        locations,
        notes,
        person_first_names,
        person_last_names,
        author_first_names,
        author_last_names,
    ) = zip(*rows, strict=True)
    order = {str(service): (place, code_label(service)) for place, service in enumerate(ReferenceService)}
    return (
        _moments(starts, local),
        _moments(ends, local),
        [None if end is None else (end - start) // 60_000 for start, end in zip(starts, ends, strict=True)],
        _names(person_first_names, person_last_names),
        titles,
        _words(InteractionType, types),
        _words(Program, programs),
        [
            ", ".join(label for _place, label in sorted(order[service] for service in services.get(key, ())))
            for key in keys
        ],
        locations,
        notes,
        _names(author_first_names, author_last_names),
    )


def waiting(rows: Sequence[OverdueRow]) -> Batch:
    """Return who has been waiting too long."""
    return _columns(
        (
            row.days,
            row.person.full_name,
            row.phone,
            _name(row.mentor),
            code_label(row.status),
            row.first_visit_on,
            row.last_contact_on,
            code_label(row.last_type),
            code_label(row.last_outcome),
            row.missed_attempts or None,
            row.last_reached_on,
            _name(row.looked_after_by),
        )
        for row in rows
    )


def paused(rows: Sequence[PausedRow]) -> Batch:
    """Return who is off the list of those who wait."""
    return _columns(
        (
            row.until,
            row.person.full_name,
            code_label(row.reason),
            row.note,
            row.phone,
            _name(row.mentor),
            _name(row.looked_after_by),
            code_label(row.status),
            row.days,
        )
        for row in rows
    )


def next_actions(rows: Sequence[NextAction]) -> Batch:
    """Return what was promised."""
    return _columns(
        (
            row.due_on,
            row.days,
            row.person.full_name,
            row.phone,
            row.notes,
            _name(row.mentor),
            _name(row.looked_after_by),
            row.author.full_name,
            code_label(row.status),
            row.last_date,
            code_label(row.last_type),
            code_label(row.last_outcome),
        )
        for row in rows
    )


def users(rows: Sequence[User], local: Local) -> Batch:
    """Return those who may sign in."""
    return _columns(
        (
            user.first_name,
            user.last_name,
            user.known_email,
            code_label(user.role),
            tr("Active") if user.is_active else tr("Switched off"),
            user.active_persons,
            local(user.last_sign_in_at).replace(tzinfo=None) if user.last_sign_in_at else None,
            local(user.created_at).replace(tzinfo=None),
        )
        for user in rows
    )


_NO_FIGURES = Figures(0, dict.fromkeys(FollowUpType, 0), dict.fromkeys(Outcome, 0), 0, 0, 0)


def figures(overview: Overview) -> Batch:
    """Return a row for each mentor; where everybody was asked for, one of those without a mentor, and one of all of them.

    Who was met by two counts once in the last.
    """
    period = overview.period
    rows = [
        (
            mentor.mentor.full_name,
            mentor.figures,
            mentor.interactions,
            mentor.new_people,
            mentor.workload.persons,
            mentor.workload.waiting_too_long,
        )
        for mentor in overview.mentors
    ]
    if overview.mentor is None:
        workloads: list[Workload | WithoutMentor] = [mentor.workload for mentor in overview.mentors]
        nobodys = overview.without_mentor
        if nobodys is not None:
            workloads.append(nobodys)
            rows.append(
                (
                    tr("no mentor"),
                    _NO_FIGURES,
                    Compared(0, 0),
                    nobodys.new_people,
                    nobodys.persons,
                    nobodys.waiting_too_long,
                )
            )
        persons, too_long = (
            sum(workload.persons for workload in workloads),
            sum(workload.waiting_too_long for workload in workloads),
        )
        rows.append(
            (tr("Everybody"), overview.figures, overview.interactions, overview.new_people, persons, too_long)
        )
    return _columns(
        (
            name,
            period.first,
            period.last,
            counted.interactions,
            compared.before,
            counted.active_persons,
            *(counted.by_type[kind] for kind in FollowUpType),
            *(counted.by_outcome[outcome] for outcome in Outcome),
            counted.pending_actions,
            counted.overdue_actions,
            new.came,
            new.integrated,
            persons,
            too_long,
        )
        for name, counted, compared, new, persons, too_long in rows
    )


def _columns(rows: Iterable[tuple[Value, ...]]) -> Batch:
    return tuple(zip(*rows, strict=True))


def _words(kind: type[StrEnum], values: Sequence[str | None]) -> list[str]:
    labels: dict[str | None, str] = {str(word): code_label(word) for word in kind}
    labels[None] = ""
    return [labels[value] for value in values]


def _names(first_names: Sequence[str | None], last_names: Sequence[str | None]) -> list[str]:
    return [
        f"{first or ''} {last or ''}".strip() for first, last in zip(first_names, last_names, strict=True)
    ]


def _name(user: UserName | None) -> str:
    return user.full_name if user else ""


def _days(values: Sequence[Any]) -> list[date | None]:
    return [to_date_or_none(value) for value in values]


def _moments(values: Sequence[int | None], local: Local) -> list[datetime | None]:
    return [
        None if value is None else local(from_milliseconds(value)).replace(tzinfo=None) for value in values
    ]


@lru_cache(maxsize=8_192)
def _birthday(text: str) -> date | str | None:
    """Return a day; without its year, or where only the month and the year or the year are known, as a list writes it."""
    if text.startswith("--"):
        return f"{text[5:7]}/{text[2:4]}"
    if len(text) < len("1990-05-17"):
        return f"{text[5:]}/{text[:4]}" if "-" in text else text or None
    return date.fromisoformat(text)


def _states(today: date) -> Callable[[date | None, bool], str]:
    """Return how it stands with a next action, by its day and whether it is open."""
    done, overdue, due_today, is_open = tr("done"), tr("overdue"), tr("today"), tr("open")

    def state(day: date | None, still_open: bool) -> str:  # noqa: FBT001 - a cell of a row
        if day is None:
            return ""
        if not still_open:
            return done
        return overdue if day < today else due_today if day == today else is_open

    return state
