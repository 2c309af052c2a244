"""Which column of an office's list holds what: told by its heading, in French, English or Spanish, else by its values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache

from desktop_app.domain.person_fields import NAMES, PERSON_FIELDS, FieldKind
from desktop_app.domain.text_folding import phone_numbers
from desktop_app.exchange.imports.code_words import GENDERS, MARITAL_STATUSES, STATUSES, word_key
from desktop_app.i18n.texts import LANGUAGES, mark, speaking, tr


class PersonField(StrEnum):
    """What a column of a list can be read into; the values are the domain's field names."""

    _ignore_ = "_name"

    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    FULL_NAME = "full_name"
    FULL_NAME_LAST_FIRST = "full_name_last_first"
    GENDER = "gender"
    DATE_OF_BIRTH = "date_of_birth"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    COMMUNE = "commune"
    QUARTIER = "quartier"
    PROFESSION = "profession"
    MARITAL_STATUS = "marital_status"
    HOW_HEARD = "how_heard"
    PRAYER_REQUESTS = "prayer_requests"
    FIRST_VISIT_ON = "first_visit_on"
    STATUS = "status"
    MENTOR = "mentor"
    LAST_CONTACT_ON = "last_contact_on"
    IGNORED = "ignored"
    for _name in NAMES:  # what is added to the table of the fields can be read without being named here
        if _name.upper() not in vars():
            vars()[_name.upper()] = _name


FIELD_TITLES: dict[PersonField, str] = {
    PersonField.FULL_NAME: mark("Full name (first name first)"),
    PersonField.FULL_NAME_LAST_FIRST: mark("Full name (last name first)"),
    PersonField.STATUS: mark("Status"),
    PersonField.MENTOR: mark("Mentor"),
    PersonField.LAST_CONTACT_ON: mark("Last contact"),
    PersonField.IGNORED: mark("Do not import"),
    **{PersonField(spec.name): spec.label for spec in PERSON_FIELDS},
}
FIELD_TITLES = {field: FIELD_TITLES[field] for field in PersonField}
"""Marked; ``tr()`` them where they are shown. In the order in which a list of choices offers them."""

LONG_TEXTS = frozenset(PersonField(spec.name) for spec in PERSON_FIELDS if spec.kind is FieldKind.TEXT)
"""Texts of several lines."""

REPEATABLE = frozenset({PersonField.PHONE, *LONG_TEXTS})
"""Fields that several columns may feed (“Phone 1”, “Phone 2”); of every other, one column."""

NAME_FIELDS = frozenset(
    {PersonField.FIRST_NAME, PersonField.LAST_NAME, PersonField.FULL_NAME, PersonField.FULL_NAME_LAST_FIRST}
)

WHY_REFUSED = mark("Why refused")
"""The heading of the column that a file of refused rows has in addition; never read in, in whichever language it stands."""

_WHY_REFUSED_KEYS = frozenset({"why refused", "raison du refus", "motivo del rechazo"})

