"""What no field takes: the same for every text of every input, whether a form, a list or a program sends it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from desktop_app.domain import inputs
from desktop_app.domain.care import care_inputs
from desktop_app.domain.errors import Invalid
from desktop_app.domain.inputs import InteractionInput, PersonInput
from desktop_app.domain.plain_texts import is_seen, line_of, lines_of
from desktop_app.domain.validation import Input, check

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("Awa\r\nKoné", "Awa Koné"),
        ("Awa\u2028Koné", "Awa Koné"),
        ("Awa\tKoné\x07", "Awa Koné"),
        ("\u202eexe.ecruof\u202c", "exe.ecruof"),
        ("\u2066Awa\u2069\u200f", "Awa"),
        ("\u200b\u2060\ufeff\u00ad", ""),
        ("\u3164\u115f\u2800", ""),
        ("\u0301", ""),
        ("می‌خواهم", "می‌خواهم"),  # a joiner that is part of the word
        ("<b>x</b>", "<b>x</b>"),  # text is text
        ("👩‍👧", "👩‍👧"),
    ],
)
def test_a_line(typed: str, line: str) -> None:
    assert line_of(typed) == line
    assert is_seen(line) is bool(line)


def test_several_lines_keep_their_breaks() -> None:
    written = "é one\r\n\ttwo\u2028\u200fthree\x01"
    assert lines_of(written) == written
    assert lines_of("\u200b\n\u2060") == ""


def _texts() -> Iterator[tuple[type[Input], str]]:
    for module in (inputs, care_inputs):
        for model in vars(module).values():
            if (
                not (isinstance(model, type) and issubclass(model, Input))
                or model.__module__ != module.__name__
            ):
                continue
            for name, field in model.model_fields.items():
                if field.annotation in {str, str | None} and name != "password":
                    yield model, name


TEXTS = list(_texts())


def test_the_texts_of_the_inputs_are_known() -> None:
    assert {(PersonInput, "first_name"), (PersonInput, "notes"), (InteractionInput, "title")} <= set(TEXTS)


@pytest.mark.parametrize(("model", "name"), TEXTS, ids=lambda part: getattr(part, "__name__", part))
def test_every_text_refuses_the_null_character(model: type[Input], name: str) -> None:
    planned = {"next_action_needed": True, "next_action_date": TODAY, "interaction_date": TODAY}
    with pytest.raises(Invalid) as wrong:
        check(model, {**planned, name: "a\0b"}, TODAY)
    assert name in {error.field for error in wrong.value}


def test_a_name_of_invisible_signs_is_no_name() -> None:
    with pytest.raises(Invalid) as wrong:
        check(PersonInput, {"first_name": "\u200b\u3164", "last_name": "\u2060"}, TODAY)
    assert {error.code for error in wrong.value} == {"required"}
    named = check(PersonInput, {"first_name": "Awa\nMarie", "last_name": "\u202eKoné"}, TODAY)
    assert named.model_dump(include={"first_name", "last_name"}) == {
        "first_name": "Awa Marie",
        "last_name": "Koné",
    }
