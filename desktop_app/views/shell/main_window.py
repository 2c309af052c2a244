"""The frame of the program once somebody has signed in: sidebar, head with the quick find, the page, messages at the bottom.

It knows the pages by name only, carries out what they request, keeps the way back, and tells them what changed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.context import EVERY_KIND
from desktop_app.domain.records import Changed, PersonRow
from desktop_app.i18n.texts import tr
from desktop_app.system.settings import COMPACT, TOURED
from desktop_app.views.base import navigation
from desktop_app.views.base.failures import describe
from desktop_app.views.base.form_arguments import NewPersonArguments
from desktop_app.views.base.navigation import Navigation
from desktop_app.views.base.page import Page
from desktop_app.views.base.page_spec import PageSpec
from desktop_app.views.base.session import Session
from desktop_app.views.kit.accessibility import announce
from desktop_app.views.kit.buttons import icon_button
from desktop_app.views.kit.elided import Elided
from desktop_app.views.kit.fields.password_field import PasswordEdit
from desktop_app.views.kit.privacy_mode import MASK
from desktop_app.views.kit.table.view import RowView
from desktop_app.views.kit.toast import ToastArea
from desktop_app.views.kit.underlines import give_letters
from desktop_app.views.look import theme
from desktop_app.views.pages.notifications.bell import Bell
from desktop_app.views.pages.notifications.unread_watch import UnreadWatch
from desktop_app.views.pages.settings.settings_page import SettingsPage
from desktop_app.views.shell import page_registry
from desktop_app.views.shell.data_strip import DataStrip
from desktop_app.views.shell.draft_offer import DraftOffer
from desktop_app.views.shell.locking.privacy_strip import PrivacyStrip
from desktop_app.views.shell.locking.private_texts import PrivateTexts
from desktop_app.views.shell.page_stack import PageStack
from desktop_app.views.shell.person_find import PersonFind
from desktop_app.views.shell.sidebar import Sidebar
from desktop_app.views.wording import formats

if TYPE_CHECKING:
    from desktop_app.views.pages.help.tour import Tour

FOLDS_BELOW = 1100  # pixels of width
MOST_STEPS_BACK = 12


class MainWindow(QWidget):
    """Everything between signing in and signing out."""

    sign_out_requested = Signal()
    titled = Signal(str)
    """Another page is shown, or it is called something else."""
    rebuild_requested = Signal()
    """The language or the organisation's name changed: make the frame anew."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mainWindow")
        self.session = session
        formats.live_in(session.organisation.time_zone)
        self._kept: dict[str, Page] = {}
        self._way: list[Page] = []
        shown = [page for page in page_registry.SIDEBAR if page.may_open(session)]

        self._sidebar = Sidebar(shown, session.actor, session.organisation.name)
        self._back = icon_button("back", tr("Back (Alt+Left)"), name="back")
        self._title = Elided(role="title", name="pageTitle")
        self._find = PersonFind(session)
        self._find.setFixedWidth(320)
        self._find.setAccessibleName(tr("Find a person"))
        self._find.setAccessibleDescription(tr("Ctrl+K. Type a part of the name"))
        self._cover = icon_button("eye-off", tr("Hide private texts (F9)"), name="hidePrivateTexts")
        self._help = icon_button("help", tr("Help (F1)"), name="help")
        if session.privacy.is_on:
            self._cover.hide()
        self._strip = PrivacyStrip(session.privacy)
        self._private_texts = PrivateTexts(session, self)
        self._shown_around: Tour | None = None
        self._bell = Bell()
        self.unread = UnreadWatch(session, self)
        self._notice = DraftOffer(session, self.show_failure)
        self._data = DataStrip(session, self.show_failure)
        self._room = PageStack()
        self._stack = self._room.inside
        self._toasts = ToastArea(self)

        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(theme.S5, theme.S4, theme.S5, theme.S3)
        head.setSpacing(theme.S2)
        head.addWidget(self._back)
        head.addWidget(self._title, 1)
        head.addWidget(self._find)
        head.addWidget(self._bell)
        head.addWidget(self._cover)
        head.addWidget(self._help)
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(head)
        noted = QVBoxLayout()
        noted.setContentsMargins(theme.S5, 0, theme.S5, 0)
        noted.setSpacing(0)
        noted.addWidget(self._strip)
        noted.addWidget(self._data)
        noted.addWidget(self._notice)
        body.addLayout(noted)
        body.addWidget(self._room, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._sidebar)
        across.addLayout(body, 1)

    def _connect(self) -> None:
        self._sidebar.page_requested.connect(self.go)
        self._sidebar.sign_out_requested.connect(self.sign_out_requested)
        self._back.clicked.connect(self.go_back)
        self._help.clicked.connect(partial(self._open_over, page_registry.spec("help")))
        self._bell.clicked.connect(lambda: self.go("notifications"))
        self.unread.counted.connect(lambda counts: self._bell.show_count(counts.unread))
        self._notice.continue_requested.connect(self.go)
        self._cover.clicked.connect(self._private_texts.hide_or_show)
        self._strip.show_requested.connect(self._private_texts.hide_or_show)
        self.session.privacy.changed.connect(self._private_texts_changed)
        self._find.chosen.connect(self._found)
        self._find.add_requested.connect(self._add_person)
        self._find.failed.connect(self.show_failure)
        for keys, called in (
            ("Alt+Left", self.go_back),
            ("Ctrl+K", self._focus_find),
            ("F5", self._reload),
            ("Ctrl+/", self._show_keys),
            ("F9", self._private_texts.hide_or_show),
            ("Ctrl+L", self.session.privacy.lock_wanted.emit),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(called)
        for page in page_registry.SPECS:
            if page.key:
                QShortcut(QKeySequence(page.key), self).activated.connect(partial(self._open_over, page))

    # -- going about

    def page(self) -> Page | None:
        """The page that is shown."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def kept_page(self) -> str:
        """The name of the page one comes back to another day: the last one that is about nobody in particular."""
        names = {page: name for name, page in self._kept.items()}
        return next((names[page] for page in reversed(self._way) if page in names), "")

    def go(self, name: str, subject: Any = None) -> Page:
        """Show the page called *name*, about *subject*; some pages are kept, the others are made anew."""
        page = self._kept.get(name)
        if page is None:
            page = self._make(page_registry.spec(name), subject)
        if subject is not None and page.spec.kept:
            page.take_argument(subject)
        self._show(page)
        return page

    def _make(self, spec: PageSpec, subject: Any) -> Page:
        page = spec.make(self.session, subject, self._stack)
        if spec.kept:
            self._kept[spec.name] = page
        page.navigate_requested.connect(self._navigate)
        page.message_requested.connect(self._say)
        page.failure_requested.connect(self.show_failure)
        page.done_requested.connect(partial(self._finished, page))
        page.title_changed.connect(partial(self._title_changed, page))
        if isinstance(page, SettingsPage):
            page.rebuild_requested.connect(self.rebuild_requested)
            page.compact_requested.connect(self._set_compact)
        self._set_compact(self.session.preferences.get(COMPACT), page)
        self._stack.addWidget(page)
        return page

    def _navigate(self, request: Navigation) -> None:
        """Do what a page asked for: the one place where requests to see something else arrive."""
        match request.page:
            case navigation.TOUR:
                self._show_around()
            case navigation.KEYS:
                self._show_keys()
            case name:
                self.go(name, request.subject)

    def _open_over(self, spec: PageSpec) -> None:
        """Open a page by its key, about whatever the page that is shown suggests."""
        if spec.may_open(self.session):
            self.go(spec.name, spec.subject_over(self.page()))

    def _set_compact(self, compact: bool, within: QWidget | None = None) -> None:  # noqa: FBT001 - Qt's signal
        for table in (within or self).findChildren(RowView):
            table.set_compact(compact=compact)

    def _show(self, page: Page) -> None:
        leaving = self.page()
        if leaving is page and page in self._way:
            page.focus_start()
            return
        if (
            leaving is not None and leaving is not page
        ):  # the first page stands in the stack before it is shown
            leaving.leave()
            if self._shown_around is not None:
                self._shown_around.take_offer_back()
        if page in self._way:
            self._way.remove(page)
        self._way.append(page)
        for old in self._way[:-MOST_STEPS_BACK]:
            self._forget(old)
        self._stack.setCurrentWidget(page)
        self._say_where(page)
        self._sidebar.show_section(page.spec.entry())
        self._back.setEnabled(len(self._way) > 1)
        page.focus_start()
        give_letters(self)
        self.unread.look()

    def title(self) -> str:
        """What the page that is shown is called."""
        return self._title.text()

    def _say_where(self, page: Page) -> None:
        """Say which page one is on: at its head, in the title of the window, and aloud."""
        title = page.title()
        self._title.setText(title)
        page.setAccessibleName(title)
        self.titled.emit(title)
        announce(page, title)

    def go_back(self) -> None:
        """Back to the page before, as it was left."""
        if len(self._way) > 1:
            self._finished(self._way[-1])

    def _finished(self, page: Page) -> None:
        """Leave *page*; a page that is made each time is gone then, one from the sidebar is kept."""
        was_shown = page is self.page()
        if page in self._way:
            self._way.remove(page)
        if was_shown:
            before = self._way.pop() if self._way else self._kept.get(page_registry.HOME.name)
            if before is None:
                self.go(page_registry.HOME.name)
            else:
                self._show(before)
        if page not in self._kept.values():
            self._forget(page)

    def _forget(self, page: Page) -> None:
        if page in self._way:
            self._way.remove(page)
        if page in self._kept.values():
            return
        page.leave()
        self._stack.removeWidget(page)
        page.deleteLater()

    def _title_changed(self, page: Page, title: str) -> None:
        if page is self.page() and title != self._title.text():
            self._say_where(page)

    # -- help

    def _show_keys(self) -> None:
        from desktop_app.views.pages.help.shortcuts_sheet import ShortcutsSheet  # noqa: PLC0415 - when somebody asks for them

        if self.findChild(ShortcutsSheet) is None:
            ShortcutsSheet(self, page_registry.SPECS).open()

    def offer_tour(self) -> None:
        """Ask whoever is here for the first time whether they want to be shown around."""
        if not self.session.recall(TOURED):
            self._tour().offer()

    def _show_around(self) -> None:
        self.go(page_registry.HOME.name)
        self._tour().begin()

    def _tour(self) -> Tour:
        from desktop_app.views.pages.help.tour import Tour  # noqa: PLC0415 - once in a user's life

        if self._shown_around is None:
            self._shown_around = Tour(self, self.session, page_registry.tour_stops(self.session))
            self._shown_around.begin_requested.connect(self._show_around)
        return self._shown_around

    # -- the quick find

    def _focus_find(self) -> None:
        self._find.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._find.selectAll()

    def _found(self, person: PersonRow) -> None:
        self._find.clear()
        self.go("person", person.id)

    def _add_person(self, name: str) -> None:
        self.go("person_form", NewPersonArguments(name))

    # -- messages

    def _say(self, text: str, action: str, on_action: Any, tone: Any) -> None:
        undoes = bool(action) and action == tr("Undo")
        self._toasts.show_message(text, action or None, on_action, tone=tone or "neutral", undoes=undoes)

    def say_with_action(self, text: str, action: str, on_action: Callable[[], object]) -> None:
        """Say *text* at the bottom, with a button that leads further."""
        self._say(text, action, on_action, "neutral")

    def show_failure(self, error: BaseException) -> None:
        """Say what went wrong at the bottom; nothing that was typed is touched."""
        where = self.page().__class__.__name__ if self.page() else "MainWindow"
        self._toasts.show_message(describe(error, where).text, tone="late", seconds=20)

    # -- private texts

    def _private_texts_changed(self) -> None:
        """What stands in the frame itself: messages that may name a number, what was typed to find somebody, passwords."""
        hidden = self.session.privacy.is_on
        self._cover.setVisible(not hidden)
        if not hidden:
            return
        self._find.close_results()
        for toast in self._toasts.toasts():
            toast.set_text(MASK)
        for password in self.findChildren(PasswordEdit):
            password.cover()

    # -- what changed, what was left unfinished

    def take_change(self, changed: Changed) -> None:
        """Tell every page, and the bell."""
        self.unread.take_change(changed)
        if "settings" in changed.kinds:  # a copy was put back
            self._data.look()
        for place in range(self._stack.count()):
            page = self._stack.widget(place)
            if isinstance(page, Page):
                page.take_change(changed)

    def _reload(self) -> None:
        self.take_change(Changed(EVERY_KIND))

    def offer_drafts(self) -> None:
        """Offer back what the user typed and did not save, if anything; say how the data stands."""
        self._notice.look()
        self._data.look()

    # -- the window

    def unsaved_settings(self) -> object:
        """What was typed in the settings and not saved: what their page takes when the frame is made anew."""
        page = self._kept.get("settings")
        return page.unsaved() if isinstance(page, SettingsPage) else None

    def leave(self) -> None:
        """Keep what is being typed: the window closes, or somebody signs out."""
        for page in tuple(self._way):
            page.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give each thing that is shown by now its own letter, before one is pressed with Alt."""
        if event.key() == Qt.Key.Key_Alt:
            give_letters(self)
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the sidebar where there is little room."""
        super().resizeEvent(event)
        self._sidebar.set_folded(folded=self.width() < FOLDS_BELOW)
