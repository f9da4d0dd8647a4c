from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_miner.tagging.weak_supervision import ENOUGH_MENTIONS, resemblance
from tests.tagging.conftest import bag_of_words

NAMED = ["The courier dropped the box on my porch", "A courier left the box with a neighbour"]
UNNAMED = "Somebody dropped the box on the porch"
OTHER = ["Gears grind uphill", "Saddle hurts badly", "Helmet looks great", "Brakes squeal loudly"]


def corpus(size: int) -> tuple[list[str], np.ndarray]:
    texts = [(NAMED + OTHER)[place % 6] for place in range(size - 1)] + [UNNAMED]
    named = np.array([["courier" in text, "Gears" in text] for text in texts], dtype=np.float64)
    return texts, named


def test_a_mention_like_the_named_ones_stands_out():
    texts, named = corpus(300)
    scores = resemblance(bag_of_words(texts).astype(float), named, named)
    unlike = [row for row, text in enumerate(texts) if text in OTHER]
    assert scores[-1, 0] > 0.4
    assert scores[unlike, 0].max() < 0.2


def test_few_mentions_teach_nothing():
    texts, named = corpus(ENOUGH_MENTIONS - 1)
    assert resemblance(bag_of_words(texts).astype(float), named, named) is None


def test_a_touchpoint_without_keywords_learns_from_the_guess():
    texts, named = corpus(300)
    guess = np.where(named > 0, 0.8, 0.05)
    scores = resemblance(bag_of_words(texts).astype(float), np.zeros_like(named), guess)
    assert scores[-1, 0] > scores[2, 0]


def test_a_mention_cannot_vouch_for_itself():
    texts, named = corpus(300)
    texts[4] = "Violin aubergine"
    named[4, 0] = 1.0
    scores = resemblance(bag_of_words(texts).astype(float), named, named)
    assert scores[4, 0] < 0.4


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_scores_are_finite_and_in_range_whatever_the_vectors(seed):
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(ENOUGH_MENTIONS, 8))
    named = (rng.random((ENOUGH_MENTIONS, 3)) < 0.1).astype(float)
    scores = resemblance(vectors, named, np.full(named.shape, 0.1))
    assert scores is None or (np.isfinite(scores).all() and scores.min() >= -1 and scores.max() <= 2)


def test_in_a_large_corpus_the_reason_may_be_the_mentions_with_a_keyword(tags_of):
    tags = tags_of(*(NAMED + OTHER) * 60, UNNAMED)
    last = tags[tags.mention_id == "m0360"]
    assert last.touchpoint.iloc[0] == "delivery"
    assert last.evidence.iloc[0].startswith("like mentions with keyword: courier (0.")
