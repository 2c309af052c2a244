"""Labels in the roles of the type scale, frames and hairlines.

``label(text, role="body", tone=None, wrap=False, name="")``  a QLabel; role: body, strong, muted, section, title, figure
``set_tone(label, tone)``                                     colour a label late, soon, good, accent, or as usual (None)
``card(name="")``                                             a framed QFrame in the surface colour
``hairline()``                                                a horizontal line of one pixel
``set_property(widget, name, value)``                         a dynamic property that the style sheet reads, at once
``set_tip(holder, text)``                                     a tool tip: never read as HTML, long lines wrap
``show_tip(place, text, widget, area)``                       the same, shown now
``plain_tip(text) -> str``                                    *text* as a tip has it, for a model
``unmarked(text) -> str``                                     *text* for what would read HTML in it
"""

from __future__ import annotations

import re
from typing import Protocol

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QToolTip, QWidget

from desktop_app.views.kit.spoken_roles import Heading
from desktop_app.views.look import theme

_HEADINGS = {"title", "section"}
_TIP_WIDTH = 80  # letters
_NO_TAG = (
    "\u2060"  # a joiner that is not seen: with it behind, Qt does not take "<" for the beginning of a tag
)
_MARKUP = re.compile(rf"<(?!{_NO_TAG})|&(?=#?\w+;)")


def label(
    text: str = "",
    role: theme.Role = "body",
    *,
    tone: theme.Tone | None = None,
    wrap: bool = False,
    name: str = "",
) -> QLabel:
    """A plain-text label in *role* (size and weight) and *tone* (colour); *wrap* breaks long text into lines."""
    text_label = Heading(text) if role in _HEADINGS else QLabel(text)
    text_label.setTextFormat(Qt.TextFormat.PlainText)
    text_label.setFont(theme.font(role))
    text_label.setProperty("role", role)
    if tone:
        text_label.setProperty("tone", tone)
    if wrap:
        text_label.setWordWrap(True)
        # no more height than the words need at the width they get, or a page that holds them scrolls for nothing
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        text_label.setSizePolicy(policy)
    if name:
        text_label.setObjectName(name)
    return text_label


def set_tone(text_label: QLabel, tone: theme.Tone | None) -> None:
    """Colour *text_label* in *tone*, or in that of its role when None."""
    set_property(text_label, "tone", tone or "")


def card(name: str = "") -> QFrame:
    """A frame in the surface colour with a hairline round it; it has no layout yet."""
    frame = QFrame()
    frame.setProperty("surface", "card")
    if name:
        frame.setObjectName(name)
    return frame


def hairline() -> QFrame:
    """A horizontal line of one pixel between two parts of a page."""
    frame = QFrame()
    frame.setProperty("surface", "line")
    return frame


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property that the style sheet asks about, and let the sheet see it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def plain_tip(text: str) -> str:
    """*text* for ``setToolTip``: shown as written, even with ``<`` in it, and broken into lines when it is long.

    No markup is put round it: a screen reader reads a tip out, and would read its tags too.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            if line and len(line) + len(word) >= _TIP_WIDTH:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        lines.append(line)
    return unmarked("\n".join(lines))


def unmarked(text: str) -> str:
    """*text* for what would read HTML in it, or its entities (a tool tip, a pop-up of the desktop): it shows it as written."""
    return _MARKUP.sub(rf"\g<0>{_NO_TAG}", text)


class _HasTip(Protocol):
    def setToolTip(self, text: str, /) -> None: ...


def set_tip(holder: _HasTip, text: str) -> None:
    """Give *holder* (a widget, an item) *text* as its tool tip, as ``plain_tip`` writes it. The only way to one."""
    holder.setToolTip(plain_tip(text))


def show_tip(place: QPoint, text: str, widget: QWidget, area: QRect | None = None) -> None:
    """Show *text* at *place* of the screen now, as ``set_tip`` would; it goes when the pointer leaves *area* of *widget*."""
    if area is None:
        QToolTip.showText(place, plain_tip(text), widget)
    else:
        QToolTip.showText(place, plain_tip(text), widget, area)
