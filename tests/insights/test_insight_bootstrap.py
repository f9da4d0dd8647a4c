"""The intervals cover what they claim to cover."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from feedback_miner.insights.bootstrap import bootstrap, percentile_interval
from feedback_miner.insights.ranks import rank_interval, ranks, ties
from feedback_miner.insights.scores import scores

RATES = np.array([0.03, 0.05, 0.08, 0.12, 0.2, 0.3])
TRUTH = 100 * RATES * 0.6
PEOPLE = 300


def sample(seed):
    """Contributions of 300 respondents drawn from a world whose scores are `TRUTH`."""
    generator = np.random.default_rng(seed)
    says = generator.random((PEOPLE, len(RATES))) < RATES
    return says * generator.uniform(0.2, 1.0, says.shape)


def resample(values, draws, seed):
    silent = values.sum(axis=1) == 0
    nobody = csr_array((1, values.shape[1]))
    return bootstrap(csr_array(values[~silent]), nobody, np.array([silent.sum()]), draws, seed)


def coverage(replicates, draws):
    covered = []
    for seed in range(replicates):
        values = sample(seed)
        score = scores(values.sum(axis=0), PEOPLE)
        low, high = percentile_interval(scores(resample(values, draws, seed), PEOPLE), 0.90, score)
        covered.append((low <= TRUTH) & (high >= TRUTH))
    return float(np.mean(covered))


def test_the_score_interval_covers_the_truth_nine_times_in_ten():
    assert 0.82 <= coverage(replicates=60, draws=200) <= 0.96


@pytest.mark.slow
def test_the_score_interval_covers_the_truth_nine_times_in_ten_over_400_samples():
    assert 0.875 <= coverage(replicates=400, draws=1000) <= 0.92


def test_respondents_who_add_nothing_can_be_drawn_as_one_group():
    values = sample(7)
    together = resample(values, 4000, 1)
    apart = bootstrap(csr_array(values), csr_array((0, len(RATES))), np.array([], dtype=int), 4000, 2)
    assert together.mean(axis=0) == pytest.approx(apart.mean(axis=0), rel=0.02)
    assert together.std(axis=0) == pytest.approx(apart.std(axis=0), rel=0.08)
    assert apart.mean(axis=0) == pytest.approx(values.sum(axis=0), rel=0.02)


def test_the_same_seed_draws_the_same_whatever_the_size_of_the_blocks(monkeypatch):
    values = sample(3)
    once = resample(values, 50, 9)
    monkeypatch.setattr("feedback_miner.insights.bootstrap._BLOCK_BYTES", 8 * PEOPLE * 3)
    assert (resample(values, 50, 9) == once).all()
    assert (resample(values, 50, 10) != once).any()


def test_equal_scores_share_the_better_rank():
    assert ranks(np.array([3.0, 5.0, 3.0, 1.0])).tolist() == [2, 1, 2, 4]


def test_a_clear_lead_has_one_rank_and_a_toss_up_has_two():
    generator = np.random.default_rng(5)
    draws = np.array([9.0, 4.0, 4.1]) + generator.normal(0, 0.5, (500, 3))
    low, high = rank_interval(np.array([9.0, 4.0, 4.1]), draws, 0.90)
    assert low.tolist() == [1, 2, 2]
    assert high.tolist() == [1, 3, 3]
    assert [others.tolist() for others in ties(draws, 0.10)] == [[], [2], [1]]


def test_figures_that_are_always_equal_are_ties():
    draws = np.ones((10, 2))
    assert [others.tolist() for others in ties(draws, 0.10)] == [[1], [0]]
    low, high = rank_interval(np.ones(2), draws, 0.90)
    assert (low.tolist(), high.tolist()) == ([1, 1], [2, 2])
