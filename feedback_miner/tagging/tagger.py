"""Mentions to tags, top to bottom."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame

from feedback_miner.config import TaggingConfig
from feedback_miner.tables import Encoder, Mentions, OutOfFold, Tags, Vectors, checked, empty
from feedback_miner.tagging.context import CARRIED, Context, Meant
from feedback_miner.tagging.evidence import Reasons
from feedback_miner.tagging.questions import asked_about, cited
from feedback_miner.tagging.reader import Reader
from feedback_miner.tagging.signals import Signals, read_signals
from feedback_miner.tagging.teaching import DECIMALS, Labelled, Precedents, Taught, teach
from feedback_miner.taxonomy import Taxonomy

Matrix = NDArray[np.float64]
NO_CONTEXT = Context()
_COLUMNS = ["mention_id", "record_id", "touchpoint", "stage", "confidence", "evidence"]


def tag(
    mentions: DataFrame[Mentions],
    vectors: Vectors,
    taxonomy: Taxonomy,
    encoder: Encoder,
    config: TaggingConfig,
    context: Context = NO_CONTEXT,
) -> DataFrame[Tags]:
    """Tag mentions with the touchpoints they speak of.

    Args:
        mentions: The mentions, in any order.
        vectors: Their unit vectors, one row a mention in the same order.
        taxonomy: The user's touchpoints.
        encoder: What the vectors come from. Mentions in languages it does not read get keywords alone.
        config: `min_confidence`, below which there is no tag, and `max_tags` a mention.
        context: What stands around the mentions: those before them, and the question they answer.

    Returns:
        One row per (mention, touchpoint), by mention id and falling confidence. Confidence is in [0, 1],
        rounded to four decimals before the threshold applies; 0.5 means as likely right as wrong.

    Raises:
        TableError: If there are not as many vectors as mentions.
    """
    if mentions.empty:
        return empty(Tags)
    reader = Reader(taxonomy, encoder)
    signals = read_signals(mentions, vectors, reader)
    return _tags(signals, signals.scores, None, reader, config, context)


def tag_like(
    labelled: Labelled,
    mentions: DataFrame[Mentions],
    vectors: Vectors,
    taxonomy: Taxonomy,
    encoder: Encoder,
    config: TaggingConfig,
    context: Context = NO_CONTEXT,
) -> tuple[DataFrame[Tags], Taught]:
    """Tag mentions as `tag` does, after learning from what people said of some of the records.

    Returns:
        The tags, and how sure the tagger is of the labelled records when it has not seen their labels. With
        few labels, or such that show no gain by cross-validation, the tags are those of `tag`.
    """
    if mentions.empty:
        return empty(Tags), Taught(empty(OutOfFold), {"learned_from": 0, "strictness": None})
    reader = Reader(taxonomy, encoder)
    signals = read_signals(mentions, vectors, reader)
    scores, taught, precedents = teach(
        signals.scores,
        signals.vectors,
        signals.readable,
        signals.table,
        reader,
        labelled,
        config.min_confidence,
    )
    return _tags(signals, scores, precedents, reader, config, context), taught


def _tags(
    signals: Signals,
    scores: Matrix,
    precedents: Precedents | None,
    reader: Reader,
    config: TaggingConfig,
    context: Context,
) -> DataFrame[Tags]:
    """The tags, row by row, each with its reason."""
    ids, record_ids = list(signals.table.mention_id), list(signals.table.record_id)
    questions = [context.questions[row] for row in signals.order] if context.questions is not None else []
    meant = Meant.of(scores, context.antecedents, signals.order)
    if any(questions):
        meant = meant.answering(asked_about(questions, signals.texts, list(signals.table.language), reader))
    reasons = Reasons(signals.hits, signals.vectors, signals.readable, signals.seeds)

    def why(row: int, column: int) -> str:
        if meant.asked[row, column]:
            return cited(questions[row] or "")
        source = meant.source(row, column)
        like = precedents.reason(source, column, config.min_confidence) if precedents else None
        reason = like or reasons.reason(source, column)
        return reason if source == row else f"{CARRIED} {reason}"

    rows = []
    for row, column in _chosen(meant.scores, config):
        touchpoint = reader.taxonomy.touchpoints[column]
        stage, score = signals.stage(row, touchpoint.stages), meant.scores[row, column]
        rows.append((ids[row], record_ids[row], touchpoint.id, stage, score, why(row, column)))
    return checked(pd.DataFrame(rows, columns=_COLUMNS), Tags) if rows else empty(Tags)


def _chosen(scores: Matrix, config: TaggingConfig) -> Iterator[tuple[int, int]]:
    """The (row, column) pairs to keep, by row and falling score; ties in the taxonomy's order."""
    ranked = np.argsort(-scores, axis=1, kind="stable")[:, : config.max_tags]
    kept = np.take_along_axis(scores, ranked, axis=1) >= max(config.min_confidence, 10.0**-DECIMALS)
    for row, place in zip(*np.nonzero(kept), strict=True):
        yield int(row), int(ranked[row, place])
