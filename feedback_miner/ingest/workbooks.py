"""Excel workbooks and Parquet files."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

from feedback_miner.errors import InputError
from feedback_miner.ingest.headers import find_header
from feedback_miner.ingest.json_tables import as_text
from feedback_miner.ingest.sheet import Broken, Layout, Sheet, text_table, unique_headers


def read_excel(data: bytes) -> Sheet:
    """The first sheet of a workbook that holds a table; the others are named in the notes.

    Raises:
        InputError: If it is no workbook, or holds no table.
    """
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = {sheet.title: _filled_rows(sheet.values) for sheet in book.worksheets}
        book.close()
    except Exception as error:  # openpyxl lets through whatever zipfile and its XML parser raise
        raise InputError(f"not a readable Excel workbook ({type(error).__name__}).") from None
    name = next((title for title, rows in sheets.items() if len(rows) > 1), None)
    if name is None:
        raise InputError("the workbook holds no table.")
    others = ", ".join(f"'{title}'" for title, rows in sheets.items() if rows and title != name)
    notes = (f"read sheet '{name}', not {others}",) if others else ()
    return _sheet(sheets[name], name, notes)


def _filled_rows(values: Iterable[Sequence[Any]]) -> list[list[str]]:
    rows = [[_cell(value) for value in row] for row in values]
    return [row for row in rows if any(row)]


def _cell(value: Any) -> str:
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    return as_text(value)


def _sheet(rows: list[list[str]], name: str, notes: tuple[str, ...]) -> Sheet:
    width = max(len(row) for row in rows)
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    header = find_header(rows[:20])
    names = unique_headers(header.names)
    body = list(enumerate(rows[header.start + header.rows :], start=1))
    footer = _footer_start([row for _, row in body], width)
    good = [(number, row) for number, row in body if number < footer]
    broken = tuple(Broken(number, "footer", f"one cell of {width}") for number, _ in body if number >= footer)
    labels, zones, open_ended = header.sheet_parts(names)
    cells = text_table(names, [row for _, row in good], [number for number, _ in good])
    layout = Layout("excel", header_rows=header.rows, sheet=name)
    return Sheet(cells, layout, labels, zones, open_ended, broken, notes)


def _footer_start(rows: list[list[str]], width: int) -> float:
    """The row from which on only the first cell is filled, in a table of four columns or more."""
    if width < 4:
        return float("inf")
    last = next((i for i in range(len(rows), 0, -1) if any(rows[i - 1][1:])), 0)
    return last + 1


def read_parquet(data: bytes) -> Sheet:
    """All columns of a Parquet file; lists are joined, structs flattened.

    Raises:
        InputError: If it is not Parquet.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(pa.BufferReader(data))
        while any(pa.types.is_struct(each.type) for each in table.schema):
            table = table.flatten()
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputError(f"not a readable Parquet file ({type(error).__name__}).") from None
    columns = [[_parquet_cell(value) for value in column.to_pylist()] for column in table.columns]
    rows = list(zip(*columns, strict=True))
    cells = text_table(unique_headers(table.column_names), rows, range(1, len(rows) + 1))
    return Sheet(cells, Layout("parquet"))


def _parquet_cell(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_cell(item) for item in value if not isinstance(item, dict | list))
    return _cell(value)
