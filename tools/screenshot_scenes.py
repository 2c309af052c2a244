"""What is drawn of the program, one page, dialog and state after the other; see ``screenshots.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from PySide6.QtWidgets import QLineEdit
from window_driver import (
    close_dialogs,
    frame_of,
    menu_of,
    press,
    press_keys,
    wait_for_dialog,
    wait_until_quiet,
)

from desktop_app.views.base.form_arguments import FollowUpArguments, InteractionArguments
from desktop_app.views.base.navigation import TOUR
from desktop_app.views.base.page_spec import PageSpec
from desktop_app.views.shell.main_window import MainWindow
from desktop_app.views.shell.page_registry import HOME, SPECS
from desktop_app.views.shell.window import Window

NARROW = 1000
"""A window in which the sidebar is folded."""
ADMINISTRATORS = {"users", "settings", "local_api"}
"""The pages that are drawn as an administrator sees them."""


def scenes(who: str, window: Window) -> Iterator[str]:
    """Open one page after the other, and yield the name of each once it is asked for."""
    frame = frame_of(window)
    match who:
        case "pastor":
            yield "dashboard"
            _some_care(window)
            yield from _pages(frame, lambda page: page.name not in ADMINISTRATORS)
            yield from _of_a_person(frame)
            yield from _dialogs(frame, window)
            yield from _otherwise(frame, window)
        case "mentor":
            yield "dashboard-of-a-mentor"
            frame.go("statistics")
            yield "statistics-of-a-mentor"
        case _:
            yield from _pages(frame, lambda page: page.name in ADMINISTRATORS)


def _pages(frame: MainWindow, wanted: Callable[[PageSpec], bool]) -> Iterator[str]:
    """The pages that can be opened without somebody they are about, as they stand in the table of pages."""
    for page in SPECS:
        about_nobody = not page.needs_subject and not page.name.endswith("_form")
        if page is not HOME and about_nobody and page.may_open(frame.session) and wanted(page):
            frame.go(page.name)
            yield page.name.replace("_", "-")


def _of_a_person(frame: MainWindow) -> Iterator[str]:
    """A person's page and the forms about them."""
    session = frame.session
    waiting = session.controllers.waiting.overdue(session.actor, 7)
    person = next(row.person for row in waiting if row.last_contact_on is not None)
    frame.go("person", person.id)
    yield "person"
    frame.go("follow_up_form", FollowUpArguments(person=person))
    yield "follow-up-form"
    frame.go("interaction_form", InteractionArguments(person=person))
    yield "interaction-form"
    frame.go("person_form", session.controllers.persons.get(session.actor, person.id))
    yield "person-form"
    session.controllers.close_connection()


def without_anybody(window: Window) -> Iterator[str]:
    """A new office on its first day: what the pages say while nobody is there."""
    typed = {
        "organisation": "Bethany",
        "first_name": "Grace",
        "last_name": "Okafor",
        "administratorEmail": "grace@example.org",
        "administratorPassword": "look-around",
    }
    for name, words in typed.items():
        for field in window.findChildren(QLineEdit, name):
            field.setText(words)
    press(window, "setUp")
    wait_until_quiet(window)
    frame = frame_of(window)
    for name in ("dashboard", "people", "statistics", "notifications"):
        frame.go(name)
        yield f"{name}-empty"


def _some_care(window: Window) -> None:
    """Pauses and absences, which the demo has none of."""
    frame = frame_of(window)
    session = frame.session
    controllers, actor = session.controllers, session.actor
    today = controllers.clock.today()
    waiting = controllers.waiting.overdue(actor, 7)
    mentors = controllers.mentors.list(actor)
    for row, reason, days in zip(
        waiting[3:6], ("travelling", "handed_over", "other"), (12, 40, 5), strict=True
    ):
        values = {"until": today + timedelta(days=days), "reason": reason, "note": ""}
        controllers.pauses.pause(actor, row.person.id, values)
    for nth, (first, last) in enumerate(((-2, 12), (20, 33))):
        days_away = {"first_on": today + timedelta(days=first), "last_on": today + timedelta(days=last)}
        colleague = {"user": mentors[nth].uuid, "colleague": mentors[nth + 1].uuid, "note": ""}
        controllers.absences.add(actor, {**colleague, **days_away})
    controllers.close_connection()
    wait_until_quiet(window)


def _dialogs(frame: MainWindow, window: Window) -> Iterator[str]:
    """What opens over a page; each is closed again."""
    frame.go("people")
    wait_until_quiet(window)
    press_keys(frame, "Ctrl+E")
    wait_for_dialog()
    yield "export-dialog"
    close_dialogs()
    frame.go("statistics")
    wait_until_quiet(window)
    press_keys(frame, "Ctrl+P")
    menu = menu_of(frame, "reportMenu")
    menu.actions()[0].trigger()
    menu.close()
    wait_for_dialog()
    yield "print-dialog"
    close_dialogs()
    frame.go("dashboard")
    wait_until_quiet(window)
    press(window, "pausePerson")
    wait_for_dialog()
    yield "pause-dialog"
    close_dialogs()
    press_keys(frame, "Ctrl+/")
    wait_for_dialog()
    yield "all-keys"
    close_dialogs()
    press(window, "copyPhone")
    yield "message"


def _otherwise(frame: MainWindow, window: Window) -> Iterator[str]:
    """The same window narrow, with close rows, shown around, at the counter, and locked."""
    session, size = frame.session, window.size()
    window.resize(NARROW, size.height())
    frame.go("dashboard")
    yield "dashboard-narrow"
    window.resize(size)
    frame.go("settings")
    wait_until_quiet(window)
    press(window, "compact")
    frame.go("people")
    yield "people-compact"
    if (page := frame.page()) is not None:
        page.navigate(TOUR)
    yield "tour"
    press(window, "tourNext")
    press(window, "tourNext")
    yield "tour-further"
    press(window, "tourSkip")
    frame.go("dashboard")
    session.privacy.hide(by_hand=True)
    yield "dashboard-at-the-counter"
    press_keys(frame, "F9")
    wait_for_dialog()
    yield "password-question"
    close_dialogs()
    session.privacy.show()
    wait_until_quiet(window)
    session.privacy.lock_wanted.emit()
    yield "locked"
