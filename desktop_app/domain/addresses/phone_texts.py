"""The numbers in a text that people or spreadsheets wrote: parted, each with its label and extension. Knows no country."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_SHORTEST_NUMBER = 6
_COMPLETE_NUMBER = 8
_MOST_DIGITS = 15
_PLAIN_NUMBER = re.compile(r"\+?(?:\([0-9]{2,4}\) ?)?[0-9]+(?:[ -][0-9]+)*", re.ASCII)
_NOT_A_DIGIT = re.compile(r"[^0-9]")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_WRAPPER = re.compile(r"""\A\s*=?\s*["'‘’`]*\s*(?:=\s*["']+)?(.*?)["'’`]*\s*\Z""", re.DOTALL)
_SCHEME = re.compile(
    r"\b(?:tel|callto|sms)\s*:\s*(?=\+|\d)|https?://(?:wa\.me/|api\.whatsapp\.com/send\?phone=)\+?(?=\d)",
    re.IGNORECASE,
)
_FLOAT = re.compile(r"(?<![\d.,])(\+?\d{6,15})[.,]0+(?!\d)")
_NATIONAL_ZERO = re.compile(r"(\+\s?\d{1,3}[\s.-]*)\(\s*0\s*\)")
_EXTENSION = re.compile(
    r"[\s,;.(-]*(?:\b(?:ext(?:ension)?|extn|poste|anexo|int(?:erno)?|durchwahl)\b\.?|;ext=|\bx(?=\s?\d)|#)\s*[:=]?\s*(\d{1,6})\b\)?",
    re.IGNORECASE,
)
_SURE = re.compile(r"[\n\r|]+|:::|(?<=\d)\s*(?=\+)|\b(?:ou|or|et|and|y|o|und|oder|e)\b", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_][^\d+]*")
_MAY_PART = re.compile(r"[/,;&]|\s[-–—]\s")
_LABEL_ENDS = " \t:.,;-–—()[]{}/'\"=*#<>&|_"
_PLAIN_SIGNS = re.compile(r"[^0-9+()./ \u00a0\u202f\u2010\u2011\u2013-]")
_NONE_WORDS = (
    "pas aucun aucune sans no none not nothing ninguno ninguna ningun sin nil nul null neant vide inconnu inconnue unknown"
    " desconocido nc nd na n ras x xx xxx"
)
_WORDS_BESIDE = (
    " de d du un une a ne any ni tiene tel telephone telephones phone number numero numeros num portable mobile cell contact telefono"
    " movil celular fixe is has have there y il elle connu communique renseigne donne given provided applicable disponible available"
)
_SAYS_NONE = frozenset(_NONE_WORDS.split())
_FOR_NONE = _SAYS_NONE | set(_WORDS_BESIDE.split())


class NumberText(NamedTuple):
    """One number as it is written, its digits without ``+`` or ``00``, its label and its extension."""

    written: str
    digits: str
    label: str = ""
    extension: str = ""

    @property
    def kept(self) -> str:
        """Return the number with its extension and label, as it is stored."""
        return self.with_words(self.written)

    @property
    def is_international(self) -> bool:
        """Return whether it names its country."""
        return self.written.startswith(("+", "00"))

    def with_words(self, number: str) -> str:
        """Return *number*, written otherwise, with this one's extension and label."""
        number += f" ext. {self.extension}" if self.extension else ""
        return number + (f" ({self.label})" if self.label else "")


def number_texts(text: str) -> list[NumberText]:
    """Return the numbers in *text*, in their order.

    A sign such as ``/`` parts two numbers only where each side is long enough to be one (``01/63/30/43/48`` is one). A word that stands
    beside a number is its label.
    """
    if _PLAIN_NUMBER.fullmatch(text):
        digits = _digits(text)
        if len(digits) <= _MOST_DIGITS:
            return [NumberText(text.strip(), digits)] if digits else []
    text = _readable(text)
    numbers: list[NumberText] = []
    words = ""
    for piece in _SURE.split(text):
        of_piece = _of_piece(piece)
        if not of_piece:
            words = _joined(words, piece)
        numbers += _with_words_before(words, of_piece)
        words = "" if of_piece else words
    return _with_words_behind(numbers, words)


def _joined(words: str, more: str) -> str:
    """Two labels as one."""
    return ", ".join(filter(None, (words, " ".join(more.strip(_LABEL_ENDS).split()))))


def _with_words_before(words: str, numbers: list[NumberText]) -> list[NumberText]:
    """Return *numbers* of which the first has the *words* before it, too: nothing that was written is lost."""
    if not words or not numbers:
        return numbers
    return [numbers[0]._replace(label=_joined(words, numbers[0].label)), *numbers[1:]]


def _with_words_behind(numbers: list[NumberText], words: str) -> list[NumberText]:
    """Return *numbers* of which the last has the *words* behind it, too."""
    if not words or not numbers:
        return numbers
    return [*numbers[:-1], numbers[-1]._replace(label=_joined(numbers[-1].label, words))]


def is_none(text: str) -> bool:
    """Return whether *text* says that there is no number: nothing but zeros or signs, or words such as “pas de téléphone”."""
    if not any(sign.isalnum() for sign in text):
        return True
    folded = unicodedata.normalize("NFKD", text.lower())
    words = re.findall(r"[a-z]+|\d+", folded.encode("ascii", "ignore").decode())
    if words and all(word.isdigit() for word in words):
        return not "".join(words).strip("0")
    return bool(words) and _FOR_NONE.issuperset(words) and not _SAYS_NONE.isdisjoint(words)


def _readable(text: str) -> str:
    """Return *text* without what programs put around a number: formula signs, ``tel:``, invisible signs, ``.0``."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
        text = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in text)
    if text and text[0] in "=\"'‘’` ":
        unwrapped = _WRAPPER.match(text)
        text = unwrapped[1] if unwrapped else text
    text = _SCHEME.sub(" ", text)
    text = _FLOAT.sub(r"\1", text)
    return _NATIONAL_ZERO.sub(r"\1", text).strip()


def _of_piece(piece: str) -> list[NumberText]:
    """Return the numbers of a piece in which nothing but weak signs and words part them."""
    extension = _EXTENSION.search(piece)
    if extension is not None and len(_NOT_A_DIGIT.sub("", piece[: extension.start()])) >= _SHORTEST_NUMBER:
        before = _of_piece(piece[: extension.start()])
        if before:
            before[-1] = before[-1]._replace(extension=extension[1])
        return before + _of_piece(piece[extension.end() :])
    chunks = _MAY_PART.split(piece)
    lengths = [len(_NOT_A_DIGIT.sub("", chunk)) for chunk in chunks]
    held = [length for length in lengths if length]
    if len(held) > 1 and min(held) < _SHORTEST_NUMBER and not max(held) >= _COMPLETE_NUMBER:
        chunks = [piece]
    numbers: list[NumberText] = []
    words = ""
    for chunk in chunks:
        of_chunk = _of_chunk(chunk)
        if not of_chunk and numbers and not numbers[-1].label:  # “0797971147 / work”
            numbers[-1] = numbers[-1]._replace(label=" ".join(chunk.strip(_LABEL_ENDS).split()))
        elif not of_chunk:  # “with the neighbour, 0797971147”
            words = _joined(words, chunk)
        numbers += _with_words_before(words, of_chunk)
        words = "" if of_chunk else words
    return _with_words_behind(numbers, words)


def _of_chunk(chunk: str) -> list[NumberText]:
    """Return the numbers of a chunk, with the words before or behind each as its label."""
    if chunk.isdigit():
        return _parted(NumberText(chunk, _digits(chunk)))
    numbers: list[NumberText] = []
    label = ""
    position = 0
    spans = [(match.start(), match.end(), match[0].rstrip()) for match in _WORDS.finditer(chunk)]
    spans.append((len(chunk), len(chunk), ""))
    for start, end, words in spans:
        part = chunk[position:start]
        digits = _digits(part)
        if len(digits) >= _SHORTEST_NUMBER:
            numbers += _parted(NumberText(_tidy(part), digits, label))
            label = ""
        elif digits and numbers and numbers[-1].label:  # “after 18h”
            behind = f"{numbers[-1].label} {digits}{words.rstrip(_LABEL_ENDS)}"
            numbers[-1] = numbers[-1]._replace(label=behind)
            position = end
            continue
        word = " ".join(words.strip(_LABEL_ENDS).split())
        if word:
            if numbers and not numbers[-1].label and _is_behind(chunk, start, end):
                numbers[-1] = numbers[-1]._replace(label=word)
            else:
                label = word
        position = end
    return numbers


def _is_behind(chunk: str, start: int, end: int) -> bool:
    """Return whether the word belongs to the number before it: it stands in brackets, or no other number follows."""
    behind = sum(map(str.isdigit, chunk[end:]))
    return chunk[:start].rstrip().endswith(("(", "[")) or behind < _SHORTEST_NUMBER


def _tidy(written: str) -> str:
    """Return a number as it was written, without the signs around it."""
    text = " ".join(_PLAIN_SIGNS.sub(" ", written).split()).strip(" ./-\u2010\u2011\u2013")
    while text.endswith("("):
        text = text[:-1].rstrip()
    while text.startswith(")"):
        text = text[1:].lstrip()
    if text.count("(") != text.count(")"):
        text = text.replace("(", "").replace(")", "")
    return text.strip()


def _parted(number: NumberText) -> list[NumberText]:
    """Return two ten-digit numbers that only a space parted."""
    digits = number.digits
    if len(digits) == 20 and digits[0] == digits[10] == "0":
        return [NumberText(digits[:10], digits[:10], number.label), NumberText(digits[10:], digits[10:])]
    return [number]


def _digits(text: str) -> str:
    digits = _NOT_A_DIGIT.sub("", text)
    return digits.removeprefix("00") if digits.startswith("00") and len(digits) > _COMPLETE_NUMBER else digits
