"""The mention that stands for a topic: central, and fit to be read out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from feedback_miner.topics.contrast import centre
from feedback_miner.topics.reading import read

Matrix = NDArray[np.float64]

FEWEST_CHARS, MOST_CHARS = 20, 200
CANDIDATES = 60
HOLDS_NAME, WHOLE, MARKED = 0.2, 0.1, 0.3
"""What it counts, beside a cosine, to hold the words of the name, to be a whole sentence, to be redacted."""
_LINK_OR_MARK = re.compile(r"\[\w+\]|https?:|www\.|@|<[^>]+>|[\x00-\x08\x0e-\x1f\x7f]")
_BEGINS = re.compile(r"[\"'“‘(¿¡]*[^\W\d_]")
_LEANS = re.compile(r"(?:and|but|or|so|because|which|also|then|plus|however)\b", re.IGNORECASE)
_ENDS = re.compile(r"[.!?…][\"'”’)]*$")


def headline(texts: Sequence[str], vectors: Matrix, wanted: frozenset[str]) -> int | None:
    """Index of the mention that stands for the topic; None if all are too short, too long or shouted.

    Args:
        texts: The mentions of a topic.
        vectors: Their unit vectors, shape (mentions, dimensions).
        wanted: Stems of the topic's name.
    """
    cosines = np.asarray(vectors, dtype=np.float64) @ centre(vectors)
    central = np.argsort(-np.round(cosines, 9), kind="stable")
    fit = list(islice((index for index in central.tolist() if _readable(texts[index])), CANDIDATES))
    scores = {
        index: float(cosines[index])
        + HOLDS_NAME * len(wanted & read(texts[index]).stems) / max(len(wanted), 1)
        + _wholeness(texts[index])
        for index in fit
    }
    return max(fit, key=lambda index: round(scores[index], 9), default=None)


def _readable(text: str) -> bool:
    """Whether it is neither too short nor too long to be quoted, and does not shout."""
    if not FEWEST_CHARS <= len(text) <= MOST_CHARS:
        return False
    letters = [char for char in text if char.isalpha()]
    return len(letters) > len(text) / 2 and sum(map(str.isupper, letters)) <= len(letters) / 2


def _wholeness(text: str) -> float:
    """More for a sentence that begins and ends as one; less for what leans on another, or was redacted."""
    begins = bool(_BEGINS.match(text)) and not _LEANS.match(text)
    ends = bool(_ENDS.search(text))
    return WHOLE * (begins + ends) / 2 - (MARKED if _LINK_OR_MARK.search(text) else 0.0)
