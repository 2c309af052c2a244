"""A person's file: who they are, and every contact and change, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from desktop_app.domain.clock import Clock
from desktop_app.domain.person_fields import NAME_FIELDS, PERSON_FIELDS, FieldSpec, Group
from desktop_app.domain.records import FollowUp, Interaction, LogEntry, Person, PersonName
from desktop_app.domain.report_contents import PersonFile
from desktop_app.domain.vocabulary import code_label
from desktop_app.i18n.texts import tr
from desktop_app.views.base.session import Session
from desktop_app.views.output.reports.blocks import card, facts, paragraph, section, space, title
from desktop_app.views.output.reports.paper import MUTED, Paper, Slice
from desktop_app.views.output.reports.printing import Report
from desktop_app.views.output.reports.report import ReportKind, dated_file_name
from desktop_app.views.wording import formats
from desktop_app.views.wording.care import why_paused
from desktop_app.views.wording.changes import change_author, change_reason, change_text
from desktop_app.views.wording.dates import length_words
from desktop_app.views.wording.person_values import known_value


def heading(report: PersonFile) -> str:
    """Whose file it is."""
    return report.person.full_name


def slices(paper: Paper, report: PersonFile, clock: Clock, every: Callable[[], object]) -> Iterator[Slice]:
    """What is known of the person, then what happened."""
    person = report.person
    status, is_paused = code_label(person.status), person.is_paused(report.day)
    if is_paused and person.paused_until is not None:
        status = tr("{status}, paused until {day}", status=status, day=formats.long_date(person.paused_until))
    yield from title(paper, heading(report), [status])
    yield from facts(paper, _known(person, is_paused=is_paused))
    yield from section(paper, tr("What happened"))
    if not report.entries:
        yield from paragraph(paper, tr("Nothing was recorded yet."), colour=MUTED)
    for entry in report.entries:
        every()
        if entry.follow_up is not None:
            yield from _follow_up(paper, entry.follow_up)
        elif entry.interaction is not None:
            yield from _interaction(paper, entry.interaction, clock)
        elif entry.change is not None:
            yield from _change(paper, entry.change, clock)


def _known(person: Person, *, is_paused: bool) -> list[tuple[str, str]]:
    """What is told of the person, each under its title: how to reach them, who looks after them, then all else."""
    reach = [_fact(spec, person) for spec in PERSON_FIELDS if spec.group is Group.CONTACT]
    others = [
        _fact(spec, person)
        for spec in PERSON_FIELDS
        if spec.group is not Group.CONTACT and spec.name not in NAME_FIELDS  # the name is the title
    ]
    mentor = person.mentor.full_name if person.mentor else tr("no mentor")
    why = why_paused(person.pause_reason, person.pause_note) if is_paused else ""
    return [*reach, (tr("Mentor"), mentor), *others, (tr("Why paused"), why)]


def _fact(spec: FieldSpec, person: Person) -> tuple[str, str]:
    return tr(spec.label), known_value(spec, person)


def _follow_up(paper: Paper, follow_up: FollowUp) -> Iterator[Slice]:
    head = f"{code_label(follow_up.interaction_type)} · {code_label(follow_up.outcome)} · {follow_up.mentor.full_name}"
    promise = ""
    if follow_up.next_action_needed and follow_up.next_action_date is not None:
        day = formats.long_date(follow_up.next_action_date)
        promised = tr("{day}, open", day=day) if follow_up.next_action_open else tr("{day}, done", day=day)
        promise = f"{promised}. {follow_up.next_action_notes}".strip()
    body = [("", follow_up.notes), (tr("Next action:"), promise)]
    yield from card(paper, head, formats.long_date(follow_up.interaction_date), body)


def _interaction(paper: Paper, interaction: Interaction, clock: Clock) -> Iterator[Slice]:
    start = clock.local(interaction.start_at)
    parts = [
        code_label(interaction.interaction_type),
        code_label(interaction.program),
        interaction.created_by.full_name,
    ]
    length = length_words(interaction.duration) if interaction.duration is not None else ""
    where = ", ".join(part for part in (interaction.location or "", length) if part)
    services = ", ".join(code_label(service) for service in interaction.reference_services)
    body = [("", where), (tr("Services:"), services), ("", interaction.notes)]
    head = f"{interaction.title} · " + " · ".join(part for part in parts if part)
    yield from card(paper, head, f"{formats.long_date(start.date())} {formats.clock_time(start)}", body)


def _change(paper: Paper, log_entry: LogEntry, clock: Clock) -> Iterator[Slice]:
    day = formats.short_date(clock.local(log_entry.at).date())
    reason = change_reason(log_entry)
    change_words = f"{day} · {change_text(log_entry)} · {change_author(log_entry)}" + (
        f" · {reason}" if reason else ""
    )
    yield from paragraph(paper, change_words, 8.5, colour=MUTED)
    yield space(2)


def person_file(session: Session, person: PersonName) -> ReportKind:
    """A person and all that happened with them."""

    def gather(_mentor: int | None) -> Report:
        controllers = session.controllers
        contents = controllers.reports.person_file(session.actor, person.id)
        return Report(
            "person_file",
            heading(contents),
            lambda paper, every: slices(paper, contents, controllers.clock, every),
            {"entries": len(contents.entries)},
            person_id=person.id,
        )

    return ReportKind(
        tr("File of {name}", name=person.full_name),
        dated_file_name(session, person.full_name),
        gather,
        about=tr("All that is known of {name}, notes in full.", name=person.full_name),
    )
