"""insights.json: everything the report shows, for programs. Figures are those of the tables, unrounded."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from feedback_miner.report.insight import Insight
from feedback_miner.report.views.page import Page
from feedback_miner.report.views.quotes import Quote
from feedback_miner.report.views.topics import TopicRow

SCHEMA_VERSION = "1"


def json_data(page: Page, facts: Mapping[str, Any]) -> str:
    """The report as a JSON document; what is not known is null."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "title": page.title,
        "run": {key: facts.get(key) for key in ("created_at", "version", "digests")},
        "counts": _counts(page),
        "insights": [_insight(page, insight) for insight in page.insights],
        "topics": [_topic(row) for row in (*page.topics, *page.more_topics)],
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
    fields = asdict(quote)
    del fields["excerpt"]
    return fields | {
        "evidence": getattr(why, "evidence", None),
        "confidence": getattr(why, "confidence", None),
    }


def _topic(row: TopicRow) -> dict[str, Any]:
    names = ("topic_id", "name", "keywords", "mentions", "stability", "born_in")
    split = {name: getattr(row.sentiment, name) for name in ("positive", "neutral", "negative")}
    quote = row.quote.mention_id if row.quote else None
    return {**{name: getattr(row, name) for name in names}, "sentiment": split, "typical_mention": quote}
