"""BERTopic with parts of our choice. The one file that imports bertopic.

`stable` gives the same answer twice, in any row order and on any number of cores: no UMAP, no HDBSCAN.
`classic` is BERTopic as researchers know it, with a seed. Any part can be another object with the methods
that BERTopic asks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_miner.topics.context import Matrix
from feedback_miner.topics.resampled import ResampledGroups

Words = dict[int, list[str]]
WORD = r"(?u)\b[^\W\d]\w+\b"
WORDS = 30


@dataclass(frozen=True)
class Parts:
    """The sub-models of BERTopic; None leaves BERTopic's own default."""

    reducer: Any = None
    clusterer: Any = None
    vectorizer: Any = None
    ctfidf: Any = None
    representation: Any = None


@dataclass(frozen=True)
class Fitted:
    """A fitted BERTopic and what this project reads from it.

    Attributes:
        model: The BERTopic object itself, for its own methods and plots.
        labels: The topic of each text, from 0; -1 for none.
        words: For each topic its words and pairs of words by c-TF-IDF, most telling first.
    """

    model: Any
    labels: NDArray[np.int64]
    words: Words


def stable_parts(keys: Sequence[str], *, groups: int | None, least: int, seed: int) -> Parts:
    """Parts that depend on nothing but the mentions themselves."""
    from bertopic.dimensionality import BaseDimensionalityReduction

    return Parts(
        reducer=BaseDimensionalityReduction(),
        clusterer=ResampledGroups(keys, groups=groups, least=least, seed=seed),
    )


def classic_parts(*, least: int, seed: int) -> Parts:
    """UMAP and HDBSCAN as BERTopic sets them, seeded: they follow the row order and the number of cores."""
    from hdbscan import HDBSCAN
    from umap import UMAP

    reducer = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed, n_jobs=1)
    return Parts(reducer=reducer, clusterer=HDBSCAN(min_cluster_size=least, prediction_data=True))


def fit(texts: Sequence[str], vectors: Matrix, parts: Parts) -> Fitted:
    """Fit BERTopic on texts whose vectors are known.

    Args:
        texts: The mentions, in an order that does not depend on the input.
        vectors: Their unit vectors, shape (mentions, dimensions).
        parts: The sub-models.
    """
    from bertopic import BERTopic
    from bertopic.backend import BaseEmbedder
    from bertopic.vectorizers import ClassTfidfTransformer
    from threadpoolctl import threadpool_limits

    model = BERTopic(
        embedding_model=BaseEmbedder(),
        umap_model=parts.reducer,
        hdbscan_model=parts.clusterer,
        vectorizer_model=parts.vectorizer or _vectorizer(),
        ctfidf_model=parts.ctfidf or ClassTfidfTransformer(reduce_frequent_words=True),
        representation_model=parts.representation,
        top_n_words=WORDS,
    )
    with threadpool_limits(1):
        labels, _ = model.fit_transform(list(texts), embeddings=vectors)
    found = {
        topic: [word for word, weight in pairs if word and weight > 0]
        for topic, pairs in model.get_topics().items()
        if topic >= 0
    }
    return Fitted(model, np.asarray(labels, dtype=np.int64), found)


def words_of(texts: Sequence[str], labels: NDArray[np.int64]) -> Words:
    """Words of groups that are known already, by the c-TF-IDF of BERTopic.

    Args:
        texts: The mentions.
        labels: The group of each; -1 is the rest, against which the groups are told apart.
    """
    from bertopic.vectorizers import ClassTfidfTransformer

    joined = pd.Series(list(texts)).groupby(labels).agg(" ".join)
    vectorizer = _vectorizer()
    weights = ClassTfidfTransformer(reduce_frequent_words=True).fit_transform(
        vectorizer.fit_transform(joined)
    )
    vocabulary = vectorizer.get_feature_names_out()
    found = {}
    for row, label in enumerate(joined.index):
        values = weights[row].toarray().ravel().round(9)
        best = np.argsort(-values, kind="stable")[:WORDS]
        found[int(label)] = [str(vocabulary[index]) for index in best if values[index] > 0]
    return {label: words for label, words in found.items() if label >= 0}


def _vectorizer() -> Any:
    from sklearn.feature_extraction.text import CountVectorizer

    return CountVectorizer(stop_words="english", ngram_range=(1, 2), token_pattern=WORD)
