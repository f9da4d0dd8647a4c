"""Names for topics, from their most telling words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

PARTS = 3
LEAST_SHARE = 0.08
LEAST_TEXTS = 3
LEAST_COVERAGE = 0.25


def name_topic(words: Sequence[str], texts: Sequence[str]) -> str | None:
    """A name of up to three words or phrases that many of its mentions say and that do not repeat each other.

    Args:
        words: Words and phrases of the topic, most telling first.
        texts: The mentions of the topic.

    Returns:
        The name, or None if it would cover less than a quarter of the mentions: what has no name that fits is
        no topic a person could use.

    >>> texts = ["the courier was late", "late courier again", "a late courier, no parcel", "parcels, parcel"]
    >>> name_topic(["doorstep", "courier", "late courier", "parcel", "parcels"], texts * 3)
    'Late courier, parcel'
    >>> name_topic(["doorstep"], texts) is None
    True
    """
    said = {word: _said(word, texts) for word in words}
    common = [word for word in words if said[word].sum() >= max(LEAST_TEXTS, LEAST_SHARE * len(texts))]
    parts: list[str] = []
    for word in common:
        longer = next((other for other in common if set(word.split()) < set(other.split())), word)
        if not any(_overlap(longer, part) for part in parts):
            parts.append(longer)
        if len(parts) == PARTS:
            break
    if not parts or np.any([said[part] for part in parts], axis=0).mean() < LEAST_COVERAGE:
        return None
    name = ", ".join(parts)
    return name[0].upper() + name[1:]


def _said(phrase: str, texts: Sequence[str]) -> NDArray[np.bool_]:
    """Which mentions hold all words of a phrase, or a longer form of them."""
    patterns = [re.compile(rf"\b{re.escape(word)}", re.IGNORECASE) for word in phrase.split()]
    return np.array([all(pattern.search(text) for pattern in patterns) for text in texts], dtype=bool)


def _overlap(one: str, other: str) -> bool:
    """Whether two phrases share a word, plural or not."""
    return bool({word.rstrip("s") for word in one.split()} & {word.rstrip("s") for word in other.split()})
