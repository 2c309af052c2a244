"""What headings of offices' lists and of other programs' exports say, in French, English and Spanish (some in German).

Headings are looked up as ``heading_key`` gives them. A heading is known as a whole, or without the words that say nothing
(``_FILLERS``) and those that only say which phone, address or e-mail it is (``_KINDS``). Whatever else stands in it makes it
unknown: “Téléphone du conjoint” is not the person's phone.
"""

from __future__ import annotations

import re

from desktop_app.domain.person_fields import PERSON_FIELDS
from desktop_app.exchange.imports.code_words import word_key
from desktop_app.exchange.imports.person_field import DAYS
from desktop_app.exchange.imports.person_field import PersonField as F

_OF_FIELDS = {F(spec.name): spec.headings for spec in PERSON_FIELDS if spec.headings}
_OTHER_HEADINGS: dict[F, str] = {
    F.FIRST_NAME: "givenname|name first|first|vorname|rufname|prenom usuel|prenom du visiteur|premier prenom|primer nombre|fname"
    "|legal first name",
    F.MIDDLE_NAME: "middle name|middle names|name middle|middle|additional name|additional names|second name|deuxieme prenom|second prenom"
    "|autres prenoms|autre prenom|segundo nombre|otros nombres|middle initial|deuxieme nom|zweiter vorname",
    F.LAST_NAME: "familyname|name last|last|lname|nachname|familienname|nom de naissance|nom d usage|nom usuel|apellido paterno"
    "|legal last name",
    F.SECOND_LAST_NAME: "segundo apellido|apellido materno|second last name|second surname|deuxieme nom de famille|apellido 2",
    F.FULL_NAME: "nom complet|prenom et nom|prenoms et nom|prenom s et nom|prenom nom|prenoms nom|full name|fullname|name|names"
    "|display name|contact name|saved name|first and last name|complete name|nombre completo|nombre y apellido"
    "|nombre y apellidos|nombres y apellidos|nombre apellidos|nom a afficher|nom affiche|anzeigename|formatted name"
    "|first name last name|person name|client name|visitor name|member name|participant name|nom du contact"
    "|nombre para mostrar|nombre del contacto|public display name|nom et prenom usuel|legal name|vor und nachname"
    "|votre nom complet|full legal name",
    F.FULL_NAME_LAST_FIRST: "full name last first|full name last name first|nom et prenom|nom et prenoms|nom et prenom s|nom prenom|nom prenoms|nom prenom s|noms et prenoms|noms prenoms"
    "|nom s et prenom s|last name first name|surname and first name|apellidos y nombre|apellidos y nombres|apellidos nombre"
    "|apellido y nombre|sort name|file as|last first|surname first name|name last first|apellidos y nombre s"
    "|nachname vorname|name vorname",
    F.GENDER: "geschlecht|sexe h f|sexe m f|sex m f",
    F.DATE_OF_BIRTH: "date naissance|bday|dateofbirth|fecha nacimiento|geburtsdatum|geburtstag|datenaissance",
    F.BIRTH_YEAR: "birth year|year of birth|annee de naissance|ano de nacimiento|geburtsjahr|annee naissance",
    F.BIRTH_MONTH: "birth month|month of birth|mois de naissance|mes de nacimiento",
    F.BIRTH_DAY: "day of birth|jour de naissance|dia de nacimiento",
    F.AGE: "age|age ans|edad|alter|age range|tranche d age|tranche age|rango de edad|age group|age approximatif|approximate age",
    F.PHONE: "contact number|contact no|numero de contact|numero contact|numero a joindre|phonenumber|mobilephone|mobile number|tph|fixe|phone no|mobile no|tel no|telefono celular|contact phone|home phone"
    "|business phone|handy|telefon|mobil|mobiltelefon|rufnummer|numero whatsapp|whatsapp number|numero de whatsapp"
    "|numero de portable|numero de celular|particular",
    F.EMAIL: "e mail adresse|emailaddress|e mail address 1|adresse de messagerie|messagerie|e mails|nom d utilisateur|adresse e mail principale"
    "|correo e|e post|mail adresse",
    F.ADDRESS: "adresse complete|adresse geographique|mailing street|mailing address|home street|adresse de residence|street line"
    "|address line|address street|street name|full address|strasse|anschrift|rue domicile|calle particular"
    "|calle del domicilio|adresse privee|supplemental address|address formatted|complement d adresse|complement adresse"
    "|street line 1|street line 2|address 2|ville et quartier rue|direccion completa|adresse de domicile|permanent address"
    "|current address|residential address|street 2|street 3|adresse 2",
    F.COMMUNE: "ort|stadt|wohnort|mailing city|home city|address city|town city|locality|ville domicile|ville de residence"
    "|ciudad de residencia|commune de residence|residence city|city of residence|ville residence|municipio de residencia"
    "|village|ville village|lieu de residence commune",
    F.QUARTIER: "quartier de residence|suburb|quartier residence|arrondissement",
    F.PROFESSION: "activite|activite professionnelle|puesto|cargo|beruf|profession metier|job position|poste occupe|current occupation"
    "|organization title|organisation title|titre professionnel|profession actuelle",
    F.MARITAL_STATUS: "statut marital|etat matrimonial|statut familial|familienstand|relationship status",
    F.HOW_HEARD: "amene par|amenee par|comment avez vous entendu parler de nous|sources|lead source|contact source|referral source|how did you find us"
    "|source of contact data|how did you hear about our church|how did you hear about the church"
    "|comment avez vous connu notre eglise|comment nous avez vous connus|comment avez vous connu cette eglise"
    "|howheardaboutchurch|invite e par|comment avez vous connu l association|how did you learn about us"
    "|como se entero de nosotros|como conocio nuestra iglesia",
    F.PRAYER_REQUESTS: "peticiones|requetes de prieres|pour quoi pouvons nous prier|intention de priere|intentions de priere|how can we pray for you"
    "|sujets de prieres|comment pouvons nous prier pour vous|como podemos orar por usted|como podemos orar por ti"
    "|prayerrequests",
    F.NOTES: "memo|general notes|bemerkung|bemerkungen|description|additional notes|autres informations|informations complementaires"
    "|obs|notizen|additional information|other information|divers|notes internes|suggestions|message|mensaje"
    "|remarques observations|observations remarques",
    F.FIRST_VISIT_ON: "date de premiere visite|date 1ere visite|date de visite|premier contact|horodateur|horodatage|timestamp|marca temporal"
    "|created at|created date|date added|added date|date created|created|created on|creation date|date entered|post date"
    "|date ajout|date d ajout|date de creation|ajoute le|cree le|fecha de creacion|fecha de alta|fecha de registro"
    "|erstkontakt|first attended|date first attended|first visit date|firstvisitdate|date of visit|fecha de visita"
    "|date d inscription|date inscription|registration date|date registered|date joined|joined|join date|submission date"
    "|submitted at|submitted on|date submitted|date de soumission|fecha de envio|intake date|date of intake|enrollment date"
    "|first contact|date d entree|date de la premiere visite|zeitstempel|date d accueil|entry date|visit date|date visited"
    "|date d enregistrement|premiere venue|date de venue",
    F.STATUS: "statut|etat|state|estado|etape|statut de suivi|statut suivi|status|stage|follow up status|estatus|etapa|etat du suivi"
    "|etat de suivi|membership|membership status|member status|estado de seguimiento|contact status|overall status"
    "|connection status|statut de membre|statut du membre|membership type|person status|statut actuel|current status"
    "|people category|categorie|categoria|category|type de membre|tipo de miembro|member type|lead status|statut spirituel"
    "|client status|status of follow up",
    F.MENTOR: "encadreur|encadreuse|encadrant|mentor|parrain|marraine|accompagnateur|accompagnatrice|accompagnant|responsable|owner"
    "|contact owner|record owner|case manager|berger responsable|intervenant|intervenante|referent|referente|suivi par"
    "|suivie par|conseiller|berger|tuteur|followed by|assigned to|assigned mentor|counsellor|caseworker|case owner|assigned"
    "|counselor|case worker|sponsor|coach|mentora|gestor de casos|gestora de casos|gestor|gestora|tutor|padrino|encargado"
    "|encargada|acompanante|consejero|seguido por|asignado a|responsable du suivi|responsable de suivi|personne en charge"
    "|propietario|propietario del contacto|assigned worker|assignedmentor|account owner|discipler|attribue a|confie a",
    F.LAST_CONTACT_ON: "dernier contact|derniere interaction|dernier suivi|dernier appel|derniere visite|contacte le|last activity"
    "|last activity date|last contact date|last touch|letzter kontakt|last contact|last contacted|last contacted on"
    "|last follow up|last interaction|last call|last seen|ultimo contacto|derniere activite|date du dernier contact"
    "|last interaction date|ultima interaccion|ultimo seguimiento|ultima llamada|ultima visita|ultima actividad"
    "|last attended|derniere presence|last visit|lastinteractiondate|last contact on|date dernier contact",
    F.DECEASED: "deceased|is deceased|died|dead|date of death|deceased date|death date|date deceased|decede|decedee|decede e|decede le"
    "|date de deces|deces|fallecido|fallecida|fallecido a|difunto|defuncion|fecha de defuncion|fecha de fallecimiento"
    "|verstorben|decede oui non|est decede|fallecio|deathdate",
    F.NOT_CALLED: "do not phone|do not contact|do not sms|donotcall|do not phone call|no contact|no call|dnc|phone opt out"
    "|ne pas contacter|ne plus appeler|ne plus contacter|ne souhaite pas etre contacte"
    "|ne veut pas etre appele|ne souhaite pas etre appele|no contactar|opt out|unsubscribed from calls"
    "|do not call or text|refuse d etre appele|ne souhaite plus etre contacte|nicht anrufen|nicht kontaktieren|call opt out"
    "|contact opt out|refus de contact|do not disturb|ne pas deranger",
    F.MOVED_AWAY: "moved away|moved|has moved|relocated|demenage|a demenage|demenagement|parti|partie|se mudo|mudado|mudanza|weggezogen"
    "|moved out|date moved|parti ailleurs",
    F.IGNORED: "n|no|nr|nro|num|numero|number|id|ndeg|ref|reference|code|index|ordre|rang|row|ligne|fila",
}  # fmt: skip
"""Besides the headings that stand in the table of the fields: how other programs call them, and what is no field of a person."""

