"""Find somebody as one types: a line, and under it what was found.

``QuickFind(placeholder="", name="quickFind")``   a QLineEdit; ``search_requested(text)`` 120 ms after the last key,
    ``set_results([(record, title, detail), …], for_text=None)`` answers it (an answer to another text than the one that
    stands there is passed over), ``chosen(record)`` by Enter or click, ``results()``, ``close_results()``. Answered with an
    ``add_text``, it offers to add what was typed: ``add_requested(text)``
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QLineEdit

from desktop_app.i18n.texts import tr
from desktop_app.views.kit.fields.result_list import ADD, Result, ResultList
from desktop_app.views.kit.spoken_roles import name_icons
from desktop_app.views.look import icons

DEBOUNCE = 120


class QuickFind(QLineEdit):
    """A line to search in; Up and Down go through what was found, Enter chooses, Escape closes."""

    search_requested = Signal(str)
    chosen = Signal(object)
    add_requested = Signal(str)

    def __init__(self, placeholder: str = "", *, name: str = "quickFind") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setPlaceholderText(placeholder or tr("Find a person…"))
        self.setAccessibleName(self.placeholderText())
        self.setAccessibleDescription(tr("Type a part of the name"))
        self._results: ResultList | None = None
        self._answered: str | None = None
        self._choose_when_there = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DEBOUNCE)
        look = self.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        look.triggered.connect(self._search)
        name_icons(self)

        self.textEdited.connect(self._typed)
        self._pause.timeout.connect(self._search)

    def results(self) -> ResultList:
        """The list of what was found, made when it is first needed."""
        if self._results is None:
            self._results = ResultList(self)
            self._results.picked.connect(self._pick)
        return self._results

    def set_results(
        self, results: Sequence[Result], *, for_text: str | None = None, add_text: str = ""
    ) -> None:
        """Show what was found for *for_text* (None: for the text that stands there); *add_text* offers to add it."""
        text = self.text().strip()
        if not text or not self.hasFocus() or (for_text is not None and for_text.strip() != text):
            return
        self._answered = text
        nothing_text = tr("Nobody found for “{text}”", text=self.displayText().strip())
        self.results().show_results(results, nothing_text, add_text)
        chooses, self._choose_when_there = self._choose_when_there, False
        if chooses and results:  # whoever pressed Enter had not read the offer to add somebody
            self._choose()

    def close_results(self) -> None:
        """Take the list away."""
        self._pause.stop()
        self._answered = None
        self._choose_when_there = False
        if self._results is not None:
            self._results.hide()

    def results_open(self) -> bool:
        """Whether the list is shown."""
        return self._results is not None and self._results.isVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down, Enter and Escape are about the list, all else is text."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and self.results_open():
            self.results().step(step)
        elif step > 0 and self.text().strip():
            self._search()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() and self._asks():
            self._choose()
        elif event.key() == Qt.Key.Key_Escape and (self.results_open() or self.text()):
            self._escape()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The list goes with the focus."""
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.close_results()

    def hideEvent(self, event: QHideEvent) -> None:
        """The list goes with the line."""
        super().hideEvent(event)
        self.close_results()

    def take(self, result: Result) -> None:
        """What choosing does here: the line is empty again and says who was chosen."""
        self.clear()
        self.chosen.emit(result[0])

    def _asks(self) -> bool:
        """Whether Enter is about the list."""
        return self.results_open() or bool(self.text().strip())

    def _escape(self) -> None:
        if self.results_open():
            self.close_results()
        else:
            self.clear()

    def _typed(self) -> None:
        self._choose_when_there = False
        if self.text().strip():
            self._pause.start()
        else:
            self.close_results()

    def _search(self) -> None:
        self._pause.stop()
        self.search_requested.emit(self.text().strip())

    def _choose(self) -> None:
        if self._answered != self.text().strip():
            self._choose_when_there = True
            if self._pause.isActive():
                self._search()
            return
        result = self.results().current()
        if result is not None:
            typed = self.text().strip()
            self.close_results()
            if result[0] is ADD:
                self.clear()
                self.add_requested.emit(typed)
            else:
                self.take(result)

    def _pick(self, _record: Any) -> None:
        self._answered = self.text().strip()
        self._choose()
