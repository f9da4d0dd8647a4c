"""Each formula against published or hand-computed values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_miner.estimates import benjamini_hochberg, fisher_p, rate_ratio, wilson_interval
from feedback_miner.insights.grades import grades
from feedback_miner.insights.impact import leave_one_out


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_agrees_with_the_table_of_newcombe_1998(hits, total, low, high):
    assert wilson_interval(hits, total, level=0.95) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.5, 0.99))
def test_wilson_holds_the_share_and_stays_within_0_and_1(counts, level):
    hits, total = counts
    low, high = wilson_interval(hits, total, level=level)
    assert 0 <= low <= hits / total <= high <= 1


@pytest.mark.parametrize("counts", [(1, 0), (-1, 5), (6, 5)])
def test_wilson_refuses_impossible_counts(counts):
    with pytest.raises(ValueError, match="no interval for"):
        wilson_interval(*counts)


def test_benjamini_hochberg_on_the_example_of_its_paper():
    small = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    p = np.array([*small, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000])
    assert (benjamini_hochberg(p) <= 0.05).sum() == 4


@given(st.lists(st.floats(0, 1), max_size=40))
def test_q_values_keep_the_order_and_exceed_their_p_values(p_values):
    p = np.array(p_values)
    q = benjamini_hochberg(p)
    assert ((q >= p) & (q <= 1)).all()
    assert (np.diff(q[np.argsort(p)]) >= 0).all()


def test_rate_ratio_by_hand():
    ratio, low, high = rate_ratio(30, 200, 20, 400, level=0.95)
    spread = 1.959964 * np.sqrt(1 / 30 - 1 / 200 + 1 / 20 - 1 / 400)
    assert (ratio, low, high) == pytest.approx((3.0, 3 / np.exp(spread), 3 * np.exp(spread)), rel=1e-6)


@given(st.integers(1, 300), st.integers(1, 300), st.floats(0, 1), st.floats(0, 1))
def test_rate_ratio_is_finite_for_any_counts_and_the_same_both_ways_round(n, m, some, others):
    a, b = round(some * n), round(others * m)
    ratio, low, high = rate_ratio(a, n, b, m)
    assert 0 < low < ratio < high < np.inf
    assert rate_ratio(b, m, a, n) == pytest.approx((1 / ratio, 1 / high, 1 / low))


def test_fisher_on_the_lady_tasting_tea():
    assert fisher_p(3, 4, 1, 4) == pytest.approx(34 / 70)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=2, max_size=30))
def test_leave_one_out_is_what_is_left_when_they_are_left_out(people):
    ratings, adds = (np.array(column) for column in zip(*people, strict=True))
    sums, counts = np.array([ratings[adds].sum()]), np.array([float(adds.sum())])
    impact = leave_one_out(sums, counts, np.array([ratings.sum()]), np.array([float(len(ratings))]))[0]
    if adds.all():
        assert np.isnan(impact)
    else:
        assert impact == pytest.approx(ratings.mean() - ratings[~adds].mean(), abs=1e-9)


def test_grades_ask_for_a_narrow_rank_and_enough_respondents():
    best, worst = np.array([1, 1, 1, 1, 1, 1]), np.array([1, 1, 2, 3, 6, 1])
    people = np.array([30, 29, 400, 400, 400, 2])
    assert list(grades(best, worst, people, minimum=3)) == ["A", "B", "B", "C", "D", "D"]
    assert list(grades(best, worst, people, minimum=50)) == ["D", "D", "B", "C", "D", "D"]
    assert list(grades(best[:1], worst[:1], people[:1], minimum=3)) == ["A"]
