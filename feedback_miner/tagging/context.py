"""Mentions that leave open what they speak of take it from the mention before them.

"The courier came late. He was rude." The second mention speaks of what the first one names.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Rows = NDArray[np.intp]

CARRIED = "speaks of the mention before it:"
"""Begins the evidence of a tag that was taken over."""
_SHARE = 0.8


@dataclass(frozen=True)
class Meant:
    """Confidence with what mentions take over from the mention before them.

    Attributes:
        scores: Shape (mentions, touchpoints).
        carried: Whether a score was taken over.
        antecedents: The row each mention depends on; its own where it speaks for itself.
    """

    scores: Matrix
    carried: NDArray[np.bool_]
    antecedents: Rows

    @classmethod
    def of(cls, scores: Matrix, antecedents: Rows | None, order: Rows) -> Meant:
        """From the scores of mentions in some order and antecedents as rows of the table before ordering.

        A mention is taken to mean what its antecedent speaks of, a little less surely.
        """
        own = np.arange(len(scores))
        if antecedents is None:
            return cls(scores, np.zeros(scores.shape, dtype=np.bool_), own)
        place_of = np.empty(len(order), dtype=np.intp)
        place_of[order] = own
        named = antecedents[order]
        source = np.where(named < 0, own, place_of[np.maximum(named, 0)])
        offered = np.where((named >= 0)[:, None], (_SHARE * scores[source]).round(4), 0.0)
        return cls(np.maximum(scores, offered), offered > scores, source)

    def source(self, row: int, touchpoint: int) -> int:
        """The row whose words speak for a tag."""
        return int(self.antecedents[row]) if self.carried[row, touchpoint] else row
