"""The tables about topics as typed rows, and when a topic is called unstable."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from feedback_miner.report.typed_rows import typed_rows
from feedback_miner.tables import UNSTABLE


@dataclass(frozen=True)
class Topic:
    """One row of the table of topics: a topic, or a theme."""

    topic_id: str
    level: str
    name: str
    keywords: tuple[str, ...]
    parent_id: str | None
    headline: str | None
    mentions: int
    stability: float | None
    born_in: str | None
    came_from: str | None

    @property
    def unstable(self) -> bool:
        """Whether it may look different with other data; not where its stability is unknown."""
        return self.stability is not None and self.stability < UNSTABLE

    @property
    def parents(self) -> tuple[str, ...]:
        """The ids of the topics it was split or merged from."""
        return tuple(self.came_from.split(", ")) if self.came_from else ()


@dataclass(frozen=True)
class Period:
    """A topic or theme in one calendar period; shares are of the respondents of the period."""

    topic_id: str
    period: str
    partial: bool
    mentions: int
    respondents: int
    base: int
    share: float | None
    share_low: float | None
    share_high: float | None
    undated: int


@dataclass(frozen=True)
class Tested:
    """A topic whose last weeks were tested against those before; `kind` None: no more than chance."""

    topic_id: str
    kind: str | None
    began: datetime | None
    began_low: datetime | None
    began_high: datetime | None
    recent_start: datetime
    before_start: datetime
    respondents: int
    recent: int
    recent_base: int
    before: int
    before_base: int
    ratio: float
    ratio_low: float
    ratio_high: float
    q: float


@dataclass(frozen=True)
class Event:
    """What became of a topic between an earlier run and this one."""

    topic_id: str
    event: str
    came_from: tuple[str, ...]
    mentions_before: int
    mentions: int


def read_topics(table: pd.DataFrame) -> list[Topic]:
    """Topics and themes, the largest first."""
    return typed_rows(table.sort_values(["mentions", "topic_id"], ascending=[False, True]), Topic)


def read_periods(table: pd.DataFrame) -> dict[str, tuple[Period, ...]]:
    """The periods of each topic and theme, in order of time."""
    rows = typed_rows(table.sort_values(["topic_id", "start"]), Period)
    return {topic: tuple(own) for topic, own in itertools.groupby(rows, key=lambda row: row.topic_id)}


def read_tests(table: pd.DataFrame) -> list[Tested]:
    """The topics tested, the most surprising first."""
    return typed_rows(table.sort_values(["q", "p", "topic_id"]), Tested)


def read_events(table: pd.DataFrame) -> list[Event]:
    """What became of the topics, the largest first."""
    sizes = table[["mentions", "mentions_before"]].max(axis=1)
    order = table.assign(size=sizes).sort_values(["size", "topic_id"], ascending=[False, True])
    return typed_rows(order, Event)


def steadiness(stability: float | None) -> str:
    """The stability of a topic in words; never rounded up, so that what is marked also reads as low.

    >>> steadiness(0.5994), steadiness(0.938), steadiness(None)
    ('stability 0.59', 'stability 0.93', 'stability not known')
    """
    if stability is None:
        return "stability not known"
    return f"stability {math.floor(round(100 * stability, 6)) / 100:.2f}"
