"""Verbatim quotes: each is checked against its record before anybody may read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from feedback_miner.errors import TableError
from feedback_miner.report.harmless import Excerpt, excerpt, shorten
from feedback_miner.report.words import day
from feedback_miner.tables import Mined

_QUESTION_CHARS = 100
_SCALES = {"nps": "NPS {}", "csat": "CSAT {}", "ces": "effort {}", "stars": "{} stars"}


@dataclass(frozen=True)
class Quote:
    """A mention as it was written, with where it stands and what was written around it."""

    mention_id: str
    record_id: str
    start: int
    end: int
    text: str
    excerpt: Excerpt
    source: str
    row: int
    channel: str | None
    date: str | None
    rating: float | None
    rated: str
    polarity: str | None
    intent: str | None
    language: str
    question: str


@dataclass(frozen=True)
class Why:
    """Why a mention carries a touchpoint."""

    evidence: str
    confidence: float


def collect_quotes(mined: Mined, mention_ids: Iterable[str], *, context: int) -> dict[str, Quote]:
    """The quotes of these mentions, by mention id.

    Args:
        mined: The run.
        mention_ids: The mentions to quote.
        context: Characters of the record to keep on each side.

    Raises:
        TableError: If a mention does not exist or is not a slice of its record.
    """
    wanted = set(mention_ids)
    mentions = mined.mentions[mined.mentions.mention_id.isin(wanted)].sort_values("mention_id")
    missing = wanted - set(mentions.mention_id)
    if missing:
        raise TableError(f"mention {min(missing)} is quoted and does not exist")
    records = mined.records[mined.records.record_id.isin(set(mentions.record_id))]
    by_id = {row["record_id"]: row for row in records.to_dict("records")}
    return {row["mention_id"]: _quote(row, by_id, context) for row in mentions.to_dict("records")}


def _quote(mention: dict[Any, Any], records: dict[Any, dict[Any, Any]], context: int) -> Quote:
    record = records.get(mention["record_id"], {"text": ""})
    start, end = int(mention["start"]), int(mention["end"])
    if record["text"][start:end] != mention["text"]:
        raise TableError(f"mention {mention['mention_id']} is not a slice of its record")
    return Quote(
        mention_id=mention["mention_id"],
        record_id=mention["record_id"],
        start=start,
        end=end,
        text=mention["text"],
        excerpt=excerpt(record["text"], start, end, context=context),
        source=record["source"],
        row=int(record["row"]),
        channel=_known(record.get("channel")),
        date=day(record.get("created_at")),
        rating=None if pd.isna(record.get("rating")) else float(record["rating"]),
        rated=_rated(record),
        polarity=_known(mention.get("polarity")),
        intent=_known(mention.get("intent")),
        language=mention["language"],
        question=_question(record),
    )


def _known(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)


def _question(record: dict[Any, Any]) -> str:
    """What a survey asked; in other kinds the column's name, which nobody was asked."""
    asked = _known(record.get("question")) if record.get("kind") == "survey" else None
    return shorten(asked or "", _QUESTION_CHARS)


def _rated(record: dict[Any, Any]) -> str:
    raw, rating = record.get("rating_raw"), record.get("rating")
    if not pd.isna(raw):
        said = _SCALES.get(str(record.get("rating_kind")), "rated {}").format(f"{raw:g}")
        return "1 star" if said == "1 stars" else said
    return "no rating" if pd.isna(rating) else f"rated {100 * rating:.0f} of 100"


def collect_reasons(tags: pd.DataFrame, mention_ids: Iterable[str]) -> dict[tuple[str, str], Why]:
    """Why these mentions carry their touchpoints, by mention id and touchpoint."""
    wanted = tags[tags.mention_id.isin(set(mention_ids))]
    columns = (wanted.mention_id, wanted.touchpoint, wanted.evidence, wanted.confidence)
    return {(m, t): Why(str(e), float(c)) for m, t, e, c in zip(*columns, strict=True)}