_HEADINGS: dict[PersonField, str] = {
    PersonField.FULL_NAME: "nom complet|prenom et nom|prenoms et nom|prenom s et nom|prenom nom|prenoms nom|full name|fullname|name|names"
    "|first and last name|complete name|nombre completo|nombre y apellido|nombre y apellidos|nombres y apellidos|nombre apellidos",
    PersonField.FULL_NAME_LAST_FIRST: "nom et prenom|nom et prenoms|nom et prenom s|nom prenom|nom prenoms|nom prenom s|noms et prenoms"
    "|last name first name|surname and first name|apellidos y nombre|apellidos y nombres|apellidos nombre|apellido y nombre",
    PersonField.STATUS: "statut|etat|etape|statut de suivi|statut suivi|status|stage|follow up status|state|estado|estatus|etapa"
    "|estado de seguimiento",
    PersonField.MENTOR: "encadreur|encadreuse|encadrant|mentor|parrain|marraine|accompagnateur|accompagnatrice|accompagnant|responsable"
    "|intervenant|intervenante|referent|referente|suivi par|suivie par|conseiller|berger|tuteur|followed by|assigned to|assigned mentor|counsellor"
    "|counselor|case worker|sponsor|coach|mentora|gestor de casos|gestora de casos|gestor|gestora|tutor|padrino|encargado|encargada|acompanante|consejero|seguido por|asignado a",
    PersonField.LAST_CONTACT_ON: "dernier contact|derniere interaction|dernier suivi|dernier appel|derniere visite|contacte le"
    "|last contact|last contacted|last contacted on|last follow up|last interaction|last call|last seen|ultimo contacto"
    "|ultima interaccion|ultimo seguimiento|ultima llamada|ultima visita",
    PersonField.IGNORED: "n|no|nr|nro|num|numero|number|id|ndeg|ref|reference|code|index|ordre|rang",
    **{PersonField(spec.name): spec.headings for spec in PERSON_FIELDS},
}
_FIELD_OF = {heading: field for field, headings in _HEADINGS.items() for heading in headings.split("|")}

_FILLER_WORDS = (
    "a al au aux d da date day de del des du e el en es et fecha jour l la las le les los of on s the y 1 2 3 4 in"
    " visiteur visiteurs visitor visitors visitante visitantes client clients cliente clientes personne personnes person persona"
    " membre member miembro jj mm aaaa yyyy dd numero num number no nro n ndeg your votre su principal principale"
)
_FILLERS = frozenset(_FILLER_WORDS.split())
_DOUBTFUL = frozenset(
    {
        "contact",
        "contacts",
        "statut",
        "status",
        "estado",
        "etat",
        "situation",
        "situacion",
        "visite",
        "visita",
        "visit",
    }
    | {"numero", "number", "num"}
)
_SHAPE_SHARE = 0.6
_DATE_SHAPE = re.compile(r"\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{2,4})?(?:[ t].*)?")


def heading_key(heading: str) -> str:
    """A heading as it is looked up: plain letters and digits, words parted by one space."""
    return word_key(heading.replace("°", " ").replace("º", " "))


def _core(key: str) -> str:
    return " ".join(word for word in key.split() if word not in _FILLERS)


_FIELD_OF_CORE: dict[str, PersonField] = {}
for _heading, _field in _FIELD_OF.items():
    if _core(_heading):
        _FIELD_OF_CORE.setdefault(_core(_heading), _field)


def field_of_heading(heading: str) -> PersonField | None:
    """The field that a heading alone names (``IGNORED`` for “N°” and its like); None when it says nothing to us."""
    if is_why_refused(heading):
        return PersonField.IGNORED
    without_note = heading_key(re.sub(r"\([^)]*\)|\[[^\]]*\]|\*", " ", heading))
    for key in (heading_key(heading), without_note):
        if key in _FIELD_OF:
            return _FIELD_OF[key]
    return _FIELD_OF_CORE.get(_core(without_note))


def is_why_refused(heading: str) -> bool:
    """Whether this is the column that ``write_refused`` added."""
    return heading_key(heading) in _why_refused_keys()


@cache
def _why_refused_keys() -> frozenset[str]:
    """That heading in every language of the program: the list may come back to a PC that speaks another one."""
    keys = set(_WHY_REFUSED_KEYS)
    for language in LANGUAGES:
        with speaking(language):
            keys.add(heading_key(tr(WHY_REFUSED)))
    return frozenset(keys)


def known_headings(headings: Iterable[str]) -> int:
    """How many of *headings* name a field of a person."""
    return sum(field_of_heading(heading) not in {None, PersonField.IGNORED} for heading in headings)


