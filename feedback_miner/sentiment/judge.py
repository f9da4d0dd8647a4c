"""Mentions in, judged mentions out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from feedback_miner.config import SentimentConfig
from feedback_miner.errors import TableError
from feedback_miner.sentiment.intent import intents
from feedback_miner.sentiment.judgements import Judgements, judgements
from feedback_miner.sentiment.polarity import polarity_of
from feedback_miner.tables import Mentions, Vectors, checked

SHIPPED = "shipped"


def judge(
    mentions: DataFrame[Mentions],
    vectors: Vectors,
    config: SentimentConfig,
    languages: Sequence[str] = ("en",),
    encoder: str = "feedback",
) -> pd.DataFrame:
    """Mentions with `sentiment` in [-1, 1], `polarity` and `intent`.

    Args:
        mentions: What to judge; each row is judged by itself, so their order does not matter.
        vectors: Unit vectors, one row a mention.
        config: `neutral_band`: strengths nearer to 0 than this are neutral; `model`: who judges.
        languages: What the model knows. Mentions in others get NaN and null: never guessed.
        encoder: Where the vectors come from, one of `JUDGED_ENCODERS`.

    Raises:
        TableError: If there is not one vector a mention.
        ModelError: If the model cannot be had, or the vectors are of an encoder without one.
    """
    mentions = checked(mentions, Mentions)
    if len(vectors) != len(mentions):
        raise TableError(f"{len(mentions)} mentions came with {len(vectors)} vectors")
    known = mentions.language.isin(list(languages)).to_numpy(dtype=bool)
    texts = mentions.text[known].tolist()
    found = _judged(texts, vectors[known], config, encoder)
    sentiment = np.full(len(mentions), np.nan)
    sentiment[known] = found.strengths.round(6)
    polarity = polarity_of(sentiment, config.neutral_band)
    intent = np.full(len(mentions), None, dtype=object)
    intent[known] = intents(texts, polarity[known].tolist(), mentions.language[known].tolist(), found.intent)
    return mentions.assign(
        sentiment=sentiment, polarity=pd.array(polarity, dtype="str"), intent=pd.array(intent, dtype="str")
    )


def _judged(texts: Sequence[str], vectors: Vectors, config: SentimentConfig, encoder: str) -> Judgements:
    if config.model == SHIPPED:
        return judgements(encoder, vectors)
    from feedback_miner.sentiment.hub import hub_judgements

    return hub_judgements(config.model, texts)
