"""Calendar periods of records, which more than one step counts by. All in UTC."""

from __future__ import annotations

import pandas as pd


def dated(rows: pd.DataFrame, period: str) -> pd.DataFrame:
    """The rows with a date, and the calendar period it falls in.

    Args:
        rows: With `created_at`.
        period: week, month or quarter; weeks begin on Monday.

    Returns:
        The rows whose date is known, with `period` (pandas periods).
    """
    known = rows[rows.created_at.notna()]
    return known.assign(period=known.created_at.dt.tz_localize(None).dt.to_period(period[0].upper()))
