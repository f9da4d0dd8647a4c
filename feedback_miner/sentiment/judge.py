"""Mentions in, judged mentions out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame

from feedback_miner.config import SentimentConfig
from feedback_miner.errors import TableError
from feedback_miner.sentiment.intent import intents
from feedback_miner.sentiment.multilingual import DIMENSIONS as MULTILINGUAL
from feedback_miner.sentiment.multilingual import multilingual_strengths
from feedback_miner.sentiment.polarity import polarity_of, strengths
from feedback_miner.tables import Mentions, Vectors, checked


def judge(
    mentions: DataFrame[Mentions],
    vectors: Vectors,
    config: SentimentConfig,
    languages: Sequence[str] = ("en",),
) -> pd.DataFrame:
    """Mentions with `sentiment` in [-1, 1], `polarity` and `intent`.

    Args:
        mentions: What to judge; each row is judged by itself, so their order does not matter.
        vectors: Unit vectors, one row a mention: shape (mentions, 384) of `minilm`, or (mentions, 512) of
            `multilingual`.
        config: `neutral_band`: strengths nearer to 0 than this are neutral.
        languages: What the model knows. Mentions in others get NaN and null: never guessed.

    Raises:
        TableError: If there is not one vector a mention.
        ModelError: If the weights are not the published ones.
    """
    mentions = checked(mentions, Mentions)
    if len(vectors) != len(mentions):
        raise TableError(f"{len(mentions)} mentions came with {len(vectors)} vectors")
    known = mentions.language.isin(list(languages)).to_numpy(dtype=bool)
    texts = mentions.text[known].tolist()
    sentiment = np.full(len(mentions), np.nan)
    sentiment[known] = _strengths(texts, vectors[known]).round(6)
    polarity = polarity_of(sentiment, config.neutral_band)
    intent = np.full(len(mentions), None, dtype=object)
    intent[known] = intents(texts, polarity[known], mentions.language[known])
    return mentions.assign(
        sentiment=sentiment, polarity=pd.array(polarity, dtype="str"), intent=pd.array(intent, dtype="str")
    )


def _strengths(texts: Sequence[str], vectors: Vectors) -> NDArray[np.float64]:
    """By the model that reads vectors of that length."""
    return multilingual_strengths(vectors) if vectors.shape[1] == MULTILINGUAL else strengths(texts, vectors)
