"""Calendar periods of records, which more than one step counts by. All in UTC."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

ASTRAY_DAYS = 366
ASTRAY_SHARE = 0.01


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


def without_astray(records: pd.DataFrame) -> pd.DataFrame:
    """The records, with no date where the date is hardly the true one.

    Dates lie astray where over a year without any record parts them from the others, and they are under 1 %
    of all dates.
    """
    days = day_numbers(records.created_at.dropna())
    unique, counts = np.unique(days, return_counts=True)
    islands = np.cumsum(np.diff(unique, prepend=unique[:1]) > ASTRAY_DAYS)
    share = np.bincount(islands, counts) / max(1, days.size)
    astray = unique[share[islands] < ASTRAY_SHARE]
    if not astray.size:
        return records
    known = records.created_at.notna()
    wrong = known.copy()
    wrong[known] = np.isin(days, astray)
    return records.assign(created_at=records.created_at.mask(wrong))


def day_numbers(created_at: pd.Series[pd.Timestamp]) -> NDArray[np.int64]:
    """Days since 1 January 1970, for dates that are all known."""
    return created_at.dt.tz_localize(None).to_numpy(dtype="datetime64[D]").astype(np.int64)
