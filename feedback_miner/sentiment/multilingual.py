"""How a mention feels, from its multilingual vector alone.

A small network over three classes, trained on English by `benchmarks/training/polarity_multilingual.py`. The
encoder puts a text near its translation, so what was learned in English holds in its other languages.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from feedback_miner.weights import read_weights, softmax

SCALE = 8.0
"""Unit vectors are multiplied by it before they enter: their single numbers are small."""
WEIGHTS = Path(__file__).parent / "weights" / "polarity_multilingual.safetensors"
WEIGHTS_SHA256 = "9bd2a45bb2a2cd120338b4fce5a5b6bed467515b063cc7a2785b8e49e0953ae0"


def multilingual_polarity(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chances of negative, neutral, positive; shape (texts, 3).

    Args:
        vectors: Unit vectors of the multilingual encoder, shape (texts, 512).

    Raises:
        ModelError: If the weights are missing or not the published ones.
    """
    weights = read_weights(WEIGHTS, WEIGHTS_SHA256)
    hidden = np.maximum(vectors * SCALE @ weights["hidden"] + weights["hidden_bias"], 0.0)
    return softmax(hidden @ weights["out"] + weights["out_bias"])
