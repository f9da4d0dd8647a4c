"""Change: the last period against the one before it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from feedback_miner.config import InsightsConfig
from feedback_miner.dates import dated
from feedback_miner.estimates import benjamini_hochberg, fisher_p, rate_ratio
from feedback_miner.insights.periods import compared_periods
from feedback_miner.insights.scores import contributions

COLUMNS = ["change", "change_low", "change_high", "change_p"]


def changes(
    people: pd.DataFrame, said: pd.DataFrame, insight_ids: pd.Index[str], config: InsightsConfig
) -> pd.DataFrame:
    """The change of each insight, in shares of respondents who add to it, with interval and q-value.

    Tested are insights with at least `min_change_respondents` contributing respondents over both periods; the
    others are null. Undated records do not enter. The q-values control the false alarms among all tests of
    the run, over all kinds and cells.

    Args:
        people: From `cells.numbered`.
        said: From `cells.opinions`.
        insight_ids: Which insights, and in which order.
        config: Of this step.

    Returns:
        Indexed by insight id: `change`, `change_low`, `change_high`, `change_q`, and the two periods compared
        as `period` and `period_before`, such as 2026Q3 or 2026-07, null where nothing could be compared.
    """
    people, said = dated(people, config.period), dated(said, config.period)
    table = pd.DataFrame(np.nan, index=insight_ids, columns=[*COLUMNS, "change_q"])
    periods = compared_periods(people, config)
    names = [str(period) for period in periods] if periods else [None, None]
    if periods:
        table[COLUMNS] = _tests(people, said, periods, table.index, config)
        tested = table.change_p.notna()
        table.loc[tested, "change_q"] = benjamini_hochberg(table.change_p[tested].to_numpy())
    table = table.assign(period=names[0], period_before=names[1]).astype(
        {"period": "str", "period_before": "str"}
    )
    return table.drop(columns="change_p")


def _tests(
    people: pd.DataFrame,
    said: pd.DataFrame,
    periods: tuple[pd.Period, pd.Period],
    insight_ids: pd.Index[str],
    config: InsightsConfig,
) -> pd.DataFrame:
    totals = [people.respondent[people.period == period].nunique() for period in periods]
    hits = [_contributing(said[said.period == period], insight_ids) for period in periods]
    rows = []
    for here, before in zip(*hits, strict=True):
        if here + before < config.min_change_respondents:
            rows.append([np.nan] * len(COLUMNS))
            continue
        counts = (here, totals[0], before, totals[1])
        rows.append([*rate_ratio(*counts, level=config.level), fisher_p(*counts)])
    return pd.DataFrame(rows, index=insight_ids, columns=COLUMNS, dtype=np.float64)


def _contributing(said: pd.DataFrame, insight_ids: pd.Index[str]) -> list[int]:
    """How many respondents add to each insight."""
    counts = contributions(said).groupby("insight_id").respondent.nunique()
    return [int(count) for count in counts.reindex(insight_ids, fill_value=0)]
