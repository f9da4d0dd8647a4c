"""How a mention feels: strength in [-1, 1], and a name for it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from feedback_miner.sentiment.lexicon import COMPOUND, lexicon_scores
from feedback_miner.tables import Vectors


def strengths(texts: Sequence[str], vectors: Vectors) -> NDArray[np.float64]:  # noqa: ARG001
    """Strength of feeling of each text, from -1 (worst) to 1 (best)."""
    return lexicon_scores(texts)[:, COMPOUND]


def polarity_of(sentiment: NDArray[np.float64], band: float) -> NDArray[np.object_]:
    """Names for strengths: neutral inside the band around 0, None where the strength is unknown (NaN)."""
    names = np.select([sentiment >= band, sentiment <= -band], ["positive", "negative"], "neutral").astype(
        object
    )
    names[np.isnan(sentiment)] = None
    return names
