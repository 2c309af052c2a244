"""Those who may sign in, with their details beside the list, and who has tried to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop_app.domain.records import User
from desktop_app.domain.vocabulary import code_label
from desktop_app.i18n.texts import tr, trn
from desktop_app.system.settings import COMPACT
from desktop_app.views.base.loader import Loader
from desktop_app.views.base.session import Session
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.labels import hairline, label
from desktop_app.views.kit.table.model import Column
from desktop_app.views.lists.list_page import ListPage, show_failure_in
from desktop_app.views.look import theme
from desktop_app.views.pages.users.sign_in_attempts import SignInAttempts
from desktop_app.views.pages.users.specs import USERS_PAGE
from desktop_app.views.pages.users.user_panel import UserPanel
from desktop_app.views.pages.users.user_words import email_of, is_waiting_for_details, may_sign_in
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import ago

if TYPE_CHECKING:
    from desktop_app.views.output.exports.lists import ExportKind

_NEVER = -1.0


class UsersPage(ListPage[User]):
    """Users and their rights, for administrators."""

    kinds = frozenset({"users", "persons"})
    spec = USERS_PAGE
    list_name = "users"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._wanted: int | None = None
        # each within the other from the start: what moves to another parent is styled again with all that is in it
        self._tabs = QTabBar(self)
        self._places = QStackedWidget(self)
        self._users = QWidget(self._places)
        self._panel: UserPanel | None = None
        self._model: Any = None  # what a user is checked with
        self._waiting = label("", tone="soon", name="usersWaiting")
        self._add = button(tr("&Add a user"), "primary", name="addUser", icon="plus")
        self._edit = self.row_action("", tr("Edit"), "E", self._open)
        self._attempts_loader = Loader(self)

        self._lay_out()
        self._connect()
        self.run(_user_input, self._take_model)

    @property
    def panel(self) -> UserPanel:
        """The details of one user; made when the first is opened."""
        if self._panel is not None:
            return self._panel
        user_panel = self._panel = UserPanel(self.session, self._users)
        self._across.addWidget(user_panel)
        user_panel.save_requested.connect(self._save)
        user_panel.closed.connect(self._add.show)
        user_panel.closed.connect(self.focus_start)
        if self._model is not None:
            user_panel.take_model(self._model)
        return user_panel

    def export_kind(self) -> ExportKind:
        """All users."""
        from desktop_app.views.output.exports import lists  # noqa: PLC0415 - when somebody exports

        return lists.users(self.session)

    def _take_model(self, model: Any) -> None:
        self._model = model
        if self._panel is not None:
            self._panel.take_model(model)

    @cached_property
    def attempts(self) -> SignInAttempts:
        """The attempts to sign in; made when they are first looked at."""
        sign_in_attempts = SignInAttempts(
            self.session.controllers.clock, self.session.privacy.masked, self._places
        )
        sign_in_attempts.table.set_compact(compact=self.session.preferences.get(COMPACT))
        self._places.addWidget(sign_in_attempts)
        sign_in_attempts.refresh_requested.connect(self._load_attempts)
        sign_in_attempts.table.action_requested.connect(self._load_attempts)
        return sign_in_attempts

    def columns(self) -> tuple[Column[User], ...]:
        """Who, what they may do, and whether they can sign in."""
        clock = self.session.controllers.clock
        masked = self.session.privacy.masked
        return (
            Column(
                "name",
                tr("Name"),
                lambda user: user.full_name,
                width=160,
                strong=True,
                stretch=True,
                optional=False,
            ),
            Column(
                "email",
                tr("E-mail address"),
                lambda user: masked(email_of(user)) or tr("no address yet"),
                sort_value=email_of,
                width=180,
                stretch=True,
                tone=lambda user: None if email_of(user) else "soon",
            ),
            Column("role", tr("Role"), lambda user: code_label(user.role), width=160),
            Column(
                "active",
                tr("State"),
                lambda user: tr("Active") if user.is_active else tr("Switched off"),
                width=130,
                chip=lambda user: "good" if user.is_active else "neutral",
            ),
            Column(
                "sign_in",
                tr("Signing in"),
                lambda user: may_sign_in(user, clock)[0],
                width=170,
                tool_tip=lambda user: (
                    tr("Complete the e-mail address and give a password.")
                    if is_waiting_for_details(user)
                    else None
                ),
                tone=lambda user: None if (tone := may_sign_in(user, clock)[1]) == "good" else tone,
            ),
            Column(
                "persons",
                tr("People"),
                lambda user: formats.number(user.active_persons) if user.active_persons else "",
                sort_value=lambda user: user.active_persons,
                width=104,
                figure=True,
            ),
            Column(
                "last",
                tr("Last sign-in"),
                lambda user: (
                    formats.short_moment(clock.local(user.last_sign_in_at))
                    if user.last_sign_in_at
                    else tr("never")
                ),
                sort_value=lambda user: user.last_sign_in_at.timestamp() if user.last_sign_in_at else _NEVER,
                width=146,
                muted=True,
                tool_tip=lambda user: (
                    ago(clock.local(user.last_sign_in_at).date(), clock.today())
                    if user.last_sign_in_at
                    else None
                ),
            ),
        )

    def _lay_out(self) -> None:
        self._tabs.setObjectName("usersTabs")
        self._tabs.setAccessibleName(tr("Users and attempts to sign in"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        columns = self.table.columns_button()
        columns.setFixedHeight(theme.CONTROL_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S5, 0, theme.S5, theme.S5)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addWidget(hairline())
        column.addWidget(self._places, 1)
        self._places.addWidget(self._users)
        self._across = QHBoxLayout(self._users)
        self._across.setContentsMargins(0, theme.S3, 0, 0)
        self._across.setSpacing(theme.S4)
        left = QVBoxLayout()
        left.setSpacing(theme.S2)
        self._across.addLayout(left, 1)
        bar = QHBoxLayout()
        bar.setSpacing(theme.S2)
        left.addLayout(bar)
        bar.addWidget(self.total)
        bar.addWidget(self._waiting)
        bar.addStretch(1)
        bar.addWidget(columns)
        bar.addWidget(self.exporting.button)
        bar.addWidget(self._add)
        left.addWidget(self.table, 1)
        self._tabs.addTab(tr("Users"))
        self._tabs.addTab(tr("Sign-in attempts"))
        self.table.set_row_actions([self._edit])

    def _connect(self) -> None:
        self._add.clicked.connect(self._open_new)
        self.table.activated_record.connect(self._open)
        self._tabs.currentChanged.connect(self._tab_changed)

    def focus_start(self) -> None:
        """Work begins in the list that is shown."""
        shown = self.table if self._tabs.currentIndex() == 0 else self.attempts.table
        shown.setFocus(Qt.FocusReason.TabFocusReason)

    # -- loading

    def refresh(self) -> None:
        """Load the list that is shown."""
        super().refresh()
        if self._tabs.currentIndex() == 1:
            self._load_attempts()

    def _tab_changed(self, at: int) -> None:
        self._places.setCurrentWidget(self.attempts if at == 1 else self._users)
        if at == 1:
            self._load_attempts()

    def fetch(self) -> tuple[User, ...]:
        """All users."""
        return self.session.controllers.users.list(self.session.actor)

    def _load_attempts(self) -> None:
        session = self.session
        self._attempts_loader.begin()
        self._attempts_loader.ask(
            lambda: session.controllers.sign_in.attempts(session.actor),
            self.attempts.show_attempts,
            lambda error: show_failure_in(self.attempts.table, error, self),
        )

    def show_records(self, records: Sequence[User]) -> None:
        """Show all users, the one that was just saved in focus, and how many wait for their details."""
        super().show_records(records)
        if self._wanted is not None and self.table.select_key(self._wanted):
            self._wanted = None
        waiting = sum(is_waiting_for_details(user) for user in records)
        self._waiting.setText(
            trn("{count} incomplete account", "{count} incomplete accounts", waiting) if waiting else ""
        )

    def words_of_total(self, count: int) -> str:
        """How many users there are."""
        return trn("{count} user", "{count} users", count)

    # -- one user

    def _open(self, user: User) -> None:
        if self.panel.is_changed():
            self.panel.say_unsaved()
        else:
            self.panel.edit(user)
            self._add.hide()  # one thing to do at a time

    def _open_new(self) -> None:
        if self.panel.is_changed():
            self.panel.say_unsaved()
        else:
            self.panel.add()
            self._add.hide()

    def _save(self, values: dict[str, Any], version: int | None) -> None:
        session, user = self.session, self.panel.user()
        controller = session.controllers.users

        def work() -> User:
            if user is None:
                return controller.add(session.actor, values)
            return controller.update(session.actor, user.id, values, version)

        def saved(record: User) -> None:
            self._wanted = record.id
            self.panel.close_panel()
            message = (
                tr("{name} is saved.", name=record.full_name)
                if record.can_sign_in
                else tr(
                    "{name} is saved, and cannot sign in yet: there is no password.", name=record.full_name
                )
            )
            self.say(message, tone="good")
            self.table.select_key(record.id)

        self.run(work, saved, self.panel.refuse)


def _user_input() -> Any:
    """What a user is checked with; loads pydantic, off the UI thread."""
    from desktop_app.domain.inputs import UserInput  # noqa: PLC0415

    return UserInput
