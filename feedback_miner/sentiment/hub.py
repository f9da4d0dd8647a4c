"""Any polarity model of the Hugging Face kind, by name or path, for those who ask for one by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from feedback_miner.errors import ModelError, listing
from feedback_miner.sentiment.judgements import POLARITIES, Judgements

_SENSES = {
    "negative": re.compile(r"neg|^(?:very )?bad$|^[12] stars?$|^label_0$"),
    "neutral": re.compile(r"neu|^mixed$|^3 stars?$|^label_1$"),
    "positive": re.compile(r"pos|^(?:very )?good$|^[45] stars?$|^label_2$"),
}
_BATCH = 32


def hub_judgements(model: str, texts: Sequence[str]) -> Judgements:
    """What a text classification model says. The library may fetch the model if it is not on disk.

    Args:
        model: Name or path. Its labels must be polarities, stars from 1 to 5, or LABEL_0 to LABEL_2.
        texts: What to judge; texts of like length share a batch.

    Raises:
        ModelError: If the model cannot be loaded, or its labels are not understood.
    """
    classify, places = _loaded(model)
    order = sorted(range(len(texts)), key=lambda row: (len(texts[row]), texts[row]))
    chances = np.zeros((len(texts), len(POLARITIES)))
    found = classify([texts[row] for row in order], batch_size=_BATCH, top_k=None, truncation=True)
    for row, scores in zip(order, found, strict=True):
        for each in scores:
            chances[row, places[each["label"]]] += each["score"]
    return Judgements(chances)


@cache
def _loaded(model: str) -> tuple[Any, dict[str, int]]:
    from transformers import pipeline

    try:
        classify = pipeline("text-classification", model=model)
    except (OSError, ValueError) as error:
        hint = "Give the path of a model on disk, or 'shipped' for the model that comes with the package."
        reason = str(error).partition("\n")[0]
        raise ModelError(f"cannot be loaded: {reason}", place=model, hint=hint) from None
    return classify, _places(model, list(classify.model.config.id2label.values()))


def _places(model: str, labels: Sequence[str]) -> dict[str, int]:
    """Which polarity each label of the model means."""
    places = {
        label: POLARITIES.index(sense)
        for label in labels
        for sense, pattern in _SENSES.items()
        if pattern.search(label.lower())
    }
    if set(places) != set(labels) or not {0, 2} <= set(places.values()) or _is_doubtful(labels):
        reason = f"its labels {listing(labels)} are not polarities."
        raise ModelError(reason, place=model, hint="Name a model for polarity (sentiment).")
    return places


def _is_doubtful(labels: Sequence[str]) -> bool:
    """LABEL_0 and LABEL_1 alone: is 1 neutral or positive?"""
    return len(labels) == 2 and all(label.lower().startswith("label_") for label in labels)
