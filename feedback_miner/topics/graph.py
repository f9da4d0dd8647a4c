"""Which mentions are nearest to which, and the space that such a graph spans."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from feedback_miner.topics.context import Matrix, unit
from feedback_miner.topics.parallel import in_order

Ints = NDArray[np.int64]
_CHUNK = 1_024
_SHARPNESS = 4
"""Power of the cosine by which an edge weighs: near ones count for more."""
_PULL = 2
"""Power of the eigenvalue by which a dimension weighs: those that part the graph clearly count for more."""
_ROUNDS = 6


def neighbours(vectors: Matrix, among: Matrix, count: int, *, skip_self: bool = False) -> tuple[Ints, Matrix]:
    """The nearest rows by cosine.

    Args:
        vectors: Unit vectors, shape (texts, dimensions).
        among: Unit vectors to look among, shape (others, dimensions).
        count: How many, less than the others.
        skip_self: Whether `vectors` are `among`, and a row is not its own neighbour.

    Returns:
        Positions in `among` and cosines rounded to 6 decimals, each of shape (texts, count), nearest first;
        of equally near ones the first.
    """

    def nearest(start: int) -> tuple[Ints, Matrix]:
        cosines = vectors[start : start + _CHUNK] @ among.T
        if skip_self:
            rows = np.arange(len(cosines))
            cosines[rows, start + rows] = -2.0
        candidates = np.argpartition(cosines, cosines.shape[1] - count, axis=1)[:, -count:]
        candidates = np.sort(candidates, axis=1)
        values = np.take_along_axis(cosines, candidates, axis=1).astype(np.float64).round(6)
        order = np.argsort(-values, axis=1, kind="stable")
        found: Ints = np.take_along_axis(candidates, order, axis=1)
        near: NDArray[np.float64] = np.take_along_axis(values, order, axis=1)
        return found, near

    parts = in_order(nearest, range(0, len(vectors), _CHUNK))
    if not parts:
        return np.empty((0, count), dtype=np.int64), np.empty((0, count))
    every: NDArray[np.float64] = np.vstack([near for _, near in parts])
    return np.vstack([found for found, _ in parts]), every


def affinity(vectors: Matrix, count: int) -> Any:
    """The symmetric graph of nearest neighbours, a sparse matrix with weights in [0, 1]."""
    from scipy.sparse import csr_array

    found, near = neighbours(vectors, vectors, count, skip_self=True)
    size = len(vectors)
    weights = np.maximum(near, 0.0) ** _SHARPNESS
    rows = np.repeat(np.arange(size), count)
    graph = csr_array((weights.ravel(), (rows, found.ravel())), shape=(size, size))
    return graph.maximum(graph.T).tocsr()


def leading_vectors(graph: Any, dimensions: int) -> Matrix:
    """Eigenvectors of the normalised graph, those of the largest eigenvalues, shape (nodes, dimensions)."""
    from scipy.sparse.linalg import eigsh

    size = graph.shape[0]
    if dimensions >= size - 1:
        return np.asarray(np.linalg.eigh(_normalised(graph).toarray())[1][:, ::-1][:, :dimensions])
    start = np.full(size, size**-0.5)
    _, vectors = eigsh(_normalised(graph), k=dimensions, which="LA", v0=start, tol=1e-4)
    return np.asarray(vectors[:, ::-1])


def refined_space(graph: Any, guess: Matrix) -> Matrix:
    """Coordinates by a few rounds of subspace iteration from the eigenvectors of a larger graph.

    Several times cheaper than the eigenvectors from nothing, and the same space for what clustering needs.

    Args:
        graph: The graph of some of the nodes.
        guess: Rows of `leading_vectors` of the whole graph, for these nodes.

    Returns:
        Unit rows, shape (nodes, dimensions); only their distances have a meaning.
    """
    step = _normalised(graph)
    basis = guess
    for _ in range(_ROUNDS):
        basis = step @ basis
    basis, _ = np.linalg.qr(basis)
    inner = basis.T @ (step @ basis)
    values, turns = np.linalg.eigh((inner + inner.T) / 2)
    space: NDArray[np.float64] = (basis @ turns) * np.maximum(values, 0.0) ** _PULL
    return unit(space)


def _normalised(graph: Any) -> Any:
    """`D^-1/2 W D^-1/2`, with a little added to each degree so that a lone node is no division by zero."""
    from scipy.sparse import dia_array

    degree = np.asarray(graph.sum(axis=1)).ravel() + 1e-6
    scale = dia_array((degree[None, :] ** -0.5, [0]), shape=graph.shape)
    return (scale @ graph @ scale).tocsr()
