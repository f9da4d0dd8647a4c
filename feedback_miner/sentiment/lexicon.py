"""What a lexicon of feeling words says of a text: VADER, with its rules for negation and emphasis.

Source:
    Hutto and Gilbert (2014), VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media
    Text, ICWSM. MIT licence.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

SCORES = ("pos", "neu", "neg", "compound")
COMPOUND = SCORES.index("compound")


@cache
def _analyzer() -> Any:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


def lexicon_scores(texts: Sequence[str]) -> NDArray[np.float64]:
    """VADER scores, one row a text, columns as in `SCORES`.

    Returns:
        Shape (texts, 4): the shares of positive, neutral and negative words in [0, 1], and the compound
        score in [-1, 1].
    """
    judge = _analyzer().polarity_scores
    rows = {text: tuple(judge(text)[name] for name in SCORES) for text in dict.fromkeys(texts)}
    return np.array([rows[text] for text in texts], dtype=np.float64).reshape(-1, len(SCORES))
