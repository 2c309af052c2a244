"""Columns and words of lists of contacts: what headings say in three languages, and where only the values tell."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from desktop_app.domain.vocabulary import FollowUpType, InteractionType, Outcome, code_label
from desktop_app.exchange.exports.tables import FOLLOW_UPS, INTERACTIONS, ExportTable
from desktop_app.exchange.imports.contacts.contact_columns import (
    contact_field_of,
    guess_contact_columns,
    known_contact_headings,
)
from desktop_app.exchange.imports.contacts.contact_field import ContactField, ContactKind
from desktop_app.exchange.imports.contacts.contact_record import ContactHabits
from desktop_app.exchange.imports.contacts.contact_rows import read_contact, time_of
from desktop_app.exchange.imports.contacts.contact_words import (
    follow_up_type_of,
    interaction_type_of,
    outcome_of,
)
from desktop_app.exchange.imports.people_file import open_people_file
from desktop_app.i18n.texts import LANGUAGES, speaking, tr

F = ContactField


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", [FOLLOW_UPS, INTERACTIONS], ids=lambda table: table.name)
def test_every_column_of_an_export_is_known(table: ExportTable, language: str) -> None:
    with speaking(language):
        headings = [tr(column.heading) for column in table.columns]
    assert [heading for heading in headings if contact_field_of(heading) is None] == []
    kind = guess_contact_columns(headings, []).kind
    assert kind is (ContactKind.FOLLOW_UPS if table is FOLLOW_UPS else ContactKind.INTERACTIONS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_program_is_read_in_every_language(language: str) -> None:
    with speaking(language):
        assert [follow_up_type_of(code_label(word)) for word in FollowUpType] == list(FollowUpType)
        assert [interaction_type_of(code_label(word)) for word in InteractionType] == list(InteractionType)
        assert [outcome_of(code_label(word)) for word in Outcome] == list(Outcome)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("personId", F.PERSON_NUMBER),
        ("interactionDate", F.CONTACT_ON),
        ("Date du suivi", F.CONTACT_ON),
        ("Fecha de la llamada", F.CONTACT_ON),
        ("Date (jj/mm/aaaa)", F.CONTACT_ON),
        ("Moyen de contact", F.KIND),
        ("Compte rendu", F.NOTES),
        ("Observaciones", F.NOTES),
        ("Encadreur", F.AUTHOR),
        ("Seguido por", F.AUTHOR),
        ("Próxima acción", F.NEXT_ACTION_ON),
        ("Suite à donner", F.NEXT_ACTION_NOTES),
        ("Prénom", F.FIRST_NAME),
        ("Mobile", F.PHONE),
        ("T-shirt size", None),
        ("Commune", F.IGNORED),
    ],
)
def test_a_heading_says_its_field(heading: str, field: ContactField | None) -> None:
    assert contact_field_of(heading) is field


def test_values_tell_where_a_heading_may_mean_several_things() -> None:
    sample = [["12/10/2026", "Marie Kouassi", "joint", "rappeler demain", "0707070707"]]
    columns = guess_contact_columns(["Contact", "Nom", "Statut", "Prochaine action", ""], sample)
    assert list(columns.fields.values()) == [
        F.CONTACT_ON, F.FULL_NAME_LAST_FIRST, F.OUTCOME, F.NEXT_ACTION_NOTES, F.PHONE,
    ]  # fmt: skip
    assert columns.by_look == {4}
    columns = guess_contact_columns(
        ["Contact", "Date", "Statut"], [["Marie Kouassi", "12/10/2026", "Membre"]]
    )
    assert list(columns.fields.values()) == [F.FULL_NAME, F.CONTACT_ON, F.IGNORED]


def test_a_bare_number_is_the_persons_where_nothing_else_names_them() -> None:
    assert guess_contact_columns(["N°", "Date"], []).fields[0] is F.PERSON_NUMBER
    assert guess_contact_columns(["N°", "Date", "Nom"], []).fields[0] is F.IGNORED


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("15/11/2026 14:05", time(14, 5)),
        ("15/11/2026 à 9h30", time(9, 30)),
        ("2026/11/15 2:32:05 PM", time(14, 32)),
        ("2026-11-15T08:00", time(8)),
        ("12:00 am", time(0)),
        ("15/11/2026", None),
    ],
)
def test_a_time_of_day_is_read(text: str, moment: time | None) -> None:
    assert time_of(text) == moment


def test_an_action_whose_state_is_done_stands_in_the_notes(tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text(
        "Date,Name,Next action,State of the next action\n2026-10-15,Marie Kouassi,2026-12-01,done\n"
    )
    contact_file = open_people_file(path, known=known_contact_headings)
    columns = guess_contact_columns(contact_file.headings, [])
    habits = ContactHabits(ContactKind.FOLLOW_UPS, date(2026, 11, 20), contact_file.headings)
    contact = read_contact(contact_file.sample()[0], columns.fields, habits)
    assert (contact.next_action_on, contact.has_past_action, contact.notes) == (
        None, True, "Next action: 2026-12-01",
    )  # fmt: skip
