"""What the corpus itself teaches: mentions without a keyword that are like those with one.

A mention that says "the courier never came" names the touchpoint; "nobody turned up with my box" does not.
The named ones serve as noisy examples, and a ridge regression from vectors to names finds their like. It has
a closed form: no iterations, no random start, and the prediction for a mention as if it had been left out (so
that a keyword cannot vouch for itself) comes for free.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

ENOUGH_MENTIONS = 200
ENOUGH_NAMED = 10
_PENALTY = 15.0
_RANGE = (-1.0, 2.0)


def resemblance(vectors: Matrix, named: Matrix, guess: Matrix) -> Matrix | None:
    """How much each mention is like the mentions that name a touchpoint, itself left out.

    Args:
        vectors: Unit vectors of the mentions.
        named: 1 where a mention holds a keyword of a touchpoint, shape (mentions, touchpoints).
        guess: Probabilities, same shape; they stand in for touchpoints with under ten named mentions.

    Returns:
        Near 0 where a mention is unlike the named ones, 1 where it is as like them as they are like each
        other; in [-1, 2], shape (mentions, touchpoints). None under 200 mentions: too few to learn from.

    Source:
        Ridge regression with leave-one-out residuals (Allen 1974, Technometrics 16); division by the mean
        score of the named, as not all who mean a touchpoint name it (Elkan and Noto 2008, KDD).
    """
    if len(vectors) < ENOUGH_MENTIONS:
        return None
    targets = np.where(named.sum(axis=0) >= ENOUGH_NAMED, named, guess)
    scores = _left_out(vectors, targets)
    of_named = (scores * targets).sum(axis=0) / targets.sum(axis=0)
    typical = float(np.median(of_named))
    if typical <= 0:
        return None
    relative = scores / np.maximum(of_named, typical / 2)
    return np.asarray(np.clip(relative, *_RANGE), dtype=np.float64)


def _left_out(vectors: Matrix, targets: Matrix) -> Matrix:
    """Ridge predictions of the targets, each row predicted by all the others."""
    inputs = np.column_stack([vectors, np.ones(len(vectors))])
    penalty = np.full(inputs.shape[1], _PENALTY)
    penalty[-1] = 1e-6
    inverse = np.linalg.inv(inputs.T @ inputs + np.diag(penalty))
    projected = inputs @ inverse
    leverage = np.einsum("ij,ij->i", projected, inputs)[:, None]
    fitted = projected @ (inputs.T @ targets)
    return np.asarray((fitted - leverage * targets) / (1 - leverage), dtype=np.float64)
