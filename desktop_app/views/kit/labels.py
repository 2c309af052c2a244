"""Labels in the roles of the type scale, frames and hairlines.

``label(text, role="body", tone=None, wrap=False, name="")``  a QLabel; role: body, strong, muted, section, title, figure
``set_tone(label, tone)``                                     colour a label late, soon, good, accent, or as usual (None)
``card(name="")``                                             a framed QFrame in the surface colour
``hairline()``                                                a horizontal line of one pixel
``set_property(widget, name, value)``                         a dynamic property that the style sheet reads, at once
``plain_tip(text) -> str``                                    *text* for a tool tip: never read as HTML, long lines wrap
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop_app.views.kit.spoken_roles import Heading
from desktop_app.views.look import theme

_HEADINGS = {"title", "section"}
_TIP_WIDTH = 80  # letters
_NO_TAG = (
    "\u2060"  # a joiner that is not seen: with it behind, Qt does not take "<" for the beginning of a tag
)


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
    return "\n".join(lines).replace("<", f"<{_NO_TAG}")
