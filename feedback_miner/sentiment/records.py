"""From mentions up to what holds them: the feeling of a tag and of a whole record."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from feedback_miner.config import SentimentConfig
from feedback_miner.sentiment.polarity import polarity_of
from feedback_miner.tables import JudgedRecords, JudgedTags, checked

MIXED_SIDES = 0.6
"""Both the best and the worst mention must be at least this strong for a record to count as mixed."""
MIXED_LEAN = 0.15
"""A record that leans further than this to one side takes that side's polarity."""


def judge_tags(tags: pd.DataFrame, mentions: pd.DataFrame) -> DataFrame[JudgedTags]:
    """Tags with the `sentiment` and `polarity` of the mention they belong to."""
    of_mention = mentions.set_index("mention_id")[["sentiment", "polarity"]].reindex(tags.mention_id)
    judged = tags.assign(
        sentiment=of_mention.sentiment.to_numpy(dtype=np.float64),
        polarity=pd.array(of_mention.polarity.to_numpy(dtype=object), dtype="str"),
    )
    return checked(judged, JudgedTags)


def judge_records(
    records: pd.DataFrame, mentions: pd.DataFrame, config: SentimentConfig | None = None
) -> DataFrame[JudgedRecords]:
    """Records with `sentiment` in [-1, 1] and `polarity`, from their mentions.

    The strength of a record is the mean over its mentions, weighted by the square root of their length. A
    record is mixed when it holds a strong positive and a strong negative mention and leans to neither side. A
    record without a judged mention gets NaN and null.
    """
    sides = _sides(mentions).reindex(records.record_id)
    lean = sides.lean.to_numpy(dtype=np.float64)
    mixed = (sides.low <= -MIXED_SIDES) & (sides.high >= MIXED_SIDES) & (np.abs(lean) <= MIXED_LEAN)
    band = (config or SentimentConfig()).neutral_band
    polarity = np.where(mixed, "mixed", polarity_of(lean, band))
    return checked(records.assign(sentiment=lean, polarity=pd.array(polarity, dtype="str")), JudgedRecords)


def _sides(mentions: pd.DataFrame) -> pd.DataFrame:
    """One row a record: `lean`, the weighted mean strength, and the lowest and highest strength."""
    known = mentions.loc[mentions.sentiment.notna()].sort_values("mention_id")
    weight = np.sqrt(known.text.str.len().to_numpy(dtype=np.float64))
    by_record = known.assign(weight=weight, weighted=weight * known.sentiment).groupby("record_id")
    sums = by_record[["weight", "weighted"]].sum()
    lean = (sums.weighted / sums.weight).round(6)
    return pd.DataFrame({"lean": lean, "low": by_record.sentiment.min(), "high": by_record.sentiment.max()})
