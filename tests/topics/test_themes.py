"""Themes: few enough to read, of topics that belong together, the same in any order."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_miner.topics.themes import MOST, themes


def around(directions: int, each: int, seed: int = 1, alone: int = 0) -> np.ndarray:
    """Topics around some directions, on top of what all of them share, and some that are like no other."""
    rng = np.random.default_rng(seed)
    basis = np.eye(directions + alone, 24)
    middles = np.repeat(basis, [each] * directions + [1] * alone, axis=0)
    points = middles + 0.8 * np.ones(24) / 24**0.5 + rng.normal(0, 0.05, middles.shape)
    return points / np.linalg.norm(points, axis=1, keepdims=True)


def groups(numbers: list[int]) -> set[frozenset[int]]:
    found = np.asarray(numbers)
    return {frozenset(np.flatnonzero(found == number).tolist()) for number in found}


def test_topics_about_one_thing_share_a_theme() -> None:
    assert groups(themes(around(5, 5), [10] * 25)) == {
        frozenset(range(start, start + 5)) for start in range(0, 25, 5)
    }


def test_a_topic_like_no_other_stays_alone() -> None:
    numbers = themes(around(4, 4, alone=1), [10] * 17)
    assert groups(numbers) == {*(frozenset(range(4 * n, 4 * n + 4)) for n in range(4)), frozenset({16})}


def test_themes_are_numbered_by_their_mentions() -> None:
    sizes = [1] * 4 + [3] * 4 + [2] * 4
    numbers = themes(around(3, 4), sizes)
    totals = [sum(s for s, n in zip(sizes, numbers, strict=True) if n == number) for number in range(3)]
    assert totals == [12, 8, 4]


@pytest.mark.parametrize("topics", range(8))
def test_few_topics_need_no_themes(topics: int) -> None:
    assert sorted(themes(around(1, topics), [5] * topics)) == list(range(topics))


@settings(max_examples=40)
@given(st.integers(8, 60), st.integers(0, 1_000))
def test_order_changes_nothing_and_a_person_can_read_them(topics: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(topics, 6))
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    sizes = rng.integers(1, 50, topics).tolist()
    order = rng.permutation(topics)
    numbers = themes(centres, sizes)
    again = themes(centres[order], [sizes[each] for each in order])
    assert again == [numbers[each] for each in order]
    shared = [len(group) for group in groups(numbers) if len(group) > 1]
    assert 1 <= len(shared) <= MOST


def test_equal_topics_are_no_trouble() -> None:
    assert len(themes(np.ones((12, 4)) / 2, [3] * 12)) == 12


def test_each_topic_needs_its_size() -> None:
    with pytest.raises(ValueError, match="9 centres and 1 sizes"):
        themes(around(3, 3), [1])
