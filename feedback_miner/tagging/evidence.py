"""Why a mention got a touchpoint, in words a person can check."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from feedback_miner.tagging.keywords import Hit
from feedback_miner.tagging.seeds import Seeds


def reason(hits: Sequence[Hit], touchpoint: int, vector: NDArray[np.float64], seeds: Seeds) -> str:
    """The keywords found, else the nearest seed with its cosine.

    >>> reason([Hit(0, 3, 5, "on hold")], 0, vector, seeds)  # doctest: +SKIP
    'keyword: on hold'
    """
    keywords = list(dict.fromkeys(hit.keyword for hit in hits if hit.touchpoint == touchpoint))
    if keywords:
        return f"keyword: {', '.join(keywords)}"
    text, is_example, cosine = seeds.nearest(vector, touchpoint)
    return f'near {"example" if is_example else "description"}: "{text}" ({cosine:.2f})'
