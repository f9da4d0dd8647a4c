"""All that speaks for a touchpoint, mention by mention, before labels and context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_miner.errors import TableError
from feedback_miner.tables import Vectors
from feedback_miner.tagging.aspects import TUNED
from feedback_miner.tagging.combine import KEYWORD_ALONE, confidence
from feedback_miner.tagging.keywords import Hit
from feedback_miner.tagging.moments import moments
from feedback_miner.tagging.reader import Reader
from feedback_miner.tagging.seeds import Seeds
from feedback_miner.tagging.stages import StageFinder
from feedback_miner.tagging.teaching import DECIMALS

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


def read_signals(mentions: pd.DataFrame, vectors: Vectors, reader: Reader) -> Signals:
    """Keywords, nearness and what the corpus teaches, for mentions in any order.

    Raises:
        TableError: If there are not as many vectors as mentions.
    """
    if len(mentions) != len(vectors):
        raise TableError(f"{len(mentions)} mentions came with {len(vectors)} vectors")
    order = np.argsort(mentions.mention_id.to_numpy(), kind="stable")
    table = mentions.iloc[order]
    given = np.asarray(vectors, dtype=np.float64)[order]
    exact, readable, texts = reader.turned(given), reader.readable(table.language), list(table.text)
    hits = [reader.matcher.find(text) for text in texts]
    found = reader.found(hits)
    scores = KEYWORD_ALONE * found
    if readable.any():
        named = reader.named(found, exact, table.language)[readable]
        formula = reader.formula(table.language[readable])
        scores[readable] = confidence(named, exact[readable], reader.seeds, formula)
    return Signals(
        table=table,
        texts=texts,
        order=order,
        hits=hits,
        vectors=exact,
        readable=readable,
        seeds=reader.seeds,
        scores=scores.round(DECIMALS),
        shown=moments(given) if reader.encoder.name == TUNED else None,
        stages=StageFinder(reader.taxonomy.stages, reader.embed),
    )
