"""Every answer is accounted for, whatever the export."""

from __future__ import annotations

import csv
import io
import random
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback_miner.config import Columns, IngestConfig
from feedback_miner.errors import ColumnError, FeedbackMinerError, InputError
from feedback_miner.ingest import Ingested, ingest

SHARED = Path(__file__).parents[3] / "shared"
EXPORTS = sorted(path for path in SHARED.glob("exports/**/*.*") if path.suffix != ".md")
LABELLED = [
    SHARED / "data/permissive/nhs_fft_v6/dev.jsonl.gz",
    SHARED / "data/evaluation_only/skytrax_lounge_seat/dev.jsonl.gz",
    SHARED / "eval/gold/fabsa.jsonl.gz",
]
NOT_READABLE = {"email_ticket.eml": InputError, "surveymonkey_starwars_real.csv": ColumnError}
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/*.*"))


def assert_accounted(ingested: Ingested) -> None:
    for source in ingested.sources:
        assert source.answers == source.records + sum(source.rejects.values())
    assert sum(source.records for source in ingested.sources) == len(ingested.records)
    assert sum(sum(source.rejects.values()) for source in ingested.sources) == len(ingested.rejects)


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.name)
def test_every_sample_export_is_read_and_accounted_for(path: Path) -> None:
    if path.name in NOT_READABLE:
        with pytest.raises(NOT_READABLE[path.name]):
            ingest([path], IngestConfig())
        return
    ingested = ingest([path], IngestConfig())
    assert_accounted(ingested)
    assert len(ingested.records) > 0


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_examples_are_accounted_for(path: Path) -> None:
    if path.suffix in {".csv", ".jsonl"}:
        assert_accounted(ingest([path], IngestConfig()))


@pytest.mark.parametrize("path", LABELLED, ids=lambda path: path.parent.name + path.name)
def test_labelled_sets_keep_their_ids(path: Path) -> None:
    if not path.exists():
        pytest.skip("needs the shared data")
    config = IngestConfig.model_validate({"columns": {"id": "id", "text": ["text"]}})
    ingested = ingest([path], config)
    assert_accounted(ingested)
    ids = set(pd.read_json(path, lines=True, dtype={"id": str}).id)
    assert set(ingested.records.record_id) <= ids
    assert len(ingested.records) + len(ingested.rejects) == len(ids)


SURVEY_ROWS = [
    ["0012", "2024-05-03", "9", "Quick delivery, friendly driver", "", "north"],
    ["0013", "2024-05-04", "2", "Nobody answered my mails", "Answer the phone", "south"],
    ["0013", "2024-05-04", "2", "Nobody answered my mails", "Answer the phone", "south"],
    ["0014", "2024-05-05", "7", "n/a", "More colours please", "north"],
    ["0014", "2024-05-06", "8", "Nice shop", "none", "south"],
    ["", "2024-05-07", "11", "The app signs me out", "12345", "north"],
    ["", "2024-05-07", "11", "The app signs me out", "12345", "north"],
]
SURVEY_HEADER = [
    "id",
    "date",
    "Would you recommend us? (nps)",
    "What was good?",
    "What should we improve?",
    "region",
]


def survey(rows: list[list[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([SURVEY_HEADER, *rows])
    return buffer.getvalue()


@pytest.mark.parametrize("seed", range(5))
def test_row_order_changes_nothing_but_the_row_number(read, seed: int) -> None:
    shuffled = SURVEY_ROWS[:]
    random.Random(seed).shuffle(shuffled)
    one, other = read(survey(SURVEY_ROWS), id="id"), read(survey(shuffled), id="id")
    pd.testing.assert_frame_equal(one.records.drop(columns="row"), other.records.drop(columns="row"))
    pd.testing.assert_frame_equal(one.rejects.drop(columns="row"), other.rejects.drop(columns="row"))


def test_each_reject_has_its_reason(read) -> None:
    ingested = read(survey(SURVEY_ROWS), id="id")
    assert_accounted(ingested)
    assert ingested.sources[0].answers == 14
    assert ingested.sources[0].rejects == {"empty text": 1, "repeated row": 2}


def test_answers_without_content_are_rejected_on_demand(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text(survey(SURVEY_ROWS))
    config = IngestConfig(columns=Columns(id="id"), reject_no_content=True)
    rejects = ingest([path], config).sources[0].rejects
    assert rejects == {"empty text": 1, "no content": 2, "no words": 2, "repeated row": 2}


def test_no_feedback_text_gets_into_the_rejects(read) -> None:
    rejects = read(survey(SURVEY_ROWS), id="id").rejects
    assert not rejects.detail.str.contains("Nobody answered").any()


def test_a_folder_is_read_in_order_and_strange_files_are_named(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv"):
        (tmp_path / name).write_text(survey(SURVEY_ROWS))
    (tmp_path / "notes.docx").write_text("hello")
    ingested = ingest([tmp_path], IngestConfig())
    assert [source.name for source in ingested.sources] == ["a.csv", "b.csv"]
    assert [path.name for path in ingested.skipped] == ["notes.docx"]


def test_a_run_among_the_exports_is_not_read_as_one(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(survey(SURVEY_ROWS))
    run = tmp_path / "run"
    run.mkdir()
    for name in ("manifest.json", "insights.json", "pain_points.csv"):
        (run / name).write_text("{}")
    ingested = ingest([tmp_path], IngestConfig())
    assert [source.name for source in ingested.sources] == ["a.csv"]
    assert len(ingested.skipped) == 3
    with pytest.raises(InputError, match="no export to read"):
        ingest([run], IngestConfig())


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=400),
    suffix=st.sampled_from([".csv", ".json", ".jsonl", ".xlsx", ".parquet", ".csv.gz"]),
)
def test_garbage_raises_nothing_but_our_errors(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"garbage{suffix}"
    path.write_bytes(data)
    with suppress(FeedbackMinerError):
        assert_accounted(ingest([path], IngestConfig()))


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["", "n/a", "5", "2024-01-02", "the parcel was late", "4,5", '"', "a\nb", "true", "a@b.de"]
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=8), seed=st.integers(0, 99)
)
def test_any_table_is_accounted_for_in_any_order(tmp_path: Path, rows: list[list[str]], seed: int) -> None:
    shuffled = rows[:]
    random.Random(seed).shuffle(shuffled)
    results = []
    for order in (rows, shuffled):
        buffer = io.StringIO()
        csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows([["id", "Comment", "Rating", "Segment"], *order])
        path = tmp_path / "table.csv"
        path.write_text(buffer.getvalue(), encoding="utf-8", newline="")
        try:
            results.append(ingest([path], IngestConfig()))
        except InputError:
            results.append(None)
    one, other = results
    if one is None or other is None:
        assert one is other
        return
    assert_accounted(one)
    pd.testing.assert_frame_equal(one.records.drop(columns="row"), other.records.drop(columns="row"))
    pd.testing.assert_frame_equal(one.rejects.drop(columns="row"), other.rejects.drop(columns="row"))
