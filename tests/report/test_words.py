"""Figures and changes are said in words that mean what the numbers mean."""

from __future__ import annotations

import doctest
from dataclasses import replace

import pytest

from feedback_miner.report import facts, harmless, words
from feedback_miner.report.insight import Insight, read_insights
from feedback_miner.report.views import change
from feedback_miner.report.views.change import read_change
from feedback_miner.tables import Mined


@pytest.fixture
def insight(mined: Mined) -> Insight:
    return next(i for i in read_insights(mined.insights) if i.insight_id == "pain.delivery")


@pytest.mark.parametrize("module", [words, harmless, facts, change])
def test_examples_in_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "ratio", "verdict"),
    [
        ("pain", 2.0, "worse"),
        ("pain", 0.5, "better"),
        ("strength", 2.0, "better"),
        ("strength", 0.5, "worse"),
        ("opportunity", 2.0, "more"),
        ("opportunity", 0.5, "less"),
    ],
)
def test_change_is_judged_by_what_is_said_more_often(
    insight: Insight, kind: str, ratio: float, verdict: str
) -> None:
    assert read_change(replace(insight, kind=kind, change=ratio), 0.05).verdict == verdict


def test_change_is_said_with_its_period_and_q(insight: Insight) -> None:
    assert read_change(insight, 0.05).words == "twice as often as in 2026Q2, q = 0.01"


def test_change_without_evidence_is_said_aloud(insight: Insight) -> None:
    assert read_change(replace(insight, change_q=0.2), 0.05).words == "no evidence of change"


def test_change_that_was_not_tested_is_not_called_stable(insight: Insight) -> None:
    untested = replace(insight, change=None, change_q=None)
    assert read_change(untested, 0.05).words == "too few to compare"
    assert read_change(replace(untested, period_before=None), 0.05).words == "nothing to compare with"


def test_change_to_or_from_nothing_has_no_nonsense_ratio(insight: Insight) -> None:
    assert "not said in 2026Q2" in read_change(replace(insight, change=float("inf")), 0.05).words
    assert "silent since 2026Q2" in read_change(replace(insight, change=0.0), 0.05).words
