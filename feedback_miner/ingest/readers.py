"""One reader a format: bytes to a sheet. Libraries are imported by the reader that needs them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from feedback_miner.ingest.sheet import Sheet

Reader = Callable[[bytes], Sheet]

READERS = {
    ".csv": "text_tables:read_text_table",
    ".tsv": "text_tables:read_text_table",
    ".txt": "text_tables:read_text_table",
    ".json": "json_tables:read_json",
    ".jsonl": "json_tables:read_json",
    ".ndjson": "json_tables:read_json",
    ".xlsx": "workbooks:read_excel",
    ".parquet": "workbooks:read_parquet",
}


def reader_for(suffix: str) -> Reader:
    """The reader of a suffix in `READERS`."""
    module, name = READERS[suffix].split(":")
    reader: Reader = getattr(import_module(f"feedback_miner.ingest.{module}"), name)
    return reader
