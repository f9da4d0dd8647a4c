"""Counts with their denominators: who adds to an insight, of whom."""

from __future__ import annotations

import pandas as pd

from feedback_miner.estimates import wilson_interval


def counted(said: pd.DataFrame, parts: pd.DataFrame, base: int, level: float) -> pd.DataFrame:
    """One row per insight with its counts.

    Args:
        said: From `cells.opinions`.
        parts: From `scores.contributions`.
        base: N, all respondents.
        level: Coverage of the interval of the share.

    Returns:
        Indexed by insight id, in order of kind and cell: `kind`, `cell`, `touchpoint`, `stage`; `respondents`
        who add to the score, `mentioning` who mention the cell at all, `base`, `mentions` that add to the
        score; `share` = respondents / mentioning with `share_low`, `share_high` (Wilson).
    """
    cells = said.groupby("cell").agg(
        touchpoint=("touchpoint", "first"), stage=("stage", "first"), mentioning=("respondent", "nunique")
    )
    insights = parts.groupby("insight_id", sort=False).agg(
        kind=("kind", "first"),
        cell=("cell", "first"),
        respondents=("respondent", "nunique"),
        mentions=("mention_id", "size"),
    )
    table = insights.join(cells, on="cell").assign(base=base)
    pairs = zip(table.respondents, table.mentioning, strict=True)
    intervals = [wilson_interval(hits, total, level=level) for hits, total in pairs]
    return table.assign(
        share=table.respondents / table.mentioning,
        share_low=[low for low, _ in intervals],
        share_high=[high for _, high in intervals],
    )
