"""The sheet that people fill in: as CSV, or as an Excel workbook with drop-downs and an explanation."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from feedback_miner.errors import InputError, UsageError
from feedback_miner.labels.read import NONE, UNLABELLED
from feedback_miner.spreadsheets import spreadsheet_cell
from feedback_miner.tables import POLARITIES
from feedback_miner.taxonomy import Taxonomy

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

PAIRS = 4
"""Touchpoints that one row has room for."""
GIVEN = ("record_id", "drawn", "inclusion", "question", "text")
FILLED_IN = (
    "touchpoint",
    "polarity",
    *(f"{column}_{number}" for number in range(2, PAIRS + 1) for column in ("touchpoint", "polarity")),
    "labeller",
)
_LONGEST = 32_000  # Excel's limit for a cell is 32,767
_CREATED = datetime(2000, 1, 1)  # the same sheet is the same file
_WIDTHS = {"text": 80, "question": 24, "description": 60, "examples": 60, "keywords": 60}
_EXPLAINED = ("touchpoint", "name", "stages", "description", "examples", "keywords")
_MARKS = (
    (UNLABELLED, "Not labelled yet. A row that keeps it says nothing."),
    (NONE, "The record speaks of none of the touchpoints."),
)


def write_sheet(path: Path, sample: pd.DataFrame, records: pd.DataFrame, taxonomy: Taxonomy) -> None:
    """Write the records of a sample with their texts, ready to be filled in and read back by `read_labels`.

    Args:
        path: Where; `.csv` or `.xlsx`. It must not exist: people's work is never overwritten.
        sample: What `draw_sample` drew.
        records: The records, with `text` and `question`.
        taxonomy: The touchpoints to choose from.

    Raises:
        UsageError: If the file exists, or is of another type.
        InputError: If it cannot be written.
    """
    writers = {".csv": _write_csv, ".xlsx": _write_workbook}
    if path.suffix.lower() not in writers:
        raise UsageError(f"'{path.name}' is neither .csv nor .xlsx.", hint="Name the sheet with -o.")
    if path.exists():
        raise UsageError(
            "there is something here already.", place=str(path), hint="Choose another name with -o."
        )
    try:
        writers[path.suffix.lower()](path, _rows(sample, records), taxonomy)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}.", place=str(path)) from None


def _rows(sample: pd.DataFrame, records: pd.DataFrame) -> list[list[str]]:
    table = sample.merge(records[["record_id", "question", "text"]], on="record_id", how="left")
    inclusion = ["" if np.isnan(each) else f"{each:.6g}" for each in table.inclusion]
    table = table.assign(inclusion=inclusion, question=table.question.fillna(""))
    blank = [UNLABELLED, *[""] * (len(FILLED_IN) - 1)]
    given = zip(*(table[column] for column in GIVEN), strict=True)
    return [[*(str(cell)[:_LONGEST] for cell in cells), *blank] for cells in given]


def _write_csv(path: Path, rows: Sequence[Sequence[str]], taxonomy: Taxonomy) -> None:  # noqa: ARG001
    with path.open("x", encoding="utf-8-sig", newline="") as file:  # with the mark Excel knows UTF-8 by
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([*GIVEN, *FILLED_IN])
        writer.writerows([[spreadsheet_cell(cell) for cell in row] for row in rows])


def _write_workbook(path: Path, rows: Sequence[Sequence[str]], taxonomy: Taxonomy) -> None:
    from xlsxwriter import Workbook

    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(str(path), plain) as book:
        labels, touchpoints = book.add_worksheet("Labels"), book.add_worksheet("Touchpoints")
        book.set_properties({"created": _CREATED})
        _fill(book, labels, [*GIVEN, *FILLED_IN], rows, len(GIVEN))
        explained = _explanations(taxonomy)
        _fill(book, touchpoints, _EXPLAINED, explained, len(_EXPLAINED))
        for column, name in enumerate([*GIVEN, *FILLED_IN]):
            if name.startswith("touchpoint"):
                choices: str | list[str] = f"=Touchpoints!$A$2:$A${len(explained) + 1}"
            elif name.startswith("polarity"):
                choices = list(POLARITIES)
            else:
                continue
            rule = {"validate": "list", "source": choices, "error_message": "Choose from the list."}
            labels.data_validation(1, column, max(len(rows), 1), column, rule)


def _fill(
    book: Workbook, sheet: Worksheet, names: Sequence[str], rows: Sequence[Sequence[str]], fixed: int
) -> None:
    """Header and rows; the header stays in sight, and columns to be filled in, after `fixed`, stand out."""
    header = book.add_format({"bold": True, "bottom": 1})
    given = book.add_format({"text_wrap": True, "valign": "top"})
    filled_in = book.add_format({"valign": "top", "bg_color": "#FFF8DC"})
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, header)
        sheet.set_column(column, column, _WIDTHS.get(name, 18))
    for line, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            sheet.write_string(line, column, cell, given if column < fixed else filled_in)
    sheet.freeze_panes(1, 1)


def _explanations(taxonomy: Taxonomy) -> list[list[str]]:
    """What may be chosen, and what it means."""
    names = {stage.id: stage.name for stage in taxonomy.stages}
    marks = [[mark, "", "", meaning, "", ""] for mark, meaning in _MARKS]
    return marks + [
        [
            touchpoint.id,
            touchpoint.name,
            ", ".join(names[stage] for stage in touchpoint.stages),
            touchpoint.description,
            "\n".join(touchpoint.examples),
            ", ".join(touchpoint.keywords),
        ]
        for touchpoint in taxonomy.touchpoints
    ]