_HEADINGS = {
    field: "|".join(part for part in (_OF_FIELDS.get(field, ""), headings) if part)
    for field, headings in _OTHER_HEADINGS.items()
} | {field: headings for field, headings in _OF_FIELDS.items() if field not in _OTHER_HEADINGS}

_FILLER_WORDS = (
    "a al au aux d da date day de del des du el en es et fecha jour l la las le les los of on s the y 1 2 3 4 5 in is are to for"
    " visiteur visiteurs visitor visitors visitante visitantes client clients cliente clientes personne personnes person persona people"
    " membre member miembro jj mm aaaa yyyy dd numero num number no nro n ndeg your votre vos su sus tu tus principal principale value valeur valor"
    " quel quelle est sont cual cuales what whats which please enter svp veuillez indiquer saisir indique ingrese escriba me ton your you vous"
    " participant participante contact beneficiaire beneficiario usager primary primaire current actuel actuelle actual 1er 1ere exact exacte"
)
_FILLERS = frozenset(_FILLER_WORDS.split())
_KIND_WORDS = (
    "home work mobile cell personal business primary secondary other main private preferred default office landline residential day evening"
    " domicile bureau travail personnel personnelle perso professionnel professionnelle pro prive privee portable mobile fixe secondaire autre"
    " premier premiere deuxieme second seconde principal principale casa trabajo oficina particular personal movil celular fijo otro otra"
    " secundario secundaria principal profesional privat geschaftlich whatsapp wa sms alternate alternative alt maison preferee joindre"
)
_KIND_OF = frozenset(_KIND_WORDS.split())
_PLACE_WORDS = (
    "home mailing postal residence residential residencia primary main street line ligne linea domicile physical permanent habitation formatted 1 2 3"
    " personal personnelle particular principal principale correspondencia envio full complete complement livraison supplemental additional extended"
)
_PLACE_OF = frozenset(_PLACE_WORDS.split())
_KINDS: dict[F, frozenset[str]] = {
    F.PHONE: _KIND_OF,
    F.EMAIL: _KIND_OF,
    F.ADDRESS: _PLACE_OF,
    F.COMMUNE: _PLACE_OF,
    F.QUARTIER: _PLACE_OF,
}

