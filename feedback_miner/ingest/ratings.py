"""A rating column to [0, 1] with 1 as best, whatever its scale was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from feedback_miner.config import Columns
from feedback_miner.ingest.rating_cells import NO_RATING, THUMBS, read_number
from feedback_miner.ingest.scales import Scale, find_scale
from feedback_miner.ingest.vocabulary import phrase


@dataclass(frozen=True)
class Ratings:
    """By data row: `rating` in [0, 1], `raw`, `kind`; and how many values were unreadable or outside."""

    rating: pd.Series
    raw: pd.Series
    kind: pd.Series
    scale: Scale | None
    unparsable: int = 0
    outside: int = 0


def read_ratings(cells: pd.Series, types: pd.Series | None, header: str, given: Columns) -> Ratings:
    """Ratings of one column, each survey type on its own scale.

    Args:
        cells: Cells as text, by data row.
        types: The survey type of each row (nps, csat, ces) where the export mixes them.
        header: Name, question text and stated scale of the column.
        given: The user's word on kind and direction, if any.
    """
    if types is None:
        return _read_one(cells, header, given)
    parts = [_read_one(cells[types == each], f"{header} {each}", given) for each in sorted(types.unique())]
    scales = [part.scale for part in parts if part.scale]
    return Ratings(
        rating=_joined([part.rating for part in parts], cells.index),
        raw=_joined([part.raw for part in parts], cells.index),
        kind=_joined([part.kind for part in parts], cells.index),
        scale=replace(scales[0], why="one scale for each survey type, this is the first") if scales else None,
        unparsable=sum(part.unparsable for part in parts),
        outside=sum(part.outside for part in parts),
    )


def _joined(parts: Sequence[pd.Series], index: pd.Index) -> pd.Series:
    whole: pd.Series = pd.concat(parts).reindex(index)
    return whole


def _read_one(cells: pd.Series, header: str, given: Columns) -> Ratings:
    distinct = list(cells.unique())
    blank = {cell for cell in distinct if phrase(cell) in NO_RATING}
    as_thumbs = all(phrase(cell) in THUMBS for cell in distinct if cell not in blank)
    known = {
        cell: THUMBS[phrase(cell)] if as_thumbs else read_number(cell)
        for cell in distinct
        if cell not in blank
    }
    raw = cells.map(known).astype("float64")
    unparsable = int((raw.isna() & ~cells.isin(blank)).sum())
    scale = find_scale(raw.dropna(), header, given, thumbs=as_thumbs)
    if scale is None:
        return Ratings(raw * np.nan, raw, pd.Series(pd.NA, cells.index, dtype="str"), None, unparsable)
    rating = scale.place(raw)
    kind = pd.Series(scale.kind, cells.index, dtype="str").where(raw.notna())
    return Ratings(rating, raw, kind, scale, unparsable, int((raw.notna() & rating.isna()).sum()))


def stated_scale(cells: Sequence[str]) -> str:
    """What a column such as `rating_scale` says, when it says the same in all rows."""
    distinct = {cell for cell in cells if cell}
    return distinct.pop() if len(distinct) == 1 else ""
