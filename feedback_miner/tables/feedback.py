"""From records to tags: what customers said, what it is about, how they feel about it."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from feedback_miner.tables.base import Table, Utc

KINDS = ("survey", "review", "ticket", "other")
RATING_KINDS = ("nps", "csat", "ces", "stars", "other")
POLARITIES = ("positive", "neutral", "negative", "mixed")
INTENTS = ("complaint", "praise", "request", "question", "statement")


class Records(Table):
    """One answer, review or ticket. `text` is cleaned and redacted; all offsets refer to it."""

    record_id: Series[str] = pa.Field(unique=True)
    source: Series[str]
    row: Series[int] = pa.Field(
        ge=1, description="data row of the export, from 1; header and empty rows do not count"
    )
    kind: Series[str] = pa.Field(isin=KINDS)
    channel: Series[str] = pa.Field(nullable=True)
    text: Series[str]
    created_at: Series[Utc] = pa.Field(nullable=True)
    rating: Series[float] = pa.Field(
        ge=0, le=1, nullable=True, description="1 is best, whatever the scale was"
    )
    rating_kind: Series[str] = pa.Field(isin=RATING_KINDS, nullable=True)
    rating_raw: Series[float] = pa.Field(nullable=True)
    language: Series[str] = pa.Field(description="ISO 639-1")
    respondent_id: Series[str] = pa.Field(
        description="the unit of counting; the row in the export where unknown"
    )
    question: Series[str] = pa.Field(nullable=True)
    prior_polarity: Series[str] = pa.Field(isin=POLARITIES, nullable=True)
    duplicate_of: Series[str] = pa.Field(nullable=True)


class JudgedRecords(Records):
    """Records after tagging and sentiment."""

    sentiment: Series[float] = pa.Field(ge=-1, le=1, nullable=True)
    polarity: Series[str] = pa.Field(isin=POLARITIES, nullable=True)
    at_odds: Series[bool] = pa.Field(description="words and rating say the opposite of each other")


class Rejects(Table):
    """An answer that was not used. Answers in = records + rejects, always."""

    source: Series[str]
    row: Series[int] = pa.Field(ge=1)
    reason: Series[str] = pa.Field(description="one of a short list, to count by")
    detail: Series[str] = pa.Field(description="the column or value at fault; never feedback text")


class Mentions(Table):
    """A span about one thing. `record.text[start:end] == text` for each row."""

    mention_id: Series[str] = pa.Field(unique=True)
    record_id: Series[str]
    start: Series[int] = pa.Field(ge=0)
    end: Series[int] = pa.Field(gt=0)
    text: Series[str] = pa.Field(str_length={"min_value": 1})
    language: Series[str]


class JudgedMentions(Mentions):
    """Mentions after sentiment, intent and topics. Null sentiment: no model for that language."""

    sentiment: Series[float] = pa.Field(ge=-1, le=1, nullable=True)
    polarity: Series[str] = pa.Field(isin=POLARITIES, nullable=True)
    intent: Series[str] = pa.Field(isin=INTENTS, nullable=True)
    topic_id: Series[str] = pa.Field(nullable=True)


class Tags(Table):
    """A mention speaks of a touchpoint. A mention without a row here is untagged, and counted as such."""

    mention_id: Series[str]
    record_id: Series[str]
    touchpoint: Series[str]
    stage: Series[str] = pa.Field(nullable=True, description="null: several are possible, none is sure")
    confidence: Series[float] = pa.Field(ge=0, le=1)
    evidence: Series[str] = pa.Field(
        description="why: its keyword, the nearest seed sentence, the keyword of mentions like it, or a "
        "labelled record like it"
    )

    class Config(Table.Config):  # noqa: D106
        unique: ClassVar = ["mention_id", "touchpoint"]


class JudgedTags(Tags):
    """Tags with the feeling about that touchpoint."""

    sentiment: Series[float] = pa.Field(ge=-1, le=1, nullable=True)
    polarity: Series[str] = pa.Field(isin=POLARITIES, nullable=True)
