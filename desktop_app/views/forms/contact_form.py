"""The base of the forms about a contact with somebody: whom it is about, and what is known of them beside the fields.

A form that is one says in ``__init__`` whom it is opened with (*known*; None: the person is chosen in ``self._picker``, a field of
its own), puts the picker into a row, and is a ``FormPage`` in all else. ``show_context(context)`` is what differs: how much is
shown of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import StrEnum
from typing import Any, TypeVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import NotFound
from desktop_app.domain.records import PersonName
from desktop_app.i18n.texts import tr
from desktop_app.system.settings import LAST_TYPES
from desktop_app.views.base.person_search import answer
from desktop_app.views.base.session import Session
from desktop_app.views.forms.drafts import about, person_from
from desktop_app.views.forms.form_contents import R
from desktop_app.views.forms.form_page import FormPage
from desktop_app.views.forms.person_context import Context, PersonContext, load
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.fields.picker import AsyncPicker
from desktop_app.views.wording import formats

Type = TypeVar("Type", bound=StrEnum)


class ContactForm(FormPage[R]):
    """A form about a contact with *known*, or with whom the picker says; *R* is the record of the contact."""

    def __init__(self, session: Session, known: PersonName | None, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._known = known
        self._picker = AsyncPicker(tr("Name, phone or e-mail"), name="person")
        self._context = PersonContext(session)
        self._delete_button = button(tr("&Delete"), "danger", name="delete")

        answer(self, self._picker)
        self._picker.changed.connect(self._person_chosen)
        self._context.open_person_requested.connect(self.open_person)
        self._context.copy_requested.connect(self._copy)

    def add_row(self, key: str, row: FormRow, *, watch: bool = True) -> FormRow:
        """Put *row* under the others: most must be filled, so those that need not be are marked."""
        row.mark_optional()
        return super().add_row(key, row, watch=watch)

    def only_show(self, words: str) -> None:
        """Let nothing be changed or deleted; *words* say why."""
        self.column.setEnabled(False)
        self.save_button.setEnabled(False)
        self._delete_button.setEnabled(False)
        self.notice.show_words(words, kind="info")

    # -- the type that was used last

    def last_type(self, types: type[Type]) -> Type | None:
        """The one of *types* that this user saved last on this PC; None where there is none."""
        with suppress(ValueError):
            return types(self.session.recall(LAST_TYPES, self.form))
        return None

    def remember_type(self, kind: StrEnum) -> None:
        """Begin the next form of this user with *kind*."""
        self.session.remember_own(LAST_TYPES, str(kind), self.form)

    # -- the person

    def about(self) -> PersonName | None:
        """The person known from the start, or chosen."""
        chosen = self._picker.value()
        return self._known or (
            PersonName(chosen.id, chosen.uuid, chosen.first_name, chosen.last_name) if chosen else None
        )

    def draft_key(self) -> str:
        """That of the record, else of the person that the form was opened with."""
        if self.record is not None:
            return f"edit:{self.record.id}"
        return f"new:{self._known.id if self._known else ''}"

    def with_person(self, held: dict[str, Any]) -> dict[str, Any]:
        """The content *held*, with the person before it where they are chosen in the form."""
        return held if self._known else {"person": about(self.about()), **held}

    def put_person(self, held: Mapping[str, Any] | None) -> None:
        """Choose the person of a content again; nobody else where the form was opened with one."""
        if self._known is not None:
            return
        person = person_from(held)
        self._picker.set_value(person, person.full_name if person else "")

    def nobody_of_this_name(self) -> str:
        """What is wrong with a name that was typed and not chosen; empty where nothing is."""
        typed = self._picker.text().strip()
        if self._known is not None or not typed or self._picker.value() is not None:
            return ""
        return tr("Choose one of the people found for “{text}”.", text=self._picker.displayText().strip())

    def _person_chosen(self) -> None:
        person = self._picker.value()
        if person is None:
            self._context.show_context(None)
            return
        shown = self._context.context()
        if shown is None or shown.person.id != person.id:
            self.load_context(person)

    # -- what is known of them

    def show_context(self, context: Context) -> None:
        """Show *context* beside the fields: all of it, unless the form has its own way."""
        self._context.show_context(context)

    def load_context(self, person: PersonName) -> None:
        """Ask who *person* is and how things stand with them, and show it."""

        def show(context: Context) -> None:
            now = self.about()
            if now is not None and now.id == person.id:  # an answer about somebody else comes too late
                self.show_context(context)

        def failed(error: BaseException) -> None:
            if isinstance(error, NotFound):
                self.notice.show_words(str(error), kind="error")
            else:
                self.failure_requested.emit(error)

        session = self.session
        self.run(lambda: load(session, person.id), show, failed)

    def _copy(self, name: str, phone: str) -> None:
        def copy() -> None:
            number = formats.phone_to_dial(phone)
            QGuiApplication.clipboard().setText(number)
            self.say(tr("Copied: {phone}, {name}", phone=number, name=name), tone="good")

        self.session.privacy.when_shown(copy)

    # -- deleting

    def delete_with(self, delete: Callable[[], object], restore: Callable[[], object], text: str) -> None:
        """Delete the record by *delete* and go back; *text* says so and offers *restore*. Both run off the UI thread."""
        session = self.session

        def deleted(_record: object) -> None:
            self.forget_draft()
            self.say(text, tr("Undo"), lambda: session.operations.run(restore))
            self.finish()

        self.run(delete, deleted)
