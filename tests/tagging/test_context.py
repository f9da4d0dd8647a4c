"""A mention that leaves open what it speaks of takes it from the one before it."""

import numpy as np

from feedback_miner.tagging.context import Meant

SCORES = np.array([[0.9, 0.1], [0.2, 0.6], [0.0, 0.0]])


def test_what_is_taken_over_is_a_little_less_sure_and_never_lowers_a_score() -> None:
    meant = Meant.of(SCORES, np.array([-1, 0, 0]), np.arange(3))
    np.testing.assert_allclose(meant.scores, [[0.9, 0.1], [0.72, 0.6], [0.72, 0.08]])
    assert meant.source(1, 0) == 0
    assert meant.source(1, 1) == 1


def test_rows_are_those_of_the_table_before_it_was_ordered() -> None:
    order = np.array([2, 0, 1])  # the scores are of rows 2, 0, 1
    meant = Meant.of(SCORES, np.array([2, -1, -1]), order)
    np.testing.assert_allclose(meant.scores[1], [0.72, 0.6])
    assert meant.source(1, 0) == 0


def test_without_antecedents_nothing_changes() -> None:
    for antecedents in (None, np.full(3, -1)):
        np.testing.assert_array_equal(Meant.of(SCORES, antecedents, np.arange(3)).scores, SCORES)
