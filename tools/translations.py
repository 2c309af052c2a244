"""The catalogues of ``resources/translations``: kept in step with the source, checked, filled.

``update``              take in what the source says now, forget what it no longer says, compile
``check``               name every text that is not in step; ends with 1 when there is one
``missing LANG``        print the texts without a translation as JSON, ready to be filled in
``fill FILE.json LANG`` put translations in: ``{"text": "translation", "one": ["singular", "plural"]}``

``missing --words LANG``, ``fill --words FILE.json LANG``: the same for the second wording of what speaks of persons, which offices
see that say *visitor* or *client* (``office_words``; English has one too). It is printed as usually worded (English: as it
most likely is); ``=`` keeps it so.

Files come out the same for the same texts (no dates, no line numbers, sorted by text), so that differences are translations.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import office_words
from babel.messages import Catalog
from catalogues import (
    Texts,
    TranslationError,
    Translations,
    extract,
    forms_of,
    is_compiled,
    placeholder_fault,
    po_file,
    read,
    source_of,
    typeset,
    write,
)

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("fr", "es")


def update(package: Path, folder: Path) -> list[str]:
    """Bring every catalogue of *folder* in step with *package*; the faults of the source."""
    texts, faults = extract(package)
    for language in LANGUAGES:
        write(folder, language, texts, forms_of(read(po_file(folder, language), language)))
    office_words.update(package, folder)
    return faults


def missing(package: Path, folder: Path, language: str) -> dict[str, str | list[str]]:
    """The texts that *language* does not say yet, each with its empty forms."""
    texts, _ = extract(package)
    known = forms_of(read(po_file(folder, language), language))
    return {
        source: "" if text.plural is None else ["", ""]
        for source, text in sorted(texts.items())
        if not all(known.get(source, ("",)))
    }


def fill(package: Path, folder: Path, language: str, given: dict[str, str | list[str]]) -> list[str]:
    """Put *given* into the catalogue of *language*; a sentence for each that was left out, and why."""
    texts, _ = extract(package)
    translations = forms_of(read(po_file(folder, language), language))
    faults: list[str] = []
    for source, value in given.items():
        forms = typeset(language, [value] if isinstance(value, str) else value)
        text = texts.get(source)
        if text is None:
            fault: str | None = "is not a text of the source"
        elif len(forms) != (1 if text.plural is None else Catalog(locale=language).num_plurals):
            fault = "has not as many forms as the language"
        elif not all(forms):
            fault = "is empty, and a translation that is there is not taken away"
        else:
            fault = placeholder_fault(source, text.plural, forms)
        if fault:
            faults.append(f"{language}: {fault}: {source!r}")
        else:
            translations[source] = forms
    write(folder, language, texts, translations)
    return faults


def check(package: Path, folder: Path) -> list[str]:
    """A sentence for each thing that is not in step; empty when all is well."""
    texts, faults = extract(package)
    for language in LANGUAGES:
        file = po_file(folder, language)
        if not file.is_file():
            faults.append(f"{language}: no catalogue")
            continue
        catalog = read(file, language)
        forms = forms_of(catalog)
        faults += [f"{language}: {fault}" for fault in _catalogue_faults(texts, catalog, forms)]
        if not is_compiled(file, forms):
            faults.append(f"{language}: {file.stem}.mo is not what {file.name} compiles to")
    return [*faults, *office_words.check(package, folder)]


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
    gone |= {source_of(message) for message in catalog.obsolete.values()}
    yield from (f"obsolete, no longer in the source: {source!r}" for source in sorted(gone))


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when nothing was found wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update")
    commands.add_parser("check")
    for name in ("missing", "fill"):
        command = commands.add_parser(name)
        command.add_argument("--words", action="store_true")
        if name == "fill":
            command.add_argument("file", type=Path)
        command.add_argument("language", choices=office_words.LANGUAGES)
    chosen = parser.parse_args(arguments)
    if getattr(chosen, "language", "") == "en" and not chosen.words:
        parser.error("the texts are English: only their second wording (--words) is a catalogue")
    package, folder = ROOT / "desktop_app", ROOT / "resources" / "translations"
    try:
        match chosen.command:
            case "update":
                faults = update(package, folder)
            case "missing":
                wanted = (office_words.missing if chosen.words else missing)(package, folder, chosen.language)
                print(json.dumps(wanted, ensure_ascii=False, indent=1))
                return 0
            case "fill":
                given = json.loads(chosen.file.read_text(encoding="utf-8"))
                put_in = office_words.fill if chosen.words else fill
                faults = put_in(package, folder, chosen.language, given)
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
