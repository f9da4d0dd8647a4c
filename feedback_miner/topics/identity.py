"""Topics that keep their identity: a later run gives mentions to the topics of an earlier one first."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_miner.tables import Vectors
from feedback_miner.topics.assign import assign
from feedback_miner.topics.context import in_context
from feedback_miner.topics.graph import Ints
from feedback_miner.topics.sample import fitted_on

Before = Mapping[Hashable, Mapping[Hashable, Any]]
"""The rows of an earlier table of topics by their id."""


@dataclass(frozen=True)
class Previous:
    """What an earlier run knew.

    Attributes:
        mentions: Its mentions with their `topic_id`.
        vectors: Their unit vectors by what is spoken of, in the order of the mentions.
        topics: Its topics.
    """

    mentions: pd.DataFrame
    vectors: Vectors
    topics: pd.DataFrame

    @property
    def ids(self) -> list[str]:
        """The ids of its topics, themes left out."""
        return sorted(self.topics.topic_id[self.topics.level == "topic"])


def remembered(mentions: pd.DataFrame, previous: Previous) -> tuple[NDArray[np.bool_], pd.Series]:
    """Which mentions the earlier run had, word for word, and the topics they had there."""
    before = previous.mentions.set_index("mention_id")
    known = mentions.mention_id.map(before.text)
    same = (known == mentions.text).to_numpy(dtype=bool, na_value=False)
    topics = mentions.mention_id.map(before.topic_id).where(same)
    return same, topics.astype(object).where(topics.notna(), None)


def assigned_before(vectors: Vectors, previous: Previous, size: int) -> tuple[Ints, NDArray[np.bool_]]:
    """The place among `previous.ids` of each mention's topic, or -1; and whether it is far from all.

    Args:
        vectors: Unit vectors in context, shape (mentions, dimensions).
        previous: The earlier run.
        size: Earlier mentions to compare with, at most; topics in equal shares.
    """
    before = previous.mentions.reset_index(drop=True)
    places = {topic: place for place, topic in enumerate(previous.ids)}
    labels = np.array([places.get(topic, -1) for topic in before.topic_id], dtype=np.int64)
    known = in_context(list(before.text), list(before.record_id), previous.vectors)
    chosen = fitted_on(list(before.text), [str(label) for label in labels], size)
    return assign(vectors, known[chosen], labels[chosen])


def topic_id(words: Sequence[str], taken: Sequence[str] = ()) -> str:
    """An id that follows from what the topic is about, not from its place in a list."""
    salt = 0
    while True:
        content = "\n".join([*sorted(words), *([str(salt)] if salt else [])])
        found = f"topic-{hashlib.sha256(content.encode()).hexdigest()[:8]}"
        if found not in taken:
            return found
        salt += 1
