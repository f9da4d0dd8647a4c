"""Topics of a later run: those of the earlier one go on, and only what is new there opens new ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_miner.config import TopicsConfig
from feedback_miner.tables import Vectors
from feedback_miner.topics.engine import words_of
from feedback_miner.topics.fresh import least_size
from feedback_miner.topics.graph import Ints
from feedback_miner.topics.grouped import Grouped
from feedback_miner.topics.identity import Previous, assigned_before, remembered, topic_id
from feedback_miner.topics.novelty import Pool, new_groups

MOST_COMPARED = 20_000


def later_topics(
    mentions: pd.DataFrame,
    vectors: Vectors,
    telling: NDArray[np.bool_],
    previous: Previous,
    config: TopicsConfig,
    seed: int,
) -> Grouped:
    """Give mentions to the topics of the earlier run first.

    A mention that the earlier run had, word for word, keeps what it had there. Others get the topic of the
    earlier mentions they are nearest to. Where new mentions crowd beyond chance, a new topic opens.

    Args:
        mentions: In order of their ids.
        vectors: Their unit vectors in context, shape (mentions, dimensions).
        telling: Which may found a topic.
        previous: The earlier run.
        config: Settings of the step.
        seed: For all draws.
    """
    ids = previous.ids
    labels = earlier_topics(mentions, vectors, previous)
    same, _ = remembered(mentions, previous)
    opened = _opened(mentions, vectors, same, telling, config, seed)
    for number, members in enumerate(opened):
        labels[members] = len(ids) + number
    return _described(mentions, labels, previous, len(opened))


def earlier_topics(mentions: pd.DataFrame, vectors: Vectors, previous: Previous) -> Ints:
    """The place among `previous.ids` of each mention's topic, its own or its neighbours'; or -1."""
    same, column = remembered(mentions, previous)
    places = {topic: place for place, topic in enumerate(previous.ids)}
    labels = np.array([places.get(topic, -1) for topic in column], dtype=np.int64)
    fresh = np.flatnonzero(~same)
    if fresh.size and places:
        labels[fresh], _ = assigned_before(vectors[fresh], previous, MOST_COMPARED)
    return labels


def _opened(
    mentions: pd.DataFrame,
    vectors: Vectors,
    same: NDArray[np.bool_],
    telling: NDArray[np.bool_],
    config: TopicsConfig,
    seed: int,
) -> list[Ints]:
    """The mentions of each new topic."""
    founders = np.flatnonzero(telling)
    voices, _ = pd.factorize(mentions.record_id.to_numpy(dtype=object)[founders])
    pool = Pool(vectors[founders], ~same[founders], voices)
    least = least_size(len(founders), config.min_topic_size)
    return [founders[group] for group in new_groups(pool, least=least, seed=seed)]


def _described(mentions: pd.DataFrame, labels: Ints, previous: Previous, opened: int) -> Grouped:
    """Words, ids and stability: those of the earlier run for its topics, worked out for the new ones."""
    before = previous.topics.set_index("topic_id")
    ids = previous.ids
    words: list[Sequence[str]] = [list(before.keywords[topic]) for topic in ids]
    stable = [float(before.stability[topic]) for topic in ids]
    texts = mentions.text.to_numpy(dtype=object)
    found = words_of(list(texts), np.where(labels >= len(ids), labels - len(ids), -1)) if opened else {}
    for number in range(opened):
        words.append(found.get(number, []))
        ids = [*ids, topic_id(words[-1][:10], ids)]
        stable.append(float("nan"))
    return Grouped(ids, labels, words, stable)
