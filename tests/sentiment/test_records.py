from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_miner.config import SentimentConfig
from feedback_miner.sentiment import judge_records, judge_tags

DEFAULT = SentimentConfig()


def judged_mentions(*strengths: float, record_id: str = "r0001") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "mention_id": [f"{record_id}-{index}" for index in range(len(strengths))],
            "record_id": record_id,
            "text": "Some words.",
            "sentiment": np.array(strengths, dtype=float),
            "polarity": ["positive" if each > 0 else "negative" for each in strengths],
        }
    )


@pytest.mark.parametrize(
    ("rating", "strength", "opposed"),
    [(1.0, -0.9, True), (0.75, -0.9, True), (0.0, 0.9, True), (0.5, -0.9, False), (1.0, 0.0, False)],
)
def test_words_and_rating_that_disagree_are_marked(make_records, rating, strength, opposed):
    records = make_records(["Well, well"]).assign(rating=rating)
    assert judge_records(records, judged_mentions(strength), DEFAULT).at_odds.tolist() == [opposed]


def test_without_a_rating_nothing_disagrees(make_records):
    assert not judge_records(make_records(["Well"]), judged_mentions(-0.9), DEFAULT).at_odds.any()


@pytest.mark.parametrize(
    ("strengths", "polarity"),
    [
        ((0.9, 0.0), "positive"),
        ((-0.9, 0.0), "negative"),
        ((0.05, -0.05), "neutral"),
        ((0.9, -0.9), "mixed"),
        ((0.9, 0.9, 0.9, -0.9), "positive"),
        ((0.4, -0.4), "neutral"),
    ],
)
def test_a_record_leans_as_its_mentions_do(make_records, strengths, polarity):
    judged = judge_records(make_records(["A."]), judged_mentions(*strengths), DEFAULT)
    assert judged.polarity.tolist() == [polarity]


def test_a_record_without_judged_mentions_stays_unknown(make_records):
    judged = judge_records(make_records(["A.", "B."]), judged_mentions(0.9), DEFAULT)
    assert judged.polarity.isna().tolist() == [False, True]
    assert judged.sentiment.isna().tolist() == [False, True]


def test_unknown_mentions_do_not_dilute_known_ones(make_records):
    judged = judge_records(make_records(["A."]), judged_mentions(0.9, np.nan), DEFAULT)
    assert judged.sentiment.tolist() == [0.9]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.floats(-1, 1), min_size=1, max_size=6), st.randoms())
def test_the_order_of_the_mentions_does_not_matter(make_records, strengths, random):
    records, mentions = make_records(["A."]), judged_mentions(*strengths)
    order = random.sample(range(len(mentions)), len(mentions))
    expected = judge_records(records, mentions, DEFAULT)
    pd.testing.assert_frame_equal(judge_records(records, mentions.iloc[order], DEFAULT), expected)
    assert expected.sentiment.between(-1, 1).all()


def test_the_neutral_band_is_a_setting(make_records):
    wide = SentimentConfig(neutral_band=0.5)
    assert judge_records(make_records(["A."]), judged_mentions(0.4), wide).polarity.tolist() == ["neutral"]


@pytest.mark.parametrize(
    ("text", "prior", "polarity"),
    [
        ("Nothing.", None, "positive"),
        ("Nothing really", "negative", "positive"),
        ("Nothing at all!", "positive", "negative"),
        ("everything", "positive", "positive"),
        ("Everything", "negative", "negative"),
        ("Nothing works.", "negative", "neutral"),
    ],
)
def test_a_bare_nothing_means_what_the_question_makes_of_it(make_records, text, prior, polarity):
    judged = judge_records(make_records([text], prior_polarity=prior), judged_mentions(0.0), DEFAULT)
    assert judged.polarity.tolist() == [polarity]


def test_each_tag_takes_the_feeling_of_its_mention():
    tags = pd.DataFrame(
        {
            "mention_id": ["r0001-1", "r0001-0", "r0001-1"],
            "record_id": "r0001",
            "touchpoint": ["till", "till", "staff"],
            "stage": None,
            "confidence": 0.9,
            "evidence": "till",
        }
    )
    judged = judge_tags(tags, judged_mentions(0.8, -0.7))
    assert judged.sentiment.tolist() == [-0.7, 0.8, -0.7]
    assert judged.polarity.tolist() == ["negative", "positive", "negative"]


def test_no_tags_give_no_rows():
    tags = pd.DataFrame(
        columns=["mention_id", "record_id", "touchpoint", "stage", "confidence", "evidence"], dtype=object
    )
    assert judge_tags(tags, judged_mentions(0.8)).empty
