"""All signals into one confidence, by one fixed formula."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

KEYWORD_ALONE = 0.6
"""Confidence of a keyword in a mention whose language the vectors do not know."""
_BASE, _KEYWORD, _SHARE, _LIKENESS = -3.8, 2.3, 2.7, 3.4
_TEMPERATURE = 0.1


@dataclass(frozen=True)
class Signals:
    """What speaks for each (mention, touchpoint). All of shape (mentions, touchpoints).

    Attributes:
        keyword: 1 where a keyword was found, else 0.
        likeness: Cosine to the touchpoint's seeds, in [-1, 1].
        contrast: The same after what all have in common is subtracted, in [-1, 1].
    """

    keyword: Matrix
    likeness: Matrix
    contrast: Matrix


def confidence(signals: Signals) -> Matrix:
    """The probability that a mention speaks of a touchpoint, in (0, 1)."""
    evidence = (
        _BASE
        + _KEYWORD * signals.keyword
        + _SHARE * softmax(signals.contrast / _TEMPERATURE)
        + _LIKENESS * signals.likeness
    )
    return np.asarray(1.0 / (1.0 + np.exp(-evidence)), dtype=np.float64)


def softmax(scores: Matrix) -> Matrix:
    """Scores into shares that sum to 1 in each row."""
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), dtype=np.float64)
