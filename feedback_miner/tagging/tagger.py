"""Mentions to tags, top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame

from feedback_miner.config import TaggingConfig
from feedback_miner.tables import Encoder, Mentions, OutOfFold, Tags, Vectors, checked, empty
from feedback_miner.tagging.context import CARRIED, Meant
from feedback_miner.tagging.evidence import Reasons
from feedback_miner.tagging.signals import Rows, Signals, read_signals
from feedback_miner.tagging.teaching import DECIMALS, Labelled, Precedents, Taught, teach
from feedback_miner.taxonomy import Taxonomy

Matrix = NDArray[np.float64]
_COLUMNS = ["mention_id", "record_id", "touchpoint", "stage", "confidence", "evidence"]


def tag(
    mentions: DataFrame[Mentions],
    vectors: Vectors,
    taxonomy: Taxonomy,
    encoder: Encoder,
    config: TaggingConfig,
    antecedents: Rows | None = None,
) -> DataFrame[Tags]:
    """Tag mentions with the touchpoints they speak of.

    Args:
        mentions: The mentions, in any order.
        vectors: Their unit vectors, one row a mention in the same order.
        taxonomy: The user's touchpoints.
        encoder: What the vectors come from. Mentions in languages it does not read get keywords alone.
        config: `min_confidence`, below which there is no tag, and `max_tags` a mention.
        antecedents: For each mention the row of the one that names what it speaks of, or -1.

    Returns:
        One row per (mention, touchpoint), by mention id and falling confidence. Confidence is in [0, 1],
        rounded to four decimals before the threshold applies; 0.5 means as likely right as wrong.

    Raises:
        TableError: If there are not as many vectors as mentions.
    """
    if mentions.empty:
        return empty(Tags)
    signals = read_signals(mentions, vectors, taxonomy, encoder)
    meant = Meant.of(signals.scores, antecedents, signals.order)
    return _table(_rows(signals, meant, None, taxonomy, config))


def tag_like(
    labelled: Labelled,
    mentions: DataFrame[Mentions],
    vectors: Vectors,
    taxonomy: Taxonomy,
    encoder: Encoder,
    config: TaggingConfig,
    antecedents: Rows | None = None,
) -> tuple[DataFrame[Tags], Taught]:
    """Tag mentions as `tag` does, after learning from what people said of some of the records.

    Returns:
        The tags, and how sure the tagger is of the labelled records when it has not seen their labels. With
        few labels, or such that show no gain by cross-validation, the tags are those of `tag`.
    """
    if mentions.empty:
        return empty(Tags), Taught(empty(OutOfFold), {"learned_from": 0, "strictness": None})
    signals = read_signals(mentions, vectors, taxonomy, encoder)
    scores, taught, precedents = teach(
        signals.scores,
        signals.vectors,
        signals.readable,
        signals.table,
        taxonomy,
        labelled,
        config.min_confidence,
    )
    meant = Meant.of(scores, antecedents, signals.order)
    return _table(_rows(signals, meant, precedents, taxonomy, config)), taught


def _table(rows: Iterable[tuple[object, ...]]) -> DataFrame[Tags]:
    found = pd.DataFrame(list(rows), columns=_COLUMNS)
    return empty(Tags) if found.empty else checked(found, Tags)


def _rows(
    signals: Signals, meant: Meant, precedents: Precedents | None, taxonomy: Taxonomy, config: TaggingConfig
) -> Iterator[tuple[object, ...]]:
    """The tags, row by row, each with its reason."""
    ids, record_ids = list(signals.table.mention_id), list(signals.table.record_id)
    reasons = Reasons(signals.hits, signals.vectors, signals.readable, signals.seeds)
    for row, column in _chosen(meant.scores, config):
        touchpoint, source = taxonomy.touchpoints[column], meant.source(row, column)
        like = precedents.reason(source, column, config.min_confidence) if precedents else None
        why = like or reasons.reason(source, column)
        why = why if source == row else f"{CARRIED} {why}"
        stage = signals.stage(row, touchpoint.stages)
        yield ids[row], record_ids[row], touchpoint.id, stage, meant.scores[row, column], why


def _chosen(scores: Matrix, config: TaggingConfig) -> Iterator[tuple[int, int]]:
    """The (row, column) pairs to keep, by row and falling score; ties in the taxonomy's order."""
    ranked = np.argsort(-scores, axis=1, kind="stable")[:, : config.max_tags]
    kept = np.take_along_axis(scores, ranked, axis=1) >= max(config.min_confidence, 10.0**-DECIMALS)
    for row, place in zip(*np.nonzero(kept), strict=True):
        yield int(row), int(ranked[row, place])
