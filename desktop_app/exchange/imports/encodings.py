"""The bytes of a list as text: which encoding it was saved in, or the sentence that says why it is none we can read.

Offices send what their spreadsheet happened to write: UTF-8, UTF-16, Windows-1252, now and then an old Mac or DOS code page.
None of them says so. The wrong guess turns “Fatoumata Bâ” into “B‰”, so candidates are held against the letters that
French, Spanish and English really use.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.errors import UnreadableFile
from desktop_app.i18n.texts import Text, mark
from desktop_app.system.paths import shown_name

LARGEST = 50 * 1024 * 1024
"""Bytes; a list of people is far below, and a bigger file is another kind of thing."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OTHER_KINDS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF",
    b"SQLite format 3",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"{\\rtf",
    b"\x7fELF",
)
_ONE_BYTE = ("cp1252", "mac_roman", "cp850")
_LETTERS = frozenset("àâäáãéèêëíìîïóòôöõúùûüçñÿœæÀÂÄÁÉÈÊËÍÎÏÓÔÖÚÙÛÜÇÑŒÆßåÅøØ")
_SIGNS = frozenset("’‘“”«»–—…°ºª¿¡€·•\xa0\u202f")
_TEXT_CONTROLS = frozenset("\t\n\r\f\x0b\x1a\x1e\x1f")
_SAMPLE = 256 * 1024
_AFTER_SMALL = re.compile(rb"[a-z][\x80-\xff]")
_ASCII_LETTER = re.compile(rb"[A-Za-z]")
_FEW = 40


@dataclass(frozen=True, slots=True)
class FileText:
    """A file's text without its byte order mark, and how to write such bytes again."""

    text: str
    encoding: str
    byte_order_mark: bytes = b""

    def encoded(self, text: str) -> bytes:
        """*text* as this file's encoding writes it; what that cannot say becomes a question mark."""
        return text.encode(self.encoding, errors="replace")


def read_content(path: Path) -> bytes:
    """The bytes of the file at *path*.

    Raises:
        UnreadableFile: it is missing, a folder, not permitted, empty, or over ``LARGEST`` (said before reading it).
    """
    shown = shown_name(path)
    name: dict[str, object] = {"name": shown}
    try:
        if path.is_dir():
            raise UnreadableFile(Text(mark("“{name}” is a folder. Choose the file with the list."), name))
        if not path.exists():
            raise UnreadableFile(Text(mark("“{name}” is not there. Check the name and the folder."), name))
        if not path.is_file():
            raise UnreadableFile(Text(mark("“{name}” is not a file that can be read."), name))
        if path.stat().st_size > LARGEST:
            source = mark(
                "“{name}” is too large for a list of people: {size} MB, at most {limit} MB can be read."
            )
            sizes: dict[str, object] = {
                "size": path.stat().st_size // (1024 * 1024),
                "limit": LARGEST // (1024 * 1024),
            }
            raise UnreadableFile(Text(source, name | sizes))
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except PermissionError:
        raise UnreadableFile(
            Text(mark("You do not have the right to read “{name}”. Ask whoever it belongs to."), name)
        ) from None
    except (OSError, ValueError) as error:  # ValueError: a name with a null character
        source = mark("“{name}” cannot be read: {reason}.")
        raise UnreadableFile(
            Text(source, name | {"reason": getattr(error, "strerror", None) or str(error)})
        ) from None
    if not content.strip(b"\0\t\n\r \x0b\x0c"):
        raise UnreadableFile(Text(mark("“{name}” is empty."), name))
    return content


def text_of(content: bytes, name: str, encoding: str | None = None) -> FileText:
    """*content* as text; *encoding* is what a person chose instead of what would be recognised.

    Raises:
        UnreadableFile: it is not text, or not in that encoding.
    """
    return decode(content, name) if encoding is None else _decoded_as(content, name, encoding)


def _decoded_as(content: bytes, name: str, encoding: str) -> FileText:
    for byte_order_mark, marked in _MARKS:
        if marked == encoding and content.startswith(byte_order_mark):
            break
    else:
        byte_order_mark = b""
    try:
        text = content[len(byte_order_mark) :].decode(encoding)
    except UnicodeDecodeError:
        source = mark("“{name}” was not saved in this encoding. Choose another one.")
        raise UnreadableFile(Text(source, {"name": name})) from None
    if not _reads_as_text(text):
        raise _not_text(name)
    return FileText(text, encoding, byte_order_mark)


