"""Batches of one fixed shape per length, so that a vector depends on its text alone.

Floating-point results change in the last bit with the shape of a batch. If batches were cut from the texts
as they come, the same text would get another vector in another company, from a warmer cache, or on more
cores. Here a text is padded to a length that follows from its own tokens, and every batch of that length has
the same number of rows; short batches are filled up with empty rows. Sorting by length comes for free.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

STEP = 8


@dataclass(frozen=True)
class Batch:
    """Token ids of shape (rows, padded length), and which texts the first rows belong to."""

    texts: NDArray[np.int64]
    ids: NDArray[np.int64]
    mask: NDArray[np.int64]


def padded_length(tokens: int) -> int:
    """The length a text of that many tokens is padded to: the next multiple of eight.

    >>> [padded_length(n) for n in (1, 8, 9)]
    [8, 8, 16]
    """
    return -(-max(tokens, 1) // STEP) * STEP


def fixed_batches(tokens: Sequence[Sequence[int]], batch_tokens: int) -> Iterator[Batch]:
    """Cut texts into batches of a fixed shape per padded length, short texts first.

    Args:
        tokens: Token ids of each text.
        batch_tokens: About how many tokens a batch holds: rows = batch_tokens / padded length, at least one.

    Yields:
        Batches that hold every text once.
    """
    lengths = np.array([padded_length(len(ids)) for ids in tokens], dtype=np.int64)
    for length in np.unique(lengths):
        rows = max(1, batch_tokens // int(length))
        members = np.flatnonzero(lengths == length)
        for start in range(0, len(members), rows):
            yield _batch(members[start : start + rows], tokens, (rows, int(length)))


def _batch(texts: NDArray[np.int64], tokens: Sequence[Sequence[int]], shape: tuple[int, int]) -> Batch:
    ids = np.zeros(shape, dtype=np.int64)
    mask = np.zeros(shape, dtype=np.int64)
    mask[:, 0] = 1  # an empty row attends to its first padding token: no division by zero
    for row, text in enumerate(texts):
        count = len(tokens[text])
        ids[row, :count] = tokens[text]
        mask[row, :count] = 1
    return Batch(texts, ids, mask)
