"""The list of all follow-ups, with the documented filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop_app.domain.permissions import Action
from desktop_app.domain.records import FollowUp, Page, UserName
from desktop_app.domain.vocabulary import FollowUpType, Outcome, code_label
from desktop_app.i18n.texts import mark, tr, trn
from desktop_app.views.base.form_arguments import FollowUpArguments
from desktop_app.views.base.person_search import answer
from desktop_app.views.kit.table.model import Column
from desktop_app.views.lists.contact_list_page import ContactListPage, user_options
from desktop_app.views.look.status_colours import OUTCOME
from desktop_app.views.look.theme import Tone
from desktop_app.views.pages.follow_ups.specs import FOLLOW_UPS_PAGE
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import ago

if TYPE_CHECKING:
    from desktop_app.views.output.exports.lists import ExportKind


def next_action_words(follow_up: FollowUp, today: date) -> str:
    """The next action as the list tells it: its day, and whether it is open, due, overdue or done; nothing where there is none."""
    due = follow_up.next_action_date
    if not follow_up.next_action_needed or due is None:
        return ""
    day = formats.short_date(due)
    if not follow_up.next_action_open:
        return tr("{day} · done", day=day)
    if due < today:
        return tr("{day} · overdue", day=day)
    if due == today:
        return tr("{day} · today", day=day)
    return tr("{day} · open", day=day)


def next_action_tone(follow_up: FollowUp, today: date) -> Tone | None:
    """*late* when overdue, *soon* when due today, quiet when done."""
    due = follow_up.next_action_date
    if due is None or not follow_up.next_action_open:
        return "neutral"
    return "late" if due < today else "soon" if due == today else None


class FollowUpsPage(ContactListPage[FollowUp]):
    """Every follow-up that the user may see, newest first."""

    kinds = frozenset({"follow_ups", "persons", "users"})
    spec = FOLLOW_UPS_PAGE
    list_name = "follow_ups"
    record_action = Action.RECORD_FOLLOW_UP
    record_words = mark("&Record a follow-up")

    def take_argument(self, argument: object) -> None:
        """Show the follow-ups of a person (``PersonName``), or those that a user recorded (``UserName``)."""
        if isinstance(argument, UserName):
            self.filters.clear()
            self.filters.choose("mentor", argument.id)
        else:
            super().take_argument(argument)

    def columns(self) -> Sequence[Column[FollowUp]]:
        """Day, person, kind, how it went, who, what was said, what is next."""
        clock, masked = self.session.controllers.clock, self.session.privacy.masked
        return (
            Column(
                "date",
                tr("Date"),
                lambda follow_up: formats.short_date(follow_up.interaction_date),
                width=102,
                tool_tip=lambda follow_up: ago(follow_up.interaction_date, clock.today()),
            ),
            Column(
                "person",
                tr("Person"),
                lambda follow_up: follow_up.person.full_name,
                width=176,
                strong=True,
                optional=False,
            ),
            Column("type", tr("Type"), lambda follow_up: code_label(follow_up.interaction_type), width=112),
            Column(
                "outcome",
                tr("Outcome"),
                lambda follow_up: code_label(follow_up.outcome),
                width=136,
                chip=lambda follow_up: OUTCOME[follow_up.outcome],
            ),
            Column("notes", tr("Notes"), lambda follow_up: masked(follow_up.notes), width=180, stretch=True),
            Column(
                "next",
                tr("Next action"),
                lambda follow_up: next_action_words(follow_up, clock.today()),
                width=176,
                tone=lambda follow_up: next_action_tone(follow_up, clock.today()),
                tool_tip=lambda follow_up: masked(follow_up.next_action_notes) or None,
            ),
            Column(
                "mentor",
                tr("Recorded by"),
                lambda follow_up: follow_up.mentor.full_name,
                width=140,
                muted=True,
            ),
        )

    def add_filters(self) -> None:
        """Person, who recorded it, type, outcome, days."""
        self.picker = self.filters.add_person()
        answer(self, self.picker)
        self.filters.add_choice("mentor", tr("By anybody"))
        self.filters.add_choice(
            "type",
            tr("All types"),
            [(follow_up_type, code_label(follow_up_type)) for follow_up_type in FollowUpType],
        )
        self.filters.add_choice(
            "outcome", tr("All outcomes"), [(outcome, code_label(outcome)) for outcome in Outcome]
        )
        self.filters.add_days()

    def fetch_choices(self) -> tuple[UserName, ...]:
        """All who may have recorded one."""
        return self.session.controllers.mentors.authors(self.session.actor)

    def show_choices(self, user_names: tuple[UserName, ...]) -> None:
        """Offer them."""
        self.filters.set_options("mentor", user_options(user_names, self.session.actor.id))

    def asked_for(self) -> Mapping[str, Any]:
        """What narrows the list, by the names of ``FollowUpFilter``."""
        person, (first, last) = self.filters.person(), self.filters.days()
        return {
            "person_id": person.id if person else None,
            "mentor_id": self.filters.chosen("mentor"),
            "interaction_type": self.filters.chosen("type"),
            "outcome": self.filters.chosen("outcome"),
            "date_from": first,
            "date_to": last,
        }

    def fetch_page(self, asked: Mapping[str, Any], limit: int, after: FollowUp | None) -> Page[FollowUp]:
        """The first rows with their total, or those behind *after*."""
        from desktop_app.controllers.follow_ups import FollowUpFilter  # noqa: PLC0415 - loads the rules, off the UI thread

        controller, actor, filters = (
            self.session.controllers.follow_ups,
            self.session.actor,
            FollowUpFilter(**asked),
        )
        if after is None:
            return controller.list(actor, filters, limit)
        return controller.list_after(actor, filters, after, limit)

    def words_of_total(self, count: int) -> str:
        """How many there are."""
        return trn("{number} follow-up", "{number} follow-ups", count, number=formats.number(count))

    def export_kind(self) -> ExportKind:
        """The list as it is narrowed."""
        from desktop_app.views.output.exports import lists  # noqa: PLC0415 - when somebody exports

        return lists.follow_ups(self.session, self.shown(), " · ".join(self.filters.words()))

    def words_of_none(self) -> tuple[str, str]:
        """What the list says while nobody has recorded anything."""
        if self._may_record:
            return (
                tr("No follow-up yet"),
                tr("Every call and every visit that you record appears here, the newest first."),
            )
        return tr("No follow-up yet"), tr("What mentors and pastors record appears here, the newest first.")

    def show_details(self, record: FollowUp) -> None:
        """The notes in full, and the next action under them."""
        clock, masked = self.session.controllers.clock, self.session.privacy.masked
        about = [
            code_label(record.interaction_type),
            tr(
                "{date} ({ago})",
                date=formats.long_date(record.interaction_date),
                ago=ago(record.interaction_date, clock.today()),
            ),
            record.mentor.full_name,
        ]
        text = masked(record.notes)
        if record.next_action_needed:
            promised = next_action_words(record, clock.today())
            what = masked(record.next_action_notes)
            about_it = f"{promised} · {what}" if what else promised
            text = f"{text}\n\n" + tr("Next action: {what}", what=about_it)
        self.details.show_details(
            record.person.full_name,
            " · ".join(about),
            (code_label(record.outcome), OUTCOME[record.outcome]),
            text,
            may_change=record.can_modify,
        )

    def edit(self, record: FollowUp) -> None:
        """Ask for the form on *record*."""
        self.navigate("follow_up_form", FollowUpArguments(follow_up=record))

    def record(self) -> None:
        """Ask for the form; about the person the list is narrowed to, if it is."""
        self.record_follow_up(self.filters.person())

    def delete(self, record: FollowUp) -> str:
        """Delete it."""
        self.session.controllers.follow_ups.delete(self.session.actor, record.id)
        return tr("The follow-up about {person} was deleted.", person=record.person.full_name)

    def restore(self, record: FollowUp) -> str:
        """Bring it back."""
        self.session.controllers.follow_ups.restore(self.session.actor, record.id)
        return tr("The follow-up about {person} is back.", person=record.person.full_name)
