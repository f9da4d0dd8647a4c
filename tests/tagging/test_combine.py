from __future__ import annotations

import numpy as np
import pytest

from feedback_miner.tagging.combine import GENERAL, TRANSLATED, confidence, formula_for
from feedback_miner.tagging.seeds import Seeds
from tests.tagging.conftest import bag_of_words

TEXTS = ["Nobody picked up when I rang", "The box was left in the rain", "What it cost me", "A nice saddle"]


@pytest.fixture
def seeds(taxonomy):
    return Seeds.embed(taxonomy.touchpoints, bag_of_words)


@pytest.mark.parametrize("size", [1, 30, 400])
def test_confidence_is_a_probability_in_corpora_of_any_size(seeds, size):
    texts = [f"{TEXTS[place % 4]} {place % 9}" for place in range(size)]
    named = np.array([[0.0, "box" in text, "cost" in text] for text in texts])
    scores = confidence(named, bag_of_words(texts).astype(float), seeds)
    assert scores.shape == (size, 3)
    assert ((scores > 0) & (scores < 1)).all()


@pytest.mark.parametrize("size", [30, 400])
def test_a_keyword_raises_the_confidence(seeds, size):
    texts = [f"{TEXTS[place % 4]} {place % 9}" for place in range(size)]
    vectors = bag_of_words(texts).astype(float)
    named = np.zeros((size, 3))
    named[1::8, 1] = 1.0
    scores = confidence(named, vectors, seeds)
    assert scores[1, 1] > scores[5, 1]


@pytest.mark.parametrize("size", [30, 400])
@pytest.mark.parametrize("touchpoints", [1, 2, 3])
def test_in_a_short_taxonomy_too_what_is_far_from_all_stays_untagged(taxonomy, touchpoints, size):
    seeds = Seeds.embed(taxonomy.touchpoints[:touchpoints], bag_of_words)
    texts = [f"{TEXTS[place % 4]} {place % 9}" for place in range(size - 1)] + ["Aubergine violin"]
    named = np.zeros((size, touchpoints))
    named[::8, 0] = 1.0
    scores = confidence(named, bag_of_words(texts).astype(float), seeds)
    assert scores[-1].max() < 0.3 < scores[8, 0]


def test_mentions_in_another_language_have_a_formula_of_their_own_and_leave_the_others_alone(seeds):
    vectors, named = bag_of_words(TEXTS).astype(float), np.eye(4, 3)
    foreign = np.array([False, True, False, True])
    mixed = confidence(named, vectors, seeds, formula_for("multilingual", foreign))
    np.testing.assert_array_equal(mixed[~foreign], confidence(named, vectors, seeds, GENERAL)[~foreign])
    theirs = confidence(named, vectors, seeds, TRANSLATED["multilingual"])
    np.testing.assert_array_equal(mixed[foreign], theirs[foreign])


@pytest.mark.parametrize("encoder", ["feedback", "minilm", "some/model"])
def test_encoders_without_such_a_formula_read_every_language_alike(encoder):
    assert formula_for(encoder, np.array([True])) == formula_for(encoder, np.array([False]))
