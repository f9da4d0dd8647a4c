"""Names for strengths of feeling."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def polarity_of(sentiment: NDArray[np.float64], band: float) -> NDArray[np.object_]:
    """Names for strengths: neutral inside the band around 0, None where the strength is unknown (NaN)."""
    names = np.select([sentiment >= band, sentiment <= -band], ["positive", "negative"], "neutral").astype(
        object
    )
    names[np.isnan(sentiment)] = None
    return names
