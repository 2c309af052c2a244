"""The catalogues of ``resources/translations``: kept in step with the source, checked, filled.

``update``              take in what the source says now, forget what it no longer says, compile
``check``               name every text that is not in step; ends with 1 when there is one
``missing LANG``        print the texts without a translation as JSON, ready to be filled in
``fill FILE.json LANG`` put translations in: ``{"text": "translation", "one": ["singular", "plural"]}``

Files come out the same for the same texts (no dates, no line numbers, sorted by text), so that differences are translations.
"""

from __future__ import annotations

import argparse
import ast
import io
import json
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("fr", "es")
TEXTS_OF = {"tr": 1, "mark": 1, "trn": 2}
"""How many of the first arguments of each function of ``desktop_app.texts`` are texts."""


class TranslationError(Exception):
    """A source or a catalogue that cannot be read; the message says which and why."""


@dataclass(slots=True)
class Text:
    """A text of the source: its plural, where it has one, and the files that show it."""

    plural: str | None = None
    files: set[str] = field(default_factory=set)


Texts = dict[str, Text]
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


def po_file(folder: Path, language: str) -> Path:
    """The catalogue that people edit."""
    return folder / language / "LC_MESSAGES" / "suivi.po"


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


def _catalog(language: str, texts: Texts, translations: Translations) -> Catalog:
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
        message.flags.clear()  # Babel takes "100 % {…}" for printf's
    return catalog


def _forms(catalog: Catalog) -> Translations:
    forms: Translations = {}
    for message in catalog:
        if message.id:
            said = message.string or ""
            forms[_source(message)] = (said,) if isinstance(said, str) else tuple(said)
    return forms


def _source(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _read(file: Path, language: str) -> Catalog:
    """The catalogue in *file*, empty when there is none; raises `TranslationError` when it is damaged."""
    if not file.is_file():
        return Catalog(locale=language)
    try:
        return read_po(io.BytesIO(file.read_bytes()), locale=language, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise TranslationError(f"{file}: {error}") from error


def _write(folder: Path, language: str, texts: Texts, translations: Translations) -> None:
    catalog = _catalog(language, texts, translations)
    file = po_file(folder, language)
    file.parent.mkdir(parents=True, exist_ok=True)
    text = io.BytesIO()
    write_po(text, catalog, width=0, sort_output=True, include_lineno=False)
    file.write_bytes(text.getvalue().strip() + b"\n")
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    file.with_suffix(".mo").write_bytes(compiled.getvalue())


# ---- commands


def update(package: Path, folder: Path) -> list[str]:
    """Bring every catalogue of *folder* in step with *package*; the faults of the source."""
    texts, faults = extract(package)
    for language in LANGUAGES:
        _write(folder, language, texts, _forms(_read(po_file(folder, language), language)))
    return faults


def missing(package: Path, folder: Path, language: str) -> dict[str, str | list[str]]:
    """The texts that *language* does not say yet, each with its empty forms."""
    texts, _ = extract(package)
    known = _forms(_read(po_file(folder, language), language))
    return {
        source: "" if text.plural is None else ["", ""]
        for source, text in sorted(texts.items())
        if not all(known.get(source, ("",)))
    }


def fill(package: Path, folder: Path, language: str, given: dict[str, str | list[str]]) -> list[str]:
    """Put *given* into the catalogue of *language*; a sentence for each that was left out, and why."""
    texts, _ = extract(package)
    translations = _forms(_read(po_file(folder, language), language))
    faults: list[str] = []
    for source, value in given.items():
        forms = (value,) if isinstance(value, str) else tuple(value)
        text = texts.get(source)
        if text is None:
            fault: str | None = "is not a text of the source"
        elif len(forms) != (1 if text.plural is None else Catalog(locale=language).num_plurals):
            fault = "has not as many forms as the language"
        else:
            fault = placeholder_fault(source, text.plural, forms)
        if fault:
            faults.append(f"{language}: {fault}: {source!r}")
        else:
            translations[source] = forms
    _write(folder, language, texts, translations)
    return faults


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


def check(package: Path, folder: Path) -> list[str]:
    """A sentence for each thing that is not in step; empty when all is well."""
    texts, faults = extract(package)
    for language in LANGUAGES:
        file = po_file(folder, language)
        if not file.is_file():
            faults.append(f"{language}: no catalogue")
            continue
        catalog = _read(file, language)
        forms = _forms(catalog)
        faults += [f"{language}: {fault}" for fault in _catalogue_faults(texts, catalog, forms)]
        compiled = file.with_suffix(".mo")
        said = {source: each for source, each in forms.items() if any(each)}
        if not compiled.is_file() or _forms(read_mo(io.BytesIO(compiled.read_bytes()))) != said:
            faults.append(f"{language}: {compiled.name} is not what {file.name} compiles to")
    return faults


def _catalogue_faults(texts: Texts, catalog: Catalog, forms: Translations) -> Iterator[str]:
    plurals = {message.id[0]: message.id[1] for message in catalog if not isinstance(message.id, str)}
    fuzzy = {
        message.id if isinstance(message.id, str) else message.id[0] for message in catalog if message.fuzzy
    }
    for source, text in sorted(texts.items()):
        where = f"{source!r} ({', '.join(sorted(text.files))})"
        if source not in forms:
            yield f"not in the catalogue: {where}"
        elif plurals.get(source) != text.plural:
            yield f"another plural in the catalogue: {where}"
        elif not all(forms[source]):
            yield f"untranslated: {where}"
        elif source in fuzzy:
            yield f"fuzzy: {where}"
        elif fault := placeholder_fault(source, text.plural, forms[source]):
            yield f"{fault}: {where}"
    gone = set(forms) - set(texts)
    gone |= {_source(message) for message in catalog.obsolete.values()}
    yield from (f"obsolete, no longer in the source: {source!r}" for source in sorted(gone))


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when nothing was found wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update")
    commands.add_parser("check")
    commands.add_parser("missing").add_argument("language", choices=LANGUAGES)
    filling = commands.add_parser("fill")
    filling.add_argument("file", type=Path)
    filling.add_argument("language", choices=LANGUAGES)
    chosen = parser.parse_args(arguments)
    package, folder = ROOT / "desktop_app", ROOT / "resources" / "translations"
    try:
        match chosen.command:
            case "update":
                faults = update(package, folder)
            case "missing":
                print(json.dumps(missing(package, folder, chosen.language), ensure_ascii=False, indent=1))
                return 0
            case "fill":
                given = json.loads(chosen.file.read_text(encoding="utf-8"))
                faults = fill(package, folder, chosen.language, given)
            case _:
                faults = check(package, folder)
    except (TranslationError, OSError, ValueError) as error:
        faults = [str(error)]
    for fault in faults:
        print(fault)
    if faults and chosen.command == "check":
        print(f"{len(faults)} not in step: `make translations` takes in the texts, then translate them")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
