"""The moment of the customer's way that a mention shows, learned from sentences written for this project."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from feedback_miner.weights import read_weights, softmax

Moment = Literal["before", "during", "after", "staying", "leaving", "recommending", "unsaid"]
"""Before buying; while using; afterwards, with support or billing; staying, leaving, or telling others."""
MOMENTS: tuple[Moment, ...] = get_args(Moment)
WEIGHTS = Path(__file__).parent / "weights" / "moments.safetensors"
WEIGHTS_SHA256 = "0dc916d75202619b8420626630ecdef04592192a32a48dc7fac61b68be14a240"


def moments(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chances of the moments, in the order of `MOMENTS`; rows sum to 1.

    Args:
        vectors: Unit vectors of the encoder tuned on feedback, shape (mentions, 384).

    Raises:
        ModelError: If the weights are missing or not the published ones.
    """
    weights = read_weights(WEIGHTS, WEIGHTS_SHA256)
    return softmax(vectors @ weights["moment"] + weights["moment.bias"])
