"""Groups of mentions that stay together whichever part of the data is looked at.

A single clustering of feedback is one of many: leave out a tenth of the rows and k-means or HDBSCAN draws a third of
the borders elsewhere. Here many clusterings of different parts vote, and only what they agree on is a topic.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feedback_miner.topics.context import Matrix
from feedback_miner.topics.graph import Ints, affinity, leading_vectors, refined_space

Together = NDArray[np.float32]

DRAWS = 30
SHARE = 0.8
"""Of the mentions that each draw looks at."""
JOIN = 0.4
"""Two groups are one if their mentions are together in at least this share of the draws, on average."""
BELONG = 0.5
"""A mention belongs to a group if it is with the others of it in at least this share of the draws."""
DIMENSIONS = 60
NEIGHBOURS = 15


def group_count(mentions: int) -> int:
    """Groups that each draw makes: 1.35 times the square root of the mentions, of some 15 mentions at least.

    >>> [group_count(n) for n in (30, 300, 5_500)]
    [2, 20, 100]
    """
    return int(max(2, min(round(1.35 * mentions**0.5), mentions // 15)))


class ResampledGroups:
    """The clusterer, in the form that BERTopic takes: `fit`, then `labels_`.

    Evidence accumulation (Fred and Jain 2005, IEEE TPAMI 27(6), 835-850) over k-means in the spectral space (Ng,
    Jordan and Weiss 2002) of the graph of nearest neighbours; average linkage, cut where groups
    are together in under four of ten draws. Which mentions a draw looks at follows from their keys alone, so that more or
    fewer rows leave the draws of the others as they were.

    Attributes:
        labels_: The group of each mention, from 0, largest first; -1 for a mention that is with its group in
            under half of the draws, or whose group is too small.
        stability_: For each group, how often two of its mentions are together, in [0, 1].
    """

    def __init__(
        self, keys: Sequence[str], *, groups: int | None = None, least: int = 8, seed: int = 0
    ) -> None:
        self.keys, self.groups, self.least, self.seed = keys, groups, least, seed
        self.labels_: Ints = np.empty(0, dtype=np.int64)
        self.stability_: list[float] = []

    def fit(self, vectors: Matrix, y: Any = None) -> ResampledGroups:  # noqa: ARG002
        """Group unit vectors of shape (mentions, dimensions), in an order that does not depend on the input."""
        together = self._together(np.asarray(vectors, dtype=np.float64))
        labels = _agreed(together)
        labels = _without_small(labels, together, self.least)
        labels = _sure_members(labels, together, self.least)
        self.labels_ = labels
        self.stability_ = [_stability(together, labels == group) for group in range(labels.max() + 1)]
        return self

    def _together(self, vectors: Matrix) -> Together:
        """How often two mentions are in one group, in [0, 1], shape (mentions, mentions)."""
        from scipy.sparse import csr_array, hstack
        from sklearn.cluster import KMeans

        size = len(vectors)
        groups = min(self.groups or group_count(size), size - 1)
        graph = affinity(vectors, min(NEIGHBOURS, size - 1))
        leading = leading_vectors(graph, min(DIMENSIONS, groups))
        ballots = []
        for draw in range(DRAWS):
            seen = np.flatnonzero(_lots(self.keys, self.seed, draw) < SHARE)
            space = refined_space(graph[seen][:, seen], leading[seen])
            means = KMeans(min(groups, len(seen)), n_init=1, random_state=self.seed + draw, max_iter=100)
            ones = np.ones(len(seen), dtype=np.float32)
            votes = csr_array((ones, (seen, means.fit_predict(space))), shape=(size, groups))
            ballots.append(_everyone(votes, graph, seen))
        ballot = hstack(ballots).tocsr()
        together: Together = (ballot @ ballot.T).toarray() / np.float32(DRAWS)
        return together


def _lots(keys: Sequence[str], seed: int, draw: int) -> Matrix:
    """A number in [0, 1) for each key, by a hash."""
    salt = f"{seed}:{draw}:".encode()
    digests = (hashlib.blake2b(salt + key.encode(), digest_size=8).digest() for key in keys)
    return np.array([int.from_bytes(digest, "big") / 2.0**64 for digest in digests])


def _everyone(votes: Any, graph: Any, seen: NDArray[np.intp]) -> Any:
    """The votes of a draw with those it did not look at joined to the group of their neighbours."""
    from scipy.sparse import csr_array

    rest = np.setdiff1d(np.arange(votes.shape[0]), seen)
    nearest = np.asarray((graph[rest] @ votes).toarray()).round(6).argmax(axis=1)
    ones = np.ones(len(rest), dtype=np.float32)
    return votes + csr_array((ones, (rest, nearest)), shape=votes.shape)


def _agreed(together: Together) -> Ints:
    """Average linkage, cut where the draws no longer agree."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    apart = 1.0 - together
    np.fill_diagonal(apart, 0.0)
    tree = linkage(squareform(apart, checks=False), "average")
    return np.asarray(fcluster(tree, 1.0 - JOIN, "distance"), dtype=np.int64) - 1


def _without_small(labels: Ints, together: Together, least: int) -> Ints:
    """Members of groups that are too small join the group they are with most often; -1 if there is none."""
    sizes = np.bincount(labels)
    large = np.flatnonzero(sizes >= least)
    if not large.size:
        return np.full(len(labels), -1, dtype=np.int64)
    order = large[np.argsort(-sizes[large], kind="stable")]
    means = np.stack([together[:, labels == group].mean(axis=1) for group in order], axis=1)
    return np.asarray(means.round(6).argmax(axis=1), dtype=np.int64)


def _sure_members(labels: Ints, together: Together, least: int) -> Ints:
    """Mentions that are with their group in under half of the draws leave it; what is then too small goes."""
    kept = np.full(len(labels), -1, dtype=np.int64)
    number = 0
    for group in range(labels.max() + 1):
        members = np.flatnonzero(labels == group)
        share = together[np.ix_(members, members)].mean(axis=1)
        sure = members[share.round(6) >= BELONG]
        if len(sure) >= least:
            kept[sure] = number
            number += 1
    return kept


def _stability(together: Together, members: NDArray[np.bool_]) -> float:
    block = together[np.ix_(members, members)]
    pairs = len(block) * (len(block) - 1)
    return round(float((block.sum(dtype=np.float64) - np.trace(block)) / pairs), 4) if pairs else 0.0
