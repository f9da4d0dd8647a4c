"""The encoder learns what labelled mentions share, in seconds here, and the same each time."""

import numpy as np
import pytest
import torch

from feedback_miner.embedding import Embedder, fine_tuned
from feedback_miner.embedding.minilm import MiniLM
from feedback_miner.errors import ModelError
from tests.embedding.test_embedder import Counting

TEXTS = [
    *("The lid squeaks", "It squeaks when opened", "A squeaking noise", "Squeaks like a mouse"),
    *("The blue is too pale", "Paler than the picture", "Faded blue", "A pale colour"),
]
ABOUT = np.array([[True, False]] * 4 + [[False, True]] * 4)


@pytest.mark.model
def test_mentions_that_share_a_touchpoint_come_nearer_than_the_others() -> None:
    before = Embedder(MiniLM(512))
    after = fine_tuned(before, TEXTS, ABOUT, None, seed=1)

    def lead(embedder: Embedder) -> float:
        near = embedder.embed(TEXTS) @ embedder.embed(TEXTS).T
        return float(near[:4, :4].mean() - near[:4, 4:].mean())

    assert lead(after) > lead(before) + 0.05


@pytest.mark.model
def test_the_same_lesson_gives_the_same_bits_on_any_number_of_cores() -> None:
    first = Embedder(MiniLM(512))
    plain = first.embed(TEXTS)
    one = fine_tuned(first, TEXTS, ABOUT, np.eye(384), seed=1)
    threads = torch.get_num_threads()
    torch.set_num_threads(2)
    two = fine_tuned(first, TEXTS, ABOUT, np.eye(384), seed=1)
    assert torch.get_num_threads() == 2
    torch.set_num_threads(threads)
    np.testing.assert_array_equal(one.embed(TEXTS), two.embed(TEXTS))
    np.testing.assert_array_equal(first.embed(TEXTS), plain)
    assert one.backend.digest == two.backend.digest != first.backend.digest


@pytest.mark.model
@pytest.mark.parametrize("count", [1, 8])
def test_mentions_of_which_no_two_share_anything_teach_nothing_and_break_nothing(count: int) -> None:
    learned = fine_tuned(Embedder(MiniLM(512)), TEXTS[:count], np.zeros((count, 2), bool), None, seed=1)
    vectors = learned.embed(TEXTS)
    np.testing.assert_allclose(vectors, Embedder(MiniLM(512)).embed(TEXTS), atol=1e-6)


def test_other_encoders_are_refused_by_name() -> None:
    with pytest.raises(ModelError, match="cannot be fine-tuned"):
        fine_tuned(Embedder(Counting()), TEXTS, ABOUT, None, seed=1)
