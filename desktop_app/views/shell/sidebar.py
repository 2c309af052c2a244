"""The sidebar: where one can go, who is signed in, the way out. Folds to icons where the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.records import Actor
from desktop_app.domain.vocabulary import code_label
from desktop_app.i18n.texts import tr
from desktop_app.views.base.page_spec import PageSpec, SidebarPart
from desktop_app.views.kit.buttons import ToolButton
from desktop_app.views.kit.labels import hairline, label, set_property, set_tip
from desktop_app.views.look import icons, theme

WIDTH, FOLDED = 208, 56


class _Entry(ToolButton):
    """A way to a page; a mark at its edge says that one is there, for those who see no colours too."""

    def __init__(self) -> None:
        super().__init__()
        self._keys = ""

    def isChecked(self) -> bool:
        """Whether one is there."""
        return bool(self.property("marked"))

    def setChecked(self, on: bool) -> None:  # noqa: FBT001 - Qt's signature
        """Say, or say no longer, that one is there."""
        set_property(self, "marked", on)
        parts = [tr("shown now")] if on else []
        self.setAccessibleDescription(", ".join([*parts, self._keys] if self._keys else parts))

    def set_key_words(self, keys: str) -> None:
        """Tell the key that leads there."""
        self._keys = keys
        self.setChecked(self.isChecked())


class Sidebar(QFrame):
    """The entries of *pages*, each with its key Ctrl+1, Ctrl+2 and so on."""

    page_requested = Signal(str)
    sign_out_requested = Signal()

    def __init__(
        self, pages: Sequence[PageSpec], actor: Actor, organisation_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAccessibleName(tr("Pages"))
        self.setProperty("surface", "plain")
        self._buttons: dict[str, _Entry] = {}
        self._group = QButtonGroup(self)  # the arrow keys go from one to the next
        self._group.setExclusive(False)
        self._program = label(tr("Suivi"), "title", name="programName")
        self._office = label(organisation_name, "muted", name="organisationName")
        for place, page in enumerate(pages, start=1):
            self._buttons[page.name] = self._entry(tr(page.words), page.icon, f"go-{page.name}", place)
        self._person = label(actor.full_name, "strong", name="signedInName")
        self._role = label(code_label(actor.role), "muted", name="signedInRole")
        self._sign_out = self._entry(tr("Sign out"), "sign-out", "signOut", 0)

        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S2, theme.S4, theme.S2, theme.S3)
        column.setSpacing(theme.S1)
        for head in (self._program, self._office):
            head.setContentsMargins(theme.S2, 0, 0, 0)
            column.addWidget(head)
        column.addSpacing(theme.S3)
        part = SidebarPart.WORK
        for page in pages:
            if page.sidebar is not part:
                part = SidebarPart.OFFICE
                column.addSpacing(theme.S2)
                column.addWidget(hairline())
                column.addSpacing(theme.S2)
            column.addWidget(self._buttons[page.name])
        column.addStretch(1)
        for foot in (self._person, self._role):
            foot.setContentsMargins(theme.S2, 0, 0, 0)
            column.addWidget(foot)
        column.addWidget(self._sign_out)
        self.set_folded(folded=False)

        for name, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, name=name: self.page_requested.emit(name))
        self._sign_out.clicked.connect(self.sign_out_requested)

    def _entry(self, words: str, icon: str, name: str, place: int) -> _Entry:
        button = _Entry()
        button.setObjectName(name)
        button.setText(f"  {words}")  # Qt sets a text close to its icon
        button.setAccessibleName(words)
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(icons.SIZE, icons.SIZE))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setProperty("kind", "sidebar")
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFixedHeight(36)
        tip = words
        if place:
            self._group.addButton(button)
            keys = QKeySequence(f"Ctrl+{place}")
            spelt = keys.toString(QKeySequence.SequenceFormat.NativeText)
            tip = f"{words} ({spelt})"
            button.set_key_words(spelt)
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(button.click)
        set_tip(button, tip)
        return button

    def show_section(self, name: str) -> None:
        """Mark the entry *name* as where one is; none when the page belongs to none."""
        for entry, button in self._buttons.items():
            button.setChecked(entry == name)

    def set_folded(self, *, folded: bool) -> None:
        """Icons alone, or icons and words."""
        style = (
            Qt.ToolButtonStyle.ToolButtonIconOnly if folded else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        )
        entries = (*self._buttons.values(), self._sign_out)
        for button in entries:
            button.setToolButtonStyle(style)
        margins = self.contentsMargins().left() + self.contentsMargins().right() + 2 * theme.S2
        widest = max(button.sizeHint().width() for button in entries) + margins
        self.setFixedWidth(FOLDED if folded else max(WIDTH, widest))
        for words in (self._program, self._office, self._person, self._role):
            words.setVisible(not folded and bool(words.text()))
