"""Where the encoder may learn from labels, it is used only if that is better on labels it has not seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from feedback_miner.config import TaggingConfig
from feedback_miner.tables import Embed, Labels, Tune, Vectors, checked
from feedback_miner.tagging import Labelled, tag_like
from tests.tagging.conftest import ENCODER, bag_of_words, mentions_of

WORDS = ("wobbling", "shaky", "rattles", "loose", "unsteady", "rocking")
TEXTS = [
    f"{word} {number}" if number % 2 == 0 else f"nice {word} bell {number}"
    for number, word in enumerate(WORDS * 20)
]


def knowing(texts: Sequence[str]) -> Vectors:
    """An encoder that has understood which of the texts praise the bell."""
    return np.array([[0.8, 0.6] if "bell" in text else [0.6, -0.8] for text in texts], dtype=np.float32)


def blind(texts: Sequence[str]) -> Vectors:
    """An encoder that has forgotten everything."""
    return np.tile(np.float32([0.6, 0.8]), (len(texts), 1))


class Tuner:
    """Gives a ready-made encoder and notes what it was shown."""

    def __init__(self, result: Embed) -> None:
        self.result = result
        self.shown: list[tuple[list[str], np.ndarray]] = []

    def __call__(self, texts: Sequence[str], about: np.ndarray, turn: np.ndarray | None) -> Embed:
        self.shown.append((list(texts), about))
        return self.result


def learn(taxonomy, tune: Tune | None):
    """80 of 120 records are labelled: every second one speaks of the hotline."""
    rows = [(f"r{number:04}", "hotline" if number % 2 == 0 else None) for number in range(80)]
    table = pd.DataFrame(rows, columns=["record_id", "touchpoint"])
    labels = checked(table.assign(polarity=None, labeller="", drawn=None), Labels)
    inputs = (mentions_of(*TEXTS), bag_of_words(TEXTS), taxonomy, ENCODER, TaggingConfig())
    return tag_like(Labelled(labels, 1, tune), *inputs)


def test_an_encoder_that_learned_nothing_changes_nothing_and_the_facts_say_so(taxonomy) -> None:
    frozen, told = learn(taxonomy, None)
    tags, taught = learn(taxonomy, Tuner(blind))
    pd.testing.assert_frame_equal(tags, frozen)
    assert taught.facts == told.facts | {"fine_tuned": False, "f1_frozen": told.facts["f1_after"]}


def test_an_encoder_that_learned_is_used_and_the_facts_say_so(taxonomy) -> None:
    _, told = learn(taxonomy, None)
    _, taught = learn(taxonomy, Tuner(knowing))
    assert taught.facts["fine_tuned"] is True
    assert taught.facts["f1_frozen"] == told.facts["f1_after"]


def test_it_is_judged_on_records_that_it_was_not_shown(taxonomy) -> None:
    tuner = Tuner(knowing)
    learn(taxonomy, tuner)
    *folds, last = tuner.shown
    assert len(folds) == 5
    assert sorted(text for text in TEXTS[:80] for _ in range(4)) == sorted(
        text for texts, _ in folds for text in texts
    )
    assert sorted(last[0]) == sorted(TEXTS[:80])


def test_a_label_goes_to_the_mention_of_its_record(taxonomy) -> None:
    tuner = Tuner(knowing)
    learn(taxonomy, tuner)
    for texts, about in tuner.shown:
        assert about.shape == (len(texts), len(taxonomy.touchpoints))
        assert about.any(axis=1).tolist() == ["bell" not in text for text in texts]


@pytest.mark.parametrize("result", [blind, knowing])
def test_the_same_labels_give_the_same_tags(taxonomy, result: Embed) -> None:
    first, second = (learn(taxonomy, Tuner(result)) for _ in range(2))
    pd.testing.assert_frame_equal(first[0], second[0])
    assert first[1].facts == second[1].facts
