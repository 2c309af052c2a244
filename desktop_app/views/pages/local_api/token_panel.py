"""One's own API tokens: made here, shown once, revoked here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.controllers.tokens import NewToken, Token
from desktop_app.domain.clock import Clock
from desktop_app.domain.errors import Invalid
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.base.failures import describe
from desktop_app.views.base.session import Session
from desktop_app.views.forms.kept_texts import KeptTexts
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.fields.copy_field import CopyField
from desktop_app.views.kit.fields.dropdown import Dropdown
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.labels import card, label
from desktop_app.views.kit.notice import Notice
from desktop_app.views.kit.table.model import Column
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import theme
from desktop_app.views.wording import formats

_DAYS = (30, 90, 365)


class TokenPanel(QWidget):
    """The list and the way to make another. ``show_tokens`` fills it, ``show_new`` shows what was made, ``refuse`` why it was not."""

    make_requested = Signal(dict)
    """Make a token of these values (``name``, ``days``)."""
    revoke_requested = Signal(object)
    """Revoke this ``Token``, after asking."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        clock = session.controllers.clock
        self.setObjectName("tokenPanel")
        self.table: RecordTable[Token] = RecordTable(
            _columns(clock),
            lambda token: token.id,
            name="tokensTable",
            accessible_name=tr("Your API tokens"),
            local_sort=True,
        )
        self.table.set_empty_words(
            tr("You have no token yet"),
            tr("A program that works for you signs in with a token, and may then do what you may do."),
        )
        self.table.set_state("loading")
        self._revoke = button(tr("Re&voke…"), "danger", name="revokeToken")
        self._revoke_action = QAction(tr("Revoke…"), self)
        self._revoke_action.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        self.table.set_row_actions([self._revoke_action])
        self._name = QLineEdit()
        self._kept = KeptTexts(session, "token", {"name": self._name}, self)
        self._kept.begin("new:")
        self._days = Dropdown(_choices(), name="tokenDays", accessible_name=tr("Expires after"))
        self._days.set_value(90)
        self._name_row = FormRow(tr("What the &token is for"), self._name, name="tokenName")
        self._name.setPlaceholderText(tr("such as “attendance sheet”"))
        self._make = button(tr("&Create a token"), name="makeToken")
        self._notice = Notice(name="tokenNotice")
        self._notice.clear()
        self._new = self._make_new_card()

        self._lay_out()
        self._make.clicked.connect(self._ask_to_make)
        self._name.returnPressed.connect(self._ask_to_make)
        self._revoke.clicked.connect(self._ask_to_revoke)
        self._revoke_action.triggered.connect(self._ask_to_revoke)
        self.table.current_record_changed.connect(self._follow_current)
        self._follow_current(None)

    def _make_new_card(self) -> QFrame:
        token_table = card("newToken")
        self._new_words = label("", wrap=True, name="newTokenWords")
        self._token = CopyField(name="newTokenField", accessible_name=tr("The new token"))
        done = button(tr("Done"), name="newTokenDone")
        done.clicked.connect(self._hide_new)
        line = QHBoxLayout()
        line.setSpacing(theme.S2)
        line.addWidget(self._token, 1)
        line.addWidget(done)
        column = QVBoxLayout(token_table)
        column.setContentsMargins(theme.S3, theme.S3, theme.S3, theme.S3)
        column.setSpacing(theme.S2)
        column.addWidget(self._new_words)
        column.addLayout(line)
        token_table.hide()
        return token_table

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(tr("Your API tokens"), "section"))
        head.addStretch(1)
        head.addWidget(self._revoke)
        days = FormRow(tr("E&xpires after"), self._days)
        self._making = QWidget()
        line = QHBoxLayout(self._making)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.S2)
        for widget, share in ((self._name_row, 1), (days, 0), (self._make, 0)):
            line.addWidget(
                widget, share, Qt.AlignmentFlag.AlignTop if share else Qt.AlignmentFlag.AlignBottom
            )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S2)
        column.addLayout(head)
        column.addWidget(self._kept.notice)
        column.addWidget(self.table, 1)
        column.addWidget(self._new)
        column.addWidget(self._making)
        column.addWidget(self._notice)
        self.table.setMinimumHeight(132)

    # -- what the page tells it

    def show_tokens(self, tokens: tuple[Token, ...]) -> None:
        """Show *tokens*."""
        self.table.set_records(tokens)

    def show_new(self, token: NewToken) -> None:
        """Show the text of *token*, this once."""
        self._make.setEnabled(True)
        self._kept.saved()
        self._name.clear()
        self._kept.begin("new:")
        self._notice.clear()
        self._name_row.set_error(None)
        self._new_words.setText(
            tr(
                "“{name}” is created. Copy its token now into the program it is for: it is not shown "
                "again. Whoever has it can do what you can do.",
                name=token.name,
            )
        )
        self._token.set_text(token.text)
        self._new.show()
        self._token.setFocus()

    def refuse(self, error: BaseException) -> None:
        """Say why none was made; what was typed stays."""
        self._make.setEnabled(True)
        if isinstance(error, Invalid) and any(problem.field == "name" for problem in error):
            self._name_row.set_error(" ".join(str(problem.message) for problem in error))
            self._name.setFocus()
            return
        failure = describe(error, "tokens")
        self._notice.show_words(failure.text, kind="error", detail=failure.incident)

    def focus_start(self) -> None:
        """Where one begins."""
        self._name.setFocus()

    # -- what the user does

    def cover_new(self, *, covered: bool) -> None:
        """Cover the token that is shown, or show it: a secret like a password."""
        self._token.set_covered(covered=covered)

    def _hide_new(self) -> None:
        self._token.set_text("")
        self._new.hide()
        self._name.setFocus()

    def _ask_to_make(self) -> None:
        if self._make.isEnabled():
            self._make.setEnabled(False)
            self.make_requested.emit({"name": self._name.text().strip(), "days": self._days.value() or None})

    def _ask_to_revoke(self) -> None:
        token = self.table.current_record()
        if token is not None:
            self.revoke_requested.emit(token)

    def _follow_current(self, token: Token | None) -> None:
        self._revoke.setEnabled(token is not None)
        self._revoke_action.setEnabled(token is not None)


