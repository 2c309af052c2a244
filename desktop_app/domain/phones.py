"""Phone numbers: what is one, as people of a country write them, as a phone dials them, and which two are the same.

``read_phone("tel:07979711; bureau 27224455")``   "07979711 / 27224455 (bureau)": as it is kept, the one rule of what a phone is
``country_of("Africa/Abidjan")``           "CI": the country that national numbers belong to
``written("0797971147", "CI")``            "07 97 97 11 47"; numbers of other countries with their code in front
``dialable("07 97 97 11 47", "CI")``       "+2250797971147"
``comparable("07 97 97 11 47", "CI")``     ("2250797971147",): equal for the same phone, written nationally or internationally

A text may hold several numbers, each with a label in brackets and an extension. What is kept is near what was typed.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from types import ModuleType
from typing import Any

from desktop_app.domain.addresses.phone_texts import NumberText, is_none, number_texts
from desktop_app.domain.errors import DomainError
from desktop_app.i18n.texts import Text, mark

_MOST_NUMBERS = 8_192
_MOST_COMPARED = 65_536
_FEWEST_DIGITS, _MOST_DIGITS = 3, 15
_ONLY_A_NUMBER = re.compile(r"\+?[0-9()./ \u00a0\u202f\u2010\u2011\u2013-]+")
_NO_DIGIT = re.compile(r"[^0-9]")
_LOST_DIGITS = re.compile(r"\+?\d+(?:[.,]\d+)?e\+?\d+")
_BARE_NUMBER = re.compile(r"\+?[0-9][0-9 ]{5,20}")
_IN_PAIRS = frozenset({225})
"""Countries, by their code, that write all digits in pairs where the library's rules end with four (*07 97 97 1147*)."""
_TELLING_DIGITS = 5
_LONGEST_QUOTED = 40


class UnreadablePhone(DomainError):
    """A text that is no phone number; ``message`` says so in a sentence."""


def load() -> None:
    """Load the rules of all countries (some 70 ms) and which zone is whose; otherwise the first number does."""
    _library()
    _countries()


def read_phone(text: str, country: str = "") -> str:
    """Return the phones that *text* tells, as they are kept; empty where it says that there is none (“pas de téléphone”, “0”).

    A zero that a spreadsheet took away is put back where *country* leaves no other reading.

    Raises:
        UnreadablePhone: there is no number in it, or a spreadsheet has spoilt it (``7.97971E+08``).
    """
    text = text.strip()
    if not text or (len(text) <= _MOST_DIGITS + 6 and _BARE_NUMBER.fullmatch(text) and text[0] in "+0"):
        return "" if is_none(text) else text
    if is_none(text):
        return ""
    quoted = " ".join(text.split())
    quoted = quoted if len(quoted) <= _LONGEST_QUOTED else quoted[: _LONGEST_QUOTED - 1] + "…"
    if _LOST_DIGITS.fullmatch(text.lower().replace(" ", "")):
        source = mark("“{text}” has lost its digits in the spreadsheet: write the number again, as text.")
        raise UnreadablePhone(Text(source, {"text": quoted}))
    numbers = [
        number for number in number_texts(text) if _FEWEST_DIGITS <= len(number.digits) <= _MOST_DIGITS
    ]
    if not numbers:
        raise UnreadablePhone(Text(mark("“{text}” is not a phone number."), {"text": quoted}))
    kept = [_with_its_zero(number, country) for number in numbers]
    return " / ".join(dict.fromkeys(number.kept for number in kept))


def _with_its_zero(number: NumberText, country: str) -> NumberText:
    if not country or not number.written.isdigit() or number.digits.startswith("0"):
        return number
    understood = _number(number.written, country)
    if understood is None or _library().is_valid_number(_parsed(number.written, country)):
        return number
    return number._replace(written="0" + number.written, digits="0" + number.digits)


@cache
def _library() -> ModuleType:
    from phonenumbers import phonenumberutil  # noqa: PLC0415 - not before somebody's number is shown

    return phonenumberutil


@cache
def country_of(time_zone: str) -> str:
    """Return the country (ISO 3166, two letters) that a time zone, by its name of today or an older one, is of; nothing for UTC."""
    return _countries().get(time_zone, "")


@cache
def _countries() -> dict[str, str]:
    from importlib.resources import files  # noqa: PLC0415 - see above

    zones = files("tzdata") / "zoneinfo"
    lines = (zones / "zone.tab").read_text(encoding="utf-8").splitlines()
    cells = (line.split("\t") for line in lines if line and not line.startswith("#"))
    countries = {zone: country for country, _place, zone, *_ in cells}
    for line in (zones / "tzdata.zi").read_text(encoding="utf-8").splitlines():
        if line.startswith("L "):  # an older name (“Asia/Calcutta”) of the zone that it links to
            _, zone, older = line.split()
            countries.setdefault(older, countries.get(zone, ""))
    return {zone: country for zone, country in countries.items() if country}


@lru_cache(maxsize=_MOST_NUMBERS)
def written(text: str, country: str) -> str:
    """Return the numbers in *text* as they are written in *country*; *text* itself when one of them is not understood."""
    numbers = _numbers(text, country)
    return (
        " / ".join(part.with_words(_as_written(number, country)) for part, number in numbers)
        if numbers
        else text
    )


