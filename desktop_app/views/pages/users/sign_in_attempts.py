"""The list of the last attempts to sign in, for administrators."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.clock import Clock
from desktop_app.domain.records import SignInAttempt
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.table.model import Column
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import theme
from desktop_app.views.pages.users.user_words import ORIGINS, attempt_words
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import ago


class SignInAttempts(QWidget):
    """When, who, what came of it, from where; newest first. ``show_attempts`` fills it."""

    refresh_requested = Signal()

    def __init__(self, clock: Clock, masked: Callable[[str], str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("signInAttempts")
        self._total = label("", "strong", name="attemptsTotal")
        self._again = button(tr("&Refresh"), name="attemptsRefresh")
        self.table: RecordTable[tuple[int, SignInAttempt]] = RecordTable(
            (
                Column(
                    "at",
                    tr("When"),
                    lambda numbered: formats.short_moment(clock.local(numbered[1].at)),
                    sort_value=lambda numbered: numbered[1].at,
                    width=150,
                    tool_tip=lambda numbered: ago(clock.local(numbered[1].at).date(), clock.today()),
                ),
                Column(
                    "email",
                    tr("E-mail address"),
                    lambda numbered: masked(numbered[1].email),
                    sort_value=lambda numbered: numbered[1].email,
                    width=240,
                    stretch=True,
                ),
                Column(
                    "result",
                    tr("Outcome"),
                    lambda numbered: attempt_words(numbered[1])[0],
                    width=240,
                    chip=lambda numbered: attempt_words(numbered[1])[1],
                ),
                Column(
                    "origin",
                    tr("From where"),
                    lambda numbered: tr(ORIGINS.get(numbered[1].origin, numbered[1].origin)),
                    width=250,
                    muted=True,
                ),
            ),
            lambda numbered: numbered[0],
            name="attemptsTable",
            accessible_name=tr("Attempts to sign in"),
            local_sort=True,
        )

        bar = QHBoxLayout()
        bar.addWidget(self._total, 1)
        bar.addWidget(self._again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.S3, 0, 0)
        column.setSpacing(theme.S2)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        self.table.set_state("loading")
        self.table.set_empty_words(tr("Nobody has tried to sign in yet"))

        self._again.clicked.connect(self.refresh_requested)

    def show_attempts(self, attempts: tuple[SignInAttempt, ...]) -> None:
        """Show *attempts*, newest first; each is known by its place from the oldest one on."""
        count = len(attempts)
        self.table.set_records((count - place, attempt) for place, attempt in enumerate(attempts))
        self._total.setText(
            trn("The last attempt to sign in", "The last {count} attempts to sign in", count) if count else ""
        )
