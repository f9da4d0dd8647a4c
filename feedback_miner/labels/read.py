"""A label file, checked against the taxonomy."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from feedback_miner.errors import InputError, listing, near_miss
from feedback_miner.labels.rows import Row, read_rows
from feedback_miner.tables import DRAWN, POLARITIES, Labels, checked, empty
from feedback_miner.taxonomy import Taxonomy

UNLABELLED = "?"
"""In the column `touchpoint`: nobody has labelled this record yet."""
NONE = "none"
"""In the column `touchpoint`: the record speaks of no touchpoint. An empty cell says the same."""
_NUMBERED = re.compile(r"touchpoint(_\d+)?")
_COLUMNS = ["record_id", "touchpoint", "polarity", "labeller", "drawn"]


@dataclass(frozen=True)
class LabelFile:
    """What a label file says.

    Attributes:
        labels: The labels, by record, labeller and touchpoint.
        unlabelled: Rows that nobody has filled in.
        sha256: Of the file.
    """

    labels: DataFrame[Labels]
    unlabelled: int
    sha256: str

    @property
    def records(self) -> int:
        """Labelled records."""
        return int(self.labels.record_id.nunique())

    def unknown(self, record_ids: Iterable[str]) -> int:
        """Labelled records that are not among these."""
        return len(set(self.labels.record_id) - set(record_ids))

    def facts(self, record_ids: Iterable[str]) -> dict[str, Any]:
        """What the manifest of a run says of the labels it learned from."""
        counts = {"labelled_records": self.records, "unknown_records": self.unknown(record_ids)}
        return {"sha256": self.sha256, "rows": len(self.labels), "unlabelled_rows": self.unlabelled, **counts}


def read_labels(path: Path | str, taxonomy: Taxonomy) -> LabelFile:
    """Read labels from CSV, JSON lines or Excel.

    Columns: `record_id`; `touchpoint`, an id or a name, one row a pair; if wished `polarity`, `labeller`,
    `drawn`, and further pairs of the same row as `touchpoint_2`, `polarity_2` and so on. A row without a
    touchpoint, or with `none`, says that the record speaks of none; a row with `?` says nothing.

    Raises:
        InputError: With file and line, if the file cannot be read, a touchpoint is not in the taxonomy, or a
            polarity or way of drawing is none.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}.", place=str(path)) from None
    reader = _Reader(path, _spellings(taxonomy))
    labels, unlabelled = [], 0
    for row in read_rows(path, data):
        found = list(reader.labels(row))
        labels += found
        unlabelled += not found
    return LabelFile(_table(labels), unlabelled, hashlib.sha256(data).hexdigest())


def _spellings(taxonomy: Taxonomy) -> dict[str, str]:
    """Ids of touchpoints by what people may write for them: names, then ids, which go first."""
    names = {touchpoint.name.casefold(): touchpoint.id for touchpoint in taxonomy.touchpoints}
    return names | {touchpoint.id.casefold(): touchpoint.id for touchpoint in taxonomy.touchpoints}


@dataclass(frozen=True)
class _Reader:
    path: Path
    spellings: Mapping[str, str]

    def labels(self, row: Row) -> Iterator[dict[str, str | None]]:
        """What one row says: nothing, that there is no touchpoint, or one label a pair."""
        line, cells = row
        record_id = cells.get("record_id", "")
        if not record_id:
            raise self._error(line, "no record_id.", "Each row needs one.")
        shared = {
            "record_id": record_id,
            "labeller": cells.get("labeller", ""),
            "drawn": self._one_of(DRAWN, "drawn", cells.get("drawn", ""), line),
        }
        pairs = self._pairs(cells)
        named = {
            touchpoint: polarity for touchpoint, polarity in pairs if touchpoint not in {UNLABELLED, NONE}
        }
        for touchpoint, polarity in named.items():
            feeling = self._one_of(POLARITIES, "polarity", polarity, line)
            yield shared | {"touchpoint": self._touchpoint(touchpoint, line), "polarity": feeling}
        if not named and UNLABELLED not in dict(pairs):
            yield shared | {"touchpoint": None, "polarity": None}

    def _pairs(self, cells: Mapping[str, str]) -> list[tuple[str, str]]:
        """Touchpoint and polarity as they are written, from all columns that are filled."""
        columns = [name for name in cells if _NUMBERED.fullmatch(name) and cells[name]]
        return [
            (cells[name].casefold(), cells.get(name.replace("touchpoint", "polarity"), ""))
            for name in columns
        ]

    def _touchpoint(self, written: str, line: int) -> str:
        if written not in self.spellings:
            ids = sorted(set(self.spellings.values()))
            hint = near_miss(written, ids) or near_miss(written, self.spellings)
            raise self._error(
                line, f"no touchpoint '{written}' in the taxonomy.", hint or f"There are: {listing(ids)}."
            )
        return self.spellings[written]

    def _one_of(self, known: tuple[str, ...], column: str, written: str, line: int) -> str | None:
        if written and written.lower() not in known:
            hint = near_miss(written, known) or f"Known: {', '.join(known)}."
            raise self._error(line, f"'{written[:40]}' is no {column}.", hint)
        return written.lower() or None

    def _error(self, line: int, message: str, hint: str) -> InputError:
        return InputError(message, place=f"{self.path}:{line}", hint=hint)


def _table(labels: list[dict[str, str | None]]) -> DataFrame[Labels]:
    """Sorted, without repetitions; who names touchpoints does not at the same time say that there is none."""
    if not labels:
        return empty(Labels)
    table = pd.DataFrame(labels, columns=_COLUMNS)
    by = ["record_id", "labeller"]
    table = table.sort_values([*by, "touchpoint", "polarity", "drawn"], ignore_index=True)
    table = table.drop_duplicates([*by, "touchpoint"])
    named = table.touchpoint.notna().groupby([table[each] for each in by]).transform("any")
    return checked(table[table.touchpoint.notna() | ~named].reset_index(drop=True), Labels)
