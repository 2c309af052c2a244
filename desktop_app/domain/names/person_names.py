"""A whole name that stands in one cell, parted into first and last name.

``split_name("KOUASSI née BAMBA Fatou", last_first=True)``   first “Fatou”, last “KOUASSI née BAMBA”
``split_name("Dr. Martin Luther King, Jr.", last_first=False)``   first “Martin Luther”, last “King Jr.”

Titles fall away. What stands in brackets is given back beside. People with one name have one: the other part is empty.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from desktop_app.domain.text_folding import plain

_BESIDE = re.compile(r"""\s*(?:\(([^()]*)\)|\[([^\[\]]*)\]|["“«]([^"“”«»]*)["”»])\s*""")
_TITLE_WORDS = (
    "m mr mrs dra ms miss mme mlle mx monsieur madame mademoiselle messieurs dr dre docteur doctor pr prof professeur professor profesor sr sra srta senor"
    " senora senorita don dona ing lic arq rev reverend reverende revd pasteur pasteure past pst ptr pastor pastora ev evangeliste evangelist"
    " evangelista apotre apostle apostol prophete prophet profeta diacre diaconesse deacon diacono elder ancien anciano bishop eveque obispo imam"
    " frere soeur fr sœur bro sis br brother sister hermano hermana hno hna pere padre father mgr monseigneur abbe cheikh me maitre"
    " hon sir lady herr frau dipl mister mistress cap capt col gen lt sgt"
)
_TITLES = frozenset(_TITLE_WORDS.split())
_ONLY_WITH_A_DOT = frozenset(["me", "ev", "col", "gen", "cap", "lt", "don", "br"])
_NAMES_TOO = frozenset({"pere", "don", "sir", "lady", "father"})
"""Titles that are first names somewhere: they count as such only where two more words follow."""
_SUFFIXES = frozenset(
    [
        "jr",
        "sr",
        "ii",
        "iii",
        "iv",
        "junior",
        "senior",
        "fils",
        "hijo",
        "phd",
        "md",
        "esq",
        "filho",
        "neto",
        "sobrinho",
    ]
)
_MARRIED = frozenset(
    [
        "nee",
        "ne",
        "epouse",
        "epse",
        "ep",
        "epx",
        "epouze",
        "veuve",
        "vve",
        "ve",
        "nata",
        "born",
        "geb",
        "geboren",
        "esposa",
        "viuda",
        "vda",
        "divorcee",
    ]
)
_MARRIED_PAIRS = frozenset(
    {("viuda", "de"), ("vda", "de"), ("esposa", "de"), ("de", "casada"), ("ex", "epouse")}
)
_PARTICLES = frozenset(
    [
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "van",
        "von",
        "der",
        "den",
        "dem",
        "ter",
        "ten",
        "te",
        "del",
        "della",
        "delle",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "bin",
        "ben",
        "ibn",
        "bint",
        "al",
        "el",
        "mac",
        "mc",
        "saint",
        "st",
        "ste",
        "san",
        "santa",
        "zu",
        "zur",
    ]
)
_CAPITAL_PARTICLES = frozenset(
    [
        "de",
        "du",
        "des",
        "van",
        "von",
        "der",
        "den",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "das",
        "la",
        "le",
        "ter",
        "ten",
    ]
)
_LINKING = frozenset({"y", "e", "i"})
_SECOND_GIVEN_WORDS = (
    "maria jose luis juan antonio manuel carlos jesus angel miguel francisco javier alberto fernando eduardo enrique rafael pedro pablo andres"
    " alejandro daniel david jorge ricardo roberto raul oscar sergio victor guadalupe isabel teresa elena luisa carmen pilar dolores rosa ana"
    " lucia cristina patricia fernanda beatriz sofia alejandra gabriela josefina concepcion mercedes victoria eugenia ines rocio del los las"
)
_SECOND_GIVEN = frozenset(_SECOND_GIVEN_WORDS.split())
_COUPLE = re.compile(
    r"((?:M|Mr|Mrs|Dr|Sr|Mme|Monsieur)\.? (?:et|and|&|y) (?:Mme|Mrs|Madame|Sra|Mr|Dr)\.?) (\S.*)"
)
_HAN_OR_HANGUL = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]+")
_TWO_SIGNS = frozenset(
    [
        "欧阳",
        "歐陽",
        "司马",
        "司馬",
        "诸葛",
        "諸葛",
        "上官",
        "夏侯",
        "皇甫",
        "尉迟",
        "公孙",
        "公孫",
        "令狐",
        "慕容",
        "宇文",
        "司徒",
        "端木",
        "东方",
        "南宫",
        "남궁",
        "황보",
        "제갈",
        "선우",
        "독고",
        "사공",
        "서문",
    ]
)