def dialable(text: str, country: str) -> str:
    """Return the numbers in *text* as any phone dials them; *text* itself when one of them is not understood."""
    numbers = _numbers(text, country)
    library = _library()
    form = library.PhoneNumberFormat.E164
    return " / ".join(library.format_number(number, form) for _, number in numbers) if numbers else text


def without_code(digits: str) -> str:
    """Return *digits*, which begin with a country's code, without it; nothing where they begin with none."""
    codes = _library().COUNTRY_CODE_TO_REGION_CODE
    lengths = range(1, min(3, len(digits)) + 1)
    return next((digits[length:] for length in lengths if int(digits[:length]) in codes), "")


def comparable(text: str, country: str) -> tuple[str, ...]:
    """Return the numbers in *text* as digits with the country's code in front, where that can be told; else as they were typed.

    Two texts tell of the same phone when a number of the one is ``text_folding.same_number`` as a number of the other.
    """
    parts = [part for part in number_texts(text) if len(part.digits) >= _FEWEST_DIGITS]
    if len(parts) == 1:
        return (_with_code(parts[0], country),)
    return tuple(dict.fromkeys(_with_code(part, country) for part in parts))


def _with_code(part: NumberText, country: str) -> str:
    """Return the digits of a number with its country's code. Numbers that begin alike and are equally long are turned alike."""
    if not country and not part.is_international:
        return part.digits
    turned = _turned(country, part.is_international, len(part.digits), part.digits[:_TELLING_DIGITS])
    if turned is not None:
        return turned[1] + part.digits[turned[0] :]
    return _digits_with_code(part.digits, country, part.is_international)


@lru_cache(maxsize=_MOST_COMPARED)
def _turned(country: str, international: bool, length: int, beginning: str) -> tuple[int, str] | None:  # noqa: FBT001
    """Return how many leading digits of such numbers fall away and what stands for them; None where each must be looked at.

    The rules of all countries take some 100 µs for one number, and a list has a hundred thousand.
    """
    sample = beginning + "2345678901234"[: length - len(beginning)]
    if len(sample) < length:
        return None
    turned = _digits_with_code(sample, country, international)
    code = turned.removesuffix(sample[_TELLING_DIGITS:])
    if code == turned:
        return None
    return (_TELLING_DIGITS, code) if len(beginning) == _TELLING_DIGITS else None


def _digits_with_code(digits: str, country: str, international: bool) -> str:  # noqa: FBT001
    if international and digits.startswith("521") and len(digits) == 13:
        digits = "52" + digits[3:]  # how mobile phones in Mexico were called until 2019
    number = _number("+" + digits if international else digits, country)
    if number is None:
        return digits
    national: str = _library().national_significant_number(number)
    return f"{number.country_code}{national}"


def _numbers(text: str, country: str) -> list[tuple[NumberText, Any]]:
    """Return the numbers of *text*, each with what the library understands of it; none where it does not understand one."""
    if not text.isascii() and any(sign.isdigit() and not sign.isascii() for sign in text):
        return []
    parts = number_texts(text)
    if sum(len(part.digits) for part in parts) < sum(map(str.isdigit, text)) - _spare_digits(parts):
        return []
    numbers = [(part, number) for part in parts if (number := _number(part.written, country)) is not None]
    return numbers if len(numbers) == len(parts) else []


def _spare_digits(parts: list[NumberText]) -> int:
    """Return how many digits of a text may stand outside of its numbers: of extensions, ``00`` and ``(0)``."""
    return sum(
        len(_NO_DIGIT.sub("", part.extension + part.label)) + 3 * part.is_international for part in parts
    )


def _number(text: str, country: str) -> Any | None:
    """Return what the library understands of the number *text*, with the zero that a spreadsheet took away; None if nothing."""
    if not _ONLY_A_NUMBER.fullmatch(text):
        return None
    library = _library()
    number = _parsed(text, country)
    if number is not None and library.is_valid_number(number):
        return number
    digits = _NO_DIGIT.sub("", text)
    if not country or digits != text or digits.startswith("0"):
        return None
    for prefix in ("0", "+"):
        number = _parsed(prefix + digits, country)
        if number is not None and library.is_valid_number(number):
            return number
    return None


def _parsed(text: str, country: str) -> Any | None:
    library = _library()
    try:
        return library.parse("+" + text[2:] if text.startswith("00") else text, country or None)
    except library.NumberParseException:
        return None


def _as_written(number: Any, country: str) -> str:
    library = _library()
    at_home = bool(country) and number.country_code == library.country_code_for_region(country)
    form = library.PhoneNumberFormat.NATIONAL if at_home else library.PhoneNumberFormat.INTERNATIONAL
    usual: str = library.format_number(number, form)
    if number.country_code not in _IN_PAIRS:
        return usual
    digits: str = library.national_significant_number(number)
    pairs = " ".join(digits[at : at + 2] for at in range(0, len(digits), 2))
    return pairs if at_home else f"+{number.country_code} {pairs}"
