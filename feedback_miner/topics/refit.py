"""Topics found anew in a later run and matched with those of the earlier one: gone on, split, merged."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_miner.config import TopicsConfig
from feedback_miner.tables import Vectors
from feedback_miner.topics.fresh import fresh_topics
from feedback_miner.topics.graph import Ints
from feedback_miner.topics.grouped import Grouped
from feedback_miner.topics.identity import Previous
from feedback_miner.topics.later import earlier_topics

Shares = NDArray[np.float64]

MAIN = 0.5
"""A topic goes on as the one that holds this share of its mentions, if it is this share of that one, too."""
PART = 0.25
"""A topic came from another if it holds this share of that one's mentions ..."""
NOTABLE = 0.125
"""... and these are this share of its own."""


def refitted_topics(
    mentions: pd.DataFrame,
    vectors: Vectors,
    strata: Sequence[str],
    telling: NDArray[np.bool_],
    previous: Previous,
    config: TopicsConfig,
    seed: int,
) -> Grouped:
    """Group all mentions anew; groups that are an earlier topic keep its id.

    Args:
        mentions: In order of their ids.
        vectors: Their unit vectors in context, shape (mentions, dimensions).
        strata: The stratum of each.
        telling: Which may found a topic.
        previous: The earlier run.
        config: Settings of the step.
        seed: For all draws.
    """
    fresh = fresh_topics(mentions, vectors, strata, telling, config, seed)
    before = earlier_topics(mentions, vectors, previous)
    counts = _counts(before, fresh.labels, len(previous.ids), len(fresh.ids))
    of_old = counts / np.maximum(np.bincount(before[before >= 0], minlength=len(previous.ids)), 1)[:, None]
    of_new = counts / np.maximum(np.bincount(fresh.labels[fresh.labels >= 0], minlength=len(fresh.ids)), 1)
    heirs = _heirs(of_old, of_new)
    ids = [previous.ids[heirs[new]] if new in heirs else each for new, each in enumerate(fresh.ids)]
    parents = {
        ids[new]: [previous.ids[old] for old in _sources(of_old[:, new], of_new[:, new])]
        for new in range(len(ids))
    }
    return Grouped(ids, fresh.labels, fresh.words, fresh.stability, {k: v for k, v in parents.items() if v})


def _counts(before: Ints, now: Ints, olds: int, news: int) -> Shares:
    """How many mentions of each earlier topic each new one holds, shape (earlier topics, new topics)."""
    counts = np.zeros((olds, news))
    both = (before >= 0) & (now >= 0)
    np.add.at(counts, (before[both], now[both]), 1)
    return counts


def _heirs(of_old: Shares, of_new: Shares) -> dict[int, int]:
    """For new topics that are an earlier one, which."""
    if not of_old.size:
        return {}
    chief = of_old.argmax(axis=1)
    return {
        int(new): old
        for old, new in enumerate(chief)
        if of_new[:, new].argmax() == old and of_old[old, new] >= MAIN and of_new[old, new] >= MAIN
    }


def _sources(of_old: Shares, of_new: Shares) -> list[int]:
    """The earlier topics that a new one came from."""
    return [int(old) for old in np.flatnonzero((of_old >= PART) & (of_new >= NOTABLE))]
