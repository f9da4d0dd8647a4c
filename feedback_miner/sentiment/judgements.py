"""What vectors say of a feeling: chances of the polarities and, where it was learned, of the intents.

Each encoder has its own small model, trained by `benchmarks/training`; here they are only applied.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from feedback_miner.errors import ModelError, listing
from feedback_miner.sentiment.multilingual import multilingual_polarity
from feedback_miner.tables import Vectors
from feedback_miner.weights import read_weights, softmax

Matrix = NDArray[np.float64]
POLARITIES = ("negative", "neutral", "positive")
INTENTS = ("complaint", "praise", "request", "question", "statement")
WEIGHTS = Path(__file__).parent / "weights" / "judgements.safetensors"
WEIGHTS_SHA256 = "350cc32e1dda12435d100f7207cfa3dfe208a16bf3498c189acfce7800aa1ea2"


@dataclass(frozen=True)
class Judgements:
    """Chances, one row a text.

    Attributes:
        polarity: Of negative, neutral, positive; shape (texts, 3), rows sum to 1.
        intent: Of complaint, praise, request, question, statement; shape (texts, 5). None where the encoder
            has no model for it.
    """

    polarity: Matrix
    intent: Matrix | None = None

    @property
    def strengths(self) -> Matrix:
        """The chance of positive less the chance of negative, in [-1, 1], shape (texts,)."""
        return np.asarray(self.polarity[:, 2] - self.polarity[:, 0])


def judgements(encoder: str, vectors: Vectors) -> Judgements:
    """What the vectors of an encoder say.

    Raises:
        ModelError: If there is no model for this encoder, or its weights are not the published ones.
    """
    if encoder not in JUDGED_ENCODERS:
        reason = f"no polarity was learned for the vectors of '{encoder}'."
        hint = f"Those of {listing(sorted(JUDGED_ENCODERS))} can be judged."
        raise ModelError(reason, hint=hint)
    return JUDGED_ENCODERS[encoder](vectors.astype(np.float64))


def _feedback(vectors: Matrix) -> Judgements:
    weights = read_weights(WEIGHTS, WEIGHTS_SHA256)
    polarity, intent = (
        softmax(vectors @ weights[head] + weights[f"{head}.bias"]) for head in ("polarity", "intent")
    )
    return Judgements(polarity, intent)


def _multilingual(vectors: Matrix) -> Judgements:
    return Judgements(multilingual_polarity(vectors))


JUDGED_ENCODERS: dict[str, Callable[[Matrix], Judgements]] = {
    "feedback": _feedback,
    "multilingual": _multilingual,
}
"""The encoders whose vectors can be judged, by name."""
