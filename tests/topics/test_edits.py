"""topics.yaml: a mistake is shown where it is, before any work; what a run keeps of it is enough to obey."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedback_miner.errors import ConfigError
from feedback_miner.topics.edits import TopicEdits, load_edits, part_id, stored_edits


def load(folder: Path, *entries: str) -> TopicEdits:
    path = folder / "topics.yaml"
    path.write_text('version: "1"\ntopics:\n' + "".join(f"  - {{{entry}}}\n" for entry in entries))
    return load_edits(path)


GOOD = (
    "id: t1, name: Wrong door",
    "id: t2, merge_into: t1",
    "id: t3, theme: Delivery",
    "id: t4, split: {by: [[refund, money back], [exchange]], names: [Slow refund, No exchange]}",
    "id: t5, hide: true",
    "id: t6",
)


def test_every_edit_is_read(tmp_path: Path) -> None:
    edits = load(tmp_path, *GOOD)
    assert [edit.id for edit in edits.topics] == ["t1", "t2", "t3", "t4", "t5", "t6"]
    assert edits.merges == {"t2": "t1"}
    assert set(edits.parts.values()) == {"t4"}


@pytest.mark.parametrize(
    ("entries", "line", "message"),
    [
        (["id: t1, nmae: Wrong door"], 3, "unknown key 'nmae' in 'topics.0'. Did you mean 'name'?"),
        (["id: t1", "name: Wrong door"], 4, "key 'topics.1.id' is missing"),
        (["id: t1", "id: t1, hide: true"], 4, "topic 't1' is listed twice"),
        (["id: t1, hide: true, merge_into: t2"], 3, "both 'hide' and 'merge_into'"),
        (["id: t1, name: Door, merge_into: t2"], 3, "both 'merge_into' and 'name'"),
        (["id: t1, merge_into: t1"], 3, "'t1' goes into 't1', which leads back to it"),
        (["id: t1, merge_into: t2", "id: t2, merge_into: t3", "id: t3, merge_into: t1"], 3, "leads back"),
        (["id: t1, merge_into: t2", "id: t2, hide: true"], 3, "which is hidden. Hide both, or none."),
        (["id: t1, split: {by: [[a], [b]], names: [A]}"], 3, "2 groups of words and 1 names"),
        (["id: t1, split: {by: [[a, b], [B, a]]}"], 3, "the same words are given twice"),
        (["id: t1, split: {by: [[]]}"], 3, "'topics.0.split.by.0'"),
        (["id: t1, split: {by: []}"], 3, "'topics.0.split.by'"),
        (["id: t1, split: {by: [['']]}"], 3, "'topics.0.split.by.0.0'"),
    ],
)
def test_a_mistake_is_shown_where_it_is(tmp_path: Path, entries: list[str], line: int, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, *entries)
    assert str(caught.value).startswith(f"{tmp_path / 'topics.yaml'}:{line}: ")
    assert message in str(caught.value)


def test_a_part_may_not_go_back_to_where_it_came_from(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="leads back"):
        load(tmp_path, "id: t1, split: {by: [[a]]}", f"id: {part_id('t1', ['a'])}, merge_into: t1")


def test_topics_that_never_were_are_refused_with_the_nearest(tmp_path: Path) -> None:
    edits = load(tmp_path, "id: topic-3fa9, name: A", "id: topic-77aa, merge_into: topic-3fb9")
    edits.check({"topic-3fa9", "topic-77aa", "topic-3fb9"})
    with pytest.raises(ConfigError, match=r"yaml:4: no topic 'topic-3fb9' .* Did you mean 'topic-3fa9'\?"):
        edits.check({"topic-3fa9", "topic-77aa"})
    with pytest.raises(ConfigError, match="feedback-miner topics RUN"):
        edits.check({"else"})


def test_parts_are_known_by_their_parent_and_words_alone(tmp_path: Path) -> None:
    one = load(tmp_path, "id: t1, split: {by: [[refund, money back], [exchange]]}")
    other = load(tmp_path, "id: t1, split: {by: [[Exchange], [money  back, REFUND]], names: [E, R]}")
    assert set(one.parts) == set(other.parts)
    one.check({"t1"})
    load(tmp_path, "id: t1, split: {by: [[a]]}", f"id: {part_id('t1', ['a'])}, name: A").check({"t1"})


def test_what_a_manifest_keeps_is_enough(tmp_path: Path) -> None:
    edits = load(tmp_path, *GOOD)
    facts = edits.facts()
    kept = stored_edits(facts, Path("manifest.json"))
    assert kept.topics == edits.topics
    assert kept.facts() == facts == load(tmp_path, *reversed(GOOD)).facts()
    assert stored_edits(None, Path("manifest.json")).topics == ()


def test_an_empty_list_is_a_file_too(tmp_path: Path) -> None:
    path = tmp_path / "topics.yaml"
    path.write_text('version: "1"\n')
    assert load_edits(path).topics == ()
