"""What the polarity model sees of a text: its vector, its lexicon scores, its words with negation marked."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from feedback_miner.sentiment.lexicon import SCORES, lexicon_scores
from feedback_miner.tables import Vectors

DIMENSIONS = 384
BUCKETS = 1 << 14
VECTOR_SCALE, LEXICON_SCALE, NGRAM_SCALE = 3.0, 1.5, 3.0
"""How much each kind counts under one penalty: a larger scale is a weaker penalty on its weights."""
NEGATION_REACH = 4
"""So many words after a negation are marked, or fewer where a clause ends."""
UNDECIDED = 0.05
"""VADER's own bound between neutral and not."""

_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|[.,;:!?()]+|[^\x00-\x7f\w\s]")
_NEGATION = re.compile(
    r"not|no|never|none|nobody|nothing|neither|nor|without|hardly|barely|cannot|cant|dont|doesnt|didnt|wont|isnt"
    r"|wasnt|lacks?|.*n't"
)
_CONTRAST = re.compile(r"but|(?:al)?though|however|yet")
_TURN = re.compile(r"\b(?:but|however|although|though)\b")


def dense_features(texts: Sequence[str], vectors: Vectors) -> NDArray[np.float64]:
    """Vector and lexicon scores side by side, shape (texts, 392)."""
    turns = [_TURN.split(text)[-1] or text for text in texts]
    both = lexicon_scores([*texts, *turns])
    pos, _, neg, compound = both[: len(texts)].T
    last_clause = both[len(texts) :, SCORES.index("compound")]
    asks = [text.rstrip().endswith("?") for text in texts]
    lexicon = (
        pos,
        neg,
        compound,
        abs(compound),
        compound > UNDECIDED,
        compound < -UNDECIDED,
        last_clause,
        asks,
    )
    scaled = np.column_stack(lexicon).astype(np.float64) * LEXICON_SCALE
    return np.hstack([vectors.astype(np.float64) * VECTOR_SCALE, scaled.reshape(len(texts), len(lexicon))])


def ngram_buckets(text: str) -> list[int]:
    """The hash buckets, in [0, `BUCKETS`), of the distinct words and word pairs of a text, sorted.

    Words after a negation are other words than the same words without one.
    """
    words = list(_marked_words(text))
    grams = {*words, *(f"{first} {second}" for first, second in pairwise(words))}
    return sorted(zlib.crc32(gram.encode()) % BUCKETS for gram in grams)


def ngram_weight(buckets: Sequence[int]) -> float:
    """What one bucket counts in a text of that many: long texts are not louder than short ones."""
    return float(NGRAM_SCALE / np.sqrt(max(1, len(buckets))))


def _marked_words(text: str) -> Iterator[str]:
    reach = 0
    plain = text.lower().replace("’", "'").replace(" n't", "n't")
    for token in _TOKEN.findall(plain):
        if not token[0].isalpha():
            reach = 0 if token[0] in ".,;:!?()" else reach
            if token[0] not in ".,;:()":
                yield token[0]
            continue
        reach = 0 if _CONTRAST.fullmatch(token) else reach
        yield f"{token}_N" if reach else token
        reach = NEGATION_REACH if _NEGATION.fullmatch(token) else max(0, reach - 1)
