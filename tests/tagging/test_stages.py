from __future__ import annotations

import pytest

from feedback_miner.tagging.stages import StageFinder
from tests.tagging.conftest import bag_of_words

OPTIONS = ["consideration", "purchase", "post_purchase"]


@pytest.fixture
def finder(taxonomy):
    return StageFinder(taxonomy.stages, bag_of_words)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("I compared it with two others before buying", "consideration"),
        ("It went up while I was ordering", "purchase"),
        ("It broke after two weeks", "post_purchase"),
    ],
)
def test_what_is_said_shows_the_stage(finder, text, stage):
    assert finder.infer(text, None, OPTIONS) == stage


def test_a_touchpoint_of_one_stage_has_that_stage(finder):
    assert finder.infer("It broke after two weeks", None, ["purchase"]) == "purchase"


def test_without_a_cue_the_stage_is_left_open(finder):
    assert finder.infer("Too expensive", None, OPTIONS) is None


def test_cues_of_two_stages_leave_it_open(finder):
    assert finder.infer("Compared before buying, broke after two weeks", None, OPTIONS) is None


def test_likeness_to_the_description_shows_the_stage(finder, taxonomy):
    text = "riding and repairs"
    assert finder.infer(text, bag_of_words([text])[0].astype(float), OPTIONS) == "post_purchase"
