from __future__ import annotations

import numpy as np
import pytest

from feedback_miner.tagging.moments import MOMENTS
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


def chances(moment: str, chance: float) -> np.ndarray:
    rest = (1 - chance) / (len(MOMENTS) - 1)
    return np.array([chance if each == moment else rest for each in MOMENTS])


def test_a_learned_moment_shows_the_stage_and_an_unclear_one_leaves_it_open(finder):
    assert finder.infer("The saddle squeaks", None, OPTIONS, chances("during", 0.8)) == "post_purchase"
    assert finder.infer("The saddle squeaks", None, OPTIONS, chances("unsaid", 0.9)) is None


def test_before_the_purchase_alone_does_not_part_looking_from_buying(finder):
    assert finder.infer("Nice people", None, OPTIONS, chances("before", 0.9)) is None
