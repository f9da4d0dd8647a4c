"""The insights table as typed rows, and the names that belong to its ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from feedback_miner.report.topic import Topic
from feedback_miner.report.typed_rows import typed_rows
from feedback_miner.taxonomy import Taxonomy, Touchpoint


@dataclass(frozen=True)
class Insight:
    """One row of the insights table; what is null there is None here."""

    insight_id: str
    kind: str
    touchpoint: str
    stage: str | None
    topic_id: str | None
    respondents: int
    mentioning: int
    base: int
    mentions: int
    score: float
    score_low: float
    score_high: float
    rank: int
    rank_low: int
    rank_high: int
    tied_with: tuple[str, ...]
    change: float | None
    change_low: float | None
    change_high: float | None
    change_q: float | None
    impact: float | None
    impact_low: float | None
    impact_high: float | None
    grade: str
    quotes: tuple[str, ...]
    period: str | None
    period_before: str | None

    @property
    def whole_touchpoint(self) -> bool:
        """Whether it speaks of a touchpoint over all its stages and topics: the level of the ranked lists."""
        return self.stage is None and self.topic_id is None


def read_insights(table: pd.DataFrame) -> list[Insight]:
    """The rows of an insights table in the order of their ranks."""
    return typed_rows(table.sort_values(["kind", "rank", "insight_id"]), Insight)


class Names:
    """What the ids of touchpoints, stages and topics are called; an id nobody named is its own name."""

    def __init__(self, taxonomy: Taxonomy, topics: Sequence[Topic]) -> None:
        self._touchpoints: dict[str, Touchpoint] = {each.id: each for each in taxonomy.touchpoints}
        self._stages = {each.id: each.name for each in taxonomy.stages}
        self._topics = {each.topic_id: each for each in topics}

    def touchpoint(self, touchpoint_id: str) -> str:
        """The name of a touchpoint."""
        known = self._touchpoints.get(touchpoint_id)
        return known.name if known else touchpoint_id

    def stage(self, stage_id: str | None) -> str:
        """The name of a stage, or that none is sure."""
        return "Stage not clear" if stage_id is None else self._stages.get(stage_id, stage_id)

    def topic(self, topic_id: str) -> str:
        """The name of a topic, with a mark if it is unstable: no list names one without."""
        known = self._topics.get(topic_id)
        if known is None:
            return topic_id
        return f"{known.name} (unstable)" if known.unstable else known.name
