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
from feedback_miner.tagging.combine import KEYWORD_ALONE, confidence
from feedback_miner.tagging.evidence import Reasons
from feedback_miner.tagging.keywords import Hit, KeywordMatcher
from feedback_miner.tagging.seeds import Seeds, unit
from feedback_miner.tagging.stages import StageFinder
from feedback_miner.tagging.teaching import DECIMALS, Labelled, Taught, teach
from feedback_miner.tagging.translated import translated
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
) -> DataFrame[Tags]:
    """Tag mentions with the touchpoints they speak of.

    Args:
        mentions: The mentions, in any order.
        vectors: Their unit vectors, one row a mention in the same order.
        taxonomy: The user's touchpoints.
        embed: Turns the taxonomy's texts into vectors of the same model.
        config: `min_confidence`, below which there is no tag, and `max_tags` a mention.
        languages: Where the vectors mean something. Other mentions are tagged by keyword alone.

    Returns:
        One row per (mention, touchpoint), by mention id and falling confidence. Confidence is in [0, 1],
        rounded to four decimals before the threshold applies; 0.5 means as likely right as wrong.

    Raises:
        TableError: If there are not as many vectors as mentions.
    """
    return _tagged(mentions, vectors, taxonomy, embed, config, languages, None)[0]


def tag_like(
    labelled: Labelled,
    mentions: DataFrame[Mentions],
    vectors: Vectors,
    taxonomy: Taxonomy,
    embed: Embed,
    config: TaggingConfig,
    languages: Sequence[str] = ("en",),
) -> tuple[DataFrame[Tags], Taught]:
    """Tag mentions as `tag` does, after learning from what people said of some of the records.

    Returns:
        The tags, and how sure the tagger is of the labelled records when it has not seen their labels. With
        few labels, or such that show no gain by cross-validation, the tags are those of `tag`.
    """
    tags, taught = _tagged(mentions, vectors, taxonomy, embed, config, languages, labelled)
    return tags, taught or Taught(empty(OutOfFold), {"learned_from": 0, "strictness": None})


def _tagged(
    mentions: DataFrame[Mentions],
    vectors: Vectors,
    taxonomy: Taxonomy,
    embed: Embed,
    config: TaggingConfig,
    languages: Sequence[str],
    labelled: Labelled | None,
) -> tuple[DataFrame[Tags], Taught | None]:
    if len(mentions) != len(vectors):
        raise TableError(f"{len(mentions)} mentions came with {len(vectors)} vectors")
    if mentions.empty:
        return empty(Tags), None
    order = np.argsort(mentions.mention_id.to_numpy(), kind="stable")
    table = mentions.iloc[order]
    ids, record_ids, texts = list(table.mention_id), list(table.record_id), list(table.text)
    exact = unit(np.asarray(vectors, dtype=np.float64)[order])
    readable = table.language.isin(list(languages)).to_numpy()

    matcher = KeywordMatcher.compile(taxonomy.touchpoints)
    hits = [matcher.find(text) for text in texts]
    seeds = Seeds.embed(taxonomy.touchpoints, embed)
    foreign = readable & (table.language != taxonomy.language).to_numpy()
    echoes = np.zeros((len(hits), len(taxonomy.touchpoints)))
    echoes[foreign] = translated(exact[foreign], taxonomy.touchpoints, embed) if foreign.any() else 0.0
    scores = _scores(hits, echoes, exact, readable, seeds)
    reasons = Reasons(hits, exact, readable, seeds)
    taught, precedents = None, None
    if labelled is not None:
        scores, taught, precedents = teach(
            scores, exact, readable, table, taxonomy, labelled, config.min_confidence
        )
    finder = StageFinder(taxonomy.stages, embed)
    tags = []
    for row, column in _chosen(scores, config):
        touchpoint = taxonomy.touchpoints[column]
        stage = finder.infer(texts[row], exact[row] if readable[row] else None, touchpoint.stages)
        like = precedents.reason(row, column, config.min_confidence) if precedents else None
        why = like or reasons.reason(row, column)
        tags.append((ids[row], record_ids[row], touchpoint.id, stage, scores[row, column], why))
    found = checked(pd.DataFrame(tags, columns=_COLUMNS), Tags) if tags else empty(Tags)
    return found, taught


def _scores(
    hits: list[list[Hit]], echoes: Matrix, vectors: Matrix, readable: NDArray[np.bool_], seeds: Seeds
) -> Matrix:
    """Confidence of every (mention, touchpoint), rounded. A keyword in translation counts as one."""
    found = np.zeros((len(hits), seeds.touchpoints), dtype=np.float64)
    for row, each in enumerate(hits):
        found[row, [hit.touchpoint for hit in each]] = 1.0
    scores = KEYWORD_ALONE * found
    if readable.any():
        named = np.maximum(found, echoes)[readable]
        scores[readable] = confidence(named, vectors[readable], seeds)
    return scores.round(DECIMALS)


def _chosen(scores: Matrix, config: TaggingConfig) -> Iterator[tuple[int, int]]:
    """The (row, column) pairs to keep, by row and falling score; ties in the taxonomy's order."""
    ranked = np.argsort(-scores, axis=1, kind="stable")[:, : config.max_tags]
    kept = np.take_along_axis(scores, ranked, axis=1) >= max(config.min_confidence, 10.0**-DECIMALS)
    for row, place in zip(*np.nonzero(kept), strict=True):
        yield int(row), int(ranked[row, place])
