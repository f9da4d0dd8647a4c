from __future__ import annotations

import hashlib

import numpy as np
import pytest

from feedback_miner.config import EmbeddingConfig, SentimentConfig
from feedback_miner.errors import ModelError
from feedback_miner.sentiment.polarity import WEIGHTS, WEIGHTS_SHA256, load_model, polarity_of, strengths

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
    return polarity_of(strengths(texts, vectors), SentimentConfig().neutral_band).tolist()


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


def test_strength_stays_in_range_even_for_odd_texts():
    texts = ["", "?!", "ÄÖÜ 漢字 😡", "good " * 500]
    found = strengths(texts, np.zeros((4, 384), np.float32))
    assert np.isfinite(found).all()
    assert (np.abs(found) <= 1).all()


def test_no_texts_give_no_strengths():
    assert strengths([], np.zeros((0, 384), np.float32)).shape == (0,)


def test_each_text_is_judged_by_itself():
    texts = ["A fine day.", "A bad day.", "A day."]
    vectors = np.eye(3, 384, dtype=np.float32)
    apart = [strengths([text], vector[None])[0] for text, vector in zip(texts, vectors, strict=True)]
    np.testing.assert_allclose(strengths(texts, vectors), apart, atol=1e-12)


def test_the_weights_are_the_published_ones():
    assert hashlib.sha256(WEIGHTS.read_bytes()).hexdigest() == WEIGHTS_SHA256
    assert WEIGHTS.stat().st_size < 2_000_000


def test_changed_weights_are_refused(tmp_path):
    changed = tmp_path / "polarity.safetensors"
    changed.write_bytes(WEIGHTS.read_bytes()[:-1] + b"\1")
    with pytest.raises(ModelError, match="have digest"):
        load_model(changed)
    with pytest.raises(ModelError, match="cannot be read"):
        load_model(tmp_path / "absent.safetensors")


def test_vectors_of_another_encoder_are_refused():
    with pytest.raises(ModelError, match="384 dimensions, not 512"):
        strengths(["A day."], np.zeros((1, 512), np.float32))


def test_the_band_decides_what_is_neutral():
    assert polarity_of(np.array([0.3, 0.1, -0.3, np.nan]), 0.2).tolist() == [
        "positive",
        "neutral",
        "negative",
        None,
    ]
