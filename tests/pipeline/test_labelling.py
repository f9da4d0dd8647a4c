"""The whole circle: a run, a sheet, labels, a run that learned from them, and its accuracy."""

import csv
import json
from pathlib import Path

import pytest

from feedback_miner.errors import InputError, RunError, UsageError
from feedback_miner.labelling import evaluate_run, label
from feedback_miner.pipeline import mine, tag_exports
from feedback_miner.runs import load_run

pytestmark = pytest.mark.usefixtures("without_model")
SAID = {
    "delivery": "My box came with a dent",
    "checkout": "I could not pay for the basket",
    "": "Hello there",
}


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """60 answers; two in three speak of something without naming it."""
    path = tmp_path / "answers.csv"
    rows = [(number, f"{text} {number}") for number in range(20) for text in SAID.values()]
    lines = [f'{place},"{text}"' for place, (_, text) in enumerate(rows)]
    path.write_text("\n".join(["id,comment", *lines]), encoding="utf-8")
    return path


def fill_in(sheet: Path, known: dict[str, str]) -> None:
    """Give the answers that the texts were made from."""
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["touchpoint"] = next(each for each, text in known.items() if row["text"].startswith(text))
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def labels(export: Path, tmp_path: Path) -> Path:
    tag_exports(export, tmp_path / "first")
    label(tmp_path / "first", tmp_path / "sheet.csv", size=50)
    fill_in(tmp_path / "sheet.csv", SAID)
    return tmp_path / "sheet.csv"


def test_a_run_learns_and_says_so(export: Path, labels: Path, tmp_path: Path) -> None:
    before = evaluate_run(tmp_path / "first", labels)
    run = tag_exports(export, tmp_path / "second", labels=labels)
    facts = run.manifest["labels"]
    assert facts["learned_from"] == facts["labelled_records"] == 50
    assert run.manifest["digests"]["labels"] == facts["sha256"]
    assert len(run.labels) == 50
    after = evaluate_run(run, labels)
    assert after.basis.out_of_fold == after.basis.records == 25
    assert after.basis.not_random == 25
    assert after.micro.f1.value > before.micro.f1.value


def test_without_labels_nothing_is_said_of_them(export: Path, tmp_path: Path) -> None:
    run = tag_exports(export, tmp_path / "run")
    assert run.manifest["labels"] is None
    assert run.manifest["digests"]["labels"] is None
    assert run.labels is None
    assert run.out_of_fold is None


def test_mine_learns_as_tag_does(export: Path, labels: Path, tmp_path: Path) -> None:
    mined = mine(export, tmp_path / "mined", labels=labels)
    tagged = tag_exports(export, tmp_path / "tagged", labels=labels)
    assert mined.tags.equals(tagged.tags)
    assert mined.out_of_fold.equals(tagged.out_of_fold)
    assert mined.manifest["counts"]["labels"] == len(mined.labels)


def test_the_order_of_the_labels_does_not_matter(export: Path, labels: Path, tmp_path: Path) -> None:
    head, *rows = labels.read_text(encoding="utf-8").splitlines()
    turned = tmp_path / "turned.csv"
    turned.write_text("\n".join([head, *rows[::-1]]), encoding="utf-8")
    one = tag_exports(export, tmp_path / "one", labels=labels)
    two = tag_exports(export, tmp_path / "two", labels=turned)
    assert one.tags.equals(two.tags)


def test_a_wrong_label_stops_the_run_before_it_begins(export: Path, tmp_path: Path) -> None:
    labels = tmp_path / "labels.csv"
    labels.write_text("record_id,touchpoint\n1,delivry\n")
    with pytest.raises(InputError, match="Did you mean 'delivery'"):
        mine(export, tmp_path / "run", labels=labels)
    assert not (tmp_path / "run").exists()


def test_a_sheet_needs_a_run_and_a_size(export: Path, tmp_path: Path) -> None:
    with pytest.raises(RunError, match="not a run folder"):
        label(tmp_path, tmp_path / "sheet.csv")
    tag_exports(export, tmp_path / "run")
    with pytest.raises(UsageError, match="0 records cannot be drawn"):
        label(load_run(tmp_path / "run"), tmp_path / "sheet.csv", size=0)


def test_the_figures_are_written_as_json(export: Path, labels: Path, tmp_path: Path) -> None:
    found = json.loads(json.dumps(evaluate_run(tmp_path / "first", labels).as_dict, allow_nan=False))
    assert set(found) == {
        *("basis", "level", "micro", "macro", "touchpoints"),
        *("confusion", "calibration", "polarity", "agreement"),
    }
