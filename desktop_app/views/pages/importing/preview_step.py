"""The second step of an import: what was recognised, which column is what, and the first rows as they would be read.

``PreviewStep()``   ``show_preview(preview)``, ``wishes()`` what was chosen; signals ``changed()`` something else was chosen,
    ``check_requested()``, ``import_requested()``, ``another_requested()``
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.exchange.imports.import_report import ImportPreview
from desktop_app.exchange.imports.people_columns import PersonField
from desktop_app.exchange.imports.person_field import DAYS
from desktop_app.i18n.texts import mark, tr, trn
from desktop_app.system.paths import shown, shown_name
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.fields.wheel import WheelAfterClick
from desktop_app.views.kit.labels import card, label, set_tip
from desktop_app.views.kit.notice import Notice
from desktop_app.views.look import theme
from desktop_app.views.pages.importing.columns import ColumnChoices, field_words
from desktop_app.views.pages.importing.preview_rows import rows_table, show_rows

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
DAY_ORDERS = {"": mark("As recognised"), "dmy": mark("Day first: 31/12"), "mdy": mark("Month first: 12/31")}
_COLUMNS_WIDTH = 430


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a list is to be read, as somebody chose; None: as it is recognised."""

    columns: dict[int, PersonField] | None = None
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    day_order: str = ""


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
        self._sheet = _choice("importSheet", tr("Sheet"))
        self._day_order = _choice("importDayOrder", tr("How days are written"))
        self._used = label("", "muted", wrap=True, name="importColumnsUse")
        self._another = button(tr("&Another file…"), name="importAnother")
        self._columns = ColumnChoices()
        self._rows_title = label("", "strong", name="importRowsTitle")
        self._table = rows_table()
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
        self._labelled: dict[QComboBox, QWidget] = {}
        for text, choice in (
            (tr("Sh&eet"), self._sheet),
            (tr("&Encoding"), self._encoding),
            (tr("&Separator"), self._separator),
            (tr("&Days"), self._day_order),
        ):
            self._labelled[choice] = _labelled(text, choice)
            head.addWidget(self._labelled[choice])
        head.addWidget(self._another, 0, Qt.AlignmentFlag.AlignBottom)
        left = card("importColumnsCard")
        left.setFixedWidth(_COLUMNS_WIDTH)
        columns = QVBoxLayout(left)
        columns.setContentsMargins(theme.S4, theme.S3, theme.S1, theme.S1)
        columns.setSpacing(theme.S3)
        columns.addWidget(label(tr("What each column is read as"), "strong"))
        columns.addWidget(self._columns, 1)
        columns.addWidget(self._used)
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
        for choice in (self._encoding, self._separator, self._sheet):
            choice.activated.connect(self._read_otherwise)
        self._day_order.activated.connect(self.changed)
        self._another.clicked.connect(self.another_requested)
        self._check.clicked.connect(self.check_requested)
        self._import.clicked.connect(self.import_requested)

    def show_preview(self, preview: ImportPreview) -> None:
        """Show *preview*."""
        self._preview = preview
        self._name.setText(shown_name(preview.path))
        set_tip(self._name, shown(preview.path))
        rows = trn("{count} row", "{count} rows", preview.records)
        empty = trn("{count} empty line", "{count} empty lines", preview.empty_lines)
        self._counts.setText(f"{rows}, {empty}" if preview.empty_lines else rows)
        _offer(self._encoding, ENCODINGS, preview.encoding)
        _offer(self._separator, SEPARATORS, preview.separator)
        _offer(self._sheet, {name: name for name in preview.sheets}, preview.sheet)
        self._offer_day_orders(preview)
        for choice in (self._encoding, self._separator):
            self._labelled[choice].setVisible(preview.kind == "text")
        self._labelled[self._sheet].setVisible(len(preview.sheets) > 1)
        self._columns.show_preview(preview)
        self._columns.put_behind(self._another)
        self._show_use(preview)
        self._show_rows(preview)
        self._name_import(preview)
        self._say_what_is_missing(preview)

    def wishes(self) -> Wishes:
        """What is chosen now."""
        if self._preview is None:
            return Wishes()
        columns = None if self._recognised else self._columns.columns()
        is_text = self._preview.kind == "text"
        return Wishes(
            columns,
            self._encoding.currentData() if is_text else None,
            self._separator.currentData() if is_text else None,
            self._sheet.currentData() or None,
            self._day_order.currentData() or "",
        )

    def preview(self) -> ImportPreview | None:
        """What is shown."""
        return self._preview

    def forget(self) -> None:
        """Another file comes: nothing that was chosen for this one holds."""
        self._preview, self._recognised = None, True
        self.notice.clear()

    def set_reading(self, *, reading: bool) -> None:
        """While the list is read again, it cannot be imported."""
        preview = self._preview
        ready = (
            not reading and preview is not None and not preview.missing and not preview.must_choose_day_order
        )
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
        show_rows(self._table, preview)
        wrong = sum(bool(row.problems) for row in preview.rows)
        first = trn(
            "The first row, as it is read", "The first {count} rows, as they are read", len(preview.rows)
        )
        refused = trn("{count} of them would be refused", "{count} of them would be refused", wrong)
        self._rows_title.setText(f"{first} · {refused}" if wrong else first)

    def _offer_day_orders(self, preview: ImportPreview) -> None:
        """What is recognised is said in the choice itself; where nothing is, one of the two has to be chosen."""
        has_days = any(field in DAYS for field in preview.columns.values())
        self._labelled[self._day_order].setVisible(has_days)
        _offer(self._day_order, DAY_ORDERS, preview.day_order)
        recognised = self._day_order.findData("")
        if preview.must_choose_day_order:
            self._day_order.setItemText(recognised, tr("Please choose"))
        elif not preview.day_order and preview.habits.month_first:
            self._day_order.setItemText(recognised, tr("As recognised: month first"))

    def _show_use(self, preview: ImportPreview) -> None:
        """Say which columns are left out, and which only their values told."""
        filled = [place for place, samples in enumerate(preview.samples) if samples]
        left_out = [
            preview.headings[place] or str(place + 1)
            for place in filled
            if preview.columns.get(place) is PersonField.IGNORED
        ]
        guessed = [preview.headings[place] or str(place + 1) for place in sorted(preview.by_look)]
        words = []
        if left_out:
            words.append(tr("Left out: {headings}.", headings=", ".join(left_out)))
        if guessed:
            words.append(tr("Guessed from the values: {headings}.", headings=", ".join(guessed)))
        self._used.setText(" ".join(words))
        self._used.setVisible(bool(words))

    def _name_import(self, preview: ImportPreview) -> None:
        """The button names how many rows come in where all of them are shown; of a longer list the check tells it."""
        if preview.records <= len(preview.rows):
            coming = sum(not row.problems and not row.is_nobody for row in preview.rows)
            self._import.setText(trn("&Import {count} row", "&Import {count} rows", coming))
            self._import.setAccessibleName(trn("Import {count} row", "Import {count} rows", coming))
        else:
            self._import.setText(tr("&Import the list"))
            self._import.setAccessibleName(tr("Import the list"))

    def _say_what_is_missing(self, preview: ImportPreview) -> None:
        if not preview.records:
            text = tr("There are headings in this file, but nobody under them.")
        elif preview.missing:
            fields = tr(" and ").join(f"“{field_words(field)}”" for field in preview.missing)
            text = tr("Choose the column that holds {fields}: nobody can be added without.", fields=fields)
        elif preview.must_choose_day_order:
            headings = ", ".join(f"“{preview.headings[at]}”" for at in sorted(preview.habits.undecided))
            text = tr(
                "Nothing tells whether the day or the month comes first in {headings}: choose it "
                "under “Days” above.",
                headings=headings,
            )
        elif len(preview.list_sheets) > 1:
            text = tr(
                "Several sheets of this workbook are lists: {sheets}. “{sheet}” is shown; choose another above.",
                sheets=", ".join(preview.list_sheets),
                sheet=preview.sheet,
            )
        else:
            text = ""
        self.notice.show_words(text, kind="warning")


def _choice(name: str, accessible_name: str) -> QComboBox:
    choice = QComboBox()
    choice.setObjectName(name)
    choice.setAccessibleName(accessible_name)
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    WheelAfterClick(choice)
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
