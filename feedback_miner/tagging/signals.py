"""All that speaks for a touchpoint, mention by mention, before labels and context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_miner.errors import TableError
from feedback_miner.tables import Encoder, Vectors
from feedback_miner.tagging.aspects import TUNED, aspects, embed_aspects
from feedback_miner.tagging.combine import FORMULAS, GENERAL, KEYWORD_ALONE, confidence
from feedback_miner.tagging.keywords import Hit, KeywordMatcher
from feedback_miner.tagging.moments import moments
from feedback_miner.tagging.seeds import Seeds
from feedback_miner.tagging.stages import StageFinder
from feedback_miner.tagging.teaching import DECIMALS
from feedback_miner.tagging.translated import translated
from feedback_miner.taxonomy import Taxonomy

Matrix = NDArray[np.float64]
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Signals:
    """What is known of each mention, by mention id.

    Attributes:
        table: The mentions.
        texts: Their words.
        order: The row of each in the table before it was sorted.
        hits: The keywords in each.
        vectors: Unit vectors by what is spoken of.
        readable: Whether the vectors know the mention's language.
        seeds: What the taxonomy says of the touchpoints.
        scores: Confidence without labels, shape (mentions, touchpoints).
        shown: Chances of the learned moments, or None where the encoder has no model for them.
        stages: Tells the stages apart.
    """

    table: pd.DataFrame
    texts: list[str]
    order: Rows
    hits: list[list[Hit]]
    vectors: Matrix
    readable: NDArray[np.bool_]
    seeds: Seeds
    scores: Matrix
    shown: Matrix | None
    stages: StageFinder

    def stage(self, row: int, options: Sequence[str]) -> str | None:
        """The stage of a mention among the options, or None where none is sure."""
        if not self.readable[row]:
            return self.stages.infer(self.texts[row], None, options)
        shown = None if self.shown is None else self.shown[row]
        return self.stages.infer(self.texts[row], self.vectors[row], options, shown)


def read_signals(mentions: pd.DataFrame, vectors: Vectors, taxonomy: Taxonomy, encoder: Encoder) -> Signals:
    """Keywords, nearness and what the corpus teaches, for mentions in any order.

    Raises:
        TableError: If there are not as many vectors as mentions.
    """
    if len(mentions) != len(vectors):
        raise TableError(f"{len(mentions)} mentions came with {len(vectors)} vectors")
    order = np.argsort(mentions.mention_id.to_numpy(), kind="stable")
    table = mentions.iloc[order]
    given = np.asarray(vectors, dtype=np.float64)[order]
    exact, turned = aspects(encoder.name, given), embed_aspects(encoder.name, encoder.embed)
    readable = table.language.isin(list(encoder.languages)).to_numpy()
    matcher = KeywordMatcher.compile(taxonomy.touchpoints)
    texts = list(table.text)
    hits = [matcher.find(text) for text in texts]
    seeds = Seeds.embed(taxonomy.touchpoints, turned)

    found = np.zeros((len(hits), seeds.touchpoints), dtype=np.float64)
    for row, each in enumerate(hits):
        found[row, [hit.touchpoint for hit in each]] = 1.0
    scores, named = KEYWORD_ALONE * found, found.copy()
    foreign = readable & (table.language != taxonomy.language).to_numpy()
    if foreign.any():  # a keyword in translation counts as one
        named[foreign] = np.maximum(found[foreign], translated(exact[foreign], taxonomy.touchpoints, turned))
    if readable.any():
        formula = FORMULAS.get(encoder.name, GENERAL)
        scores[readable] = confidence(named[readable], exact[readable], seeds, formula)
    return Signals(
        table=table,
        texts=texts,
        order=order,
        hits=hits,
        vectors=exact,
        readable=readable,
        seeds=seeds,
        scores=scores.round(DECIMALS),
        shown=moments(given) if encoder.name == TUNED else None,
        stages=StageFinder(taxonomy.stages, turned),
    )
