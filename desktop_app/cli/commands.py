"""The commands beside the window: ``demo``, ``user add``, ``token add``, ``import people``, ``import contacts``, ``check``, ``serve``, ``remind``. None of them needs Qt.

``read(arguments)`` gives what was called, with ``run(called, folder) -> exit code``; the window has an empty ``command``.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from desktop_app import __version__
from desktop_app.cli.opening import opened, require_data
from desktop_app.domain.errors import Invalid, Refused
from desktop_app.i18n import texts
from desktop_app.i18n.texts import Text, mark, tr

# ruff: noqa: PLC0415 - a command imports what it needs when it runs: none waits for the others

DONE, FAILED, MISUSED = 0, 1, 2


def read(arguments: Sequence[str]) -> argparse.Namespace:
    """Return what was called.

    Raises:
        SystemExit: with 2 when it was called wrongly, with 0 after ``--help`` and ``--version``.
    """
    return _parser().parse_args(arguments)


# -- what can be said on the command line


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with a call."""

    def error(self, message: str) -> NoReturn:
        self.exit(
            MISUSED,
            tr("{program}: {message} (see “{program} --help”)", program=self.prog, message=message) + "\n",
        )


def _parser() -> _Parser:
    everywhere = _Parser(add_help=False)
    everywhere.add_argument(
        "--data-dir",
        metavar=tr("FOLDER"),
        default=argparse.SUPPRESS,
        help=tr("the folder of the office’s data"),
    )
    parser = _Parser(
        prog="suivi",
        parents=[everywhere],
        description=tr(
            "People, contacts and who has been waiting too long. Without a command: opens the window."
        ),
    )
    parser.set_defaults(command="", options={})
    parser.add_argument("--version", action="version", version=f"Suivi {__version__}")
    parser.add_argument(
        "--pictures",
        metavar=tr("FOLDER"),
        type=Path,
        help=tr("draw the first windows into PNG files there instead of opening them"),
    )
    parser.add_argument(
        "--page",
        metavar=tr("PAGE"),
        default="",
        help=tr("show this page, such as “dashboard” or “notifications”"),
    )
    parser.add_argument(
        "--minimised",
        action="store_true",
        help=tr("do not show the window yet: leave it in the tray, or in the task bar"),
    )
    commands = parser.add_subparsers(title=tr("commands"), metavar=tr("COMMAND"), parser_class=_Parser)
    _add_init(commands, everywhere)
    _add_demo(commands, everywhere)
    _add_user(commands, everywhere)
    _add_import(commands, everywhere)
    _add_check(commands, everywhere)
    _add_backup(commands, everywhere)
    _add_token(commands, everywhere)
    _add_serve(commands, everywhere)
    _add(commands, everywhere, "remind", tr("make the reminders that are due, for a scheduler"), _remind)
    return parser


def _add(
    commands: argparse._SubParsersAction[_Parser],
    everywhere: _Parser,
    name: str,
    words: str,
    run: Callable[[argparse.Namespace, Path], int],
    options: dict[str, str] | None = None,
) -> _Parser:
    """Return a command; *options* says by which option the user gave each field of the domain."""
    parser = commands.add_parser(name, parents=[everywhere], help=words, description=words)
    _program, _space, command = parser.prog.partition(" ")
    parser.set_defaults(run=run, command=command, options=options or {})
    return parser


def _whole_number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(tr("“{text}” is not a whole number", text=text)) from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(tr("“{text}” is not a date such as 2026-11-20", text=text)) from None


# -- suivi demo


def _add_demo(commands: argparse._SubParsersAction[_Parser], everywhere: _Parser) -> None:
    from desktop_app.cli.demo import OPTIONS, add_arguments

    words = tr("fill an empty data folder with invented people")
    add_arguments(_add(commands, everywhere, "demo", words, _demo, OPTIONS), _whole_number, _day)


