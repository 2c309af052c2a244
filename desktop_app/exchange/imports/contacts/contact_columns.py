"""Which column of a list of contacts holds what: told by its heading, and by its values only where a heading says nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.exchange.imports.contacts.contact_field import (
    TELL_INTERACTIONS,
    WHO_FIELDS,
    ContactField,
    ContactKind,
)
from desktop_app.exchange.imports.contacts.contact_words import is_kind, outcome_of
from desktop_app.exchange.imports.headings import LONGEST_HEADING, MEANINGLESS, heading_key, known_field
from desktop_app.exchange.imports.names_by_look import name_columns
from desktop_app.exchange.imports.people_columns import is_why_refused
from desktop_app.exchange.imports.person_field import PersonField
from desktop_app.exchange.imports.value_shapes import has_date_shape, has_email_shape, has_phone_shape

F = ContactField
_HEADINGS = {
    F.FULL_NAME: "person|personne|persona|visitor|visiteur|visiteuse|visitante|client|cliente|beneficiaire|beneficiary|beneficiario|member|membre|miembro|who|qui|quien"
    "|name of the person|nom de la personne|nombre de la persona|nom du visiteur|nom du client|nombre del cliente|nombre del visitante|contacted person|personne contactee"
    "|persona contactada|called person|personne appelee|personne visitee|personname|clientname|participant|participante",
    F.PERSON_NUMBER: "personid|person id|person uuid|person number|number of the person in suivi|number of the person|client id|client number|client no|visitor id|visitor number"
    "|id personne|id de la personne|numero de personne|numero de la personne|n de la personne|n personne|numero de la personne dans suivi|id client|id du client|numero client|n client"
    "|id visiteur|numero visiteur|n visiteur|id persona|id de la persona|numero de la persona|numero de la persona en suivi|id cliente|id del cliente|numero de cliente|member id|id membre",
    F.CONTACT_ON: "date|day|jour|dia|fecha|when|quand|cuando|date du contact|date de contact|date contact|contact date|date of contact|day of the contact|jour du contact|dia del contacto"
    "|contacted on|contacte le|date contacted|interaction date|interactiondate|date of interaction|date de l interaction|date interaction|fecha de interaccion|fecha de la interaccion"
    "|fecha del contacto|fecha de contacto|fecha contacto|follow up date|date of follow up|date du suivi|date de suivi|date suivi|fecha del seguimiento|fecha de seguimiento|call date"
    "|date of call|date appel|date de l appel|date d appel|fecha de llamada|fecha de la llamada|visit date|date of visit|date visite|date de visite|date de la visite|fecha de visita"
    "|fecha de la visita|meeting date|date de rencontre|date de la rencontre|date du rdv|timestamp|horodateur|horodatage|marca temporal|start|debut|inicio|start time|starttime|started at"
    "|start date|date debut|date de debut|fecha de inicio|activity date|date activite|date heure|date et heure|date time|datetime|date and time|fecha y hora|le|on|el|date of service"
    "|encounter date|service date",
    F.KIND: "type|kind|type of contact|contact type|type de contact|type contact|tipo|tipo de contacto|nature|nature du contact|moyen|moyen de contact|canal|channel|medium|medio"
    "|medio de contacto|mode|mode de contact|method|contact method|method of contact|methode|metodo|forma de contacto|interaction type|interactiontype|type d interaction|tipo de interaccion"
    "|activity type|type d activite|tipo de actividad|genre de contact|type de suivi|follow up type|tipo de seguimiento|how|comment contacte",
    F.OUTCOME: "outcome|result|results|resultat|resultats|resultado|resultados|issue|conclusion|bilan|call result|resultat de l appel|resultat du contact|resultado de la llamada"
    "|resultado del contacto|disposition|reponse|response|respuesta|call outcome|contact outcome|contact result|reaction|accueil",
    F.NOTES: "notes|note|comment|comments|commentaire|commentaires|observation|observations|remarque|remarques|remark|remarks|detail|details|compte rendu|cr|resume|summary|description"
    "|contenu|content|message|notas|nota|comentario|comentarios|observacion|observaciones|detalle|detalles|resumen|descripcion|contact notes|notes du contact|notas del contacto"
    "|what was said|ce qui a ete dit|rapport|report|informe|compte rendu du contact|contenu de l echange|follow up notes|notes de suivi|memo",
    F.AUTHOR: "recorded by|enregistre par|registrado por|written by|ecrit par|escrito por|author|auteur|autor|by|par|por|made by|fait par|hecho por|done by|realise par|effectue par"
    "|realizado por|saisi par|entered by|created by|createdby|cree par|creado por|caller|appelant|appele par|called by|llamado por|visite par|visited by|visitado por|contacte par"
    "|contacted by|contactado por|user|utilisateur|usuario|staff|staff member|agent|agente|intervenant|intervenante|mentor|mentora|mentorid|encadreur|encadreuse|encadrant"
    "|accompagnateur|accompagnatrice|responsable|conseiller|conseillere|counselor|counsellor|case worker|caseworker|case manager|gestor|gestora|owner|assigned to|suivi par"
    "|seguido por|volunteer|benevole|voluntario|voluntaria|parrain|marraine|pasteur|pastor",
    F.NEXT_ACTION_ON: "next action|prochaine action|proxima accion|next action date|nextactiondate|date of next action|date prochaine action|date de la prochaine action"
    "|fecha proxima accion|fecha de la proxima accion|next contact|prochain contact|proximo contacto|next follow up|prochain suivi|proximo seguimiento|next call|prochain appel"
    "|proxima llamada|next visit|prochaine visite|proxima visita|rappel|a rappeler le|rappeler le|rappel le|callback|call back on|follow up on|due|due date|echeance|volver a llamar"
    "|volver a llamar el|next contact date|date du prochain contact|fecha del proximo contacto|relance|date de relance|a relancer le|reminder",
    F.NEXT_ACTION_NOTES: "what is to be done|ce qu il faut faire|que hay que hacer|to do|todo|a faire|por hacer|next step|next steps|prochaine etape|prochaines etapes|proximo paso"
    "|proximos pasos|action a mener|actions a mener|next action notes|nextactionnotes|notes de la prochaine action|suite a donner|suite|suites|planned action|action prevue",
    F.NEXT_ACTION_STATE: "state of the next action|etat de la prochaine action|estado de la proxima accion|next action status|nextactionstatus|next action state|action done|action faite",
    F.TITLE: "title|titre|titulo|subject|objet|asunto|sujet|topic|tema|theme|motif|motivo|purpose|reason|raison|reason for contact|motif du contact|motivo del contacto|intitule",
    F.PROGRAM: "program|programme|programa|project|projet|proyecto",
    F.LOCATION: "location|lieu|lugar|place|endroit|ubicacion|where|ou|donde|lieu du contact|lieu de rencontre|site|sitio",
    F.SERVICES: "reference services|referenceservices|services|service|services de reference|servicios de referencia|servicios|servicio|orientation vers|orientation|referrals|referral"
    "|orientations|referencias",
    F.END: "end|fin|end time|endtime|ended at|end date|date fin|date de fin|heure de fin|hora de fin|fecha de fin|finished at",
    F.IGNORED: "recorded on|enregistre le|registrado el|created at|createdat|cree le|creado el|updated at|minutes|minutos|duration|duree|duracion|n|no|nr|num|numero|number|id|uuid|ref"
    "|reference|code|index|ordre|rang|row|ligne|fila|status|statut|estado|state|etat",
}  # fmt: skip
_FIELD_OF = {heading: field for field, headings in _HEADINGS.items() for heading in headings.split("|")}
_OF_PEOPLE = {
    PersonField.FIRST_NAME: F.FIRST_NAME,
    PersonField.LAST_NAME: F.LAST_NAME,
    PersonField.FULL_NAME: F.FULL_NAME,
    PersonField.FULL_NAME_LAST_FIRST: F.FULL_NAME_LAST_FIRST,
    PersonField.PHONE: F.PHONE,
    PersonField.EMAIL: F.EMAIL,
    PersonField.MENTOR: F.AUTHOR,
    PersonField.LAST_CONTACT_ON: F.CONTACT_ON,
    PersonField.NOTES: F.NOTES,
}
"""What headings of lists of people mean in one of contacts."""
_BARE_NUMBERS = frozenset({"n", "no", "nr", "num", "numero", "number", "id", "uuid", "code"})
_STATES = frozenset({"status", "statut", "estado", "state", "etat"})
_CONTACT = frozenset({"contact", "contacts", "contacto", "contactos"})
_SHARE = 0.6
_LONG_TEXT = 25
"""Letters that the cells of a column of notes have on the average, at least."""


@dataclass(frozen=True, slots=True)
class ContactColumns:
    """What each column holds (place, from 0 → field), and which of them only their values told."""

    fields: Mapping[int, ContactField]
    by_look: frozenset[int] = frozenset()

    @property
    def kind(self) -> ContactKind | None:
        """What the columns say that the rows are; None where they fit both."""
        fields = set(self.fields.values())
        if fields & TELL_INTERACTIONS:
            return ContactKind.INTERACTIONS
        return ContactKind.FOLLOW_UPS if F.OUTCOME in fields else None

    @property
    def missing(self) -> tuple[ContactField, ...]:
        """Return the fields without which no row can be taken in, and to which no column is given."""
        fields = set(self.fields.values())
        missing = [] if fields & WHO_FIELDS else [F.FULL_NAME]
        return tuple(missing if F.CONTACT_ON in fields else [*missing, F.CONTACT_ON])


def contact_field_of(heading: str) -> ContactField | None:
    """Return the field that a heading alone names (``IGNORED`` for what is none of a contact); None when it says nothing to us."""
    if len(heading) > LONGEST_HEADING:
        return None
    if is_why_refused(heading):
        return F.IGNORED
    without_note = re.sub(r"\([^)]*\)|\[[^\]]*\]|\*", " ", heading)
    for text in (heading, without_note):
        field = _FIELD_OF.get(heading_key(text))
        if field is not None:
            return field
    halves = [half for half in re.split(r"\s*[/|\n]\s*|\s+[-–—]\s+", without_note) if half.strip()]
    if len(halves) > 1:
        fields = {_FIELD_OF.get(heading_key(half)) for half in halves}
        if len(fields) == 1:
            return fields.pop()
    known = known_field(heading)
    return None if known is None else _OF_PEOPLE.get(known, F.IGNORED)


def known_contact_headings(headings: Iterable[str]) -> int:
    """Return how many of *headings* name a field of a contact."""
    return sum(
        contact_field_of(heading) not in {None, F.IGNORED} or heading_key(heading) in _CONTACT
        for heading in headings
        if len(heading) <= LONGEST_HEADING
    )


def guess_contact_columns(headings: Sequence[str], sample: Sequence[Sequence[str]]) -> ContactColumns:
    """Return the field of every column; ``IGNORED`` where nothing tells.

    *sample* holds the cells of some rows: they decide where a heading says nothing, or may mean several things (“Contact”,
    “Status”, “Next action” as a day or as what is to be done). A heading that says something unknown is left out.
    """
    fields: dict[int, ContactField] = {}
    by_look: set[int] = set()
    for index, heading in enumerate(headings):
        values = [row[index].strip() for row in sample if index < len(row) and row[index].strip()]
        key = heading_key(heading)
        field = contact_field_of(heading)
        if key in _CONTACT:
            field = _shape(values) or F.FULL_NAME
        elif key in _STATES:
            field = F.OUTCOME if _most(values, lambda value: outcome_of(value) is not None) else F.IGNORED
        elif field is F.NEXT_ACTION_ON and values and not _most(values, has_date_shape):
            field = F.NEXT_ACTION_NOTES
        elif field in {None, F.IGNORED} and MEANINGLESS.fullmatch(key) and key not in _BARE_NUMBERS:
            field = _shape(values)
            if field is not None:
                by_look.add(index)
        fields[index] = field or F.IGNORED
    if not any(headings):
        taken = [place for place in by_look if fields[place] is not F.NOTES]
        for place, name in name_columns(sample, taken).items():
            fields[place] = _OF_PEOPLE[name]
            by_look.add(place)
    _mend_person(fields, headings)
    _leave_out_repeated(fields, by_look)
    return ContactColumns(fields, frozenset(by_look))


def _mend_person(fields: dict[int, ContactField], headings: Sequence[str]) -> None:
    """“Nom” alone is the whole name; a bare “N°” is the person's where nothing else names them."""
    given = set(fields.values())
    has_whole = bool(given & {F.FULL_NAME, F.FULL_NAME_LAST_FIRST})
    for index, field in fields.items():
        if field is F.LAST_NAME and F.FIRST_NAME not in given and not has_whole:
            fields[index] = F.FULL_NAME_LAST_FIRST
        elif field is F.FIRST_NAME and F.LAST_NAME not in given and not has_whole:
            fields[index] = F.FULL_NAME
    if not set(fields.values()) & WHO_FIELDS:
        bare = [index for index in fields if heading_key(headings[index]) in _BARE_NUMBERS]
        for index in bare[:1]:
            fields[index] = F.PERSON_NUMBER


def _leave_out_repeated(fields: dict[int, ContactField], by_look: set[int]) -> None:
    """A heading counts for more than a look, and of two looks the first."""
    named = {field for index, field in fields.items() if index not in by_look}
    for index in sorted(by_look):
        if fields[index] in named and fields[index] is not F.NOTES:
            fields[index] = F.IGNORED
            by_look.discard(index)
        named.add(fields[index])


def _most(values: Sequence[str], fits: Callable[[str], bool]) -> bool:
    """Return whether most of *values* are such."""
    return bool(values) and sum(map(fits, values)) >= len(values) * _SHARE


def _shape(values: Sequence[str]) -> ContactField | None:
    """Return what the values of a column look like; None when they could be anything."""
    tests = (
        (F.EMAIL, has_email_shape),
        (F.CONTACT_ON, has_date_shape),
        (F.PHONE, has_phone_shape),
        (F.KIND, is_kind),
        (F.OUTCOME, lambda value: outcome_of(value) is not None),
    )
    for field, fits in tests:
        if _most(values, fits):
            return field
    if values and sum(map(len, values)) >= len(values) * _LONG_TEXT:
        return F.NOTES
    return None
