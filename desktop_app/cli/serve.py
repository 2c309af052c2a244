"""``suivi serve``: the HTTP server alone, on a PC without Qt, or beside a window on the same data."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.serving import LOOPBACK, PORT
from desktop_app.i18n.texts import tr

if TYPE_CHECKING:
    from desktop_app.application import Application

# ruff: noqa: PLC0415 - the server's libraries are loaded when it is to run, not when the command line is read
_LOOK = (
    0.5  # seconds between two looks at whether to stop: a wait without end cannot be interrupted on Windows
)


def add_arguments(parser: ArgumentParser, whole_number: Callable[[str], int]) -> None:
    """Add what can be said of how to serve."""
    parser.add_argument(
        "--host",
        default=LOOPBACK,
        metavar=tr("ADDRESS"),
        help=tr(
            "where to listen (default: {host}, this PC only; 0.0.0.0: the office network, over TLS)",
            host=LOOPBACK,
        ),
    )
    parser.add_argument(
        "--port",
        type=whole_number,
        default=PORT,
        metavar="N",
        help=tr("the port (default: {port})", port=PORT),
    )
    parser.add_argument(
        "--certificate",
        type=Path,
        metavar=tr("FILE"),
        help=tr("the office’s own certificate (PEM); beyond this PC, one is created otherwise"),
    )
    parser.add_argument("--key", type=Path, metavar=tr("FILE"), help=tr("the certificate’s key (PEM)"))
    parser.add_argument(
        "--name",
        action="append",
        default=[],
        metavar=tr("NAME"),
        help=tr("another name by which this PC is called; may be given several times"),
    )
    parser.add_argument(
        "--origin",
        action="append",
        default=[],
        metavar=tr("ORIGIN"),
        help=tr("a web page that may call, such as https://intranet.example; may be given several times"),
    )


def serve(called: Namespace, application: Application) -> None:
    """Serve until the process is asked to stop (SIGTERM, Ctrl+C); requests under way are answered first. Reminders are made, too.

    Raises:
        ServerMissing: its libraries are not installed.
        PortTaken: somebody else listens there.
        CannotListen: the address is not this PC's.
        CertificateProblem: the certificate cannot be used or made.
    """
    from desktop_app import local_server
    from desktop_app.cli.regular_backups import RegularBackups
    from desktop_app.cli.remind import RegularReminders
    from desktop_app.domain.errors import Invalid, Unavailable
    from desktop_app.domain.serving import Serving
    from desktop_app.i18n.texts import mark
    from desktop_app.system.stop_signals import asked_to_stop

    if not 0 <= called.port <= 65_535:
        raise Invalid.of("--port", "out_of_range", mark("A port is a number from 1 to 65535."))
    with asked_to_stop() as asked:
        beyond = not local_server.is_this_pc(called.host)
        serving = Serving(
            called.port,
            on_network=beyond or called.certificate is not None or called.key is not None,
            certificate=called.certificate,
            key=called.key,
            names=tuple(called.name),
            origins=tuple(called.origin),
        )
        server = local_server.LocalServer(application.folder, lambda: application.controllers)
        state = server.start_now(serving, called.host)
        print(tr("Suivi answers at {address}. Ctrl+C stops it.", address=state.addresses[0]))
        if state.certificate is not None:
            print(
                tr(
                    "Fingerprint of its certificate (SHA-256): {fingerprint}",
                    fingerprint=state.certificate.fingerprint,
                )
            )
        doubt = application.controllers.integrity.clock_doubt()
        if doubt is not None:
            print(doubt.words())
        print(end="", flush=True)
        reminders = RegularReminders(application, asked.is_set)
        backups = RegularBackups(application, asked.is_set)
        reminders.look()
        while not asked.wait(_LOOK):
            with suppress(Unavailable):  # busy or away for a moment: looked at again at once
                application.controllers.data_version()  # an office that moved is followed
            reminders.look()
            backups.look()
            fault = server.state().error
            if fault is not None:
                raise fault
        server.close()
    print(tr("Stopped."))
