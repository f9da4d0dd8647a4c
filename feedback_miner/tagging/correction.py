"""The correction that labels teach: what it sees of a mention, and how it is fitted to labelled records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from feedback_miner.tagging.aspects import unit
from feedback_miner.tagging.bags import Bags, Matrix, Places, logistic

_VECTOR, _LOGIT, _INTERCEPT, _ANYTHING = 0.6, 3.0, 3.0, 1.0
"""Penalties. Chosen by hand on three public sets, where half or twice of each moves micro F1 by 0.003."""
_SCALE = 0.25
_SUREST = 0.98
_BLOCK = 50_000
_STOP = {"maxiter": 200, "gtol": 1e-3}


@dataclass(frozen=True)
class Features:
    """What the correction of a mention depends on.

    Of the mention: its vector and its logits for all touchpoints, less the mean of all mentions, and a one.
    Of its record: the direction of its mean vector, its highest logits, and how likely it speaks of no
    touchpoint at all.

    Attributes:
        vectors: Unit vectors of the mentions.
        offsets: Their logits without labels, shape (mentions, touchpoints).
        shared: The features of the records, shape (records, shared features).
        bags: Which mention belongs to which record.
        centre: The mean vector.
    """

    vectors: Matrix
    offsets: Matrix
    shared: Matrix
    bags: Bags
    centre: Matrix

    @classmethod
    def of(cls, offsets: Matrix, vectors: Matrix, bags: Bags) -> Features:
        """Features from the logits of the tagger without labels and the unit vectors of the mentions."""
        centre, highest = vectors.mean(axis=0), bags.highest(offsets)
        nothing = np.log1p(-np.minimum(logistic(highest), _SUREST)).sum(axis=1, keepdims=True)
        directions = unit(bags.total(vectors) - bags.sizes[:, None] * centre)
        shared = [directions, _scaled(highest, highest), 2 * _scaled(nothing, nothing)]
        return cls(vectors, offsets, np.hstack(shared), bags, centre)

    @property
    def penalties(self) -> Matrix:
        """One for each feature."""
        sizes = [self.vectors.shape[1], self.offsets.shape[1], 1] * 2
        return np.repeat([_VECTOR, _LOGIT, _INTERCEPT, _VECTOR, _LOGIT, _ANYTHING], sizes)

    def of_mentions(self, mentions: Places) -> Matrix:
        """The features of some mentions, shape (mentions, features)."""
        logits = _scaled(self.offsets[mentions], self.offsets)
        own = [self.vectors[mentions] - self.centre, logits, np.ones((len(mentions), 1))]
        return np.hstack([*own, self.shared[self.bags.bag_of[mentions]]])

    def examples(self, mentions: Places, record_of: Places, truth: Matrix) -> Examples:
        """The mentions of labelled records as examples; `record_of` gives the row of `truth` of each."""
        return Examples(self.of_mentions(mentions), self.offsets[mentions], record_of, truth, self.penalties)

    def correction(self, weights: Matrix) -> Matrix:
        """What is added to the logits of every mention, shape (mentions, touchpoints)."""
        places = np.arange(len(self.vectors))
        blocks = np.split(places, range(_BLOCK, len(places), _BLOCK))
        return np.concatenate([self.of_mentions(block) @ weights for block in blocks])


@dataclass(frozen=True)
class Examples:
    """The mentions of labelled records, and what people said of those records.

    Attributes:
        inputs: Features of the mentions, shape (mentions, features).
        offsets: Their logits without labels, shape (mentions, touchpoints).
        record_of: The row of `truth` that each mention belongs to.
        truth: What the records speak of, in [0, 1], shape (records, touchpoints). Each has a mention.
        penalties: How hard the coefficient of each feature is pulled to zero.
    """

    inputs: Matrix
    offsets: Matrix
    record_of: Places
    truth: Matrix
    penalties: Matrix

    def part(self, records: Places) -> Examples:
        """Some of the records, in rising order."""
        kept = np.flatnonzero(np.isin(self.record_of, records))
        rows = np.searchsorted(records, self.record_of[kept])
        return Examples(self.inputs[kept], self.offsets[kept], rows, self.truth[records], self.penalties)

    def fit(self, strictness: Sequence[float]) -> dict[float, Matrix]:
        """The coefficients under which these labels are likeliest, by how strictly large ones are punished.

        Args:
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
            pull = each * self.penalties[:, None]
            flat = minimize(cost, flat, (pull,), method="L-BFGS-B", jac=True, options=_STOP).x
            found[each] = flat.reshape(shape)
        return found


def _scaled(values: Matrix, among: Matrix) -> Matrix:
    """Less the mean among all, in units in which one penalty suits all features."""
    return np.asarray(_SCALE * (values - among.mean(axis=0)), dtype=np.float64)
