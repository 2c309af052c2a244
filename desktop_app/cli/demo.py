"""``suivi demo``: an office of invented people, to try the program with."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.i18n import texts
from desktop_app.i18n.texts import mark, tr

if TYPE_CHECKING:
    from desktop_app.application import Application

_NUMBERS = {
    "persons": (120, mark("number of people")),
    "follow_ups": (600, mark("number of follow-ups")),
    "interactions": (80, mark("number of client interactions")),
    "mentors": (6, mark("number of mentors")),
    "seed": (1, mark("another number invents other people; the same one the same people")),
}
OPTIONS = {name: "--" + name.replace("_", "-") for name in (*_NUMBERS, "today", "language")}
"""By which option each field of ``DemoOptions`` is given."""


def add_arguments(
    parser: argparse.ArgumentParser, whole_number: Callable[[str], int], day: Callable[[str], date]
) -> None:
    """Add what can be said of the office; *whole_number* and *day* read what was typed."""
    for name, (default, words) in _NUMBERS.items():
        usual = tr("{words} (default: {default})", words=tr(words), default=default)
        parser.add_argument(OPTIONS[name], type=whole_number, default=default, metavar="N", help=usual)
    parser.add_argument(
        "--today", type=day, metavar=tr("DATE"), help=tr("the day on which all this is so (default: today)")
    )
    parser.add_argument(
        "--language",
        choices=texts.LANGUAGES,
        default=texts.language(),
        help=tr("the language of the office and its notes"),
    )


def invent(
    called: argparse.Namespace,
    application: Application,
    folder: Path,
    on_progress: Callable[[int, int], None] | None,
) -> None:
    """Fill the empty office of *folder* as it was *called*, and say how one signs in there.

    Raises:
        Refused: somebody is in it already.
        Invalid: there cannot be so many.
    """
    from desktop_app.controllers.demo.demo import DemoOptions  # noqa: PLC0415 - when it is called
    from desktop_app.domain.vocabulary import code_label  # noqa: PLC0415 - when it is called

    options = DemoOptions(
        today=called.today, language=called.language, **{name: getattr(called, name) for name in _NUMBERS}
    )
    office = application.controllers.demo.fill(options, on_progress)
    print(
        tr(
            "Invented {persons} people, {follow_ups} follow-ups and {interactions} client interactions in {folder}.",
            persons=office.persons,
            follow_ups=office.follow_ups,
            interactions=office.interactions,
            folder=folder,
        )
    )
    print(tr("Sign in with:"))
    role_width = max(len(code_label(sign_in.role)) for sign_in in office.sign_ins)
    email_width = max(len(sign_in.email) for sign_in in office.sign_ins)
    for sign_in in office.sign_ins:
        print(f"  {code_label(sign_in.role):{role_width}}  {sign_in.email:{email_width}}  {sign_in.password}")
