"""Calendar periods: which two of them can be compared."""

from __future__ import annotations

import pandas as pd

from feedback_miner.config import InsightsConfig

COVERED = 2 / 3
"""How much of the last period must have passed when its newest record was written."""


def compared_periods(people: pd.DataFrame, config: InsightsConfig) -> tuple[pd.Period, pd.Period] | None:
    """The last period and the one before it, or None where the records do not span two.

    Calendar months or quarters in UTC. A period counts if at least `min_change_respondents` respondents wrote
    in it, so a few records with a wrong date cannot move the comparison. The last period is the latest that
    counts and had passed by two thirds when its newest record was written; the one before it, in the
    calendar, must count too.

    Args:
        people: Dated records with `respondent` and `period`.
        config: Of this step.
    """
    counts = people.groupby("period").respondent.nunique()
    counts = counts[counts >= config.min_change_respondents]
    if counts.empty:
        return None
    last: pd.Period = counts.index.max()
    newest = people.created_at[people.period == last].max().tz_localize(None)
    passed = (newest - last.start_time) / (last.end_time - last.start_time)
    last = last if passed >= COVERED else last - 1
    return (last, last - 1) if last in counts.index and last - 1 in counts.index else None
