"""Records as bags of mentions: from figures of mentions to figures of records."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Places = NDArray[np.intp]

_SHARPNESS = 3.0


@dataclass(frozen=True)
class Bags:
    """Which mentions belong to which record.

    Attributes:
        order: The mentions, those of one record together.
        starts: Where in `order` each bag begins.
        records: The record of each bag, in rising order; records without mentions have no bag.
        bag_of: The bag of each mention.
    """

    order: Places
    starts: Places
    records: Places
    bag_of: Places

    @classmethod
    def of(cls, record_of: Places) -> Bags:
        """Bags from the record of each mention."""
        order = np.argsort(record_of, kind="stable")
        records, starts, bag_of = np.unique(record_of[order], return_index=True, return_inverse=True)
        back = np.empty_like(order)
        back[order] = bag_of
        return cls(order, starts, records, back)

    @property
    def sizes(self) -> Places:
        """Mentions of each bag."""
        return np.diff(self.starts, append=len(self.order))

    def highest(self, values: Matrix) -> Matrix:
        """The highest value of each bag, shape (bags, columns)."""
        return np.asarray(np.maximum.reduceat(values[self.order], self.starts), dtype=np.float64)

    def total(self, values: Matrix) -> Matrix:
        """The sum over each bag."""
        return np.asarray(np.add.reduceat(values[self.order], self.starts), dtype=np.float64)

    def soft_highest(self, values: Matrix) -> tuple[Matrix, Matrix]:
        """A smooth stand-in for `highest`, and the share of each mention in it.

        Returns:
            `log(sum(exp(3 v))) / 3` of each bag, at most `log(mentions) / 3` above the highest; and the
            derivative by each value, shape (mentions, columns), which sums to 1 over each bag.
        """
        highest = self.highest(values)
        shares = np.exp(_SHARPNESS * (values - highest[self.bag_of]))
        totals = self.total(shares)
        return highest + np.log(totals) / _SHARPNESS, shares / totals[self.bag_of]


def logits(probabilities: Matrix) -> Matrix:
    """Log odds; probabilities nearer to 0 or 1 than 0.0001 count as that."""
    held = np.clip(probabilities, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(held / (1 - held)), dtype=np.float64)


def logistic(values: Matrix) -> Matrix:
    """Probabilities from log odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-values)), dtype=np.float64)
