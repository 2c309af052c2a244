"""Finding persons by what is typed into a picker: ``answer(page, picker)``."""

from __future__ import annotations

from desktop_app.domain.records import PersonRow
from desktop_app.domain.vocabulary import code_label
from desktop_app.views.base.page import Page
from desktop_app.views.kit.fields.picker import AsyncPicker
from desktop_app.views.kit.private_line import NumberCover
from desktop_app.views.wording import formats


def answer(page: Page, picker: AsyncPicker) -> None:
    """From now on show in *picker*, which stands on *page*, those who fit what is typed: name, and phone or status."""
    session = page.session
    masked = session.privacy.masked
    NumberCover(picker, session.privacy)

    def search(typed: str) -> None:
        def show(rows: tuple[PersonRow, ...]) -> None:
            picker.set_results(
                [
                    (row, row.full_name, masked(formats.phone(row.phone)) or code_label(row.status))
                    for row in rows
                ],
                for_text=typed,
            )

        page.run(lambda: session.controllers.persons.find(session.actor, typed), show)

    picker.search_requested.connect(search)
