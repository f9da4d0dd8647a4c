"""Which files a run is written to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from feedback_miner.config import ReportConfig
from feedback_miner.report.csv_lists import csv_list
from feedback_miner.report.html_page import html_page
from feedback_miner.report.json_data import json_data
from feedback_miner.report.markdown_page import markdown_page
from feedback_miner.report.views.page import Page, make_page
from feedback_miner.tables import Mined
from feedback_miner.taxonomy import Taxonomy

CSV_FILES = {"pain": "pain_points.csv", "opportunity": "opportunities.csv", "strength": "strengths.csv"}


def write_reports(
    folder: Path, mined: Mined, taxonomy: Taxonomy, facts: Mapping[str, Any], config: ReportConfig
) -> list[Path]:
    """Write the report files of a run into its folder.

    Args:
        folder: Where to write; files of these names are replaced.
        mined: The tables of the run.
        taxonomy: The taxonomy the run was made with.
        facts: The content of the run's manifest; any key may be missing.
        config: Title, length and formats.

    Returns:
        The files written, in a fixed order.

    Raises:
        TableError: If a quoted mention does not exist or is not a slice of its record.
    """
    page = make_page(mined, taxonomy, facts, config)
    return [path for name in config.formats for path in _WRITERS[name](folder, page, facts)]


def _html(folder: Path, page: Page, _facts: Mapping[str, Any]) -> list[Path]:
    return [_write(folder / "report.html", html_page(page))]


def _csv(folder: Path, page: Page, _facts: Mapping[str, Any]) -> list[Path]:
    return [_write(folder / name, csv_list(page, kind), "utf-8-sig") for kind, name in CSV_FILES.items()]


def _markdown(folder: Path, page: Page, _facts: Mapping[str, Any]) -> list[Path]:
    return [_write(folder / "report.md", markdown_page(page))]


def _json(folder: Path, page: Page, facts: Mapping[str, Any]) -> list[Path]:
    return [_write(folder / "insights.json", json_data(page, facts))]


_WRITERS: dict[str, Callable[[Path, Page, Mapping[str, Any]], list[Path]]] = {
    "html": _html,
    "csv": _csv,
    "markdown": _markdown,
    "json": _json,
}


def _write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_text(text, encoding=encoding, newline="")
    return path
