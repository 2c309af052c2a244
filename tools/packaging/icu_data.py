"""Qt's copy of ICU comes with 32 MB about every language; this keeps what sorting words in ours takes.

Qt for Linux asks ICU to compare words (`QCollator`), to change case, and to read old encodings. Names of currencies, units,
time zones and regions, the splitting of Thai into words and the tables of Chinese encodings are not asked for by Qt at all.
ICU looks its data up by name and does without what is not there, so a smaller table of contents is all it takes.

The library (``libicudata.so.NN``) is nothing but that table behind one symbol. Where it looks otherwise, `ValueError` is
raised, and the library is better left as it is.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from fnmatch import fnmatch

KEPT = (
    "coll/root.res",
    "coll/res_index.res",
    "coll/ucadata.icu",
    "*.nrm",
    "cnvalias.icu",
    "ulayout.icu",
    "uemoji.icu",
    "ibm-5346_*.cnv",  # windows-1250
    "ibm-5348_*.cnv",  # windows-1252
    "root.res",
    "res_index.res",
    "pool.res",
    "icuver.res",
    "keyTypeData.res",
    "likelySubtags.res",
    "supplementalData.res",
    "timezoneTypes.res",
)
"""Names of items, without the package's own name in front."""

_MAGIC = b"\xda\x27"
_ALIGNMENT = 16
_PAGE = 0x1000
_HEADER, _SEGMENT, _SECTION = "<16sHHIQQQIHHHHHH", "<IIQQQQQQ", "<IIQQQQIIQQ"
_RODATA_KIND, _LOAD = 1, 1
Item = tuple[bytes, bytes]


def is_kept(name: str, languages: Sequence[str]) -> bool:
    """Whether the item *name* (``coll/fr.res``) is of use to a program in *languages*."""
    own = [
        f"{folder}{language}{region}.res"
        for language in languages
        for folder in ("", "coll/")
        for region in ("", "_*")
    ]
    return any(fnmatch(name, pattern) and name.count("/") == pattern.count("/") for pattern in (*KEPT, *own))


def read(package: bytes) -> tuple[bytes, list[Item]]:
    """The header of an ICU data *package* and its items; raises `ValueError` when it is none."""
    if package[2:4] != _MAGIC or package[12:16] != b"CmnD":
        raise ValueError("not a package of ICU data")
    (header,) = struct.unpack_from("<H", package)
    (count,) = struct.unpack_from("<I", package, header)
    places = [struct.unpack_from("<II", package, header + 4 + 8 * index) for index in range(count)]
    ends = [start for _, start in places[1:]] + [len(package) - header]
    return package[:header], [
        (
            package[header + name : package.index(b"\0", header + name)],
            package[header + start : header + end],
        )
        for (name, start), end in zip(places, ends, strict=True)
    ]


def write(header: bytes, items: Sequence[Item]) -> bytes:
    """A package of *items*, which must be sorted by name: ICU searches by halving."""
    names = b"".join(name + b"\0" for name, _ in items)
    start = 4 + 8 * len(items)
    names += b"\0" * (-(len(header) + start + len(names)) % _ALIGNMENT)
    name_at, data_at = start, start + len(names)
    contents, places = [], []
    for name, data in items:
        padded = data + b"\0" * (-len(data) % _ALIGNMENT)
        places.append(struct.pack("<II", name_at, data_at))
        contents.append(padded)
        name_at += len(name) + 1
        data_at += len(padded)
    return b"".join([header, struct.pack("<I", len(items)), *places, names, *contents])


def smaller(library: bytes, keep: Callable[[str], bool]) -> bytes:
    """The *library* (an ELF file for 64 bits) with those items only whose names *keep* says yes to."""
    header = list(struct.unpack_from(_HEADER, library))
    if library[:6] != b"\x7fELF\x02\x01":
        raise ValueError("not an ELF library for 64 bits")
    segments_at, sections_at, segment_count, section_count, names_section = (
        header[i] for i in (5, 6, 10, 12, 13)
    )
    segments = [
        list(struct.unpack_from(_SEGMENT, library, segments_at + 56 * i)) for i in range(segment_count)
    ]
    sections = [
        list(struct.unpack_from(_SECTION, library, sections_at + 64 * i)) for i in range(section_count)
    ]
    names_at = sections[names_section][4]
    rodata = next(
        section
        for section in sections
        if library[names_at + section[0] :].startswith(b".rodata\0") and section[1] == _RODATA_KIND
    )
    at, size = rodata[4], rodata[5]
    package_header, items = read(library[at : at + size])
    package = write(
        package_header, [item for item in items if keep(item[0].decode("ascii").partition("/")[2])]
    )
    # Whole pages are taken out, so that what comes after stays where its address says it is within a page.
    cut = (size - len(package)) // _PAGE * _PAGE
    after = at + size
    for segment in segments:
        if segment[0] == _LOAD and segment[2] <= at < segment[2] + segment[5]:
            segment[5] -= cut
            segment[6] -= cut
        elif segment[2] >= after:
            segment[2] -= cut
    for section in sections:
        if section[4] >= after:
            section[4] -= cut
    rodata[5] -= cut
    header[6] -= cut
    body = package + b"\0" * (size - cut - len(package))
    made = bytearray(library[:at] + body + library[after:])
    struct.pack_into(_HEADER, made, 0, *header)
    for index, segment in enumerate(segments):
        struct.pack_into(_SEGMENT, made, segments_at + 56 * index, *segment)
    for index, section in enumerate(sections):
        struct.pack_into(_SECTION, made, header[6] + 64 * index, *section)
    return bytes(made)


def for_languages(library: bytes, languages: Sequence[str]) -> bytes:
    """The *library* with what a program in *languages* needs."""
    return smaller(library, lambda name: is_kept(name, languages))
