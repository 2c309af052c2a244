"""Notifications as the rows of a list: under their day, reminders by cause first, then what happened.

``rows_of(notifications, today, local)``   a list of ``Row``: headings and notifications
``NotificationModel()``                    ``set_rows(rows)``, ``row(at)``, ``place_of(notification key)``
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.domain.records import Notification
from desktop_app.domain.vocabulary import NotificationKind
from desktop_app.i18n.texts import tr
from desktop_app.views.kit.labels import plain_tip
from desktop_app.views.pages.notifications.notification_words import (
    ORDER,
    detail,
    heading,
    sentence,
    summary,
)
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import ago

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole) + 1
"""The role that returns the ``Row``."""
MOST_OF_A_KIND = 8
"""So many of one kind on one day stand each for itself; more are one row."""
_LAST = len(ORDER)
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Row:
    """A heading (of a day, or of a cause within it), or a notification; *spoken* is what a screen reader says."""

    text: str
    detail: str = ""
    spoken: str = ""
    is_day: bool = False
    notification: Notification | None = None
    several: tuple[
        Notification, ...
    ] = ()  # all that a row of a flood stands for; the first unread stands for them


def rows_of(
    notifications: Iterable[Notification], today: date, local: Callable[[datetime], datetime]
) -> list[Row]:
    """*notifications*, the newest first, under headings: of one person and cause the newest alone, a flood of one cause as one row."""

    def place(notification: Notification) -> tuple[int, int, int]:
        day = notification.day or local(notification.created_at).date()
        return (
            -day.toordinal(),
            ORDER.index(notification.kind) if notification.kind in ORDER else _LAST,
            -notification.id,
        )

    rows: list[Row] = []
    before: tuple[int, int] | None = None
    in_order = sorted(
        ((place(notification), notification) for notification in _newest_of_each(notifications)),
        key=lambda pair: pair[0],
    )
    many = Counter((where[0], notification.kind) for where, notification in in_order)
    floods = {group for group, count in many.items() if count > MOST_OF_A_KIND}
    gathered: set[tuple[int, NotificationKind]] = set()
    for (day_number, cause, _key), notification in in_order:
        group = (day_number, notification.kind)
        if group in gathered:
            continue
        day = date.fromordinal(-day_number)
        if before is None or before[0] != day_number:
            rows.append(Row(_day_words(day, today), is_day=True))
        is_all_of_day = cause == _LAST and (
            before is None or before[0] != day_number
        )  # no need to say what it is
        if before != (day_number, cause) and not is_all_of_day:
            rows.append(Row(heading(notification.kind)))
        before = day_number, cause
        if group in floods:
            gathered.add(group)
            rows.append(_flood([each for where, each in in_order if (where[0], each.kind) == group]))
        else:
            rows.append(_row(notification, day, today, local))
    return rows


def _newest_of_each(notifications: Iterable[Notification]) -> list[Notification]:
    """*notifications* but for reminders of a person and cause that a newer one repeats."""
    seen: set[tuple[int, NotificationKind]] = set()
    kept = []
    for notification in sorted(
        notifications, key=lambda notification: (notification.day or date.min, notification.id), reverse=True
    ):
        if notification.day is not None and notification.person is not None:
            if (notification.person.id, notification.kind) in seen:
                continue
            seen.add((notification.person.id, notification.kind))
        kept.append(notification)
    return kept


def _flood(several: Sequence[Notification]) -> Row:
    unread = [notification for notification in several if notification.read_at is None]
    text, state = summary(several), tr("unread") if unread else tr("read")
    return Row(text, spoken=f"{text} {state}", notification=(unread or several)[0], several=tuple(several))


def _day_words(day: date, today: date) -> str:
    if (today - day).days in {0, 1}:
        near = ago(day, today)
        return tr("{near} – {day}", near=near[:1].upper() + near[1:], day=formats.long_date(day))
    long = formats.long_date(day)
    return long[:1].upper() + long[1:]


def _row(notification: Notification, day: date, today: date, local: Callable[[datetime], datetime]) -> Row:
    text, more = sentence(notification), detail(notification, today, local)
    read = tr("unread") if notification.read_at is None else tr("read")
    return Row(text, more, ", ".join((text, more, ago(day, today), read)), notification=notification)


class NotificationModel(QAbstractListModel):
    """The rows; headings cannot be chosen, so that arrow keys pass over them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._places: dict[int, int] = {}

    def set_rows(self, rows: list[Row]) -> bool:
        """Show *rows*. Where they differ from those before in their own contents alone, nothing moves; whether something did."""
        same = [_key(row) for row in rows] == [_key(row) for row in self._rows]
        if not same:
            self.beginResetModel()
        self._rows = rows
        self._places = {
            each.id: at
            for at, row in enumerate(rows)
            if row.notification is not None
            for each in (row.several or (row.notification,))
        }
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        return not same

    def row(self, at: int) -> Row | None:
        """The row at this place, if there is one."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def place_of(self, key: int) -> int | None:
        """Where the notification of this key stands."""
        return self._places.get(key)

    def after(self, at: int) -> list[Notification]:
        """The notifications below a place."""
        return [row.notification for row in self._rows[at + 1 :] if row.notification is not None]

    def nearest(self, at: int) -> int | None:
        """The place of the notification at or next to *at*."""
        places = self._places.values()
        return min(places, key=lambda place: (abs(place - at), place < at), default=None)

    # -- Qt's own

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a row, and the row itself."""
        row = self.row(index.row())
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken or row.text
            case Qt.ItemDataRole.ToolTipRole if row.notification is not None:
                return plain_tip(f"{row.text} · {row.detail}")
            case _ if role == ROW:
                return row
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are only looked at."""
        row = self.row(index.row())
        if row is None or row.notification is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


def _key(row: Row) -> object:
    if row.several:
        return row.text, len(row.several)
    return row.notification.id if row.notification is not None else (row.text, row.is_day)
