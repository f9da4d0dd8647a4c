"""A small made-up taxonomy, and an encoder that needs no model: words hashed onto axes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pytest
from pandera.typing import DataFrame

from feedback_miner.config import TaggingConfig
from feedback_miner.tables import Encoder, Mentions, Tags, Vectors, checked
from feedback_miner.tagging import tag
from feedback_miner.taxonomy import Taxonomy

Tagger = Callable[..., DataFrame[Tags]]


def bag_of_words(texts: Sequence[str]) -> Vectors:
    """Unit vectors of 256 dimensions; texts that share words are near."""
    vectors = np.zeros((len(texts), 256), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in re.findall(r"\w+", text.lower()):
            vectors[row, zlib.crc32(word.encode()) % 256] += 1
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


ENCODER = Encoder(bag_of_words)


def mentions_of(*texts: str, language: str = "en") -> DataFrame[Mentions]:
    """One mention a text, each a record of its own."""
    rows = [
        {
            "mention_id": f"m{number:04}",
            "record_id": f"r{number:04}",
            "start": 0,
            "end": len(text),
            "text": text,
            "language": language,
        }
        for number, text in enumerate(texts)
    ]
    return checked(pd.DataFrame(rows), Mentions)


@pytest.fixture(scope="session")
def taxonomy() -> Taxonomy:
    """A bicycle shop."""
    return Taxonomy.model_validate(
        {
            "version": "1",
            "name": "Bicycle shop",
            "stages": [
                {
                    "id": "consideration",
                    "name": "Consideration",
                    "description": "Comparing and trying bicycles.",
                },
                {"id": "purchase", "name": "Purchase", "description": "Ordering and paying."},
                {"id": "post_purchase", "name": "After purchase", "description": "Riding and repairs."},
            ],
            "touchpoints": [
                {
                    "id": "hotline",
                    "name": "Hotline",
                    "stages": ["post_purchase"],
                    "kind": "human",
                    "description": "Calling the workshop and waiting for an answer.",
                    "keywords": ["hotline", "on hold", "call back"],
                    "examples": ["Nobody picked up when I rang the workshop"],
                },
                {
                    "id": "delivery",
                    "name": "Delivery",
                    "stages": ["purchase", "post_purchase"],
                    "kind": "physical",
                    "description": "The bicycle arriving at home, late or damaged.",
                    "keywords": ["deliver", "courier", "parcel"],
                    "examples": ["The box was left in the rain"],
                },
                {
                    "id": "price",
                    "name": "Price",
                    "stages": ["consideration", "purchase", "post_purchase"],
                    "kind": "digital",
                    "description": "What the bicycles cost.",
                    "keywords": ["price", "cheap", "value for money"],
                },
            ],
        }
    )


@pytest.fixture
def tags_of(taxonomy: Taxonomy) -> Tagger:
    """Tag texts, or a table of mentions, with the bicycle shop's taxonomy."""

    def run(*texts: str, table: DataFrame[Mentions] | None = None, **settings: float) -> DataFrame[Tags]:
        mentions = mentions_of(*texts) if table is None else table
        vectors = bag_of_words(list(mentions.text))
        return tag(mentions, vectors, taxonomy, ENCODER, TaggingConfig(**settings))

    return run
