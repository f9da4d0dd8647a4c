"""Mentions that leave open what they speak of take it from the mention before them, or from the question.

"The courier came late. He was rude." The second mention speaks of what the first one names. "Terrible." as an
answer to "How was the checkout?" speaks of the checkout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Rows = NDArray[np.intp]

CARRIED = "speaks of the mention before it:"
"""Begins the evidence of a tag that was taken over."""
_SHARE = 0.8
_ASKED_SHARE = 0.8
"""As for antecedents. In a real survey (18 questions, 394 mentions that took something over) it gave a mean
confidence of 0.52, and about six in ten were right in the eyes of one reader."""
_SPEAKS_FOR_ITSELF = 0.5


@dataclass(frozen=True)
class Context:
    """What stands around mentions, in the order of their table.

    Attributes:
        antecedents: For each mention the row of the one that names what it speaks of, or -1.
        questions: For each mention the survey question that its record answers, or None.
    """

    antecedents: Rows | None = None
    questions: Sequence[str | None] | None = None


@dataclass(frozen=True)
class Meant:
    """Confidence with what mentions take over from the one before them and from the question.

    Attributes:
        scores: Shape (mentions, touchpoints).
        carried: Whether a score was taken over from the antecedent.
        antecedents: The row each mention depends on; its own where it speaks for itself.
        asked: Whether a score was taken over from the question.
    """

    scores: Matrix
    carried: NDArray[np.bool_]
    antecedents: Rows
    asked: NDArray[np.bool_]

    @classmethod
    def of(cls, scores: Matrix, antecedents: Rows | None, order: Rows) -> Meant:
        """From the scores of mentions in some order and antecedents as rows of the table before ordering.

        A mention is taken to mean what its antecedent speaks of, a little less surely.
        """
        own, nothing = np.arange(len(scores)), np.zeros(scores.shape, dtype=np.bool_)
        if antecedents is None:
            return cls(scores, nothing, own, nothing)
        place_of = np.empty(len(order), dtype=np.intp)
        place_of[order] = own
        named = antecedents[order]
        source = np.where(named < 0, own, place_of[np.maximum(named, 0)])
        offered = np.where((named >= 0)[:, None], (_SHARE * scores[source]).round(4), 0.0)
        return cls(np.maximum(scores, offered), offered > scores, source, nothing)

    def answering(self, asked: Matrix) -> Meant:
        """With the touchpoint that the question names, where nothing in the answer is as sure of any.

        Args:
            asked: How surely the question of each mention names a touchpoint, 0 where it does not.
        """
        leaves_open = self.scores.max(axis=1, keepdims=True) < _SPEAKS_FOR_ITSELF
        offered = np.where(leaves_open, (_ASKED_SHARE * asked).round(4), 0.0)
        return replace(self, scores=np.maximum(self.scores, offered), asked=offered > self.scores)

    def source(self, row: int, touchpoint: int) -> int:
        """The row whose words speak for a tag."""
        return int(self.antecedents[row]) if self.carried[row, touchpoint] else row
