"""The small learned parts that come with the package: read from safetensors, never from a pickle."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from feedback_miner.errors import ModelError

Weights = dict[str, NDArray[np.float64]]


@cache
def read_weights(path: Path, sha256: str) -> Weights:
    """Matrices by name, as float64.

    Args:
        path: A safetensors file.
        sha256: The digest that it must have.

    Raises:
        ModelError: If the file is missing, or is not the published one.
    """
    from safetensors.numpy import load

    hint = "Install feedback-miner again."
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = f"the weights cannot be read: {error.strerror}."
        raise ModelError(reason, place=str(path), hint=hint) from None
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        reason = f"the weights have digest {found[:12]}, expected {sha256[:12]}."
        raise ModelError(reason, place=str(path), hint=hint)
    return {name: tensor.astype(np.float64) for name, tensor in load(content).items()}


def softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows of logits as probabilities."""
    odds = np.exp(logits - logits.max(axis=1, keepdims=True, initial=-np.inf))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))
