"""New topics: found where there is one, and seldom announced where there is none."""

import numpy as np
from scipy.stats import binomtest

from feedback_miner.topics.context import unit
from feedback_miner.topics.novelty import FALSE_ALARMS, Pool, new_groups

DIMENSIONS = 24


def pool(rng: np.random.Generator, *, before: int, now: int, planted: int) -> Pool:
    """Mentions about twelve things before and now, and some about a thirteenth that is new."""
    subjects = np.r_[rng.integers(0, 12, before + now), np.full(planted, 12)]
    spread = rng.normal(0, 0.15, (len(subjects), DIMENSIONS))
    vectors = unit(np.eye(13, DIMENSIONS)[subjects] + spread).astype(np.float32)
    return Pool(vectors, np.arange(len(subjects)) >= before, np.arange(len(subjects)))


def test_fifteen_mentions_of_something_new_are_found_in_nine_of_ten_draws() -> None:
    hits = 0
    for seed in range(10):
        groups = new_groups(
            pool(np.random.default_rng(seed), before=900, now=100, planted=15), least=8, seed=1
        )
        hits += any((group >= 1_000).mean() > 0.5 and len(group) >= 8 for group in groups)
    assert hits >= 9


def test_unchanged_data_seldom_announces_anything() -> None:
    alarms = sum(
        bool(new_groups(pool(np.random.default_rng(seed), before=400, now=80, planted=0), least=5, seed=1))
        for seed in range(40)
    )
    assert binomtest(alarms, 40, FALSE_ALARMS, alternative="greater").pvalue > 0.01


def test_one_person_who_repeats_a_thing_is_no_topic() -> None:
    loud = pool(np.random.default_rng(0), before=400, now=60, planted=15)
    voices = np.where(np.arange(475) >= 460, 460, np.arange(475))
    assert not any(
        (group >= 460).any() for group in new_groups(Pool(loud.vectors, loud.new, voices), least=5, seed=1)
    )


def test_where_all_is_new_or_nothing_is_there_is_nothing_to_compare() -> None:
    some = pool(np.random.default_rng(0), before=100, now=20, planted=0)
    for new in (np.zeros(120, dtype=bool), np.ones(120, dtype=bool)):
        assert new_groups(Pool(some.vectors, new, some.voices), least=5, seed=1) == []
