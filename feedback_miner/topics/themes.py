"""Themes: a few groups of topics, so that a person can read many of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32] | NDArray[np.float64]

LEAST_TOPICS = 8
UNRELATED = 1.0
FEWEST, MOST = 3, 15


def themes(centres: Matrix, sizes: Sequence[int]) -> list[int]:
    """The theme of each topic, as a number.

    Average linkage on the cosine distance between topics, less what all of them have in common, cut where
    about as many themes hold two topics or more as the square root of the topics: what a person can read.
    Of cuts with as many themes the one that leaves the fewest topics alone is taken; what has nothing in
    common but what all topics have, a distance of 1, is never joined.

    Args:
        centres: Unit vectors of the topics, shape (topics, dimensions).
        sizes: Mentions of each topic, at least 1.

    Returns:
        A number for each topic, from 0, themes with the most mentions first. A number that one topic alone
        has is no theme. Fewer than 8 topics have no themes: each gets a number of its own. The grouping does
        not depend on the order of the topics.

    Raises:
        ValueError: If there are not as many sizes as centres.

    Source:
        Sokal and Michener (1958): unweighted average linkage.
    """
    if len(centres) != len(sizes):
        raise ValueError(f"{len(centres)} centres and {len(sizes)} sizes")
    rows: NDArray[np.float64] = np.asarray(centres, dtype=np.float64).round(6)
    order = np.lexsort((np.asarray(sizes), *rows.T[::-1]))
    groups = np.empty(len(rows), dtype=np.int64)
    groups[order] = np.arange(len(rows)) if len(rows) < LEAST_TOPICS else _groups(rows[order])
    return _largest_first(groups, sizes)


def theme_count(topics: int) -> int:
    """How many themes to aim at: the square root of the topics, from 3 to 15.

    >>> [theme_count(n) for n in (8, 30, 130, 1_000)]
    [3, 5, 11, 15]
    """
    return int(np.clip(round(topics**0.5), FEWEST, MOST))


def _groups(rows: NDArray[np.float64]) -> NDArray[np.int64]:
    from scipy.cluster.hierarchy import cut_tree, linkage
    from scipy.spatial.distance import squareform

    tree = linkage(squareform(_distances(rows), checks=False), method="average")
    cuts = cut_tree(tree).T
    shared = [np.bincount(cut)[np.bincount(cut) > 1] for cut in cuts]
    aim, related = theme_count(len(rows)), 1 + int((tree[:, 2] < UNRELATED).sum())
    best = min(range(related), key=lambda cut: (abs(len(shared[cut]) - aim), -shared[cut].sum(), cut))
    return np.asarray(cuts[best], dtype=np.int64)


def _distances(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cosine distances of what tells the topics apart, rounded far above their noise."""
    apart = rows - rows.mean(axis=0)
    unit = apart / np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-12)
    distances = np.clip(1 - np.round(unit @ unit.T, 6), 0, 2)
    np.fill_diagonal(distances, 0)
    symmetric: NDArray[np.float64] = np.maximum(distances, distances.T)
    return symmetric


def _largest_first(groups: NDArray[np.int64], sizes: Sequence[int]) -> list[int]:
    """The same groups, numbered by their mentions."""
    totals = np.bincount(groups, weights=np.asarray(sizes, dtype=np.float64))
    numbers = {int(group): number for number, group in enumerate(np.argsort(-totals, kind="stable"))}
    return [numbers[int(group)] for group in groups]
