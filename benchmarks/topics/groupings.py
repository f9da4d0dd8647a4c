"""Topics by this project and by BERTopic's defaults, in one shape, and how alike two groupings are."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd
from corpora import SEED, Corpus
from numpy.typing import NDArray

from feedback_miner.config import TopicsConfig
from feedback_miner.tables import Vectors
from feedback_miner.topics import Found, Previous, find_topics

Labels = NDArray[np.int64]


def ours(corpus: Corpus, previous: Previous | None = None) -> Found:
    """Topics as the command finds them with its default settings."""
    return find_topics(corpus.mentions, corpus.spoken_of, TopicsConfig(), SEED, previous=previous)


def labels_of(found: Found) -> Labels:
    """The topic of each mention as a number, -1 for none."""
    labels, _ = pd.factorize(found.mentions.topic_id, sort=True)
    return labels.astype(np.int64)


def defaults(texts: Sequence[str], vectors: Vectors, seed: int | None = SEED) -> Labels:
    """The topics of BERTopic() for texts whose vectors are given, -1 for outliers.

    Args:
        texts: What its words are made of.
        vectors: Shape (texts, dimensions).
        seed: For UMAP, all else as it comes; None leaves UMAP unseeded, as BERTopic() does.
    """
    from bertopic import BERTopic
    from bertopic.backend import BaseEmbedder
    from umap import UMAP

    own = {"n_neighbors": 15, "n_components": 5, "min_dist": 0.0, "metric": "cosine"}
    reducer = None if seed is None else UMAP(**own, random_state=seed)
    model = BERTopic(embedding_model=BaseEmbedder(), umap_model=reducer)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        labels, _ = model.fit_transform(list(texts), embeddings=vectors)
    return np.asarray(labels, dtype=np.int64)


def alike(one: Labels, other: Labels) -> dict[str, float]:
    """Adjusted Rand indices of two groupings of the same mentions.

    Returns:
        `both`: over mentions with a topic in both. `all`: over all, no topic being a group like any other.
    """
    from sklearn.metrics import adjusted_rand_score

    both = (one >= 0) & (other >= 0)
    return {
        "both": float(adjusted_rand_score(one[both], other[both])),
        "all": float(adjusted_rand_score(one, other)),
        "share with a topic in both": float(both.mean()),
    }


def matched(one: Labels, other: Labels) -> dict[int, int]:
    """Which group of `other` each group of `one` is, by the one-to-one matching that most mentions share."""
    from scipy.optimize import linear_sum_assignment

    both = (one >= 0) & (other >= 0)
    shared = pd.crosstab(one[both], other[both])
    rows, columns = linear_sum_assignment(-shared.to_numpy())
    return dict(zip(shared.index[rows], shared.columns[columns], strict=True))


def count(labels: Labels) -> int:
    """How many topics there are."""
    return len(set(labels.tolist()) - {-1})
