"""Ids follow the content: the same row has the same id tomorrow, in any order, beside any other file."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedback_miner.config import IngestConfig
from feedback_miner.ingest import ingest


def test_leading_zeros_and_long_numbers_are_kept(read) -> None:
    ingested = read("ticket id,comment\n000123,Lost my parcel\n12390574951000000001,Still waiting\n")
    assert list(ingested.records.record_id) == ["000123", "12390574951000000001"]


def test_rows_without_id_are_named_by_their_content(read) -> None:
    one = read("comment,shop\nLost my parcel,A\nLost my parcel,A\nLost my parcel,B\n").records
    other = read("shop,comment\nB,Lost my parcel\nA,Lost my parcel\nA,Lost my parcel\n").records
    assert list(one.record_id) == list(other.record_id)
    assert sorted(len(each) for each in one.record_id) == [12, 12, 14]


def test_the_same_row_twice_is_one_record(read) -> None:
    ingested = read("id,comment\n1,Lost my parcel\n1,Lost my parcel\n2,Fine\n")
    assert list(ingested.records.record_id) == ["1", "2"]
    assert ingested.sources[0].rejects == {"repeated row": 1}


@pytest.mark.parametrize(
    "rows", [["1,Late again", "1,Lost again", "2,x y"], ["1,Lost again", "2,x y", "1,Late again"]]
)
def test_an_id_used_for_two_things_is_told_apart_whatever_the_order(read, rows: list[str]) -> None:
    records = read("\n".join(["id,comment", *rows]), id="id").records
    found = dict(zip(records.text, records.record_id, strict=True))
    assert found["x y"] == "2"
    assert found["Late again"] != found["Lost again"]
    assert found["Late again"].startswith("1-")
    assert found == dict(sorted(found.items(), key=lambda item: item[1]))


def test_ids_of_two_sources_do_not_mix(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,comment\n1,Lost my parcel\n2,Fine by me\n")
    (tmp_path / "b.csv").write_text("id,comment\n1,Nice staff\n3,Closed early\n")
    records = ingest([tmp_path], IngestConfig()).records
    assert list(records.record_id) == ["2", "3", "a.csv:1", "b.csv:1"]
    assert list(records.respondent_id) == ["2", "3", "a.csv:1", "b.csv:1"]


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder in ("may", "june"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.csv").write_text(f"id,comment\n{folder},Lost my parcel\n")
    sources = ingest([tmp_path], IngestConfig()).sources
    assert [source.name for source in sources] == ["june/x.csv", "may/x.csv"]


def test_the_digest_is_of_the_file_on_disk(read) -> None:
    source = read("id,comment\n1,Lost my parcel\n").sources[0]
    assert len(source.sha256) == 64
    assert source.sha256 == read("id,comment\n1,Lost my parcel\n", "copy.csv").sources[0].sha256
