"""What stands behind a score: its heaviest mentions, their topics, and the stages they speak of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from feedback_miner.report.harmless import shorten
from feedback_miner.report.insight import Insight
from feedback_miner.report.views.bars import length
from feedback_miner.report.views.quotes import Quote
from feedback_miner.report.words import number, percent
from feedback_miner.tables import Mined

_HEAVIEST = 5
_SHORT = 140
Counts = dict[str, dict[str, int]]
"""Mentions by insight id, then by the value of a column, most first; null counts under ''."""


@dataclass(frozen=True)
class Portion:
    """A part of the mentions behind a score; `score` is that part's own, where it has one."""

    name: str
    mentions: str
    share: str
    bar: float
    score: str


@dataclass(frozen=True)
class Weight:
    """What one mention adds to a score, and the sum so far."""

    quote: Quote
    text: str
    weight: str
    running: str


@dataclass(frozen=True)
class Weights:
    """The heaviest mentions of a score, and what all of them sum to."""

    heaviest: tuple[Weight, ...]
    sentence: str


class LedgerBook:
    """The ledger of one run, ready to be asked for one insight after the other."""

    def __init__(self, mined: Mined, insights: Sequence[Insight]) -> None:
        order = mined.ledger.sort_values(["weight", "mention_id"], ascending=[False, True])
        heaviest = order.groupby("insight_id", sort=True).head(_HEAVIEST)
        self.quoted = set(heaviest.mention_id)
        self._heaviest = {str(key): rows for key, rows in heaviest.groupby("insight_id")}
        self._sums = mined.ledger.groupby("insight_id").weight.sum().to_dict()
        self._sizes = mined.ledger.groupby("insight_id").size().to_dict()
        self.topics = _counts(mined.ledger.merge(mined.mentions[["mention_id", "topic_id"]]), "topic_id")
        self.stages = _counts(_with_stages(mined, insights), "stage")

    def weights(self, insight: Insight, quotes: Mapping[str, Quote]) -> Weights:
        """The heaviest mentions of an insight, with the sentence that says what they sum to."""
        rows = self._heaviest.get(insight.insight_id)
        if rows is None:
            return Weights((), "No mention adds to this score.")
        columns = (rows.mention_id, rows.weight, rows.weight.cumsum())
        heaviest = tuple(
            _weight(quotes[m], weight, so_far) for m, weight, so_far in zip(*columns, strict=True)
        )
        size, total = self._sizes[insight.insight_id], self._sums[insight.insight_id]
        return Weights(heaviest, _sum_sentence(len(heaviest), size, total, insight.score))


def portions(parts: Sequence[tuple[str, int, str]], total: int) -> tuple[Portion, ...]:
    """Names, counts and scores as parts of a total."""
    return tuple(
        Portion(name, number(n), percent(n, total), length(n, axis=total), score) for name, n, score in parts
    )


def _with_stages(mined: Mined, insights: Sequence[Insight]) -> pd.DataFrame:
    touchpoints = {insight.insight_id: insight.touchpoint for insight in insights}
    weights = mined.ledger.assign(touchpoint=mined.ledger.insight_id.map(touchpoints).astype(str))
    return weights.merge(mined.tags[["mention_id", "touchpoint", "stage"]])


def _counts(rows: pd.DataFrame, column: str) -> Counts:
    sizes = rows.assign(**{column: rows[column].fillna("")}).groupby(["insight_id", column]).size()
    table = sizes.rename("n").reset_index()
    table = table.sort_values(["insight_id", "n", column], ascending=[True, False, True])
    counts: Counts = {}
    for insight_id, value, n in zip(table.insight_id, table[column], table.n, strict=True):
        counts.setdefault(insight_id, {})[value] = int(n)
    return counts


def _weight(quote: Quote, weight: float, running: float) -> Weight:
    return Weight(quote, shorten(quote.text, _SHORT), f"{weight:.3f}", f"{running:.3f}")


def _sum_sentence(shown: int, size: int, total: float, score: float) -> str:
    if size == 1:
        said = f"One mention, of weight {total:.3f}"
    elif shown == size:
        said = f"These {size} weights sum to {total:.3f}"
    else:
        said = f"These are the {shown} heaviest of {number(size)} weights, which sum to {total:.3f}"
    same = abs(total - score) < 0.005
    return f"{said}: the score." if same else f"{said}; the score, corrected, is {score:.3f}."
