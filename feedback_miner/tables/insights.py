"""Figures that enter a ranking, and the ledger behind them."""

from __future__ import annotations

import pandera.pandas as pa
from pandera.typing import Series

from feedback_miner.tables.base import Table

INSIGHT_KINDS = ("pain", "opportunity", "strength")
GRADES = ("A", "B", "C", "D")


class Insights(Table):
    """A figure that can enter a ranking. Scores are per 100 respondents, in [0, 100].

    `stage` null: the touchpoint over all its stages. Ranks count from 1 within one `kind`, over touchpoints
    and over touchpoint x stage apart.
    """

    insight_id: Series[str] = pa.Field(unique=True)
    kind: Series[str] = pa.Field(isin=INSIGHT_KINDS)
    touchpoint: Series[str]
    stage: Series[str] = pa.Field(nullable=True)
    topic_id: Series[str] = pa.Field(nullable=True)
    respondents: Series[int] = pa.Field(ge=0, description="who add to the score")
    mentioning: Series[int] = pa.Field(ge=0, description="who mention the cell at all")
    base: Series[int] = pa.Field(ge=1, description="N: all respondents of the run")
    mentions: Series[int] = pa.Field(ge=0, description="mentions that add to the score")
    score: Series[float] = pa.Field(ge=0)
    score_low: Series[float] = pa.Field(ge=0)
    score_high: Series[float] = pa.Field(ge=0)
    rank: Series[int] = pa.Field(ge=1)
    rank_low: Series[int] = pa.Field(ge=1)
    rank_high: Series[int] = pa.Field(ge=1)
    tied_with: Series[object] = pa.Field(description="list of insight ids")
    change: Series[float] = pa.Field(nullable=True, description="rate ratio, last period over the one before")
    change_low: Series[float] = pa.Field(nullable=True)
    change_high: Series[float] = pa.Field(nullable=True)
    change_q: Series[float] = pa.Field(ge=0, le=1, nullable=True, description="Benjamini-Hochberg q-value")
    impact: Series[float] = pa.Field(nullable=True, description="leave-one-out, in rating points of [0, 1]")
    impact_low: Series[float] = pa.Field(nullable=True)
    impact_high: Series[float] = pa.Field(nullable=True)
    grade: Series[str] = pa.Field(isin=GRADES)
    quotes: Series[object] = pa.Field(description="list of mention ids")


class Ledger(Table):
    """What one mention adds to one score. The weights of an insight sum to its score."""

    insight_id: Series[str]
    mention_id: Series[str]
    weight: Series[float] = pa.Field(ge=0)