FIELD_OF = {heading: field for field, headings in _HEADINGS.items() for heading in headings.split("|")}
MEANINGLESS = re.compile(
    r"|[a-z]|[0-9 ]+|(?:col|column|colonne|columna|field|champ|campo|unnamed|spalte|feld|var|x|f|c|header|entete)[ _]?[0-9 ]*(?:level [0-9])?"
    r"|data|donnees?|datos|value|valeur|valor|text|texte|texto|info|infos|date|fecha|sans titre|untitled|sin titulo|n a|null|none"
)
"""Keys of headings that say nothing: only there the values may tell what stands in a column."""

AMBIGUOUS: dict[str, tuple[F, ...]] = {
    "contact": (F.PHONE, F.EMAIL, F.LAST_CONTACT_ON, F.FULL_NAME),
    "contacts": (F.PHONE, F.EMAIL),
    "statut": (F.STATUS, F.MARITAL_STATUS),
    "status": (F.STATUS, F.MARITAL_STATUS),
    "estado": (F.STATUS, F.MARITAL_STATUS),
    "state": (F.STATUS, F.MARITAL_STATUS),
    "etat": (F.STATUS, F.MARITAL_STATUS),
    "situation": (F.MARITAL_STATUS, F.STATUS),
    "situacion": (F.MARITAL_STATUS, F.STATUS),
    "work": (F.PHONE, F.EMAIL, F.PROFESSION),
    "trabajo": (F.PHONE, F.EMAIL, F.PROFESSION),
    "travail": (F.PHONE, F.EMAIL, F.PROFESSION),
    "bureau": (F.PHONE, F.EMAIL),
    "office": (F.PHONE, F.EMAIL),
    "home": (F.PHONE, F.EMAIL, F.ADDRESS),
    "casa": (F.PHONE, F.EMAIL),
    "domicile": (F.PHONE, F.ADDRESS),
    "particular": (F.PHONE, F.EMAIL),
    "other": (F.PHONE, F.EMAIL),
    "visite": (F.FIRST_VISIT_ON,),
    "visita": (F.FIRST_VISIT_ON,),
    "visit": (F.FIRST_VISIT_ON,),
    "arrivee": (F.FIRST_VISIT_ON,),
    "moved": (F.MOVED_AWAY,),
    "numero": (F.PHONE,),
    "number": (F.PHONE,),
    "num": (F.PHONE,),
}
"""Headings that may mean several things, each with what they can mean: which of these, their values must show."""

