"""What every list has from its base, tried on one that is as small as a list can be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.domain.errors import Unavailable
from desktop_app.domain.records import Changed
from desktop_app.domain.vocabulary import Role
from desktop_app.system.settings import TABLE_COLUMNS
from desktop_app.views.base.page import Page
from desktop_app.views.base.page_spec import PageSpec
from desktop_app.views.base.session import Session
from desktop_app.views.kit.table.model import Column
from desktop_app.views.lists.list_page import ListPage


@dataclass(frozen=True)
class Book:
    """A record of the list."""

    id: int
    title: str


def _books() -> type[Page]:
    return BooksPage


BOOKS_PAGE = PageSpec("books", "Books", _books, chapter="start")


class BooksPage(ListPage[Book]):
    """All that a list has to say of itself."""

    spec = BOOKS_PAGE
    kinds = frozenset({"persons"})
    list_name = "books"
    shelf: tuple[Book, ...] = ()
    error: Exception | None = None
    gate: Event | None = None
    lent: Book | None = None

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        lend = self.row_action("", "Lend", "L", self.lend)
        self.lend_button = self.row_button(lend, "&Lend", name="lend", tip="L")
        self.lay_out(self.lend_button)
        self.table.set_row_actions([lend])

    def columns(self) -> tuple[Column[Book], ...]:
        return (
            Column("title", "Title", lambda book: book.title, width=200),
            Column("id", "Number", lambda book: str(book.id), width=80),
        )

    def fetch(self) -> tuple[Book, ...]:
        shelf, error, gate = self.shelf, self.error, self.gate
        if gate is not None:
            gate.wait(10)
        if error is not None:
            raise error
        return shelf

    def words_of_total(self, count: int) -> str:
        return f"{count} books"

    def words_of_none(self) -> tuple[str, str]:
        return "No book yet", "Buy one."

    def lend(self, book: Book) -> None:
        self.lent = book


def titles(page: BooksPage) -> list[str]:
    return [book.title for book in page.table.records.records()]


SHELF = (Book(1, "Psalms"), Book(2, "Job"))


@pytest.fixture
def page(qtbot: QtBot, session_of: Callable[[Role], Session]) -> BooksPage:
    """The list, not shown yet."""
    books = BooksPage(session_of(Role.ADMIN))
    qtbot.addWidget(books)
    return books


def shown(page: BooksPage, settled: Callable[[], None]) -> BooksPage:
    """Show *page* with what it loads."""
    page.show()
    settled()
    return page


def test_it_loads_and_says_how_many(page: BooksPage, settled: Callable[[], None]) -> None:
    page.shelf = SHELF
    shown(page, settled)
    assert page.title() == "Books"
    assert titles(page) == ["Psalms", "Job"]
    assert page.total.text() == "2 books"
    assert page.table.list_state() == "rows"
    assert page.table.current_record() == SHELF[0]


def test_it_says_why_it_is_empty(page: BooksPage, settled: Callable[[], None]) -> None:
    shown(page, settled)
    assert page.table.list_state() == "empty"
    assert page.table.covered()
    assert page.table._empty_words == ("No book yet", "Buy one.", None)


def test_a_late_answer_to_an_earlier_question_is_not_shown(
    page: BooksPage, settled: Callable[[], None]
) -> None:
    shown(page, settled)
    page.shelf, page.gate = SHELF[:1], Event()
    page.refresh()
    gate, page.shelf, page.gate = page.gate, SHELF, None
    page.loader.begin()
    gate.set()
    settled()
    assert titles(page) == [], "it answers what is no longer asked"
    page.refresh()
    settled()
    assert titles(page) == ["Psalms", "Job"]


def test_what_went_wrong_stands_in_its_place_and_can_be_tried_again(
    page: BooksPage, settled: Callable[[], None]
) -> None:
    page.error = Unavailable("full")
    shown(page, settled)
    assert page.table.list_state() == "error"
    page.error, page.shelf = None, SHELF
    again = page.findChild(QPushButton, "emptyAction")
    assert again is not None
    again.click()
    settled()
    assert titles(page) == ["Psalms", "Job"]


def test_rows_stay_when_they_cannot_be_loaded_again(
    page: BooksPage, settled: Callable[[], None], qtbot: QtBot
) -> None:
    page.shelf = SHELF
    shown(page, settled)
    page.error = Unavailable("full")
    with qtbot.waitSignal(page.failure_requested) as said:
        page.take_change(Changed(frozenset({"persons"})))
    assert said.args == [page.error]
    assert page.table.list_state() == "rows"
    assert titles(page) == ["Psalms", "Job"]


def test_columns_are_remembered_when_one_leaves(
    page: BooksPage, settled: Callable[[], None], session_of: Callable[[Role], Session], qtbot: QtBot
) -> None:
    page.shelf = SHELF
    shown(page, settled)
    page.table.set_column_hidden("id", hidden=True)
    page.leave()
    settled()
    assert page.session.recall(TABLE_COLUMNS, "books")["hidden"] == ["id"]
    again = BooksPage(page.session)
    qtbot.addWidget(again)
    assert again.table.columns_state()["hidden"] == ["id"]


def test_what_can_be_done_with_a_row_needs_one(
    page: BooksPage, settled: Callable[[], None], qtbot: QtBot
) -> None:
    shown(page, settled)
    assert not page.lend_button.isEnabled()
    page.shelf = SHELF
    page.refresh()
    settled()
    page.table.select_key(2)
    assert page.lend_button.isEnabled()
    qtbot.mouseClick(page.lend_button, Qt.MouseButton.LeftButton)
    assert page.lent == SHELF[1]
