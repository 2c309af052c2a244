"""The fields of a person: the one table from which form, card, list, import, export, reports, HTTP server and log take what they need.

A new field is one row of ``PERSON_FIELDS``, one migration that adds its column, and its words (translations, ``docs/api.md``). In
code that knows a field by its name it is also annotated in ``records.Person``, for the type checker only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from desktop_app.domain import limits
from desktop_app.domain.vocabulary import Gender, MaritalStatus, NotCalled
from desktop_app.i18n.texts import mark


class FieldKind(StrEnum):
    """What a field holds. ``CODE`` and ``DAY`` are None where nothing is known, the others are empty texts."""

    LINE = "line"
    PHONE = "phone"
    EMAIL = "email"
    BIRTHDAY = "birthday"
    """``YYYY-MM-DD``; ``--MM-DD`` where the year is not known; ``YYYY-MM`` or ``YYYY`` where no more is."""
    TEXT = "text"
    """Several lines."""
    CODE = "code"
    """A word of the vocabulary, or None."""
    DAY = "day"


class Group(StrEnum):
    """What a field tells; forms and reports keep a group together."""

    NAME = "name"
    CONTACT = "contact"
    ABOUT = "about"


GROUP_TITLES = {Group.CONTACT: mark("Contact details"), Group.ABOUT: mark("About this person")}
"""Marked; the first group needs none."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a person. ``name`` is that of the column, the input and the record; ``label`` is marked."""

    name: str
    label: str
    kind: FieldKind = FieldKind.LINE
    group: Group = Group.ABOUT
    limit: int = limits.NAME
    codes: type[StrEnum] | None = None
    """The words to choose from, of a ``CODE``."""
    missing: str = ""
    """What to say where it is left blank (marked); a field with such a sentence is required."""
    help_text: str = ""
    """What the form says under it (marked)."""
    http_name: str = ""
    """In the follow-ups API, where it is not the name in camelCase."""
    clients_name: str = ""
    """In the clients API; empty where clients have no such field."""
    headings: str = ""
    """How lists call it, parted by ``|``, as ``exchange.imports.people_columns.heading_key`` writes them."""
    width: int = 18
    """Of its column in an export, in letters."""
    is_today_unless_said: bool = False
    """A day that is always known: today, unless another is named."""
    is_beside: bool = False
    """Stands beside the field before it in the form."""
    is_listed: bool = False
    """Known of every person in a list, not only of one who is opened."""
    is_searched: bool = False
    """Looked through by the search."""
    is_suggested: bool = False
    """What is known of others is offered while one types: few different words for many people."""
    is_private: bool = False
    """Covered in privacy mode."""
    is_confided: bool = False
    """Leaves the program in a file only when notes are wanted too."""

    @property
    def is_required(self) -> bool:
        """Whether it may not be blank."""
        return bool(self.missing)

    @property
    def may_be_empty(self) -> bool:
        """Whether there are people of whom it is not known."""
        return not self.is_required and not self.is_today_unless_said

    @property
    def empty(self) -> str | None:
        """What stands for nothing."""
        return None if self.kind in {FieldKind.CODE, FieldKind.DAY} else ""

    @property
    def camel_name(self) -> str:
        """The name in the follow-ups API."""
        first, *others = self.name.split("_")
        return self.http_name or first + "".join(word.title() for word in others)


