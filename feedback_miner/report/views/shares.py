"""The share of respondents who speak of a topic, period by period: a row of columns, and two figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from feedback_miner.report.topic import Period
from feedback_miner.report.words import share

WIDTH, HEIGHT = 120.0, 24.0
_GAP = 0.2
"""Part of a column's place that is left free."""
_LEAST = 0.8
"""A share above zero is seen, however small."""


@dataclass(frozen=True)
class Shares:
    """Columns on a scale from zero to the topic's own highest share, as outlines of an SVG path.

    `partial` holds the columns of periods that the data cover in part. `last` and `most` are figures of whole
    periods, where there is one.
    """

    whole: str
    partial: str
    last: str
    most: str


def draw_shares(periods: Sequence[Period]) -> Shares | None:
    """Draw the periods in their order; None where there are fewer than two, which is no course of time."""
    if len(periods) < 2:
        return None
    axis = max((each.share or 0.0 for each in periods), default=0.0)
    place = WIDTH / len(periods)
    columns = [_column(at * place, place, each.share, axis) for at, each in enumerate(periods)]
    both = list(zip(periods, columns, strict=True))
    return Shares(
        whole="".join(column for each, column in both if not each.partial),
        partial="".join(column for each, column in both if each.partial),
        **_figures(periods),
    )


def _column(x: float, place: float, height: float | None, axis: float) -> str:
    if not height:
        return ""
    high = max(_LEAST, (HEIGHT - 1) * height / axis)
    wide = place * (1 - _GAP)
    return f"M{x + place * _GAP / 2:.1f} {HEIGHT:g}v-{high:.1f}h{wide:.1f}v{high:.1f}z"


def _figures(periods: Sequence[Period]) -> dict[str, str]:
    """The last whole period with its interval, and the one with the highest share."""
    whole = [each for each in periods if not each.partial and each.share is not None]
    if not whole:
        return {"last": "no whole period", "most": ""}
    most = max(whole, key=lambda each: each.share or 0.0)
    return {"last": _said(whole[-1]), "most": f"most: {share(most.share or 0.0)} in {most.period}"}


def _said(period: Period) -> str:
    low, high = period.share_low, period.share_high
    between = f" ({share(low).rstrip('%')}–{share(high)})" if low is not None and high is not None else ""
    return f"{period.period}: {share(period.share or 0.0)}{between}"


def unit(periods: Iterable[Period]) -> str:
    """What a period is: a week (2026-W27), a quarter (2026Q3) or else a month.

    >>> unit([])
    'month'
    """
    first = next(iter(periods), None)
    if first is None:
        return "month"
    return "week" if "W" in first.period else "quarter" if "Q" in first.period else "month"
