"""The flow hands each step its own settings, and tells how it goes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from feedback_miner.config import Config
from feedback_miner.pipeline import mine, tag_exports
from feedback_miner.runs import load_run

STEPS = ("Reading", "Splitting", "Embedding", "Tagging", "Judging", "Finding topics", "Ranking", "Writing")
pytestmark = pytest.mark.usefixtures("without_model")


class Told:
    """Notes the steps in the order they begin."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    @contextmanager
    def step(self, name: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
        self.steps.append(name)
        yield lambda _units: None


def test_every_step_says_its_name_once(complaints: Path, tmp_path: Path) -> None:
    told = Told()
    mine([complaints], tmp_path / "run", progress=told)
    assert tuple(told.steps) == STEPS


@pytest.mark.parametrize("as_given", [str, Path, lambda path: [path], lambda path: (str(path),)])
def test_exports_are_one_path_or_several(complaints: Path, tmp_path: Path, as_given) -> None:
    assert len(tag_exports(as_given(complaints), str(tmp_path / "run")).records) == 4


def test_the_neutral_band_holds_for_mentions_and_records(complaints: Path, tmp_path: Path) -> None:
    wide = Config().override(sentiment={"neutral_band": 1.0})
    run = tag_exports(complaints, tmp_path / "run", config=wide)
    assert set(run.mentions.polarity) == {"neutral"}
    assert set(run.records.polarity) <= {"neutral", "mixed"}


def test_the_counts_of_a_run_add_up(complaints: Path, tmp_path: Path) -> None:
    counts = mine(complaints, tmp_path / "run").manifest["counts"]
    assert (counts["rows"], counts["answers"], counts["records"], counts["rejects"]) == (5, 5, 4, 1)
    assert counts["reject_reasons"] == {"empty text": 1}


def test_a_run_shows_itself_in_one_line_and_in_a_notebook(complaints: Path, tmp_path: Path) -> None:
    run = mine(complaints, tmp_path / "a<b")
    assert repr(run) == f"Run({run.path}, 4 records, {len(run.insights)} insights)"
    assert "<td>pain.delivery</td>" in run._repr_html_()
    assert "a&lt;b" in run._repr_html_()
    tagged = tag_exports(complaints, tmp_path / "tagged")
    assert repr(tagged) == f"Run({tagged.path}, 4 records)"
    assert "<table" not in tagged._repr_html_()


def test_a_notebook_never_runs_what_a_taxonomy_says(complaints: Path, tmp_path: Path) -> None:
    taxonomy = tmp_path / "own.yaml"
    taxonomy.write_text(
        'version: "1"\nname: Own\nstages: [{id: s, name: S}]\ntouchpoints:\n'
        '  - {id: d, name: "<script>x", stages: [s], kind: human, description: Parcels, keywords: [parcel]}\n'
    )
    shown = mine(complaints, tmp_path / "run", taxonomy=taxonomy)._repr_html_()
    assert "&lt;script&gt;x" in shown
    assert "<script" not in shown


def test_the_level_of_the_intervals_is_that_of_the_run(complaints: Path, tmp_path: Path) -> None:
    mine(complaints, tmp_path / "run", config=Config().override(insights={"level": 0.8}))
    assert load_run(tmp_path / "run").level == 0.8
