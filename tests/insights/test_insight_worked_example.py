"""The worked example of docs/formulas.md, computed by hand."""

import pandas as pd
import pytest
from tables_by_hand import Note, ranked

ANNA, BEN, CARA, DAN = (
    [
        Note("anna", "delivery", -0.8, "complaint", stage="after"),
        Note("anna", "delivery", -0.4, "complaint", stage="after"),
        Note("anna", "app", 0.6, "praise"),
    ],
    [
        Note("ben", "delivery", -0.5, "request", stage="before"),
        Note("ben", "delivery", -0.1, "request"),
    ],
    [Note("cara", "delivery", 0.9, "praise", stage="after")],
    [Note("dan")],
)
NOTES = [*ANNA, *BEN, *CARA, *DAN]


@pytest.fixture(scope="module")
def insights() -> pd.DataFrame:
    return ranked(NOTES)[0]


def test_pain_is_the_strongest_complaint_of_each_over_all_four(insights):
    assert insights.score["pain.delivery"] == pytest.approx(100 / 4 * (0.8 + 0.5))
    assert insights.score["pain.delivery@after"] == pytest.approx(100 / 4 * 0.8)
    assert insights.score["pain.delivery@before"] == pytest.approx(100 / 4 * 0.5)


def test_strength_takes_praise_and_nothing_else(insights):
    assert insights.score["strength.delivery"] == pytest.approx(100 / 4 * 0.9)
    assert insights.score["strength.app"] == pytest.approx(100 / 4 * 0.6)


def test_opportunity_weighs_the_request_by_the_pain_of_who_asks(insights):
    assert insights.score["opportunity.delivery"] == pytest.approx(100 / 4 * (1 + 0.5) / 2)


def test_counts_have_their_denominators(insights):
    pain = insights.loc["pain.delivery"]
    assert (pain.respondents, pain.mentioning, pain.base, pain.mentions) == (2, 3, 4, 2)
    assert pain.share == pytest.approx(2 / 3, abs=1e-6)
    assert insights.mentions["opportunity.delivery"] == 2


def test_only_touchpoints_with_several_stages_have_cells_per_stage(insights):
    assert set(insights.index) == {
        *("pain.delivery", "pain.delivery@after", "pain.delivery@before"),
        *("opportunity.delivery", "opportunity.delivery@before"),
        *("strength.delivery", "strength.app", "strength.delivery@after"),
    }


def test_the_ledger_says_which_mention_made_which_part():
    ledger = ranked(NOTES)[1].set_index(["insight_id", "mention_id"]).weight
    assert ledger["pain.delivery"].to_dict() == pytest.approx({"m0000": 20.0, "m0003": 12.5})
    asked = {"m0003": 100 / 4 * (0.5 / 2 + 0.5 / 2), "m0004": 100 / 4 * 0.5 / 2}
    assert ledger["opportunity.delivery"].to_dict() == pytest.approx(asked)


def test_rows_stand_in_order_of_kind_level_and_rank(insights):
    assert list(insights.index)[:3] == ["pain.delivery", "pain.delivery@after", "pain.delivery@before"]
    assert list(insights["rank"][:3]) == [1, 1, 2]
