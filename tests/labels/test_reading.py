"""Labels are read as people write them, and a mistake is named with its line."""

import json
from pathlib import Path

import pandas as pd
import pytest

from feedback_miner.errors import InputError
from feedback_miner.labels import read_labels


def pairs(path: Path, taxonomy) -> list[tuple[str, str | None]]:
    labels = read_labels(path, taxonomy).labels
    said = [None if pd.isna(each) else each for each in labels.touchpoint]
    return list(zip(labels.record_id, said, strict=True))


def test_a_row_is_a_pair_and_an_empty_touchpoint_says_none(write, taxonomy) -> None:
    path = write("l.csv", "record_id,touchpoint,polarity\na,tickets,negative\na,guides,\nb,,\n")
    assert pairs(path, taxonomy) == [("a", "guides"), ("a", "tickets"), ("b", None)]
    assert read_labels(path, taxonomy).labels.polarity.dropna().tolist() == ["negative"]


def test_json_lines_say_the_same(write, taxonomy) -> None:
    rows = [
        {"record_id": "a", "touchpoint": "tickets"},
        {"record_id": 7, "touchpoint": ""},
        {"record_id": "c", "touchpoint": None, "labeller": "Ann"},
    ]
    path = write("l.jsonl", "\n".join(map(json.dumps, rows)))
    assert pairs(path, taxonomy) == [("7", None), ("a", "tickets"), ("c", None)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_as_spreadsheets_write_it(write, taxonomy, delimiter: str, encoding: str) -> None:
    header, row = ("Record_ID", "Touchpoint", "Labeller"), ("a", "museum café", "Zoë")
    path = write("l.csv", "\r\n".join(delimiter.join(cells) for cells in (header, row)), encoding)
    assert pairs(path, taxonomy) == [("a", "cafe")]
    assert list(read_labels(path, taxonomy).labels.labeller) == ["Zoë"]


def test_a_question_mark_says_nothing(write, taxonomy) -> None:
    path = write("l.csv", "record_id,touchpoint,touchpoint_2\na,?,\nb,none,\nc,?,cafe\nd,,guides\n")
    assert pairs(path, taxonomy) == [("b", None), ("c", "cafe"), ("d", "guides")]
    assert read_labels(path, taxonomy).unlabelled == 1


def test_who_names_a_touchpoint_does_not_say_that_there_is_none(write, taxonomy) -> None:
    path = write("l.csv", "record_id,touchpoint,labeller\na,,Ann\na,cafe,Ann\na,none,Ben\na,cafe,Ann\n")
    labels = read_labels(path, taxonomy).labels
    assert list(labels.labeller) == ["Ann", "Ben"]
    assert list(labels.touchpoint.isna()) == [False, True]


def test_rows_in_any_order_are_the_same_labels(write, taxonomy) -> None:
    lines = ["a,tickets,positive", "a,cafe,", "b,,", "b,guides,mixed"]
    one = read_labels(write("1.csv", "\n".join(["record_id,touchpoint,polarity", *lines])), taxonomy)
    two = read_labels(write("2.csv", "\n".join(["record_id,touchpoint,polarity", *lines[::-1]])), taxonomy)
    pd.testing.assert_frame_equal(one.labels, two.labels)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "l.csv",
            "record_id,touchpoint\na,cafe\nb,ticket\n",
            "l.csv:3: no touchpoint 'ticket' in the taxonomy.",
        ),
        ("l.csv", "record_id,touchpoint\na,ticket\n", "Did you mean 'tickets'?"),
        ("l.csv", "record_id,touchpoint\na,xyz\n", "There are: cafe, guides, tickets."),
        ("l.csv", "record_id,touchpoint,polarity\na,cafe,negativ\n", "Did you mean 'negative'?"),
        ("l.csv", "record_id,touchpoint,drawn\na,cafe,lottery\n", "l.csv:2: 'lottery' is no drawn."),
        ("l.csv", "record_id,touchpoint\n,cafe\n", "l.csv:2: no record_id."),
        ("l.csv", "id,touchpoint\na,cafe\n", "has no column 'record_id'"),
        ("l.csv", "", "has no column 'record_id'"),
        ("l.csv", 'record_id,touchpoint\n"a\n\nb",cafe\nc,ticket\n', "l.csv:5: "),
        ("l.jsonl", '{"record_id": "a"}\n{"record_id"\n', "l.jsonl:2: not valid JSON"),
        ("l.jsonl", '["a"]\n', "l.jsonl:1: not a JSON object"),
        ("l.xlsx", "PK nothing", "not a readable Excel workbook"),
        ("l.txt", "a", "labels of type '.txt' cannot be read. Readable: .csv, .jsonl, .xlsx."),
    ],
)
def test_a_mistake_is_named_with_its_line(write, taxonomy, name: str, text: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        read_labels(write(name, text), taxonomy)
    assert message in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path, taxonomy) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_labels(tmp_path / "l.csv", taxonomy)


def test_records_that_are_not_there_are_counted(write, taxonomy) -> None:
    file = read_labels(write("l.csv", "record_id,touchpoint\na,cafe\nb,\nz,cafe\n"), taxonomy)
    assert (file.records, file.unknown(["a", "b", "c"])) == (3, 1)
    assert file.facts(["a", "b"])["unknown_records"] == 1
