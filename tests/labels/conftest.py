"""A small taxonomy, and a run as tables: records, mentions, vectors and tags made by rule."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from feedback_miner.taxonomy import Taxonomy


@pytest.fixture(scope="session")
def taxonomy() -> Taxonomy:
    """A museum."""
    touchpoint = {"stages": ["visit"], "kind": "human", "description": "Said of it."}
    names = {"tickets": "Buying tickets", "guides": "The guides", "cafe": "Museum café"}
    return Taxonomy.model_validate(
        {
            "version": "1",
            "name": "Museum",
            "stages": [{"id": "visit", "name": "Visit"}],
            "touchpoints": [{**touchpoint, "id": each, "name": name} for each, name in names.items()],
        }
    )


@dataclass
class Tables:
    records: pd.DataFrame
    mentions: pd.DataFrame
    vectors: np.ndarray
    tags: pd.DataFrame


@pytest.fixture(scope="session")
def tables() -> Tables:
    """200 records of 100 visitors, a mention each; two in three have a tag, more or less sure."""
    rng = np.random.default_rng(0)
    ids = [f"r{number:03}" for number in range(200)]
    texts = [f"Remark number {number}" for number in range(200)]
    records = pd.DataFrame({"record_id": ids, "text": texts, "question": None})
    records["respondent_id"] = [f"v{number // 2:03}" for number in range(200)]
    mentions = pd.DataFrame({"mention_id": [f"{each}:0-9" for each in ids], "record_id": ids})
    vectors = rng.normal(size=(200, 8)).astype(np.float32)
    tagged = [each for number, each in enumerate(ids) if number % 3]
    tags = pd.DataFrame({"mention_id": [f"{each}:0-9" for each in tagged], "record_id": tagged})
    tags["touchpoint"] = [("tickets", "guides", "cafe")[number % 3] for number in range(len(tagged))]
    tags["confidence"] = np.linspace(0.3, 0.99, len(tagged)).round(4)
    tags["polarity"] = "negative"
    return Tables(records, mentions, vectors / np.linalg.norm(vectors, axis=1, keepdims=True), tags)


@pytest.fixture
def write(tmp_path: Path):
    """Write a text file, and give its path."""

    def put(name: str, text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding=encoding, newline="")
        return path

    return put
