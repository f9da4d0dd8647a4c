"""insights.json: everything the report shows, for programs. Figures are those of the tables, unrounded."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from feedback_miner.report.insight import Insight
from feedback_miner.report.topic import Event, Period, Tested
from feedback_miner.report.views.page import Page
from feedback_miner.report.views.quotes import Quote
from feedback_miner.report.views.topic_rows import TopicRow
from feedback_miner.report.words import day

SCHEMA_VERSION = "1"


def json_data(page: Page, facts: Mapping[str, Any]) -> str:
    """The report as a JSON document; what is not known is null."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "title": page.title,
        "run": {key: facts.get(key) for key in ("created_at", "version", "digests")},
        "counts": _counts(page),
        "insights": [_insight(page, insight) for insight in page.insights],
        "topics": [_topic(row) for row in page.topics.rows],
        "emerging_topics": [_values(test) for test in page.topics.emerging.tested],
        "topic_lineage": [_values(event) for event in page.topics.lineage.events],
    }
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _counts(page: Page) -> dict[str, int]:
    names = ("answers", "used", "rejected", "respondents", "mentions", "tagged", "untagged")
    return {name: getattr(page.intake, name) for name in names}


def _insight(page: Page, insight: Insight) -> dict[str, Any]:
    return {
        **{key: _finite(value) for key, value in asdict(insight).items()},
        "touchpoint_name": page.names.touchpoint(insight.touchpoint),
        "stage_name": page.names.stage(insight.stage) if insight.stage else None,
        "tied_with": list(insight.tied_with),
        "quotes": [_quote(page, mention_id, insight.touchpoint) for mention_id in insight.quotes],
    }


def _finite(value: Any) -> Any:
    """JSON knows no infinity; a ratio to nothing is null there."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _quote(page: Page, mention_id: str, touchpoint: str) -> dict[str, Any]:
    quote: Quote = page.evidence.quotes[mention_id]
    why = page.evidence.reasons.get((mention_id, touchpoint))
    return _words(quote) | {
        "evidence": getattr(why, "evidence", None),
        "confidence": getattr(why, "confidence", None),
    }


def _words(quote: Quote) -> dict[str, Any]:
    fields = asdict(quote)
    del fields["excerpt"]
    return fields


def _topic(row: TopicRow) -> dict[str, Any]:
    return {
        **asdict(row.topic),
        "came_from": list(row.topic.parents),
        "unstable": row.topic.unstable,
        "sentiment": {name: getattr(row.sentiment, name) for name in ("positive", "neutral", "negative")},
        "headline": _words(row.quote) if row.quote else None,
        "periods": [_values(period) for period in row.periods],
    }


def _values(row: Tested | Event | Period) -> dict[str, Any]:
    """The fields of a row, days as 2026-07-01."""
    fields = asdict(row).items()
    return {key: day(value) if isinstance(value, datetime) else _finite(value) for key, value in fields}
