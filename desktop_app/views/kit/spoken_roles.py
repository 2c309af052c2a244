"""What a screen reader takes a widget for, where Qt does not know: headings, named groups, icons in lines, drop-down lists.

``install()``                      once, when the application is made and before anything is shown
``NamedGroup()``                   a frame whose name is said when the focus comes into it; ``parts()`` the widgets that
                                   take the typing or the choice, each with its own word ("Time", or nothing)
``Heading(text)``                  a label that heads what follows: screen readers go from one to the next
``as_heading(label)``              the same for a label that keeps its accessible name itself
``name_icons(line)``               the magnifier and the cross in *line* get names; their tool tips are for the eye
``name_drop_down(box)``            give *box*, a drop-down list, a label that is not seen: on Linux its name is what is chosen
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QLineEdit, QToolButton, QWidget

from desktop_app.i18n.texts import tr

_ROLE = "spokenRole"


class NamedGroup(QFrame):
    """Fields or choices that belong together and have one name."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty(_ROLE, "group")

    def parts(self) -> list[tuple[QWidget, str]]:
        """What in it can be worked, each with the word that tells it from the others, or nothing."""
        return []


class Heading(QLabel):
    """A label that heads what follows."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setProperty(_ROLE, "heading")
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show *text*, and be called by it."""
        super().setText(text)
        self.setAccessibleName(text)


def as_heading(widget: QLabel) -> None:
    """Have *widget*, which keeps its accessible name up to date itself, taken for a heading."""
    widget.setProperty(_ROLE, "heading")


def install() -> None:
    """Tell Qt the roles; asked for only where something like a screen reader listens."""
    from PySide6.QtGui import QAccessible  # noqa: PLC0415 - 2 ms that the first window need not wait for
    from PySide6.QtWidgets import QAccessibleWidget  # noqa: PLC0415 - see above

    if install.__dict__.get("done"):
        return
    roles = {
        "group": QAccessible.Role.Grouping,
        "heading": QAccessible.Role.Heading,
    }

    def interface_of(_class_name: str, known: QObject) -> QAccessibleWidget | None:
        role = roles.get(known.property(_ROLE)) if isinstance(known, QWidget) else None
        # the plain class and none of its own: one written in Python would have to outlive the interpreter
        return QAccessibleWidget(known, role) if role is not None and isinstance(known, QWidget) else None

    QAccessible.installFactory(interface_of)
    install.__dict__["done"] = True


def name_icons(line: QLineEdit) -> None:
    """Name the icons that stand in *line* and have no words: the magnifier, and the cross that empties it."""
    for icon in line.findChildren(QToolButton):
        action = icon.defaultAction()
        if action.objectName() == "_q_qlineeditclearaction":
            icon.setAccessibleName(tr("Empty the line"))
        elif not action.text():
            icon.setAccessibleName(tr("Search"))


def name_drop_down(box: QComboBox) -> None:
    """Put a label that is not seen beside *box*, or change its words, unless a label of the page has it already."""
    parent = box.parentWidget()
    if parent is None:
        return
    for beside in parent.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if beside.buddy() is box:
            if beside.objectName() == "spokenLabel":
                beside.setText(box.accessibleName())
            return
    words = QLabel(box.accessibleName(), parent)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setObjectName("spokenLabel")
    words.setBuddy(box)
    words.hide()
