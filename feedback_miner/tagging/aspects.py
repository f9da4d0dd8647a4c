"""Vectors turned so that nearness means speaking of the same thing, however one feels about it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from feedback_miner.tables import Embed, Vectors
from feedback_miner.weights import read_weights

Matrix = NDArray[np.float64]
TUNED = "feedback"
"""The encoder that this was learned for. Vectors of others stay as they are."""
WEIGHTS = Path(__file__).parent / "weights" / "aspects.safetensors"
WEIGHTS_SHA256 = "8edd503f077d20b1bcf407b84c8018acb5e4c230d8d87e8bc43264738dbf8c47"


def aspects(encoder: str, vectors: Vectors | Matrix) -> Matrix:
    """Unit vectors by what is spoken of.

    Args:
        encoder: Where the vectors come from.
        vectors: Unit vectors, one row a text.

    Raises:
        ModelError: If the weights are missing or not the published ones.
    """
    exact = np.asarray(vectors, dtype=np.float64)
    matrix = projection(encoder)
    return unit(exact if matrix is None else exact @ matrix.T)


def projection(encoder: str) -> Matrix | None:
    """What vectors are multiplied with, shape (dimensions, dimensions); None: they stay as they are."""
    return read_weights(WEIGHTS, WEIGHTS_SHA256)["projection"] if encoder == TUNED else None


def embed_aspects(encoder: str, embed: Embed) -> Embed:
    """`embed`, with its vectors turned likewise."""

    def turned(texts: Sequence[str]) -> Vectors:
        return aspects(encoder, embed(texts)).astype(np.float32)

    return turned


def unit(vectors: Matrix) -> Matrix:
    """The rows scaled to length one; rows of zeros stay as they are."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths > 0, lengths, 1.0)
