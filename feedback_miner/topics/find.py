"""The step itself: which mentions can carry a topic, how many topics there are, and their table."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame

from feedback_miner.config import TopicsConfig
from feedback_miner.tables import JudgedMentions, Topics, Vectors, checked, empty
from feedback_miner.topics.names import name_topic

Words = dict[int, list[str]]

MIN_WORDS = 3
MOST_TOPICS = 60


def find_topics(
    mentions: DataFrame[JudgedMentions],
    vectors: Vectors,
    config: TopicsConfig,
    seed: int,
    languages: Sequence[str] = ("en",),
) -> tuple[DataFrame[JudgedMentions], DataFrame[Topics]]:
    """Give mentions a topic where there is one to give.

    Mentions of under three words, or in a language the vectors do not speak, get none. Fewer than
    `min_mentions` usable mentions give no topics at all; a group of fewer than `min_topic_size` mentions,
    or one whose mentions share no words to name it by, is no topic.

    Args:
        mentions: The mentions of the run, in any order.
        vectors: Their unit vectors, shape (mentions, dimensions), in the order of the mentions.
        config: Settings of this step.
        seed: For the first guess of the cluster centres.
        languages: The languages that the vectors speak.

    Returns:
        The mentions with `topic_id`, in the order they came, and the topics, largest first.
    """
    usable = _usable(mentions, languages)
    if not config.enabled or usable.size < config.min_mentions:
        return checked(mentions.assign(topic_id=None), JudgedMentions), empty(Topics)

    from feedback_miner.topics.engine import fit

    count = config.topics or topic_count(usable.size)
    texts = list(mentions.text.iloc[usable])
    clusters, words = fit(texts, vectors[usable], topics=count, dimensions=config.dimensions, seed=seed)
    topics = _table(texts, clusters, words, config.min_topic_size)
    known = set(topics.topic_id)
    column = np.full(len(mentions), None, dtype=object)
    column[usable] = [each if each in known else None for each in (topic_id(words[c]) for c in clusters)]
    return checked(mentions.assign(topic_id=column), JudgedMentions), topics


def _table(
    texts: Sequence[str], clusters: NDArray[np.int64], words: Words, min_size: int
) -> DataFrame[Topics]:
    members = {int(cluster): np.flatnonzero(clusters == cluster).tolist() for cluster in np.unique(clusters)}
    names = {
        cluster: name_topic(words[cluster], [texts[index] for index in indices])
        for cluster, indices in members.items()
        if len(indices) >= min_size
    }
    named = sorted((c for c, name in names.items() if name), key=lambda c: (-len(members[c]), words[c]))
    table = {
        "topic_id": [topic_id(words[cluster]) for cluster in named],
        "level": "topic",
        "name": [names[cluster] for cluster in named],
        "keywords": [words[cluster][:10] for cluster in named],
        "parent_id": None,
        "headline": None,
        "mentions": [len(members[cluster]) for cluster in named],
        "stability": np.nan,
        "born_in": None,
        "came_from": None,
    }
    return checked(pd.DataFrame(table, index=range(len(named))), Topics)


def topic_count(mentions: int) -> int:
    """How many topics a person can still read: 0.6 times the square root of the mentions, from 2 to 60.

    >>> [topic_count(n) for n in (60, 1_000, 100_000)]
    [5, 19, 60]
    """
    return int(np.clip(round(0.6 * mentions**0.5), 2, MOST_TOPICS))


def topic_id(words: Sequence[str]) -> str:
    """An id that follows from what the topic is about, not from its place in a list."""
    digest = hashlib.sha256("\n".join(sorted(words)).encode()).hexdigest()
    return f"topic-{digest[:8]}"


def _usable(mentions: pd.DataFrame, languages: Sequence[str]) -> NDArray[np.intp]:
    """Positions of the mentions that can carry a topic, in the order of their ids."""
    long_enough = mentions.text.str.count(r"\w+") >= MIN_WORDS
    positions = np.flatnonzero(long_enough & mentions.language.isin(languages))
    return positions[np.argsort(mentions.mention_id.to_numpy(dtype=str)[positions], kind="stable")]
