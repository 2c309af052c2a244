"""What stands before the frame while the desk is locked: who left it, their password, or the way out for somebody else."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.i18n.texts import tr
from desktop_app.views.base.failures import Failure
from desktop_app.views.base.session import Session
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.labels import hairline, set_tip
from desktop_app.views.kit.tone_icon import ToneIcon
from desktop_app.views.pages.sign_in.front_page import FrontPage
from desktop_app.views.shell.locking.password_prompt import PasswordCheck, unlock_button

_ICON = 28


class LockPage(FrontPage):
    """Nothing of what is behind it is shown, told or reached by a key."""

    unlocked = Signal()
    sign_out_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        words = tr(
            "Locked. {name} is still signed in, and what was being typed is as it was.",
            name=session.actor.full_name,
        )
        super().__init__(session.organisation.name or tr("Suivi"), words, parent=parent)
        self.setObjectName("lockPage")
        self._check = PasswordCheck(session)
        other = button(tr("Somebody &else signs in"), "quiet", name="somebodyElse")
        set_tip(other, tr("Signs out; what was being typed is kept as a draft."))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(unlock_button(self._check))
        self.column.insertWidget(0, ToneIcon("lock", "accent", _ICON))
        self.column.addWidget(self._check)
        self.column.addLayout(foot)
        self.column.addWidget(hairline())
        self.column.addWidget(other, 0, Qt.AlignmentFlag.AlignHCenter)
        self._check.confirmed.connect(self.unlocked)
        other.clicked.connect(self.sign_out_requested)

    def refuse_words(self, failure: Failure) -> None:
        """Something went wrong meanwhile."""
        self._check.say(failure)

    def focus_start(self) -> None:
        """Where one types."""
        self._check.setFocus(Qt.FocusReason.OtherFocusReason)
