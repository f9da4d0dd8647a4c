"""What was read: one `Source` an export, for the manifest and for `inspect`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from feedback_miner.ingest.columns import FoundColumns
from feedback_miner.ingest.files import Payload
from feedback_miner.ingest.records import Draft
from feedback_miner.ingest.scales import Scale
from feedback_miner.ingest.sheet import Sheet
from feedback_miner.tables import Records, Rejects


@dataclass(frozen=True)
class Source:
    """One export and what became of it. `answers` = `records` + the sum of `rejects`, always.

    Attributes:
        path: Where the file lay.
        name: Its name in the tables, unique in a run.
        sha256: Digest of the file as it lay on disk.
        format: csv, tsv, excel, json, jsonl or parquet.
        encoding: Of a text format.
        delimiter: Of delimited text, None for one column.
        header_rows: How many rows the header took.
        sheet: The sheet read from a workbook.
        columns: Which column plays which role, and why; the unused ones too.
        kind: survey, review, ticket or other.
        scale: The worst and best rating; None without ratings.
        languages: Records by ISO 639-1 code.
        first: The earliest date of a record, None without dates.
        last: The latest.
        rows: Data rows in the file, the broken ones included.
        answers: Readable rows x questions, and one for each broken row.
        records: Answers that became records.
        rejects: Answers that did not, by reason.
        warnings: What was noted on the records kept, by kind: dates or ratings that could not be read, ...
        notes: What a person should know of how the file was read.
    """

    path: Path
    name: str
    sha256: str
    format: str
    encoding: str | None
    delimiter: str | None
    header_rows: int
    sheet: str | None
    columns: FoundColumns
    kind: str
    scale: Scale | None
    languages: Mapping[str, int]
    first: pd.Timestamp | None
    last: pd.Timestamp | None
    rows: int
    answers: int
    records: int
    rejects: Mapping[str, int]
    warnings: Mapping[str, int]
    notes: tuple[str, ...]

    def facts(self) -> dict[str, Any]:
        """Everything above as JSON values, for the manifest and for programs."""
        plain = {each.name: getattr(self, each.name) for each in fields(self)}
        return plain | {
            "path": str(self.path),
            "columns": [
                {"role": role, "column": found.name, "why": found.why} for role, found in self.columns.roles()
            ],
            "unused_columns": list(self.columns.unused),
            "scale": asdict(self.scale) if self.scale else None,
            "first": self.first.isoformat() if self.first is not None else None,
            "last": self.last.isoformat() if self.last is not None else None,
            "notes": list(self.notes),
        }


@dataclass(frozen=True)
class Ingested:
    """Records and rejects of all exports; `skipped` are files in folders that were not read."""

    records: DataFrame[Records]
    rejects: DataFrame[Rejects]
    sources: tuple[Source, ...]
    skipped: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Inspection:
    """A look at one export: how it was understood, its first records and rejects."""

    source: Source
    records: DataFrame[Records]
    rejects: DataFrame[Rejects]


def describe(
    name: str, payload: Payload, sheet: Sheet, draft: Draft, records: pd.DataFrame, rejects: pd.DataFrame
) -> Source:
    """The account of one export in the tables it went into."""
    own = records[records.source == name]
    refused = rejects[rejects.source == name]
    dates = own.created_at.dropna()
    return Source(
        path=payload.path,
        name=name,
        sha256=payload.sha256,
        format=sheet.layout.format,
        encoding=sheet.layout.encoding,
        delimiter=sheet.layout.delimiter,
        header_rows=sheet.layout.header_rows,
        sheet=sheet.layout.sheet,
        columns=draft.columns,
        kind=draft.kind,
        scale=draft.ratings.scale if draft.ratings else None,
        languages=_counts(own.language),
        first=dates.min() if len(dates) else None,
        last=dates.max() if len(dates) else None,
        rows=draft.rows,
        answers=draft.answers,
        records=len(own),
        rejects=_counts(refused.reason),
        warnings=draft.warnings,
        notes=draft.notes,
    )


def _counts(values: pd.Series) -> dict[str, int]:
    return {str(value): int(count) for value, count in values.value_counts().sort_index().items()}
