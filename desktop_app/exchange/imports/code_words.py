"""The words that offices write for gender, marital status and status, in French, English and Spanish, and their codes."""

from __future__ import annotations

import re
from functools import lru_cache

from desktop_app.domain.text_folding import plain
from desktop_app.domain.vocabulary import Gender, MaritalStatus, NotCalled, PersonStatus

_MOST_WORDS = 8_192
"""Words whose keys are remembered: a list says the same few in every row."""
_GENDERS = {
    Gender.FEMALE: "f|fem|femme|feminin|feminine|female|woman|girl|fille|dame|w|mujer|femenino|femenina|hembra|mme|mlle|madame|weiblich|feminino"
    "|mademoiselle|mrs|ms|miss|sra|srta|senora|senorita|femmes|filles|women|frau|soeur|sister|hermana|♀",
    Gender.MALE: "m|h|masc|homme|masculin|masculine|male|man|boy|garcon|monsieur|hombre|varon|masculino|mr|sr|senor|mister|mannlich|hommes|men|herr"
    "|frere|brother|hermano|mle",
}
_MARITAL_STATUSES = {
    MaritalStatus.SINGLE: "celibataire|single|unmarried|never married|soltero|soltera|soltero a|soltera o|soltera soltero|soltero soltera|non marie|non mariee|ledig"
    "|celib|jamais marie|jamais mariee|not married|no casado|no casada",
    MaritalStatus.MARRIED: "marie|mariee|marie e|marie ee|married|casado|casada|casado a|casada o|verheiratet|marie mariee|mariee marie|remarie|remariee|remarie e|remarried"
    "|marie civilement|mariee civilement|marie e civilement|marie religieusement|mariee religieusement|marie e religieusement|marie legalement|mariee legalement"
    "|marie coutumierement|mariee coutumierement|marie e coutumierement|marie traditionnellement|vuelto a casar|recasado|recasada|casado por la iglesia"
    "|casado por civil|casada por civil|casado por lo civil|casada por lo civil|casada por la iglesia|wife|husband|legally married|civilly married|newly married",
    MaritalStatus.DIVORCED: "divorce|divorcee|divorce e|divorced|divorciado|divorciada|divorciado a|divorciada o|geschieden|divorce divorcee",
    MaritalStatus.WIDOWED: "veuf|veuve|veuf ve|veuf veuve|veuve veuf|veuf e|widow|widower|widowed|viudo|viuda|viudo a|viuda o|verwitwet|viudo viuda",
}
_STATUSES = {
    PersonStatus.TO_VISIT: "to visit|a visiter|visiter|to be visited|por visitar|a visitar|tovisit|visitor|visiteur|visiteuse|visiteur euse|visitante|new|nouveau|nouvelle"
    "|nuevo|nueva|guest|invite|invitee|first time guest|first time visitor|new contact|new visitor|newcomer|nouveau venu|nouvelle venue|prospect|nouveau visiteur"
    "|nouvel arrivant|first timer|premiere visite|primera visita|to contact|a contacter|por contactar|invitado|invitada|recien llegado",
    PersonStatus.IN_FOLLOW_UP: "in follow up|en suivi|suivi|suivie|en cours de suivi|follow up|following up|followed|infollowup|in progress|en cours|accompagne|accompagnee"
    "|being followed|en seguimiento|seguimiento|en proceso|regular attender|regular attendee|attender|regular|contacted|contacte|contactee|contactado|contactada",
    PersonStatus.INTEGRATED: "integrated|integre|integree|integre e|integrado|integrada|integrado a|member|membre|miembro|membre actif|active member|miembro activo|mitglied"
    "|membre baptise|baptized member|full member|membre effectif|engage|engagee|membership",
    PersonStatus.TO_REDIRECT: "to redirect|a rediriger|rediriger|redirect|to be redirected|redirige|redirigee|a orienter|por redirigir|toredirect|referred|oriente"
    "|a redirigir|redirigir|por derivar|redirected|transfere|transferee|transferred",
    PersonStatus.LONG_ABSENT: "long absent|longue absence|absence longue|longtemps absent|long absence|longabsent|longue absent|perdu de vue|lost contact|lost touch"
    "|long term absent|absent long term|ausencia larga|larga ausencia|ausencia prolongada|absent|absente|ausente|disparu",
}
_YES = "yes|y|oui|o|si|s|true|vrai|verdadero|1|x|ja|t|wahr|checked|coche|ok|on|deceased|decede|decedee|fallecido|fallecida|moved|demenage|do not call|do not contact"
_NO = "no|n|non|false|faux|falso|0|nein|f|unchecked|off|alive|vivant|vivante|vivo|viva|active|actif"
_NOT_CALLED = {
    NotCalled.DECEASED: "deceased|dead|died|decede|decedee|decede e|fallecido|fallecida|fallecido a|difunto|difunta|mort|morte|muerto|muerta|defunt|defunte|rip|passed away|late|verstorben",
    NotCalled.ASKED: "asked|wants no contact|ne veut pas de contact|no quiere contacto|do not contact|do not call|ne pas contacter|ne plus contacter|ne pas appeler|ne plus appeler|no contactar|no llamar|dnc|opt out|refus|refuse"
    "|ne souhaite pas etre contacte|ne souhaite plus etre contacte|not interested|pas interesse|no interesado|blacklist|blocked",
    NotCalled.MOVED_AWAY: "moved|moved away|relocated|demenage|demenagee|a demenage|parti|partie|se mudo|mudado|left|gone|a quitte la ville|moved out of area|weggezogen",
}


@lru_cache(maxsize=_MOST_WORDS)
def word_key(text: str) -> str:
    """A cell as it is looked up in the tables below: plain letters, words parted by one space."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain(text)).split())


GENDERS = {word: code for code, words in _GENDERS.items() for word in words.split("|")}
MARITAL_STATUSES = {word: code for code, words in _MARITAL_STATUSES.items() for word in words.split("|")}
STATUSES = {word: code for code, words in _STATUSES.items() for word in words.split("|")}
YES, NO = frozenset(_YES.split("|")), frozenset(_NO.split("|"))
NOT_CALLED_WORDS = {word: code for code, words in _NOT_CALLED.items() for word in words.split("|")}
"""What a status, too, may say of somebody who must not be called or has gone."""
