"""Groups of mentions that stay together whichever part of the data is looked at.

A single clustering of feedback is one of many: leave out a tenth of the rows, and k-means draws many borders
elsewhere. Here clusterings of different parts vote, and only what they agree on is a topic.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feedback_miner.topics.context import Matrix
from feedback_miner.topics.graph import Ints, affinity, leading_vectors, refined_space
from feedback_miner.topics.parallel import in_order

Together = NDArray[np.float32]

DRAWS = 30
SHARE = 0.8
"""Of the mentions that each draw looks at."""
JOIN = 0.4
"""Two groups are one if their mentions are together in at least this share of the draws, on average."""
BELONG = 0.5
"""A mention belongs to a group if it is with the others of it in at least this share of the draws."""
AGREEMENT = 0.67
"""Share of mentions with a group, times the mean stability, from which on so many groups are not too many."""
MUCH_BETTER = 0.12
"""Gain of agreement for which half as many groups are better."""
LEAST_AGREEMENT = 0.6
"""Under this, nothing holds together and there are no topics."""
TRIAL = 10
"""Draws by which a number of groups is tried."""
TRIED = 2_500
"""Mentions by which it is tried."""
FEWEST = 4
DIMENSIONS = 60
NEIGHBOURS = 15


def group_count(mentions: int) -> int:
    """Groups that a draw makes at first: 1.35 times the square root of the mentions, of 15 mentions or more.

    >>> [group_count(n) for n in (30, 300, 5_500)]
    [2, 20, 100]
    """
    return int(max(2, min(round(1.35 * mentions**0.5), mentions // 15)))


class ResampledGroups:
    """The clusterer, in the form that BERTopic takes: `fit`, then `labels_`.

    Evidence accumulation (Fred and Jain 2005, IEEE TPAMI 27(6), 835-850) over k-means in the spectral space
    (Ng, Jordan and Weiss 2002) of the graph of nearest neighbours; average linkage, cut where groups are
    together in under four of ten draws. Which mentions a draw looks at follows from their keys alone, so that
    more or fewer rows leave the draws of the others as they were.

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
        """Group unit vectors, shape (mentions, dimensions), in an order that does not depend on the input.

        A number of groups that is not given is looked for: see `_right_count`.
        """
        exact = np.asarray(vectors, dtype=np.float64)
        graph = affinity(exact, min(NEIGHBOURS, len(exact) - 1))
        most = min(self.groups or group_count(len(exact)), len(exact) - 1)
        leading = leading_vectors(graph, min(DIMENSIONS, most))
        groups = self.groups or self._right_count(graph, leading, most)
        agreed = _agree(self._ballots(graph, leading, groups, range(DRAWS)), self.least)
        if not self.groups and agreed.share < LEAST_AGREEMENT:
            agreed = Agreed(np.full(len(exact), -1, dtype=np.int64), [])
        self.labels_, self.stability_ = agreed.labels, agreed.stability
        return self

    def _right_count(self, graph: Any, leading: Matrix, groups: int) -> int:
        """Half as many groups, as long as the draws agree too little on so many, or much better on half."""
        share = self._agreement(graph, leading, groups)
        while groups // 2 >= FEWEST:
            half = self._agreement(graph, leading, groups // 2)
            if share >= AGREEMENT and half - share <= MUCH_BETTER:
                break
            groups, share = groups // 2, half
        return groups

    def _agreement(self, graph: Any, leading: Matrix, groups: int) -> float:
        """How far a few draws agree, seen on some of the mentions: enough to tell too many groups."""
        size = len(leading)
        some = np.unique(np.linspace(0, size - 1, min(size, TRIED)).astype(np.int64))
        ballots = self._ballots(graph, leading, groups, range(TRIAL))
        least = max(3, round(self.least * len(some) / size))
        return _agree([ballot[some] for ballot in ballots], least).share

    def _ballots(self, graph: Any, leading: Matrix, groups: int, draws: Iterable[int]) -> list[Any]:
        """The groups of each draw, sparse and of shape (mentions, groups)."""
        from scipy.sparse import csr_array
        from sklearn.cluster import KMeans
        from sklearn.exceptions import ConvergenceWarning

        size, lots = len(leading), _lots(self.keys, self.seed)

        def ballot(draw: int) -> Any:
            seen = np.flatnonzero(lots[:, draw] < SHARE)
            space = refined_space(graph[seen][:, seen], leading[seen][:, :groups])
            means = KMeans(min(groups, len(seen)), n_init=1, random_state=self.seed + draw, max_iter=100)
            found = means.fit_predict(space)
            ones = np.ones(len(seen), dtype=np.float32)
            return _everyone(csr_array((ones, (seen, found)), shape=(size, groups)), graph, seen)

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # fewer different places than groups
            return in_order(ballot, draws)


@dataclass(frozen=True)
class Agreed:
    """What the draws agree on: the group of each mention, or -1, and the stability of each group."""

    labels: Ints
    stability: list[float]

    @property
    def share(self) -> float:
        """Share of the mentions that have a group, times the mean stability, in [0, 1]."""
        return float((self.labels >= 0).mean() * np.mean(self.stability)) if self.stability else 0.0


def _agree(ballots: Sequence[Any], least: int) -> Agreed:
    from scipy.sparse import hstack

    ballot = hstack(ballots).tocsr()
    together: Together = (ballot @ ballot.T).toarray() / np.float32(len(ballots))
    labels = _sure_members(_without_small(_linked(together), together, least), together, least)
    groups = range(labels.max() + 1)
    return Agreed(labels, [_stability(together, labels == group) for group in groups])


def _lots(keys: Sequence[str], seed: int) -> Matrix:
    """A number in [0, 1) for each key and draw, by a hash."""
    salt = f"{seed}:".encode()
    digests = (
        hashlib.blake2b(salt + key.encode("utf-8", "surrogatepass"), digest_size=2 * DRAWS) for key in keys
    )
    numbers = np.frombuffer(b"".join(digest.digest() for digest in digests), dtype=">u2")
    return numbers.reshape(len(keys), DRAWS) / 2.0**16


def _everyone(votes: Any, graph: Any, seen: NDArray[np.intp]) -> Any:
    """The votes of a draw with those it did not look at joined to the group of their neighbours."""
    from scipy.sparse import csr_array

    rest = np.setdiff1d(np.arange(votes.shape[0]), seen)
    nearest = np.asarray((graph[rest] @ votes).toarray()).round(6).argmax(axis=1)
    ones = np.ones(len(rest), dtype=np.float32)
    return votes + csr_array((ones, (rest, nearest)), shape=votes.shape)


def _linked(together: Together) -> Ints:
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
    members = (labels[:, None] == order).astype(np.float32)
    means = (together @ members) / members.sum(axis=0)
    return np.asarray(means.round(5).argmax(axis=1), dtype=np.int64)


def _sure_members(labels: Ints, together: Together, least: int) -> Ints:
    """Mentions that are with their group in under half of the draws leave it; what is then too small goes."""
    kept, number = np.full(len(labels), -1, dtype=np.int64), 0
    for group in range(labels.max() + 1):
        members = np.flatnonzero(labels == group)
        share = together[np.ix_(members, members)].mean(axis=1)
        sure = members[share.round(5) >= BELONG]
        if len(sure) >= least:
            kept[sure] = number
            number += 1
    return kept


def _stability(together: Together, members: NDArray[np.bool_]) -> float:
    block = together[np.ix_(members, members)]
    pairs = len(block) * (len(block) - 1)
    return round(float((block.sum(dtype=np.float64) - np.trace(block)) / pairs), 4) if pairs else 0.0
