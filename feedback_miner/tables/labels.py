"""What people say records speak of, and how sure the tagger is without having seen it."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from feedback_miner.tables.base import Table
from feedback_miner.tables.feedback import POLARITIES

DRAWN = ("random", "uncertain", "diverse")


class Labels(Table):
    """What a person says a record speaks of: a row a touchpoint, or one row without for none at all."""

    record_id: Series[str]
    touchpoint: Series[str] = pa.Field(nullable=True, description="null: the record speaks of none")
    polarity: Series[str] = pa.Field(isin=POLARITIES, nullable=True)
    labeller: Series[str] = pa.Field(description="who says so; empty where unknown")
    drawn: Series[str] = pa.Field(
        isin=DRAWN, nullable=True, description="how the record came to be labelled; null: unknown"
    )

    class Config(Table.Config):  # noqa: D106
        unique: ClassVar = ["record_id", "labeller", "touchpoint"]


class OutOfFold(Table):
    """How sure the tagger is of a labelled record when it has not learned from that record's labels."""

    record_id: Series[str]
    touchpoint: Series[str]
    confidence: Series[float] = pa.Field(ge=0, le=1)
