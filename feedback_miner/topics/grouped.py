"""Mentions in groups, before the groups have names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from feedback_miner.topics.graph import Ints


@dataclass(frozen=True)
class Grouped:
    """The topics of a run by their ids.

    Attributes:
        ids: The ids of the topics.
        labels: For each mention the place of its topic in `ids`, or -1.
        words: For each topic its words by c-TF-IDF, most telling first.
        stability: For each topic, how often two of its mentions stay together, in [0, 1]; NaN: not known.
        parents: For a topic that was split or merged from others, their ids.
    """

    ids: Sequence[str]
    labels: Ints
    words: Sequence[Sequence[str]]
    stability: Sequence[float]
    parents: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def column(self) -> NDArray[np.object_]:
        """The id of each mention's topic, or None."""
        return np.array([self.ids[label] if label >= 0 else None for label in self.labels], dtype=object)

    def members(self, place: int) -> NDArray[np.intp]:
        """Positions of the mentions of a topic."""
        return np.flatnonzero(self.labels == place)