def _demo(called: argparse.Namespace, folder: Path) -> int:
    from desktop_app.cli.demo import invent

    with opened(folder) as application:
        invent(called, application, folder, _progress())
    return DONE


def _progress() -> Callable[[int, int], None] | None:
    """Tells how far long work is, where somebody is looking."""
    if sys.stderr is None or not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        print(
            f"\r{done * 100 // max(1, total):3} %",
            end="" if done < total else "\r     \r",
            file=sys.stderr,
            flush=True,
        )

    return show


# -- suivi init


def _add_init(commands: argparse._SubParsersAction[_Parser], everywhere: _Parser) -> None:
    from desktop_app.cli.init import OPTIONS, add_arguments

    add_arguments(_add(commands, everywhere, "init", tr("set up an office without a window"), _init, OPTIONS))


def _init(called: argparse.Namespace, folder: Path) -> int:
    from desktop_app.cli.init import init

    with opened(folder) as application:
        init(called, application)
    return DONE


# -- suivi user


def _add_user(commands: argparse._SubParsersAction[_Parser], everywhere: _Parser) -> None:
    from desktop_app.domain.vocabulary import Role

    words = tr("add somebody who may sign in")
    group = commands.add_parser("user", parents=[everywhere], help=words, description=words)
    options = {
        "email": "EMAIL",
        "first_name": "--first-name",
        "last_name": "--last-name",
        "role": "--role",
        "password": "--password-stdin",
    }
    actions = group.add_subparsers(metavar=tr("ACTION"), required=True, parser_class=_Parser)
    parser = _add(actions, everywhere, "add", words, _add_a_user, options)
    parser.add_argument("email", metavar="EMAIL", help=tr("what one signs in with"))
    parser.add_argument("--first-name", default="", metavar=tr("NAME"))
    parser.add_argument("--last-name", default="", metavar=tr("NAME"))
    parser.add_argument("--role", default="", metavar=tr("ROLE"), help=", ".join(Role))
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help=tr("read the password from the standard input instead of asking for it"),
    )


def _add_a_user(called: argparse.Namespace, folder: Path) -> int:
    from desktop_app.domain.clock import system_zone_name

    password = _password(called)
    values = {name: getattr(called, name) for name in ("email", "first_name", "last_name", "role")}
    with opened(folder) as application:
        if not password:
            raise Invalid.of("password", "required", mark("Choose a password."))
        # an office that begins on the command line lives where its PC stands
        application.controllers.organisation.settle_place(system_zone_name(), texts.language())
        user = application.controllers.users.add(None, {**values, "password": password})
    print(tr("{name} can sign in now as {email}.", name=user.full_name, email=user.email))
    return DONE


def _password(called: argparse.Namespace) -> str:
    """Return the password as it was given or typed.

    Raises:
        Refused: it was not typed twice alike, or there is nobody to type it.
    """
    if called.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if sys.stdin is None or not sys.stdin.isatty():
        raise Refused(Text(mark("There is nobody to ask for the password. Give it with --password-stdin.")))
    password = getpass.getpass(tr("Password: "))
    if getpass.getpass(tr("Once more: ")) != password:
        raise Refused(Text(mark("The two passwords are not the same. Nothing was changed.")))
    return password


# -- suivi import


def _add_import(commands: argparse._SubParsersAction[_Parser], everywhere: _Parser) -> None:
    from desktop_app.cli.import_people import add_arguments, import_people, undo_import

    words = tr("take in a list that the office has")
    group = commands.add_parser("import", parents=[everywhere], help=words, description=words)
    kinds = group.add_subparsers(metavar=tr("WHAT"), required=True, parser_class=_Parser)
    parser = _add(
        kinds,
        everywhere,
        "people",
        tr("take in a list of people (CSV, Excel, LibreOffice or vCard)"),
        lambda called, folder: import_people(called, folder, _progress()),
    )
    add_arguments(parser)
    from desktop_app.cli.import_contacts import add_contact_arguments, import_contacts

    contacts = _add(
        kinds,
        everywhere,
        "contacts",
        tr("take in a list of past contacts with people who are here already"),
        lambda called, folder: import_contacts(called, folder, _progress()),
    )
    add_contact_arguments(contacts)
    undo = _add(kinds, everywhere, "undo", tr("list the imports, or take one back whole"), undo_import)
    undo.add_argument(
        "number",
        type=_whole_number,
        nargs="?",
        metavar="N",
        help=tr("the number of the import; without it the imports are listed"),
    )


