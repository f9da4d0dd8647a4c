"""Whether a confidence of 0.7 is right seven times in ten."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_miner.labels.resampling import DECIMALS

BINS = 10


def reliability(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> pd.DataFrame:
    """Tags by confidence, in ten bins of equal width.

    Args:
        confidence: Of each (record, touchpoint) pair that was found, in [0, 1].
        right: Whether the record is labelled with it.

    Returns:
        `low`, `high`, `pairs`, `confidence` (mean) and `right` (share) of each bin that holds any.
    """
    place = np.minimum((confidence * BINS).astype(np.int64), BINS - 1)
    table = pd.DataFrame({"bin": place, "confidence": confidence, "right": right.astype(np.float64)})
    bins = table.groupby("bin").agg(
        pairs=("right", "size"), confidence=("confidence", "mean"), right=("right", "mean")
    )
    bins.insert(0, "low", bins.index / BINS)
    bins.insert(1, "high", (bins.index + 1) / BINS)
    return bins.round(DECIMALS).reset_index(drop=True)


def calibration_error(bins: pd.DataFrame) -> float | None:
    """Expected calibration error in [0, 1]: how far confidence and share of right tags lie apart, on average.

    Source:
        Naeini, Cooper and Hauskrecht (2015), AAAI 29: bins of equal width, weighted by their size.
    """
    if bins.empty:
        return None
    apart = (bins.confidence - bins.right).abs() * bins.pairs
    return round(float(apart.sum() / bins.pairs.sum()), DECIMALS)
