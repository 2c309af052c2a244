"""The texts people read, in their language.

Source texts are English; catalogues (gettext) stand in ``resources/translations``. Domain errors, windows, commands and the
HTTP server share this one way, because most of them must speak French on a machine where Qt is not installed.

A text is translated first and formatted after, so that the catalogue can match it: ``tr("Hello {name}", name=name)``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from desktop_app import paths

if TYPE_CHECKING:
    from gettext import NullTranslations

LANGUAGES = ("en", "fr", "es")
"""The languages with a catalogue; the first is that of the source texts."""

_DOMAIN = "suivi"
_WINDOWS_NAMES = {"french": "fr", "spanish": "es"}
_program_language = "en"
_own_language: ContextVar[str | None] = ContextVar("own_language", default=None)


@cache
def _catalogue(language: str) -> NullTranslations:
    import gettext  # noqa: PLC0415 - English needs no catalogue, and the first window no more than it must

    return gettext.translation(_DOMAIN, paths.resources() / "translations", [language], fallback=True)


def use(language: str) -> None:
    """Make *language* (one of ``LANGUAGES``, else English) the program's."""
    global _program_language  # noqa: PLW0603 - a program speaks one language at a time
    _program_language = language if language in LANGUAGES else "en"


def language() -> str:
    """The language that ``tr`` answers in here and now."""
    return _own_language.get() or _program_language


def system_language() -> str:
    """The language of this PC, one of ``LANGUAGES``; English when there is no catalogue for it."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    if not named:
        import locale  # noqa: PLC0415 - where the environment does not say

        named = locale.getlocale()[0] or ""
    name = named.lower()
    code = _WINDOWS_NAMES.get(name.partition("_")[0], name[:2])
    return code if code in LANGUAGES else "en"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within this block (of this thread or task only), answer in *language*."""
    token = _own_language.set(language if language in LANGUAGES else "en")
    try:
        yield
    finally:
        _own_language.reset(token)


def mark(text: str) -> str:
    """Mark *text* for the catalogues without translating it yet."""
    return text


def tr(text: str, /, **values: object) -> str:
    """*text* in the reader's language, with *values* put in after translating."""
    translated = text if not text or language() == "en" else _catalogue(language()).gettext(text)
    return translated.format(**values) if values else translated


def trn(one: str, many: str, count: int, /, **values: object) -> str:
    """The singular or plural for *count* (put in as ``{count}``) in the reader's language."""
    if language() == "en":
        return (one if count == 1 else many).format(count=count, **values)
    return _catalogue(language()).ngettext(one, many, count).format(count=count, **values)


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
