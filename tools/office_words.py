"""The second wording of what speaks of persons: ``visitor.po``, for offices that say *visitor* or *client*.

A person is *une personne* in French, *una persona* in Spanish: where an office calls them visitors, the gender changes, and with it
articles and endings, so these texts are worded a second time. An entry remembers (as a mark in a comment) which usual wording it was
made from: once that changes, the entry is named as stale. ``=`` stands for *as usual*: the text names nobody of the office's
(French *personne n’attend*), or the word is not the office's to choose.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from catalogues import (
    USUAL,
    Text,
    Texts,
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

NAME = "visitor"
LANGUAGES = ("en", "fr", "es")
AS_USUAL = "="
_SPEAKS_OF_PERSONS = {
    "en": re.compile(r"\b(person|persons|people)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(personnes?|contactées?|confiées?|la retirer)\b", re.IGNORECASE),
    "es": re.compile(
        r"\b(personas?|contactadas?|encontradas?|devueltas?|tomadas?|de ellas|mostrar todas)\b", re.IGNORECASE
    ),
}
"""The word itself, and what is only said of persons and agrees with it: *devuelta a la lista*."""
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_ALWAYS_USUAL = ("cli/", "server/")
"""What the commands and the HTTP server say knows no chosen words; paths within the package."""


def _may_be_worded(text: Text) -> bool:
    within = (file.partition("/")[2] for file in text.files)
    return not all(file.startswith(_ALWAYS_USUAL) for file in within)


def _usual(texts: Texts, folder: Path, language: str) -> Translations:
    """Each text as it is usually worded in *language*; those without a translation yet are left out."""
    if language == "en":
        return {one: (one,) if text.plural is None else (one, text.plural) for one, text in texts.items()}
    translated = forms_of(read(po_file(folder, language, USUAL), language))
    return {source: translated[source] for source in texts if all(translated.get(source, ("",)))}


def needed(texts: Texts, usual: Translations, language: str) -> dict[str, tuple[str, ...]]:
    """The texts that speak of persons, in English or in *language*, with their usual forms."""
    found = {}
    for source, forms in usual.items():
        text = texts[source]
        own = _PLACEHOLDER.sub("", " ".join(forms))
        english = _PLACEHOLDER.sub("", f"{source} {text.plural or ''}")
        speaks = _SPEAKS_OF_PERSONS[language].search(own) or _SPEAKS_OF_PERSONS["en"].search(english)
        if speaks and _may_be_worded(text):
            found[source] = forms
    return found


def _mark_of(forms: tuple[str, ...]) -> str:
    return "of " + hashlib.sha256("\n".join(forms).encode()).hexdigest()[:8]


def _known(folder: Path, language: str) -> tuple[Translations, dict[str, str]]:
    """The second wording of each text, and the mark of the usual one it was made from."""
    catalog = read(po_file(folder, language, NAME), language)
    marks = {source_of(one): "".join(one.auto_comments) for one in catalog if one.id}
    return forms_of(catalog), marks


def _write(folder: Path, language: str, texts: Texts, worded: Translations, marks: dict[str, str]) -> None:
    kept = {source: text for source, text in texts.items() if source in worded}
    write(folder, language, kept, worded, NAME, marks)


def update(package: Path, folder: Path) -> None:
    """Forget what the source no longer says; what was *as usual* follows the usual wording."""
    texts, _ = extract(package)
    for language in LANGUAGES:
        usual = _usual(texts, folder, language)
        known, marks = _known(folder, language)
        worded: Translations = {}
        for source, forms in known.items():
            if source not in usual or len(forms) != len(usual[source]):
                continue
            same = marks.get(source) == _mark_of(forms)
            worded[source] = usual[source] if same else forms
            marks[source] = _mark_of(usual[source]) if same else marks.get(source, "")
        _write(folder, language, texts, worded, marks)


def _proposed(text: str, language: str) -> str:
    """What the second wording most likely is: English is regular, the others are printed as usually worded."""
    if language != "en":
        return text

    def visitor(found: re.Match[str]) -> str:
        word = "visitor" if found[0].lower() == "person" else "visitors"
        return word.capitalize() if found[0][0].isupper() else word

    parts = re.split(f"({_PLACEHOLDER.pattern})", text)
    parts[::2] = (_SPEAKS_OF_PERSONS["en"].sub(visitor, part) for part in parts[::2])
    return "".join(parts)


def missing(package: Path, folder: Path, language: str) -> dict[str, str | list[str]]:
    """The texts without a second wording, or with a stale one, each as proposed: to be read, worded anew, or made ``=``."""
    texts, _ = extract(package)
    usual = _usual(texts, folder, language)
    known, marks = _known(folder, language)
    wanted = {source for source in needed(texts, usual, language) if source not in known}
    wanted |= {source for source in known if source in usual and marks[source] != _mark_of(usual[source])}
    proposed = {source: [_proposed(form, language) for form in usual[source]] for source in sorted(wanted)}
    return {source: forms[0] if texts[source].plural is None else forms for source, forms in proposed.items()}


def fill(package: Path, folder: Path, language: str, given: dict[str, str | list[str]]) -> list[str]:
    """Put second wordings in; a sentence for each that was left out, and why."""
    texts, _ = extract(package)
    usual = _usual(texts, folder, language)
    worded, marks = _known(folder, language)
    faults: list[str] = []
    for source, value in given.items():
        forms = typeset(language, [value] if isinstance(value, str) else value)
        if source not in usual:
            fault: str | None = "is not a text that is translated already"
        elif not all(forms):
            fault = "is empty"
        elif forms == usual[source]:
            fault = f"is worded as usual: say so with {AS_USUAL!r}, or word it"
        else:
            forms = usual[source] if set(forms) == {AS_USUAL} else forms
            fault = _fault(texts[source], source, forms, usual[source])
        if fault:
            faults.append(f"{language}, {NAME}: {fault}: {source!r}")
        else:
            worded[source], marks[source] = forms, _mark_of(usual[source])
    _write(folder, language, texts, worded, marks)
    return faults


def _fault(text: Text, source: str, forms: tuple[str, ...], usual: tuple[str, ...]) -> str | None:
    if len(forms) != len(usual):
        return "has not as many forms as the language"
    return placeholder_fault(source, text.plural, forms)


def check(package: Path, folder: Path) -> Iterator[str]:
    """A sentence for each second wording that is not in step."""
    texts, _ = extract(package)
    for language in LANGUAGES:
        where = f"{language}, {NAME}"
        file = po_file(folder, language, NAME)
        if not file.is_file():
            yield f"{where}: no catalogue"
            continue
        usual = _usual(texts, folder, language)
        known, marks = _known(folder, language)
        for source in sorted(needed(texts, usual, language).keys() - known.keys()):
            shown_in = ", ".join(sorted(texts[source].files))
            yield f"{where}: speaks of persons and is not worded for an office's own word: {source!r} ({shown_in})"
        for source, forms in sorted(known.items()):
            if source not in texts:
                yield f"{where}: obsolete, no longer in the source: {source!r}"
            elif source in usual:
                fault = _fault(texts[source], source, forms, usual[source])
                if fault is None and marks[source] != _mark_of(usual[source]):
                    fault = "its usual wording is another one now"
                if fault:
                    yield f"{where}: {fault}: {source!r}"
        if not is_compiled(file, known):
            yield f"{where}: {NAME}.mo is not what {NAME}.po compiles to"