class SplitName(NamedTuple):
    """A name in its parts; ``beside`` is what stood in brackets, such as a nickname."""

    first: str
    last: str
    beside: str = ""


def split_name(name: str, *, last_first: bool, two_last_names: bool = False) -> SplitName:
    """Return a whole name as first and last name: at a comma, at the words in capitals, else by the order of the words.

    *last_first*: the last name stands in front. *two_last_names*: people have two of them, as in Spanish.
    """
    beside = ", ".join(part.strip() for groups in _BESIDE.findall(name) for part in groups if part.strip())
    bare = " ".join(_BESIDE.sub(" ", name).split()).strip(" ,;")
    if not bare:
        return SplitName("", beside) if last_first else SplitName(beside, "")
    couple = _COUPLE.fullmatch(bare)
    if couple:
        return SplitName(couple[1], couple[2], beside)
    bare, suffix = _without_suffix(_without_titles(bare))
    before, comma, after = (part.strip() for part in bare.partition(","))
    if comma and before and after:
        first, last = _without_titles(after), before
    else:
        first, last = _parted(bare.replace(",", " "), last_first=last_first, two_last_names=two_last_names)
    if suffix:
        first, last = (first, f"{last} {suffix}") if last else (f"{first} {suffix}", last)
    return SplitName(first, last, beside)


def _bare(word: str) -> str:
    return plain(word).strip(".,'’")


def _without_titles(name: str) -> str:
    words = name.split()
    while len(words) > 1:
        word = _bare(words[0])
        with_dot = words[0].endswith(".")
        if word not in _TITLES or (word in _ONLY_WITH_A_DOT and not with_dot):
            break
        if word in _NAMES_TOO and len(words) < 3:
            break
        words = words[1:]
    return " ".join(words)


def _without_suffix(name: str) -> tuple[str, str]:
    words = name.replace(" ,", ",").split()
    suffix: list[str] = []
    while len(words) > 1 and _bare(words[-1]) in _SUFFIXES and (len(words) > 2 or "." in words[-1]):
        suffix.insert(0, words.pop().strip(","))
    return " ".join(words).rstrip(","), " ".join(suffix)


def _parted(name: str, *, last_first: bool, two_last_names: bool) -> tuple[str, str]:
    words = name.split()
    eastern = _eastern(words)
    if eastern is not None:
        return eastern
    married = next((at for at in range(1, len(words) - 1) if _is_married(words, at)), None)
    if married is not None:
        return _with_another_name(words, married, last_first=last_first, two_last_names=two_last_names)
    if len(words) < 2:
        return ("", name) if last_first else (name, "")
    loud = _loud(words)
    if loud is not None:
        return loud
    if last_first:
        end = _end_of_first_group(words)
        if two_last_names and len(words) - end >= 2 and _bare(words[end]) not in _SECOND_GIVEN:
            end += _end_of_first_group(words[end:])
        return " ".join(words[end:]), " ".join(words[:end])
    start = _start_of_last_group(words, two_last_names=two_last_names)
    return " ".join(words[:start]), " ".join(words[start:])


def _is_married(words: list[str], at: int) -> bool:
    word = _bare(words[at])
    pair = (word, _bare(words[at + 1]))
    return pair in _MARRIED_PAIRS or (
        word in _MARRIED and (word not in {"ne", "ve", "ep"} or words[at].lower() != "ne")
    )


