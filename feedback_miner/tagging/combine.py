"""All signals into one confidence, by two fixed logistic formulas.

The coefficients are the same for every taxonomy. They were fitted once, on patient comments (nhs_fft_v6,
MIT) and restaurant reviews (mams_acsa, Apache-2.0), by logistic regression on the strongest mention of each
(record, touchpoint), and rounded.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from feedback_miner.tagging.seeds import Seeds
from feedback_miner.tagging.weak_supervision import resemblance

Matrix = NDArray[np.float64]

KEYWORD_ALONE = 0.6
"""Confidence of a keyword in a mention whose language the vectors do not know."""
_LEAST_SHARE = 0.02


def confidence(named: Matrix, vectors: Matrix, seeds: Seeds) -> Matrix:
    """The probability that a mention speaks of a touchpoint.

    Args:
        named: 1 where a mention holds a keyword of a touchpoint, else 0, shape (mentions, touchpoints).
        vectors: Unit vectors of the mentions.
        seeds: The seeds of the touchpoints.

    Returns:
        Probabilities in (0, 1), shape (mentions, touchpoints).
    """
    contrast = seeds.contrast(vectors)
    guess = _first_guess(named, contrast, seeds.likeness(vectors))
    learned = resemblance(vectors, named, guess)
    return guess if learned is None else _informed(named, contrast, guess, learned)


def _first_guess(named: Matrix, contrast: Matrix, likeness: Matrix) -> Matrix:
    """From the taxonomy alone: keywords, and which touchpoint is nearest and how near."""
    return _logistic(-3.9 + 2.3 * named + 2.4 * _shares(contrast / 0.1) + 4.1 * likeness)


def _informed(named: Matrix, contrast: Matrix, guess: Matrix, learned: Matrix) -> Matrix:
    """With what the corpus teaches: how common a touchpoint is here, and how those who mean it talk."""
    common = np.log(np.maximum(guess.mean(axis=0), _LEAST_SHARE))
    elsewhere = (named.sum(axis=1, keepdims=True) > named) & (named == 0)
    return _logistic(
        -0.3
        + 1.2 * common
        + (2.4 - 1.9 * learned) * named
        + 3.9 * _shares(contrast / 0.2 + learned)
        + 1.8 * learned
        - 0.5 * elsewhere
    )


def _shares(scores: Matrix) -> Matrix:
    """Softmax: scores into shares that sum to 1 over the touchpoints."""
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), dtype=np.float64)


def _logistic(logits: Matrix) -> Matrix:
    return np.asarray(1.0 / (1.0 + np.exp(-logits)), dtype=np.float64)
