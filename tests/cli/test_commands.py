"""What each command says, and what it says to a mistake: one line, its place, a way out, no traceback."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from feedback_miner.pipeline import mine, tag_exports

pytestmark = pytest.mark.usefixtures("without_model")
NARROW = "insights: {level: 0.8}\n"


@pytest.fixture
def run(complaints: Path, tmp_path: Path) -> Path:
    return mine(complaints, tmp_path / "run").path


def test_mine_accounts_for_every_row_and_names_the_insights(call, complaints: Path, tmp_path: Path) -> None:
    said = call("mine", complaints, "-o", tmp_path / "run", "--quiet")
    assert said.code == 0
    assert said.out.startswith("5 rows with 5 answers = 4 records + 1 rejects\n1 rejects: 1 empty text\n")
    assert "pain.delivery" in said.out
    assert "What they ask for: nothing found" in said.out
    assert said.out.endswith(f"{tmp_path / 'run' / 'report.html'}\n")
    assert said.err == ""


def test_the_level_of_the_intervals_is_said_as_it_is(call, complaints: Path, tmp_path: Path) -> None:
    config = tmp_path / "own.yaml"
    config.write_text(NARROW)
    run = tmp_path / "run"
    assert "80 % interval" in call("mine", complaints, "-o", run, "--config", config).out
    assert "80 % interval" in call("explain", run, "pain.delivery").out


def test_without_a_terminal_each_step_is_one_line(call, complaints: Path, tmp_path: Path) -> None:
    said = call("tag", complaints, "-o", tmp_path / "run")
    assert said.err == "Reading …\nSplitting …\nEmbedding …\nTagging …\nJudging …\n"


def test_tag_accounts_for_every_row(call, complaints: Path, tmp_path: Path) -> None:
    said = call("tag", complaints, "-o", tmp_path / "run", "--quiet")
    assert said.out.startswith("5 rows with 5 answers = 4 records + 1 rejects\n1 rejects: 1 empty text\n")


def test_explain_without_an_insight_lists_them(call, run: Path) -> None:
    lines = call("explain", run).out.splitlines()
    assert lines[0].split() == ["pain.delivery", "rank", "1", "score", *lines[0].split()[4:]]
    assert lines[0].endswith("Delivery and tracking")
    listed = json.loads(call("explain", run, "--json").out)
    assert [row["insight_id"] for row in listed] == [line.split()[0] for line in lines[:-1]]


def test_an_unknown_insight_gets_the_near_one_and_the_list(call, run: Path) -> None:
    said = call("explain", run, "pain.delivry")
    assert said.code == 2
    assert "Did you mean 'pain.delivery'? All ids: feedback-miner explain" in said.err


def test_inspect_takes_a_folder_file_by_file(call, complaints: Path) -> None:
    (complaints.parent / "more.csv").write_text("id,comment\n1,Too slow for me\n2,Quite nice\n")
    said = call("inspect", complaints.parent)
    assert [line for line in said.out.splitlines() if line.startswith(("more", "reviews"))] == [
        "more.csv: other; csv, utf-8, delimiter ','",
        "reviews.csv: review; csv, utf-8, delimiter ','",
    ]
    assert [each["name"] for each in json.loads(call("inspect", complaints.parent, "--json").out)] == [
        "more.csv",
        "reviews.csv",
    ]


def test_doctor_shows_what_to_copy(call) -> None:
    said = json.loads(call("doctor", "--json").out)
    for path in (said["settings"], *said["taxonomies"].values()):
        assert Path(path).is_file()
        assert path in call("doctor").out


def test_an_option_overrules_the_settings_of_a_file(call, complaints: Path, tmp_path: Path) -> None:
    complaints.write_text(
        "id,who,by,note,comment\n1,ann,ann,Quick,Too slow for me\n2,ben,ann,Nice,Quite nice\n"
    )
    config = tmp_path / "own.yaml"
    config.write_text('ingest: {files: {"*.csv": {text: [note], respondent: who}}}\n')
    arguments = ("inspect", complaints, "--json", "--config", config)
    named = ("--text-column", "comment", "--respondent-column", "by")

    def roles(*options: str) -> dict[str, str]:
        (file,) = json.loads(call(*arguments, *options).out)
        return {each["role"]: each["column"] for each in file["columns"]}

    assert roles().items() >= {"text": "note", "respondent": "who"}.items()
    assert roles(*named).items() >= {"text": "comment", "respondent": "by"}.items()


def make(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("slides.pdf", b"%PDF-1.7", "files of type '.pdf' cannot be read. Readable: .csv"),
        ("empty.csv", b"", "holds no rows"),
        ("header.csv", b"id,comment\n", "holds no rows"),
        ("numbers.csv", b"id,stars\n1,2\n", "no column looks like customer text. Name it with --text-column"),
        ("broken.xlsx", b"PK\x03\x04nothing", "not a readable Excel workbook"),
        ("pdf_in_disguise.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "is a .pdf file, not .csv"),
    ],
)
@pytest.mark.parametrize("command", ["mine", "inspect", "tag"])
def test_a_file_that_cannot_be_read_is_named(
    call, tmp_path: Path, command: str, name: str, content: bytes, message: str
) -> None:
    path = make(tmp_path, name, content)
    output = [] if command == "inspect" else ["-o", tmp_path / "run"]
    said = call(command, path, *output, *([] if command == "inspect" else ["--quiet"]))
    assert said.code == 3
    assert said.err.startswith(f"Error: {path}: ")
    assert message in said.err
    assert not (tmp_path / "run").exists()


def test_a_folder_without_exports_is_named_with_what_could_be_read(call, tmp_path: Path) -> None:
    said = call("mine", tmp_path, "-o", tmp_path / "run", "--quiet")
    assert said.code == 3
    assert f"{tmp_path}: no export to read. Readable: .csv" in said.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_named(call, complaints: Path) -> None:
    complaints.chmod(0)
    said = call("inspect", complaints)
    assert said.code == 3
    assert "Permission denied" in said.err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--taxonomy", "servces"), "Did you mean 'services'?"),
        (("--taxonomy", "no/such.yaml"), "No such file or directory"),
        (("--text-column", "coment"), "Did you mean 'comment'?"),
        (("--taxonmy", "services"), "--taxonomy"),
        (("--config", "."), "is a directory"),
        (("--taxonomy", "."), "Is a directory"),
    ],
)
def test_a_typo_is_answered_with_what_was_meant(
    call, complaints: Path, tmp_path: Path, options: tuple[str, ...], message: str
) -> None:
    said = call("mine", complaints, "-o", tmp_path / "run", "--quiet", *options)
    assert said.code in {2, 3}
    assert message in said.err
    assert not (tmp_path / "run").exists()


def test_a_run_without_insights_says_so(call, complaints: Path, tmp_path: Path) -> None:
    tag_exports(complaints, tmp_path / "tagged")
    said = call("explain", tmp_path / "tagged")
    assert said.code == 2
    assert "this run has no such table. It was made by `tag`" in said.err


def test_a_damaged_table_is_named(call, run: Path) -> None:
    (run / "insights.parquet").write_bytes(b"PAR1 nonsense")
    said = call("explain", run, "pain.delivery")
    assert said.code == 2
    assert f"{run / 'insights.parquet'}: this table is damaged" in said.err


def test_a_bug_says_where_and_nothing_of_the_feedback(call, run: Path, monkeypatch) -> None:
    def fail(*arguments: object) -> None:
        raise ValueError("my parcel never came")

    monkeypatch.setattr("feedback_miner.runs.load_run", fail)
    said = call("explain", run)
    assert said.code == 1
    assert said.err.count("\n") == 1
    assert "ValueError in " in said.err
    assert "parcel" not in said.err
    monkeypatch.setenv("FEEDBACK_MINER_DEBUG", "1")
    with pytest.raises(ValueError, match="parcel"):
        call("explain", run)
