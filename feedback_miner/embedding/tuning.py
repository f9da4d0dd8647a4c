"""What feedback teaches the published encoder: corrections of low rank to its weights, 1.1 MB in all.

A correction is the product of two thin matrices that is added to a weight matrix once, when the model is
loaded; the tuned model is as large and as fast as the published one (LoRA, Hu et al. 2022, ICLR). The model
card in docs/models.md says what it was trained on.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from feedback_miner.weights import Weights

TUNING = Path(__file__).parent / "weights" / "feedback.safetensors"
TUNING_SHA256 = "a61d16d0c6f94e2d53a5cc27980935b217896658b369c3b07d47e63b8a79d5b0"
_UP, _DOWN = ".up", ".down"


def tuned(published: Mapping[str, NDArray[np.float32]], tuning: Weights) -> dict[str, NDArray[np.float32]]:
    """Published weights plus their corrections.

    Args:
        published: By name.
        tuning: For a weight `w` of shape (out, in), `w.up` of shape (out, rank) and `w.down` (rank, in).
    """
    weights = dict(published)
    for name in sorted(key.removesuffix(_UP) for key in tuning if key.endswith(_UP)):
        weights[name] = (published[name] + tuning[name + _UP] @ tuning[name + _DOWN]).astype(np.float32)
    return weights
