"""The same table comes out whatever file it lay in."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_miner.config import IngestConfig
from feedback_miner.errors import FeedbackMinerError, InputError
from feedback_miner.ingest import ingest
from feedback_miner.ingest.readers import READERS, reader_for

ROWS = [
    {
        "id": "007",
        "date": "2024-05-03",
        "rating": "4",
        "comment": "Café fermé, dommage\nvraiment",
        "shop": "Nord",
    },
    {
        "id": "008",
        "date": "2024-05-04",
        "rating": "1",
        "comment": 'They said "tomorrow"; it was a lie',
        "shop": "Sud",
    },
    {
        "id": "009",
        "date": "2024-05-05",
        "rating": "5",
        "comment": "Très bien, merci à l'équipe",
        "shop": "Nord",
    },
]
FRAME = pd.DataFrame(ROWS)


def texts(path: Path) -> dict[str, str]:
    records = ingest([path], IngestConfig()).records
    assert list(records.rating) == [0.75, 0.0, 1.0]
    assert list(records.created_at.dt.day) == [3, 4, 5]
    return dict(zip(records.record_id, records.text, strict=True))


EXPECTED = {row["id"]: row["comment"] for row in ROWS}


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [
        ("utf-8", ","),
        ("utf-8-sig", ";"),
        ("utf-16", "\t"),
        ("utf-16-le", ","),
        ("cp1252", ";"),
        ("latin-1", "|"),
    ],
)
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(FRAME.to_csv(index=False, sep=delimiter).encode(encoding))
    assert texts(path) == EXPECTED


@pytest.mark.parametrize("suffix", [".csv", ".json", ".jsonl", ".parquet", ".xlsx"])
@pytest.mark.parametrize("packed", [False, True])
def test_formats(tmp_path: Path, suffix: str, packed: bool) -> None:
    path = tmp_path / f"export{suffix}"
    match suffix:
        case ".csv":
            FRAME.to_csv(path, index=False)
        case ".json":
            path.write_text(json.dumps({"count": 3, "reviews": ROWS}))
        case ".jsonl":
            path.write_text("\n".join(json.dumps(row) for row in ROWS))
        case ".parquet":
            FRAME.to_parquet(path)
        case ".xlsx":
            FRAME.to_excel(path, index=False)
    if packed:
        path = path.rename(path.with_suffix(suffix + ".raw"))
        packed_path = tmp_path / f"packed{suffix}.gz"
        packed_path.write_bytes(gzip.compress(path.read_bytes()))
        path = packed_path
    assert texts(path) == EXPECTED


def test_excel_skips_titles_and_names_the_other_sheets(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    with pd.ExcelWriter(path) as book:
        pd.DataFrame({"Cover": ["Quarterly report"]}).iloc[:0].to_excel(book, sheet_name="Cover", index=False)
        dated = FRAME.assign(date=pd.to_datetime(FRAME.date), rating=FRAME.rating.astype(int))
        dated.to_excel(book, sheet_name="Answers", index=False, startrow=2)
        FRAME.to_excel(book, sheet_name="Copy", index=False)
    source = ingest([path], IngestConfig()).sources[0]
    assert (source.sheet, source.records) == ("Answers", 3)
    assert "'Copy'" in source.notes[0]
    assert texts(path) == EXPECTED


QUALTRICS = """RecordedDate,ResponseId,Status,Q1,Q2,Q3
Recorded Date,Response ID,Response Type,How likely are you to recommend us?,"What is the main
reason for your score?",What do you dislike about us?
"{""ImportId"":""recordedDate"",""timeZone"":""America/Denver""}","{""ImportId"":""_recordId""}","""
QUALTRICS += """"{""ImportId"":""status""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2_TEXT""}","""
QUALTRICS += """"{""ImportId"":""QID3_TEXT""}"
2024-03-01 09:05:00,R_1,IP Address,9,Fast,Too many mails
2024-03-02 09:05:00,R_2,IP Address,2,The courier never rang,
2024-03-02 09:05:00,R_3,Survey Preview,10,test test,test
"""


def test_three_header_rows_of_qualtrics(read) -> None:
    ingested = read(QUALTRICS)
    records = ingested.records.set_index("record_id")
    assert ingested.sources[0].header_rows == 3
    assert list(records.index) == ["R_1:Q2", "R_1:Q3", "R_2:Q2"]
    assert records.question["R_1:Q2"] == "What is the main reason for your score?"
    assert records.prior_polarity["R_1:Q3"] == "negative"
    assert records.created_at["R_1:Q2"] == pd.Timestamp("2024-03-01 16:05", tz="UTC"), (
        "Denver time, as its header says"
    )
    assert set(records.respondent_id) == {"R_1", "R_2"}
    assert ingested.sources[0].rejects == {"empty text": 1, "test or preview": 2}


SURVEY_MONKEY = """Respondent ID,Start Date,What do you like most?,Which did you use?,,,Would you recommend?
,,Open-Ended Response,Website,App,Other (please specify),Response
11000001,03/14/2024 08:07:01 AM,The staff,Website,,kiosk,9
11000002,03/15/2024 01:30:00 PM,Nothing,,App,,3
"""


def test_two_header_rows_of_surveymonkey(read) -> None:
    ingested = read(SURVEY_MONKEY)
    records = ingested.records.set_index("text")
    assert ingested.sources[0].header_rows == 2
    assert records.question["kiosk"] == "Which did you use? - Other (please specify)"
    assert records.prior_polarity["The staff"] == "positive"
    assert records.rating["kiosk"] == 0.9
    assert records.created_at["kiosk"].hour == 8


def test_a_report_footer_is_not_data(read) -> None:
    body = "Case Number,Subject,Case Origin\n00012,Parcel lost,Mail\n00013,Cannot log in,Web\n"
    ingested = read(body + '\n\n"Open cases"\n"Copyright (c) 2026"\n')
    assert ingested.sources[0].rejects == {"footer": 2}
    assert list(ingested.records.record_id) == ["00012", "00013"]


def test_ragged_rows_are_rejects(read) -> None:
    ingested = read("id,comment,shop\n1,Good coffee,A\n2,Cold\n3,Slow,B,C,D\n4,Warm welcome,B,,\n")
    assert ingested.sources[0].rejects == {"too few cells": 1, "too many cells": 1}
    assert list(ingested.records.row) == [1, 4]


def test_an_unclosed_quote_costs_one_row_not_the_rest_of_the_file(read) -> None:
    rows = "".join(f"{i},Comment number {i} as good as any,x\n" for i in range(50))
    ingested = read('id,comment,shop\n1000,"never closed,x\n' + rows)
    assert ingested.sources[0].rejects == {"unclosed quote": 1}
    assert len(ingested.records) == 50


def test_tab_separated_inches_are_no_quotes(read) -> None:
    ingested = read(
        'review_id\treview_body\tstars\nr1\t"7 inch\tscreen\n'.replace("\tscreen", " screen\t2"), "export.tsv"
    )
    assert list(ingested.records.text) == ['"7 inch screen']


def test_one_text_a_line(read) -> None:
    lines = ["The lift was out of order again, third time", "Friendly, quick, cheap", "Where do I park?"]
    assert sorted(read("\n".join(lines), "notes.txt").records.text) == sorted(lines)


def test_lines_that_are_not_json_are_rejects(read) -> None:
    ingested = read(
        '{"id": 1, "text": "Lovely place"}\nnot json\n[1]\n{"id": 2, "text": "Cold soup"}\n', "x.jsonl"
    )
    assert ingested.sources[0].rejects == {"not a JSON object": 2}


def test_nested_keys_and_tagged_lists(read) -> None:
    review = {
        "reviewId": "a1",
        "comments": [
            {
                "userComment": {
                    "text": "Crashes daily",
                    "starRating": 1,
                    "lastModified": {"seconds": "1763100000"},
                }
            },
            {"developerComment": {"text": "Sorry to hear that, please write to us"}},
        ],
        "tags": ["crash", "login"],
        "history": [{"note": "an agent's words"}, {"note": "more"}],
    }
    ingested = read(json.dumps({"reviews": [review]}), "reviews.json")
    assert list(ingested.records.text) == ["Crashes daily"]
    assert ingested.records.rating[0] == 0
    assert ingested.sources[0].notes == ("lists of objects are not read: history",)


def test_repeated_headers_get_numbers(read) -> None:
    found = read("id,Description,Label,Label\n1,Printer on fire,a,b\n2,Printer off,b,c\n").sources[0].columns
    assert {"Label", "Label (2)"} <= {*found.unused, *(each.name for each in found.segments)}


def test_limits_hold_for_packed_files_too(tmp_path: Path) -> None:
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(b"id,comment\n" + b"1,aaaaaaaaaa\n" * 200_000))
    with pytest.raises(InputError, match="limit of 1 MB"):
        ingest([path], IngestConfig(max_file_mb=1))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("mail.eml", b"Subject: hi", "Readable: .csv"),
        ("empty.csv", b"", "holds no rows"),
        ("header.csv", b"id,comment\n", "holds no rows of data"),
        ("scalar.json", b"3", "holds no JSON object"),
        ("cut.csv.gz", b"\x1f\x8b\x08\x00junk", "not a whole gzip file"),
        ("book.xlsx", b"PK\x03\x04junk", "not a readable Excel workbook"),
        ("table.parquet", b"PAR1junkPAR1", "not a readable Parquet file"),
        ("image.csv", bytes(range(256)) * 9, "not text"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        ingest([path], IngestConfig())
    assert name in str(caught.value)


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=300), suffix=st.sampled_from(list(READERS)))
def test_readers_raise_nothing_but_our_errors(data: bytes, suffix: str) -> None:
    try:
        sheet = reader_for(suffix)(data)
    except FeedbackMinerError:
        return
    assert (sheet.cells.dtypes == "str").all()
