"""The rows that cannot be read: a line at the head of an administrator's dashboard, and the list that it opens.

``UnreadableNotice(session, parent)``   ``refresh()`` counts them, in the background
"""

from __future__ import annotations

from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.controllers.integrity import CheckReport
from desktop_app.domain.permissions import Action
from desktop_app.domain.records import UnreadableRow
from desktop_app.i18n.texts import mark, tr, trn
from desktop_app.views.base.failures import describe
from desktop_app.views.base.session import Session
from desktop_app.views.kit.dialog import Dialog
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.notice import Notice
from desktop_app.views.look import theme

_HEIGHT = 220
_TABLES = {
    "persons": mark("Person"),
    "users": mark("User"),
    "follow_ups": mark("Follow-up"),
    "client_interactions": mark("Client interaction"),
    "client_interaction_services": mark("Reference service"),
    "activity_log": mark("Line of the activity log"),
    "notifications": mark("Notification"),
    "absences": mark("Absence"),
    "settings": mark("Setting"),
}


class UnreadableNotice(QWidget):
    """Nothing while every row can be read, and for those who could do nothing about it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._counting = False
        self._notice = Notice("error", name="unreadableRows")
        self._notice.action_requested.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._notice)
        self._notice.clear()
        self.hide()

    def refresh(self) -> None:
        """Count again, where a row was met that cannot be read."""
        session = self._session
        if self._counting or not session.may(Action.MANAGE_SETTINGS):
            return
        self._counting = True
        integrity, actor = session.controllers.integrity, session.actor
        session.operations.run_long(
            lambda _progress, _should_stop: integrity.unreadable_count(actor),
            self._show,
            lambda _error: self._show(None),
            owner=self,
            in_background=True,
        )

    def _show(self, count: int | None) -> None:
        self._counting = False
        if count is None:
            return
        if count:
            words = trn(
                "{count} row of the data cannot be read. It is left out of every list; all the others are shown.",
                "{count} rows of the data cannot be read. They are left out of every list; all the others are shown.",
                count,
            )
            if words != self._notice.text():
                self._notice.show_words(words, kind="error", action_text=tr("Look at them…"))
        else:
            self._notice.clear()
        self.setVisible(bool(count))

    def _open(self) -> None:
        dialog = UnreadableDialog(self._session, self)
        dialog.finished.connect(self.refresh)
        dialog.open()


class UnreadableDialog(Dialog):
    """What cannot be read, a line each, and the way back."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, tr("Rows that cannot be read"), name="unreadableDialog", width=620)
        self._session = session
        words = tr(
            "A fault of the disk or of a program changed them. What a proven copy of the data still has can be taken back; a copy "
            "of the data as it is now is made first."
        )
        self.content.addWidget(label(words, wrap=True))
        self._list = QListWidget()
        self._list.setObjectName("unreadableList")
        self._list.setAccessibleName(tr("Rows that cannot be read"))
        self._list.setMinimumHeight(_HEIGHT)
        self._list.setSpacing(theme.S1)
        self._list.setWordWrap(True)
        self.content.addWidget(self._list, 1)
        self._notice = Notice(name="unreadableNotice")
        self._notice.clear()
        self.content.addWidget(self._notice)
        self.add_button(tr("Close"), "outlined", self.reject, name="unreadableClose")
        self._mend = self.add_button(
            tr("&Take back from a copy"), "primary", self._take_back, name="takeBack"
        )
        self._mend.setEnabled(False)
        self._load()

    def _load(self) -> None:
        integrity, actor = self._session.controllers.integrity, self._session.actor
        self._session.operations.run_long(
            lambda _progress, _should_stop: integrity.unreadable_rows(actor),
            self._show,
            self._refuse,
            owner=self,
        )

    def _show(self, rows: tuple[UnreadableRow, ...]) -> None:
        self._list.clear()
        for row in rows:
            self._list.addItem(QListWidgetItem(row_words(row)))
        self._mend.setEnabled(bool(rows))
        if rows:
            self._list.setCurrentRow(0)

    def _take_back(self) -> None:
        self._mend.setEnabled(False)
        integrity, actor = self._session.controllers.integrity, self._session.actor
        self._session.operations.run_long(
            lambda _progress, _should_stop: integrity.mend(actor), self._mended, self._refuse, owner=self
        )

    def _mended(self, report: CheckReport) -> None:
        if report.is_sound:
            self._notice.show_words(tr("Everything can be read again."))
        elif report.damages:
            self._notice.show_words(
                tr("This cannot be mended value by value. Go back to a copy: Settings, Backups."),
                kind="warning",
            )
        else:
            count = len(report.left)
            self._notice.show_words(
                trn(
                    "No copy has what stood in {count} place. Go back to a copy as a whole, or write it anew.",
                    "No copy has what stood in {count} places. Go back to a copy as a whole, or write it anew.",
                    count,
                ),
                kind="warning",
            )
        self._load()

    def _refuse(self, error: BaseException) -> None:
        failure = describe(error, "taking back")
        self._notice.show_words(failure.text, kind="error", detail=failure.incident)


def row_words(row: UnreadableRow) -> str:
    """Return one row as a person reads it: what it is, whose, its number, and what in it cannot be read."""
    table = tr(_TABLES[row.table]) if row.table in _TABLES else row.table
    if row.about:
        table = (
            tr("{what} of {name}", what=table, name=row.about)
            if row.table not in {"persons", "users"}
            else f"{table}: {row.about}"
        )
    return tr("{what}, row {row}: {columns}", what=table, row=row.row, columns=", ".join(row.columns))
