"""All signals into one confidence, by two fixed logistic formulas.

The coefficients are the same for every taxonomy. They were fitted once, on patient comments (nhs_fft_v6,
MIT) and restaurant reviews (mams_acsa, Apache-2.0), by logistic regression on the strongest mention of each
(record, touchpoint), and rounded.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from feedback_miner.tagging.seeds import Seeds
from feedback_miner.tagging.weak_supervision import ENOUGH_NAMED, resemblance

Matrix = NDArray[np.float64]

KEYWORD_ALONE = 0.6
"""Confidence of a keyword in a mention whose language the vectors do not know."""
_LEAST_SHARE = 0.02
_CROWD = (6, 10)


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
    if learned is None:
        return guess
    taught = named.sum(axis=0) >= ENOUGH_NAMED
    return np.where(taught, _informed(named, contrast, guess, learned), guess)


def _first_guess(named: Matrix, contrast: Matrix, likeness: Matrix) -> Matrix:
    """From the taxonomy alone: keywords, and which touchpoint is nearest and how near."""
    return _logistic(-3.9 + 2.4 * named + 1.8 * _standing(contrast / 0.1) + 4.3 * likeness)


def _informed(named: Matrix, contrast: Matrix, guess: Matrix, learned: Matrix) -> Matrix:
    """With what the corpus teaches: how common a touchpoint is here, and how those who mean it talk."""
    common = np.log(np.maximum(guess.mean(axis=0), _LEAST_SHARE))
    elsewhere = (named.sum(axis=1, keepdims=True) > named) & (named == 0)
    return _logistic(
        0.6
        + 1.6 * common
        + (2.5 - 1.9 * learned) * named
        + 4.3 * _standing(contrast / 0.2 + learned)
        + 1.5 * learned
        - 0.4 * elsewhere
    )


def _standing(scores: Matrix) -> Matrix:
    """How a touchpoint stands against the others, in (0, 1): softmax, as if the others were six to ten.

    Without these limits each touchpoint added to a long taxonomy would take confidence from all the others,
    and in a short one the nearest would win, however far away. A lone touchpoint stands against a score of 0.
    """
    highest = np.maximum(scores.max(axis=1, keepdims=True), 0.0)
    weights = np.exp(scores - highest)
    others = scores.shape[1] - 1
    other = (weights.sum(axis=1, keepdims=True) - weights) / others if others else np.exp(-highest)
    return np.asarray(weights / (weights + other * np.clip(others, *_CROWD)), dtype=np.float64)


def _logistic(logits: Matrix) -> Matrix:
    return np.asarray(1.0 / (1.0 + np.exp(-logits)), dtype=np.float64)
