"""The step itself, top to bottom."""

from __future__ import annotations

import pandas as pd
from pandera.typing import DataFrame

from feedback_miner.config import InsightsConfig
from feedback_miner.insights.cells import numbered, opinions
from feedback_miner.insights.change import changes
from feedback_miner.insights.counts import counted
from feedback_miner.insights.impact import mean_ratings
from feedback_miner.insights.ledger import ledger
from feedback_miner.insights.quotes import quotes
from feedback_miner.insights.resampled import resampled
from feedback_miner.insights.scores import contribution_matrix, contributions
from feedback_miner.tables import (
    INSIGHT_KINDS,
    Insights,
    JudgedMentions,
    JudgedRecords,
    JudgedTags,
    Ledger,
    checked,
    empty,
)
from feedback_miner.taxonomy import Taxonomy

BESIDE = {
    "share": "float",
    "share_low": "float",
    "share_high": "float",
    "period": "str",
    "period_before": "str",
}
"""Columns of the result beside those that `tables.Insights` declares, with their types."""


def rank(
    records: DataFrame[JudgedRecords],
    mentions: DataFrame[JudgedMentions],
    tags: DataFrame[JudgedTags],
    taxonomy: Taxonomy,
    config: InsightsConfig,
    seed: int,
) -> tuple[DataFrame[Insights], DataFrame[Ledger]]:
    """Pain points, opportunities and strengths, ranked, with their uncertainty, and the ledger behind them.

    There is a row for each kind and cell with a score above 0. Cells are the touchpoints and, where a
    touchpoint has several stages, touchpoint x stage; the two are ranked apart. Few respondents do not hide
    an insight, they grade it D.

    Args:
        records: Those that count; all their respondents are the base N, whether or not they say anything.
        mentions: At least those that the tags name.
        tags: Tags of records that are not in `records` are left out.
        taxonomy: The one the tags were made with.
        config: Draws, level and thresholds.
        seed: For the bootstrap. Same tables and seed, same result, whatever the row order or the cores.

    Returns:
        Insights in order of kind, touchpoints before touchpoint x stage, then rank; beside the declared
        columns `share`, `share_low`, `share_high` (those who add to the score, of those who mention the cell)
        and `period`, `period_before` (what `change` compares). And the ledger.

    Raises:
        TableError: If a tag names a mention or a touchpoint that does not exist.
    """
    people = numbered(records)
    said = opinions(people, mentions, tags, taxonomy)
    parts = contributions(said)
    if parts.empty:
        return _nothing(), empty(Ledger)
    respondents = int(people.respondent.max()) + 1
    table = counted(said, parts, respondents, config.level)
    matrix = contribution_matrix(parts, table.index, respondents)
    table = (
        table.join(resampled(table, matrix, mean_ratings(people, respondents), config, seed))
        .join(changes(people, said, table.index, config))
        .join(quotes(parts, mentions, config.quotes))
    )
    return _finished(table), ledger(parts, respondents)


def _finished(table: pd.DataFrame) -> DataFrame[Insights]:
    """The table in its order, with the declared columns first, figures rounded to 6 decimals, and checked."""
    table = table.rename_axis("insight_id").reset_index().assign(topic_id=None)
    table["quotes"] = [ids if isinstance(ids, list) else [] for ids in table.quotes]
    order = table.assign(kind=table.kind.map(INSIGHT_KINDS.index), staged=table.stage.notna())
    order = order.sort_values(["kind", "staged", "rank", "insight_id"])
    table = table.loc[order.index, [*Insights.to_schema().columns, *BESIDE]].reset_index(drop=True)
    return checked(table.round(6), Insights)


def _nothing() -> DataFrame[Insights]:
    """The result where nobody complains, asks or praises."""
    return empty(Insights).assign(**dict.fromkeys(BESIDE))
