"""Why a mention got a touchpoint, in words a person can check."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from feedback_miner.tagging.keywords import Hit
from feedback_miner.tagging.seeds import Seeds

Matrix = NDArray[np.float64]
_MOST_WITNESSES = 200


class Reasons:
    """Finds the reason for a tag: the keywords found, else the nearest thing that speaks for it.

    Args:
        hits: The keywords found in each mention.
        vectors: Unit vectors of the mentions.
        readable: Whether the vectors know the mention's language.
        seeds: The seeds of the touchpoints.
    """

    def __init__(
        self, hits: Sequence[Sequence[Hit]], vectors: Matrix, readable: NDArray[np.bool_], seeds: Seeds
    ) -> None:
        self._hits = hits
        self._vectors = vectors
        self._seeds = seeds
        self._witnesses: list[list[tuple[int, str]]] = [[] for _ in range(seeds.touchpoints)]
        for row in map(int, np.flatnonzero(readable)):
            for touchpoint, keyword in {hit.touchpoint: hit.keyword for hit in hits[row]}.items():
                self._witnesses[touchpoint].append((row, keyword))
        self._witnesses = [_spread(each) for each in self._witnesses]

    def reason(self, row: int, touchpoint: int) -> str:
        """Why the mention in this row got this touchpoint.

        One of `keyword: on hold`, `near example: "Nobody picked up" (0.71)`, `near description: "..." (0.64)`
        and `like mentions with keyword: courier (0.83)`, with the cosine to what is named.
        """
        keywords = dict.fromkeys(hit.keyword for hit in self._hits[row] if hit.touchpoint == touchpoint)
        if keywords:
            return f"keyword: {', '.join(keywords)}"
        text, is_example, near = self._seeds.nearest(self._vectors[row], touchpoint)
        keyword, like = self._nearest_witness(row, touchpoint)
        if like > near:
            return f"like mentions with keyword: {keyword} ({like:.2f})"
        return f'near {"example" if is_example else "description"}: "{text}" ({near:.2f})'

    def _nearest_witness(self, row: int, touchpoint: int) -> tuple[str, float]:
        witnesses = self._witnesses[touchpoint]
        if not witnesses:
            return "", -1.0
        cosines = (self._vectors[[place for place, _ in witnesses]] @ self._vectors[row]).round(6)
        best = int(cosines.argmax())
        return witnesses[best][1], float(cosines[best])


def _spread(witnesses: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """At most 200 of them, evenly spaced: enough to show one that is alike."""
    step = -(-len(witnesses) // _MOST_WITNESSES) or 1
    return witnesses[::step]
