from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_miner.sentiment.features import BUCKETS, dense_features, ngram_buckets
from feedback_miner.sentiment.lexicon import COMPOUND, lexicon_scores


@settings(deadline=None)
@given(st.text(max_size=200))
def test_every_text_falls_into_known_buckets(text):
    buckets = ngram_buckets(text)
    assert all(0 <= bucket < BUCKETS for bucket in buckets)
    assert buckets == sorted(buckets)


def test_buckets_are_the_same_on_every_machine():
    assert ngram_buckets("not good") == [749, 6008, 15733]


def test_a_word_after_a_negation_is_another_word():
    helpful = set(ngram_buckets("helpful"))
    assert not helpful & set(ngram_buckets("not helpful"))
    assert helpful <= set(ngram_buckets("not now, helpful"))


def test_curly_and_straight_apostrophes_are_one():
    assert ngram_buckets("It doesn’t work") == ngram_buckets("it doesn't work")


def test_dense_features_have_one_row_a_text():
    for count in (0, 1, 3):
        assert dense_features(["Good."] * count, np.zeros((count, 384), np.float32)).shape == (count, 392)


def test_the_lexicon_knows_good_from_bad():
    scores = lexicon_scores(["A wonderful day", "The parcel", "An awful mess"])[:, COMPOUND]
    assert scores[0] > scores[1] == 0 > scores[2]
