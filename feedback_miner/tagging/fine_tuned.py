"""Vectors from an encoder that has learned what labelled mentions share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feedback_miner.tables import Tune
from feedback_miner.tagging.aspects import aspects, projection
from feedback_miner.tagging.bags import Matrix, Places


@dataclass(frozen=True)
class FineTuned:
    """Lets an encoder learn from some labelled mentions, and embeds others with it.

    Attributes:
        tune: Lets the encoder learn.
        encoder: The name of the encoder.
        texts: All mentions.
        about: Which mention speaks of which touchpoint, as far as labels say, shape (mentions, touchpoints).
    """

    tune: Tune
    encoder: str
    texts: Sequence[str]
    about: NDArray[np.bool_]

    def vectors(self, learned_from: Places, wanted: Places) -> Matrix:
        """Unit vectors of the wanted mentions, after learning from these; shape (wanted, dimensions)."""
        lesson = [self.texts[row] for row in learned_from]
        embed = self.tune(lesson, self.about[learned_from], projection(self.encoder))
        return aspects(self.encoder, embed([self.texts[row] for row in wanted]))

    def part(self, rows: Places) -> FineTuned:
        """The same of some of the mentions."""
        return FineTuned(self.tune, self.encoder, [self.texts[row] for row in rows], self.about[rows])
