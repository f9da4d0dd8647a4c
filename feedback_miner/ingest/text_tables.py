"""CSV, TSV and other delimited text: encoding, delimiter, quoting, footers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from feedback_miner.errors import InputError
from feedback_miner.ingest.encodings import decode
from feedback_miner.ingest.headers import Header, find_header
from feedback_miner.ingest.sheet import Broken, Layout, Sheet, text_table, unique_headers

DELIMITERS = (",", ";", "\t", "|", "^", "~", "\x01")
SNIFFED_LINES = 200
MAX_TORN = 1_000
MIN_SHARE, MIN_SHARE_HEADER = 0.5, 0.3
"""Share of rows as wide as the header for a delimiter to be believed, in general and under a clear header."""
Parsed = list[tuple[int, list[str]]]
"""Rows with the index of the line each begins on."""


def read_text_table(data: bytes) -> Sheet:
    """One table of delimited text.

    Raises:
        InputError: If it holds no row, or no text.
    """
    text, encoding = decode(data)
    lines = list(io.StringIO(text.replace("\0", ""), newline=""))
    delimiter: str | None
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) == 5:
        lines, delimiter = lines[1:], str(lines[0].strip()[-1:])
    else:
        delimiter = _sniff(lines)
    rows, torn = _parse(lines, delimiter)
    filled = [row for _, row in rows if any(cell.strip() for cell in row)]
    if not filled:
        raise InputError("the file holds no rows.")
    header = _header(filled[:20], single=delimiter is None)
    layout = Layout("tsv" if delimiter == "\t" else "csv", encoding, delimiter, header.rows)
    return _sheet(rows, torn, header, layout)


def _sniff(lines: Sequence[str]) -> str | None:
    """The delimiter that cuts most rows into as many cells as the header; None for a single column."""
    found: list[tuple[float, str]] = []
    for delimiter in DELIMITERS:
        rows = [row for _, row in _csv_rows(lines[:SNIFFED_LINES], delimiter) if row]
        usual = max((row for row in rows[:3]), key=len, default=[])
        share = sum(len(row) == len(usual) for row in rows) / max(1, len(rows))
        if len(usual) > 1 and share > (MIN_SHARE_HEADER if _is_header_like(rows[0]) else MIN_SHARE):
            found.append((share + len(usual) / 1_000, delimiter))
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _is_header_like(row: Sequence[str]) -> bool:
    """Three names or more without a space before them, as sentences have after a comma."""
    return len(row) > 2 and all(cell and not cell.startswith(" ") for cell in row)


def _parse(lines: list[str], delimiter: str | None) -> tuple[Parsed, list[int]]:
    if delimiter is None:
        return [
            (i, [line.strip("\r\n").strip('"')] if line.strip() else []) for i, line in enumerate(lines)
        ], []
    if delimiter == "\t":
        plain = list(_csv_rows(lines, delimiter, csv.QUOTE_NONE))
        if _widths(plain) == 1 and _widths(_csv_rows(lines, delimiter)) > 1:
            return plain, []
    return _quoted_rows(lines, delimiter)


def _widths(rows: Iterable[tuple[int, list[str]]]) -> int:
    return len({len(row) for _, row in rows if row})


def _quoted_rows(lines: list[str], delimiter: str) -> tuple[Parsed, list[int]]:
    """Rows, and the lines a quote opens on that is never closed: reading goes on with the line after."""
    rows: Parsed = []
    torn: list[int] = []
    start = 0
    while start < len(lines):
        rows += [(start + i, row) for i, row in _csv_rows(lines[start:], delimiter)]
        first = rows[-1][0]
        if not _unclosed(lines, first, delimiter) or len(torn) >= MAX_TORN:
            break
        rows.pop()
        torn.append(first)
        start = first + 1
    return rows, torn


def _unclosed(lines: Sequence[str], first: int, delimiter: str) -> bool:
    """Whether the last row, from line `first` on, spans lines only because a quote is never closed."""
    if first >= len(lines) - 1:
        return False
    with_closing_quote = [*lines[first:], '"']
    closed = [row for _, row in _csv_rows(with_closing_quote, delimiter)]
    as_it_is = [row for _, row in _csv_rows(lines[first:], delimiter)]
    return len(closed) == len(as_it_is) == 1


def _csv_rows(
    lines: Iterable[str], delimiter: str, quoting: int = csv.QUOTE_MINIMAL
) -> Iterator[tuple[int, list[str]]]:
    with _long_fields():
        reader = csv.reader(lines, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
        begin = 0
        for row in reader:
            yield begin, row
            begin = reader.line_num


@contextmanager
def _long_fields() -> Iterator[None]:
    before = csv.field_size_limit(2**31 - 1)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _header(rows: Sequence[Sequence[str]], *, single: bool) -> Header:
    if single and len(rows[0][0].split()) > 6:
        return Header(["text"], rows=0)
    return find_header(rows)


def _sheet(rows: Parsed, torn: Sequence[int], header: Header, layout: Layout) -> Sheet:
    names = unique_headers(header.names)
    data = [(line, row) for line, row in rows if row][header.start + header.rows :]
    footer = _footer_start(rows, len(names))
    good, numbers, broken = [], [], []
    for number, (line, row) in enumerate(sorted([*data, *((line, []) for line in torn)]), start=1):
        reason = _fault(row, len(names)) if line < footer else "footer"
        if reason:
            detail = f"{len(row)} cells instead of {len(names)}" if row else "the quote is never closed"
            broken.append(Broken(number, reason, detail))
        else:
            good.append(row[: len(names)])
            numbers.append(number)
    labels, zones, open_ended = header.sheet_parts(names)
    return Sheet(text_table(names, good, numbers), layout, labels, zones, open_ended, tuple(broken))


def _fault(row: Sequence[str], width: int) -> str | None:
    if not row:
        return "unclosed quote"
    if len(row) < width:
        return "too few cells"
    return "too many cells" if any(cell.strip() for cell in row[width:]) else None


def _footer_start(rows: Parsed, width: int) -> float:
    """The line a report's footer begins on: one-cell rows to the end of the file, after a blank line."""
    first = float("inf")
    for (_, before), (line, row) in zip(reversed(rows[:-1]), reversed(rows[1:]), strict=True):
        if len(row) > 1 or width == 1:
            break
        if row and not before:
            first = line
    return first
