"""The lists for spreadsheets, wikis and programs agree with the tables."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from feedback_miner.config import ReportConfig
from feedback_miner.report import write_reports
from feedback_miner.report.write import CSV_FILES
from feedback_miner.tables import Mined
from feedback_miner.taxonomy import Taxonomy


@pytest.fixture(scope="module")
def folder(
    tmp_path_factory: pytest.TempPathFactory, mined: Mined, taxonomy: Taxonomy, facts: dict[str, Any]
) -> Path:
    folder = tmp_path_factory.mktemp("run")
    paths = write_reports(folder, mined, taxonomy, facts, ReportConfig())
    assert sorted(paths) == sorted(folder.iterdir())
    return folder


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("kind", CSV_FILES)
def test_a_csv_list_holds_the_table_s_figures(folder: Path, mined: Mined, kind: str) -> None:
    rows = {row["insight_id"]: row for row in read_rows(folder / CSV_FILES[kind])}
    table = mined.insights[mined.insights.kind == kind]
    assert set(rows) == set(table.insight_id)
    for row in table.itertuples():
        written = rows[row.insight_id]
        assert float(written["score"]) == row.score
        assert int(written["respondents"]) == row.respondents
        assert int(written["rank_high"]) == row.rank_high


def test_csv_opens_in_excel_and_runs_no_formula(folder: Path) -> None:
    path = folder / CSV_FILES["pain"]
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    quotes = [row["quote"] for row in read_rows(path)]
    assert any(quote.startswith("'=HYPERLINK") for quote in quotes)
    assert not any(quote.startswith(("=", "+", "-", "@")) for quote in quotes)


def test_touchpoints_come_before_their_parts(folder: Path) -> None:
    rows = read_rows(folder / CSV_FILES["pain"])
    levels = [row["level"] for row in rows]
    assert levels == sorted(levels)
    ranks = [int(row["rank"]) for row in rows if row["level"] == "touchpoint"]
    assert ranks == list(range(1, len(ranks) + 1))


def test_json_round_trips_with_quotes_in_their_place(folder: Path, mined: Mined) -> None:
    data = json.loads((folder / "insights.json").read_text(encoding="utf-8"))
    assert data["schema_version"] == "1"
    assert [i["score"] for i in data["insights"]] == mined.insights.sort_values(
        ["kind", "rank", "insight_id"]
    ).score.tolist()
    texts = mined.records.set_index("record_id").text
    quotes = [quote for insight in data["insights"] for quote in insight["quotes"]]
    assert quotes
    for quote in quotes:
        assert texts[quote["record_id"]][quote["start"] : quote["end"]] == quote["text"]
        assert quote["source"]
        assert quote["evidence"]


def test_markdown_is_short_and_runs_nothing(folder: Path) -> None:
    text = (folder / "report.md").read_text(encoding="utf-8")
    assert "Checkout" in text
    assert "<" not in text
    assert "](" not in text
    assert "://" not in text


def test_only_the_formats_asked_for_are_written(tmp_path: Path, mined: Mined, taxonomy: Taxonomy) -> None:
    paths = write_reports(tmp_path, mined, taxonomy, {}, ReportConfig(formats=["json"]))
    assert [path.name for path in paths] == ["insights.json"]


def test_the_same_tables_in_any_order_give_the_same_files(
    tmp_path: Path, mined: Mined, taxonomy: Taxonomy, facts: dict[str, Any], folder: Path
) -> None:
    others = {name: table for name, table in mined.tables.items() if name != "mentions"}
    shuffled = {name: table.sample(frac=1, random_state=1) for name, table in others.items()}
    again = Mined(mentions=mined.mentions, vectors=mined.vectors, **shuffled)
    for path in write_reports(tmp_path, again, taxonomy, facts, ReportConfig()):
        assert path.read_bytes() == (folder / path.name).read_bytes()


def test_empty_runs_write_every_file(tmp_path: Path, empty_mined: Mined, taxonomy: Taxonomy) -> None:
    paths = write_reports(tmp_path, empty_mined, taxonomy, {}, ReportConfig())
    assert len(paths) == 6
    assert json.loads((tmp_path / "insights.json").read_text(encoding="utf-8"))["insights"] == []
