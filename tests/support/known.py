"""Something that is known of a person in every field of the table, by which each place that shows a field can be looked through."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.person_fields import PERSON_FIELDS, FieldKind, FieldSpec


def known_of(spec: FieldSpec) -> str:
    """What the field holds, as an input takes it: unlike what any other field holds."""
    match spec.kind:
        case FieldKind.PHONE:
            return "+225 07 97 97 11 47"
        case FieldKind.EMAIL:
            return "planted@example.org"
        case FieldKind.BIRTHDAY:
            return "1990-05-17"
        case FieldKind.CODE:
            return str(next(iter(spec.codes or ())))
        case FieldKind.DAY:
            return "2026-08-20"
        case FieldKind.TEXT:
            return f"planted {spec.name}\nand a second line"
        case _:
            return f"Planted{spec.name.replace('_', '')}"


def everything_known() -> dict[str, Any]:
    """Something in every field, by the domain's names."""
    return {spec.name: known_of(spec) for spec in PERSON_FIELDS}


def id_of(spec: FieldSpec) -> str:
    """What a test of the field is called."""
    return spec.name
