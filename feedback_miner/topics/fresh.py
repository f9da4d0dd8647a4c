"""Topics from nothing: fitted on a sample, the rest of the mentions assigned."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_miner.config import TopicsConfig
from feedback_miner.tables import Vectors
from feedback_miner.topics.assign import assign
from feedback_miner.topics.engine import Fitted, classic_parts, fit, stable_parts
from feedback_miner.topics.graph import Ints
from feedback_miner.topics.grouped import Grouped
from feedback_miner.topics.identity import topic_id
from feedback_miner.topics.sample import fitted_on


def fresh_topics(
    mentions: pd.DataFrame,
    vectors: Vectors,
    strata: Sequence[str],
    telling: NDArray[np.bool_],
    config: TopicsConfig,
    seed: int,
) -> Grouped:
    """Group mentions that no earlier run knows.

    Args:
        mentions: In order of their ids.
        vectors: Their unit vectors in context, shape (mentions, dimensions).
        strata: The stratum of each.
        telling: Which may found a topic; the others may only join one.
        config: Settings of the step.
        seed: For all draws.
    """
    founders = np.flatnonzero(telling)
    texts = mentions.text.to_numpy(dtype=object)
    chosen = founders[
        fitted_on(list(texts[founders]), [strata[int(place)] for place in founders], config.sample)
    ]
    least = least_size(len(chosen), config.min_topic_size)
    if len(chosen) < config.min_mentions:
        return Grouped([], np.full(len(mentions), -1, dtype=np.int64), [], [])
    keys = list(texts[chosen])
    parts = (
        classic_parts(least=least, seed=seed)
        if config.preset == "classic"
        else stable_parts(keys, groups=config.groups, least=least, seed=seed)
    )
    fitted = fit(keys, vectors[chosen], parts)
    labels = _everyone(vectors, chosen, fitted.labels)
    return _named(labels, fitted, stability(fitted, parts.clusterer))


def least_size(mentions: int, wanted: int) -> int:
    """Mentions that a topic needs: as set, but fewer where there are few, from 4.

    >>> [least_size(n, 8) for n in (30, 120, 5_000)]
    [4, 6, 8]
    """
    return min(wanted, max(4, mentions // 20))


def stability(fitted: Fitted, clusterer: object) -> list[float]:
    """How often two mentions of each topic stay together; NaN where the clusterer does not resample.

    BERTopic numbers topics by size, so the clusterer's groups are found again by their members.
    """
    known: Sequence[float] = getattr(clusterer, "stability_", ())
    groups = np.asarray(getattr(clusterer, "labels_", ()))
    found = []
    for topic in range(int(fitted.labels.max(initial=-1)) + 1):
        group = int(groups[np.argmax(fitted.labels == topic)]) if len(known) else -1
        found.append(float(known[group]) if group >= 0 else float("nan"))
    return found


def _everyone(vectors: Vectors, chosen: Ints, fitted: NDArray[np.int64]) -> Ints:
    """The topics of the fitted mentions, and of the others by their neighbours among these."""
    labels = np.full(len(vectors), -1, dtype=np.int64)
    labels[chosen] = fitted
    rest = np.setdiff1d(np.arange(len(vectors)), chosen)
    if rest.size and (fitted >= 0).any():
        labels[rest], _ = assign(vectors[rest], vectors[chosen], fitted)
    return labels


def _named(labels: Ints, fitted: Fitted, stable: Sequence[float]) -> Grouped:
    ids: list[str] = []
    for topic in range(len(stable)):
        ids.append(topic_id(fitted.words.get(topic, [])[:10], ids))
    words = [fitted.words.get(topic, []) for topic in range(len(stable))]
    return Grouped(ids, labels, words, list(stable))
