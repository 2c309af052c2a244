"""What a person's fields hold, as people read it.

``field_value(name, value)``     the value of a field by the domain's name; as it is where no field is called so
``known_value(spec, person)``    what is known of *person*, as a card and a printed file say it; empty for nothing
``widget_name(spec)``            what the parts of a window that show or ask for the field are called
"""

from __future__ import annotations

from datetime import date
from typing import Any

from desktop_app.domain.person_fields import SPEC_OF, FieldKind, FieldSpec
from desktop_app.domain.records import PersonRow
from desktop_app.domain.vocabulary import code_label
from desktop_app.views.wording import formats
from desktop_app.views.wording.birthday import birthday_words


def field_value(name: str, value: Any) -> str:
    """What the field *name* holds, as a person reads it; empty for nothing.

    Raises:
        ValueError: *value* is none that the field can hold, such as a day that is still being typed.
    """
    if not value:
        return ""
    spec = SPEC_OF.get(name)
    if spec is None:
        return str(value)
    if spec.codes is not None:
        return code_label(spec.codes(value))
    match spec.kind:
        case FieldKind.BIRTHDAY:
            return birthday_words(str(value))
        case FieldKind.DAY:
            return formats.short_date(value if isinstance(value, date) else date.fromisoformat(str(value)))
        case _:
            return str(value)


def known_value(spec: FieldSpec, person: PersonRow) -> str:
    """What is known of *person*, whose record holds the field; empty for nothing."""
    value = getattr(person, spec.name)
    match spec.kind:
        case FieldKind.PHONE:
            return formats.phone(value)
        case FieldKind.DAY if value is not None:
            return formats.long_date(value)
        case _:
            return field_value(spec.name, value)


def widget_name(spec: FieldSpec) -> str:
    """The name of the field's widgets: ``dateOfBirth``, ``firstVisit``."""
    first, *others = spec.name.removesuffix("_on").split("_")
    return first + "".join(part.title() for part in others)
