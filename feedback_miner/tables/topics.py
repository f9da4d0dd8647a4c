"""Topics, what became of them since an earlier run, and how they go over time."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from feedback_miner.tables.base import Table, Utc

TOPIC_LEVELS = ("theme", "topic")
TOPIC_EVENTS = ("born", "continued", "split", "merged", "retired")
EMERGING_KINDS = ("new", "growing")
UNSTABLE = 0.6
"""Stability under which a topic may look otherwise with a few mentions more or less."""


class Topics(Table):
    """A group of mentions about the same matter, or a theme: several such groups.

    Mentions name topics only.
    """

    topic_id: Series[str] = pa.Field(unique=True)
    level: Series[str] = pa.Field(isin=TOPIC_LEVELS)
    name: Series[str]
    keywords: Series[object] = pa.Field(description="list of words, most telling first")
    parent_id: Series[str] = pa.Field(nullable=True, description="the theme of a topic")
    headline: Series[str] = pa.Field(
        nullable=True, description="mention_id of a quote that stands for the topic"
    )
    mentions: Series[int] = pa.Field(ge=1, description="of a theme: of all its topics")
    stability: Series[float] = pa.Field(
        ge=0, le=1, nullable=True, description="how often two of its mentions stay together in resamples"
    )
    born_in: Series[str] = pa.Field(
        nullable=True, description="the newest day of the data that it was first found in"
    )
    came_from: Series[str] = pa.Field(
        nullable=True, description="ids of the topics it was split or merged from"
    )


class TopicLineage(Table):
    """What became of a topic between an earlier run and this one."""

    topic_id: Series[str] = pa.Field(unique=True)
    event: Series[str] = pa.Field(isin=TOPIC_EVENTS)
    came_from: Series[object] = pa.Field(
        description="list of ids in the earlier run; its own if it continued"
    )
    mentions_before: Series[int] = pa.Field(ge=0)
    mentions: Series[int] = pa.Field(ge=0, description="0 if it is retired")


class TopicPeriods(Table):
    """A topic or theme in a calendar period. Shares are of respondents; a topic has a row in every period."""

    topic_id: Series[str]
    period: Series[str] = pa.Field(description="such as 2026-W27, 2026-07 or 2026Q3")
    start: Series[Utc] = pa.Field(description="its first day")
    partial: Series[bool] = pa.Field(description="the records begin or end inside the period")
    mentions: Series[int] = pa.Field(ge=0)
    respondents: Series[int] = pa.Field(ge=0, description="who speak of it")
    base: Series[int] = pa.Field(ge=0, description="all respondents of the period")
    share: Series[float] = pa.Field(ge=0, le=1, nullable=True, description="null: nobody wrote at all")
    share_low: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    share_high: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    judged: Series[int] = pa.Field(ge=0, description="who speak of it and whose feeling is known")
    sentiment: Series[float] = pa.Field(ge=-1, le=1, nullable=True, description="mean over these")
    sentiment_low: Series[float] = pa.Field(ge=-1, le=1, nullable=True)
    sentiment_high: Series[float] = pa.Field(ge=-1, le=1, nullable=True)
    negative: Series[int] = pa.Field(ge=0, description="of these, who say something negative about it")
    negative_share: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    negative_share_low: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    negative_share_high: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    undated: Series[int] = pa.Field(ge=0, description="mentions of the topic that are in no period")

    class Config(Table.Config):  # noqa: D106
        unique: ClassVar = ["topic_id", "period"]


class EmergingTopics(Table):
    """A topic whose last weeks were tested against those before. Announced are those with a `kind`.

    A voice is a respondent on a day: whoever writes twice on one day is one voice.
    """

    topic_id: Series[str] = pa.Field(unique=True)
    kind: Series[str] = pa.Field(isin=EMERGING_KINDS, nullable=True, description="null: no more than chance")
    began: Series[Utc] = pa.Field(nullable=True, description="first day of the higher rate")
    began_low: Series[Utc] = pa.Field(nullable=True)
    began_high: Series[Utc] = pa.Field(nullable=True)
    recent_start: Series[Utc] = pa.Field(description="first day of the last weeks")
    before_start: Series[Utc] = pa.Field(description="first day of the weeks before")
    respondents: Series[int] = pa.Field(ge=0, description="who speak of it in the last weeks")
    recent: Series[int] = pa.Field(ge=0, description="voices that speak of it in the last weeks")
    recent_base: Series[int] = pa.Field(ge=1, description="all voices of the last weeks")
    before: Series[int] = pa.Field(ge=0, description="voices that speak of it in the weeks before")
    before_base: Series[int] = pa.Field(ge=1, description="all voices of the weeks before")
    ratio: Series[float] = pa.Field(gt=0, description="rate ratio, last weeks over those before")
    ratio_low: Series[float] = pa.Field(ge=0)
    ratio_high: Series[float] = pa.Field(gt=0)
    burst: Series[float] = pa.Field(ge=1, description="how many voices come together, 1 is by themselves")
    p: Series[float] = pa.Field(ge=0, le=1)
    q: Series[float] = pa.Field(ge=0, le=1, description="Benjamini-Hochberg q-value")
