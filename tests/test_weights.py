"""Learned weights are the published ones, or none at all."""

from pathlib import Path

import numpy as np
import pytest

from feedback_miner.embedding.tuning import TUNING, TUNING_SHA256, tuned
from feedback_miner.errors import ModelError
from feedback_miner.sentiment import judgements, multilingual
from feedback_miner.tagging import moments
from feedback_miner.weights import read_weights, softmax

SHIPPED = {
    TUNING: TUNING_SHA256,
    judgements.WEIGHTS: judgements.WEIGHTS_SHA256,
    multilingual.WEIGHTS: multilingual.WEIGHTS_SHA256,
    moments.WEIGHTS: moments.WEIGHTS_SHA256,
}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_is_shipped_is_what_was_published(path: Path) -> None:
    assert read_weights(path, SHIPPED[path])
    assert path.stat().st_size < 3_000_000


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    changed = tmp_path / "changed.safetensors"
    changed.write_bytes(moments.WEIGHTS.read_bytes()[:-1] + b"\1")
    with pytest.raises(ModelError, match="have digest"):
        read_weights(changed, moments.WEIGHTS_SHA256)
    with pytest.raises(ModelError, match="cannot be read"):
        read_weights(tmp_path / "absent.safetensors", "0")


def test_a_correction_is_added_to_its_weight_alone() -> None:
    published = {"a": np.ones((2, 3), np.float32), "b": np.ones((2, 2), np.float32)}
    corrected = tuned(published, {"a.up": np.array([[1.0], [2.0]]), "a.down": np.array([[1.0, 0.0, -1.0]])})
    np.testing.assert_array_equal(corrected["a"], [[2, 1, 0], [3, 1, -1]])
    np.testing.assert_array_equal(corrected["b"], published["b"])


def test_chances_sum_to_one_even_for_extreme_logits() -> None:
    np.testing.assert_allclose(softmax(np.array([[1e4, -1e4], [0.0, 0.0]])), [[1, 0], [0.5, 0.5]])
    assert softmax(np.zeros((0, 3))).shape == (0, 3)