def guess_columns(headings: Sequence[str], sample: Sequence[Sequence[str]]) -> dict[int, PersonField]:
    """Column index (from 0) → field, for every column; ``IGNORED`` where nothing tells.

    *sample* holds the cells of some rows: they decide where a heading is unknown or may mean two things (“Contact” as a
    number or a day, “Status” as that of a person or of a marriage). No field but a ``REPEATABLE`` one is given twice.
    """
    columns: dict[int, PersonField] = {}
    guessed: set[int] = set()
    for index, heading in enumerate(headings):
        field = field_of_heading(heading)
        values = [row[index].strip() for row in sample if index < len(row) and row[index].strip()]
        if field is None:
            field = _shape(values)
            guessed.add(index)
        elif heading_key(heading) in _DOUBTFUL or _core(heading_key(heading)) in _DOUBTFUL:
            field = _settled(field, _shape(values), heading)
        columns[index] = field or PersonField.IGNORED
    _mend_names(columns, headings)
    taken: set[PersonField] = set()
    for index in sorted(
        columns, key=lambda index: (index in guessed, index)
    ):  # a heading counts for more than a look
        field = columns[index]
        if field in taken and field not in REPEATABLE:
            columns[index] = PersonField.IGNORED
        taken.add(field)
    return columns


def _settled(field: PersonField, shape: PersonField | None, heading: str) -> PersonField:
    """What a doubtful heading means, seeing its values."""
    if field is PersonField.IGNORED:
        return shape if shape is PersonField.PHONE else field
    if shape in {PersonField.EMAIL, PersonField.STATUS, PersonField.MARITAL_STATUS}:
        return shape
    if shape is PersonField.FIRST_VISIT_ON and "contact" in heading_key(heading):
        return PersonField.LAST_CONTACT_ON
    return field


def _mend_names(columns: dict[int, PersonField], headings: Sequence[str]) -> None:
    """“Nom” or “Nombre” alone is the whole name; “Name” beside a first name is the last."""
    found = set(columns.values())
    first, last = PersonField.FIRST_NAME in found, PersonField.LAST_NAME in found
    whole = bool(found & {PersonField.FULL_NAME, PersonField.FULL_NAME_LAST_FIRST})
    for index, field in columns.items():
        if field is PersonField.LAST_NAME and not first and not whole:
            columns[index] = PersonField.FULL_NAME_LAST_FIRST
        elif field is PersonField.FIRST_NAME and not last and not whole:
            columns[index] = PersonField.FULL_NAME
        elif field in {PersonField.FULL_NAME, PersonField.FULL_NAME_LAST_FIRST} and first and last:
            columns[index] = PersonField.IGNORED
        elif field is PersonField.FULL_NAME and first and heading_key(headings[index]) in {"name", "names"}:
            columns[index] = PersonField.LAST_NAME


def _shape(values: Sequence[str]) -> PersonField | None:
    """What the values of a column look like; None when they could be anything."""
    if not values:
        return None
    tests = (
        (PersonField.EMAIL, lambda value: "@" in value),
        (PersonField.FIRST_VISIT_ON, lambda value: bool(_DATE_SHAPE.fullmatch(value.lower()))),
        (PersonField.PHONE, lambda value: any(8 <= len(number) <= 15 for number in phone_numbers(value))),
        (PersonField.GENDER, lambda value: word_key(value) in GENDERS),
        (PersonField.STATUS, lambda value: word_key(value) in STATUSES),
        (PersonField.MARITAL_STATUS, lambda value: word_key(value) in MARITAL_STATUSES),
    )
    for field, fits in tests:
        if sum(map(fits, values)) >= len(values) * _SHAPE_SHARE:
            return _which_day(values) if field is PersonField.FIRST_VISIT_ON else field
    return None


def _which_day(values: Sequence[str]) -> PersonField:
    """A column of days that nothing names: birthdays are often written without a year, or of another century."""
    birthdays = sum(
        bool(re.fullmatch(r"\d{1,2}[-/.]\d{1,2}", value) or re.search(r"\b19[0-9]{2}\b", value))
        for value in values
    )
    return PersonField.DATE_OF_BIRTH if birthdays * 3 >= len(values) else PersonField.FIRST_VISIT_ON