def decode(content: bytes, name: str) -> FileText:
    """*content* as text; *name* stands in the sentences.

    Raises:
        UnreadableFile: there is nothing in it, or it is not text.
    """
    if not content.strip(b"\0\t\n\r \x0b\x0c"):
        raise UnreadableFile(Text(mark("“{name}” is empty."), {"name": name}))
    if content.startswith(_OTHER_KINDS):
        raise _not_text(name)
    decoded = _marked(content, name) or _unmarked_utf16(content) or _utf8(content) or _one_byte(content)
    if decoded is None or not _reads_as_text(decoded.text):
        raise _not_text(name)
    if not decoded.text.strip():
        raise UnreadableFile(Text(mark("“{name}” is empty."), {"name": name}))
    return decoded


def _not_text(name: str) -> UnreadableFile:
    return UnreadableFile(
        Text(
            mark("“{name}” is no list: neither a workbook nor a text with columns nor contacts."),
            {"name": name},
        )
    )


def _marked(content: bytes, name: str) -> FileText | None:
    for byte_order_mark, encoding in _MARKS:
        if content.startswith(byte_order_mark):
            try:
                return FileText(content[len(byte_order_mark) :].decode(encoding), encoding, byte_order_mark)
            except UnicodeDecodeError:
                if encoding == "utf-8":
                    mended = _utf8(content[len(byte_order_mark) :])
                    return FileText(mended.text, encoding, byte_order_mark) if mended else None
                raise _not_text(name) from None
    return None


def _unmarked_utf16(content: bytes) -> FileText | None:
    """Some programs leave the mark out; Latin text then has a null in every other byte."""
    sample = content[:4096]
    half = len(sample) // 2
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if half and sample[start::2].count(0) > half * 0.7 and sample[1 - start :: 2].count(0) == 0:
            try:
                return FileText(content.decode(encoding), encoding)
            except UnicodeDecodeError:
                return None
    return None


def _utf8(content: bytes) -> FileText | None:
    """UTF-8; a few bytes of another encoding in it (lists glued together) are read as Windows wrote them."""
    try:
        return FileText(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", errors="surrogateescape")
    strange = [sign for sign in text if "\udc80" <= sign <= "\udcff"]
    proper = sum(sign > "\x7f" for sign in text) - len(strange)
    if len(strange) * 4 > proper:
        return None
    table = {
        ord(sign): bytes([ord(sign) - 0xDC00]).decode("cp1252", errors="replace") for sign in set(strange)
    }
    return FileText(text.translate(table), "utf-8")


def _one_byte(content: bytes) -> FileText | None:
    """The code page under which the accented signs are the likeliest: letters of our languages, no capital after a small one."""
    sample = content[: 8 * _SAMPLE]
    counts = {byte: sample.count(byte) for byte in range(0x80, 0x100) if byte in sample}
    inside = Counter(match[0][1] for match in _AFTER_SMALL.finditer(sample))
    total = sum(counts.values())
    if total > _FEW and total > len(_ASCII_LETTER.findall(sample)):
        foreign = _guessed(content)  # where accented signs outnumber the plain ones, it is another alphabet
        if foreign is not None:
            return foreign
    best, best_score = None, -1.0
    for encoding in _ONE_BYTE:
        score = sum(_likely(byte, count, inside[byte], encoding) for byte, count in counts.items())
        if score > best_score and _decodes(content, encoding):
            best, best_score = encoding, score
    if best is not None and best_score >= total * 0.7:
        return FileText(content.decode(best), best)
    return _guessed(content) or (FileText(content.decode(best), best) if best is not None else None)


def _likely(byte: int, count: int, inside: int, encoding: str) -> float:
    """How many of the *count* places of this byte make sense, of which *inside* follow a small letter."""
    sign = bytes([byte]).decode(encoding, errors="replace")
    if sign in _LETTERS:
        return float(count - inside if sign.isupper() else count)
    return count * 0.8 if sign in _SIGNS else 0.0


def _guessed(content: bytes) -> FileText | None:
    """A list in another script or from further east."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - rarely needed, slow to load

    match = from_bytes(content[:_SAMPLE]).best()
    if match is None:
        return None
    encoding = match.encoding
    return FileText(content.decode(encoding), encoding) if _decodes(content, encoding) else None


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        return content.decode(encoding).encode(encoding) == content
    except (UnicodeError, LookupError):
        return False


def _reads_as_text(text: str) -> bool:
    """No null characters, and hardly any control characters or such as no alphabet has."""
    sample = text[:_SAMPLE]
    if "\0" in text:
        return False
    strange = sum(
        (sign < " " and sign not in _TEXT_CONTROLS) or "\x7f" <= sign <= "\x9f" or sign == "\ufffd"
        for sign in sample
    )
    return strange * 50 <= len(sample)
