"""Mentions by hand: what each speaks of is known, and its vector points there."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_miner.tables import JudgedMentions, Vectors, checked

SAID = (
    "the courier lost my parcel again",
    "this tea tastes wonderful today",
    "the app crashed at checkout",
    "my refund never arrived here",
    "shop staff were kind to us",
    "the newsletter comes too often",
    "the new loyalty card is confusing",
    "nobody answered my letter at all",
    "packaging was torn and wet",
    "prices went up this winter",
    "opening hours are far too short",
    "the teapot broke after a week",
    "your search box finds nothing",
    "the invoice shows a wrong address",
    "parking near the shop is hopeless",
    "the recipe cards are a delight",
)
DIMENSIONS = 48


@dataclass(frozen=True)
class Corpus:
    """Mentions, one a record, their unit vectors, and the subject of each."""

    mentions: pd.DataFrame
    vectors: Vectors
    subjects: NDArray[np.int64]


def about(subjects: NDArray[np.int64], seed: int) -> Corpus:
    """One mention for each subject; subjects beyond the known ones are noise in all directions.

    The noise of a mention follows from its place, so that a longer corpus begins with the shorter one.
    """
    vectors = np.empty((len(subjects), DIMENSIONS))
    for place, subject in enumerate(subjects):
        rng = np.random.default_rng([seed, place])
        vectors[place] = rng.normal(0, 0.1, DIMENSIONS)
        if len(set(subjects)) <= len(SAID):
            vectors[place] += np.eye(DIMENSIONS)[subject]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    letters = [chr(97 + place % 26) + chr(97 + place // 26 % 26) for place in range(len(subjects))]
    text = [
        f"{SAID[s % len(SAID)]} number {x}{p}x"
        for p, (s, x) in enumerate(zip(subjects, letters, strict=True))
    ]
    table = pd.DataFrame({"mention_id": [f"m{place:05d}" for place in range(len(subjects))], "text": text})
    table = table.assign(record_id=table.mention_id, start=0, end=table.text.str.len(), language="en")
    return Corpus(judged(table), vectors.astype(np.float32), subjects)


def judged(mentions: pd.DataFrame) -> pd.DataFrame:
    """The mentions as they come to this step."""
    plain = mentions.assign(sentiment=0.0, polarity="neutral", intent="statement", topic_id=None)
    return checked(plain, JudgedMentions)
