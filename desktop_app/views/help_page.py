"""Help where one is: how a day with Suivi goes, and every key, on one page (F1)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.texts import mark, tr
from desktop_app.views import theme
from desktop_app.views.page import Page
from desktop_app.views.session import Session
from desktop_app.views.widgets.labels import card, label

SECTIONS: tuple[tuple[str, str], ...] = (
    (
        mark("Who needs you today"),
        mark(
            "The dashboard lists everybody to visit or in follow-up whose last contact is too many days ago; somebody never "
            "contacted counts from the first visit. The line under the list says why the row in focus is there. Recording a "
            "follow-up takes the person off the list."
        ),
    ),
    (
        mark("Follow-ups and client interactions"),
        mark(
            "A follow-up is a contact that keeps somebody in sight: a call, a visit, a meeting. The first one moves a person from "
            "“to visit” to “in follow-up”. A client interaction notes a service given; it does not count as a follow-up."
        ),
    ),
    (
        mark("Next actions"),
        mark(
            "A next action is a promise with a day. It is done when you tick it off, or when a later follow-up with the same person "
            "is dated on that day or after. Until then it stays on the dashboard."
        ),
    ),
    (
        mark("What you type is not lost"),
        mark(
            "A form that you leave without saving keeps a draft, also when the PC stops: it is offered back when you return. "
            "What you delete can be brought back with “Undo”."
        ),
    ),
    (
        mark("The list you already have"),
        mark(
            "People → Import a list takes a CSV file as your office keeps it. You see how every column is read before anything is "
            "added; people who are there already only get what was empty; rows that cannot be read are saved to a file to mend."
        ),
    ),
    (
        mark("Who sees what"),
        mark(
            "A mentor sees the people assigned to them. The welcome committee, pastors and administrators see everybody; only "
            "administrators manage users and settings. Every change is kept with who made it and when."
        ),
    ),
    (
        mark("Other programs"),
        mark(
            "Settings → Local API lets other programs on this PC, or in the office, read and record here. Each signs in with a token "
            "and may do what its user may; it is off until an administrator switches it on."
        ),
    ),
)

KEYS: tuple[tuple[str, str], ...] = (
    ("Ctrl+K", mark("find a person")),
    ("Ctrl+N", mark("record a follow-up")),
    ("Ctrl+1 … Ctrl+6", mark("the pages of the sidebar")),
    ("Alt+←", mark("back to where you were")),
    ("Enter", mark("in a list: the main thing for the row")),
    ("Ctrl+Enter", mark("save a form")),
    ("Esc", mark("leave a form; the draft is kept")),
    ("F5", mark("read everything again")),
    ("F6", mark("go to the newest message, to undo")),
    ("F1", mark("this page")),
)


class HelpPage(Page):
    """Words on the left, keys on the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("help")
        self._scroll.setAccessibleName(tr("Help"))
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        inside = QWidget()
        across = QHBoxLayout(inside)
        across.setContentsMargins(theme.S5, 0, theme.S5, theme.S5)
        across.setSpacing(theme.S4)
        across.addWidget(self._words(), 3, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self._keys(), 2, Qt.AlignmentFlag.AlignTop)
        self._scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)

    def title(self) -> str:
        """What stands at the head of the page."""
        return tr("Help")

    def focus_start(self) -> None:
        """The text itself, so that the arrow keys scroll it."""
        self._scroll.setFocus()

    @staticmethod
    def _words() -> QFrame:
        frame = card("helpWords")
        column = QVBoxLayout(frame)
        column.setContentsMargins(theme.S5, theme.S4, theme.S5, theme.S5)
        column.setSpacing(theme.S2)
        for place, (title, text) in enumerate(SECTIONS):
            if place:
                column.addSpacing(theme.S2)
            column.addWidget(label(tr(title), "section"))
            column.addWidget(label(tr(text), wrap=True))
        return frame

    @staticmethod
    def _keys() -> QFrame:
        frame = card("helpKeys")
        grid = QGridLayout(frame)
        grid.setContentsMargins(theme.S5, theme.S4, theme.S5, theme.S5)
        grid.setHorizontalSpacing(theme.S4)
        grid.setVerticalSpacing(theme.S2)
        grid.addWidget(label(tr("Keys"), "section"), 0, 0, 1, 2)
        for row, (keys, words) in enumerate(KEYS, start=1):
            grid.addWidget(label(keys, "strong"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(tr(words), wrap=True), row, 1)
        grid.setColumnStretch(1, 1)
        return frame
