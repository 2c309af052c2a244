"""The texts of the source and the catalogues that translate them: taken from the one, read from and written to the other.

Files come out the same for the same texts (no dates, no line numbers, sorted by text), so that differences are translations.
"""

from __future__ import annotations

import ast
import io
import re
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from babel.messages import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

TEXTS_OF = {"tr": 1, "mark": 1, "trn": 2}
"""How many of the first arguments of each function of ``desktop_app.i18n.texts`` are texts."""


class TranslationError(Exception):
    """A source or a catalogue that cannot be read; the message says which and why."""


@dataclass(slots=True)
class Text:
    """A text of the source: its plural, where it has one, and the files that show it."""

    plural: str | None = None
    files: set[str] = field(default_factory=set)


Texts = dict[str, Text]
_FRENCH_SPACE = re.compile(r"(?<=\S) (?=[;:?!»])|(?<=«) ")
Translations = dict[str, tuple[str, ...]]
"""The forms of each text: one, or as many as the language has plurals."""


# ---- the source


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            if name in TEXTS_OF:
                yield name, node


def _built_at_run_time(argument: ast.expr) -> bool:
    """Whether *argument* puts its text together in a way that no catalogue can match."""
    formatted = isinstance(argument, ast.Call) and getattr(argument.func, "attr", None) == "format"
    return formatted or isinstance(argument, ast.JoinedStr | ast.BinOp | ast.IfExp)


def extract(package: Path) -> tuple[Texts, list[str]]:
    """Every text that *package* marks, and a sentence for each call whose text cannot be taken.

    Raises `TranslationError` when a file is not Python.
    """
    texts: Texts = {}
    faults: list[str] = []
    for file in sorted(package.rglob("*.py")):
        place = file.relative_to(package.parent).as_posix()
        try:
            tree = ast.parse(file.read_bytes(), place)
        except SyntaxError as error:
            raise TranslationError(str(error)) from error
        for name, call in _calls(tree):
            arguments = call.args[: TEXTS_OF[name]]
            values = [a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if len(values) < TEXTS_OF[name]:
                # `tr(label)` shows a text that `mark` noted elsewhere; the other two must stand before their texts.
                if name != "tr" or any(_built_at_run_time(argument) for argument in arguments):
                    faults.append(
                        f"{place}:{call.lineno}: {name}() needs its text written out, formatted after"
                    )
                continue
            if not values[0]:
                continue
            text = texts.setdefault(values[0], Text())
            text.files.add(place)
            if name == "trn":
                if text.plural not in {None, values[1]}:
                    faults.append(f"{place}:{call.lineno}: {values[0]!r} has a second plural, {values[1]!r}")
                text.plural = values[1]
    return texts, faults


# ---- catalogues


USUAL = "suivi"
"""The catalogue of every text, as it is usually worded."""


def po_file(folder: Path, language: str, name: str = USUAL) -> Path:
    """The catalogue that people edit."""
    return folder / language / "LC_MESSAGES" / f"{name}.po"


class _PlainCatalog(Catalog):
    """A catalogue whose header has no date and no tool's version: the same texts make the same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Project-Id-Version", "Suivi"),
            ("Language", str(self.locale_identifier)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", f"{self.plural_forms}\n"),
        ]


def _catalog(language: str, texts: Texts, translations: Translations, notes: Mapping[str, str]) -> Catalog:
    catalog = _PlainCatalog(locale=language, header_comment="", fuzzy=False)
    for source, text in texts.items():
        forms = translations.get(source, ())
        if text.plural is None:
            message = catalog.add(source, forms[0] if len(forms) == 1 else "")
        else:
            empty = ("",) * catalog.num_plurals
            message = catalog.add(
                (source, text.plural), forms if len(forms) == catalog.num_plurals else empty
            )
        message.locations = [(file, 0) for file in sorted(text.files)]
        message.auto_comments = [notes[source]] if source in notes else []
        message.flags.clear()  # Babel takes "100 % {…}" for printf's
    return catalog


def forms_of(catalog: Catalog) -> Translations:
    """Every text of *catalog* with its forms."""
    forms: Translations = {}
    for message in catalog:
        if message.id:
            said = message.string or ""
            forms[source_of(message)] = (said,) if isinstance(said, str) else tuple(said)
    return forms


def source_of(message: Message) -> str:
    """The text that *message* translates: its singular."""
    return message.id if isinstance(message.id, str) else message.id[0]


def read(file: Path, language: str) -> Catalog:
    """The catalogue in *file*, empty when there is none; raises `TranslationError` when it is damaged."""
    if not file.is_file():
        return Catalog(locale=language)
    try:
        return read_po(io.BytesIO(file.read_bytes()), locale=language, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise TranslationError(f"{file}: {error}") from error


def write(
    folder: Path,
    language: str,
    texts: Texts,
    translations: Translations,
    name: str = USUAL,
    notes: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write the catalogue *name* with *texts* as they are translated, a comment from *notes* over those that have one."""
    catalog = _catalog(language, texts, translations, notes)
    file = po_file(folder, language, name)
    file.parent.mkdir(parents=True, exist_ok=True)
    text = io.BytesIO()
    write_po(text, catalog, width=0, sort_output=True, include_lineno=False)
    file.write_bytes(text.getvalue().strip() + b"\n")
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    file.with_suffix(".mo").write_bytes(compiled.getvalue())


def is_compiled(file: Path, translations: Translations) -> bool:
    """Whether the compiled catalogue beside *file* says just what *translations* say."""
    compiled = file.with_suffix(".mo")
    said = {source: each for source, each in translations.items() if any(each)}
    return compiled.is_file() and forms_of(read_mo(io.BytesIO(compiled.read_bytes()))) == said


# ---- what is put in


def typeset(language: str, forms: Iterable[str]) -> tuple[str, ...]:
    """*forms* with the spaces of *language*: in French none may break before ``; : ? ! »`` and after ``«``."""
    if language != "fr":
        return tuple(forms)
    return tuple(_FRENCH_SPACE.sub("\N{NO-BREAK SPACE}", form) for form in forms)


# ---- placeholders


def _placeholders(text: str) -> set[str] | None:
    """The names in braces; None where *text* is no format (braces that are meant as such)."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return None


def placeholder_fault(source: str, plural: str | None, forms: tuple[str, ...]) -> str | None:
    """What is wrong with the placeholders of the translation *forms*, or None.

    The first form of a plural may name what either source names: English "One person" is French "{count} personne", for 0 too.
    """
    one = _placeholders(source)
    many = one if plural is None else _placeholders(plural)
    for index, form in enumerate(forms):
        names = _placeholders(form)
        allowed = [one, many] if index == 0 else [many]
        if names not in allowed:
            shown = " ".join(sorted(names or ())) or "none"
            return f"placeholders differ ({shown} instead of {' '.join(sorted(allowed[-1] or ())) or 'none'})"
    return None
