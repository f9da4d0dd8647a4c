"""All tables of a run together, and the promises that hold between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from feedback_miner.errors import TableError
from feedback_miner.tables.base import Vectors


@dataclass(frozen=True)
class Mined:
    """All tables of one run, as they stand in the run folder."""

    records: pd.DataFrame
    rejects: pd.DataFrame
    mentions: pd.DataFrame
    vectors: Vectors
    tags: pd.DataFrame
    topics: pd.DataFrame
    topic_lineage: pd.DataFrame
    topic_periods: pd.DataFrame
    emerging_topics: pd.DataFrame
    insights: pd.DataFrame
    ledger: pd.DataFrame

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by name, without the vectors."""
        return {name: table for name, table in vars(self).items() if name != "vectors"}


def check_slices(mentions: pd.DataFrame, records: pd.DataFrame) -> None:
    """Check that every mention is a slice of its record.

    Raises:
        TableError: With the first mention that is not.
    """
    texts = dict(zip(records.record_id, records.text, strict=True))
    columns = (mentions.mention_id, mentions.record_id, mentions.start, mentions.end, mentions.text)
    for mention_id, record_id, start, end, text in zip(*columns, strict=True):
        if texts.get(record_id, "")[start:end] != text:
            raise TableError(f"mention {mention_id} is not a slice of its record")


def check_ledger(insights: pd.DataFrame, ledger: pd.DataFrame) -> None:
    """Check that the weights of every insight sum to its score.

    Raises:
        TableError: With the first insight that cannot be recomputed from the ledger.
    """
    sums = ledger.groupby("insight_id").weight.sum().reindex(insights.insight_id, fill_value=0.0)
    wrong = insights.insight_id[~np.isclose(sums.to_numpy(), insights.score.to_numpy(), atol=1e-5)]
    if len(wrong):
        raise TableError(f"the ledger of {wrong.iloc[0]} does not sum to its score")
