"""Change against the period before."""

import numpy as np
import pandas as pd
import pytest
from tables_by_hand import QUICK, Note, ranked

from feedback_miner.dates import dated
from feedback_miner.estimates import benjamini_hochberg, fisher_p
from feedback_miner.insights.periods import compared_periods

MONTHLY = QUICK.model_copy(update={"period": "month"})


def quarter(day, people, complaining, *, first=0):
    """Notes of one day: so many people, the first few of whom complain of the app."""
    return [
        Note(f"person-{first + i}", "app", -0.7 if i < complaining else 0.0, when=day, rating=i % 2)
        for i in range(people)
    ]


def periods(days, config=QUICK):
    people = pd.DataFrame({"created_at": pd.to_datetime(days, utc=True), "respondent": range(len(days))})
    pair = compared_periods(dated(people, config.period), config)
    return pair and tuple(str(period) for period in pair)


def test_a_doubled_share_is_a_ratio_of_two():
    pain = ranked(quarter("2026-02-01", 80, 16) + quarter("2026-06-20", 80, 32, first=80))[0].loc["pain.app"]
    assert pain.change == pytest.approx(2.0)
    assert 1 < pain.change_low < 2 < pain.change_high
    assert pain.change_q == pytest.approx(fisher_p(32, 80, 16, 80), abs=1e-6)
    assert (pain.period, pain.period_before) == ("2026Q2", "2026Q1")


def test_a_touchpoint_with_few_voices_is_not_tested():
    pain = ranked(quarter("2026-02-01", 80, 4) + quarter("2026-06-20", 80, 5, first=80))[0].loc["pain.app"]
    assert pain[["change", "change_low", "change_high", "change_q"]].isna().all()
    assert pain.period == "2026Q2"


def test_records_without_a_date_count_for_the_score_but_not_for_the_change():
    notes = quarter("2026-02-01", 80, 16) + quarter("2026-06-20", 80, 32, first=80)
    with_undated = ranked([*notes, *quarter(None, 80, 80, first=160)])[0].loc["pain.app"]
    assert with_undated.change == pytest.approx(2.0)
    assert with_undated.base == 240


def test_without_dates_there_is_no_change():
    pain = ranked(quarter(None, 40, 20))[0].loc["pain.app"]
    assert pain[["change", "change_q", "period", "period_before"]].isna().all()


def test_a_period_that_has_hardly_begun_is_not_compared_yet():
    full = ["2026-01-15"] * 10 + ["2026-04-15"] * 10
    assert periods([*full, *["2026-07-20"] * 10]) == ("2026Q2", "2026Q1")
    assert periods([*full, *["2026-07-20"] * 9, "2026-09-02"]) == ("2026Q3", "2026Q2")


def test_months_are_compared_where_asked():
    assert periods(["2026-05-10"] * 10 + ["2026-06-28"] * 10, MONTHLY) == ("2026-06", "2026-05")


def test_a_few_wrong_dates_do_not_move_the_comparison():
    assert periods(["2026-02-15"] * 10 + ["2026-06-15"] * 10 + ["2062-06-15"] * 3) == ("2026Q2", "2026Q1")


def test_a_gap_is_not_bridged():
    assert periods(["2025-02-15"] * 10 + ["2026-06-15"] * 10) is None


def share_of_false_alarms(replicates, cells):
    """How many pairs of periods without any change have a q of 0.10 or below somewhere."""
    generator = np.random.default_rng(11)
    rates = np.geomspace(0.03, 0.4, cells)
    alarms = 0
    for _ in range(replicates):
        here, before = generator.binomial(300, rates), generator.binomial(250, rates)
        p = [fisher_p(int(a), 300, int(b), 250) for a, b in zip(here, before, strict=True)]
        alarms += (benjamini_hochberg(np.array(p)) <= 0.10).any()
    return alarms / replicates


def test_where_nothing_changed_hardly_anything_is_flagged():
    assert share_of_false_alarms(replicates=60, cells=12) <= 0.20


@pytest.mark.slow
def test_where_nothing_changed_hardly_anything_is_flagged_over_400_samples():
    assert share_of_false_alarms(replicates=400, cells=60) <= 0.12
