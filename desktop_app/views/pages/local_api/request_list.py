"""The last requests that other programs made, as they come."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.clock import Clock
from desktop_app.domain.serving import RequestLine
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.table.model import Column
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import theme
from desktop_app.views.wording import formats

_REFUSED, _BROKEN = 400, 500


class RequestList(QWidget):
    """When, what, how it went, who; the newest first. ``show_requests`` fills it."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.setObjectName("lastRequests")
        self._total = label("", "muted", name="requestsTotal")
        self.table: RecordTable[RequestLine] = RecordTable(
            _columns(clock),
            lambda request: request.number,
            name="requestsTable",
            accessible_name=tr("The last requests"),
        )
        self.table.set_empty_words(
            tr("No request yet"),
            tr("What other programs ask is listed here while the local API is on: never what they sent."),
        )

        head = QHBoxLayout()
        head.addWidget(label(tr("The last requests"), "section"))
        head.addStretch(1)
        head.addWidget(self._total)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S2)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.show_requests((), 0)

    def show_requests(self, lines: tuple[RequestLine, ...], count: int) -> None:
        """Show *lines*, the newest first, of *count* requests since the server was switched on."""
        self.table.set_records(lines)
        self._total.setText(
            trn(
                "{shown} request since it is on",
                "{shown} requests since it is on",
                count,
                shown=formats.number(count),
            )
            if count
            else ""
        )


def _columns(clock: Clock) -> tuple[Column[RequestLine], ...]:
    return (
        Column("at", tr("When"), lambda request: f"{clock.local(request.at):%H:%M:%S}", width=88, muted=True),
        Column("method", tr("Method"), lambda request: request.method, width=90),
        Column("path", tr("Path"), lambda request: request.path, width=150, stretch=True, optional=False),
        Column(
            "status",
            tr("Answer"),
            lambda request: str(request.status) if request.status else tr("gone"),
            width=78,
            figure=True,
            tone=_tone,
            tool_tip=lambda request: (
                None if request.status else tr("The program went away before it was answered.")
            ),
        ),
        Column(
            "milliseconds",
            tr("ms"),
            lambda request: (
                formats.number(round(request.milliseconds)) if request.milliseconds >= 1 else "<1"
            ),
            width=64,
            figure=True,
        ),
        Column("who", tr("Who"), lambda request: request.who or "–", width=120),
        Column(
            "address", tr("From where"), lambda request: request.address, width=120, hidden=True, muted=True
        ),
    )


def _tone(request_line: RequestLine) -> theme.Tone | None:
    if request_line.status >= _BROKEN or not request_line.status:
        return "late"
    return "soon" if request_line.status >= _REFUSED else None
