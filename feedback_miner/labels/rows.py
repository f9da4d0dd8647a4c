"""Rows of a label file, each with its line: CSV as any spreadsheet writes it, JSON lines, Excel."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from feedback_miner.errors import InputError
from feedback_miner.spreadsheets import plain_text

Row = tuple[int, dict[str, str]]
SUFFIXES = (".csv", ".jsonl", ".xlsx")
_ID = "record_id"


def read_rows(path: Path, data: bytes) -> list[Row]:
    """Line number and cells of each row that is not empty. Cells are stripped; column names in lower case.

    Raises:
        InputError: If the file is of another type, is damaged, or has no column `record_id`.
    """
    readers = {".csv": _csv, ".jsonl": _json_lines, ".xlsx": _workbook}
    if path.suffix.lower() not in readers:
        hint = f"Readable: {', '.join(SUFFIXES)}."
        raise InputError(
            f"labels of type '{path.suffix or path.name}' cannot be read.", place=str(path), hint=hint
        )
    rows = [(line, row) for line, row in readers[path.suffix.lower()](path, data) if any(row.values())]
    if not any(_ID in row for _, row in rows):
        hint = "A label file has the columns record_id and touchpoint; `feedback-miner label RUN` writes one."
        raise InputError(f"has no column '{_ID}'.", place=str(path), hint=hint)
    return rows


def _csv(path: Path, data: bytes) -> Iterator[Row]:
    text = _text(data)
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = next(reader, [])
        for cells in reader:
            yield reader.line_num, _row(names, map(plain_text, cells))
    except csv.Error as error:
        raise InputError(f"not readable as CSV: {error}.", place=f"{path}:{reader.line_num}") from None


def _text(data: bytes) -> str:
    """UTF-8, or what Excel writes on Windows."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _json_lines(path: Path, data: bytes) -> Iterator[Row]:
    for line, text in enumerate(_text(data).splitlines(), start=1):
        if not text.strip():
            continue
        try:
            value = json.loads(text)
        except ValueError as error:
            raise InputError(f"not valid JSON: {error}.", place=f"{path}:{line}") from None
        if not isinstance(value, dict):
            raise InputError("not a JSON object.", place=f"{path}:{line}", hint='Write {"record_id": ...}.')
        yield line, _row(list(value), map(_cell, value.values()))


def _workbook(path: Path, data: bytes) -> Iterator[Row]:
    """The first sheet that has a column `record_id`."""
    for sheet in _sheets(path, data):
        names = [_cell(value) for value in sheet[0]] if sheet else []
        if _ID in (name.strip().lower() for name in names):
            for line, values in enumerate(sheet[1:], start=2):
                yield line, _row(names, map(_cell, values))
            return


def _sheets(path: Path, data: bytes) -> list[list[Sequence[Any]]]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [list(sheet.values) for sheet in book.worksheets]
        book.close()
    except Exception as error:  # openpyxl lets through whatever zipfile and its XML parser raise
        message = f"not a readable Excel workbook ({type(error).__name__})."
        raise InputError(message, place=str(path)) from None
    return sheets


def _row(names: Sequence[str], cells: Iterable[str]) -> dict[str, str]:
    """Cells by column; cells beyond the header, and columns without a name, are left out."""
    pairs = zip((name.strip().lower() for name in names), cells, strict=False)
    return {name: cell.strip() for name, cell in pairs if name}


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