def _with_another_name(
    words: list[str], at: int, *, last_first: bool, two_last_names: bool
) -> tuple[str, str]:
    """“KOUASSI née BAMBA Fatou”, “Bâ Mariam épse Sow”, “Awa Koné née Bamba”: the other name stays with the last one."""
    before, behind = words[:at], words[at + 1 :]
    marker = [words[at]]
    if (_bare(words[at]), _bare(words[at + 1])) in _MARRIED_PAIRS:
        marker, behind = words[at : at + 2], words[at + 2 :]
    if not behind:
        return _parted(" ".join(before), last_first=last_first, two_last_names=two_last_names)
    loud = [_is_loud(word) for word in behind]
    if len(before) == 1 and len(behind) > 1 and (last_first or (any(loud) and not all(loud))):
        if any(loud) and not all(loud):
            other = [word for word, capital in zip(behind, loud, strict=True) if capital]
            first = [word for word, capital in zip(behind, loud, strict=True) if not capital]
        else:
            end = _end_of_first_group(behind)
            other, first = behind[:end], behind[end:]
        return " ".join(first), " ".join([*before, *marker, *other])
    first_name, last_name = _parted(" ".join(before), last_first=last_first, two_last_names=two_last_names)
    return first_name, " ".join([part for part in (last_name, *marker, *behind) if part])


def _is_loud(word: str) -> bool:
    return word.isupper() and sum(map(str.isalpha, word)) > 1


def _loud(words: list[str]) -> tuple[str, str] | None:
    """Parted at the words in capitals; a particle in front of them is theirs. None where all or none are."""
    loud = [_is_loud(word) for word in words]
    if not any(loud) or all(loud):
        return None
    for at in range(len(words) - 2, -1, -1):
        if loud[at + 1] and not loud[at] and words[at].islower() and _bare(words[at]) in _PARTICLES:
            loud[at] = True
    if all(loud):
        return None
    first = " ".join(word for word, capital in zip(words, loud, strict=True) if not capital)
    return first, " ".join(word for word, capital in zip(words, loud, strict=True) if capital)


def _is_particle(word: str) -> bool:
    bare = _bare(word)
    return (
        bare in _PARTICLES
        if word.islower()
        else bare in _CAPITAL_PARTICLES or word in {"N'", "N’", "D'", "D’"}
    )


def _end_of_first_group(words: list[str]) -> int:
    """Return where the last name that stands in front ends: after its particles and one more word; at least one word is left."""
    end = 0
    while end < len(words) - 2 and _is_particle(words[end]):
        end += 1
    end += 1
    while end < len(words) - 2 and words[end].lower() in _LINKING and len(words[end]) == 1:
        end += 2
    return min(end, len(words) - 1)


def _start_of_last_group(words: list[str], *, two_last_names: bool) -> int:
    """Return where the last name that stands behind begins: with its particles; of two last names, with the first of them."""
    start = _before_particles(words, len(words) - 1)
    while start > 2 and words[start - 1].lower() in _LINKING and len(words[start - 1]) == 1:
        start = _before_particles(words, start - 2)  # “Ortega y Gasset”
    portuguese = next((at for at in range(1, start) if words[at] in {"da", "do", "dos", "das"}), None)
    if portuguese is not None:
        return portuguese
    if two_last_names and start > 1 and _bare(words[start - 1]) not in _SECOND_GIVEN:
        start = _before_particles(words, start - 1)
    return start


def _before_particles(words: list[str], start: int) -> int:
    while start > 1 and _is_particle(words[start - 1]):
        start -= 1
    return start


def _eastern(words: list[str]) -> tuple[str, str] | None:
    """Return a name in Chinese or Korean signs, whose last name stands in front; None of any other."""
    if not all(_HAN_OR_HANGUL.fullmatch(word) for word in words):
        return None
    if len(words) > 1:
        return " ".join(words[1:]), words[0]
    name = words[0]
    if len(name) < 2:
        return "", name
    signs = 2 if (name[:2] in _TWO_SIGNS and len(name) > 2) or len(name) == 4 else 1
    return name[signs:], name[:signs]
