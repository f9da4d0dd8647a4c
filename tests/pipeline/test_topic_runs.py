"""Topics of finished runs: edits hold in every later run, come undone when removed, and cost no reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from feedback_miner.config import Config
from feedback_miner.embedding import Embedder
from feedback_miner.errors import ConfigError, RunError, UsageError
from feedback_miner.pipeline import mine
from feedback_miner.runs import Run
from feedback_miner.sentiment.judgements import JUDGED_ENCODERS
from feedback_miner.topic_runs import retopic
from feedback_miner.topic_views import list_topics, topics_within, write_edits
from feedback_miner.topics.edits import part_id
from tests.conftest import Hashing, judge_hashed

SAID = (
    "courier lost my parcel again",
    "such a great tea every morning",
    "checkout froze whenever paying",
    "friendly staff helped us there",
)


def export(folder: Path, name: str, numbers: range) -> Path:
    path = folder / name
    rows = [f"{n},{SAID[n % 4]} {chr(97 + n % 26)}x,2026-0{1 + n % 3}-1{n % 9}" for n in numbers]
    path.write_text("\n".join(["id,comment,date", *rows]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(JUDGED_ENCODERS, Hashing.name, judge_hashed)
        patch.setattr("feedback_miner.pipeline.load_embedder", lambda config: Embedder(Hashing()))
        yield tmp_path_factory.mktemp("runs")


@pytest.fixture(scope="module")
def run(folder: Path) -> Run:
    return mine(export(folder, "may.csv", range(120)), folder / "may")


def topics(run: Run) -> set[str]:
    return set(run.topics.topic_id[run.topics.level == "topic"])


@pytest.fixture(scope="module")
def chosen(run: Run) -> list[str]:
    """The three largest topics: one to split, one to hide, one to merge into the first."""
    return list(run.topics.topic_id[run.topics.level == "topic"].head(3))


@pytest.fixture(scope="module")
def edits(chosen: list[str], folder: Path) -> Path:
    split, hidden, merged = chosen
    path = folder / "topics.yaml"
    lines = [
        'version: "1"',
        "topics:",
        f"  - {{id: {split}, name: Largest, split: {{by: [[ax, ex]], names: [A or E]}}}}",
        f"  - {{id: {hidden}, hide: true}}",
        f"  - {{id: {merged}, merge_into: {split}}}",
    ]
    path.write_text("\n".join(lines))
    return path


@pytest.fixture(scope="module")
def edited(run: Run, edits: Path, folder: Path) -> Run:
    return retopic(run, folder / "edited", edits=edits)


def test_topics_stay_as_they_were_found_where_nothing_is_asked(run: Run, folder: Path) -> None:
    again = retopic(run, folder / "again")
    pd.testing.assert_frame_equal(again.mentions, run.mentions)
    pd.testing.assert_frame_equal(again.topics, run.topics)
    pd.testing.assert_frame_equal(again.insights, run.insights)
    assert again.report.exists()
    assert again.manifest["sources"] == run.manifest["sources"]
    assert again.manifest["topics_redone_of"]["run"] == "may"


def test_edits_make_a_new_run(run: Run, edited: Run, chosen: list[str]) -> None:
    split, hidden, merged = chosen
    part = part_id(split, ["ax", "ex"])
    assert topics(edited) == topics(run) - {hidden, merged} | {part}
    names = dict(zip(edited.topics.topic_id, edited.topics.name, strict=True))
    assert (names[split], names[part]) == ("Largest", "A or E")
    said = edited.mentions.text[edited.mentions.topic_id == part].str
    assert said.contains(" ax| ex").all()
    assert (
        edited.topics.mentions[edited.topics.level == "topic"].sum() == edited.mentions.topic_id.notna().sum()
    )
    assert set(edited.topic_periods.topic_id) == set(edited.topics.topic_id)
    assert edited.manifest["topic_edits"]["warnings"] == []
    pd.testing.assert_frame_equal(edited.topics_as_found, run.topics)


def test_later_runs_obey_without_being_told_again(edited: Run, chosen: list[str], folder: Path) -> None:
    june = mine(export(folder, "june.csv", range(60, 220)), folder / "june", topics_from=edited)
    _, hidden, merged = chosen
    assert topics(edited) <= topics(june)
    assert not topics(june) & {hidden, merged}
    assert {hidden, merged} <= set(june.mentions.topic_as_found.dropna())
    assert june.mentions.topic_id[june.mentions.topic_as_found == hidden].isna().all()
    assert set(june.mentions.topic_id[june.mentions.topic_as_found == merged]) <= topics(edited)


def test_an_edit_that_is_removed_comes_undone(run: Run, edited: Run, folder: Path) -> None:
    none = folder / "none.yaml"
    none.write_text('version: "1"\n')
    plain = retopic(edited, folder / "plain", edits=none)
    pd.testing.assert_frame_equal(plain.topics, run.topics)
    pd.testing.assert_frame_equal(plain.mentions, run.mentions)
    assert plain.manifest["topic_edits"] is None


def test_the_file_to_edit_holds_the_edits_that_hold(edited: Run, folder: Path) -> None:
    write_edits(edited, folder / "next.yaml")
    same = retopic(edited, folder / "same", edits=folder / "next.yaml")
    pd.testing.assert_frame_equal(same.topics, edited.topics)
    pd.testing.assert_frame_equal(same.mentions, edited.mentions)


def test_a_typo_stops_before_any_work(run: Run, chosen: list[str], edits: Path, folder: Path) -> None:
    wrong = folder / "wrong.yaml"
    known = chosen[1]
    wrong.write_text(f'version: "1"\ntopics:\n  - {{id: {known}x, hide: true}}\n')
    for call in (
        lambda: retopic(run, folder / "wrong", edits=wrong),
        lambda: mine(folder / "may.csv", folder / "wrong", topics_from=run, topic_edits=wrong),
    ):
        with pytest.raises(ConfigError, match=rf"wrong.yaml:3: no topic '{known}x' .* mean '{known}'"):
            call()
    with pytest.raises(UsageError, match="--topics-from RUN"):
        mine(folder / "may.csv", folder / "wrong", topic_edits=edits)
    with pytest.raises(UsageError, match="edits of topics without a run"):
        retopic(run, folder / "wrong", edits=edits, config=Config())
    assert not (folder / "wrong").exists()


def test_topics_are_found_anew_by_other_settings(run: Run, folder: Path) -> None:
    fewer = Config().override(topics={"min_topic_size": 100})
    anew = retopic(run, folder / "anew", config=fewer)
    assert anew.topics.empty or anew.topics.mentions.min() >= 4
    assert anew.manifest["config"]["topics"]["min_topic_size"] == 100
    assert anew.manifest["config"]["ingest"] == run.manifest["config"]["ingest"]


def test_topics_among_the_mentions_of_one_touchpoint(run: Run) -> None:
    touchpoint = run.tags.touchpoint.mode()[0]
    mentions, found = topics_within(run, touchpoint)
    assert set(mentions.mention_id) == set(run.tags.mention_id[run.tags.touchpoint == touchpoint])
    assert set(mentions.topic_id.dropna()) == set(found.topic_id[found.level == "topic"])
    with pytest.raises(UsageError, match="Did you mean 'delivery'"):
        topics_within(run, "delivry")


def test_settings_of_another_version_are_told(run: Run, folder: Path) -> None:
    old = Run(run.path, run.manifest | {"config": {"topics": {"dimensions": 50}}})
    with pytest.raises(RunError, match=r"not of this version .*'topics.dimensions'. Run `mine` again"):
        retopic(old, folder / "old")


def test_themes_are_listed_before_their_topics_and_shares_add_up() -> None:
    table = pd.DataFrame({"topic_id": ["a", "b", "c", "T"], "level": ["topic"] * 3 + ["theme"]})
    table = table.assign(
        parent_id=["T", None, "T", None], mentions=[1, 5, 2, 3], stability=[0.5, 0.7, None, None]
    )
    table = table.assign(headline=["m0", "m3", "m1", None])
    homes = ["a", "c", "c", *["b"] * 5, None, None]
    feelings = ["negative", "positive", None, *["neutral"] * 5, None, None]
    mentions = pd.DataFrame(
        {"mention_id": [f"m{n}" for n in range(10)], "topic_id": homes, "polarity": feelings}
    )
    listed = list_topics(mentions.assign(text="said"), table).set_index("topic_id")
    assert list(listed.index) == ["T", "c", "a", "b"]
    assert list(listed.unstable) == [False, False, True, False]
    assert listed.share["T"] == 0.3
    assert (listed.negative["T"], listed.positive["T"], listed.neutral["b"]) == (0.5, 0.5, 1)
