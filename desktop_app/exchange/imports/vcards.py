"""Contacts as phones and address books give them away (vCard 2.1, 3.0, 4.0): each as a row under headings that are known.

Read here and not with a library: the kept ones know 3.0 only, or need three others (decision 0021).
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from desktop_app.domain.errors import UnreadableFile
from desktop_app.exchange.imports.encodings import decode
from desktop_app.exchange.imports.person_field import FIELD_TITLES, PersonField
from desktop_app.i18n.texts import Text, mark, tr

_BEGINS = re.compile(
    rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*\x00?B\x00?E\x00?G\x00?I\x00?N\x00?\s*:\x00?\s*V\x00?C\x00?A\x00?R\x00?D",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_NOT_TOLD = frozenset(
    [
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "REV",
        "UID",
        "CLASS",
        "KIND",
        "PROFILE",
        "SORT-STRING",
        "MAILER",
        "TZ",
        "SOURCE",
        "NAME",
        "X-ABUID",
        "X-ABSHOWAS",
        "X-IMAGETYPE",
        "X-IMAGEHASH",
    ]
)
_LABELS = frozenset(["HOME", "WORK"])
_FIELDS = (
    PersonField.FIRST_NAME, PersonField.LAST_NAME, PersonField.FULL_NAME, PersonField.MIDDLE_NAME, PersonField.PHONE, PersonField.EMAIL,
    PersonField.DATE_OF_BIRTH, PersonField.ADDRESS, PersonField.COMMUNE, PersonField.GENDER, PersonField.PROFESSION, PersonField.NOTES,
)  # fmt: skip
_LONGEST_LEFT_OUT = 80
_PLAIN = {
    "FN": (PersonField.FULL_NAME, " "),
    "EMAIL": (PersonField.EMAIL, "\n"),
    "BDAY": (PersonField.DATE_OF_BIRTH, " "),
    "TITLE": (PersonField.PROFESSION, ", "),
    "ROLE": (PersonField.PROFESSION, ", "),
    "NOTE": (PersonField.NOTES, "\n"),
}
"""Properties that are one field, and what parts two of them."""
_PICTURES = frozenset({"PHOTO", "LOGO", "KEY", "SOUND"})


class _Property(NamedTuple):
    """A line of a card: its name, what says more of it, and its value with the escapes in it."""

    name: str
    parameters: dict[str, str]
    value: str


def is_vcard(content: bytes) -> bool:
    """Whether *content* begins as a vCard does."""
    return _BEGINS.match(content[:200]) is not None


def rows_of_cards(contents: Iterable[bytes], name: str) -> list[tuple[int, list[str]]]:
    """A row of headings, then one for each card of the files, with the number of the card; *name* stands in the sentences.

    Raises:
        UnreadableFile: there is no whole card in them.
    """
    cards = [card for content in contents for card in _cards(decode(content, name).text)]
    if not cards:
        source = mark("“{name}” holds no whole contact: it was cut short, or is something else.")
        raise UnreadableFile(Text(source, {"name": name}))
    others = list(dict.fromkeys(key for card in cards for key in card if key not in _FIELDS))
    headings = [tr(FIELD_TITLES[field]) for field in _FIELDS]
    rows = [(0, [*headings, *map(str, others)])]
    for number, card in enumerate(cards, 1):
        rows.append((number, [card.get(key, "") for key in (*_FIELDS, *others)]))
    return rows


def _cards(text: str) -> Iterator[dict[str, str]]:
    """What each card says, by field, and by the name of the property for what no field holds."""
    card: list[_Property] | None = None
    for line in _unfolded(text):
        parsed = _property(line)
        if parsed is None:
            continue
        if parsed.name == "BEGIN" and parsed.value.strip().upper() == "VCARD":
            card = []
        elif parsed.name == "END" and card is not None:
            if not _is_group(card):
                yield _told(card)
            card = None
        elif card is not None:
            card.append(parsed)


def _is_group(card: Iterable[_Property]) -> bool:
    return any("KIND" in line.name and line.value.strip().lower() in {"group", "org"} for line in card)


def _unfolded(text: str) -> Iterator[str]:
    """The lines of a card, those that go on in the next put together."""
    held = ""
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if held.endswith("=") and "QUOTED-PRINTABLE" in held.upper().partition(":")[0]:
            held = held[:-1] + line
        elif line[:1] in {" ", "\t"}:
            held += line[1:]
        else:
            yield held
            held = line
    yield held


def _property(line: str) -> _Property | None:
    head, colon, value = _halves(line)
    if not colon:
        return None
    name, *texts = head.split(";")
    parameters: dict[str, str] = {}
    for parameter in texts:
        key, equals, word = parameter.partition("=")
        key = key.strip().upper()
        if not equals:  # 2.1 writes TEL;CELL:
            key, word = "TYPE", key
        if key == "ENCODING" or word.upper() in {"QUOTED-PRINTABLE", "BASE64"}:
            key = "ENCODING"
        parameters[key] = f"{parameters[key]},{word}" if key in parameters else word.strip('"')
    if "QUOTED-PRINTABLE" in parameters.get("ENCODING", "").upper():
        charset = parameters.get("CHARSET", "utf-8")
        raw = quopri.decodestring(value.encode("utf-8", "replace"))
        try:
            value = raw.decode(charset)
        except (LookupError, UnicodeDecodeError):
            value = raw.decode("cp1252", "replace")
    return _Property(name.rpartition(".")[2].strip().upper(), parameters, value)


def _halves(line: str) -> tuple[str, str, str]:
    """What stands before and after the colon that is in no quotation marks."""
    quoted = False
    for at, sign in enumerate(line):
        if sign == '"':
            quoted = not quoted
        elif sign == ":" and not quoted:
            return line[:at], sign, line[at + 1 :]
    return line, "", ""


def _parts(value: str) -> list[str]:
    """The parts of a value between semicolons, without escapes."""
    return [_plain(part) for part in re.split(r"(?<!\\);", value)]


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value).strip()


def _told(card: Iterable[_Property]) -> dict[str, str]:
    """What a card says, by field, and by the name of the property for what no field holds."""
    fields: dict[str, str] = {}
    for line in card:
        for key, text, joint in _said(line):
            if text and text not in fields.get(key, ""):
                fields[key] = f"{fields[key]}{joint}{text}" if key in fields else text
    if fields.get(PersonField.FIRST_NAME) or fields.get(PersonField.LAST_NAME):
        fields.pop(PersonField.FULL_NAME, None)
    return fields


def _said(line: _Property) -> Iterator[tuple[str, str, str]]:
    """The fields that one property tells, each with its text and what parts it from another of the same field."""
    if line.name in _PLAIN:
        field, joint = _PLAIN[line.name]
        yield field, _plain(line.value), joint
    elif line.name == "N":
        names = (PersonField.LAST_NAME, PersonField.FIRST_NAME, PersonField.MIDDLE_NAME)
        yield from ((field, text, " ") for field, text in zip(names, _parts(line.value), strict=False))
    elif line.name == "TEL":
        if "FAX" not in line.parameters.get("TYPE", "").upper():
            yield PersonField.PHONE, _phone(line), "\n"
    elif line.name == "ADR":
        _, extended, street, city, *_ = [*_parts(line.value), "", "", "", ""]
        yield PersonField.ADDRESS, ", ".join(part for part in (street, extended) if part), "\n"
        yield PersonField.COMMUNE, city, ", "
    elif line.name in {"GENDER", "X-GENDER"}:
        yield PersonField.GENDER, _parts(line.value)[0], " "
    elif line.name in _PICTURES:
        yield line.name, "…", " "
    elif line.name not in _NOT_TOLD and not line.name.startswith(("X-AB", "X-APPLE")):
        yield line.name, _plain(line.value)[:_LONGEST_LEFT_OUT], ", "


def _phone(line: _Property) -> str:
    number = _plain(line.value).removeprefix("tel:")
    labels = [word.lower() for word in line.parameters.get("TYPE", "").split(",") if word.upper() in _LABELS]
    return f"{number} ({labels[0]})" if labels and number else number
