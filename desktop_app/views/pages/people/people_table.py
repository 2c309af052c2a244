"""The columns of the list of people.

``people_table(today, threshold, masked, with_mentor)``   a ``RecordTable`` of ``PersonRow``; private texts are shown as *masked* says;
    *today* is asked whenever a row is worked out;
    without *with_mentor* whose people they are is not shown until it is chosen
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from desktop_app.domain.care.waiting import days_waiting, is_overdue
from desktop_app.domain.person_fields import LISTED, SPEC_OF, FieldSpec
from desktop_app.domain.records import PersonRow
from desktop_app.domain.vocabulary import code_label
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.kit.table.model import Column
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import status_colours, theme
from desktop_app.views.wording import formats
from desktop_app.views.wording.care import paused_until
from desktop_app.views.wording.dates import ago
from desktop_app.views.wording.person_values import known_value

_OWN_COLUMNS = frozenset(
    {"first_name", "last_name", "phone", "email", "commune", "quartier", "first_visit_on", "not_called"}
)
"""The fields that columns below show in their own way."""


def people_table(
    today: Callable[[], date], threshold: int, masked: Callable[[str], str], *, with_mentor: bool
) -> RecordTable[PersonRow]:
    """The table; whoever waits for *threshold* days or more is told of in the tool tip, with a clock, and coloured."""

    def paused(person: PersonRow) -> bool:
        return person.is_paused(today()) and days_waiting(person, today()) is not None

    def status(person: PersonRow) -> str:
        if person.not_called is not None:
            return code_label(person.not_called)
        until = person.paused_until if paused(person) else None
        return paused_until(until, today()) if until is not None else code_label(person.status)

    def contact_tone(person: PersonRow) -> theme.Tone | None:
        days = days_waiting(person, today())
        if days is not None and is_overdue(person, today(), threshold):
            return status_colours.waiting(days, threshold)
        return "neutral" if person.last_contact_on is None else None

    def contact_sign(person: PersonRow) -> str:
        return "clock" if is_overdue(person, today(), threshold) else ""

    def contact_tip(person: PersonRow) -> str:
        contact = person.last_contact_on
        parts = [ago(contact, today())] if contact else []
        if is_overdue(person, today(), threshold):
            days = days_waiting(person, today()) or 0
            waiting = trn(
                "Waiting for {count} day; the limit is {limit}",
                "Waiting for {count} days; the limit is {limit}",
                days,
                limit=threshold,
            )
            parts.append(waiting)
        return "\n".join(parts)

    columns = (
        Column[PersonRow](
            "name",
            tr("Name"),
            lambda p: p.full_name,
            "name",
            width=190,
            strong=True,
            stretch=True,
            optional=False,
        ),
        Column[PersonRow](
            "status",
            tr("Status"),
            status,
            "status",
            width=180,
            chip=lambda p: "neutral" if p.not_called or paused(p) else status_colours.STATUS[p.status],
            tool_tip=lambda p: code_label(p.status) if p.not_called or paused(p) else None,
        ),
        Column[PersonRow](
            "phone",
            tr(SPEC_OF["phone"].label),
            lambda p: masked(formats.phone(p.phone)) or "—",
            "phone",
            width=160,
        ),
        Column[PersonRow](
            "mentor",
            tr("Mentor"),
            lambda p: p.mentor.full_name if p.mentor else tr("no mentor"),
            "mentor",
            width=150,
            tone=lambda p: None if p.mentor else "soon",
            hidden=not with_mentor,
        ),
        Column[PersonRow](
            "commune",
            tr(SPEC_OF["commune"].label),
            lambda p: masked(place_of(p)),
            "commune",
            width=140,
            stretch=True,
            muted=True,
        ),
        Column[PersonRow](
            "email",
            tr(SPEC_OF["email"].label),
            lambda p: masked(p.email) or "—",
            width=190,
            muted=True,
            hidden=True,
        ),
        Column[PersonRow](
            "first_visit",
            tr(SPEC_OF["first_visit_on"].label),
            lambda p: formats.short_date(p.first_visit_on),
            "first_visit",
            width=132,
            figure=True,
            tool_tip=lambda p: ago(p.first_visit_on, today()),
        ),
        Column[PersonRow](
            "last_contact",
            tr("Last contact"),
            lambda p: formats.short_date(p.last_contact_on) if p.last_contact_on else tr("never"),
            "last_contact",
            width=130,
            figure=True,
            tool_tip=contact_tip,
            tone=contact_tone,
            sign=contact_sign,
        ),
        *(_column_of(spec, masked) for spec in LISTED if spec.name not in _OWN_COLUMNS),
    )
    return RecordTable(columns, lambda person: person.id, name="peopleTable", accessible_name=tr("People"))


def _column_of(spec: FieldSpec, masked: Callable[[str], str]) -> Column[PersonRow]:
    """The column of a field that is known of everybody in the list; not shown until it is chosen."""

    def text(person: PersonRow) -> str:
        known = known_value(spec, person)
        return (masked(known) if spec.is_private else known) or "—"

    return Column[PersonRow](spec.name, tr(spec.label), text, muted=True, hidden=True)


def place_of(person: PersonRow) -> str:
    """Where the person lives: commune and quartier, as far as they are known."""
    return " · ".join(part for part in (person.commune, person.quartier) if part)
