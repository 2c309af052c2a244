"""Putting an office's own words into a text that is translated already: *mentor* becomes *case worker*, in every form.

Each word stands for one that has the same gender and takes the same articles in its language (*l’encadreur*, *l’intervenant*), so
that the sentence around it stays as it is. The one that cannot do so is *person* (*une personne*, *un visiteur*): texts that speak
of persons have a second wording, with *visitor*, in the catalogues ``visitor.po``; *client* comes from that by the same rule.

What stands in ``{braces}`` is never touched.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple


class Words(NamedTuple):
    """The words chosen: values of ``PersonWord``, ``MentorWord`` and ``LeaderWord``."""

    person: str = "person"
    mentor: str = "mentor"
    leader: str = "pastor"


Forms = tuple[tuple[str, str], ...]
FORMS: dict[str, dict[str, Forms]] = {
    "en": {
        "client": (("visitor", "client"), ("visitors", "clients")),
        "case_worker": (("mentor", "case worker"), ("mentors", "case workers")),
        "supervisor": (("pastor", "supervisor"), ("pastors", "supervisors")),
    },
    "fr": {
        "client": (("visiteur", "client"), ("visiteurs", "clients")),
        "case_worker": (("encadreur", "intervenant"), ("encadreurs", "intervenants")),
        "supervisor": (("pasteur", "superviseur"), ("pasteurs", "superviseurs")),
    },
    "es": {
        "client": (("visitante", "cliente"), ("visitantes", "clientes")),
        "case_worker": (("mentor", "gestor de casos"), ("mentores", "gestores de casos")),
        "supervisor": (("pastor", "supervisor"), ("pastores", "supervisores")),
    },
}
"""For each language and chosen word: each form that the catalogue writes, and what stands for it."""

_MOST_TEXTS = 4_096
_PLACEHOLDER = re.compile(r"(\{[^{}]*\})")


@lru_cache(maxsize=_MOST_TEXTS)
def put_into(text: str, language: str, words: Words) -> str:
    """Return *text*, in *language*, with *words* in place of the usual ones; what stands in braces stays as it is."""
    pattern, chosen = _replacement(language, words)
    if pattern is None or pattern.search(text) is None:
        return text
    parts = _PLACEHOLDER.split(text)
    parts[::2] = (pattern.sub(lambda match: _in_case(match[0], chosen), part) for part in parts[::2])
    return "".join(parts)


@cache
def _replacement(language: str, words: Words) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    forms = FORMS[language]
    chosen = dict(pair for word in words for pair in forms.get(word, ()))
    if not chosen:
        return None, chosen
    usual = "|".join(sorted(map(re.escape, chosen), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{usual})(?!\w)", re.IGNORECASE), chosen


def _in_case(usual: str, chosen: dict[str, str]) -> str:
    """Return the chosen word for the *usual* one, in capitals where that was written in capitals."""
    word = chosen[usual.lower()]
    if usual.isupper():
        return word.upper()
    return word[0].upper() + word[1:] if usual[0].isupper() else word
