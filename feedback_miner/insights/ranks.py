"""Ranks with their intervals, and which insights are ties."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def ranks(scores: Floats) -> Ints:
    """Ranks from 1, the highest score first; equal scores share the better rank.

    Args:
        scores: Shape (..., insights); the last axis is ranked.
    """
    from scipy.stats import rankdata

    return np.asarray(rankdata(-scores, method="min", axis=-1), dtype=np.int64)


def rank_interval(scores: Floats, draws: Floats, level: float) -> tuple[Ints, Ints]:
    """Where each insight stands in the middle `level` of the draws.

    Insights with equal scores in a draw may hold any of the places they share: the better end of the interval
    is read from the best of these places, the worse end from the worst. Between two places the outer one is
    taken, and the interval is widened to hold the rank itself.

    Args:
        scores: Shape (insights,).
        draws: The scores in each draw, shape (draws, insights).
        level: Coverage, in (0, 1).

    Returns:
        Best and worst rank, `1 <= best <= rank <= worst <= insights`.

    Source:
        Goldstein and Spiegelhalter (1996), JRSS A 159(3), 385-443.
    """
    from scipy.stats import rankdata

    tail = (1 - level) / 2
    best = np.quantile(ranks(draws), tail, axis=0, method="lower")
    worst = np.quantile(rankdata(-draws, method="max", axis=-1), 1 - tail, axis=0, method="higher")
    here = ranks(scores)
    return np.minimum(best, here).astype(np.int64), np.maximum(worst, here).astype(np.int64)


def ties(draws: Floats, tie_share: float) -> list[Ints]:
    """For each insight, the others it is tied with.

    Two insights are tied when either leads in more than `tie_share` of the draws, that is, when the one that
    leads less often still does so. A draw in which both score the same counts half for each.

    Args:
        draws: The scores in each draw, shape (draws, insights).
        tie_share: In (0, 0.5).

    Returns:
        For each insight the positions of the others, ascending. The relation is symmetric.
    """
    tied = []
    for position in range(draws.shape[1]):
        own = draws[:, [position]]
        leads = (own > draws).mean(axis=0) + 0.5 * (own == draws).mean(axis=0)
        among = np.flatnonzero(np.minimum(leads, 1 - leads) > tie_share)
        tied.append(among[among != position])
    return tied
