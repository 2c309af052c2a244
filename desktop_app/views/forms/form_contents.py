"""What stands in a form: its rows, their content, and checking them as one types. ``form_drafts`` keeps it, ``form_page`` makes a page of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.domain.records import PersonName
from desktop_app.views.base.page import Page
from desktop_app.views.base.session import Session
from desktop_app.views.kit.fields.form_row import FormColumn, FormRow

R = TypeVar("R")
PAUSE = 600  # milliseconds after the last key until a field is checked


class FormContents(Page, Generic[R]):
    """The fields of a form; *R* is the record it makes or edits."""

    private: frozenset[str] = frozenset()
    """The keys of the rows that hold private texts: covered in privacy mode once something stands in them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.record: Any = None
        self.column = FormColumn()
        self._model: Any = None
        self._start: dict[str, Any] = {}
        self._touched: set[str] = set()
        self._tried = False
        self._filling = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._show_problems)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    # -- what a form is made of

    def input_model(self) -> Any:
        """The input that checks the form."""
        raise NotImplementedError

    def content(self) -> dict[str, Any]:
        """What stands in the fields, as JSON values by row key."""
        raise NotImplementedError

    def put_content(self, content: Mapping[str, Any]) -> None:
        """Put *content* into the fields; missing keys leave theirs as they are."""
        raise NotImplementedError

    def values(self) -> dict[str, Any]:
        """What the controller is given."""
        raise NotImplementedError

    def submit(self, values: dict[str, Any], version: int | None) -> R:
        """Save *values*: the controller call, off the UI thread."""
        raise NotImplementedError

    def saved(self, record: R, *, go_on: bool) -> None:
        """*record* is saved; with *go_on*, show the form for the next one."""
        raise NotImplementedError

    def content_of(self, record: R) -> dict[str, Any]:
        """*record* as the content of the fields."""
        raise NotImplementedError

    def in_words(self, key: str, value: Any) -> str:
        """A value of the content as a person reads it, for comparing two versions."""
        del key
        return str(value or "")

    def label_of(self, key: str) -> str:
        """What the field of *key* is called."""
        return self.column.row(key).label_text()

    def about(self) -> PersonName | None:
        """The person that the form is about, for offering the draft back."""
        return None

    def own_problems(self) -> dict[str, str]:
        """Errors by row key that only the form can know (a name typed but not chosen)."""
        return {}

    def foot_words(self) -> str:
        """Who and when it will be, or was."""
        return ""

    def draft_key(self) -> str:
        """``edit:<key>`` of the record edited, or ``new:<key of the person>``."""
        if self.record is not None:
            return f"edit:{self.record.id}"
        person = self.about()
        return f"new:{person.id if person else ''}"

    # -- the rows

    def add_row(self, key: str, row: FormRow, *, watch: bool = True) -> FormRow:
        """Put *row* under the others; *key* is its field in content and in errors. With *watch* its changes are followed."""
        self.column.add_row(key, row)
        row.show_requested.connect(partial(self.session.privacy.when_shown, row.take_focus))
        if watch:
            field: Any = row.field
            names = ("changed", "toggled", "currentIndexChanged", "textChanged")
            signal = next(getattr(field, name) for name in names if hasattr(field, name))
            signal.connect(partial(self.field_changed, key))
        return row

    @contextmanager
    def filling(self) -> Iterator[None]:
        """Within this block fields are filled by the program: nothing counts as typed."""
        before, self._filling = self._filling, True
        try:
            yield
        finally:
            self._filling = before
        if not before:
            self.cover_private()

    # -- private texts

    def cover_private(self) -> None:
        """In privacy mode, cover what stands in private fields now. What is typed into empty ones is seen while one types."""
        keys = self.private & set(self.column.keys())
        if not keys:
            return
        content = self.content() if self.session.privacy.is_on else {}
        for key in keys:
            self.column.row(key).set_covered(covered=bool(content.get(key)))

    def private_texts_changed(self) -> None:
        """Cover the private fields, or show them."""
        super().private_texts_changed()
        self.cover_private()

    def said(self, key: str, value: Any) -> str:
        """A value of the content in words, as it may be shown now."""
        words = self.in_words(key, value)
        return self.session.privacy.masked(words) if key in self.private else words

    def is_changed(self) -> bool:
        """Whether anything was typed that is not saved."""
        return self.content() != self._start

    # -- checking

    def field_changed(self, key: str, *_values: object) -> None:
        """The field of *key* holds something else: check it in a moment, keep the draft."""
        self._show_foot()
        if self._filling:
            return
        self._touched.add(key)
        self._content_typed()
        if self.column.wrong_keys():
            self._show_problems(only_shown=True)  # what was mended is let go at once
        self._pause.start()

    def problems_now(self) -> dict[str, str]:
        """Every error there is now, by row key, shown or not."""
        problems_by_key: dict[str, str] = {}
        if self._model is not None:
            from desktop_app.domain.validation import problems  # noqa: PLC0415 - loaded by then, off the UI thread

            today = self.session.controllers.clock.today()
            problems_by_key = {
                key: str(text) for key, text in problems(self._model, self.values(), today).items()
            }
        return {**problems_by_key, **self.own_problems()}

    def _show_problems(self, *, only_shown: bool = False) -> None:
        self._pause.stop()
        problems = self.problems_now()
        judged = set() if only_shown else self._left_fields()
        shown = {key: self.column.row(key).error() for key in self.column.wrong_keys()}
        self.column.show_errors(
            {key: text for key, text in problems.items() if key in judged or shown.get(key) == text},
            focus=False,
        )
        if only_shown:
            self._pause.start()
        self._show_foot()

    def _left_fields(self) -> set[str]:
        """The rows whose errors are told before saving: those that somebody filled in, and has left."""
        focused = QApplication.focusWidget()
        return {
            key
            for key in self._touched.intersection(self.column.keys())
            if focused is None or not self.column.row(key).isAncestorOf(focused)
        }

    def _focus_moved(self, before: QWidget | None, _now: QWidget | None) -> None:
        if before is not None and self._touched and self.isAncestorOf(before):
            self._show_problems()

    def _forget_errors(self) -> None:
        self._tried = False
        self._touched.clear()
        self._pause.stop()
        self.column.clear_errors()
        self._show_foot()

    def _show_foot(self) -> None:
        """Say under the form what is to be said now."""

    def _content_typed(self) -> None:
        """Something was typed: keep it."""
