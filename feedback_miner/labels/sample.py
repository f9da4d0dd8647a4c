"""Which records to label: some by lot, to measure by; some unsure or unlike the rest, to learn from."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_miner.tables import Vectors

DIVERSE_FROM = 5_000
"""Records among which the diverse ones are sought, themselves drawn by lot."""
_COLUMNS = ["record_id", "drawn", "inclusion"]


def draw_sample(
    records: pd.DataFrame,
    mentions: pd.DataFrame,
    tags: pd.DataFrame,
    vectors: Vectors,
    *,
    size: int,
    threshold: float,
    seed: int,
) -> pd.DataFrame:
    """Draw records to label.

    Half are a simple random sample of all records: only these may be used to measure. A quarter are records
    with a tag near the threshold, touchpoint by touchpoint in turn; the rest are spread over the vectors.

    Args:
        records: All records, in any order.
        mentions: Their mentions.
        tags: The tags of the mentions.
        vectors: Unit vectors of the mentions, in the order of `mentions`.
        size: Records to draw. It is fewer where there are fewer, or few that differ.
        threshold: Confidence from which on there is a tag.
        seed: Start of the random draw.

    Returns:
        `record_id`, `drawn` (random | uncertain | diverse) and `inclusion`, the probability in (0, 1] with
        which a random one was drawn, else NaN; one row a record, shuffled, so that whoever stops half way
        has labelled a random half.
    """
    rng = np.random.default_rng(seed)
    ids = np.sort(records.record_id.to_numpy(dtype=object))
    size = min(size, len(ids))
    by_lot = (size + 1) // 2 if size < len(ids) else size
    random = list(rng.permutation(ids)[:by_lot])
    rest = (size - by_lot + 1) // 2
    uncertain = _uncertain(tags[~tags.record_id.isin(random)], threshold)[:rest]
    left = mentions.record_id.isin(set(ids) - {*random, *uncertain}).to_numpy()
    wanted = size - by_lot - len(uncertain)
    diverse = _diverse(mentions.record_id[left].to_numpy(dtype=object), vectors[left], wanted, rng)
    sample = [(each, "random", len(random) / len(ids)) for each in random]
    sample += [(each, "uncertain", np.nan) for each in uncertain]
    sample += [(each, "diverse", np.nan) for each in diverse]
    table = pd.DataFrame(sample, columns=_COLUMNS)
    return table.iloc[rng.permutation(len(table))].reset_index(drop=True)


def _uncertain(tags: pd.DataFrame, threshold: float) -> list[str]:
    """Records with tags, the least sure first: the nearest to the threshold of each touchpoint in turn."""
    pairs: pd.DataFrame = tags.groupby(["record_id", "touchpoint"])[["confidence"]].max().reset_index()
    pairs["distance"] = (pairs.confidence - threshold).abs().round(6)
    pairs = pairs.sort_values(["distance", "record_id", "touchpoint"])
    pairs["turn"] = pairs.groupby("touchpoint").cumcount()
    pairs = pairs.sort_values(["turn", "distance", "record_id", "touchpoint"])
    return list(dict.fromkeys(pairs.record_id))


def _diverse(
    record_of: NDArray[np.object_], vectors: Vectors, count: int, rng: np.random.Generator
) -> list[str]:
    """As many records, spread over the directions of their mentions: one near the centre of each cluster."""
    ids = np.unique(record_of)
    chosen = np.sort(rng.permutation(len(ids))[:DIVERSE_FROM])
    if count <= 0 or not len(ids):
        return []
    if len(ids) <= count:
        return list(ids)
    points = _means(record_of, vectors, ids[chosen])
    clusters = min(count, len(np.unique(points, axis=0)))
    return [str(ids[chosen][row]) for row in _central(points, clusters, rng)]


def _means(record_of: NDArray[np.object_], vectors: Vectors, ids: NDArray[np.object_]) -> NDArray[np.float64]:
    """The mean vector of each of these records, of length one."""
    kept = np.isin(record_of, ids)
    rows = np.searchsorted(ids, record_of[kept])
    order = np.argsort(rows, kind="stable")
    sums = np.zeros((len(ids), vectors.shape[1]))
    np.add.at(sums, rows[order], np.asarray(vectors[kept][order], dtype=np.float64))
    sums = sums.round(6)
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12))


def _central(points: NDArray[np.float64], count: int, rng: np.random.Generator) -> list[int]:
    """The row nearest to the centre of each of `count` clusters, each row once."""
    from sklearn.cluster import KMeans
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        clusters = KMeans(count, n_init=1, random_state=int(rng.integers(2**31))).fit(points)
    distances = np.linalg.norm(points - clusters.cluster_centers_[clusters.labels_], axis=1).round(6)
    rows = np.lexsort((np.arange(len(points)), distances))
    firsts = pd.Series(rows).groupby(clusters.labels_[rows]).first()
    return [int(row) for row in firsts]
