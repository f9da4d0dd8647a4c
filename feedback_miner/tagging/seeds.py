"""Seeds: what the taxonomy says about a touchpoint, as vectors to be near to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feedback_miner.tables import Embed
from feedback_miner.tagging.aspects import unit
from feedback_miner.taxonomy import Touchpoint

Matrix = NDArray[np.float64]
_EXAMPLES = 3  # the place of the examples among `_kinds`


@dataclass(frozen=True)
class Seeds:
    """The seed texts of all touchpoints.

    Attributes:
        texts: Seed texts, those of one touchpoint together.
        owner: Position of the touchpoint of each text.
        is_example: Whether the text is a sentence a customer could have said.
        vectors: Unit vectors, one row a text.
        prototypes: Unit vectors, one row a touchpoint: the mean over the kinds of its seeds.
    """

    texts: tuple[str, ...]
    owner: NDArray[np.intp]
    is_example: NDArray[np.bool_]
    vectors: Matrix
    prototypes: Matrix

    @classmethod
    def embed(cls, touchpoints: Sequence[Touchpoint], embed: Embed) -> Seeds:
        """Embed the seeds of these touchpoints, known by their position from here on."""
        kinds = [_kinds(touchpoint) for touchpoint in touchpoints]
        placed = [
            (text, position, kind)
            for position, each in enumerate(kinds)
            for kind, texts in enumerate(each)
            for text in texts
        ]
        texts = tuple(text for text, _, _ in placed)
        vectors = unit(np.asarray(embed(texts), dtype=np.float64))
        owner = np.array([position for _, position, _ in placed])
        kind_of = np.array([kind for _, _, kind in placed])
        return cls(texts, owner, kind_of == _EXAMPLES, vectors, _prototypes(vectors, owner, kind_of))

    @property
    def touchpoints(self) -> int:
        """Number of touchpoints."""
        return len(self.prototypes)

    def likeness(self, vectors: Matrix) -> Matrix:
        """Cosines of mentions to touchpoints, in [-1, 1], shape (mentions, touchpoints)."""
        return vectors @ self.prototypes.T

    def nearest(self, vector: Matrix, touchpoint: int) -> tuple[str, bool, float]:
        """The seed of a touchpoint that is nearest to a mention, whether it is an example, and the cosine."""
        own = np.flatnonzero(self.owner == touchpoint)
        cosines = (self.vectors[own] @ vector).round(6)
        best = int(cosines.argmax())
        return self.texts[own[best]], bool(self.is_example[own[best]]), float(cosines[best])


def _kinds(touchpoint: Touchpoint) -> tuple[list[str], ...]:
    """The seed texts of a touchpoint by kind."""
    described = f"{touchpoint.name}: {touchpoint.description}"
    words = [", ".join(touchpoint.keywords)] if touchpoint.keywords else []
    return [touchpoint.name], [described], words, list(touchpoint.examples)


def _prototypes(vectors: Matrix, owner: NDArray[np.intp], kind: NDArray[np.intp]) -> Matrix:
    """One unit vector a touchpoint; each kind of seed weighs the same, however many texts it holds."""
    prototypes = []
    for touchpoint in range(owner.max() + 1):
        own = owner == touchpoint
        means = [vectors[own & (kind == each)].mean(axis=0) for each in np.unique(kind[own])]
        prototypes.append(np.mean(means, axis=0))
    return unit(np.array(prototypes))
