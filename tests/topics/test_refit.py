"""Topics found anew: what is the same keeps its id, what split or merged says from what."""

import numpy as np
import pandas as pd
import pytest

from feedback_miner.config import TopicsConfig
from feedback_miner.topics import Previous, find_topics
from tests.topics.corpus import about

CONFIG = TopicsConfig(refit=True, groups=8)


@pytest.fixture(scope="module")
def corpus():
    return about(np.arange(240) % 8, seed=7)


def earlier(corpus, subjects) -> Previous:
    """An earlier run in which mentions had topics by hand, one for each number."""
    ids = np.array([f"topic-{number:08d}" for number in subjects], dtype=object)
    topics = pd.DataFrame({"topic_id": sorted(set(ids))}).assign(
        level="topic", name="As it was", parent_id=None, born_in="2026-01-31", came_from=None, stability=0.9
    )
    topics["keywords"] = [["courier", "parcel"]] * len(topics)
    return Previous(corpus.mentions.assign(topic_id=ids), corpus.vectors, topics)


def refit(corpus, subjects):
    return find_topics(corpus.mentions, corpus.vectors, CONFIG, seed=1, previous=earlier(corpus, subjects))


def test_the_same_topics_keep_their_ids(corpus) -> None:
    again = refit(corpus, corpus.subjects)
    assert set(again.lineage.event) == {"continued"}
    assert set(again.mentions.topic_id.dropna()) == {f"topic-{number:08d}" for number in range(8)}


def test_a_topic_that_was_two_is_merged_and_the_smaller_retires(corpus) -> None:
    subjects = corpus.subjects.copy()
    subjects[np.flatnonzero(subjects == 0)[:12]] = 8
    events = refit(corpus, subjects).lineage.set_index("topic_id")
    assert events.event["topic-00000000"] == "merged"
    assert set(events.came_from["topic-00000000"]) == {"topic-00000000", "topic-00000008"}
    assert events.event["topic-00000008"] == "retired"


def test_two_topics_that_were_one_are_split(corpus) -> None:
    subjects = np.where(corpus.subjects == 1, 0, corpus.subjects)
    events = refit(corpus, subjects).lineage
    split = events[events.event == "split"]
    assert len(split) >= 1
    assert all(list(origin) == ["topic-00000000"] for origin in split.came_from)


def test_a_topic_of_something_else_is_born(corpus) -> None:
    before = about(np.arange(210) % 7, seed=7)
    old = Previous(
        earlier(before, before.subjects).mentions, before.vectors, earlier(before, before.subjects).topics
    )
    later = find_topics(corpus.mentions, corpus.vectors, CONFIG, seed=1, previous=old)
    born = later.lineage.topic_id[later.lineage.event == "born"]
    assert len(born)
    assert set(corpus.subjects[later.mentions.topic_id.isin(born).to_numpy()]) == {7}
