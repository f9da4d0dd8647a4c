"""`topics`: what it lists, the file it writes to edit them, and what it says to options that do not fit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from feedback_miner.cli.topic_table import WIDTH
from feedback_miner.embedding import Embedder
from feedback_miner.pipeline import mine, tag_exports
from feedback_miner.runs import Run
from feedback_miner.sentiment.judgements import JUDGED_ENCODERS
from feedback_miner.topics.edits import load_edits
from tests.conftest import Hashing, judge_hashed

pytestmark = pytest.mark.usefixtures("without_model")
SUBJECTS = ("the courier lost my parcel again", "the tea tastes great as ever", "the app crashed at checkout")


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export in which people speak of three things; one of them knows how to steer terminals."""
    path = tmp_path_factory.mktemp("export") / "reviews.csv"
    rows = [f"{n},{SUBJECTS[n % 3]} number {chr(97 + n % 26)}x\x1b[31m" for n in range(96)]
    path.write_text("\n".join(["id,comment", *rows]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def run(export: Path) -> Iterator[Run]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(JUDGED_ENCODERS, Hashing.name, judge_hashed)
        patch.setattr("feedback_miner.pipeline.load_embedder", lambda config: Embedder(Hashing()))
        yield mine(export, export.parent / "run")


def test_topics_are_listed_with_their_figures(call, run: Run) -> None:
    said = call("topics", run.path)
    assert said.code == 0
    first, _, *lines = said.out.splitlines()
    topics = run.topics[run.topics.level == "topic"]
    without = run.mentions.topic_id.isna().sum()
    assert first.startswith(f"{len(topics)} topics")
    assert first.endswith(f"; {without} of {len(run.mentions)} mentions have none")
    for topic in topics.itertuples():
        (line,) = [line for line in lines if topic.topic_id in line]
        assert f" {topic.mentions} " in line
        assert len(line) <= WIDTH
    assert "\x1b" not in said.out


def test_topics_speak_json(call, run: Run) -> None:
    said = json.loads(call("topics", run.path, "--json").out)
    assert said["run"] == str(run.path)
    assert said["mentions"] == len(run.mentions)
    assert {row["topic_id"] for row in said["topics"]} == set(run.topics.topic_id)
    for row in said["topics"]:
        assert row["positive"] + row["neutral"] + row["negative"] == pytest.approx(1, abs=1e-5)
        assert row["share"] == pytest.approx(row["mentions"] / said["mentions"], abs=1e-5)


def test_a_run_of_few_mentions_has_none(call, complaints: Path, tmp_path: Path) -> None:
    few = mine(complaints, tmp_path / "few")
    assert (
        call("topics", few.path).out
        == f"0 topics; {len(few.mentions)} of {len(few.mentions)} mentions have none\n"
    )


def test_a_run_without_topics_says_so(call, complaints: Path, tmp_path: Path) -> None:
    tag_exports(complaints, tmp_path / "tagged")
    said = call("topics", tmp_path / "tagged")
    assert said.code == 2
    assert "It was made by `tag`" in said.err


def test_the_file_to_edit_lists_every_topic_and_is_never_overwritten(call, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "topics.yaml"
    said = call("topics", run.path, "--write-edits", path)
    assert said.out == f"{(run.topics.level == 'topic').sum()} topics\n{path}\n"
    assert {edit.id for edit in load_edits(path).topics} == set(run.topics.topic_id)
    path.write_text(path.read_text() + "# mine\n")
    again = call("topics", run.path, "--write-edits", path)
    assert again.code == 2
    assert f"{path}: there is a file here already. Your edits in it are kept" in again.err
    assert path.read_text().endswith("# mine\n")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--edits", __file__), "--edits makes a new run. Say where with -o NEW_RUN."),
        (("--preset", "classic"), "--preset makes a new run"),
        (("-o", "new", "--within", "delivery"), "-o and --within do not go together"),
        (("--write-edits", "x.yaml", "--within", "delivery"), "do not go together. Call the command twice."),
        (("--preset", "clasic"), "'stable', 'classic'"),
    ],
)
def test_options_that_do_not_fit_are_refused(call, run: Run, options: tuple[str, ...], message: str) -> None:
    said = call("topics", run.path, *options)
    assert said.code == 2
    assert message in said.err
    assert said.out == ""


def test_edits_are_applied_in_a_new_run(call, run: Run, tmp_path: Path) -> None:
    path, first = tmp_path / "topics.yaml", run.topics.topic_id[0]
    call("topics", run.path, "--write-edits", path)
    path.write_text(path.read_text().replace(f"- id: {first} ", f"- id: {first}\n    hide: true "))
    said = call("topics", run.path, "-o", tmp_path / "new", "--edits", path, "--quiet")
    assert (said.code, said.err) == (0, "")
    assert first not in said.out
    assert (tmp_path / "new" / "report.html").exists()


def test_mine_takes_an_earlier_run_and_edits(call, run: Run, export: Path, tmp_path: Path) -> None:
    path, first = tmp_path / "topics.yaml", run.topics.topic_id[0]
    path.write_text(f'version: "1"\ntopics:\n  - {{id: {first}, name: Renamed}}\n')
    refused = call("mine", export, "-o", tmp_path / "june", "--quiet", "--topics-edits", path)
    assert refused.code == 2
    assert "Name the run whose topics they change: --topics-from RUN with mine" in refused.err
    more = ("--topics-from", run.path, "--topics-edits", path)
    assert call("mine", export, "-o", tmp_path / "june", "--quiet", *more).code == 0
    assert "Renamed" in call("topics", tmp_path / "june").out
