"""A taxonomy made ready for one encoder: which touchpoints a text names, and how near it is to each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_miner.tables import Embed, Encoder, Vectors
from feedback_miner.tagging.aspects import aspects, embed_aspects
from feedback_miner.tagging.bags import logistic
from feedback_miner.tagging.combine import KEYWORD_ALONE, Formula, formula_for
from feedback_miner.tagging.keywords import Hit, KeywordMatcher
from feedback_miner.tagging.seeds import Seeds
from feedback_miner.tagging.translated import translated
from feedback_miner.taxonomy import Taxonomy

Matrix = NDArray[np.float64]


class Reader:
    """Reads texts by one taxonomy and one encoder."""

    def __init__(self, taxonomy: Taxonomy, encoder: Encoder) -> None:
        self.taxonomy = taxonomy
        self.encoder = encoder

    @cached_property
    def matcher(self) -> KeywordMatcher:
        """Finds the keywords."""
        return KeywordMatcher.compile(self.taxonomy.touchpoints)

    @cached_property
    def seeds(self) -> Seeds:
        """What the taxonomy says of the touchpoints, as vectors."""
        return Seeds.embed(self.taxonomy.touchpoints, self.embed)

    @cached_property
    def embed(self) -> Embed:
        """Texts to unit vectors by what is spoken of."""
        return embed_aspects(self.encoder.name, self.encoder.embed)

    def turned(self, vectors: Vectors | Matrix) -> Matrix:
        """Vectors of this encoder, by what is spoken of."""
        return aspects(self.encoder.name, vectors)

    def readable(self, languages: pd.Series) -> NDArray[np.bool_]:
        """Whether vectors of texts in these languages mean something."""
        return languages.isin(list(self.encoder.languages)).to_numpy()

    def foreign(self, languages: pd.Series) -> NDArray[np.bool_]:
        """Whether texts are in another language than the taxonomy, and one that the vectors know."""
        return self.readable(languages) & (languages != self.taxonomy.language).to_numpy()

    def formula(self, languages: pd.Series) -> Formula:
        """What each signal counts for texts in these languages."""
        return formula_for(self.encoder.name, self.foreign(languages))

    def found(self, hits: Sequence[Sequence[Hit]]) -> Matrix:
        """1 where a text holds a keyword of a touchpoint, else 0, shape (texts, touchpoints)."""
        found = np.zeros((len(hits), len(self.taxonomy.touchpoints)), dtype=np.float64)
        for row, each in enumerate(hits):
            found[row, [hit.touchpoint for hit in each]] = 1.0
        return found

    def named(self, found: Matrix, vectors: Matrix, languages: pd.Series) -> Matrix:
        """`found`, and 1 also where a text in another language than the taxonomy's is near a keyword."""
        named = found.copy()
        foreign = self.foreign(languages)
        if foreign.any():
            near = translated(vectors[foreign], self.taxonomy.touchpoints, self.embed)
            named[foreign] = np.maximum(found[foreign], near)
        return named

    def alone(self, texts: Sequence[str], languages: pd.Series) -> Matrix:
        """Confidence by the taxonomy alone, whatever else was written, shape (texts, touchpoints)."""
        found = self.found([self.matcher.find(text) for text in texts])
        vectors = np.asarray(self.embed(texts), dtype=np.float64)
        named = self.named(found, vectors, languages)
        surest = logistic(self.formula(languages).taxonomy_alone(named, self.seeds.likeness(vectors)))
        return np.where(self.readable(languages)[:, None], surest, KEYWORD_ALONE * found)
