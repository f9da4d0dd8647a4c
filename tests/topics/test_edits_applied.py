"""Edits: nothing is lost, twice is as good as once, and the figures stay right."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_miner.authored import Document
from feedback_miner.errors import ConfigError
from feedback_miner.tables import JudgedMentions, Topics, checked
from feedback_miner.topics.edited import apply_edits
from feedback_miner.topics.edits import TopicEdit, TopicEdits, TopicsFile, part_id

WORDS = ("refund", "exchange", "courier", "staff")
NAMES = ("t0", "t1", "t2", "t3", "t4")


def tables(homes, parents=(None,) * 5):
    """Mentions that say one word or two each, in topics t0 to t4, themes A and B."""
    count = len(homes)
    text = [f"{WORDS[n % 4]} and {WORDS[n // 4 % 4]} number {n}" for n in range(count)]
    mentions = pd.DataFrame({"mention_id": [f"m{n:03d}" for n in range(count)], "text": text})
    mentions = mentions.assign(record_id=mentions.mention_id, start=0, end=mentions.text.str.len())
    mentions = mentions.assign(language="en", sentiment=0.0, polarity="neutral", intent="statement")
    mentions["topic_id"] = pd.Series(homes, dtype=object)
    sizes = mentions.topic_id.value_counts()
    topics = [row(name, sizes[name], parent_id=parents[n]) for n, name in enumerate(NAMES) if name in sizes]
    held = pd.Series({t["topic_id"]: t["parent_id"] for t in topics}, dtype=object)
    for theme in sorted(set(held.dropna())):
        total = sum(t["mentions"] for t in topics if t["parent_id"] == theme)
        topics.append(row(theme, total, level="theme", headline=None, stability=np.nan))
    columns = list(Topics.to_schema().columns)
    return checked(mentions, JudgedMentions), checked(pd.DataFrame(topics, columns=columns), Topics)


def row(name: str, mentions: int, **other):
    made = {"topic_id": name, "level": "topic", "name": name.upper(), "keywords": [name], "parent_id": None}
    made |= {"headline": "m000", "mentions": mentions, "stability": 0.8, "born_in": "one", "came_from": None}
    return made | other


def edits_of(*entries: dict) -> TopicEdits:
    made = TopicEdits(
        tuple(TopicsFile.model_validate({"version": "1", "topics": entries}).topics),
        Document(Path("topics.yaml"), {}, {}),
    )
    assert not list(made.faults())
    return made


def topic(topics: pd.DataFrame, name: str) -> pd.Series:
    return topics.set_index("topic_id").loc[name]


HOMES = ["t0", "t1", "t2", None] * 8


def test_a_merged_topic_holds_all_mentions_and_says_from_what() -> None:
    mentions, topics, warnings = apply_edits(*tables(HOMES), edits_of({"id": "t1", "merge_into": "t0"}))
    assert warnings == []
    assert set(topics.topic_id) == {"t0", "t2"}
    assert topic(topics, "t0").mentions == 16 == (mentions.topic_id == "t0").sum()
    assert topic(topics, "t0").came_from == "t1"
    assert np.isnan(topic(topics, "t0").stability)
    assert topic(topics, "t2").stability == 0.8


def test_a_chain_of_merges_ends_in_its_last_topic() -> None:
    chain = edits_of({"id": "t0", "merge_into": "t1"}, {"id": "t1", "merge_into": "t2"})
    _, topics, _ = apply_edits(*tables(HOMES), chain)
    assert list(topics.topic_id) == ["t2"]
    assert topics.came_from.iloc[0] == "t0, t1"


def test_a_split_takes_what_says_the_words_and_leaves_the_rest() -> None:
    by = {"by": [["Refund"], ["nothing of the kind"]], "names": ["Refund takes too long", "Nothing"]}
    before = tables(HOMES)
    mentions, topics, warnings = apply_edits(*before, edits_of({"id": "t0", "split": by}))
    part = topic(topics, part_id("t0", ["refund"]))
    said = before[0].text.str.contains("refund") & (before[0].topic_id == "t0")
    assert (part["name"], part.mentions, part.came_from) == ("Refund takes too long", said.sum(), "t0")
    assert mentions.text[mentions.mention_id == part.headline].str.contains("refund").all()
    assert warnings == ["topics.yaml:1: no mention of topic 't0' says the words of 'Nothing'."]
    assert (mentions.topic_id[~said].fillna("") == before[0].topic_id[~said].fillna("")).all()


def test_parts_can_be_named_and_moved_like_topics() -> None:
    part = part_id("t0", ["refund"])
    entries = (
        {"id": part, "name": "Late refund", "theme": "Money"},
        {"id": "t0", "split": {"by": [["refund"]]}},
        {"id": "t1", "merge_into": part},
    )
    _, topics, _ = apply_edits(*tables(HOMES), edits_of(*entries))
    assert topic(topics, part)["name"] == "Late refund"
    assert topic(topics, part).came_from == "t0, t1"
    assert topic(topics, topic(topics, part).parent_id)["name"] == "Money"


def test_the_first_words_that_fit_decide() -> None:
    one = [["refund"], ["exchange"]]
    _, first, _ = apply_edits(*tables(HOMES), edits_of({"id": "t0", "split": {"by": one}}))
    _, last, _ = apply_edits(*tables(HOMES), edits_of({"id": "t0", "split": {"by": one[::-1]}}))
    part = part_id("t0", ["refund"])
    assert topic(first, part).mentions >= topic(last, part).mentions


def test_mentions_of_a_hidden_topic_have_none() -> None:
    mentions, topics, _ = apply_edits(*tables(HOMES), edits_of({"id": "t1", "hide": True}))
    assert set(topics.topic_id) == {"t0", "t2"}
    assert mentions.topic_id.isna().sum() == 16


def test_topics_move_between_themes_by_id_by_name_and_to_new_ones() -> None:
    before = tables([*NAMES] * 6, ("A", "A", "A", "B", "B"))
    entries = (
        {"id": "t0", "theme": "money"},
        {"id": "t1", "theme": "Delivery"},
        {"id": "B", "name": "Money"},
    )
    _, topics, warnings = apply_edits(*before, edits_of(*entries))
    assert warnings == []
    assert list(topics.level[-2:]) == ["theme", "theme"]
    assert topic(topics, "B")["name"] == "Money"
    assert topic(topics, "B").mentions == 18
    new = topic(topics, topic(topics, "t1").parent_id)
    assert (new["name"], new.mentions, list(new.keywords)) == ("Delivery", 6, ["t1"])
    assert topic(topics, "t2").isna().parent_id, "a theme that is left with one topic is dissolved"
    assert "A" not in set(topics.topic_id)


def test_a_theme_that_is_nearly_another_is_told() -> None:
    before = tables([*NAMES] * 6, ("Delivery", "Delivery", None, None, None))
    _, _, (warning,) = apply_edits(*before, edits_of({"id": "t2", "theme": "DELIVRY"}))
    assert warning.startswith("topics.yaml:1: 'DELIVRY' is a new theme. Did you mean 'DELIVERY'?")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"id": "A", "hide": True}, "'A' is a theme, which has no 'hide'"),
        ({"id": "t2", "merge_into": "A"}, "Write 'theme: A' to move the topic there"),
        ({"id": "t7", "name": "No such"}, "no topic 't7' in this run or before it"),
    ],
)
def test_what_is_no_topic_is_refused(entry: dict, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        apply_edits(*tables(HOMES, ("A", "A", None, None, None)), edits_of(entry))


def test_edits_of_retired_topics_are_left_out_with_a_warning() -> None:
    before = tables(HOMES)
    before[1].loc[before[1].topic_id == "t2", "came_from"] = "old"
    entries = (
        {"id": "old", "name": "Renamed"},
        {"id": "gone", "theme": "Delivery"},
        {"id": "t1", "merge_into": "gone"},
    )
    mentions, topics, warnings = apply_edits(*before, edits_of(*entries), retired={"gone"})
    assert warnings == [
        "topics.yaml:1: topic 'old' is no more; its edit is left out. It went into 't2'.",
        "topics.yaml:1: topic 'gone' is no more; its edit is left out.",
        "topics.yaml:1: topic 'gone' is no more; 't1' is not merged into it.",
    ]
    pd.testing.assert_frame_equal(mentions, before[0])
    assert set(topics.topic_id) == {"t0", "t1", "t2"}


def test_a_merge_follows_its_target_to_where_it_went() -> None:
    before = tables(HOMES)
    before[1].loc[before[1].topic_id == "t2", "came_from"] = "old"
    _, topics, warnings = apply_edits(*before, edits_of({"id": "t1", "merge_into": "old"}))
    assert warnings == []
    assert topic(topics, "t2").came_from == "old, t1"


def test_no_edits_change_nothing() -> None:
    before = tables(HOMES)
    mentions, topics, warnings = apply_edits(*before, edits_of())
    assert mentions is before[0]
    assert topics is before[1]
    assert warnings == []


@pytest.mark.parametrize(("text", "said"), [("配送が遅い", True), ("返品できない", False)])
def test_languages_without_spaces_are_split_too(text: str, said: bool) -> None:
    mentions, topics = tables(["t0"] * 9)
    mentions.loc[3, "text"] = text
    edited, _, _ = apply_edits(mentions, topics, edits_of({"id": "t0", "split": {"by": [["遅い"]]}}))
    assert (edited.topic_id[3] != "t0") == said


topic_names = st.sampled_from(NAMES)
themes = st.sampled_from(["A", "B", "Delivery", None])
splits = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True)
entries = st.builds(
    lambda topic, **edit: {"id": topic} | {key: value for key, value in edit.items() if value},
    topic=topic_names,
    name=st.sampled_from(["New", None]),
    theme=themes,
    merge_into=st.sampled_from([*NAMES, part_id("t0", ["refund"]), None, None]),
    split=st.one_of(st.none(), splits.map(lambda words: {"by": [[word] for word in words]})),
    hide=st.sampled_from([False, False, False, True]),
)


def consistent(drawn: list[dict]) -> TopicEdits | None:
    listed = tuple(TopicEdit.model_validate(entry) for entry in drawn)
    made = TopicEdits(listed, Document(Path("topics.yaml"), {}, {}))
    return None if list(made.faults()) else made


@settings(max_examples=30)
@given(
    homes=st.lists(st.sampled_from([*NAMES, None]), min_size=12, max_size=40),
    parents=st.lists(st.sampled_from(["A", "B", None]), min_size=5, max_size=5),
    drawn=st.lists(entries, min_size=1, max_size=4, unique_by=lambda entry: entry["id"]),
    seed=st.integers(0, 99),
)
def test_nothing_is_lost_and_twice_is_once(homes, parents, drawn, seed) -> None:
    edits = consistent(drawn)
    if edits is None:
        return
    before = tables(homes, parents)
    known = {*NAMES, *edits.ids}
    mentions, topics, _ = apply_edits(*before, edits, retired=known)

    hides = any(edit.hide for edit in edits.topics)
    had, has = before[0].topic_id.notna(), mentions.topic_id.notna()
    assert not (has & ~had).any()
    assert hides or (has == had).all()
    assert list(mentions.mention_id) == list(before[0].mention_id)

    real = topics[topics.level == "topic"]
    counts = mentions.topic_id.value_counts()
    assert dict(zip(real.topic_id, real.mentions, strict=True)) == counts.to_dict()
    homes_of = dict(zip(mentions.mention_id, mentions.topic_id, strict=True))
    assert [homes_of[quote] for quote in real.headline] == list(real.topic_id)
    sums = real.groupby("parent_id").mentions.sum()
    listed = topics[topics.level == "theme"]
    assert dict(zip(listed.topic_id, listed.mentions, strict=True)) == sums.to_dict()

    again = apply_edits(mentions, topics, edits, retired=known)
    pd.testing.assert_frame_equal(again[0], mentions)
    pd.testing.assert_frame_equal(again[1], topics)

    order = np.random.default_rng(seed).permutation(len(homes))
    shuffled = before[0].iloc[order].reset_index(drop=True)
    backwards = TopicEdits(edits.topics[::-1], edits.document)
    other, same, _ = apply_edits(shuffled, before[1][::-1].reset_index(drop=True), backwards, retired=known)
    pd.testing.assert_frame_equal(same, topics)
    assert dict(zip(other.mention_id, other.topic_id.fillna(""), strict=True)) == dict(
        zip(mentions.mention_id, mentions.topic_id.fillna(""), strict=True)
    )
