"""All signals into one confidence, by one fixed logistic formula an encoder.

The coefficients are the same for every taxonomy. They were fitted by logistic regression on the strongest
mention of each (record, touchpoint) of restaurant reviews (mams_acsa, Apache-2.0), compared on other labelled
sets, and rounded. Those for other languages than the taxonomy's were fitted on the same reviews and on
patients' comments (nhs_fft_v6, MIT), read as if in another language, by benchmarks/training/translated.py.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from feedback_miner.tagging.aspects import TUNED
from feedback_miner.tagging.bags import logistic
from feedback_miner.tagging.seeds import Seeds
from feedback_miner.tagging.weak_supervision import ENOUGH_NAMED, resemblance

Matrix = NDArray[np.float64]
Weight = float | Matrix
"""One for all mentions, or one a mention, shape (mentions, 1)."""

KEYWORD_ALONE = 0.6
"""Confidence of a keyword in a mention whose language the vectors do not know."""
_SHARPNESS = 20.0
_CROWD = (6, 10)


@dataclass(frozen=True)
class Formula:
    """What each signal adds to the log odds of a tag.

    Attributes:
        base: Without any signal.
        named: The mention holds a keyword of the touchpoint, or is near one in another language.
        likeness: Cosine to what the taxonomy says of the touchpoint, in [-1, 1].
        standing: How that stands against the other touchpoints, in (0, 1).
        learned: How like the mention is to others that hold a keyword, in [-1, 2].
        named_and_learned: Both at once count less than each alone.
        elsewhere: The mention holds a keyword of another touchpoint, and none of this one.
    """

    base: Weight
    named: Weight
    likeness: Weight
    standing: Weight
    learned: Weight
    named_and_learned: Weight
    elsewhere: Weight

    def taxonomy_alone(self, named: Matrix, likeness: Matrix) -> Matrix:
        """Log odds before the corpus has taught anything."""
        standing = _standing(_SHARPNESS * likeness)
        logits = self.base + self.named * named + self.likeness * likeness + self.standing * standing
        return np.asarray(logits, dtype=np.float64)

    def corpus(self, named: Matrix, learned: Matrix) -> Matrix:
        """What the corpus adds to them."""
        elsewhere = (named.sum(axis=1, keepdims=True) > named) & (named == 0)
        resembling = (self.learned + self.named_and_learned * named) * learned
        return np.asarray(resembling + self.elsewhere * elsewhere, dtype=np.float64)


FORMULAS = {TUNED: Formula(-3.8, 1.36, 2.8, 1.76, 0.4, 0.0, -0.32)}
GENERAL = Formula(-3.8, 2.6, 2.3, 1.6, 2.0, -2.1, -0.5)
"""For encoders that nobody fitted a formula for."""
TRANSLATED = {"multilingual": Formula(-4.0, 0.3, 6.0, 2.5, 1.7, -1.0, -0.5)}
"""For mentions in another language than the taxonomy's: being near a keyword says less than holding it."""


def formula_for(encoder: str, foreign: NDArray[np.bool_]) -> Formula:
    """The formula of an encoder for some mentions, given which are in another language than the taxonomy."""
    own = FORMULAS.get(encoder, GENERAL)
    if not foreign.any() or encoder not in TRANSLATED:
        return own
    pairs = zip(astuple(own), astuple(TRANSLATED[encoder]), strict=True)
    return Formula(*(np.where(foreign[:, None], theirs, ours) for ours, theirs in pairs))


def confidence(named: Matrix, vectors: Matrix, seeds: Seeds, formula: Formula = GENERAL) -> Matrix:
    """The probability that a mention speaks of a touchpoint.

    Args:
        named: 1 where a mention holds a keyword of a touchpoint, else 0, shape (mentions, touchpoints).
        vectors: Unit vectors of the mentions.
        seeds: The seeds of the touchpoints.
        formula: The weights of the signals.

    Returns:
        Probabilities in (0, 1), shape (mentions, touchpoints).
    """
    logits = formula.taxonomy_alone(named, seeds.likeness(vectors))
    learned = resemblance(vectors, named, logistic(logits))
    if learned is None:
        return logistic(logits)
    taught = named.sum(axis=0) >= ENOUGH_NAMED
    return logistic(logits + formula.corpus(named, np.where(taught, learned, 0.0)))


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
