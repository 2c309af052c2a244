"""The notification centre: what one should know, the newest first, and what can be done about it.

A page rather than a panel that drops down: it is worked by keys and read aloud like every other list, keeps its place while one opens
a person and comes back, and has room for a day with many reminders. The bell in the head leads here from everywhere.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain import records
from desktop_app.domain.errors import NotFound
from desktop_app.domain.permissions import Action
from desktop_app.domain.records import Notification, PersonName
from desktop_app.domain.vocabulary import NotificationKind
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.base.failures import describe
from desktop_app.views.base.loader import Loader
from desktop_app.views.base.page import Page
from desktop_app.views.base.session import Session
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.empty_state import EmptyState
from desktop_app.views.kit.fields.segmented import SegmentedChoice
from desktop_app.views.kit.labels import card, label
from desktop_app.views.kit.loading import SkeletonRows
from desktop_app.views.look import icons, theme
from desktop_app.views.pages.notifications.notification_list import NotificationList
from desktop_app.views.pages.notifications.notification_rows import rows_of
from desktop_app.views.pages.notifications.specs import NOTIFICATIONS_PAGE
from desktop_app.views.wording import formats

BATCH = 100
"""How many are loaded at a time."""
_ALL, _UNREAD = "all", "unread"
_MOST_NEXT = 50
_Answer = tuple[records.Page[Notification], int]


class NotificationsPage(Page):
    """One's own notifications, by day."""

    spec = NOTIFICATIONS_PAGE
    kinds = frozenset({"notifications"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("notificationsPage")
        self._items: tuple[Notification, ...] = ()
        self._has_more = False
        self._loader = Loader(self)
        self._wants_start = False
        self._may_record = session.may(Action.RECORD_FOLLOW_UP)
        self._empty_action: Callable[[], object] | None = None

        self._which = SegmentedChoice(
            [(_ALL, tr("All"), ""), (_UNREAD, tr("Unread"), "")], name="whichNotifications"
        )
        self._which.setAccessibleName(tr("Which notifications are shown"))
        self._which.set_value(_ALL)
        self._count = label("", "muted", name="unreadCount")
        self._record_button = button(tr("Record &follow-up"), "primary", name="recordFromNotification")
        self._open_button = button(tr("&Open"), name="openNotification")
        self._read_button = button(tr("Mark as &read"), name="markRead")
        self._all_button = button(tr("Mark &all as read"), name="markAllRead")
        self._list = NotificationList()
        self._loading = SkeletonRows(36)
        self._words = EmptyState(name="notificationWords")
        self._framed = card()
        self._stack = QStackedWidget()
        self._make_actions()

        self._lay_out()
        self._connect()
        self._follow(None)
        self._loading.begin()
        self._stack.setCurrentWidget(self._loading)

    def _make_actions(self) -> None:
        self._record = QAction(icons.icon("follow-ups"), tr("Record a follow-up"), self)
        self._open = QAction(icons.icon("person"), tr("Open"), self)
        self._mark = QAction(icons.icon("check"), tr("Mark as read"), self)
        self._record.setShortcut(QKeySequence("F"))
        self._open.setShortcuts([QKeySequence("O"), QKeySequence("Ctrl+O")])
        self._mark.setShortcuts([QKeySequence("R"), QKeySequence("Space")])
        for widget in (self._open, self._record, self._mark):
            widget.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self._list.addAction(widget)
        self._record.setVisible(self._may_record)
        self._menu = QMenu(self)
        self._menu.setObjectName("notificationActions")
        self._menu.addActions([self._open, self._record, self._mark])
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.S2)
        head.addWidget(self._which)
        head.addSpacing(theme.S2)
        head.addWidget(self._count, 1)
        for pressed in (self._all_button, self._read_button, self._open_button, self._record_button):
            head.addWidget(pressed)
        within = QVBoxLayout(self._framed)
        within.setContentsMargins(1, 1, 1, 1)
        within.addWidget(self._words)
        for shown in (self._list, self._framed, self._loading):
            self._stack.addWidget(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S5, 0, theme.S5, theme.S5)
        column.setSpacing(theme.S3)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self._record_button.setVisible(self._may_record)

    def _connect(self) -> None:
        self._which.changed.connect(self._filter)
        self._list.opened.connect(self._open_one)
        self._list.current_changed.connect(self._follow)
        self._list.more_wanted.connect(self._load_more)
        self._list.customContextMenuRequested.connect(self._show_menu)
        self._record.triggered.connect(self._record_about)
        self._open.triggered.connect(self._open_current)
        self._mark.triggered.connect(self._mark_current)
        self._record_button.clicked.connect(self._record.trigger)
        self._open_button.clicked.connect(self._open.trigger)
        self._read_button.clicked.connect(self._mark.trigger)
        self._all_button.clicked.connect(self._mark_all)
        self._words.action_requested.connect(self._act)
        self.follow_days(self.refresh)

    # -- the page

    def subject(self) -> PersonName | None:
        """The person of the row in focus."""
        notification = self._list.current()
        return notification.person if notification is not None else None

    def focus_start(self) -> None:
        """Into the list, as soon as there is one."""
        if self._stack.currentWidget() is self._list:
            self._list.focus_first()
        else:
            self._wants_start = True
            self._which.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Load as many as there are, so that the place stays."""
        self._load(max(BATCH, len(self._items)))

    # -- loading

    def _load(self, limit: int) -> None:
        only_unread = self._which.value() == _UNREAD
        session = self.session

        def work() -> _Answer:
            notifications = session.controllers.notifications
            batch = notifications.mine(session.actor, limit, only_unread=only_unread)
            return batch, notifications.unread_count(session.actor)

        self._loader.begin()
        self._loader.ask(work, lambda answer: self._show_answer(*answer), self._say_failure)

    def _load_more(self) -> None:
        if not self._items:
            return
        last, only_unread = self._items[-1], self._which.value() == _UNREAD
        session = self.session

        def show(batch: records.Page[Notification]) -> None:
            self._items += batch.items
            self._has_more = batch.more
            self._fill()

        self._loader.ask(
            lambda: session.controllers.notifications.mine_after(
                session.actor, last, BATCH, only_unread=only_unread
            ),
            show,
        )

    def _show_answer(self, batch: records.Page[Notification], unread: int) -> None:
        self._items, self._has_more = batch.items, batch.more
        self._count.setText(
            trn("{number} unread", "{number} unread", unread, number=formats.number(unread)) if unread else ""
        )
        self._all_button.setEnabled(unread > 0)
        if self._items:
            self._fill()
        else:
            self._say_why_empty()

    def _fill(self) -> None:
        clock = self.session.controllers.clock
        self._list.set_rows(rows_of(self._items, clock.today(), clock.local), has_more=self._has_more)
        self._stack.setCurrentWidget(self._list)
        focus: QWidget | None = self.window().focusWidget()
        if self._wants_start and focus is not None and self._which.isAncestorOf(focus):
            self._list.focus_first()
        self._wants_start = False

    def _say_why_empty(self) -> None:
        only_unread = self._which.value() == _UNREAD
        if only_unread:
            self._empty_action = self._show_all
            self._words.set(
                tr("Everything is read"),
                tr("What comes next appears here until you have read it."),
                tr("Show &all"),
                icon="check",
                tone="good",
            )
        else:
            self._empty_action = None
            self._words.set(
                tr("No notifications yet"),
                tr(
                    "Reminders appear here, and what others did that concerns you: follow-ups with your "
                    "people, people who were given to you."
                ),
                icon="bell",
            )
        self._list.set_rows([])
        self._stack.setCurrentWidget(self._framed)

    def _say_failure(self, error: BaseException) -> None:
        self._empty_action = self.refresh
        self._words.set(
            tr("The notifications could not be loaded"),
            describe(error, "notifications").text,
            tr("Try again"),
            icon="warning",
            tone="late",
        )
        self._stack.setCurrentWidget(self._framed)

    def _act(self) -> None:
        if self._empty_action is not None:
            self._empty_action()

    def _filter(self) -> None:
        self._load(BATCH)

    def _show_all(self) -> None:
        self._which.set_value(_ALL)
        self._filter()

    # -- the row in focus

    def _follow(self, notification: Notification | None) -> None:
        self._open.setEnabled(notification is not None)
        self._mark.setEnabled(notification is not None and notification.read_at is None)
        self._record.setEnabled(notification is not None and notification.person is not None)
        for pressed, action in (
            (self._open_button, self._open),
            (self._read_button, self._mark),
            (self._record_button, self._record),
        ):
            pressed.setEnabled(action.isEnabled())

    def _show_menu(self, place: QPoint) -> None:
        if self._list.current() is not None:
            self._menu.popup(self._list.viewport().mapToGlobal(place))

    def _open_current(self) -> None:
        notification = self._list.current()
        if notification is not None:
            self._open_one(notification)

    def _open_one(self, notification: Notification) -> None:
        """Show whom it is about: the person, one's own people, or for a flood the day's work."""
        self._mark_read(notification)
        if len(self._with(notification)) > 1:
            self.navigate("dashboard")
        elif notification.person is not None:
            self.open_person(notification.person.id)
        elif notification.kind is NotificationKind.COLLEAGUE_AWAY:
            self.navigate("dashboard")
        else:
            self.navigate("people", {"mentor": "mine"})

    def _record_about(self) -> None:
        notification = self._list.current()
        if notification is None or notification.person is None:
            return
        if len(self._with(notification)) == 1:
            self._mark_read(notification)
        after = {
            other.person.id: other.person
            for other in self._list.after_current()
            if other.person is not None
            and other.read_at is None
            and other.person.id != notification.person.id
        }
        self.record_follow_up(notification.person, list(after.values())[:_MOST_NEXT])

    def _mark_current(self) -> None:
        notification = self._list.current()
        if notification is not None:
            self._mark_read(notification)

    def _with(self, notification: Notification) -> tuple[Notification, ...]:
        """All that the row of *notification* stands for."""
        row = self._list.records.row(self._list.records.place_of(notification.id) or 0)
        return row.several if row is not None and notification in row.several else (notification,)

    def _mark_read(self, notification: Notification) -> None:
        unread = [each.id for each in self._with(notification) if each.read_at is None]
        if unread:
            session = self.session
            self.run(
                lambda: session.controllers.notifications.mark_several_read(session.actor, unread),
                on_failure=self._not_marked,
            )

    def _not_marked(self, error: BaseException) -> None:
        if isinstance(error, NotFound):  # what it told of is over, and it was taken away meanwhile
            self.refresh()
        else:
            self.failure_requested.emit(error)

    def _mark_all(self) -> None:
        session = self.session

        def marked(count: int) -> None:
            self.say(
                trn("{count} notification marked as read.", "{count} notifications marked as read.", count),
                tone="good",
            )

        self.run(lambda: session.controllers.notifications.mark_all_read(session.actor), marked)
