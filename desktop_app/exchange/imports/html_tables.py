"""The HTML, or the XML of Excel 2003, that many programs call ``.xls``: the longest table in it as rows of texts."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from desktop_app.domain.errors import UnreadableFile
from desktop_app.exchange.imports.encodings import decode
from desktop_app.i18n.texts import Text, mark

_BEGINS = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|table|head|meta|body|div|style|!--)", re.IGNORECASE
)
_BEGINS_WIDE = (b"\xff\xfe<\x00", b"\xfe\xff\x00<")
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_MOST_SPANNED = 200
_HIDDEN = frozenset({"script", "style", "title"})
_ROWS, _CELLS = frozenset({"tr", "row", "ss:row"}), frozenset({"td", "th", "cell", "ss:cell"})


def is_html(content: bytes) -> bool:
    """Whether *content* begins as HTML or XML does and has a table."""
    if content.startswith(_BEGINS_WIDE):
        return b"t\x00a\x00b\x00l\x00e\x00" in content[:400_000].lower()
    return _BEGINS.match(content) is not None and (
        b"<table" in content.lower() or b"<worksheet" in content.lower()
    )


def table_of(content: bytes, name: str) -> list[tuple[int, list[str]]]:
    """The rows of the longest table in *content*, each with its number; *name* stands in the sentences.

    Raises:
        UnreadableFile: it is no text, or its tables are empty.
    """
    parser = _Tables()
    parser.feed(_text(content, name))
    parser.close()
    table = max(parser.tables, key=len, default=[])
    rows = [(number, row) for number, row in enumerate(table, 1) if any(cell.strip() for cell in row)]
    if not rows:
        raise UnreadableFile(Text(mark("“{name}” is empty."), {"name": name}))
    return rows


def _text(content: bytes, name: str) -> str:
    match = _CHARSET.search(content[:2_000])
    if match and not content.startswith(_BEGINS_WIDE):
        try:
            return content.decode(match[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(content, name).text


class _Tables(HTMLParser):
    """Gathers the rows of every table, one in another apart."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        self._span = 1
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell."""
        given = dict(attrs)
        if tag in {"table", "ss:table"}:
            self._end_cell()
            self._open.append([])
        elif tag in _ROWS and self._open:
            self._end_cell()
            self._open[-1].append([])
        elif tag in _CELLS and self._open:
            self._end_cell()
            if not self._open[-1]:
                self._open[-1].append([])
            place = given.get("ss:index") or ""
            row = self._open[-1][-1]
            if place.isdigit():
                row += [""] * min(int(place) - 1 - len(row), _MOST_SPANNED)
            span = given.get("colspan") or "1"
            self._span = min(int(span), _MOST_SPANNED) if span.isdigit() else 1
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")
        elif tag in _HIDDEN:
            self._hidden += 1

    def handle_endtag(self, tag: str) -> None:
        """End a cell, a row or a table."""
        if tag in _CELLS or tag in _ROWS:
            self._end_cell()
        elif tag in {"table", "ss:table"} and self._open:
            self._end_cell()
            self.tables.append(self._open.pop())
        elif tag in _HIDDEN and self._hidden:
            self._hidden -= 1

    def handle_data(self, data: str) -> None:
        """Take the words of a cell."""
        if self._cell is not None and not self._hidden:
            self._cell.append(data)

    def close(self) -> None:
        """End what was left open."""
        super().close()
        self._end_cell()
        self.tables += self._open
        self._open = []

    def _end_cell(self) -> None:
        if self._cell is None or not self._open:
            return
        text = "\n".join(" ".join(line.split()) for line in "".join(self._cell).split("\n")).strip()
        if not self._open[-1]:
            self._open[-1].append([])
        self._open[-1][-1] += [text, *[""] * (self._span - 1)]
        self._cell = None
