"""What labels teach helps or changes nothing, reaches mentions, and depends on nothing else."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_miner.config import TaggingConfig
from feedback_miner.tables import Labels, checked
from feedback_miner.tagging import Labelled, tag, tag_like
from feedback_miner.tagging.bags import Bags, logistic, logits
from feedback_miner.tagging.learned import FEWEST_RECORDS, Lesson, learn, micro_f1
from tests.tagging.conftest import ENCODER, bag_of_words, mentions_of

RECORDS, TOUCHPOINTS = 120, 3


class World:
    """Records of two mentions. What they speak of shows in the vectors; the tagger knows it only dimly."""

    def __init__(self, seed: int = 0, *, signal: float = 1.0) -> None:
        rng = np.random.default_rng(seed)
        self.record_of = np.repeat(np.arange(RECORDS), 2)
        spoken = rng.random((2 * RECORDS, TOUCHPOINTS)) < 0.25
        noise = rng.normal(size=(2 * RECORDS, 16)) * 0.4
        noise[:, :TOUCHPOINTS] += 2 * signal * spoken
        self.vectors = noise / np.linalg.norm(noise, axis=1, keepdims=True)
        self.confidence = logistic(-2 + 1.0 * spoken + rng.normal(size=spoken.shape))
        self.truth = Bags.of(self.record_of).highest(spoken.astype(float))

    def learn(self, count: int, **changed: object) -> Lesson:
        labelled = {record: self.truth[record] for record in range(count)}
        given = {"confidence": self.confidence, "vectors": self.vectors, "record_of": self.record_of}
        given |= {"truth": labelled, "threshold": 0.3, "seed": 1} | changed
        return learn(**given)

    def f1(self, confidence: np.ndarray, skip: int) -> float:
        highest = Bags.of(self.record_of).highest(confidence)
        return micro_f1(self.truth[skip:], highest[skip:], 0.3)


@pytest.mark.parametrize("labelled", [30, 60, 90])
def test_labels_help_with_records_that_nobody_labelled(labelled: int) -> None:
    gains = []
    for seed in range(3):
        world = World(seed)
        lesson = world.learn(labelled)
        gains.append(world.f1(lesson.confidence, labelled) - world.f1(world.confidence, labelled))
    assert min(gains) > 0.05


def test_labels_that_say_nothing_change_nothing() -> None:
    world, rng = World(signal=0), np.random.default_rng(3)
    world.confidence = np.full_like(world.confidence, 0.5)
    coin = {record: (rng.random(TOUCHPOINTS) < 0.5).astype(float) for record in range(60)}
    lesson = world.learn(60, truth=coin)
    assert lesson.strictness is None
    np.testing.assert_array_equal(lesson.confidence, world.confidence)
    assert lesson.f1_before == lesson.f1_after


def test_few_labels_change_nothing() -> None:
    world = World()
    for count in (0, 1, FEWEST_RECORDS - 1):
        lesson = world.learn(count)
        assert lesson.strictness is None
        assert len(lesson.records) == count
        np.testing.assert_array_equal(lesson.confidence, world.confidence)
    assert world.learn(FEWEST_RECORDS + 20).strictness is not None


def test_labels_of_records_without_mentions_teach_nothing() -> None:
    world = World()
    known = {record: world.truth[record % RECORDS] for record in range(RECORDS, RECORDS + 50)}
    assert world.learn(0, truth=known).records.tolist() == []
    more = {record: world.truth[record] for record in range(60)} | known
    np.testing.assert_array_equal(world.learn(60, truth=more).confidence, world.learn(60).confidence)


def test_figures_out_of_fold_are_honest() -> None:
    """They are near those on records that nobody labelled, and below those on the records learned from."""
    told, real, seen = [], [], []
    for seed in range(4):
        world = World(seed)
        lesson = world.learn(60)
        told.append(lesson.f1_after)
        real.append(world.f1(lesson.confidence, 60))
        seen.append(micro_f1(world.truth[:60], Bags.of(world.record_of).highest(lesson.confidence)[:60], 0.3))
    assert np.mean(told) == pytest.approx(np.mean(real), abs=0.06)
    assert np.mean(told) < np.mean(seen)


@settings(max_examples=5)
@given(st.randoms(use_true_random=False))
def test_the_order_of_mentions_does_not_matter(random) -> None:
    world = World()
    order = np.array(random.sample(range(2 * RECORDS), 2 * RECORDS))
    shuffled = world.learn(
        60, confidence=world.confidence[order], vectors=world.vectors[order], record_of=world.record_of[order]
    )
    expected = world.learn(60).confidence[order]
    np.testing.assert_allclose(shuffled.confidence, expected, atol=1e-4)


def test_a_record_is_as_sure_as_its_surest_mention() -> None:
    bags = Bags.of(np.array([4, 2, 4, 9]))
    values = np.array([[1.0], [5.0], [3.0], [-2.0]])
    assert bags.records.tolist() == [2, 4, 9]
    assert bags.highest(values).ravel().tolist() == [5, 3, -2]
    soft, shares = bags.soft_highest(values)
    assert soft.ravel() == pytest.approx([5, 3, -2], abs=np.log(2) / 3)
    assert shares[[0, 2]].sum() == pytest.approx(1)
    assert logistic(logits(np.array([0.2, 0.7]))) == pytest.approx([0.2, 0.7])


TEXTS = [f"{said} {number}" for number in range(20) for said in ("They wobble a lot", "The bell is nice")]


@pytest.fixture
def labelled() -> Labelled:
    """A hotline nobody would have thought of: whatever wobbles."""
    rows = [(f"r{number:04}", "hotline" if number % 2 == 0 else None) for number in range(30)]
    table = pd.DataFrame(rows, columns=["record_id", "touchpoint"])
    return Labelled(checked(table.assign(polarity=None, labeller="", drawn=None), Labels), seed=1)


def test_a_tag_that_is_due_to_labels_names_a_record_like_it(taxonomy, labelled: Labelled) -> None:
    mentions = mentions_of(*TEXTS)
    inputs = (mentions, bag_of_words(TEXTS), taxonomy, ENCODER, TaggingConfig())
    tags, taught = tag_like(labelled, *inputs)
    new = tags[(tags.touchpoint == "hotline") & (tags.record_id > "r0029")]
    assert new.record_id.tolist() == ["r0030", "r0032", "r0034", "r0036", "r0038"]
    assert new.evidence.str.fullmatch(r'like labelled record: "They wobble a lot \d+" \(\d\.\d\d\)').all()
    assert "hotline" not in set(tag(*inputs).touchpoint)
    assert taught.facts["learned_from"] == 30
    assert taught.facts["f1_after"] > taught.facts["f1_before"]
    assert len(taught.out_of_fold) == 30 * len(taxonomy.touchpoints)


def test_mentions_in_a_language_the_vectors_do_not_know_are_left_alone(taxonomy, labelled: Labelled) -> None:
    foreign = mentions_of(*TEXTS, language="fi")
    inputs = (foreign, bag_of_words(TEXTS), taxonomy, ENCODER, TaggingConfig())
    tags, taught = tag_like(labelled, *inputs)
    pd.testing.assert_frame_equal(tags, tag(*inputs))
    assert taught.facts["learned_from"] == 0


def test_no_mentions_no_lesson(taxonomy, labelled: Labelled) -> None:
    none = mentions_of("a")[:0]
    tags, taught = tag_like(labelled, none, bag_of_words([]), taxonomy, ENCODER, TaggingConfig())
    assert tags.empty
    assert taught.out_of_fold.empty
