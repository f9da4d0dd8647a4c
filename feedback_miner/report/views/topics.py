"""The table of topics: what people talk about, whatever the touchpoint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from feedback_miner.report.harmless import shorten
from feedback_miner.report.views.bars import Split, split
from feedback_miner.report.views.quotes import Quote
from feedback_miner.tables import Mined

_READABLE = (20, 220)
"""Characters within which a quote says something and is still read."""
_SHORT = 200


@dataclass(frozen=True)
class TopicRow:
    """One topic with the mention nearest to its middle."""

    topic_id: str
    name: str
    keywords: tuple[str, ...]
    mentions: int
    sentiment: Split
    quote: Quote | None
    said: str
    stability: float | None
    born_in: str | None


def typical_mentions(mined: Mined) -> dict[str, str]:
    """For each topic the mention nearest to the topic's mean, among those long enough to say something."""
    members = mined.mentions[["mention_id", "topic_id", "text"]].reset_index(drop=True)
    typical = {}
    for topic_id, rows in members.groupby("topic_id"):
        nearness = np.zeros(len(rows))
        if len(mined.vectors) == len(members):
            vectors = mined.vectors[rows.index].astype(np.float64)
            nearness = (vectors @ vectors.mean(axis=0)).round(6)
        readable = rows.text.str.len().between(*_READABLE)
        order = rows.assign(near=nearness, readable=readable)
        order = order.sort_values(["readable", "near", "mention_id"], ascending=[False, False, True])
        typical[str(topic_id)] = str(order.mention_id.iloc[0])
    return typical


def list_topics(
    mined: Mined, typical: Mapping[str, str], quotes: Mapping[str, Quote]
) -> tuple[TopicRow, ...]:
    """All topics, largest first."""
    feelings = {key: rows.polarity.dropna() for key, rows in mined.mentions.groupby("topic_id")}
    rows = mined.topics.sort_values(["mentions", "topic_id"], ascending=[False, True]).to_dict("records")
    return tuple(
        TopicRow(
            topic_id=row["topic_id"],
            name=row["name"],
            keywords=tuple(map(str, row["keywords"])),
            mentions=int(row["mentions"]),
            sentiment=split(feelings.get(row["topic_id"], ())),
            quote=(quote := quotes.get(typical.get(row["topic_id"], ""))),
            said=shorten(quote.text, _SHORT) if quote else "",
            stability=None if pd.isna(row["stability"]) else float(row["stability"]),
            born_in=None if pd.isna(row["born_in"]) else str(row["born_in"]),
        )
        for row in rows
    )
