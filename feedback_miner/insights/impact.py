"""Impact on the rating: how much lower or higher the mean is with those who speak of a cell. No promise."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

Floats = NDArray[np.float64]
MIN_RATED = 3
"""Contributing respondents with a rating below which no impact is given."""


def leave_one_out(sums: Floats, counts: Floats, total: Floats, respondents: Floats) -> Floats:
    """Mean rating of all minus the mean rating without those of cell c: `n_c (S_c - S) / (N - n_c)`.

    S is the mean over the N respondents with a rating (for each the mean of their ratings, in [0, 1] with 1
    best), S_c the mean over the n_c of them who add to the insight. Negative: they rate lower than others.
    Unit: rating points, range [-1, 1]. It is an association: impacts of different cells overlap and do not
    sum, and none says what would happen if the cell were mended.

    Args:
        sums: n_c S_c, the sum of the ratings in the cell, shape (..., cells).
        counts: n_c, shape (..., cells).
        total: N S, the sum of all ratings, shape (..., 1).
        respondents: N, shape (..., 1).

    Returns:
        Shape (..., cells); 0 where n_c = 0, NaN where n_c = N.

    Source:
        The identity behind the published impact formulas of Thematic, Kapiche and Qualtrics.
    """
    others = respondents - counts
    with np.errstate(divide="ignore", invalid="ignore"):
        impact = (sums - counts * total / respondents) / others
    return np.where(others > 0, impact, np.nan)


def mean_ratings(people: pd.DataFrame, respondents: int) -> Floats:
    """The mean rating of each respondent in [0, 1], NaN without one; shape (respondents,)."""
    means = people.groupby("respondent", sort=True).rating.mean()
    return means.reindex(range(respondents)).to_numpy(dtype=np.float64)


def rating_columns(contributions: csr_array, ratings: Floats) -> csr_array:
    """What `impacts` needs of each respondent, so that the bootstrap can draw it along with the scores.

    Args:
        contributions: Shape (respondents, insights).
        ratings: Shape (respondents,), NaN without a rating.

    Returns:
        Shape (respondents, 2 * insights + 2): rating and count per insight, then rating and count overall.
    """
    rated = np.isfinite(ratings).astype(np.float64)[:, None]
    rating = np.nan_to_num(ratings)[:, None]
    adds = (contributions > 0).astype(np.float64)
    return csr_array(hstack([adds * rating, adds * rated, csr_array(rating), csr_array(rated)]))


def impacts(sums: Floats) -> Floats:
    """The impact of each insight from column sums over `rating_columns`, shape (..., 2 * insights + 2)."""
    insights = sums.shape[-1] // 2 - 1
    cells, overall = sums[..., :-2], sums[..., -2:]
    return leave_one_out(cells[..., :insights], cells[..., insights:], overall[..., :1], overall[..., 1:])


def enough_rated(sums: Floats) -> NDArray[np.bool_]:
    """Where at least `MIN_RATED` rated respondents add to the insight and at least one does not."""
    insights = sums.shape[-1] // 2 - 1
    counts = sums[insights:-2]
    return np.asarray((counts >= MIN_RATED) & (counts < sums[-1]))
