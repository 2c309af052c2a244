"""``suivi``: the window, or a command. Only the window needs Qt; everything else runs where it is not installed.

Exit codes: 0 all went well, 1 it could not be done (one line on the error stream says why), 2 it was called wrongly, 3 a bug.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.errors import DomainError, Invalid, OutsideFault, sentence
from desktop_app.i18n import texts
from desktop_app.i18n.texts import tr
from desktop_app.system import paths

if TYPE_CHECKING:
    from argparse import Namespace

# ruff: noqa: PLC0415 - the window does not wait for the commands' imports, nor they for Qt

DONE, FAILED, BUG = 0, 1, 3

_QT = ("PySide6", "shiboken6")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (that of the process by default); its exit code.

    Raises:
        SystemExit: with 2 when it was called wrongly, with 0 after ``--help`` and ``--version``.
    """
    for stream in (sys.stdout, sys.stderr):  # None in a bundle without a console
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # an old console lacks some letters: better “?” than nothing
    texts.use(texts.system_language())
    given = sys.argv[1:] if arguments is None else list(arguments)
    called = None
    if given:  # somebody who just opens the window does not wait for the reading of command lines
        from desktop_app.cli import commands

        called = commands.read(given)
    folder = paths.data_dir(getattr(called, "data_dir", None))
    try:
        return _run(called, folder)
    except Exception as error:  # noqa: BLE001 - whatever is no known fault is a bug, and is told of in one line
        from desktop_app.system import logs

        number = logs.incident(error, f"suivi {getattr(called, 'command', '')}".strip())
        _complain(sentence(error))
        _complain(
            tr("Incident {number}; the details are in {file}.", number=number, file=paths.log_file(folder))
        )
        return BUG
    finally:
        from desktop_app.system import logs

        logs.shut_down()


def _run(called: Namespace | None, folder: Path) -> int:
    """Do what was called, or open the window; known faults in one line. The exit code."""
    try:
        if called is not None and called.command:
            code = int(called.run(called, folder))
        else:
            pictures = getattr(called, "pictures", None)
            code = _draw(pictures) if pictures is not None else _window(folder, called)
        if sys.stdout is not None:
            sys.stdout.flush()
    except Invalid as invalid:
        options = called.options if called is not None else {}
        for error in invalid:
            _complain(f"{options.get(error.field, error.field)}: {error.message}")
        return FAILED
    except DomainError as error:
        _complain(sentence(error))
        return FAILED
    except KeyboardInterrupt:
        _complain(tr("Stopped. Nothing was changed."))
        return FAILED
    except BrokenPipeError:  # whoever was reading, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except (
        OSError
    ) as error:  # of a file or a folder: nothing of it is a bug, and only the log knows where it came up
        if error.filename is None and error.errno is None:
            raise
        _note(error)
        _complain(sentence(OutsideFault(error)))
        return FAILED
    return code


def _note(error: OSError) -> None:
    """Log where the fault came up, as far as there is a log; the error stream gets one sentence only."""
    import logging

    logging.getLogger(__name__).info("The system refused a file", exc_info=error)


def _complain(line: str) -> None:
    print(line, file=sys.stderr)


def _window(folder: Path, called: Namespace | None) -> int:
    """Open the window, or have the one that is open come to the front; the exit code."""
    from desktop_app.system import instance_lock

    gc.disable()  # what is made from here to the first painting stays: nothing to collect. ``start`` turns it on again
    activation = os.environ.get("XDG_ACTIVATION_TOKEN", "")
    request = instance_lock.LaunchRequest(
        getattr(called, "page", ""), getattr(called, "minimised", False), activation
    )
    instance = instance_lock.claim(folder, request)
    if instance is None:
        return DONE
    try:
        if not _has_qt():
            return FAILED
        from desktop_app.application import Application
        from desktop_app.views import start

        return start.run_window(Application, folder, instance, request)
    finally:
        instance.close()


def _draw(pictures: Path) -> int:
    """Draw the first windows into the folder *pictures*; the exit code."""
    if not _has_qt():
        return FAILED
    from desktop_app.application import Application
    from desktop_app.views.pictures import draw_pictures

    for picture in draw_pictures(Application, pictures):
        print(picture)
    return DONE


def _has_qt() -> bool:
    """Return whether the windows can be loaded; if not, says why."""
    from desktop_app.system.qt_surroundings import choose_input_method, missing_for_windows, missing_library

    try:
        from desktop_app.views import start  # noqa: F401 - it is used later on
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in _QT:
            raise
        library, package = missing_library(error)
        if isinstance(error, ModuleNotFoundError):
            line = 'pip install "suivi[window]"'
            _complain(tr("The window needs Qt, which is not installed here. Install it: {line}", line=line))
        elif library:
            _complain(_words_of_missing(library, package))
        else:
            _complain(tr("The window needs Qt, which cannot be loaded here: {reason}", reason=error))
        return False
    library, package = missing_for_windows()
    if library:
        _complain(_words_of_missing(library, package))
        return False
    choose_input_method()
    return True


def _words_of_missing(library: str, package: str) -> str:
    if package:
        line = f"sudo apt install {package}"
        return tr(
            "The window cannot open: {library} is missing on this PC. On Debian and Ubuntu: {line}",
            library=library,
            line=line,
        )
    return tr("The window cannot open: {library} is missing on this PC.", library=library)
