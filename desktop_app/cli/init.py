"""``suivi init``: an office's settings without a window; ``suivi user add`` then adds who may sign in."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from desktop_app.domain.clock import system_zone_name
from desktop_app.i18n.texts import LANGUAGES, language, tr

if TYPE_CHECKING:
    from desktop_app.application import Application

OPTIONS = {"name": "--name", "time_zone": "--time-zone", "language": "--language"}
"""By which option each setting is given."""


def add_arguments(parser: ArgumentParser) -> None:
    """Add what can be said of the office."""
    parser.add_argument(
        "--name", required=True, metavar=tr("NAME"), help=tr("what people know the office by")
    )
    parser.add_argument(
        "--time-zone",
        metavar=tr("ZONE"),
        help=tr("such as Africa/Abidjan (default: that of this PC)"),
    )
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default=language(),
        help=tr("the language of the office and its notes"),
    )


def init(called: Namespace, application: Application) -> None:
    """Write the settings, and say what comes next.

    Raises:
        Invalid: the zone is unknown, or the name is blank.
        Refused: the office has settings already.
    """
    zone = called.time_zone or system_zone_name()
    values = {"name": called.name, "time_zone": zone, "language": called.language}
    organisation = application.controllers.organisation.begin(values)
    print(
        tr(
            "{name} is set up, in the time zone {zone}. Next: suivi user add EMAIL --role admin …",
            name=organisation.name,
            zone=organisation.time_zone,
        )
    )
