"""What `label`, `evaluate` and `--labels` say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from feedback_miner.pipeline import tag_exports

pytestmark = pytest.mark.usefixtures("without_model")
LABELS = """\
record_id,touchpoint,polarity
1,delivery,negative
2,delivery,negative
3,checkout,
4,none,
99,delivery,
"""


@pytest.fixture
def run(complaints: Path, tmp_path: Path) -> Path:
    return tag_exports(complaints, tmp_path / "run").path


@pytest.fixture
def labels(run: Path, tmp_path: Path) -> Path:
    path = tmp_path / "labels.csv"
    path.write_text(LABELS)
    return path


def test_label_says_what_it_drew_and_where_it_lies(call, run: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.xlsx"
    said = call("label", run, "-o", sheet, "--size", 3)
    assert said.code == 0
    assert said.out == f"3 records: 2 random, 1 uncertain, 0 diverse\n{sheet}\n"
    again = call("label", run, "-o", sheet)
    assert again.code == 2
    assert "Choose another name with -o" in again.err


def test_evaluate_shows_the_figures_and_what_they_rest_on(call, run: Path, labels: Path) -> None:
    said = call("evaluate", run, "--labels", labels)
    assert said.code == 0
    assert said.out.startswith("4 labelled records of 4 respondents\n")
    for part in (
        "The labels do not say how their records were drawn",
        "Warning: 1 labelled records are not in this run.",
        "Warning: fewer than 30 records",
        "all (micro)",
        "90 % interval",
        "Polarity, macro F1: ",
        ", 2 pairs",
        "Krippendorff's alpha: not labelled",
    ):
        assert part in said.out


def test_evaluate_speaks_json(call, run: Path, labels: Path) -> None:
    found = json.loads(call("evaluate", run, "--labels", labels, "--json").out)
    assert found["basis"]["unknown"] == 1
    assert found["touchpoints"]["delivery"]["recall"]["value"] == 1


def test_labels_that_cannot_be_read_are_input_rejected(call, run: Path, labels: Path) -> None:
    labels.write_text("record_id,touchpoint\n1,delivry\n")
    said = call("evaluate", run, "--labels", labels)
    assert said.code == 3
    assert f"{labels}:2: no touchpoint 'delivry' in the taxonomy. Did you mean 'delivery'?" in said.err


def test_too_few_labels_are_said_to_be_too_few(call, complaints: Path, labels: Path, tmp_path: Path) -> None:
    for command, folder in (("tag", "tagged"), ("mine", "mined")):
        said = call(command, complaints, "-o", tmp_path / folder, "--quiet", "--labels", labels)
        assert said.code == 0
        assert "Warning: 1 labelled records are not among these records." in said.out
        assert "4 labelled records were too few to learn from" in said.out
