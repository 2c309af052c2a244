"""Whether private texts are hidden, for a desk where visitors see the screen.

Private are notes (of contacts, of next actions, of pauses and changes), prayer requests, phone numbers and addresses (e-mail
addresses and where somebody lives too). Names, days, statuses, kinds and titles are not.

``session.privacy`` is a ``PrivacyMode``. Whoever shows a private text shows ``privacy.masked(text)``, in labels, cells, tool tips
and accessible texts alike, and shows it again when ``privacy.changed`` says so: a page does that in ``private_texts_changed``, which
has seen to the tables and the lists of results already. What would take a private text elsewhere (the clipboard, a file, paper) goes
through ``privacy.when_shown(do)``, which asks for the password first.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop_app.i18n.texts import tr

MASK = "••••"
"""What stands for every private text, long or short."""


def mask(text: str) -> str:
    """What stands for *text* while it is hidden; nothing for nothing."""
    return MASK if text.strip() else ""


def spoken(text: str) -> str:
    """*text*, which may hold ``MASK``, as a screen reader is to read it."""
    return text.replace(MASK, tr("hidden")) if MASK in text else text


class PrivacyMode(QObject):
    """On or off for the whole program on this PC; one object, from opening the window to closing it."""

    changed = Signal()
    """Private texts are hidden from now on, or shown."""
    password_wanted = Signal(object)
    """Ask for the password; then switch off and call this."""
    lock_wanted = Signal()
    """Lock the window at once."""
    waits_changed = Signal()
    """After how many minutes things happen by themselves is set otherwise."""

    def __init__(self, *, by_hand: bool = False) -> None:
        super().__init__()
        self._on = self._by_hand = by_hand
        self.password_hint = ""
        """What may be said to who is asked for the password: the demo's."""

    @property
    def is_on(self) -> bool:
        """Whether private texts are hidden."""
        return self._on

    @property
    def by_hand(self) -> bool:
        """Whether somebody wants it on, so that it stays on for whoever signs in next; not so where it came by itself."""
        return self._by_hand

    def masked(self, text: str) -> str:
        """*text*, or what stands for it while private texts are hidden."""
        return mask(text) if self._on else text

    def when_shown(self, do: Callable[[], object]) -> None:
        """Call *do*, at once or after the password."""
        if self._on:
            self.password_wanted.emit(do)
        else:
            do()

    def hide(self, *, by_hand: bool) -> None:
        """Hide private texts: somebody at the desk wants it (*by_hand*), or nobody is there."""
        before = (self._on, self._by_hand)
        self._on, self._by_hand = True, self._by_hand or by_hand
        if before != (self._on, self._by_hand):
            self.changed.emit()

    def show(self) -> None:
        """Show them again. Only for who has asked for the password."""
        if self._on:
            self._on = self._by_hand = False
            self.changed.emit()
