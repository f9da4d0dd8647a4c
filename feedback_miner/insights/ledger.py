"""The ledger: each score, taken apart into the mentions that make it."""

from __future__ import annotations

import pandas as pd
from pandera.typing import DataFrame

from feedback_miner.tables import Ledger, checked


def ledger(parts: pd.DataFrame, respondents: int) -> DataFrame[Ledger]:
    """Contributions to weights: `100/N * share`, in score points, rounded to 12 decimals.

    Scores are rounded to 6 decimals, weights to 12, so the weights of an insight sum to its score to within
    1e-6, for up to a million mentions.

    Args:
        parts: From `scores.contributions`.
        respondents: N, at least 1.
    """
    weights = (100.0 / respondents * parts.share).round(12)
    return checked(parts[["insight_id", "mention_id"]].assign(weight=weights), Ledger)
