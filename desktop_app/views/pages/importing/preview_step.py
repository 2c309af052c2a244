"""The second step of an import: what was recognised, which column is what, and the first rows as they would be read.

``PreviewStep()``   ``show_preview(preview)``, ``wishes()`` what was chosen; signals ``changed()`` something else was chosen,
    ``check_requested()``, ``import_requested()``, ``another_requested()``
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.domain.vocabulary import Gender, MaritalStatus, PersonStatus, code_label
from desktop_app.exchange.imports.import_report import ImportPreview
from desktop_app.exchange.imports.people_columns import LONG_TEXTS, PersonField
from desktop_app.exchange.imports.people_rows import ReadPerson
from desktop_app.i18n.texts import mark, tr, trn
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.labels import card, label, plain_tip
from desktop_app.views.kit.notice import Notice
from desktop_app.views.kit.table.model import Column
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import theme
from desktop_app.views.pages.importing.columns import ColumnChoices, field_words
from desktop_app.views.wording import formats
from desktop_app.views.wording.birthday import birthday_words

ENCODINGS = {
    "utf-8": mark("UTF-8"),
    "cp1252": mark("Western European (Windows)"),
    "mac_roman": mark("Western European (old Mac)"),
    "cp850": mark("Western European (DOS)"),
    "utf-16-le": mark("UTF-16"),
    "utf-16-be": mark("UTF-16, the other way round"),
}
SEPARATORS = {
    ";": mark("Semicolon  ;"),
    ",": mark("Comma  ,"),
    "\t": mark("Tab"),
    "|": mark("Vertical bar  |"),
}
_COLUMNS_WIDTH = 430
_CODES = {
    PersonField.GENDER: Gender,
    PersonField.MARITAL_STATUS: MaritalStatus,
    PersonField.STATUS: PersonStatus,
}
_WIDTHS = {
    PersonField.DATE_OF_BIRTH: 150,
    PersonField.PHONE: 160,
    PersonField.EMAIL: 200,
    PersonField.HOW_HEARD: 180,
    **dict.fromkeys(LONG_TEXTS, 180),
}
_SHOWN = tuple(
    field
    for field in PersonField
    if field not in {PersonField.FULL_NAME, PersonField.FULL_NAME_LAST_FIRST, PersonField.IGNORED}
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a list is to be read, as somebody chose; None: as it is recognised."""

    columns: dict[int, PersonField] | None = None
    encoding: str | None = None
    separator: str | None = None


