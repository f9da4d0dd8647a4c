"""Ingest: export files to records, and every answer that is not used accounted for.

`ingest` reads surveys, reviews and tickets from CSV, TSV, Excel, JSON, JSON lines and Parquet; `inspect`
shows how one export is understood. The way of a file: `files` finds it, `readers` names the reader that makes
it a `Sheet`, `columns` gives each column its role, `records` turns the sheet into a draft, `assembly` joins
the drafts. An adapter for a tool will be data: a header signature and the `Columns` that go with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from feedback_miner.config import IngestConfig
from feedback_miner.errors import InputError
from feedback_miner.ingest.assembly import assemble
from feedback_miner.ingest.files import Payload, find_exports, read, unique_names
from feedback_miner.ingest.readers import reader_for
from feedback_miner.ingest.records import Draft, draft
from feedback_miner.ingest.settings import check_shared_columns, columns_for
from feedback_miner.ingest.sheet import Sheet
from feedback_miner.ingest.sources import Ingested, Inspection, Source, describe
from feedback_miner.progress import Progress, Silent

__all__ = ["Ingested", "Inspection", "Source", "ingest", "inspect"]


def ingest(exports: Sequence[Path], config: IngestConfig, progress: Progress | None = None) -> Ingested:
    """Read exports into one table of records.

    Args:
        exports: Files, or folders of files.
        config: Columns the user names, languages, redaction and limits.
        progress: Told of each file read.

    Returns:
        Records sorted by `record_id`, rejects, and what was read; answers = records + rejects, per source.

    Raises:
        InputError: If a file cannot be read at all, is of an unknown type, or is over the size limit.
        ColumnError: If a column the user names is missing, or no column can be the text.
    """
    files, skipped = find_exports(exports)
    names = unique_names(files)
    sheets: dict[str, tuple[Payload, Sheet]] = {}
    drafts: dict[str, Draft] = {}
    with (progress or Silent()).step("Reading", len(files)) as advance:
        for name, path in zip(names, files, strict=True):
            sheets[name] = _open(path, config)
        check_shared_columns(config, {name: sheet for name, (_, sheet) in sheets.items()})
        for name, (payload, sheet) in sheets.items():
            drafts[name] = draft(sheet, columns_for(payload.path, sheet, config), config, str(payload.path))
            advance(1)
    records, rejects = assemble(drafts)
    sources = tuple(describe(name, *sheets[name], drafts[name], records, rejects) for name in names)
    return Ingested(records, rejects, sources, tuple(skipped))


def inspect(export: Path, config: IngestConfig, *, rows: int = 5) -> list[Inspection]:
    """Read an export and show how each of its files is understood.

    Args:
        export: A file, or a folder of files.
        config: As for `ingest`.
        rows: How many records and rejects of a file to show.

    Raises:
        InputError: As `ingest`.
        ColumnError: As `ingest`.
    """
    whole = ingest([export], config)
    return [
        Inspection(
            source,
            whole.records[whole.records.source == source.name].head(rows),
            whole.rejects[whole.rejects.source == source.name].head(rows),
        )
        for source in whole.sources
    ]


def _open(path: Path, config: IngestConfig) -> tuple[Payload, Sheet]:
    payload = read(path, config.max_file_mb)
    try:
        return payload, reader_for(payload.suffix)(payload.data)
    except InputError as error:
        raise InputError(error.message, place=error.place or str(path), hint=error.hint) from None
