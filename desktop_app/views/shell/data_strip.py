"""What everybody should know of the data while they work: that it is open for looking up only, that something saved is missing.

``DataStrip(session, say_failure)``   two notices under the head; ``look()`` asks how the data stands
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.permissions import Action
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.base.session import Session
from desktop_app.views.kit.notice import Notice
from desktop_app.views.look import theme
from desktop_app.views.wording import formats

if TYPE_CHECKING:
    from desktop_app.controllers.integrity import Loss


class _Standing(NamedTuple):
    """How the data stands: why nothing can be saved (nothing: it can), and what is missing."""

    kept_from_writing: str
    lost: Loss | None


class DataStrip(QWidget):
    """There while there is something to know."""

    def __init__(self, session: Session, say_failure: Callable[[BaseException], object]) -> None:
        super().__init__()
        self.setObjectName("dataStrip")
        self._session = session
        self._say_failure = say_failure
        self._looking_up = Notice(name="lookingUpNotice")
        self._lost = Notice(name="lostNotice")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.S3)
        column.setSpacing(theme.S2)
        column.addWidget(self._looking_up)
        column.addWidget(self._lost)
        self._lost.action_requested.connect(self._take_note)
        self.hide()

    def look(self) -> None:
        """Ask how the data stands, and say what there is to know."""
        controllers = self._session.controllers
        self._session.operations.run(
            lambda: _Standing(controllers.kept_from_writing(), controllers.integrity.lost()),
            self._show,
            self._say_failure,
            owner=self,
        )

    def _show(self, standing: _Standing) -> None:
        looking_up, lost = _looking_up(standing.kept_from_writing), standing.lost
        if looking_up != self._looking_up.text():  # said once
            self._looking_up.show_words(looking_up, kind="warning" if looking_up else "info")
        may = self._session.may(Action.MANAGE_SETTINGS)
        missing = _missing(lost, may_go_back=may) if lost is not None else ""
        if missing != self._lost.text():
            take_note = tr("Take note") if may and missing else None
            self._lost.show_words(missing, kind="warning" if missing else "info", action_text=take_note)
        self.setVisible(bool(looking_up or missing))

    def _take_note(self) -> None:
        session = self._session
        session.operations.run(
            lambda: session.controllers.integrity.take_note(session.actor),
            lambda _: self.look(),
            self._say_failure,
            owner=self,
        )


def _looking_up(reason: str) -> str:
    """Return what to say of data that is open for looking up only for *reason*; nothing where there is none."""
    if not reason:
        return ""
    if reason == "full":
        return tr(
            "For looking up only: the disk is full, and nothing can be saved. Make room on it, then close Suivi and open it again."
        )
    return tr(
        "For looking up only: the folder or the file of the data is read-only, and nothing can be saved. "
        "Give yourself the right to write there, then close Suivi and open it again."
    )


def _missing(lost: Loss, *, may_go_back: bool) -> str:
    """Return what to say of what is *lost*, and what to do."""
    until = formats.short_moment(lost.until)
    if lost.records:
        what = trn(
            "The last {count} entry is missing: it was saved, the newest on {until}, and is not in the data any more.",
            "The last {count} entries are missing: they were saved, the newest on {until}, and are not in the data any more.",
            lost.records,
            until=until,
        )
    else:
        what = tr("Something small that was saved on {until} is not in the data any more.", until=until)
    todo = (
        tr("See under Settings → Backups whether a copy has it, or enter it again.")
        if may_go_back
        else tr("Enter it again, and tell an administrator.")
    )
    return f"{what} {todo}"
