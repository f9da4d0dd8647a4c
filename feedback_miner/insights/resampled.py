"""The figures that the bootstrap gives: scores, ranks and impacts with their intervals, ties and grades."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from feedback_miner.config import InsightsConfig
from feedback_miner.insights.bootstrap import bootstrap, percentile_interval
from feedback_miner.insights.grades import grades
from feedback_miner.insights.impact import enough_rated, impacts, rating_columns
from feedback_miner.insights.ranks import rank_interval, ranks, ties
from feedback_miner.insights.scores import scores

Floats = NDArray[np.float64]


def resampled(
    table: pd.DataFrame, contributions: csr_array, ratings: Floats, config: InsightsConfig, seed: int
) -> pd.DataFrame:
    """Score, rank, ties, grade and impact of each insight, from one bootstrap.

    Args:
        table: Insights from `counts.counted`.
        contributions: Shape (respondents, insights), values in [0, 1].
        ratings: Shape (respondents,), NaN without a rating.
        config: Of this step.
        seed: For the bootstrap.

    Returns:
        Indexed as `table`, with `score`, `rank`, `impact`, their `_low` and `_high`, `tied_with` and `grade`.
    """
    insights = len(table)
    columns = csr_array(hstack([contributions, rating_columns(contributions, ratings)]))
    sums = np.asarray(columns.sum(axis=0))
    draws = _draws(columns, contributions.count_nonzero(axis=1) == 0, ratings, config.draws, seed)
    score = scores(sums[:insights], len(ratings))
    score_draws = scores(draws[:, :insights], len(ratings))
    low, high = percentile_interval(score_draws, config.level, score)
    table = table.assign(score=score, score_low=low, score_high=high)
    groups = table.groupby(["kind", table.stage.isna()], sort=False).indices
    ranked = [_ranked(table.iloc[places], score_draws[:, places], config) for places in groups.values()]
    figures = ["score", "score_low", "score_high"]
    return (
        table[figures]
        .join(pd.concat(ranked))
        .join(_impact(table.index, sums[insights:], draws[:, insights:], config.level))
    )


def _draws(columns: csr_array, silent: NDArray[np.bool_], ratings: Floats, draws: int, seed: int) -> Floats:
    """The bootstrap, with those who add to no insight told apart by their rating only."""
    _, first, counts = np.unique(ratings[silent], return_index=True, return_counts=True)
    return bootstrap(columns[~silent], columns[silent][first], counts, draws, seed)


def _ranked(together: pd.DataFrame, draws: Floats, config: InsightsConfig) -> pd.DataFrame:
    """Rank, ties and grade of the insights that are ranked together."""
    score, ids = together.score.to_numpy(), together.index.to_numpy()
    low, high = rank_interval(score, draws, config.level)
    columns = {
        "rank": ranks(score),
        "rank_low": low,
        "rank_high": high,
        "tied_with": [list(ids[others]) for others in ties(draws, config.tie_share)],
        "grade": grades(low, high, together.respondents.to_numpy(), config.min_respondents),
    }
    return pd.DataFrame(columns, index=together.index)


def _impact(index: pd.Index[str], sums: Floats, draws: Floats, level: float) -> pd.DataFrame:
    """Impact with its interval, null where too few who add to the insight gave a rating."""
    table = pd.DataFrame(np.nan, index=index, columns=["impact", "impact_low", "impact_high"])
    enough = enough_rated(sums)
    if enough.any():
        impact = impacts(sums)[enough]
        low, high = percentile_interval(impacts(draws)[:, enough], level, impact)
        table.loc[enough] = np.column_stack([impact, low, high])
    return table
