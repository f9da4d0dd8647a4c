"""New topics: places where new mentions crowd beyond chance.

A scan statistic (Kulldorff 1997, Communications in Statistics 26(6), 1481-1496): many circles around
mentions and all branches of their tree are looked at, and the strongest crowding is held against the
strongest one that turns up when the same records are called new by lot. So the false alarms of the whole
search are bounded, not those of one look.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feedback_miner.tables import Vectors
from feedback_miner.topics.graph import Ints, neighbours

Floats = NDArray[np.float64]

FALSE_ALARMS = 0.08
"""Chance that anything at all is announced where nothing is new."""
DRAWS = 199
CIRCLES = np.array([6, 8, 10, 12, 15, 20, 25, 30, 40])
"""Mentions within the circles looked at."""
LARGEST_BRANCH = 150
MOST = 6_000
"""Mentions searched, all new ones before any earlier one; more are thinned evenly."""
PURITY = 0.5


@dataclass(frozen=True)
class Pool:
    """Mentions to search, earlier ones and new ones, in an order that does not depend on the input.

    Attributes:
        vectors: Unit vectors, shape (mentions, dimensions).
        new: Whether each is new.
        voices: The record of each as a number: records are called new by lot as a whole.
    """

    vectors: Vectors
    new: NDArray[np.bool_]
    voices: Ints

    def only(self, rows: Ints) -> Pool:
        """Some of the mentions."""
        _, voices = np.unique(self.voices[rows], return_inverse=True)
        return Pool(self.vectors[rows], self.new[rows], voices)


def new_groups(pool: Pool, *, least: int, seed: int) -> list[Ints]:
    """Groups of new mentions where the earlier run had next to nothing.

    Args:
        pool: The mentions.
        least: Records that a group needs.
        seed: For the draws.

    Returns:
        For each group the positions of its new mentions in the pool, the surest group first.
    """
    thinned = _thinned(pool.new)
    small = pool.only(thinned)
    share = float(small.new.mean()) if len(small.new) else 0.0
    if not 0 < share < 1 or len(small.new) <= CIRCLES.max():
        return []
    places = _places(small.vectors)
    found = places.crowding(small.new, share)
    limit = _limit(small, places, share, seed)
    return [thinned[group] for group in _apart(places, found, limit, small, least)]


@dataclass(frozen=True)
class _Places:
    """Where to look, chosen without knowing what is new.

    Attributes:
        nearest: For each mention itself and those nearest to it, shape (mentions, largest circle).
        order: The leaves of the tree, so that each branch is a stretch of them.
        start: Where each branch starts.
        end: Where it ends.
    """

    nearest: Ints
    order: Ints
    start: Ints
    end: Ints

    def crowding(self, new: NDArray[np.bool_], share: float) -> Floats:
        """The log likelihood ratio of each place: circles of each mention by size, then branches."""
        inside = np.cumsum(new[self.nearest], axis=1, dtype=np.int64)[:, CIRCLES - 1]
        circles = _likelihood(inside, np.broadcast_to(CIRCLES, inside.shape), share).ravel()
        sums = np.concatenate(([0], np.cumsum(new[self.order], dtype=np.int64)))
        branches = _likelihood(sums[self.end] - sums[self.start], self.end - self.start, share)
        return np.concatenate((circles, branches))

    def members(self, place: int) -> Ints:
        """Positions of the mentions of a place, as numbered by `crowding`."""
        circles = self.nearest.shape[0] * len(CIRCLES)
        if place < circles:
            return self.nearest[place // len(CIRCLES), : CIRCLES[place % len(CIRCLES)]]
        return self.order[self.start[place - circles] : self.end[place - circles]]


def _places(vectors: Vectors) -> _Places:
    from scipy.cluster.hierarchy import leaves_list, linkage

    exact = vectors.astype(np.float64)
    found, _ = neighbours(exact, exact, int(CIRCLES.max()) - 1, skip_self=True)
    apart = np.maximum(1.0 - (exact @ exact.T).round(6), 0.0)[np.triu_indices(len(exact), 1)]
    tree = linkage(apart, "average")
    order = leaves_list(tree).astype(np.int64)
    start, size = _stretches(tree, order)
    kept = (size >= CIRCLES.min()) & (size <= LARGEST_BRANCH)
    nearest = np.column_stack((np.arange(len(exact)), found))
    return _Places(nearest, order, start[kept], start[kept] + size[kept])


def _stretches(tree: Floats, order: Ints) -> tuple[Ints, Ints]:
    """For each branch the place of its first leaf and how many leaves it has."""
    count = len(order)
    first = np.empty(2 * count - 1, dtype=np.int64)
    first[order] = np.arange(count)
    for branch, (left, right) in enumerate(tree[:, :2].astype(np.int64)):
        first[count + branch] = min(first[left], first[right])
    return first[count:], tree[:, 3].astype(np.int64)


def _likelihood(new: Ints, inside: Ints, share: float) -> Floats:
    """`k ln(q / p) + (n - k) ln((1 - q) / (1 - p))` with q = k / n, 0 unless q > p."""
    rate = new / inside
    with np.errstate(divide="ignore", invalid="ignore"):
        more = new * np.log(rate / share)
        fewer = np.where(inside > new, (inside - new) * np.log((1 - rate) / (1 - share)), 0.0)
    return np.asarray(np.where(rate > share, more + fewer, 0.0))


def _limit(pool: Pool, places: _Places, share: float, seed: int) -> float:
    """The crowding that chance exceeds in few searches."""
    records = np.zeros(pool.voices.max() + 1, dtype=bool)
    records[pool.voices] = pool.new
    lots = np.random.default_rng(seed)
    strongest = [places.crowding(lots.permutation(records)[pool.voices], share).max() for _ in range(DRAWS)]
    return float(np.quantile(strongest, 1 - FALSE_ALARMS, method="higher"))


def _apart(places: _Places, found: Floats, limit: float, pool: Pool, least: int) -> list[Ints]:
    """The new mentions of places over the limit, the strongest first, none of them twice."""
    taken = np.zeros(len(pool.new), dtype=bool)
    groups = []
    over = np.flatnonzero(found.round(6) > round(limit, 6))
    for place in over[np.argsort(-found[over].round(6), kind="stable")]:
        members = places.members(int(place))
        fresh = np.sort(members[pool.new[members]])
        if taken[members].any() or len(fresh) < PURITY * len(members):
            continue
        if np.unique(pool.voices[fresh]).size >= least:
            taken[members] = True
            groups.append(fresh)
    return groups


def _thinned(new: NDArray[np.bool_]) -> Ints:
    """At most so many positions: evenly of the new ones, then evenly of the earlier ones."""
    rows, before = np.flatnonzero(new), np.flatnonzero(~new)
    if len(rows) + len(before) <= MOST:
        return np.arange(len(new))
    some = _evenly(rows, MOST // 2 if len(before) else MOST)
    return np.sort(np.concatenate((some, _evenly(before, MOST - len(some)))))


def _evenly(rows: Ints, count: int) -> Ints:
    return rows if len(rows) <= count else rows[np.linspace(0, len(rows) - 1, count).astype(np.int64)]
