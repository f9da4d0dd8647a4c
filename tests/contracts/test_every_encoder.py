"""What every sentence encoder promises, the bundled one and those of sentence-transformers alike."""

from collections.abc import Callable

import numpy as np
import pytest

from feedback_miner.embedding import Backend
from feedback_miner.embedding.hub import SentenceTransformerModel
from feedback_miner.embedding.minilm import MiniLM, model_folder

pytestmark = pytest.mark.model
TEXTS = [
    "The courier lost my parcel.",
    "My package never arrived.",
    "Lovely tea, thank you!",
    "ok",
    "",
    "The app crashes whenever I open the basket, " * 30,
    "Der Tee schmeckt wunderbar 🍵",
]
ENCODERS: dict[str, Callable[[], Backend]] = {
    "minilm": lambda: MiniLM(1_024),
    "sentence-transformers": lambda: SentenceTransformerModel(str(model_folder())),
}


@pytest.fixture(scope="module", params=ENCODERS)
def encoder(request: pytest.FixtureRequest) -> Backend:
    return ENCODERS[request.param]()


@pytest.fixture(scope="module")
def vectors(encoder: Backend) -> np.ndarray:
    return encoder.encode(TEXTS, lambda _: None)


def test_one_unit_vector_a_text(encoder: Backend, vectors: np.ndarray) -> None:
    assert vectors.shape == (len(TEXTS), encoder.dimensions)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_like_is_nearer_than_unlike(vectors: np.ndarray) -> None:
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


def test_every_text_is_reported_once(encoder: Backend) -> None:
    done: list[int] = []
    encoder.encode(TEXTS, done.append)
    assert sum(done) == len(TEXTS)


def test_no_text_gives_no_vector(encoder: Backend) -> None:
    assert encoder.encode([], lambda _: None).shape == (0, encoder.dimensions)


def test_the_digest_names_the_weights(encoder: Backend) -> None:
    assert encoder.digest
    assert encoder.name


def test_both_give_the_same_vectors() -> None:
    own, theirs = (make().encode(TEXTS, lambda _: None) for make in ENCODERS.values())
    assert (own * theirs).sum(axis=1).min() > 0.9999