def _choices() -> list[tuple[int, str]]:
    days = [(count, trn("{count} day", "{count} days", count)) for count in _DAYS[:2]]
    return [*days, (_DAYS[2], tr("a year")), (0, tr("never, until revoked"))]


def _columns(clock: Clock) -> tuple[Column[Token], ...]:
    def is_over(token: Token) -> bool:
        return token.expires_at is not None and token.expires_at <= clock.now()

    return (
        Column(
            "name",
            tr("What for"),
            lambda token: token.name,
            width=150,
            stretch=True,
            strong=True,
            optional=False,
        ),
        Column(
            "created",
            tr("Created"),
            lambda token: formats.short_date(clock.local(token.created_at).date()),
            sort_value=lambda token: token.created_at.timestamp(),
            width=104,
            muted=True,
        ),
        Column(
            "used",
            tr("Last used"),
            lambda token: (
                formats.short_moment(clock.local(token.last_used_at)) if token.last_used_at else tr("never")
            ),
            sort_value=lambda token: token.last_used_at.timestamp() if token.last_used_at else 0.0,
            width=144,
        ),
        Column(
            "expires",
            tr("Expires"),
            lambda token: (
                tr("expired")
                if is_over(token)
                else formats.short_date(clock.local(token.expires_at).date())
                if token.expires_at
                else tr("never")
            ),
            sort_value=lambda token: token.expires_at.timestamp() if token.expires_at else float("inf"),
            width=120,
            tone=lambda token: "late" if is_over(token) else None,
        ),
    )