PERSON_FIELDS = (
    FieldSpec(
        "first_name",
        mark("First name"),
        group=Group.NAME,
        clients_name="firstName",
        is_listed=True,
        is_searched=True,
        headings="prenom|prenoms|prenom s|first name|firstname|first names|given name|given names|forename|christian name"
        "|nombre|nombres|nombre s|nombre de pila",
    ),
    FieldSpec(
        "last_name",
        mark("Last name"),
        group=Group.NAME,
        clients_name="lastName",
        is_beside=True,
        is_listed=True,
        is_searched=True,
        headings="nom|noms|nom s|nom de famille|patronyme|last name|lastname|surname|family name|apellido|apellidos"
        "|apellido s|primer apellido",
    ),
    FieldSpec(
        "gender",
        mark("Gender"),
        FieldKind.CODE,
        Group.NAME,
        codes=Gender,
        width=10,
        headings="sexe|genre|civilite|sex|gender|sexo|genero|m f|h f|f m",
    ),
    FieldSpec(
        "date_of_birth",
        mark("Birthday"),
        FieldKind.BIRTHDAY,
        Group.NAME,
        limit=10,
        help_text=mark("17/05/1990; 17/05 where the year is not known; 05/1990 or 1990 where no more is."),
        clients_name="birthday",
        width=12,
        is_searched=True,
        headings="naissance|date de naissance|ne le|nee le|ne e le|ddn|anniversaire|birthday|birth|birthdate|birth day|dob"
        "|date of birth|born|born on|nacimiento|fecha de nacimiento|cumpleanos|nacido el",
    ),
    FieldSpec(
        "phone",
        mark("Phone"),
        FieldKind.PHONE,
        Group.CONTACT,
        help_text=mark("Several numbers: with a / between them."),
        clients_name="phone",
        width=22,
        is_listed=True,
        is_searched=True,
        is_private=True,
        headings="telephone|telephones|tel|tels|portable|mobile|gsm|cell|cellphone|cell phone|phone|phones|phone number|mobile phone"
        "|telephone portable|tel portable|telephone mobile|tel mobile|contact|contacts|contact telephonique|whatsapp|telefono|telefonos"
        "|movil|celular|telefono movil|numero de telephone",
    ),
    FieldSpec(
        "email",
        mark("E-mail"),
        FieldKind.EMAIL,
        Group.CONTACT,
        limit=limits.EMAIL,
        clients_name="email",
        width=28,
        is_beside=True,
        is_listed=True,
        is_searched=True,
        is_private=True,
        headings="e mail|email|emails|mail|mel|courriel|adresse e mail|adresse email|adresse mail|adresse electronique|email address"
        "|e mail address|mail address|correo|correo electronico|direccion de correo|direccion de correo electronico",
    ),
    FieldSpec(
        "commune",
        mark("Town"),
        group=Group.CONTACT,
        is_listed=True,
        is_searched=True,
        is_private=True,
        headings="town or commune|ville ou commune|ciudad o comuna|commune|ville|localite|ville commune|commune ville|city|town"
        "|municipality|city town|municipio|ciudad|comuna|localidad|poblacion",
        is_suggested=True,
    ),
    FieldSpec(
        "quartier",
        mark("Neighbourhood"),
        group=Group.CONTACT,
        is_beside=True,
        is_listed=True,
        is_searched=True,
        is_private=True,
        headings="quartier|secteur|neighbourhood|neighborhood|district|area|barrio|sector|colonia|zona",
        is_suggested=True,
    ),
    FieldSpec(
        "address",
        mark("Address"),
        group=Group.CONTACT,
        limit=limits.LINE,
        clients_name="address",
        width=28,
        is_private=True,
        headings="adresse|adresse postale|rue|domicile|residence|habitation|lieu d habitation|lieu de residence|address"
        "|street|street address|home address|postal address|direccion|domicilio|calle|direccion postal",
    ),
    FieldSpec(
        "first_visit_on",
        mark("First visit"),
        FieldKind.DAY,
        http_name="firstVisitDate",
        is_today_unless_said=True,
        width=12,
        is_listed=True,
        headings="1ere visite|1re visite|1 ere visite|premiere visite|visite|venu le|arrivee|date d arrivee|accueilli le"
        "|first visit|1st visit|visit|visited|visited on|first visited|first came|first time|primera visita|1a visita|1 a visita"
        "|1ra visita|visita|llegada",
    ),
    FieldSpec(
        "how_heard",
        mark("How they heard of us"),
        limit=limits.LINE,
        http_name="howHeardAboutChurch",
        width=24,
        headings="comment connu|comment avez vous connu|comment avez vous connu l eglise|comment nous a connu|connu par|canal"
        "|invite par|origine|provenance|source|how heard|how heard about us|how did you hear|how did you hear about us|how they heard"
        "|heard about us|heard of us|how they heard of us|comment nous a connus|how heard about church|referred by|referral|invited by"
        "|como nos conocio|como nos conociste|como conocio|como conocio la iglesia|como se entero|como supo de nosotros|invitado por"
        "|origen|procedencia",
        is_suggested=True,
    ),
    FieldSpec(
        "marital_status",
        mark("Marital status"),
        FieldKind.CODE,
        codes=MaritalStatus,
        width=14,
        headings="situation|situation matrimoniale|situation familiale|situation de famille|etat civil|statut matrimonial"
        "|matrimonial|marital|marital status|civil status|family status|estado civil|situacion|situacion familiar|marital situation",
    ),
    FieldSpec(
        "profession",
        mark("Profession"),
        headings="profession|metier|emploi|fonction|occupation|job|job title|work|trade|profesion|ocupacion|trabajo|oficio|empleo",
        is_suggested=True,
    ),
    FieldSpec(
        "not_called",
        mark("Not to be called"),
        FieldKind.CODE,
        codes=NotCalled,
        help_text=mark("Why they stand on no list of those who wait, and nobody is reminded of them."),
        width=16,
        is_listed=True,
        headings="not called|not to be called|do not call|ne pas appeler|no llamar",
    ),
    FieldSpec(
        "prayer_requests",
        mark("Prayer requests"),
        FieldKind.TEXT,
        limit=limits.NOTES,
        width=50,
        is_private=True,
        is_confided=True,
        headings="priere|prieres|besoin de priere|besoins de priere|besoin priere|sujet de priere|sujets de priere"
        "|sujet priere|requete de priere|requetes de priere|demande de priere|prayer|prayers|prayer request|prayer requests|prayer need"
        "|prayer needs|oracion|peticion de oracion|peticiones de oracion|peticion|motivo de oracion|motivos de oracion"
        "|necesidad de oracion",
    ),
    FieldSpec(
        "notes",
        mark("Notes"),
        FieldKind.TEXT,
        limit=limits.NOTES,
        clients_name="notes",
        width=50,
        is_private=True,
        is_confided=True,
        headings="note|notes|remarque|remarques|observation|observations|commentaire|commentaires|remark|remarks|comment|comments"
        "|nota|notas|observacion|observaciones|comentario|comentarios",
    ),
)
"""In the order in which forms ask and files tell."""

