"""The list of all client interactions, with the documented filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from desktop_app.domain.permissions import Action
from desktop_app.domain.records import Interaction, Page, UserName
from desktop_app.domain.vocabulary import InteractionType, Program, ReferenceService, code_label
from desktop_app.i18n.texts import mark, tr, trn
from desktop_app.views.base.form_arguments import InteractionArguments
from desktop_app.views.base.person_search import answer
from desktop_app.views.kit.table.model import Column
from desktop_app.views.lists.contact_list_page import ContactListPage, user_options
from desktop_app.views.pages.interactions.specs import INTERACTIONS_PAGE
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import ago, length_words

if TYPE_CHECKING:
    from desktop_app.views.output.exports.lists import ExportKind


class InteractionsPage(ContactListPage[Interaction]):
    """Every client interaction that the user may see, newest first."""

    kinds = frozenset({"interactions", "persons", "users", "settings"})
    spec = INTERACTIONS_PAGE
    list_name = "interactions"
    record_action = Action.RECORD_INTERACTION
    record_words = mark("&Add an interaction")

    def take_argument(self, argument: object) -> None:
        """Show the interactions with a person (``PersonName``), or those that a user wrote (``UserName``)."""
        if isinstance(argument, UserName):
            self.filters.clear()
            self.filters.choose("author", argument.id)
        else:
            super().take_argument(argument)

    def columns(self) -> Sequence[Column[Interaction]]:
        """When, with whom, what it was about, how, for which program, how long, who wrote it."""
        clock, masked = self.session.controllers.clock, self.session.privacy.masked
        return (
            Column(
                "start",
                tr("Start"),
                lambda interaction: formats.short_moment(clock.local(interaction.start_at)),
                width=140,
                tool_tip=lambda interaction: ago(clock.local(interaction.start_at).date(), clock.today()),
            ),
            Column(
                "person",
                tr("Person"),
                lambda interaction: interaction.person.full_name,
                width=170,
                strong=True,
                optional=False,
            ),
            Column("title", tr("Title"), lambda interaction: interaction.title, width=170, stretch=True),
            Column(
                "type", tr("Type"), lambda interaction: code_label(interaction.interaction_type), width=130
            ),
            Column("program", tr("Program"), lambda interaction: code_label(interaction.program), width=180),
            Column(
                "duration",
                tr("Duration"),
                lambda interaction: length_words(interaction.duration),
                width=92,
                align="right",
            ),
            Column(
                "author",
                tr("Written by"),
                lambda interaction: interaction.created_by.full_name,
                width=130,
                muted=True,
            ),
            Column(
                "services",
                tr("Reference services"),
                lambda interaction: ", ".join(
                    code_label(service) for service in interaction.reference_services
                ),
                width=200,
                hidden=True,
            ),
            Column(
                "location",
                tr("Location"),
                lambda interaction: masked(interaction.location or ""),
                width=140,
                hidden=True,
            ),
            Column(
                "notes", tr("Notes"), lambda interaction: masked(interaction.notes), width=240, hidden=True
            ),
        )

    def add_filters(self) -> None:
        """Person, program, type, service, author, days."""
        self.picker = self.filters.add_person()
        answer(self, self.picker)
        self.filters.add_choice(
            "program", tr("All programs"), [(program, code_label(program)) for program in Program]
        )
        self.filters.add_choice(
            "type",
            tr("All types"),
            [(interaction_type, code_label(interaction_type)) for interaction_type in InteractionType],
        )
        self.filters.add_choice(
            "service",
            tr("All services"),
            [(reference_service, code_label(reference_service)) for reference_service in ReferenceService],
        )
        self.filters.add_choice("author", tr("By anybody"))
        self.filters.add_days()

    def fetch_choices(self) -> tuple[UserName, ...]:
        """All who may have written one."""
        return self.session.controllers.mentors.authors(self.session.actor)

    def show_choices(self, user_names: tuple[UserName, ...]) -> None:
        """Offer them."""
        self.filters.set_options("author", user_options(user_names, self.session.actor.id))

    def asked_for(self) -> Mapping[str, Any]:
        """What narrows the list, by the names of ``InteractionFilter``; days are the organisation's, from midnight to midnight."""
        clock = self.session.controllers.clock
        person, (first, last) = self.filters.person(), self.filters.days()
        return {
            "person_id": person.id if person else None,
            "created_by_id": self.filters.chosen("author"),
            "interaction_type": self.filters.chosen("type"),
            "program": self.filters.chosen("program"),
            "service": self.filters.chosen("service"),
            "start_from": clock.from_wall(datetime.combine(first, time())) if first else None,
            "start_before": clock.from_wall(datetime.combine(last + timedelta(days=1), time()))
            if last
            else None,
        }

    def fetch_page(
        self, asked: Mapping[str, Any], limit: int, after: Interaction | None
    ) -> Page[Interaction]:
        """The first rows with their total, or those behind *after*."""
        from desktop_app.controllers.client_interactions import InteractionFilter  # noqa: PLC0415 - as for follow-ups

        controller = self.session.controllers.client_interactions
        return controller.list(self.session.actor, InteractionFilter(**asked), limit, after=after)

    def words_of_total(self, count: int) -> str:
        """How many there are."""
        return trn(
            "{number} client interaction", "{number} client interactions", count, number=formats.number(count)
        )

    def export_kind(self) -> ExportKind:
        """The list as it is narrowed."""
        from desktop_app.views.output.exports import lists  # noqa: PLC0415 - when somebody exports

        return lists.interactions(self.session, self.shown(), " · ".join(self.filters.words()))

    def words_of_none(self) -> tuple[str, str]:
        """What the list says while nobody has written anything."""
        return (
            tr("No client interaction yet"),
            tr("Every time you serve somebody, at the desk, by phone or in a workshop, add it here."),
        )

    def show_details(self, record: Interaction) -> None:
        """The notes in full, and what has no column of its own."""
        clock, masked = self.session.controllers.clock, self.session.privacy.masked
        start = clock.local(record.start_at)
        when = f"{formats.long_date(start.date())} {formats.clock_time(start)}"
        about = [
            record.title,
            when,
            length_words(record.duration),
            masked(record.location or ""),
            record.created_by.full_name,
        ]
        parts = [code_label(record.program), *(code_label(service) for service in record.reference_services)]
        services = " · ".join(part for part in parts if part)
        self.details.show_details(
            record.person.full_name,
            " · ".join(part for part in about if part),
            (code_label(record.interaction_type), "accent"),
            "\n\n".join(part for part in (masked(record.notes), services) if part),
            may_change=record.can_modify,
        )

    def edit(self, record: Interaction) -> None:
        """Ask for the form on *record*."""
        self.navigate("interaction_form", InteractionArguments(interaction=record))

    def record(self) -> None:
        """Ask for the form; with the person the list is narrowed to, if it is."""
        self.record_interaction(self.filters.person())

    def delete(self, record: Interaction) -> str:
        """Delete it."""
        self.session.controllers.client_interactions.delete(self.session.actor, record.id)
        return tr("“{title}” with {person} was deleted.", title=record.title, person=record.person.full_name)

    def restore(self, record: Interaction) -> str:
        """Bring it back."""
        self.session.controllers.client_interactions.restore(self.session.actor, record.id)
        return tr("“{title}” with {person} is back.", title=record.title, person=record.person.full_name)
