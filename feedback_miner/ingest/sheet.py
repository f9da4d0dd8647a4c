"""What every reader delivers: a table with all cells as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Layout:
    """How the table lay in the file."""

    format: str
    encoding: str | None = None
    delimiter: str | None = None
    header_rows: int = 0
    sheet: str | None = None


@dataclass(frozen=True)
class Broken:
    """A row that is no data: a footer, or one with too few or too many cells."""

    row: int
    reason: str
    detail: str


@dataclass(frozen=True)
class Sheet:
    """A table as it stood in the file: text cells, "" where empty; the index is the 1-based data row.

    `labels` are the question texts of survey exports and `zones` the time zones they state, by column;
    `open_ended` are the columns they mark as free text.
    """

    cells: pd.DataFrame
    layout: Layout
    labels: Mapping[str, str] = field(default_factory=dict)
    zones: Mapping[str, str] = field(default_factory=dict)
    open_ended: frozenset[str] = frozenset()
    broken: tuple[Broken, ...] = ()
    notes: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """Name and question text of a column, as one phrase to recognise it by."""
        label = self.labels.get(name, "")
        return name if label in {"", name} else f"{name} | {label}"


def text_table(names: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> pd.DataFrame:
    """Rows of text as a frame of text, the index being the data row."""
    columns = zip(*rows, strict=True) if rows else ([] for _ in names)
    cells = {name: list(column) for name, column in zip(names, columns, strict=True)}
    return pd.DataFrame(cells, index=np.array(numbers, dtype="int64"), dtype="str")


def unique_headers(names: Sequence[str]) -> list[str]:
    """Headers made distinct: `Comment`, `Comment (2)`; `column 4` where the fourth has none.

    >>> unique_headers(["Label", "", "Label"])
    ['Label', 'column 2', 'Label (2)']
    """
    taken: set[str] = set()
    distinct = []
    for position, given in enumerate(names, start=1):
        name = base = given or f"column {position}"
        count = 1
        while name in taken:
            count += 1
            name = f"{base} ({count})"
        taken.add(name)
        distinct.append(name)
    return distinct
