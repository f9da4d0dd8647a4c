"""The sections count what the tables hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from feedback_miner.config import ReportConfig
from feedback_miner.report.views.page import Page, make_page
from feedback_miner.tables import Mined
from feedback_miner.taxonomy import Taxonomy


@pytest.fixture(scope="module")
def page(mined: Mined, taxonomy: Taxonomy, facts: dict[str, Any]) -> Page:
    return make_page(mined, taxonomy, facts, ReportConfig())


def test_stages_run_in_journey_order_with_every_touchpoint_somewhere(page: Page, taxonomy: Taxonomy) -> None:
    assert [column.name for column in page.journey.columns] == [stage.name for stage in taxonomy.stages]
    shown = {tile.name for column in page.journey.columns for tile in column.tiles}
    silent = {name for column in page.journey.columns for name in column.silent}
    assert shown | silent == {touchpoint.name for touchpoint in taxonomy.touchpoints}
    assert not shown & silent


def test_a_touchpoint_with_several_stages_stands_under_each(page: Page) -> None:
    where = [
        column.name for column in page.journey.columns for tile in column.tiles if tile.name == "Website"
    ]
    assert where == ["Consideration", "Purchase"]


def test_map_and_note_hold_all_tags(page: Page, mined: Mined) -> None:
    shown = sum(tile.sentiment.total for column in page.journey.columns for tile in column.tiles)
    unplaced = int(mined.tags.stage.isna().sum())
    assert shown + unplaced == len(mined.tags)
    assert page.journey.note.startswith(f"{unplaced} mentions")


def test_too_few_people_get_no_shares(
    make_mined: Callable[..., Mined], taxonomy: Taxonomy, facts: dict[str, Any]
) -> None:
    page = make_page(make_mined(answers=10), taxonomy, facts, ReportConfig())
    assert [tile for column in page.journey.columns for tile in column.tiles] == []
    assert any("Checkout (2)" in column.few for column in page.journey.columns)


def test_weights_shown_run_up_to_the_score(page: Page, mined: Mined) -> None:
    sums = mined.ledger.groupby("insight_id").weight.sum()
    for card in (card for ranked in page.lists for card in ranked.top):
        weights = [float(weight.weight) for weight in card.weights.heaviest]
        assert weights == sorted(weights, reverse=True)
        assert float(card.weights.heaviest[-1].running) == pytest.approx(sum(weights), abs=0.005)
        assert f"{sums[card.insight.insight_id]:.3f}: the score." in card.weights.sentence


def test_a_score_that_is_not_its_weights_is_said(mined: Mined, taxonomy: Taxonomy) -> None:
    doubled = replace(mined, insights=mined.insights.assign(score=2 * mined.insights.score))
    page = make_page(doubled, taxonomy, {}, ReportConfig())
    assert "the score, corrected, is" in page.lists[0].top[0].weights.sentence


def test_the_first_lists_are_as_long_as_asked_for(mined: Mined, taxonomy: Taxonomy) -> None:
    page = make_page(mined, taxonomy, {}, ReportConfig(top=4))
    assert all(len(ranked.top) == 4 and len(ranked.rest) == 6 for ranked in page.lists)


def test_without_evidence_the_first_screen_says_so(mined: Mined, taxonomy: Taxonomy) -> None:
    still = replace(mined, insights=mined.insights.assign(change_q=0.5))
    summary = make_page(still, taxonomy, {}, ReportConfig()).summary
    assert summary.changes == ()
    assert summary.no_change.startswith("No evidence of change between 2026Q2 and 2026Q3, in any of")


def test_a_first_place_without_support_is_not_called_the_worst(mined: Mined, taxonomy: Taxonomy) -> None:
    lone = mined.insights.assign(grade="D", tied_with=[[] for _ in range(len(mined.insights))])
    summary = make_page(replace(mined, insights=lone), taxonomy, {}, ReportConfig()).summary
    assert "too little was said to be sure" in summary.lead


def test_a_run_that_placed_little_says_so(mined: Mined, taxonomy: Taxonomy) -> None:
    few = replace(mined, tags=mined.tags.head(20), ledger=mined.ledger.head(0))
    sure = make_page(few, taxonomy, {}, ReportConfig()).summary.sure
    assert any("Most of what was said is in no score" in sentence for sentence in sure)
