"""Help where one is: the manual, opened at the chapter that explains the page one came from (F1)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n.texts import tr
from desktop_app.views.base.navigation import KEYS, TOUR
from desktop_app.views.base.page import Page
from desktop_app.views.base.session import Session
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.spoken_roles import name_icons
from desktop_app.views.look import theme
from desktop_app.views.pages.help import manual
from desktop_app.views.pages.help.specs import HELP_PAGE

_CONTENTS_WIDTH = 264
_KEY = Qt.ItemDataRole.UserRole


class HelpPage(Page):
    """The chapters at the left, the one chosen at the right."""

    spec = HELP_PAGE

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("helpPage")
        self._search = QLineEdit()
        self._search.setObjectName("helpSearch")
        self._search.setPlaceholderText(tr("Search the manual"))
        self._search.setAccessibleName(tr("Search the manual"))
        self._search.setAccessibleDescription(tr("Chapters that speak of it stay in the list"))
        self._search.setClearButtonEnabled(True)
        name_icons(self._search)
        self._contents = QListWidget()
        self._contents.setObjectName("helpContents")
        self._contents.setAccessibleName(tr("Chapters"))
        self._contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._contents.setWordWrap(True)
        self._nothing = label(tr("No chapter speaks of this."), "muted", wrap=True, name="helpNothing")
        self._keys = button(tr("All &keys (Ctrl+/)"), name="helpKeys", icon="keyboard")
        self._tour = button(tr("Show me &around"), name="helpTour", icon="eye")
        self._text = QTextBrowser()
        self._text.setObjectName("helpText")
        self._text.setAccessibleName(tr("Manual"))
        self._text.setOpenLinks(False)
        self._text.document().setDocumentMargin(theme.S5)

        self._lay_out()
        self._fill()
        self._connect()
        self._contents.setCurrentRow(0)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(theme.S2)
        left.addWidget(self._search)
        left.addWidget(self._nothing)
        left.addWidget(self._contents, 1)
        left.addWidget(self._keys)
        left.addWidget(self._tour)
        across = QHBoxLayout(self)
        across.setContentsMargins(theme.S5, 0, theme.S5, theme.S5)
        across.setSpacing(theme.S4)
        across.addLayout(left)
        across.addWidget(self._text, 1)
        for each in (self._search, self._contents, self._nothing):
            each.setFixedWidth(_CONTENTS_WIDTH)
        self._nothing.hide()

    def _fill(self) -> None:
        for key in manual.CHAPTERS:
            item = QListWidgetItem(manual.chapter(key).title)
            item.setData(_KEY, key)
            self._contents.addItem(item)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._narrow)
        self._search.returnPressed.connect(lambda: self._contents.setFocus(Qt.FocusReason.OtherFocusReason))
        self._contents.currentItemChanged.connect(self._show)
        self._text.anchorClicked.connect(self._follow)
        self._keys.clicked.connect(partial(self.navigate, KEYS))
        self._tour.clicked.connect(partial(self.navigate, TOUR))
        theme.themed.changed.connect(self._show)

    # -- what a page is

    def focus_start(self) -> None:
        """The text itself, so that the arrow keys scroll it."""
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_argument(self, argument: Any) -> None:
        """Show the chapter of this key."""
        self._search.clear()
        for row in range(self._contents.count()):
            if self._contents.item(row).data(_KEY) == argument:
                self._contents.setCurrentRow(row)

    # -- the chapters

    def _narrow(self, typed: str) -> None:
        """List the chapters that speak of what is *typed*."""
        first = None
        for row in range(self._contents.count()):
            item = self._contents.item(row)
            speaks = manual.chapter(item.data(_KEY)).speaks_of(typed)
            item.setHidden(not speaks)
            if speaks and first is None:
                first = row
        self._nothing.setVisible(first is None)
        current: QListWidgetItem | None = self._contents.currentItem()
        if first is not None and (current is None or current.isHidden()):
            self._contents.setCurrentRow(first)

    def _show(self) -> None:
        item: QListWidgetItem | None = self._contents.currentItem()
        if item is None:
            return
        shown = manual.chapter(item.data(_KEY))
        document = self._text.document()
        document.setDefaultStyleSheet(_style())
        document.setDefaultFont(theme.font("body"))
        self._text.setHtml(f"<h1>{shown.title}</h1>{shown.html}")
        self._text.setAccessibleDescription(shown.title)

    def _follow(self, address: QUrl) -> None:
        """Chapters name each other by their files."""
        self.take_argument(address.toString().removesuffix(".md"))


def _style() -> str:
    tokens = theme.tokens()
    return (
        f"body, p, li, td {{ color: {tokens.text}; line-height: 145%; }}"
        f"h1 {{ font-size: 20px; font-weight: 600; margin-top: 0; margin-bottom: 12px; }}"
        f"h2 {{ font-size: 15px; font-weight: 600; margin-top: 18px; }}"
        f"a {{ color: {tokens.accent}; }}"
        f"li {{ margin-bottom: 4px; }}"
        f"code {{ background-color: {tokens.window}; }}"
        f"table {{ border-collapse: collapse; }}"
        f"th, td {{ padding: 4px 10px; border: 1px solid {tokens.line}; text-align: left; }}"
        f"th {{ background-color: {tokens.window}; }}"
    )