ONLY_WHERE_VALUES_AGREE = frozenset(
    {
        "state",
        "etat",
        "estado",
        "numero",
        "number",
        "num",
        "home",
        "other",
        "bureau",
        "office",
        "casa",
        "particular",
        "travail",
    }
)
"""Those of the ambiguous headings that mean none of it unless their values say so: a state is a part of an address, too."""


def heading_key(heading: str) -> str:
    """A heading as it is looked up: plain letters and digits, words parted by one space; ``firstName`` is “first name”."""
    parted = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", heading.replace("°", " ").replace("º", " "))
    return word_key(parted).replace("whats app", "whatsapp")


def core(key: str) -> str:
    """A key without the words that say nothing."""
    return " ".join(word for word in key.split() if word not in _FILLERS)


LONGEST_HEADING = 300
_TOO_GENERAL = frozenset({"type", "tipo", "title", "nom et", "name et", "lieu residence commune"})
FIELD_OF_CORE: dict[str, F] = {}
for _heading, _field in FIELD_OF.items():
    if core(_heading) and core(_heading) not in _TOO_GENERAL:
        FIELD_OF_CORE.setdefault(core(_heading), _field)


def known_field(heading: str) -> F | None:
    """The field that a heading names; None when it says nothing to us, or something else than any field.

    A heading in two languages (“Nom / Last name”) is known when each half names the same.
    """
    if len(heading) > LONGEST_HEADING:
        return None
    without_note = re.sub(r"\([^)]*\)|\[[^\]]*\]|\*", " ", heading)
    for text in (heading, without_note):
        field = _looked_up(heading_key(text))
        if field is not None:
            return field
    halves = [half for half in re.split(r"\s*[/|\n]\s*|\s+[-–—]\s+", without_note) if half.strip()]
    if len(halves) > 1:
        fields = {_looked_up(heading_key(half)) for half in halves}
        if len(fields) == 1:
            return fields.pop()
        if fields <= _NAMES_ALONE:  # “Nom / Name”, “Prénom / First name”
            return F.LAST_NAME if F.LAST_NAME in fields else F.FIRST_NAME
    return None


_NAMES_ALONE = frozenset({F.FIRST_NAME, F.LAST_NAME, F.FULL_NAME})


_DATE_WORDS = frozenset({"date", "fecha"})
_WITH_A_DATE = DAYS | {F.DECEASED, F.MOVED_AWAY}


def _looked_up(key: str) -> F | None:
    if key in FIELD_OF:
        return FIELD_OF[key]
    telling = core(key)
    if not _DATE_WORDS.isdisjoint(key.split()):
        field = FIELD_OF_CORE.get(telling)
        return field if field in _WITH_A_DATE else None  # “Status date” is no status
    if telling in FIELD_OF_CORE:
        return FIELD_OF_CORE[telling]
    for field, words in _KINDS.items():
        left = " ".join(word for word in telling.split() if word not in words)
        if left and left != telling and FIELD_OF_CORE.get(left) is field:
            return field
    return None


def kind_of_phone(heading: str) -> str:
    """Which phone it is by its heading, as its label: “Home Phone Number” is “home”; empty where it only says *phone* or *mobile*."""
    words = [word for word in re.findall(r"[^\W\d_]+", heading) if heading_key(word) in _PHONE_LABELS]
    return " ".join(words).lower()


_LABEL_WORDS = "home work business office landline domicile bureau travail professionnel pro perso fixe casa trabajo oficina fijo particular whatsapp maison"
_PHONE_LABELS = frozenset(_LABEL_WORDS.split())
