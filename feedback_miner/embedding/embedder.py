"""What all backends share: each text is encoded once, and known vectors come from the cache."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from feedback_miner.config import EmbeddingConfig
from feedback_miner.embedding.cache import VectorCache
from feedback_miner.errors import ModelError
from feedback_miner.progress import Progress, Silent
from feedback_miner.tables import Vectors

SAVE_EVERY = 2_048


class Backend(Protocol):
    """A sentence encoder. `digest` names the weights so that a cache never mixes two of them."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def dimensions(self) -> int: ...  # noqa: D102
    @property
    def digest(self) -> str: ...  # noqa: D102
    def encode(self, texts: Sequence[str], advance: Callable[[int], None]) -> Vectors:
        """Unit vectors, shape (texts, dimensions); `advance(n)` is called after every n texts."""
        ...


class Embedder:
    """A backend with a cache before it."""

    def __init__(self, backend: Backend, cache: VectorCache | None = None) -> None:
        self.backend = backend
        self.cache = cache

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors, shape (texts, dimensions), in the order of the texts."""
        distinct = sorted(set(texts), key=lambda text: (len(text), text))
        known = self.cache.find(distinct) if self.cache else {}
        missing = [text for text in distinct if text not in known]
        with (progress or Silent()).step("Embedding", len(missing)) as advance:
            for start in range(0, len(missing), SAVE_EVERY):
                some = missing[start : start + SAVE_EVERY]
                fresh = dict(zip(some, self.backend.encode(some, advance), strict=True))
                if self.cache:
                    self.cache.add(fresh.items())
                known |= fresh
        if not texts:
            return np.zeros((0, self.backend.dimensions), dtype=np.float32)
        return np.stack([known[text] for text in texts])


def load_embedder(config: EmbeddingConfig) -> Embedder:
    """The encoder named in the settings. Weights are read at the first text, not here."""
    backend = _backend(config)
    folder = cache_folder(config)
    if folder is None:
        return Embedder(backend)
    return Embedder(
        backend, VectorCache(folder / "vectors.sqlite", f"{backend.digest}/{config.batch_tokens}")
    )


def fine_tuned(
    embedder: Embedder,
    texts: Sequence[str],
    about: NDArray[np.bool_],
    turn: NDArray[np.float64] | None,
    *,
    seed: int,
) -> Embedder:
    """An embedder whose encoder has learned what these texts are about: see `fine_tuning.fine_tune`.

    It has no cache: its vectors serve one run.

    Raises:
        ModelError: If the encoder is not a bundled one.
    """
    from feedback_miner.embedding.fine_tuning import fine_tune
    from feedback_miner.embedding.minilm import MiniLM

    if not isinstance(embedder.backend, MiniLM):
        hint = "Set tagging.fine_tune to false, or embedding.model to 'feedback' or 'minilm'."
        raise ModelError("this encoder cannot be fine-tuned.", place=embedder.backend.name, hint=hint)
    return Embedder(fine_tune(embedder.backend, texts, about, turn, seed))


def cache_folder(config: EmbeddingConfig) -> Path | None:
    """Where things are remembered between runs; None if nothing shall be."""
    return (config.cache_dir or default_cache_dir()) if config.cache else None


def default_cache_dir() -> Path:
    """Where vectors are remembered between runs."""
    return user_cache_path("feedback-miner")


def _backend(config: EmbeddingConfig) -> Backend:
    if config.model in ("feedback", "minilm"):
        from feedback_miner.embedding.minilm import FeedbackMiniLM, MiniLM

        return (FeedbackMiniLM if config.model == "feedback" else MiniLM)(config.batch_tokens)
    if config.model == "multilingual":
        from feedback_miner.embedding.multilingual import Multilingual

        return Multilingual()
    from feedback_miner.embedding.hub import SentenceTransformerModel

    return SentenceTransformerModel(config.model)
