"""From mentions up to what holds them: the feeling of a tag and of a whole record."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame

from feedback_miner.config import SentimentConfig
from feedback_miner.sentiment.polarity import polarity_of
from feedback_miner.tables import JudgedRecords, JudgedTags, checked

MIXED_SIDES = 0.6
"""Both the best and the worst mention must be at least this strong for a record to count as mixed."""
MIXED_LEAN = 0.15
"""A record that leans further than this to one side takes that side's polarity."""
BARE_STRENGTH = 0.5
BAD_RATING = 0.25
"""A rating in [0, 1] up to this is bad, from 1 less this good: two stars of five, four stars of five."""
_BARE = re.compile(
    r"\W*(?:absolutely |really )?(nothing|everything)(?: at all| really| i can think of| comes to mind)?\W*",
    re.IGNORECASE,
)


def judge_tags(tags: pd.DataFrame, mentions: pd.DataFrame) -> DataFrame[JudgedTags]:
    """Tags with the `sentiment` and `polarity` of the mention they belong to."""
    of_mention = mentions.set_index("mention_id")[["sentiment", "polarity"]].reindex(tags.mention_id)
    judged = tags.assign(
        sentiment=of_mention.sentiment.to_numpy(dtype=np.float64),
        polarity=pd.array(of_mention.polarity.to_numpy(dtype=object), dtype="str"),
    )
    return checked(judged, JudgedTags)


def judge_records(
    records: pd.DataFrame, mentions: pd.DataFrame, config: SentimentConfig
) -> DataFrame[JudgedRecords]:
    """Records with `sentiment` in [-1, 1] and `polarity`, from their mentions.

    The strength of a record is the mean over its mentions, weighted by the square root of their length. A
    record is mixed when it holds a strong positive and a strong negative mention and leans to neither side. A
    record without a judged mention gets NaN and null.

    A bare "nothing" or "everything" means what the question makes of it (`prior_polarity`): nothing was good,
    or nothing could be better. Without a known question both are good news, as most such answers are.

    `at_odds` marks records whose words and rating are opposed.
    """
    sides = _sides(mentions).reindex(records.record_id)
    lean = sides.lean.to_numpy(dtype=np.float64)
    bare = np.isfinite(lean) & records.text.map(_is_bare).to_numpy(dtype=bool)
    lean = np.where(bare, _bare_strength(records), lean)
    mixed = (sides.low <= -MIXED_SIDES) & (sides.high >= MIXED_SIDES) & (np.abs(lean) <= MIXED_LEAN)
    polarity = np.where(mixed, "mixed", polarity_of(lean, config.neutral_band))
    judged = records.assign(sentiment=lean, polarity=pd.array(polarity, dtype="str"))
    return checked(judged.assign(at_odds=_at_odds(judged)), JudgedRecords)


def _at_odds(records: pd.DataFrame) -> pd.Series[bool]:
    """Angry words with a good rating, or glad words with a bad one: a slip, irony, or an error of ours."""
    good, bad = records.rating >= 1 - BAD_RATING, records.rating <= BAD_RATING
    opposite = (good & (records.polarity == "negative")) | (bad & (records.polarity == "positive"))
    return opposite.fillna(False).astype(bool)


def _sides(mentions: pd.DataFrame) -> pd.DataFrame:
    """One row a record: `lean`, the weighted mean strength, and the lowest and highest strength."""
    known = mentions.loc[mentions.sentiment.notna()].sort_values("mention_id")
    weight = np.sqrt(known.text.str.len().to_numpy(dtype=np.float64))
    by_record = known.assign(weight=weight, weighted=weight * known.sentiment).groupby("record_id")
    sums = by_record[["weight", "weighted"]].sum()
    lean = (sums.weighted / sums.weight).round(6)
    return pd.DataFrame({"lean": lean, "low": by_record.sentiment.min(), "high": by_record.sentiment.max()})


def _is_bare(text: str) -> bool:
    return _BARE.fullmatch(text) is not None


def _bare_strength(records: pd.DataFrame) -> NDArray[np.float64]:
    """What a bare "nothing" or "everything" would mean in answer to the question of each record."""
    nothing = records.text.str.contains("nothing", case=False, regex=False)
    bad_news = ((records.prior_polarity == "positive") & nothing) | (
        (records.prior_polarity == "negative") & ~nothing
    )
    return np.where(bad_news.fillna(False).to_numpy(dtype=bool), -BARE_STRENGTH, BARE_STRENGTH)
