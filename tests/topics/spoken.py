"""Tables made by hand for topics over time: who spoke of what on which day."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

FIRST = np.datetime64("2025-01-01")


class Word(NamedTuple):
    """What one respondent said on a day (counted from FIRST; None: no date), of one topic or of none."""

    who: str
    day: int | None
    topic: str | None = None
    sentiment: float | None = 0.0


def tables(words: Iterable[Word]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A record and a mention a word."""
    rows = pd.DataFrame(list(words), columns=list(Word._fields))
    ids = [f"r{place:06d}" for place in range(len(rows))]
    days = pd.to_numeric(rows.day).astype(float)
    created = pd.Timestamp(FIRST, tz="UTC") + pd.to_timedelta(days, unit="D")
    records = pd.DataFrame({"record_id": ids, "respondent_id": rows.who, "created_at": created})
    felt = rows.sentiment.astype(float)
    polarity = np.select([felt < 0, felt > 0, felt == 0], ["negative", "positive", "neutral"], default="")
    mentions = pd.DataFrame(
        {
            "mention_id": [f"m{each}" for each in ids],
            "record_id": ids,
            "topic_id": rows.topic.astype(object).where(rows.topic.notna(), None),
            "sentiment": felt,
            "polarity": pd.Series(polarity).where(polarity != "", None),
        }
    )
    return records, mentions


def topics(names: Iterable[str], themes: dict[str, str] | None = None) -> pd.DataFrame:
    """The topics and, above them, the themes that they name."""
    themes = themes or {}
    above = sorted(set(themes.values()))
    rows = [(name, "theme", None) for name in above]
    rows += [(name, "topic", themes.get(name)) for name in names]
    return pd.DataFrame(rows, columns=["topic_id", "level", "parent_id"])
