"""How a mention feels, from its multilingual vector alone.

A small network over three classes, trained on English by `benchmarks/training/polarity_multilingual.py`. The
encoder puts a text near its translation, so what was learned in English holds in its other languages.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from feedback_miner.errors import ModelError
from feedback_miner.tables import Vectors

DIMENSIONS = 512
SCALE = 8.0
"""Unit vectors are multiplied by it before they enter: their single numbers are small."""
WEIGHTS = Path(__file__).parent / "weights" / "polarity_multilingual.safetensors"
WEIGHTS_SHA256 = "9bd2a45bb2a2cd120338b4fce5a5b6bed467515b063cc7a2785b8e49e0953ae0"


def multilingual_strengths(vectors: Vectors) -> NDArray[np.float64]:
    """Strength of feeling: the chance of positive less the chance of negative, in [-1, 1], shape (texts,).

    Args:
        vectors: Unit vectors of the multilingual encoder, shape (texts, 512).

    Raises:
        ModelError: If the weights are missing or not the published ones.
    """
    weights = _shipped()
    hidden = np.maximum(vectors.astype(np.float64) * SCALE @ weights["hidden"] + weights["hidden_bias"], 0.0)
    logits = hidden @ weights["out"] + weights["out_bias"]
    odds = np.exp(logits - logits.max(axis=1, keepdims=True, initial=-np.inf))
    negative, _, positive = (odds / odds.sum(axis=1, keepdims=True)).T
    return np.asarray(positive - negative)


def load_weights(path: Path = WEIGHTS, sha256: str = WEIGHTS_SHA256) -> dict[str, NDArray[np.float64]]:
    """Read the weights.

    Raises:
        ModelError: If the file is missing, or is not the published one.
    """
    from safetensors.numpy import load

    hint = "Install feedback-miner again."
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(f"cannot be read: {error.strerror}.", place=str(path), hint=hint) from None
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        message = f"the polarity weights have digest {found[:12]}, expected {sha256[:12]}."
        raise ModelError(message, place=str(path), hint=hint)
    return {name: tensor.astype(np.float64) for name, tensor in load(content).items()}


@cache
def _shipped() -> dict[str, NDArray[np.float64]]:
    return load_weights()
