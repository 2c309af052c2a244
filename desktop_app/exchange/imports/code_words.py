"""The words that offices write for gender, marital status and status, in French, English and Spanish, and their codes."""

from __future__ import annotations

import re

from desktop_app.domain.text_folding import plain
from desktop_app.domain.vocabulary import Gender, MaritalStatus, PersonStatus

_GENDERS = {
    Gender.FEMALE: "f|fem|femme|feminin|feminine|female|woman|girl|fille|dame|w|mujer|femenino|femenina|hembra|mme|mlle|madame"
    "|mademoiselle|mrs|ms|miss|sra|srta|senora|senorita",
    Gender.MALE: "m|h|masc|homme|masculin|masculine|male|man|boy|garcon|monsieur|hombre|varon|masculino|mr|sr|senor|mister",
}
_MARITAL_STATUSES = {
    MaritalStatus.SINGLE: "celibataire|single|unmarried|never married|soltero|soltera|soltero a|soltera o",
    MaritalStatus.MARRIED: "marie|mariee|marie e|marie ee|married|casado|casada|casado a|casada o",
    MaritalStatus.DIVORCED: "divorce|divorcee|divorce e|divorced|divorciado|divorciada|divorciado a|divorciada o",
    MaritalStatus.WIDOWED: "veuf|veuve|veuf ve|veuf veuve|veuve veuf|veuf e|widow|widower|widowed|viudo|viuda|viudo a|viuda o",
}
_STATUSES = {
    PersonStatus.TO_VISIT: "to visit|a visiter|visiter|to be visited|por visitar|a visitar",
    PersonStatus.IN_FOLLOW_UP: "in follow up|en suivi|suivi|suivie|en cours de suivi|follow up|following up|followed"
    "|being followed|en seguimiento|seguimiento",
    PersonStatus.INTEGRATED: "integrated|integre|integree|integre e|integrado|integrada|integrado a",
    PersonStatus.TO_REDIRECT: "to redirect|a rediriger|rediriger|redirect|to be redirected|redirige|redirigee|a orienter|por redirigir"
    "|a redirigir|redirigir|por derivar",
    PersonStatus.LONG_ABSENT: "long absent|longue absence|absence longue|longtemps absent|long absence"
    "|long term absent|absent long term|ausencia larga|larga ausencia|ausencia prolongada",
}


def word_key(text: str) -> str:
    """A cell as it is looked up in the tables below: plain letters, words parted by one space."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain(text)).split())


GENDERS = {word: code for code, words in _GENDERS.items() for word in words.split("|")}
MARITAL_STATUSES = {word: code for code, words in _MARITAL_STATUSES.items() for word in words.split("|")}
STATUSES = {word: code for code, words in _STATUSES.items() for word in words.split("|")}
