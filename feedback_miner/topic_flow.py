"""Everything about topics in one run: found, edited, counted over time. Called by `mine` and by `topics`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from feedback_miner.config import Config
from feedback_miner.embedding import cache_folder
from feedback_miner.errors import UsageError
from feedback_miner.runs import Run
from feedback_miner.tables import JudgedMentions, JudgedRecords, Vectors
from feedback_miner.tagging import aspects
from feedback_miner.topic_history import History
from feedback_miner.topics import Previous, emerging, find_topics, topic_periods

UNDATED = "undated"
_CHUNK = 50_000


@dataclass(frozen=True)
class RunTopics:
    """Topics of a run.

    Attributes:
        mentions: With their topics.
        tables: Topics and what belongs to them, by the name of their file.
        facts: For the manifest, where edits hold.
        warnings: What a person should know of the names.
    """

    mentions: DataFrame[JudgedMentions]
    tables: dict[str, pd.DataFrame]
    facts: Mapping[str, Any] | None
    warnings: Sequence[str] = ()


def topics_of(
    records: DataFrame[JudgedRecords],
    mentions: DataFrame[JudgedMentions],
    vectors: Vectors,
    encoder: str,
    config: Config,
    past: History,
) -> RunTopics:
    """Find the topics of mentions, let the edits of people hold, and count them over time.

    Args:
        records: All records of the run.
        mentions: All mentions of the run.
        vectors: Their unit vectors, shape (mentions, dimensions), in the order of the mentions.
        encoder: Where the vectors come from.
        config: All settings.
        past: The earlier run that goes on, and edits.

    Raises:
        UsageError: If the earlier run was made with another encoder.
    """
    found = find_topics(
        mentions,
        spoken_of(encoder, vectors),
        config.topics,
        config.seed,
        config.embedding.reads,
        strata=_strata(records, mentions),
        previous=previous_topics(past, encoder) if past.run else None,
        run=_newest(records),
        cache_dir=cache_folder(config.embedding),
    )
    edited = past.edit(found.mentions, found.topics)
    settings = config.topics.over_time
    tables: dict[str, pd.DataFrame] = {
        "topics": edited.topics,
        "topic_lineage": found.lineage,
        "topic_periods": topic_periods(
            records, edited.mentions, edited.topics, settings, config.insights.level
        ),
        "emerging_topics": emerging(records, edited.mentions, edited.topics, settings, config.insights.level),
    }
    return RunTopics(edited.mentions, tables | edited.tables, edited.facts, found.warnings)


def previous_topics(past: History, encoder: str) -> Previous:
    """What the earlier run knew, with its vectors turned as those of this run are.

    Raises:
        UsageError: If its vectors come from another encoder.
    """
    run: Run | None = past.run
    if run is None:
        raise LookupError("no earlier run")
    theirs = str(run.manifest["models"]["embedding"]).split(" ", maxsplit=1)[0]
    if theirs != encoder:
        hint = f"Set embedding.model to '{theirs}', or start anew without the earlier run."
        message = f"its vectors are of the encoder '{theirs}', those of this run of '{encoder}'."
        raise UsageError(message, place=str(run.path), hint=hint)
    return Previous(past.mentions, spoken_of(encoder, run.vectors), past.topics)


def spoken_of(encoder: str, vectors: Vectors) -> Vectors:
    """Vectors turned so that nearness means speaking of the same thing, however one feels about it."""
    turned: Vectors = np.empty(vectors.shape, dtype=np.float32)
    for start in range(0, len(vectors), _CHUNK):
        part = slice(start, start + _CHUNK)
        turned[part] = aspects(encoder, vectors[part])
    return turned


def _strata(records: pd.DataFrame, mentions: pd.DataFrame) -> list[str]:
    """Source and month of each mention."""
    month = records.created_at.dt.strftime("%Y-%m").fillna(UNDATED)
    strata = pd.Series((records.source.astype(str) + " " + month).to_numpy(), index=records.record_id)
    return list(strata.reindex(mentions.record_id))


def _newest(records: pd.DataFrame) -> str:
    """The newest day of the data: the same for the same data, unlike the name of a folder."""
    newest = records.created_at.max()
    return UNDATED if pd.isna(newest) else newest.strftime("%Y-%m-%d")
