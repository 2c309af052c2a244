"""The texts people read, in their language.

Source texts are English; catalogues (gettext) stand in ``resources/translations``. Domain errors, windows, commands and the
HTTP server share this one way, because most of them must speak French on a machine where Qt is not installed.

A text is translated first and formatted after, so that the catalogue can match it: ``tr("Hello {name}", name=name)``.
Between the two the windows put in the words that the office has chosen for *person*, *mentor* and *pastor* (``use_words``).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.system import paths

if TYPE_CHECKING:
    from gettext import NullTranslations

    from desktop_app.i18n.office_words import Words

LANGUAGES = ("en", "fr", "es")
"""The languages with a catalogue; the first is that of the source texts."""

_DOMAIN = "suivi"
_WORDS_DOMAIN = "visitor"
_WINDOWS_NAMES = {"french": "fr", "spanish": "es"}
_Speech = tuple[str, "Words | None"]
"""A language and an office's words in it; None: the usual ones."""
_program: _Speech = ("en", None)
_count_writer: Callable[[int], str] | None = None
_GROUPED_FROM = 1_000
_own: ContextVar[_Speech | None] = ContextVar("own", default=None)


@cache
def _catalogue(language: str) -> NullTranslations:
    import gettext  # noqa: PLC0415 - English needs no catalogue, and the first window no more than it must

    return gettext.translation(_DOMAIN, paths.resources() / "translations", [language], fallback=True)


@cache
def _visitors_catalogue(language: str) -> NullTranslations:
    """Return the texts that speak of persons, worded with *visitor*; every other text is the usual catalogue's."""
    import gettext  # noqa: PLC0415 - see above

    worded = gettext.translation(_WORDS_DOMAIN, paths.resources() / "translations", [language], fallback=True)
    if language != "en":
        worded.add_fallback(_catalogue(language))
    return worded


def use(language: str) -> None:
    """Make *language* (one of ``LANGUAGES``, else English) the program's."""
    global _program  # noqa: PLW0603 - a program speaks one language at a time
    _program = (language if language in LANGUAGES else "en", _program[1])


def use_words(person: str, mentor: str, leader: str) -> bool:
    """Speak with the office's own words (values of ``PersonWord``, ``MentorWord``, ``LeaderWord``) from now on.

    Only windows call this. What is said within ``speaking``, as the HTTP server says everything, keeps the usual words.
    Says whether they are others than before.
    """
    global _program
    words = _words(person, mentor, leader)
    before, _program = _program, (_program[0], words)
    return before[1] != words


def _words(person: str, mentor: str, leader: str) -> Words | None:
    if (person, mentor, leader) == ("person", "mentor", "pastor"):
        return None
    from desktop_app.i18n.office_words import Words  # noqa: PLC0415 - most offices keep the usual words

    return Words(person, mentor, leader)


def write_counts(writer: Callable[[int], str]) -> None:
    """Let *writer* write the large numbers of ``trn``, as windows do: with the separators of the reader's locale."""
    global _count_writer  # noqa: PLW0603 - as above
    _count_writer = writer


def language() -> str:
    """Return the language that ``tr`` answers in here and now."""
    return (_own.get() or _program)[0]


def system_language() -> str:
    """Return the language of this PC, one of ``LANGUAGES``; English when there is no catalogue for it."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    if not named:
        import locale  # noqa: PLC0415 - where the environment does not say

        named = locale.getlocale()[0] or ""
    name = named.lower()
    code = _WINDOWS_NAMES.get(name.partition("_")[0], name[:2])
    return code if code in LANGUAGES else "en"


@contextmanager
def speaking(language: str, words: tuple[str, str, str] | None = None) -> Iterator[None]:
    """Within this block (of this thread or task only), answer in *language*, with *words* (see ``use_words``) or the usual ones."""
    token = _own.set((language if language in LANGUAGES else "en", _words(*words) if words else None))
    try:
        yield
    finally:
        _own.reset(token)


def mark(text: str) -> str:
    """Mark *text* for the catalogues without translating it yet."""
    return text


def tr(text: str, /, **values: object) -> str:
    """Return *text* in the reader's language, with *values* put in after translating."""
    language, words = _own.get() or _program
    if not text or (words is None and language == "en"):
        translated = text
    elif words is None:
        translated = _catalogue(language).gettext(text)
    else:
        translated = _with_words(language, words).translate(text)
    return translated.format(**values) if values else translated


def worded(text: str) -> str:
    """Return *text*, which is in the reader's language already (a page of the manual), with the office's words put in."""
    language, words = _own.get() or _program
    if words is None:
        return text
    from desktop_app.i18n.office_words import put_into  # noqa: PLC0415 - most offices keep the usual words

    return put_into(text, language, words)


def trn(singular: str, plural: str, count: int, /, **values: object) -> str:
    """Return the singular or plural for *count* (put in as ``{count}``) in the reader's language."""
    language, words = _own.get() or _program
    if words is not None:
        translated = _with_words(language, words).translate_count(singular, plural, count)
    elif language == "en":
        translated = singular if count == 1 else plural
    else:
        translated = _catalogue(language).ngettext(singular, plural, count)
    shown: object = count
    if _count_writer is not None and not -_GROUPED_FROM < count < _GROUPED_FROM and _own.get() is None:
        shown = _count_writer(count)
    return translated.format(count=shown, **values)


class _WithWords:
    """One language with an office's words."""

    def __init__(self, language: str, words: Words) -> None:
        from desktop_app.i18n.office_words import put_into  # noqa: PLC0415 - see above

        self._usual = (_catalogue if words.person == "person" else _visitors_catalogue)(language)
        self._put_into = partial(put_into, language=language, words=words)

    def translate(self, text: str) -> str:
        return self._put_into(self._usual.gettext(text))

    def translate_count(self, singular: str, plural: str, count: int) -> str:
        return self._put_into(self._usual.ngettext(singular, plural, count))


_with_words = cache(_WithWords)


class Text(NamedTuple):
    """A marked text with its values, translated when it is shown: what domain errors carry.

    ``Text(mark("At most {limit} characters."), {"limit": 255})``
    """

    source: str
    values: Mapping[str, object] = MappingProxyType({})

    def __str__(self) -> str:
        values = {
            name: str(value) if isinstance(value, Text) else value for name, value in self.values.items()
        }
        return tr(self.source, **values)
