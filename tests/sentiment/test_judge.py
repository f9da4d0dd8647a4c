from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from feedback_miner.config import SentimentConfig
from feedback_miner.errors import TableError
from feedback_miner.sentiment import judge

TEXTS = ["The staff were lovely.", "The lift was broken again.", "We came on a Tuesday.", "Please add a map."]


def mentions_of(texts: list[str], language: str = "en") -> pd.DataFrame:
    ids = [f"m{index:03d}" for index in range(len(texts))]
    return pd.DataFrame(
        {
            "mention_id": ids,
            "record_id": ids,
            "start": 0,
            "end": [len(text) for text in texts],
            "text": texts,
            "language": language,
        }
    )


def vectors_of(count: int) -> np.ndarray:
    vectors = np.random.default_rng(0).normal(size=(count, 384))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def test_strength_stays_in_range_and_every_mention_is_judged():
    judged = judge(mentions_of(TEXTS), vectors_of(4), SentimentConfig())
    assert judged.sentiment.between(-1, 1).all()
    assert judged[["polarity", "intent"]].notna().all(axis=None)


def test_a_language_without_a_model_is_never_guessed():
    judged = judge(mentions_of(TEXTS, "fi"), vectors_of(4), SentimentConfig())
    assert judged[["sentiment", "polarity", "intent"]].isna().all(axis=None)


def test_the_order_of_the_rows_does_not_matter():
    mentions, vectors = mentions_of(TEXTS), vectors_of(4)
    forward = judge(mentions, vectors, SentimentConfig())
    backward = judge(mentions[::-1].reset_index(drop=True), vectors[::-1], SentimentConfig())
    pd.testing.assert_frame_equal(forward, backward[::-1].reset_index(drop=True))


def test_no_mentions_give_no_rows():
    judged = judge(mentions_of([]), vectors_of(0), SentimentConfig())
    assert judged.empty
    assert {"sentiment", "polarity", "intent"} <= set(judged)


def test_a_missing_vector_is_told():
    with pytest.raises(TableError, match="4 mentions came with 3 vectors"):
        judge(mentions_of(TEXTS), vectors_of(3), SentimentConfig())
