"""Where the header ends and the data begins: plain tables, and surveys with two or three header rows.

Qualtrics writes names, question texts and a row of `{"ImportId": ...}`; its legacy exports stop after the
second. SurveyMonkey writes questions, then `Response`, `Open-Ended Response` or the option chosen from.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

Row = Sequence[str]

_SPACES = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_CODE = re.compile(r"(V|Q|QID)\d+(_\w+)?$")
_RESPONSE_CELLS = {
    *("response", "open-ended response"),
    *("antwort", "offene antwort", "réponse", "réponse ouverte", "respuesta", "respuesta abierta"),
    *("risposta", "risposta aperta", "resposta", "resposta aberta", "respons", "open antwoord", "antwoord"),
}
_OPEN_ENDED_CELLS = {cell for cell in _RESPONSE_CELLS if " " in cell or "-" in cell}
_QUALTRICS_TEXT = re.compile(r'"QID\d+(?:_\d+)*_TEXT"')
LEGACY_COLUMNS = {"ResponseID", "ResponseSet", "StartDate", "EndDate"}


@dataclass(frozen=True)
class Header:
    """Column names, question texts and time zones; `start` rows precede it, `rows` it takes itself."""

    names: list[str]
    start: int = 0
    rows: int = 1
    labels: dict[int, str] = field(default_factory=dict)
    zones: dict[int, str] = field(default_factory=dict)
    open_ended: frozenset[int] = frozenset()

    def sheet_parts(self, names: Sequence[str]) -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
        """Labels, zones and open-ended columns by the final name of each column."""
        known = dict(enumerate(names))
        labels = {known[i]: label for i, label in self.labels.items() if i in known}
        zones = {known[i]: zone for i, zone in self.zones.items() if i in known}
        return labels, zones, frozenset(known[i] for i in self.open_ended if i in known)


def tidy(cell: str) -> str:
    """A header cell without byte order marks, no-break spaces and line breaks."""
    return _SPACES.sub(" ", cell).strip()


def find_header(rows: Sequence[Row]) -> Header:
    """The header among the first rows of a table.

    Args:
        rows: The first rows, at least one, the preamble of a report included.
    """
    start = _first_wide_row(rows)
    head = [[tidy(cell) for cell in row] for row in rows[start : start + 3]]
    for recognise in (_qualtrics, _qualtrics_legacy, _survey_monkey):
        header = recognise(head)
        if header:
            return replace(header, start=start)
    return Header(head[0], start)


def _first_wide_row(rows: Sequence[Row]) -> int:
    """The first row as wide as most, so that titles above a table are not taken for its header."""
    widths = [sum(1 for cell in row if cell.strip()) for row in rows]
    usual = Counter(len(row) for row, width in zip(rows, widths, strict=True) if width).most_common(1)
    if not usual or usual[0][0] < 3:
        return 0
    return next((i for i, width in enumerate(widths) if width >= 2), 0)


def _qualtrics(head: list[list[str]]) -> Header | None:
    if len(head) < 3 or not head[2] or not all('"ImportId"' in cell for cell in head[2] if cell):
        return None
    if not any(head[2]):
        return None
    labels = {i: label for i, label in enumerate(head[1]) if label}
    zones = {i: zone for i, cell in enumerate(head[2]) if (zone := _time_zone(cell))}
    open_ended = frozenset(i for i, cell in enumerate(head[2]) if _QUALTRICS_TEXT.search(cell))
    return Header(head[0], rows=3, labels=labels, zones=zones, open_ended=open_ended)


def _time_zone(import_id: str) -> str | None:
    try:
        fields = json.loads(import_id)
    except (ValueError, RecursionError):
        return None
    zone = fields.get("timeZone") if isinstance(fields, dict) else None
    return zone if isinstance(zone, str) else None


def _qualtrics_legacy(head: list[list[str]]) -> Header | None:
    if len(head) < 2 or len(LEGACY_COLUMNS & set(head[1])) < 2 or len(LEGACY_COLUMNS & set(head[0])) > 1:
        return None
    labels = dict(enumerate(head[1]))
    names = [
        label if _CODE.match(name) and label and " " not in label else name
        for name, label in zip(head[0], [*head[1], *[""] * len(head[0])], strict=False)
    ]
    return Header(names, rows=2, labels=labels)


def _survey_monkey(head: list[list[str]]) -> Header | None:
    if len(head) < 2 or len(head[0]) < 2 or len(head[0]) != len(head[1]) or head[1][0]:
        return None
    if not any(cell.casefold() in _RESPONSE_CELLS for cell in head[1]):
        return None
    names, labels, question = [], {}, ""
    for position, (top, below) in enumerate(zip(*head[:2], strict=True)):
        question = top or question
        whole = not below or below.casefold() in _RESPONSE_CELLS
        names.append(question if whole else f"{question} - {below}")
        labels[position] = names[-1]
    open_ended = frozenset(i for i, cell in enumerate(head[1]) if cell.casefold() in _OPEN_ENDED_CELLS)
    return Header(names, rows=2, labels=labels, open_ended=open_ended)
