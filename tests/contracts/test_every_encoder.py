"""What every sentence encoder promises: the bundled one, the multilingual one, and those of others."""

from collections.abc import Callable
from importlib.util import find_spec

import numpy as np
import pytest

from feedback_miner.embedding import Backend
from feedback_miner.embedding.hub import SentenceTransformerModel
from feedback_miner.embedding.minilm import MiniLM, model_folder
from feedback_miner.embedding.multilingual import PACKAGE, Multilingual

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
    "multilingual": Multilingual,
    "sentence-transformers": lambda: SentenceTransformerModel(str(model_folder())),
}


@pytest.fixture(scope="module", params=ENCODERS)
def encoder(request: pytest.FixtureRequest) -> Backend:
    if request.param == "multilingual" and not (find_spec(PACKAGE) and find_spec("onnxruntime_extensions")):
        pytest.skip("feedback-miner[multilingual] is not installed")
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


def test_company_and_order_change_nothing(encoder: Backend, vectors: np.ndarray) -> None:
    if encoder.name not in ("minilm", "multilingual"):
        pytest.skip("promised by our own encoders only")
    some = [5, 0, 6]
    alone = encoder.encode([TEXTS[row] for row in some], lambda _: None)
    np.testing.assert_array_equal(alone, vectors[some])


def test_ours_and_theirs_give_the_same_vectors() -> None:
    own, theirs = (
        ENCODERS[name]().encode(TEXTS, lambda _: None) for name in ("minilm", "sentence-transformers")
    )
    assert (own * theirs).sum(axis=1).min() > 0.9999
