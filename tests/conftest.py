"""What many tests need: small tables made by hand, and a small run that needs no model."""

import re
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import settings
from pandera.typing import DataFrame

from feedback_miner.embedding import Embedder
from feedback_miner.sentiment.judgements import JUDGED_ENCODERS, Judgements
from feedback_miner.tables import Records, Vectors, checked

settings.register_profile("project", deadline=None)  # a busy machine is no failure
settings.load_profile("project")


@pytest.fixture(scope="session")
def make_records() -> Callable[..., DataFrame[Records]]:
    """Records from texts; other columns by keyword, with sensible values where none are given."""

    def make(texts: Sequence[str], **columns: object) -> DataFrame[Records]:
        numbers = range(1, len(texts) + 1)
        table = {
            "record_id": [f"r{number:04d}" for number in numbers],
            "source": "made.csv",
            "row": list(numbers),
            "kind": "review",
            "channel": None,
            "text": list(texts),
            "created_at": pd.NaT,
            "rating": None,
            "rating_kind": None,
            "rating_raw": None,
            "language": "en",
            "question": None,
            "prior_polarity": None,
            "duplicate_of": None,
        } | columns
        table.setdefault("respondent_id", table["record_id"])
        return checked(pd.DataFrame(table, index=range(len(texts))), Records)

    return make


class Hashing:
    """A sentence encoder that takes no time: words hashed onto axes, so texts that share words are near."""

    name, dimensions, digest = "hashing", 384, "v1"

    def encode(self, texts: Sequence[str], advance: Callable[[int], None]) -> Vectors:
        advance(len(texts))
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()) or [""]:
                vectors[row, zlib.crc32(word.encode()) % self.dimensions] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


FELT = {-1: ("terribly", "damaged", "lost", "awful", "crashed", "hate"), 1: ("lovely", "love", "great")}


def judge_hashed(vectors: Vectors) -> Judgements:
    """Feelings of hashed texts: that of the words which everybody agrees on."""
    axes = {
        sign: [zlib.crc32(word.encode()) % Hashing.dimensions for word in words]
        for sign, words in FELT.items()
    }
    negative, positive = ((vectors[:, axes[sign]] > 0).any(axis=1) * 0.9 for sign in (-1, 1))
    return Judgements(np.column_stack([negative, 1 - np.maximum(negative, positive), positive]))


@pytest.fixture
def without_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs of this test read no weights of a sentence encoder."""
    monkeypatch.setitem(JUDGED_ENCODERS, Hashing.name, judge_hashed)
    monkeypatch.setattr("feedback_miner.pipeline.load_embedder", lambda config: Embedder(Hashing()))


COMPLAINTS = """\
id,comment,stars
1,"The delivery was terribly late, and the parcel was damaged.",1
2,The courier lost my parcel. Awful delivery.,1
3,Checkout crashed twice and took my money. I hate it.,2
4,Lovely staff in the shop.,5
5,,3
"""


@pytest.fixture
def complaints(tmp_path: Path) -> Path:
    """An export in which somebody complains, somebody praises, nobody asks, and one says nothing."""
    path = tmp_path / "reviews.csv"
    path.write_text(COMPLAINTS, encoding="utf-8")
    return path
