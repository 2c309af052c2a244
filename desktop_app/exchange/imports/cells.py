"""Cells of a list, cleaned and taken apart: what stands for nothing, several addresses in one, the parts of an address."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop_app.domain.addresses.email_addresses import is_email
from desktop_app.domain.addresses.phone_texts import number_texts
from desktop_app.domain.phones import UnreadablePhone, read_phone
from desktop_app.exchange.imports.code_words import word_key
from desktop_app.exchange.imports.person_field import DAYS, LONG_TEXTS, PersonField
from desktop_app.exchange.safe_text import unguarded
from desktop_app.i18n.texts import Text, mark

LIMIT_OF_TEXTS = 2_000
_LONGEST_NAME = 100
_CODED = frozenset(
    {
        PersonField.GENDER,
        PersonField.PHONE,
        PersonField.EMAIL,
        PersonField.MARITAL_STATUS,
        PersonField.STATUS,
        PersonField.MENTOR,
        PersonField.AGE,
        *DAYS,
    }
)
_NOTHING_WORDS = (
    "n a|neant|ras|nc|n c|nd|null|none|nan|inconnu|inconnue|unknown|desconocido|non renseigne|non renseignee|non communique|not given|aucun|aucune"
    "|ninguno|ninguna|vide|sans|no tiene|unspecified|non specifie|non specifiee|no especificado|prefer not to say|not specified|not provided|nil"
    "|prefere ne pas repondre|ne souhaite pas repondre|prefiero no decirlo|prefiero no decir|non precise|non precisee|undisclosed|not applicable"
    "|sin especificar|sin datos|sin informacion|no indicado|a completer|a preciser|tbd|na|not available|non applicable|no aplica|s d|indetermine"
    "|no answer|pas de reponse|sin respuesta|blank|empty|undefined|n|pas d email|pas de mail|pas d adresse|no email|sin correo|no email address"
    "|pas d e mail|aucun email|aucun mail|no tiene correo|sin email|none given|decline to state|rather not say|not known"
)
_NOTHING = frozenset(_NOTHING_WORDS.split("|"))
_LONGEST_NOTHING = 2 * max(map(len, _NOTHING))
_WORD_SIGN, _DIGIT = re.compile(r"[^\W_]"), re.compile(r"\d")
_NULL_OF_DUMPS = frozenset(
    {
        "\\n",
        "null",
        "(null)",
        "#n/a",
        "#value!",
        "#ref!",
        "#name?",
        "nan",
        "nat",
        "none",
        "<null>",
        "nil",
        "#null!",
    }
)
_LONGEST_NULL = max(map(len, _NULL_OF_DUMPS)) + 2
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\u200b]")
_BETWEEN_ADDRESSES = re.compile(r"\s*(?::::|[;,/|\n]|\bou\b|\bor\b|\bet\b|\band\b|\s)\s*")
_NAMED_ADDRESS = re.compile(r"[^<>]*<([^<>\s]+@[^<>\s]+)>")


class UnknownCellError(Exception):
    """A cell that is not understood; ``message`` says so in a sentence."""

    def __init__(self, source: str, text: str) -> None:
        super().__init__(text)
        shown = text if len(text) <= 40 else text[:39] + "…"
        self.message = Text(source, {"text": " ".join(shown.split())})


def cleaned(cell: str, field: PersonField) -> str:
    """The text of a *cell* for *field* without what means nothing: signs only, “n/a”, the null of a database."""
    if len(cell) <= _LONGEST_NULL and cell.strip().lower() in _NULL_OF_DUMPS:
        return ""
    cell = unguarded(cell)
    if "\n" in cell or "\r" in cell or not cell.isprintable():
        cell = _CONTROL.sub("", cell.replace("\r\n", "\n").replace("\r", "\n"))
        lines = [" ".join(line.split()) for line in cell.split("\n")]
        many = field in LONG_TEXTS or field in {PersonField.PHONE, PersonField.EMAIL, PersonField.ADDRESS}
        text = "\n".join(lines).strip() if many else " ".join(line for line in lines if line)
    else:
        text = " ".join(cell.split())
    if not _WORD_SIGN.search(text):
        return ""  # “-”, “?”: how people leave a cell empty
    if (
        field in _CODED
        and len(text) <= _LONGEST_NOTHING
        and not _DIGIT.search(text)
        and word_key(text) in _NOTHING
    ):
        return ""  # “n/a”
    return text


def phone_of(text: str, country: str) -> str:
    """The phones in *text* as they are kept; empty where it says that there is none.

    Raises:
        UnknownCellError: there is none in it.
    """
    try:
        return read_phone(text, country)
    except UnreadablePhone as error:
        fault = UnknownCellError(error.message.source, text)
        fault.message = error.message
        raise fault from None


def with_label(phone: str, label: str) -> str:
    """*phone* with the *label* that its column has, unless it has one, or is several."""
    numbers = number_texts(phone) if label else []
    return f"{phone} ({label})" if len(numbers) == 1 and not numbers[0].label else phone


def emails_of(text: str) -> list[str]:
    """The addresses in *text*, in small letters; none where it says that there is none.

    Raises:
        UnknownCellError: it holds something else.
    """
    named = _NAMED_ADDRESS.findall(text)
    parts = named or _BETWEEN_ADDRESSES.split(text.replace("mailto:", "").replace("MAILTO:", ""))
    addresses = [part.strip(" <>\"'.()[]").lower() for part in parts]
    valid = [address for address in addresses if is_email(address)]
    if not valid:
        raise UnknownCellError(mark("An e-mail address looks like name@example.org."), text)
    return list(dict.fromkeys(valid))


def joined_address(parts: Sequence[str]) -> str:
    """The lines of an address as one text, none of them said twice."""
    lines: list[str] = []
    for part in parts:
        text = ", ".join(line for line in part.split("\n") if line.strip())
        if any(text.lower() in line.lower() for line in lines):
            continue
        lines = [line for line in lines if line.lower() not in text.lower()]
        lines.append(text)
    return ", ".join(lines)


def with_another(name: str, other: str) -> str:
    """Return *name* with a second one behind, unless it says that already."""
    if not name or not other or other.strip(".").lower() in name.lower().split():
        return name or other
    return f"{name} {other}" if len(name) + len(other) < _LONGEST_NAME else name
