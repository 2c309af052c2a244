"""The words that lists write for the kind of a contact and for its outcome, in English, French and Spanish, and their codes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from desktop_app.domain.vocabulary import (
    LABELS,
    FollowUpType,
    InteractionType,
    Outcome,
    Program,
    ReferenceService,
)
from desktop_app.exchange.imports.code_words import word_key
from desktop_app.i18n.texts import LANGUAGES, speaking, tr

_BY_PHONE = (
    "call|calls|called|phone|phone call|telephone|telephone call|tel|by phone|appel|appels|appel telephonique|appel tel|coup de fil|par telephone"
    "|telephonique|appele|appelee|llamada|llamada telefonica|llamado|por telefono|telefono|telefonico|incoming call|outgoing call"
    "|appel entrant|appel sortant|llamada entrante|llamada saliente|cold call|visio|video call|appel video|videollamada"
)
_MET = (
    "meeting|met|meet|rencontre|rencontres|rencontre en personne|reunion|rdv|rendez vous|rendezvous|entretien|cita|encuentro|entrevista|appointment|in person"
    "|en personne|en persona|face to face|face a face|cara a cara|presencial|presentiel|au bureau|at the office|en la oficina|office visit"
    "|one on one|interview|conversation|discussion|conversacion|echange|cafe|coffee"
)
_KIND_WORDS: dict[StrEnum, str] = {
    FollowUpType.CALL: _BY_PHONE,
    FollowUpType.VISIT: "visit|visits|visited|home visit|house visit|visite|visites|visite a domicile|visita|visitas|visita domiciliaria|visita a domicilio|a domicile"
    "|at home|hospital visit|visite a l hopital|visita al hospital|visite pastorale|pastoral visit|visita pastoral|domicile|domicilio",
    FollowUpType.MEETING: _MET,
    FollowUpType.OTHER: "other|autre|otro|otra|autres|divers|otros",
    InteractionType.BY_PHONE: _BY_PHONE,
    InteractionType.IN_PERSON: _MET + "|visit|home visit|visite|visite a domicile|visita|visita domiciliaria",
    InteractionType.WORKSHOP: "workshop|talk|workshop talk|atelier|causerie|conference|taller|charla|class|cours|clase|training|formation|capacitacion|seminaire|seminar|seminario",
    InteractionType.LIGHT_TOUCH: "light touch|one on one light touch|leger|contact leger|contacto ligero|sms|text|text message|texto|mensaje|mensaje de texto|message|whatsapp"
    "|email|e mail|mail|courriel|correo|letter|lettre|carta",
    InteractionType.CONSULTATION: "consultation|consult|consultations|consulta|counselling|counseling|conseil|asesoria|consejeria|intake|case management|advising",
    InteractionType.WALK_IN: "walk in|walkin|sans rendez vous|passage|sin cita|drop in|de passage|visita espontanea",
}
_OUTCOME_WORDS = {
    Outcome.POSITIVE: "positive|positif|positivo|positiva|good|great|bon|bien|tres bien|muy bien|bueno|buena|excellent|excelente|success|successful|succes|reussi|reussie|exito"
    "|exitoso|exitosa|favorable|interested|interesse|interessee|interesado|interesada|very good|encouraging|encourageant|encouragee|alentador|accepte|accepted"
    "|acepto|aceptado|satisfait|satisfied|satisfecho|a bien accueilli|ok|okay",
    Outcome.NEUTRAL: "neutral|neutre|neutro|neutra|reached|joint|jointe|answered|a repondu|repondu|contacted|contacte|contactee|contactado|contactada|contesto|respondio|atendio"
    "|spoke|spoken to|done|fait|faite|effectue|effectuee|realise|realisee|hecho|hecha|realizado|realizada|completed|complete|termine|terminee|completado"
    "|mitige|moyen|mixed|regular|average|undecided|indecis|indecise|indeciso|indecisa|to follow up|a suivre|connected|held|left message with family",
    Outcome.NEGATIVE: "negative|negatif|negativo|negativa|bad|mauvais|mauvaise|mal|malo|mala|refus|refuse|refused|rejected|rejete|rechazo|rechazado|rechaza|not interested"
    "|pas interesse|pas interessee|non interesse|no interesado|no interesada|no le interesa|declined|difficult|difficile|dificil|hostile|failed|echec|fracaso"
    "|unsuccessful|infructueux|discouraged|decourage|desanimado",
    Outcome.NO_CONTACT: "no answer|no reply|no response|not reached|pas joint|pas jointe|non joint|non jointe|sans reponse|pas de reponse|aucune reponse|injoignable|ne repond pas"
    "|n a pas repondu|pas repondu|voicemail|voice mail|left message|left voicemail|messagerie|repondeur|boite vocale|message laisse|occupe|busy|line busy|ocupado|no contesta"
    "|no contesto|no respondio|no responde|sin respuesta|no atendio|no atiende|buzon|buzon de voz|unreachable|no contact|nocontact|missed|missed call|appel manque|manque|llamada perdida"
    "|wrong number|faux numero|mauvais numero|numero equivocado|numero errone|eteint|telephone eteint|apagado|switched off|phone off|out of service|hors service|fuera de servicio"
    "|not home|not at home|absent|absente|pas a la maison|no estaba|ausente|no esta|sin contacto|pas de contact|na|n a|nr|attempted|tentative|intento|not available|indisponible|no disponible",
}
_DONE_WORDS = "done|fait|faite|hecho|hecha|completed|termine|terminee|completado|completada|closed|clos|cerrado|cerrada|ok"
_OTHER_WAYS = (
    "sms|text|text message|texto|mensaje|mensaje de texto|message|whatsapp|email|e mail|mail|courriel|correo|letter|lettre|carta|facebook|messenger"
    "|telegram|signal|instagram|cult|culte|culto|church|eglise|iglesia|service|prayer|priere|oracion|event|evenement|evento|gift|don|regalo"
)
OTHER_WAYS = frozenset(_OTHER_WAYS.split("|"))
"""Kinds of contact that are known, but that follow-ups have no word for: *other*, and the word is kept."""
DONE = frozenset(_DONE_WORDS.split("|"))
"""What the state of a next action says where nothing is left to be done."""


@cache
def codes_of(words: type[StrEnum]) -> Mapping[str, StrEnum]:
    """Return what each text means, by its ``word_key``: the codes, what the program calls them in every language, and what lists write."""
    table: dict[str, StrEnum] = {}
    for word in words:
        table.setdefault(word_key(word.value), word)
        for language in LANGUAGES:
            with speaking(language):
                table.setdefault(word_key(tr(LABELS[type(word), word.value])), word)
    for code, texts in (*_KIND_WORDS.items(), *_OUTCOME_WORDS.items()):
        if isinstance(code, words):
            for text in texts.split("|"):
                table.setdefault(text, code)
    return table


def outcome_of(text: str) -> Outcome | None:
    """Return the outcome that *text* means; None where that cannot be told."""
    code = codes_of(Outcome).get(word_key(text))
    return Outcome(code) if code is not None else None


def follow_up_type_of(text: str) -> FollowUpType | None:
    """Return the kind of follow-up that *text* means; None where that cannot be told."""
    key = word_key(text)
    code = codes_of(FollowUpType).get(key)
    if code is None:
        return FollowUpType.OTHER if key in OTHER_WAYS else None
    return FollowUpType(code)


def interaction_type_of(text: str) -> InteractionType | None:
    """Return the kind of client interaction that *text* means; None where that cannot be told."""
    code = codes_of(InteractionType).get(word_key(text))
    return InteractionType(code) if code is not None else None


def program_of(text: str) -> Program | None:
    """Return the program that *text* names; None where there is none of that name."""
    code = codes_of(Program).get(word_key(text))
    return Program(code) if code is not None else None


def service_of(text: str) -> ReferenceService | None:
    """Return the reference service that *text* names; None where there is none of that name."""
    code = codes_of(ReferenceService).get(word_key(text))
    return ReferenceService(code) if code is not None else None


def is_kind(text: str) -> bool:
    """Return whether *text* is the word for a kind of contact, be it a follow-up or a client interaction."""
    return follow_up_type_of(text) is not None or interaction_type_of(text) is not None
