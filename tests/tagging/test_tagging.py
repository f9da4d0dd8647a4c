from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback_miner.config import TaggingConfig
from feedback_miner.errors import TableError
from feedback_miner.tables import Mentions, checked
from feedback_miner.tagging import tag
from tests.tagging.conftest import ENCODER, bag_of_words, mentions_of

FEEDBACK = [
    "I was on hold for ages",
    "The courier never came",
    "Cheaper than anywhere else",
    "Delivered in two days and the prices are fair",
    "Nobody picked up when I rang the workshop",
    "My grandmother knits socks",
    "The box was left in the rain",
    "They deliver quickly",
]


def test_a_keyword_is_found_in_an_inflected_form(tags_of):
    tags = tags_of("The bicycle was DELIVERED damaged")
    assert list(tags.touchpoint) == ["delivery"]
    assert tags.evidence[0] == "keyword: deliver"


def test_one_mention_can_speak_of_two_touchpoints(tags_of):
    tags = tags_of("The courier was rude, and the price is a joke")
    assert set(tags.touchpoint) == {"delivery", "price"}


def test_what_fits_nothing_stays_untagged(tags_of):
    tags = tags_of(*FEEDBACK, "Aubergine violin")
    assert "m0008" not in set(tags.mention_id)


def test_a_mention_near_an_example_is_tagged_and_the_example_named(tags_of):
    tags = tags_of(*FEEDBACK)
    near = tags[tags.mention_id == "m0004"]
    assert list(near.touchpoint) == ["hotline"]
    assert near.evidence.iloc[0] == 'near example: "Nobody picked up when I rang the workshop" (1.00)'


def test_the_order_of_the_rows_changes_nothing(tags_of):
    table = mentions_of(*FEEDBACK)
    expected = tags_of(table=table)
    for seed in range(3):
        shuffled = table.sample(frac=1, random_state=seed)
        pd.testing.assert_frame_equal(tags_of(table=shuffled), expected)


def test_the_order_of_the_rows_changes_nothing_in_a_large_corpus(tags_of):
    table = mentions_of(*(f"{text} {number % 7}" for number in range(40) for text in FEEDBACK))
    shuffled = table.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(tags_of(table=shuffled), tags_of(table=table))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=6))
def test_confidence_stays_in_range_and_over_the_threshold_whatever_the_text(tags_of, texts):
    tags = tags_of(*texts, min_confidence=0.2)
    assert tags.confidence.between(0.2, 1).all()


def test_without_a_threshold_every_touchpoint_may_be_a_tag_up_to_the_limit(tags_of):
    tags = tags_of(*FEEDBACK, min_confidence=0, max_tags=2)
    assert (tags.groupby("mention_id").size() == 2).all()


def test_a_language_the_vectors_do_not_know_gets_keywords_only(taxonomy):
    text = "The box was left in the rain"
    german = mentions_of(text, "Der Courier kam nie", language="de")
    tags = tag(german, bag_of_words(list(german.text)), taxonomy, ENCODER, TaggingConfig())
    assert list(tags.mention_id) == ["m0001"]
    assert list(tags.evidence) == ["keyword: courier"]


def test_languages_are_told_apart_row_by_row(taxonomy):
    table = mentions_of(*FEEDBACK, "Le courier")
    table.loc[8, "language"] = "fr"
    table.loc[6, "language"] = "fr"
    table = checked(table, Mentions)
    tags = tag(table, bag_of_words(list(table.text)), taxonomy, ENCODER, TaggingConfig())
    assert "m0006" not in set(tags.mention_id)
    assert "m0008" in set(tags.mention_id)


def test_no_mentions_give_no_tags(taxonomy):
    none = mentions_of("x").iloc[:0]
    tags = tag(none, np.zeros((0, 256), np.float32), taxonomy, ENCODER, TaggingConfig())
    assert len(tags) == 0
    assert {"touchpoint", "stage", "confidence", "evidence"} <= set(tags.columns)


def test_vectors_of_other_mentions_are_refused(taxonomy):
    with pytest.raises(TableError, match="2 mentions came with 1 vectors"):
        tag(mentions_of("a b", "c d"), bag_of_words(["a b"]), taxonomy, ENCODER, TaggingConfig())
