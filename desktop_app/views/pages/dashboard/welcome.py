"""What stands in place of the lists while there is nobody in them yet: how to begin.

``Welcome(session)``   signals ``import_requested``, ``add_requested``; for a mentor without persons it says whom to ask
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.permissions import Action
from desktop_app.i18n.texts import tr
from desktop_app.views.base.session import Session
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.tone_icon import ToneIcon
from desktop_app.views.look import theme

_WIDTH = 480


class Welcome(QWidget):
    """A title, a sentence, and the two ways to begin."""

    import_requested = Signal()
    add_requested = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("welcome")
        may_import, may_add = session.may(Action.IMPORT_PEOPLE), session.may(Action.CREATE_PERSON)
        if may_add:
            title = tr("Nobody is in Suivi yet")
            text = tr(
                "Import the list of people you have, in whatever form it is, or add the first person by hand. "
                "From then on this page shows who has been waiting too long."
            )
        else:
            title = tr("Nobody is assigned to you yet")
            text = tr(
                "As soon as the welcome committee, a pastor or an administrator gives you somebody to look after, "
                "they are listed here."
            )
        words = label(text, wrap=True, name="welcomeText")
        self._import = button(tr("&Import a list…"), "primary", name="importList", icon="import")
        self._add = button(tr("&Add a person"), name="addPerson", icon="plus")

        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words.setProperty("role", "muted")
        words.setFixedWidth(_WIDTH)
        words.setFixedHeight(words.heightForWidth(_WIDTH))
        line = QHBoxLayout()
        line.setSpacing(theme.S2)
        line.addStretch(1)
        line.addWidget(self._import)
        line.addWidget(self._add)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(theme.S3)
        column.addStretch(2)
        column.addWidget(ToneIcon("people", "accent", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(label(title, "title", name="welcomeTitle"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.S1)
        column.addLayout(line)
        column.addStretch(3)
        self._import.setVisible(
            may_import
        )  # not before they have their place: they would be windows of their own
        self._add.setVisible(may_add)

        self._import.clicked.connect(self.import_requested)
        self._add.clicked.connect(self.add_requested)

    def focus_start(self) -> None:
        """Put the focus on the first way to begin."""
        first = self._import if not self._import.isHidden() else self._add
        first.setFocus(Qt.FocusReason.OtherFocusReason)
