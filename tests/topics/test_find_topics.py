"""Topics: the same for any row order, honest about small data, each mention at most one."""

import numpy as np
import pandas as pd
import pytest

from feedback_miner.config import TopicsConfig
from feedback_miner.tables import JudgedMentions, checked
from feedback_miner.topics import find_topics
from feedback_miner.topics.find import topic_count
from feedback_miner.topics.names import name_topic

CONFIG = TopicsConfig(topics=3, min_mentions=30, dimensions=5)
SUBJECTS = (
    "the courier lost my parcel again",
    "the tea tastes wonderful today",
    "the app crashed at checkout",
)


@pytest.fixture(scope="module")
def corpus():
    """90 mentions about three things, with vectors around three directions."""
    rng = np.random.default_rng(7)
    subjects = np.arange(90) % 3
    vectors = np.eye(3, 16)[subjects] + rng.normal(0, 0.1, (90, 16))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    text = [f"{SUBJECTS[subject]} number {chr(97 + i % 26)}x" for i, subject in enumerate(subjects)]
    table = pd.DataFrame({"mention_id": [f"m{i:03d}" for i in range(90)], "text": text})
    table = table.assign(record_id=table.mention_id, start=0, end=table.text.str.len(), language="en")
    table = table.assign(sentiment=0.0, polarity="neutral", intent="statement", topic_id=None)
    return checked(table, JudgedMentions), vectors, subjects


@pytest.fixture(scope="module")
def found(corpus):
    mentions, vectors, _ = corpus
    return find_topics(mentions, vectors, CONFIG, seed=1)


def test_topics_follow_what_is_talked_about(corpus, found) -> None:
    mentions, topics = found
    assert len(topics) == 3
    assert pd.crosstab(mentions.topic_id, corpus[2]).astype(bool).sum().sum() == 3
    assert {"courier", "tea", "app"} <= {word for words in topics.keywords for word in words}


def test_row_order_changes_nothing(corpus, found) -> None:
    order = np.random.default_rng(3).permutation(90)
    mentions, topics = find_topics(
        corpus[0].iloc[order].reset_index(drop=True), corpus[1][order], CONFIG, seed=1
    )
    pd.testing.assert_frame_equal(topics, found[1])
    assert dict(zip(mentions.mention_id, mentions.topic_id, strict=True)) == dict(
        zip(found[0].mention_id, found[0].topic_id, strict=True)
    )


def test_small_data_has_no_topics_rather_than_false_ones(corpus) -> None:
    mentions, topics = find_topics(corpus[0].head(20), corpus[1][:20], CONFIG, seed=1)
    assert topics.empty
    assert mentions.topic_id.isna().all()


def test_other_languages_get_no_topic(corpus) -> None:
    mentions, _ = find_topics(corpus[0].assign(language="de"), corpus[1], CONFIG, seed=1)
    assert mentions.topic_id.isna().all()


def test_sizes_add_up(found) -> None:
    mentions, topics = found
    assert topics.mentions.sum() == mentions.topic_id.notna().sum()
    assert topics.mentions.is_monotonic_decreasing


@pytest.mark.parametrize(("mentions", "topics"), [(4, 2), (60, 5), (1_000, 19), (1_000_000, 60)])
def test_a_person_can_read_that_many_topics(mentions: int, topics: int) -> None:
    assert topic_count(mentions) == topics


def test_a_name_does_not_repeat_itself() -> None:
    texts = ["late courier, parcel on the doorstep"] * 5
    words = ["courier", "late courier", "parcel", "parcels", "doorstep"]
    assert name_topic(words, texts) == "Late courier, parcel, doorstep"
    assert name_topic([], texts) is None


def test_what_one_person_said_names_no_topic() -> None:
    texts = ["the courier was late"] * 5 + ["arthritis"]
    assert name_topic(["arthritis", "courier"], texts) == "Courier"