NAMES = tuple(spec.name for spec in PERSON_FIELDS)
SPEC_OF = {spec.name: spec for spec in PERSON_FIELDS}
LISTED = tuple(spec for spec in PERSON_FIELDS if spec.is_listed)
PRIVATE = frozenset(spec.name for spec in PERSON_FIELDS if spec.is_private)
"""The names of the fields that privacy mode covers."""
NAME_FIELDS = ("first_name", "last_name")
"""The names of a person's name; of these one may be empty, for people with one name exist."""
FILLED_IN = tuple(spec.name for spec in PERSON_FIELDS if spec.may_be_empty and spec.name not in NAME_FIELDS)
"""The names of the fields that a list may fill in where nothing is known."""


T = TypeVar("T")
_TYPES = {FieldKind.CODE: "StrEnum | None", FieldKind.DAY: "date | None"}


def holds(specs: Iterable[FieldSpec]) -> Callable[[type[T]], type[T]]:
    """Let a record hold the fields *specs* of the table; those that code knows by name are annotated in the class as well."""

    def with_fields(record: type[T]) -> type[T]:
        known = {name for base in record.__mro__ for name in getattr(base, "__annotations__", {})}
        for spec in specs:
            if spec.name not in known:
                record.__annotations__[spec.name] = _TYPES.get(spec.kind, "str")
        return record

    return with_fields
