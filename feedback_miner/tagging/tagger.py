"""Mentions to tags, top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame

from feedback_miner.config import TaggingConfig
from feedback_miner.errors import TableError
from feedback_miner.tables import Embed, Mentions, OutOfFold, Tags, Vectors, checked, empty
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
    embed: Embed,
    config: TaggingConfig,
    languages: Sequence[str] = ("en",),
    encoder: str = "",
    antecedents: Rows | None = None,
) -> DataFrame[Tags]:
    """Tag mentions with the touchpoints they speak of.

    Args:
        mentions: The mentions, in any order.
        vectors: Their unit vectors, one row a mention in the same order.
        taxonomy: The user's touchpoints.
        embed: Turns the taxonomy's texts into vectors of the same model.
        config: `min_confidence`, below which there is no tag, and `max_tags` a mention.
        languages: Where the vectors mean something. Other mentions are tagged by keyword alone.
        encoder: Where the vectors come from; what was learned for one encoder is used for that one.
        antecedents: For each mention the row of the one that names what it speaks of, or -1.

    Returns:
        One row per (mention, touchpoint), by mention id and falling confidence. Confidence is in [0, 1],
        rounded to four decimals before the threshold applies; 0.5 means as likely right as wrong.

    Raises:
        TableError: If there are not as many vectors as mentions.
    """
    return _tagged(mentions, vectors, taxonomy, embed, config, languages, encoder, antecedents, None)[0]


def tag_like(
    labelled: Labelled,
    mentions: DataFrame[Mentions],
    vectors: Vectors,
    taxonomy: Taxonomy,
    embed: Embed,
    config: TaggingConfig,
    languages: Sequence[str] = ("en",),
    encoder: str = "",
    antecedents: Rows | None = None,
) -> tuple[DataFrame[Tags], Taught]:
    """Tag mentions as `tag` does, after learning from what people said of some of the records.

    Returns:
        The tags, and how sure the tagger is of the labelled records when it has not seen their labels. With
        few labels, or such that show no gain by cross-validation, the tags are those of `tag`.
    """
    tags, taught = _tagged(
        mentions, vectors, taxonomy, embed, config, languages, encoder, antecedents, labelled
    )
    return tags, taught or Taught(empty(OutOfFold), {"learned_from": 0, "strictness": None})


def _tagged(
    mentions: DataFrame[Mentions],
    vectors: Vectors,
    taxonomy: Taxonomy,
    embed: Embed,
    config: TaggingConfig,
    languages: Sequence[str],
    encoder: str,
    antecedents: Rows | None,
    labelled: Labelled | None,
) -> tuple[DataFrame[Tags], Taught | None]:
    if len(mentions) != len(vectors):
        raise TableError(f"{len(mentions)} mentions came with {len(vectors)} vectors")
    if mentions.empty:
        return empty(Tags), None
    signals = read_signals(mentions, vectors, taxonomy, embed, languages, encoder)
    scores, taught, precedents = signals.scores, None, None
    if labelled is not None:
        scores, taught, precedents = teach(
            scores,
            signals.vectors,
            signals.readable,
            signals.table,
            taxonomy,
            labelled,
            config.min_confidence,
        )
    meant = Meant.of(scores, antecedents, signals.order)
    rows = list(_rows(signals, meant, precedents, taxonomy, config))
    found = checked(pd.DataFrame(rows, columns=_COLUMNS), Tags) if rows else empty(Tags)
    return found, taught


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
