"""Mentions that say little lean on the rest of their record: "Why is that?" is about what came before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_miner.tables import Vectors

Matrix = NDArray[np.float32] | NDArray[np.float64]
M = TypeVar("M", NDArray[np.float32], NDArray[np.float64])

ENOUGH = 4.0
"""Telling words with which a mention and the other mention of its record weigh the same."""
_CHUNK = 50_000
_WORD = re.compile(r"[^\W\d_]{2,}")


def in_context(texts: Sequence[str], record_ids: Sequence[str], vectors: Matrix) -> Vectors:
    """Unit vectors in which a mention of few telling words leans on the record that holds it.

    With `w` the telling words of a mention (plus a half), `m` the mentions of its record and `r` the mean of
    their vectors weighted by `w`: `v + (4 / w)^2 / (m - 1) * r`. A mention that says enough stays nearly
    itself, and so does one of many: long reviews speak of many things. Nothing here depends on other
    records, so a mention has the same vector in every run.

    Args:
        texts: The mentions.
        record_ids: The record of each.
        vectors: Their unit vectors, shape (mentions, dimensions).
    """
    from scipy.sparse import csr_array

    near = np.asarray(vectors, dtype=np.float32)
    if not len(near):
        return near
    records, _ = pd.factorize(np.asarray(record_ids, dtype=object))
    others = (np.bincount(records)[records] - 1).astype(np.float32)
    telling = _telling_words(texts, others > 0) + np.float32(0.5)
    membership = csr_array((telling, (records, np.arange(len(records)))), dtype=np.float32)
    together: NDArray[np.float32] = membership @ near
    whole = unit(together)
    lean = np.where(others > 0, (ENOUGH / telling) ** 2 / np.maximum(others, 1), 0).astype(np.float32)
    leaning = np.empty_like(near)
    for start in range(0, len(near), _CHUNK):
        part = slice(start, start + _CHUNK)
        leaning[part] = unit(near[part] + lean[part, None] * whole[records[part]])
    return leaning


def unit(vectors: M) -> M:
    """The rows scaled to length one; rows of zeros stay as they are."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: M = vectors / np.where(lengths > 0, lengths, lengths.dtype.type(1))
    return scaled


def _telling_words(texts: Sequence[str], asked: NDArray[np.bool_]) -> Vectors:
    """How many different words each text has that are no function words; 0 where it is not asked."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    counts = np.zeros(len(texts), dtype=np.float32)
    for place in np.flatnonzero(asked):
        counts[place] = len(set(_WORD.findall(texts[int(place)].lower())) - ENGLISH_STOP_WORDS)
    return counts
