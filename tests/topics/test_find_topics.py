"""Topics: the same for any row order, honest about small data, each mention at most one."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from feedback_miner.config import TopicsConfig
from feedback_miner.topics import Previous, find_topics
from tests.topics.corpus import about, judged

CONFIG = TopicsConfig(min_mentions=30)


@pytest.fixture(scope="module")
def corpus():
    """240 mentions about eight things, with vectors around eight directions."""
    return about(np.arange(240) % 8, seed=7)


@pytest.fixture(scope="module")
def found(corpus):
    return find_topics(corpus.mentions, corpus.vectors, CONFIG, seed=1, run="2026-03-31")


def homes(mentions: pd.DataFrame) -> dict[str, str | None]:
    return dict(zip(mentions.mention_id, mentions.topic_id, strict=True))


def test_topics_follow_what_is_talked_about(corpus, found) -> None:
    table = pd.crosstab(found.mentions.topic_id, corpus.subjects)
    assert (table.astype(bool).sum(axis=1) == 1).all()
    assert table.sum().sum() > 220


def test_row_order_changes_nothing(corpus, found) -> None:
    order = np.random.default_rng(3).permutation(240)
    shuffled = corpus.mentions.iloc[order].reset_index(drop=True)
    again = find_topics(shuffled, corpus.vectors[order], CONFIG, seed=1, run="2026-03-31")
    pd.testing.assert_frame_equal(again.topics, found.topics)
    assert homes(again.mentions) == homes(found.mentions)


def test_small_data_has_no_topics_rather_than_false_ones(corpus) -> None:
    few = find_topics(corpus.mentions.head(20), corpus.vectors[:20], CONFIG, seed=1)
    assert few.topics.empty
    assert few.mentions.topic_id.isna().all()


def test_where_nothing_holds_together_there_are_hardly_any_topics() -> None:
    noise = about(np.arange(300), seed=5)
    assert find_topics(noise.mentions, noise.vectors, CONFIG, seed=1).mentions.topic_id.notna().mean() < 0.2


def test_other_languages_get_no_topic(corpus) -> None:
    german = judged(corpus.mentions.assign(language="de"))
    assert find_topics(german, corpus.vectors, CONFIG, seed=1).mentions.topic_id.isna().all()


def test_sizes_add_up(found) -> None:
    topics = found.topics[found.topics.level == "topic"]
    assert topics.mentions.sum() == found.mentions.topic_id.notna().sum()
    assert topics.mentions.is_monotonic_decreasing
    assert topics.stability.between(0.5, 1).all()


def test_a_headline_is_a_mention_of_its_topic(found) -> None:
    home = homes(found.mentions)
    quoted = found.topics.dropna(subset="headline")
    assert len(quoted)
    assert all(home[row.headline] == row.topic_id for row in quoted.itertuples())


def test_a_tenth_fewer_rows_leave_the_topics_as_they_were(corpus, found) -> None:
    kept = np.random.default_rng(4).random(240) > 0.1
    fewer = find_topics(
        judged(corpus.mentions[kept].reset_index(drop=True)), corpus.vectors[kept], CONFIG, seed=1
    )
    before, after = found.mentions.topic_id[kept].fillna("none"), fewer.mentions.topic_id.fillna("none")
    assert adjusted_rand_score(before, after) > 0.8


def test_a_sample_decides_and_the_rest_joins_it() -> None:
    many = about(np.arange(1_200) % 12, seed=8)
    found = find_topics(many.mentions, many.vectors, TopicsConfig(sample=500), seed=1)
    table = pd.crosstab(found.mentions.topic_id, many.subjects)
    assert (table.max(axis=1) / table.sum(axis=1)).min() > 0.95
    assert found.mentions.topic_id.notna().mean() > 0.9


def previous(corpus, found) -> Previous:
    return Previous(found.mentions, corpus.vectors, found.topics)


def test_what_a_run_knew_keeps_its_topic_in_the_next(corpus, found) -> None:
    more = about(np.r_[np.arange(240) % 8, np.arange(60) % 8], seed=7)
    later = find_topics(
        more.mentions, more.vectors, CONFIG, seed=1, previous=previous(corpus, found), run="2026-04-30"
    )
    assert homes(later.mentions.head(240)) == homes(found.mentions)
    table = pd.crosstab(later.mentions.topic_id, more.subjects)
    assert (table.astype(bool).sum(axis=1) == 1).all()
    assert set(later.topics.topic_id) == set(found.topics.topic_id)
    assert set(later.topics.born_in) == {"2026-03-31"}
    assert set(later.lineage.event) == {"continued"}


def test_something_new_opens_a_topic_and_the_old_ones_stay(corpus, found) -> None:
    more = about(np.r_[np.arange(240) % 8, np.full(20, 9), np.arange(60) % 8], seed=7)
    later = find_topics(
        more.mentions, more.vectors, CONFIG, seed=1, previous=previous(corpus, found), run="2026-04-30"
    )
    born = later.lineage.topic_id[later.lineage.event == "born"]
    assert len(born) == 1
    assert set(more.subjects[(later.mentions.topic_id == born.iloc[0]).to_numpy()]) == {9}
    assert later.topics.set_index("topic_id").born_in[born.iloc[0]] == "2026-04-30"


def test_a_topic_that_nobody_speaks_of_is_retired(corpus, found) -> None:
    only = np.flatnonzero(corpus.subjects != 2)
    left = judged(corpus.mentions.iloc[only].reset_index(drop=True))
    later = find_topics(left, corpus.vectors[only], CONFIG, seed=1, previous=previous(corpus, found))
    assert (later.lineage.event == "retired").sum() == 1
    assert later.lineage.mentions[later.lineage.event == "retired"].tolist() == [0]
