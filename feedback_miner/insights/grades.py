"""How far a rank can be trusted, as a letter."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Grade(NamedTuple):
    """What a letter asks for."""

    letter: str
    width: float
    respondents: int


LADDER = (Grade("A", 0.10, 30), Grade("B", 0.25, 10), Grade("C", 0.50, 3))
"""The only place where these thresholds stand. Everything else is D."""


def grades(
    rank_low: NDArray[np.int64], rank_high: NDArray[np.int64], respondents: NDArray[np.int64], minimum: int
) -> NDArray[np.str_]:
    """Grade A to D: is the rank narrow enough, and do enough respondents stand behind it?

    The width of a rank is `(rank_high - rank_low) / (ranked - 1)`, in [0, 1], where `ranked` counts the
    insights ranked together: 0 is one place, 1 is any place. A asks for a width of at most 0.10 and 30
    contributing respondents, B for 0.25 and 10, C for 0.50 and 3; what meets none is D. Below `minimum`
    respondents it is always D. An insight ranked alone has width 0, and its count decides.

    Args:
        rank_low: Best rank of each insight ranked together, shape (insights,).
        rank_high: Worst rank.
        respondents: Who add to the score.
        minimum: Respondents below which nothing is graded better than D.

    Source:
        Own definition.
    """
    width = (rank_high - rank_low) / max(1, len(rank_low) - 1)
    letters = np.full(len(width), "D")
    for grade in reversed(LADDER):
        met = (width <= grade.width) & (respondents >= max(grade.respondents, minimum))
        letters[met] = grade.letter
    return letters
