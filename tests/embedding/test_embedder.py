"""A vector depends on its text alone: not on its neighbours, the cache, or the number of cores."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_miner.config import EmbeddingConfig
from feedback_miner.embedding import Embedder, load_embedder
from feedback_miner.embedding.batches import fixed_batches, padded_length
from feedback_miner.embedding.cache import VectorCache
from feedback_miner.embedding.minilm import MiniLM, check_weights, model_folder
from feedback_miner.errors import ModelError
from feedback_miner.tables import Vectors

TEXTS = [f"{'very ' * (i % 13)}late parcel number {i}" for i in range(40)]


class Counting:
    """A backend that counts what it is asked for, and gives each text a vector of its own."""

    name, dimensions, digest = "counting", 4, "v1"

    def __init__(self) -> None:
        self.seen: list[str] = []

    def encode(self, texts: Sequence[str], advance: Callable[[int], None]) -> Vectors:
        self.seen += texts
        advance(len(texts))
        return np.array([[len(t), t.count("a"), t.count("e"), 1] for t in texts], np.float32).reshape(-1, 4)


def test_equal_texts_are_encoded_once() -> None:
    backend = Counting()
    vectors = Embedder(backend).embed(["tea", "coffee", "tea"])
    assert sorted(backend.seen) == ["coffee", "tea"]
    np.testing.assert_array_equal(vectors[0], vectors[2])


def test_known_vectors_come_from_the_cache(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path / "v.sqlite", "v1")
    first = Embedder(Counting(), cache).embed(["tea", "coffee"])
    backend = Counting()
    again = Embedder(backend, cache).embed(["coffee", "cocoa", "tea"])
    assert backend.seen == ["cocoa"]
    np.testing.assert_array_equal(again[[2, 0]], first)


def test_another_model_never_shares_a_vector(tmp_path: Path) -> None:
    Embedder(Counting(), VectorCache(tmp_path / "v.sqlite", "v1")).embed(["tea"])
    backend = Counting()
    Embedder(backend, VectorCache(tmp_path / "v.sqlite", "v2")).embed(["tea"])
    assert backend.seen == ["tea"]


def test_a_damaged_cache_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "v.sqlite"
    path.write_bytes(b"this is no database at all, however long it may be" * 50)
    embedder = Embedder(Counting(), VectorCache(path, "v1"))
    np.testing.assert_array_equal(embedder.embed(["tea"]), embedder.embed(["tea"]))


@given(lengths=st.lists(st.integers(1, 256), max_size=60), batch_tokens=st.integers(256, 4_096))
def test_batches_hold_every_text_once_in_a_shape_of_its_length(lengths: list[int], batch_tokens: int) -> None:
    batches = list(fixed_batches([[7] * n for n in lengths], batch_tokens))
    assert sorted(i for batch in batches for i in batch.texts) == list(range(len(lengths)))
    for batch in batches:
        rows, width = batch.ids.shape
        assert rows == max(1, batch_tokens // width)
        assert {padded_length(lengths[i]) for i in batch.texts} == {width}
        assert (batch.ids.sum(axis=1)[: len(batch.texts)] == [7 * lengths[i] for i in batch.texts]).all()


@pytest.mark.model
def test_neighbours_and_cores_do_not_change_a_vector() -> None:
    import torch

    encoder = MiniLM(512)
    whole = encoder.encode(TEXTS, lambda _: None)
    some = encoder.encode(TEXTS[::-3], lambda _: None)
    np.testing.assert_array_equal(some, whole[::-3])
    cores = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        np.testing.assert_array_equal(encoder.encode(TEXTS, lambda _: None), whole)
    finally:
        torch.set_num_threads(cores)


def test_other_weights_than_the_published_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    path.write_bytes(b"other weights")
    with pytest.raises(ModelError, match="is not the published"):
        check_weights(path)
    check_weights(model_folder() / "model.safetensors")


def test_an_unknown_model_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    embedder = load_embedder(EmbeddingConfig(model="./no/such/model", cache=False))
    with pytest.raises(ModelError, match="no/such/model: cannot be loaded"):
        embedder.embed(["tea"])
