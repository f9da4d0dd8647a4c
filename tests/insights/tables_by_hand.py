"""Small tables for the tests of this folder, written as (respondent, touchpoint, ...) notes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from feedback_miner.config import InsightsConfig
from feedback_miner.insights import rank
from feedback_miner.insights.cells import numbered, opinions
from feedback_miner.insights.scores import contributions
from feedback_miner.insights.scores import scores as per_hundred
from feedback_miner.tables import JudgedMentions, JudgedRecords, JudgedTags, checked
from feedback_miner.taxonomy import Taxonomy

TAXONOMY = Taxonomy.model_validate(
    {
        "version": "1",
        "name": "Teapots",
        "stages": [{"id": "before", "name": "Before"}, {"id": "after", "name": "After"}],
        "touchpoints": [
            {
                "id": "delivery",
                "name": "Delivery",
                "stages": ["before", "after"],
                "kind": "physical",
                "description": "d",
            },
            {"id": "app", "name": "App", "stages": ["after"], "kind": "digital", "description": "d"},
            {"id": "support", "name": "Support", "stages": ["after"], "kind": "human", "description": "d"},
        ],
    }
)
_TYPES: dict[type, pd.Series] = {}
QUICK = InsightsConfig(draws=100)


@dataclass(frozen=True)
class Note:
    """One mention of one respondent about one touchpoint; each note is a record of its own."""

    who: str
    touchpoint: str | None = None
    sentiment: float | None = 0.0
    intent: str = "statement"
    stage: str | None = None
    polarity: str | None = None
    rating: float | None = None
    when: str | None = None
    text: str | None = None
    topic: str | None = None

    @property
    def feeling(self) -> str | None:
        """The polarity given, or the one that the sentiment asks for."""
        if self.polarity or self.sentiment is None:
            return self.polarity
        if abs(self.sentiment) < 0.2:
            return "neutral"
        return "negative" if self.sentiment < 0 else "positive"


def tables(notes: list[Note]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Records, mentions and tags; note i becomes record r000i and mention m000i."""
    said = [
        (f"r{i:04d}", f"m{i:04d}", note, note.text or f"note {i} on the teapot")
        for i, note in enumerate(notes)
    ]
    records = [
        _record(record, place, note, text) for place, (record, _, note, text) in enumerate(said, start=1)
    ]
    mentions = [_mention(record, mention, note, text) for record, mention, note, text in said]
    tags = [_tag(record, mention, note) for record, mention, note, _ in said if note.touchpoint]
    judged = [record | {"at_odds": False} for record in records]
    return _frame(judged, JudgedRecords), _frame(mentions, JudgedMentions), _frame(tags, JudgedTags)


def ranked(
    notes: list[Note], config: InsightsConfig = QUICK, seed: int = 1
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Insights, indexed by id, and ledger of some notes."""
    insights, ledger = rank(*tables(notes), TAXONOMY, config, seed)
    return insights.set_index("insight_id"), ledger


def scored(notes: list[Note]) -> dict[str, float]:
    """Only the scores of some notes, by insight id: much quicker than `ranked`."""
    records, mentions, tags = tables(notes)
    people = numbered(records)
    sums = contributions(opinions(people, mentions, tags, TAXONOMY)).groupby("insight_id").share.sum()
    return dict(zip(sums.index, per_hundred(sums.to_numpy(), people.respondent.nunique()), strict=True))


def again(note: Note, **changes: Any) -> Note:
    """The note with some things changed."""
    return replace(note, **changes)


def _record(record_id: str, row: int, note: Note, text: str) -> dict[str, Any]:
    return {
        "record_id": record_id,
        "source": "by-hand.csv",
        "row": row,
        "kind": "survey",
        "text": text,
        "created_at": pd.Timestamp(note.when, tz="UTC") if note.when else pd.NaT,
        "rating": np.nan if note.rating is None else note.rating,
        "language": "en",
        "respondent_id": note.who,
    }


def _mention(record_id: str, mention_id: str, note: Note, text: str) -> dict[str, Any]:
    return {
        "mention_id": mention_id,
        "record_id": record_id,
        "start": 0,
        "end": len(text),
        "text": text,
        "language": "en",
        "sentiment": note.sentiment,
        "polarity": note.feeling,
        "intent": note.intent,
        "topic_id": note.topic,
    }


def _tag(record_id: str, mention_id: str, note: Note) -> dict[str, Any]:
    return {
        "mention_id": mention_id,
        "record_id": record_id,
        "touchpoint": note.touchpoint,
        "stage": note.stage,
        "confidence": 0.9,
        "evidence": "keyword",
        "sentiment": note.sentiment,
        "polarity": note.feeling,
    }


def _frame(rows: list[dict[str, Any]], schema: Any) -> pd.DataFrame:
    """As `tables.checked` would give it, but quicker: the tests build some thousand tables."""
    if schema not in _TYPES:
        _TYPES[schema] = checked(pd.DataFrame(rows, columns=list(schema.to_schema().columns)), schema).dtypes
    types = _TYPES[schema].to_dict()
    table = pd.DataFrame(rows, columns=list(types))
    if "created_at" in table:
        table["created_at"] = pd.to_datetime(table.created_at, utc=True)
    return table.astype(types)
