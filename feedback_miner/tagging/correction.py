"""The correction that labels teach: what it sees of a mention, and how it is fitted to labelled records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from feedback_miner.tagging.bags import Bags, Matrix, Places, logistic
from feedback_miner.tagging.seeds import unit

_VECTOR, _LOGIT, _INTERCEPT, _ANYTHING = 0.6, 3.0, 3.0, 1.0
"""Penalties. Chosen by hand on three public sets, where half or twice of each moves micro F1 by 0.003."""
_SCALE = 0.25
_SUREST = 0.98
_STOP = {"maxiter": 200, "gtol": 1e-3}


@dataclass(frozen=True)
class Features:
    """What the correction of a mention depends on.

    Attributes:
        own: Of the mention: its vector and its logits for all touchpoints, less the mean of all mentions,
            and a one. Shape (mentions, own features).
        shared: Of its record: the direction of its mean vector, its highest logits, and how likely it speaks
            of no touchpoint at all. Shape (records, shared features).
        bags: Which mention belongs to which record.
        penalties: One for each of the own, then of the shared features.
    """

    own: Matrix
    shared: Matrix
    bags: Bags
    penalties: Matrix

    @classmethod
    def of(cls, offsets: Matrix, vectors: Matrix, bags: Bags) -> Features:
        """Features from the logits of the tagger without labels and the unit vectors of the mentions."""
        centred, highest = vectors - vectors.mean(axis=0), bags.highest(offsets)
        nothing = np.log1p(-np.minimum(logistic(highest), _SUREST)).sum(axis=1, keepdims=True)
        own = [centred, _scaled(offsets), np.ones((len(vectors), 1))]
        shared = [unit(bags.total(centred)), _scaled(highest), 2 * _scaled(nothing)]
        sizes = [vectors.shape[1], offsets.shape[1], 1] * 2
        penalties = np.repeat([_VECTOR, _LOGIT, _INTERCEPT, _VECTOR, _LOGIT, _ANYTHING], sizes)
        return cls(np.hstack(own), np.hstack(shared), bags, penalties)

    def correction(self, weights: Matrix) -> Matrix:
        """What is added to the logits of every mention, shape (mentions, touchpoints)."""
        own = self.own.shape[1]
        return np.asarray(self.own @ weights[:own] + (self.shared @ weights[own:])[self.bags.bag_of])

    def of_mentions(self, mentions: Places) -> Matrix:
        """All features of some mentions, side by side."""
        return np.hstack([self.own[mentions], self.shared[self.bags.bag_of[mentions]]])


@dataclass(frozen=True)
class Examples:
    """The mentions of labelled records, and what people said of those records.

    Attributes:
        inputs: Features of the mentions, shape (mentions, features).
        offsets: Their logits without labels, shape (mentions, touchpoints).
        record_of: The row of `truth` that each mention belongs to.
        truth: What the records speak of, in [0, 1], shape (records, touchpoints). Each has a mention.
    """

    inputs: Matrix
    offsets: Matrix
    record_of: Places
    truth: Matrix

    def part(self, records: Places) -> Examples:
        """Some of the records, in rising order."""
        kept = np.flatnonzero(np.isin(self.record_of, records))
        rows = np.searchsorted(records, self.record_of[kept])
        return Examples(self.inputs[kept], self.offsets[kept], rows, self.truth[records])

    def confidence(self, weights: Matrix) -> Matrix:
        """Corrected confidence of the records, shape (records, touchpoints)."""
        return logistic(Bags.of(self.record_of).highest(self.offsets + self.inputs @ weights))

    def fit(self, penalties: Matrix, strictness: Sequence[float]) -> dict[float, Matrix]:
        """The coefficients under which these labels are likeliest, by how strictly large ones are punished.

        Args:
            penalties: One a feature.
            strictness: Multiples of the penalties.

        Returns:
            Coefficients, shape (features, touchpoints), for each strictness.
        """
        from scipy.optimize import minimize

        bags, shape = Bags.of(self.record_of), (self.inputs.shape[1], self.truth.shape[1])

        def cost(flat: Matrix, pull: Matrix) -> tuple[float, Matrix]:
            weights = flat.reshape(shape)
            scores, shares = bags.soft_highest(self.offsets + self.inputs @ weights)
            loss = (np.logaddexp(0.0, scores) - self.truth * scores).sum()
            errors = (logistic(scores) - self.truth)[bags.bag_of] * shares
            slope = self.inputs.T @ errors + pull * weights
            return float(loss + (pull * weights**2).sum() / 2), slope.ravel()

        flat, found = np.zeros(shape[0] * shape[1]), {}
        for each in sorted(strictness, reverse=True):  # each begins where the stricter one ended
            pull = each * penalties[:, None]
            flat = minimize(cost, flat, (pull,), method="L-BFGS-B", jac=True, options=_STOP).x
            found[each] = flat.reshape(shape)
        return found


def _scaled(values: Matrix) -> Matrix:
    return np.asarray(_SCALE * (values - values.mean(axis=0)), dtype=np.float64)
