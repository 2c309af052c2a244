"""Local API: the HTTP server of this PC, one's own tokens, and what other programs asked."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.controllers.tokens import Token
from desktop_app.domain.permissions import Action
from desktop_app.domain.serving import Phase, ServerState, Serving
from desktop_app.i18n.texts import tr
from desktop_app.system.settings import LOCAL_API
from desktop_app.views.base.page import Page
from desktop_app.views.base.program import LocalServer
from desktop_app.views.base.session import Session
from desktop_app.views.kit.dialog import ask
from desktop_app.views.look import theme
from desktop_app.views.pages.local_api.remembered import remember, remembered
from desktop_app.views.pages.local_api.request_list import RequestList
from desktop_app.views.pages.local_api.server_panel import WIDTH, ServerPanel
from desktop_app.views.pages.local_api.specs import LOCAL_API_PAGE
from desktop_app.views.pages.local_api.token_panel import TokenPanel

LOOK = 1_000  # milliseconds between two looks at the requests while they are shown
_TOKENS_EVERY = 15  # looks


class LocalApiPage(Page):
    """Administrators switch the server and see its requests; everybody has tokens."""

    kinds = frozenset({"tokens"})
    spec = LOCAL_API_PAGE
    _state_changed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        clock = session.controllers.clock
        self._server = session.local_server if session.may(Action.MANAGE_SETTINGS) else None
        self._running: Serving | None = None
        self._shown_count = -1
        self._looks = 0
        self.tokens = TokenPanel(session)
        self.panel: ServerPanel | None = None
        self.requests: RequestList | None = None
        if self._server is not None:
            chosen = remembered(session.preferences)
            self.panel = ServerPanel(session, chosen)
            self.requests = RequestList(clock)
            self._running = chosen
        self._look = QTimer(self)
        self._look.setInterval(LOOK)

        self._lay_out()
        self._look.timeout.connect(self._show_requests)
        self.tokens.make_requested.connect(self._make_token)
        self.tokens.revoke_requested.connect(self._ask_to_revoke)
        if self._server is not None and self.panel is not None:
            self._state_changed.connect(self._show_state)
            self.panel.start_requested.connect(self._start)
            self.panel.stop_requested.connect(self._stop)
            self.panel.certificate_requested.connect(self._ask_for_certificate)
            self._listen(self._server)
            self._show_state(self._server.state())

    def _lay_out(self) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(theme.S5, 0, theme.S5, theme.S5)
        across.setSpacing(theme.S5)
        if self.panel is not None:
            scroll = QScrollArea(self)
            scroll.setFrameShape(QFrame.Shape.NoFrame)
            scroll.setWidgetResizable(True)
            scroll.setWidget(self.panel)
            scroll.setFixedWidth(WIDTH + theme.S4)
            across.addWidget(scroll)
        column = QVBoxLayout()
        column.setSpacing(theme.S5)
        column.addWidget(self.tokens, 2)
        if self.requests is not None:
            column.addWidget(self.requests, 3)
        across.addLayout(column, 1)

    def _listen(self, server: LocalServer) -> None:
        def tell(state: ServerState) -> None:
            if shiboken6.isValid(self):
                self._state_changed.emit(state)

        stop: Callable[[], None] = server.listen(tell)
        self.destroyed.connect(lambda: stop())  # noqa: PLW0108 - Qt gives the object, which is gone

    def private_texts_changed(self) -> None:
        """A token that stands there."""
        super().private_texts_changed()
        self.tokens.cover_new(covered=self.session.privacy.is_on)

    def focus_start(self) -> None:
        """Where one begins."""
        if self.panel is not None:
            self.panel.focus_start()
        else:
            self.tokens.focus_start()

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the requests while they are seen."""
        super().showEvent(event)
        if self._server is not None:
            self._show_requests()
            self._look.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees them."""
        super().hideEvent(event)
        self._look.stop()

    # -- the server

    def _start(self) -> None:
        if self._server is None or self.panel is None:
            return
        self._running = self.panel.serving()
        self._remember(on=True)
        self._server.start(self._running)

    def _stop(self) -> None:
        if self._server is not None:
            self._remember(on=False)
            self._server.stop()

    def _remember(self, *, on: bool) -> None:
        """The server starts with the program from now on, or not; that of the demo's data never does."""
        preferences = self.session.preferences
        if self._server is not None and self._server.folder == preferences.folder:
            if self._running is not None:
                remember(preferences, self._running)
            self.session.remember(LOCAL_API, on)

    def _show_state(self, state: ServerState) -> None:
        if self.panel is not None:
            self.panel.show_state(state, self._running if state.phase is Phase.ON else None)
            self._show_requests()

    def _ask_for_certificate(self) -> None:
        server = self._server
        if server is not None:
            ask(
                self,
                tr("Create a new certificate"),
                tr(
                    "Programs in the office network that know the present certificate will refuse the "
                    "new one until they are told of it. Create it when this PC has a new name or "
                    "address, or when somebody may have copied the key."
                ),
                tr("Create a new one"),
                server.make_certificate,
                name="certificateQuestion",
            )

    def _show_requests(self) -> None:
        if self._server is None or self.requests is None:
            return
        count = self._server.request_count()
        if count != self._shown_count:
            self._shown_count = count
            self.requests.show_requests(self._server.requests(), count)
            self._looks += 1
            if self._looks % _TOKENS_EVERY == 0:  # one of them was used last
                self.refresh()

    # -- tokens

    def refresh(self) -> None:
        """Load one's tokens."""
        session = self.session
        self.run(lambda: session.controllers.tokens.list(session.actor), self.tokens.show_tokens)

    def _make_token(self, values: dict[str, object]) -> None:
        session = self.session
        self.run(
            lambda: session.controllers.tokens.make(session.actor, values),
            self.tokens.show_new,
            self.tokens.refuse,
        )

    def _ask_to_revoke(self, token: Token) -> None:
        ask(
            self,
            tr("Revoke the token"),
            tr(
                "The program that uses “{name}” is refused from now on. This cannot be undone; "
                "another token can be created.",
                name=token.name,
            ),
            tr("Revoke"),
            lambda: self._revoke(token),
            danger=True,
            name="revokeQuestion",
        )

    def _revoke(self, token: Token) -> None:
        session = self.session
        self.run(
            lambda: session.controllers.tokens.revoke(session.actor, token.id),
            lambda _nothing: self.say(tr("“{name}” is revoked.", name=token.name), tone="good"),
        )