# -- suivi token, suivi serve


def _add_token(commands: argparse._SubParsersAction[_Parser], everywhere: _Parser) -> None:
    words = tr("create a token with which a program signs in as somebody")
    group = commands.add_parser("token", parents=[everywhere], help=words, description=words)
    actions = group.add_subparsers(metavar=tr("ACTION"), required=True, parser_class=_Parser)
    options = {"email": "EMAIL", "name": "--name", "days": "--days"}
    parser = _add(actions, everywhere, "add", words, _add_a_token, options)
    parser.add_argument("email", metavar="EMAIL", help=tr("whose rights the token has"))
    parser.add_argument("--name", required=True, metavar=tr("NAME"), help=tr("what the token is for"))
    parser.add_argument(
        "--days",
        type=_whole_number,
        metavar="N",
        help=tr("after how many days it expires (default: never)"),
    )


def _add_a_token(called: argparse.Namespace, folder: Path) -> int:
    require_data(folder)
    with opened(folder) as application:
        values = {"name": called.name, "days": called.days}
        token = application.controllers.tokens.make_for(called.email, values)
    print(token.text)
    return DONE


def _add_serve(commands: argparse._SubParsersAction[_Parser], everywhere: _Parser) -> None:
    from desktop_app.cli.serve import add_arguments

    words = tr("answer other programs over HTTP, without a window or beside one")
    add_arguments(_add(commands, everywhere, "serve", words, _serve), _whole_number)


def _serve(called: argparse.Namespace, folder: Path) -> int:
    from desktop_app.cli.serve import serve

    require_data(folder)
    with opened(folder) as application:
        serve(called, application)
    return DONE


# -- suivi remind


def _remind(_called: argparse.Namespace, folder: Path) -> int:
    from desktop_app.cli.regular_backups import RegularBackups
    from desktop_app.cli.remind import remind

    require_data(folder)
    with opened(folder) as application:
        for line in remind(application, _progress()):
            print(line)
        RegularBackups(application).look()
    return DONE


# -- suivi check


def _add_check(commands: argparse._SubParsersAction[_Parser], everywhere: _Parser) -> None:
    from desktop_app.cli.check import check

    parser = _add(commands, everywhere, "check", tr("prove that the data is whole"), check)
    parser.add_argument(
        "--repair",
        action="store_true",
        help=tr("compute anew what can be computed, after making a copy of the data"),
    )


# -- suivi backup, suivi restore


def _add_backup(commands: argparse._SubParsersAction[_Parser], everywhere: _Parser) -> None:
    from desktop_app.cli.backup import add_backup_arguments, add_restore_arguments

    words = tr("make a copy of the data, and prove it")
    add_backup_arguments(_add(commands, everywhere, "backup", words, _back_up))
    words = tr("list the copies of the data, or go back to one")
    add_restore_arguments(_add(commands, everywhere, "restore", words, _restore))


def _back_up(called: argparse.Namespace, folder: Path) -> int:
    from desktop_app.cli.backup import back_up

    require_data(folder)
    with opened(folder) as application:
        back_up(called, application)
    return DONE


def _restore(called: argparse.Namespace, folder: Path) -> int:
    from desktop_app.cli.backup import restore

    if not folder.is_dir():
        raise Refused(Text(mark("There is no data yet in {folder}."), {"folder": folder}))
    with opened(folder, despite=("damaged", "not_a_database", "gone", "moved")) as application:
        restore(called, application)
    return DONE
