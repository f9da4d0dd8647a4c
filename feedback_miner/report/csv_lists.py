"""The ranked lists for a spreadsheet: figures as in the tables, strangers' text disarmed."""

from __future__ import annotations

import csv
import io
from typing import Any

from feedback_miner.report.harmless import shorten, visible
from feedback_miner.report.insight import Insight
from feedback_miner.report.views.page import Page
from feedback_miner.spreadsheets import spreadsheet_cell

_FIGURES = (
    *("rank", "rank_low", "rank_high", "score", "score_low", "score_high"),
    *("respondents", "mentioning", "base", "mentions"),
    *("change", "change_low", "change_high", "change_q", "period", "period_before", "grade"),
)
_LONGEST_CELL = 2_000
_IMPACT = ("impact", "impact_low", "impact_high")
COLUMNS = (
    *("level", "touchpoint", "touchpoint_name", "stage", "stage_name", "topic"),
    *_FIGURES,
    *(f"{name}_points" for name in _IMPACT),
    *("tied_with", "quote", "quote_source", "quote_row", "insight_id"),
)


def csv_list(page: Page, kind: str) -> str:
    """All insights of one kind: the ranking of touchpoints first, then the rankings of their parts."""
    chosen = sorted((i for i in page.insights if i.kind == kind), key=lambda i: not i.whole_touchpoint)
    lines = io.StringIO(newline="")
    writer = csv.DictWriter(lines, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: _cell(value) for key, value in _row(page, insight).items()} for insight in chosen)
    return lines.getvalue()


def _row(page: Page, insight: Insight) -> dict[str, Any]:
    quote = page.evidence.quotes[insight.quotes[0]] if insight.quotes else None
    return {
        "level": _level(insight),
        "touchpoint": insight.touchpoint,
        "touchpoint_name": page.names.touchpoint(insight.touchpoint),
        "stage": insight.stage,
        "stage_name": page.names.stage(insight.stage) if insight.stage else None,
        "topic": page.names.topic(insight.topic_id) if insight.topic_id else None,
        **{name: getattr(insight, name) for name in _FIGURES},
        **{f"{name}_points": _points(getattr(insight, name)) for name in _IMPACT},
        "tied_with": " ".join(insight.tied_with),
        "quote": shorten(quote.text, _LONGEST_CELL) if quote else None,
        "quote_source": quote.source if quote else None,
        "quote_row": quote.row if quote else None,
        "insight_id": insight.insight_id,
    }


def _level(insight: Insight) -> str:
    if insight.whole_touchpoint:
        return "touchpoint"
    return "touchpoint and stage" if insight.topic_id is None else "touchpoint and topic"


def _points(impact: float | None) -> float | None:
    return None if impact is None else round(100 * impact, 4)


def _cell(value: Any) -> Any:
    return spreadsheet_cell(visible(value)) if isinstance(value, str) else value
