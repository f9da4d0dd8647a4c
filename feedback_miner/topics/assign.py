"""Mentions to topics that exist already: by their nearest mentions that have one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from feedback_miner.topics.context import Matrix
from feedback_miner.topics.graph import Ints, neighbours

VOTERS = 10
MAJORITY = 0.5
NEAR_ENOUGH = 0.05
"""A mention is far from all if its nearest known one is farther than all but this share of these have one."""


def assign(
    vectors: Matrix, known: Matrix, labels: Ints, *, majority: float = MAJORITY
) -> tuple[Ints, NDArray[np.bool_]]:
    """The topic that most of the nearest known mentions have, weighted by nearness.

    Args:
        vectors: Unit vectors of the mentions, shape (mentions, dimensions).
        known: Unit vectors of mentions whose topic is known, shape (known, dimensions).
        labels: Their topics, from 0; -1 for those without. They vote too, for none.
        majority: Share of the votes that a topic needs, in [0, 1].

    Returns:
        The topic of each mention, or -1; and whether it is far from everything known.
    """
    voters = min(VOTERS, len(known))
    found, near = neighbours(vectors, known, voters)
    weights = np.maximum(near, 0.0) ** 4
    votes = labels[found]
    winners = np.full(len(vectors), -1, dtype=np.int64)
    best = np.zeros(len(vectors))
    for voter in range(voters):
        share = np.where(votes == votes[:, [voter]], weights, 0.0).sum(axis=1)
        better = (share > best) & (votes[:, voter] >= 0)
        winners[better], best[better] = votes[better, voter], share[better]
    sure = best >= majority * np.maximum(weights.sum(axis=1), 1e-12)
    far = near[:, 0] < nearness_limit(known)
    return np.where(sure & ~far, winners, -1), far


def nearness_limit(known: Matrix) -> float:
    """The cosine under which a mention is farther from the known ones than they are from each other."""
    some = known[: min(len(known), 4_096)]
    _, near = neighbours(some, some, 1, skip_self=True)
    return float(np.quantile(near[:, 0], NEAR_ENOUGH))
