"""What each column of a list is read into: its heading, some of its values, and a choice that can be corrected.

``ColumnChoices()``   ``show_preview(preview)``, ``columns() -> {place: PersonField}``; signal ``changed()`` when somebody chose
``field_words(field)`` the words of a field, in the reader's language
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.exchange.imports.import_report import ImportPreview
from desktop_app.exchange.imports.person_field import FIELD_TITLES, PersonField
from desktop_app.i18n.texts import tr
from desktop_app.views.kit.fields.wheel import WheelAfterClick
from desktop_app.views.kit.labels import hairline, label, set_property, set_tip
from desktop_app.views.kit.spoken_roles import name_drop_down
from desktop_app.views.look import theme

_CHOICE_WIDTH = 190


def field_words(field: PersonField) -> str:
    """What *field* is called."""
    return tr(FIELD_TITLES[field])


class _FieldChoice(QComboBox):
    """The fields to choose from. The wheel scrolls the page until one clicks into it."""

    def __init__(self, fields: QStandardItemModel, field: PersonField, place: int, heading: str) -> None:
        super().__init__()
        self.setModel(fields)
        self.setObjectName(f"importColumn-{place}")
        self.setAccessibleName(tr("“{heading}” is read as", heading=heading))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFixedWidth(_CHOICE_WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(len(FIELD_TITLES))
        self.choose(field)
        WheelAfterClick(self)

    def event(self, event: QEvent) -> bool:
        """Take the label that is not seen along to where it stands."""
        if event.type() is QEvent.Type.ParentChange:
            name_drop_down(self)
        return super().event(event)

    def field(self) -> PersonField:
        """The field chosen."""
        return PersonField(self.currentData())

    def choose(self, field: PersonField) -> None:
        """Show *field* without a signal."""
        self.blockSignals(True)
        self.setCurrentIndex(list(FIELD_TITLES).index(field))
        self.blockSignals(False)


class ColumnChoices(QScrollArea):
    """A line for each column of the list."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("importColumns")
        self.setAccessibleName(tr("The columns of the list"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._fields = QStandardItemModel(self)  # one for all: a list may have many columns
        for field in FIELD_TITLES:
            item = QStandardItem(field_words(field))
            item.setData(field.value, Qt.ItemDataRole.UserRole)
            self._fields.appendRow(item)
        self._choices: list[_FieldChoice] = []
        self._titles: list[QLabel] = []
        self._shown: tuple[str, ...] = ()

    def show_preview(self, preview: ImportPreview) -> None:
        """Show the columns of *preview*; those shown already keep their place and the focus."""
        if preview.headings == self._shown:
            for place, choice in enumerate(self._choices):
                choice.choose(preview.columns.get(place, PersonField.IGNORED))
        else:
            self._build(preview)
        self._mark_ignored()

    def columns(self) -> dict[int, PersonField]:
        """What is chosen for each column, by its place from 0."""
        return {place: choice.field() for place, choice in enumerate(self._choices)}

    def put_behind(self, before: QWidget) -> None:
        """Let the Tab key come to the choices, which are made anew for each list, after *before*."""
        for choice in self._choices:
            QWidget.setTabOrder(before, choice)
            before = choice

    def focus_first(self) -> None:
        """Put the focus on the first choice."""
        if self._choices:
            self._choices[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, preview: ImportPreview) -> None:
        inside = QWidget()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.S3)
        grid.setVerticalSpacing(theme.S2)
        grid.setColumnStretch(0, 1)
        self._choices, self._titles = [], []
        for place, heading in enumerate(preview.headings):
            heading_words = heading or tr("(no heading)")
            choice = _FieldChoice(
                self._fields, preview.columns.get(place, PersonField.IGNORED), place, heading_words
            )
            choice.currentIndexChanged.connect(self._chosen)
            self._choices.append(choice)
            self._titles.append(label(heading_words, "strong"))
            grid.addWidget(_described(self._titles[-1], preview.samples[place]), place * 2, 0)
            grid.addWidget(choice, place * 2, 1)
            if place + 1 < len(preview.headings):
                grid.addWidget(hairline(), place * 2 + 1, 0, 1, 2)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.S3, theme.S2)
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(inside)
        self._shown = preview.headings

    def _chosen(self, _index: int) -> None:
        """Something else was chosen. Several columns may hold the same: of them, the filled cell counts."""
        self._mark_ignored()
        self.changed.emit()

    def _mark_ignored(self) -> None:
        """What is left out stands back."""
        for title, choice in zip(self._titles, self._choices, strict=True):
            set_property(title, "role", "muted" if choice.field() is PersonField.IGNORED else "strong")


class _Samples(QWidget):
    """Some values in one line, as many as there is room for; all of them in the tool tip."""

    def __init__(self, samples: tuple[str, ...]) -> None:
        super().__init__()
        self._said = " · ".join(" ".join(sample.split()) for sample in samples) or tr(
            "empty in the first rows"
        )
        self.setAccessibleName(self._said)
        set_tip(self, "\n".join(samples))
        self.setFixedHeight(QFontMetrics(theme.font("muted")).height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the line, with an ellipsis where it is cut."""
        painter = QPainter(self)
        painter.setFont(theme.font("muted"))
        painter.setPen(QColor(theme.tokens().muted))
        shown = painter.fontMetrics().elidedText(self._said, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()


def _described(title: QLabel, samples: tuple[str, ...]) -> QWidget:
    """The heading with some of its values under it."""
    widget = QWidget()
    title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(title)
    column.addWidget(_Samples(samples))
    return widget
