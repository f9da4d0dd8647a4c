from __future__ import annotations

import numpy as np
import pytest

from feedback_miner.config import EmbeddingConfig, SentimentConfig
from feedback_miner.errors import ModelError
from feedback_miner.sentiment.judgements import WEIGHTS, judgements
from feedback_miner.sentiment.polarity import polarity_of

# None of these sentences is among those that the model was trained on.
PROMISES = {
    "positive": [
        "The cashier was patient and cheerful.",
        "I have no complaints about the plumber.",
        "The hearing aid is not bad at all.",
        "It was dear, but I would buy it again tomorrow.",
        "Your engineer repaired the boiler within an hour, thank you.",
    ],
    "neutral": [
        "The leaflet has twelve pages.",
        "Which bus goes to the harbour?",
        "I collected the tickets on Wednesday.",
        "Do you sell gift cards?",
        "The museum opens at nine.",
    ],
    "negative": [
        "The cashier was not patient.",
        "I waited fifty minutes and nobody came.",
        "It looked lovely, but the strap tore on the first day.",
        "The app will not open since Monday.",
        "The guide was rude to my grandmother.",
    ],
}


def judged(texts: list[str]) -> list[str]:
    from feedback_miner.embedding import load_embedder

    vectors = load_embedder(EmbeddingConfig(cache=False)).embed(texts)
    strengths = judgements("feedback", vectors).strengths
    return polarity_of(strengths, SentimentConfig().neutral_band).tolist()


@pytest.mark.model
@pytest.mark.parametrize(("polarity", "opposite"), [("positive", "negative"), ("negative", "positive")])
def test_plain_sentences_are_judged_as_people_would_and_never_turned_round(polarity, opposite):
    found = judged(PROMISES[polarity])
    assert found.count(polarity) >= 4
    assert opposite not in found


@pytest.mark.model
def test_facts_and_questions_are_not_feelings():
    assert judged(PROMISES["neutral"]).count("neutral") >= 4


@pytest.mark.model
def test_negation_turns_the_feeling_round():
    assert judged(["The nurse was helpful.", "The nurse was not helpful."]) == ["positive", "negative"]


@pytest.mark.model
def test_emoji_and_bare_words_carry_feeling():
    assert judged(["delivery 😡", "delivery 😍", "checkout 👍", "payment 👎"]) == [
        "negative",
        "positive",
        "positive",
        "negative",
    ]


@pytest.mark.model
def test_a_polite_request_is_no_complaint():
    found = judged(
        ["Could you add a dark mode?", "Please bring back the paper menu.", "Do you ship to Malta?"]
    )
    assert "positive" not in found
    assert found.count("neutral") >= 2


def random_vectors(rows: int) -> np.ndarray:
    vectors = np.random.default_rng(0).normal(size=(rows, 384)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_chances_sum_to_one_and_strengths_stay_in_range():
    found = judgements("feedback", random_vectors(50))
    assert found.intent is not None
    np.testing.assert_allclose(found.polarity.sum(axis=1), 1)
    np.testing.assert_allclose(found.intent.sum(axis=1), 1)
    assert (np.abs(found.strengths) <= 1).all()


def test_no_texts_give_no_strengths():
    assert judgements("feedback", np.zeros((0, 384), np.float32)).strengths.shape == (0,)


def test_each_text_is_judged_by_itself():
    vectors = random_vectors(3)
    apart = [judgements("feedback", vector[None]).strengths[0] for vector in vectors]
    np.testing.assert_allclose(judgements("feedback", vectors).strengths, apart, atol=1e-12)


def test_the_weights_are_small():
    assert WEIGHTS.stat().st_size < 100_000


def test_vectors_of_an_encoder_without_a_model_are_refused():
    with pytest.raises(ModelError, match="no polarity was learned for the vectors of 'minilm'"):
        judgements("minilm", random_vectors(1))


def test_the_band_decides_what_is_neutral():
    assert polarity_of(np.array([0.3, 0.1, -0.3, np.nan]), 0.2).tolist() == [
        "positive",
        "neutral",
        "negative",
        None,
    ]
