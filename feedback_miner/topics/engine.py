"""BERTopic with parts that give the same answer twice. The one file that imports bertopic.

UMAP and HDBSCAN follow the row order and the number of cores. Their places are taken by a principal component
analysis in double precision and k-means on the unit sphere with a fixed seed, on one thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feedback_miner.tables import Vectors

Words = dict[int, list[str]]
WORD = r"(?u)\b[^\W\d]\w+\b"


class UnitPca:
    """The dimension reducer: principal components, then unit length."""

    def __init__(self, dimensions: int) -> None:
        self.dimensions = dimensions

    def fit(self, vectors: Vectors, y: Any = None) -> UnitPca:  # noqa: ARG002
        """Fit on vectors of shape (mentions, dimensions)."""
        from sklearn.decomposition import PCA

        components = min(self.dimensions, *vectors.shape)
        self._pca = PCA(components, svd_solver="covariance_eigh").fit(vectors.astype(np.float64))
        return self

    def transform(self, vectors: Vectors) -> NDArray[np.float64]:
        """Unit vectors of fewer dimensions."""
        reduced = self._pca.transform(vectors.astype(np.float64))
        unit: NDArray[np.float64] = reduced / np.maximum(
            np.linalg.norm(reduced, axis=1, keepdims=True), 1e-12
        )
        return unit


def fit(
    texts: Sequence[str], vectors: Vectors, *, topics: int, dimensions: int, seed: int
) -> tuple[NDArray[np.int64], Words]:
    """Group texts into `topics` clusters.

    Args:
        texts: The mentions, in an order that does not depend on the input (sorted by id).
        vectors: Their unit vectors, shape (mentions, dimensions).
        topics: Number of clusters.
        dimensions: Principal components kept.
        seed: For the first guess of the cluster centres.

    Returns:
        The cluster of each text, and for each cluster its words by c-TF-IDF, most telling first.
    """
    from bertopic import BERTopic
    from bertopic.backend import BaseEmbedder
    from bertopic.vectorizers import ClassTfidfTransformer
    from sklearn.cluster import KMeans
    from sklearn.feature_extraction.text import CountVectorizer
    from threadpoolctl import threadpool_limits

    model = BERTopic(
        embedding_model=BaseEmbedder(),
        umap_model=UnitPca(dimensions),
        hdbscan_model=KMeans(topics, n_init=4, random_state=seed),
        vectorizer_model=CountVectorizer(stop_words="english", ngram_range=(1, 2), token_pattern=WORD),
        ctfidf_model=ClassTfidfTransformer(reduce_frequent_words=True),
        top_n_words=30,
    )
    with threadpool_limits(1):
        clusters, _ = model.fit_transform(list(texts), embeddings=vectors)
    words = {
        topic: [word for word, weight in pairs if word and weight > 0]
        for topic, pairs in model.get_topics().items()
    }
    return np.asarray(clusters, dtype=np.int64), words
