"""Change in words: what the ratio of two periods means for the people who read it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from feedback_miner.report.insight import Insight
from feedback_miner.report.words import figure, q_value, span

Verdict = Literal["worse", "better", "more", "less", "none", "unknown"]
_UP: dict[str, Verdict] = {"pain": "worse", "strength": "better", "opportunity": "more"}
_DOWN: dict[str, Verdict] = {"pain": "better", "strength": "worse", "opportunity": "less"}


@dataclass(frozen=True)
class Change:
    """How often it is said, this period against the one before.

    `verdict` is what that means: complaints that grow are worse, praise that grows is better.
    """

    verdict: Verdict
    arrow: str
    words: str
    detail: str


_NO_PERIOD = Change("unknown", "·", "nothing to compare with", "There is no period before this one.")
_TOO_FEW = Change(
    "unknown", "·", "too few to compare", "The two periods hold too few respondents who say this."
)


def read_change(insight: Insight, max_q: float) -> Change:
    """Say what changed, or that there is no evidence of change.

    Args:
        insight: Its `change` is a rate ratio: 2 means twice as often as in the period before.
        max_q: The largest q-value that still counts as evidence.
    """
    ratio, q = insight.change, insight.change_q
    if ratio is None or q is None:
        return _NO_PERIOD if insight.period_before is None else _TOO_FEW
    before = insight.period_before or "the period before"
    detail = f"Against {before}: ratio {figure(ratio)}{_interval(insight)}"
    if q > max_q or ratio == 1:
        return Change("none", "=", "no evidence of change", f"{detail}, {q_value(q)}.")
    rising = ratio > 1
    verdict = (_UP if rising else _DOWN)[insight.kind]
    words = f"{how_often(ratio, before)}, {q_value(q)}"
    return Change(verdict, "▲" if rising else "▼", words, f"{detail}.")


def how_often(ratio: float, before: str) -> str:
    """A rate ratio as people say it.

    >>> how_often(2.0, "May"), how_often(1.32, "May"), how_often(0.5, "May"), how_often(0, "May")
    ('twice as often as in May', '32% more often than in May', 'half as often as in May', 'silent since May')
    """
    if ratio == 0:
        return f"silent since {before}"
    if math.isinf(ratio):
        return f"not said in {before}"
    for whole, words in ((2, "twice"), (3, "three times"), (0.5, "half")):
        if abs(ratio / whole - 1) < 0.025:
            return f"{words} as often as in {before}"
    if ratio > 2:
        return f"{ratio:.1f} times as often as in {before}"
    return f"{100 * abs(ratio - 1):.0f}% {'more' if ratio > 1 else 'less'} often than in {before}"


def _interval(insight: Insight) -> str:
    if insight.change_low is None or insight.change_high is None:
        return ""
    return f" ({span(insight.change_low, insight.change_high)})"
