"""Finding persons by what is typed: ``answer(page, picker)``, and ``detail`` and ``second_line`` of somebody who was found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from desktop_app.domain.records import Person
from desktop_app.domain.vocabulary import code_label
from desktop_app.i18n.texts import tr
from desktop_app.views.base.page import Page
from desktop_app.views.kit.fields.picker import AsyncPicker
from desktop_app.views.kit.private_line import NumberCover
from desktop_app.views.wording import formats
from desktop_app.views.wording.birthday import birthday_words
from desktop_app.views.wording.care import paused_until


def detail(person: Person, masked: Callable[[str], str], today: date) -> str:
    """What stands beside the name: how to reach them, their status."""
    until = person.paused_until if person.is_paused(today) else None
    paused = paused_until(until, today) if until is not None else ""
    standing = code_label(person.not_called or person.status)
    parts = (masked(formats.phone(person.phone)), standing, paused, masked(person.email))
    return " · ".join(part for part in parts if part)


def second_line(person: Person, masked: Callable[[str], str]) -> str:
    """What tells people of the same name apart: when they were born, where they live, who looks after them."""
    born = (
        tr("Born: {birthday}", birthday=birthday_words(person.date_of_birth)) if person.date_of_birth else ""
    )
    place = ", ".join(part for part in (person.quartier, person.commune) if part)
    mentor = tr("Mentor: {name}", name=person.mentor.full_name) if person.mentor else tr("No mentor")
    return " · ".join(part for part in (born, masked(place), mentor) if part)


def answer(page: Page, picker: AsyncPicker) -> None:
    """From now on show in *picker*, which stands on *page*, those who fit what is typed: name, phone or status, what tells them apart."""
    session = page.session
    masked = session.privacy.masked
    NumberCover(picker, session.privacy)

    def search(typed: str) -> None:
        def show(people: tuple[Person, ...]) -> None:
            picker.set_results(
                [
                    (
                        person,
                        person.full_name,
                        code_label(person.not_called)
                        or masked(formats.phone(person.phone))
                        or code_label(person.status),
                        second_line(person, masked),
                    )
                    for person in people
                ],
                for_text=typed,
            )

        page.run(lambda: session.controllers.persons.find(session.actor, typed), show)

    picker.search_requested.connect(search)
