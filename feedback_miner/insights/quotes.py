"""Quotes: mentions that show what an insight is about, word for word."""

from __future__ import annotations

import pandas as pd

READABLE = (20, 220)
"""Characters within which a quote says something and is still read."""


def quotes(parts: pd.DataFrame, mentions: pd.DataFrame, limit: int) -> pd.Series[list[str]]:
    """Up to `limit` mention ids for each insight, to be shown in this order.

    Severe: within a topic the mentions that add most come first. Representative: the topics take turns, the
    most common among the contributing respondents first, so that five quotes are not five times the same
    complaint. Fair: one quote per respondent, no wording twice. Readable: 20 to 220 characters come before
    shorter and longer ones. For opportunities only requests are quoted.

    Args:
        parts: From `scores.contributions`.
        mentions: As in `tables.JudgedMentions`.
        limit: Quotes per insight.

    Returns:
        Lists indexed by insight id; an insight without anything to quote is absent.
    """
    candidates = _candidates(parts, mentions)
    for one_of in ("respondent", "wording"):
        candidates = candidates.drop_duplicates(["insight_id", one_of])
    topics = candidates.groupby(["insight_id", "topic_id"], sort=False)
    candidates = candidates.assign(turn=topics.cumcount(), spread=topics.mention_id.transform("size"))
    candidates = candidates.sort_values(
        ["insight_id", "unreadable", "turn", "spread", "topic_id"],
        ascending=[True, True, True, False, True],
        kind="stable",
    )
    shown = candidates.groupby("insight_id", sort=False).head(limit)
    return shown.groupby("insight_id").mention_id.agg(list).rename("quotes")


def _candidates(parts: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """What may be quoted: readable first, then what adds most, then the smallest id."""
    texts = mentions[["mention_id", "text", "intent", "topic_id"]]
    rows = parts.merge(texts, on="mention_id")
    rows = rows[(rows.kind != "opportunity") | (rows.intent == "request")]
    wording = rows.text.str.strip().str.casefold()
    rows = rows.assign(
        wording=wording,
        unreadable=~wording.str.len().between(*READABLE),
        topic_id=rows.topic_id.fillna(""),
    )
    order = ["insight_id", "unreadable", "share", "mention_id"]
    return rows[wording != ""].sort_values(order, ascending=[True, True, False, True])