class PreviewStep(QWidget):
    """Shows how a list is understood, and lets it be corrected."""

    changed = Signal()
    check_requested = Signal()
    import_requested = Signal()
    another_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("importPreview")
        self._preview: ImportPreview | None = None
        self._recognised = True

        self._name = label("", "section", name="importFileName")
        self._counts = label("", "muted", name="importFileCounts")
        self._encoding = _choice("importEncoding", tr("Encoding"))
        self._separator = _choice("importSeparator", tr("Separator"))
        self._another = button(tr("&Another file…"), name="importAnother")
        self._columns = ColumnChoices()
        self._rows_title = label("", "strong", name="importRowsTitle")
        self._table = _rows_table()
        self.notice = Notice(name="importNotice")
        self._check = button(tr("&Check without importing"), name="importCheck")
        self._import = button(tr("&Import"), "primary", name="importStart")

        self.notice.clear()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        about = QVBoxLayout()
        about.setSpacing(0)
        about.addWidget(self._name)
        about.addWidget(self._counts)
        head = QHBoxLayout()
        head.setSpacing(theme.S4)
        head.addLayout(about, 1)
        for text, choice in ((tr("&Encoding"), self._encoding), (tr("&Separator"), self._separator)):
            head.addWidget(_labelled(text, choice))
        head.addWidget(self._another, 0, Qt.AlignmentFlag.AlignBottom)
        left = card("importColumnsCard")
        left.setFixedWidth(_COLUMNS_WIDTH)
        columns = QVBoxLayout(left)
        columns.setContentsMargins(theme.S4, theme.S3, theme.S1, theme.S1)
        columns.setSpacing(theme.S3)
        columns.addWidget(label(tr("What each column is read as"), "strong"))
        columns.addWidget(self._columns, 1)
        right = QVBoxLayout()
        right.setSpacing(theme.S2)
        right.addWidget(self._rows_title)
        right.addWidget(self._table, 1)
        middle = QHBoxLayout()
        middle.setSpacing(theme.S4)
        middle.addWidget(left)
        middle.addLayout(right, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.S2)
        foot.addStretch(1)
        foot.addWidget(self._check)
        foot.addWidget(self._import)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S3)
        column.addLayout(head)
        column.addLayout(middle, 1)
        column.addWidget(self.notice)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._columns.changed.connect(self._changed)
        for choice in (self._encoding, self._separator):
            choice.activated.connect(self._read_otherwise)
        self._another.clicked.connect(self.another_requested)
        self._check.clicked.connect(self.check_requested)
        self._import.clicked.connect(self.import_requested)

    def show_preview(self, preview: ImportPreview) -> None:
        """Show *preview*."""
        self._preview = preview
        self._name.setText(preview.path.name)
        self._name.setToolTip(plain_tip(str(preview.path)))
        rows = trn("{count} row", "{count} rows", preview.records)
        empty = trn("{count} empty line", "{count} empty lines", preview.empty_lines)
        self._counts.setText(f"{rows}, {empty}" if preview.empty_lines else rows)
        _offer(self._encoding, ENCODINGS, preview.encoding)
        _offer(self._separator, SEPARATORS, preview.separator)
        self._columns.show_preview(preview)
        self._show_rows(preview)
        self._import.setText(trn("&Import {count} row", "&Import {count} rows", preview.records))
        self._import.setAccessibleName(trn("Import {count} row", "Import {count} rows", preview.records))
        self._say_what_is_missing(preview)

    def wishes(self) -> Wishes:
        """What is chosen now."""
        if self._preview is None:
            return Wishes()
        columns = None if self._recognised else self._columns.columns()
        return Wishes(columns, self._encoding.currentData(), self._separator.currentData())

    def preview(self) -> ImportPreview | None:
        """What is shown."""
        return self._preview

    def forget(self) -> None:
        """Another file comes: nothing that was chosen for this one holds."""
        self._preview, self._recognised = None, True
        self.notice.clear()

    def set_reading(self, *, reading: bool) -> None:
        """While the list is read again, it cannot be imported."""
        ready = not reading and self._preview is not None and not self._preview.missing
        has_rows = self._preview is not None and self._preview.records > 0
        for widget in (self._check, self._import):
            widget.setEnabled(ready and has_rows)

    def can_import(self) -> bool:
        """Whether the list can be taken in as it is shown."""
        return self._import.isEnabled()

    def focus_start(self) -> None:
        """Put the focus where one goes on: the import, or the first column when something is missing."""
        if self._import.isEnabled():
            self._import.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._columns.focus_first()

    def _changed(self) -> None:
        self._recognised = False
        self.changed.emit()

    def _read_otherwise(self) -> None:
        """Another encoding or separator gives other columns: they are recognised anew."""
        self._recognised = True
        self.changed.emit()

    def _show_rows(self, preview: ImportPreview) -> None:
        given = {field.value for field in preview.columns.values()}
        if given & {PersonField.FULL_NAME, PersonField.FULL_NAME_LAST_FIRST}:
            given |= {PersonField.FIRST_NAME, PersonField.LAST_NAME}
        for field in _SHOWN:
            self._table.set_column_hidden(field.value, hidden=field.value not in given)
        wrong = sum(bool(row.problems) for row in preview.rows)
        self._table.set_column_hidden("problem", hidden=not wrong)
        self._table.set_records(preview.rows)
        first = trn(
            "The first row, as it is read", "The first {count} rows, as they are read", len(preview.rows)
        )
        refused = trn("{count} of them would be refused", "{count} of them would be refused", wrong)
        self._rows_title.setText(f"{first} · {refused}" if wrong else first)

    def _say_what_is_missing(self, preview: ImportPreview) -> None:
        if not preview.records:
            text = tr("There are headings in this file, but nobody under them.")
        elif preview.missing:
            fields = tr(" and ").join(f"“{field_words(field)}”" for field in preview.missing)
            text = tr("Choose the column that holds {fields}: nobody can be added without.", fields=fields)
        else:
            text = ""
        self.notice.show_words(text, kind="warning")


def _rows_table() -> RecordTable[ReadPerson]:
    line: Column[ReadPerson] = Column(
        "line", tr("Line"), lambda row: str(row.row.line), width=56, figure=True, muted=True, optional=False
    )
    problem: Column[ReadPerson] = Column(
        "problem", tr("What is wrong"), lambda row: row.reason, width=260, tone=lambda _row: "late"
    )
    fields: list[Column[ReadPerson]] = [
        Column(
            field.value,
            field_words(field),
            partial(_said, field),
            width=_WIDTHS.get(field, 130),
            tone=partial(_tone, field),
            strong=field in {PersonField.FIRST_NAME, PersonField.LAST_NAME},
        )
        for field in _SHOWN
    ]
    table = RecordTable(
        [line, problem, *fields],
        lambda row: row.row.number,
        name="importRows",
        accessible_name=tr("The first rows, as they are read"),
    )
    table.set_empty_words(tr("No rows"), tr("There are headings in this file, but nobody under them."))
    return table


def _said(field: PersonField, row: ReadPerson) -> str:
    value = row.values.get(field.value, "")
    if isinstance(value, date):
        return formats.short_date(value)
    if field is PersonField.DATE_OF_BIRTH:
        return birthday_words(value)
    return code_label(_CODES[field](value)) if value and field in _CODES else value


def _tone(field: PersonField, row: ReadPerson) -> theme.Tone | None:
    return "late" if any(wrong is field for wrong, _text in row.problems) else None


def _choice(name: str, accessible_name: str) -> QComboBox:
    choice = QComboBox()
    choice.setObjectName(name)
    choice.setAccessibleName(accessible_name)
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return choice


def _offer(choice: QComboBox, known: dict[str, str], chosen: str) -> None:
    """Offer what is *known*, and *chosen* if it is something else."""
    choice.clear()
    for value, words in known.items():
        choice.addItem(tr(words), value)
    if chosen not in known:
        choice.addItem(chosen.upper(), chosen)
    choice.setCurrentIndex(choice.findData(chosen))


def _labelled(text: str, choice: QComboBox) -> QWidget:
    widget = QWidget()
    title: QLabel = label(text, "muted")
    title.setBuddy(choice)
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(title)
    column.addWidget(choice)
    return widget
