"""How telling a word is: said by many mentions of its topic, by few of the topics around it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
T = TypeVar("T", bound=Hashable)

SHARPNESS = 10.0
EVERYWHERE = 0.3
FLOOR = 0.003


def telling(shares: Sequence[Mapping[T, float]], near: Matrix) -> list[dict[T, float]]:
    """Weight of each word in each topic, `p log(p / q)`.

    p is the share of the topic's mentions that say it, q the same of the topics around it: the word's part of
    the Kullback-Leibler divergence (Kullback and Leibler 1951).

    Args:
        shares: For each topic, the share of its mentions that say a word or phrase, in (0, 1].
        near: How much each other topic counts in q, shape (topics, topics), rows sum to 1.

    Returns:
        Weights in nats, only those above 0.
    """
    columns = {word: column for column, word in enumerate(dict.fromkeys(w for each in shares for w in each))}
    said = np.zeros((len(shares), len(columns)))
    for row, each in enumerate(shares):
        said[row, [columns[word] for word in each]] = list(each.values())
    around = near @ said + FLOOR
    weights = np.where(said > 0, said * np.log(np.maximum(said, FLOOR) / around), 0.0).round(9)
    return [
        {word: float(weights[row, columns[word]]) for word in each if weights[row, columns[word]] > 0}
        for row, each in enumerate(shares)
    ]


def surroundings(centres: Matrix) -> Matrix:
    """How much each topic counts among what is around another: the nearest most, all of them a little.

    Args:
        centres: Unit vectors of the topics, shape (topics, dimensions).

    Returns:
        Weights, shape (topics, topics), zero on the diagonal; rows sum to 1 unless there is one topic.
    """
    count = len(centres)
    others = 1.0 - np.eye(count)
    close = np.exp(SHARPNESS * (np.round(centres @ centres.T, 9) - 1)) * others
    near = close / np.maximum(close.sum(axis=1, keepdims=True), 1e-300)
    weights: Matrix = (1 - EVERYWHERE) * near + EVERYWHERE * others / max(count - 1, 1)
    return weights


def centre(vectors: Matrix) -> Matrix:
    """The mean direction of unit vectors, shape (dimensions,)."""
    mean: Matrix = np.asarray(vectors, dtype=np.float64).mean(axis=0)
    return mean / max(float(np.linalg.norm(mean)), 1e-12)
