"""How a mention feels: strength in [-1, 1], and a name for it.

The model is a small logistic regression over three classes, trained by `benchmarks/training/polarity.py`.
Here it is only applied, in plain numpy.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from feedback_miner.errors import ModelError
from feedback_miner.sentiment.features import DIMENSIONS, dense_features, ngram_buckets, ngram_weight
from feedback_miner.tables import Vectors

CLASSES = ("negative", "neutral", "positive")
WEIGHTS = Path(__file__).parent / "weights" / "polarity.safetensors"
WEIGHTS_SHA256 = "b87b1c6521a257b8aec07d633f6166550c6fbf45b568f2c2c33612c1cee077ac"


@dataclass(frozen=True)
class PolarityModel:
    """Weights of the three classes for dense features, n-gram buckets, and without any."""

    dense: NDArray[np.float64]
    ngrams: NDArray[np.float64]
    bias: NDArray[np.float64]

    def probabilities(self, texts: Sequence[str], vectors: Vectors) -> NDArray[np.float64]:
        """Shape (texts, 3), in the order of `CLASSES`; each row sums to 1."""
        logits = dense_features(texts, vectors) @ self.dense + self._ngram_logits(texts) + self.bias
        odds = np.exp(logits - logits.max(axis=1, keepdims=True, initial=-np.inf))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))

    def _ngram_logits(self, texts: Sequence[str]) -> NDArray[np.float64]:
        logits = np.zeros((len(texts), len(CLASSES)))
        for row, buckets in enumerate(map(ngram_buckets, texts)):
            logits[row] = self.ngrams[buckets].sum(axis=0) * ngram_weight(buckets)
        return logits


def load_model(path: Path = WEIGHTS, sha256: str = WEIGHTS_SHA256) -> PolarityModel:
    """Read the weights.

    Raises:
        ModelError: If the file is missing, or is not the published one.
    """
    from safetensors.numpy import load

    try:
        content = path.read_bytes()
    except OSError as error:
        reason = f"the polarity weights cannot be read: {error.strerror}."
        raise ModelError(reason, place=str(path), hint="Install feedback-miner again.") from None
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        reason = f"the polarity weights have digest {found[:12]}, expected {sha256[:12]}."
        raise ModelError(reason, place=str(path), hint="Install feedback-miner again.")
    tensors = load(content)
    return PolarityModel(*(tensors[name].astype(np.float64) for name in ("dense", "ngrams", "bias")))


@cache
def _shipped() -> PolarityModel:
    return load_model()


def strengths(texts: Sequence[str], vectors: Vectors) -> NDArray[np.float64]:
    """Strength of feeling of each text: the chance of positive less the chance of negative, in [-1, 1].

    Raises:
        ModelError: If the vectors do not come from the encoder that the model was trained on, or the weights
            are not the published ones.
    """
    if vectors.shape[1] != DIMENSIONS:
        reason = f"the polarity model reads vectors of {DIMENSIONS} dimensions, not {vectors.shape[1]}."
        raise ModelError(reason, hint="Set embedding.model to minilm or multilingual.")
    probabilities = _shipped().probabilities(texts, vectors)
    return probabilities[:, CLASSES.index("positive")] - probabilities[:, CLASSES.index("negative")]


def polarity_of(sentiment: NDArray[np.float64], band: float) -> NDArray[np.object_]:
    """Names for strengths: neutral inside the band around 0, None where the strength is unknown (NaN)."""
    names = np.select([sentiment >= band, sentiment <= -band], ["positive", "negative"], "neutral").astype(
        object
    )
    names[np.isnan(sentiment)] = None
    return names
