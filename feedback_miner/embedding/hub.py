"""Any sentence-transformers model, by name or path, for those who ask for one by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from feedback_miner.errors import ModelError
from feedback_miner.tables import Vectors

BATCH_ROWS = 32


class SentenceTransformerModel:
    """Unit vectors of a sentence-transformers model. The library may fetch the model if it is not on disk."""

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension())

    @property
    def digest(self) -> str:
        """The name and, where the model carries one, its revision: what a cache may rely on."""
        return f"{self.name}@{getattr(self._model.model_card_data, 'base_model_revision', None)}"

    def encode(self, texts: Sequence[str], advance: Callable[[int], None]) -> Vectors:
        """Unit vectors, shape (texts, dimensions); texts of like length share a batch."""
        order = sorted(range(len(texts)), key=lambda index: (len(texts[index]), texts[index]))
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(order), BATCH_ROWS):
            rows = order[start : start + BATCH_ROWS]
            batch = [texts[row] for row in rows]
            vectors[rows] = self._model.encode(batch, normalize_embeddings=True, show_progress_bar=False)
            advance(len(rows))
        return vectors

    @cached_property
    def _model(self) -> Any:
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(self.name)
        except (OSError, ValueError) as error:
            hint = "Give the path of a model on disk, or 'feedback' for the bundled one."
            reason = str(error).partition("\n")[0]
            raise ModelError(f"cannot be loaded: {reason}", place=self.name, hint=hint) from None
