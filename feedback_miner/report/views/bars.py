"""Where bars begin and end, in the units of their drawing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from feedback_miner.report.words import percent

WIDTH = 160.0
"""Width of a bar's drawing; heights are up to the template."""


@dataclass(frozen=True)
class IntervalBar:
    """A score with its interval, on the axis all scores of a list share."""

    low: float
    width: float
    score: float


@dataclass(frozen=True)
class Segment:
    """One part of a bar that is divided among polarities."""

    polarity: str
    x: float
    width: float


@dataclass(frozen=True)
class Split:
    """How many speak well, badly, or neither."""

    positive: int
    neutral: int
    negative: int
    segments: tuple[Segment, ...]
    negative_share: str
    positive_share: str

    @property
    def total(self) -> int:
        """All that have a polarity."""
        return self.positive + self.neutral + self.negative


def interval_bar(score: float, low: float, high: float, *, axis: float) -> IntervalBar:
    """Place a score on an axis from 0 to `axis`."""
    scale = WIDTH / axis if axis > 0 else 0.0
    left, right = min(low, axis) * scale, min(high, axis) * scale
    return IntervalBar(round(left, 1), round(max(right - left, 1.0), 1), round(min(score, axis) * scale, 1))


def length(value: float, *, axis: float) -> float:
    """Length of a plain bar on an axis from 0 to `axis`."""
    return round(min(value / axis, 1.0) * WIDTH, 1) if axis > 0 else 0.0


def split(polarities: Iterable[str]) -> Split:
    """Divide a bar by polarity. Mixed counts as neither; what has no polarity must be left out before."""
    seen = list(polarities)
    counts = {each: seen.count(each) for each in ("negative", "positive")}
    neither = len(seen) - sum(counts.values())
    shares = {"negative": counts["negative"], "neutral": neither, "positive": counts["positive"]}
    segments, x = [], 0.0
    for polarity, count in shares.items():
        width = WIDTH * count / len(seen) if seen else 0.0
        segments.append(Segment(polarity, round(x, 1), round(width, 1)))
        x += width
    return Split(
        positive=counts["positive"],
        neutral=neither,
        negative=counts["negative"],
        segments=tuple(segments),
        negative_share=percent(counts["negative"], len(seen)),
        positive_share=percent(counts["positive"], len(seen)),
    )
