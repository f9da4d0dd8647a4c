"""Any classifier of the Hugging Face kind can judge polarity: here one with random weights."""

from pathlib import Path

import numpy as np
import pytest

from feedback_miner.embedding.minilm import model_folder
from feedback_miner.errors import ModelError
from feedback_miner.sentiment.hub import hub_judgements

pytestmark = pytest.mark.model
TEXTS = ["The tea was cold.", "Lovely!", "We came on a Tuesday, by bus, with the children."]


def classifier(folder: Path, labels: list[str]) -> str:
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    tokenizer = AutoTokenizer.from_pretrained(model_folder())
    settings = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        id2label=dict(enumerate(labels)),
        label2id={label: place for place, label in enumerate(labels)},
    )
    BertForSequenceClassification(settings).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return str(folder)


@pytest.mark.parametrize(
    "labels",
    [
        ["NEG", "NEU", "POS"],
        ["positive", "negative"],
        ["1 star", "2 stars", "3 stars", "4 stars", "5 stars"],
        ["LABEL_0", "LABEL_1", "LABEL_2"],
    ],
)
def test_common_labels_are_understood(tmp_path: Path, labels: list[str]) -> None:
    found = hub_judgements(classifier(tmp_path, labels), TEXTS)
    np.testing.assert_allclose(found.polarity.sum(axis=1), 1, atol=1e-5)
    assert found.intent is None


@pytest.mark.parametrize("labels", [["joy", "anger"], ["LABEL_0", "LABEL_1"]])
def test_labels_that_are_no_polarities_are_refused(tmp_path: Path, labels: list[str]) -> None:
    with pytest.raises(ModelError, match="are not polarities"):
        hub_judgements(classifier(tmp_path, labels), TEXTS)


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        hub_judgements(str(tmp_path), TEXTS)
