"""Lines of a list that are no people: totals, the numbers of pages, the day on which it was printed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from desktop_app.exchange.imports.code_words import word_key

_NO_PEOPLE = re.compile(
    r"(?:(?:grand |sous |sub )?total(?:es|s)?|subtotal|sum|somme|suma|count|nombre|effectif|page|pagina|seite|p)(?: (?:general|generale|of|de|sur|total|"
    r"personnes|people|rows|lignes|records|enregistrements|personas|visiteurs|membres|members|[0-9]+))*"
    r"|(?:imprime|printed|edite|genere|generated|exporte|exported|impreso|generado|exportado) (?:le|on|el|at|par|by|from)\b.*|fin(?: de (?:la )?liste)?"
    r"|end of (?:list|report|file)|[0-9]+ (?:personnes|people|rows|lignes|records|enregistrements|personas|members|membres)(?: au total| in total)?"
)
_MOST_CELLS_OF_A_TOTAL = 4
_BESIDE = re.compile(r"[\d\s.,/%:-]{1,10}")


def is_no_person(row: Iterable[str]) -> bool:
    """Return whether the cells of a *row* are a total or the foot of a page: a word that says so, and hardly anything beside it."""
    cells = [cell.strip() for cell in row if cell.strip()]
    if not 0 < len(cells) <= _MOST_CELLS_OF_A_TOTAL:
        return False
    beside = [cell for cell in cells if not _NO_PEOPLE.fullmatch(word_key(cell))]
    return len(beside) < len(cells) and all(_BESIDE.fullmatch(cell) for cell in beside)
