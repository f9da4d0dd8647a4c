"""The step itself: which mentions can carry a topic, and whether topics are found anew or go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame
from threadpoolctl import threadpool_limits

from feedback_miner.config import NamingConfig, TopicsConfig
from feedback_miner.tables import JudgedMentions, TopicLineage, Topics, Vectors, checked, empty
from feedback_miner.topics.context import in_context
from feedback_miner.topics.endpoint import name_by_endpoint
from feedback_miner.topics.fresh import fresh_topics
from feedback_miner.topics.identity import Previous
from feedback_miner.topics.later import later_topics
from feedback_miner.topics.lineage import lineage
from feedback_miner.topics.names import Group, Named, name_topics
from feedback_miner.topics.refit import refitted_topics
from feedback_miner.topics.table import topic_table

MIN_WORDS = 3


@dataclass(frozen=True)
class Found:
    """What this step gives.

    Attributes:
        mentions: As they came, with `topic_id`.
        topics: Topics and their themes, largest first.
        lineage: What became of the topics of the earlier run; without one, all are born.
        warnings: What a person should know of their names.
    """

    mentions: DataFrame[JudgedMentions]
    topics: DataFrame[Topics]
    lineage: DataFrame[TopicLineage]
    warnings: Sequence[str] = ()


def find_topics(
    mentions: DataFrame[JudgedMentions],
    vectors: Vectors,
    config: TopicsConfig,
    seed: int,
    languages: Sequence[str] = ("en",),
    *,
    strata: Sequence[str] | None = None,
    previous: Previous | None = None,
    run: str = "",
    cache_dir: Path | None = None,
) -> Found:
    """Give mentions a topic where there is one to give.

    Mentions of under three words are assigned where they are near a topic, but found none. Mentions in a
    language that the vectors do not speak get none; fewer than `min_mentions` usable mentions give no topics.

    Args:
        mentions: The mentions of the run, in any order.
        vectors: Their unit vectors by what is spoken of, shape (mentions, dimensions), in the same order.
        config: Settings of this step.
        seed: For all draws.
        languages: The languages that the vectors speak.
        strata: A stratum for each mention, its source and month say, so that a sample holds some of each.
        previous: An earlier run, whose topics go on.
        run: What this run is called, for `born_in`.
        cache_dir: Where answers of an endpoint that names topics are kept, if there is one.

    Raises:
        ConfigError: If the key of that endpoint is missing.
    """
    order = np.argsort(mentions.mention_id.to_numpy(dtype=str), kind="stable")
    order = order[mentions.language.isin(languages).to_numpy()[order]]
    if not config.enabled or (order.size < config.min_mentions and previous is None):
        nothing = checked(mentions.assign(topic_id=None), JudgedMentions)
        return Found(nothing, empty(Topics), empty(TopicLineage))
    rows = mentions.iloc[order].reset_index(drop=True)
    levels = pd.Series(strata if strata is not None else [""] * len(mentions), dtype=object).iloc[order]
    with threadpool_limits(1):
        near = in_context(list(rows.text), list(rows.record_id), vectors[order])
        telling = _telling(rows)
        if previous is None:
            grouped = fresh_topics(rows, near, list(levels), telling, config, seed)
        elif config.refit:
            grouped = refitted_topics(rows, near, list(levels), telling, previous, config, seed)
        else:
            grouped = later_topics(rows, near, telling, previous, config, seed)
        naming = _Naming(config.naming, cache_dir)
        topics = topic_table(rows, near, grouped, previous, run, naming)
    column = np.full(len(mentions), None, dtype=object)
    column[order] = grouped.column()
    found = checked(mentions.assign(topic_id=column), JudgedMentions)
    return Found(found, topics, lineage(found, grouped, previous), naming.warnings)


class _Naming:
    """Names from the mentions' own words, or from an endpoint where one is set."""

    def __init__(self, config: NamingConfig, cache_dir: Path | None) -> None:
        self.config, self.cache_dir = config, cache_dir
        self.warnings: list[str] = []

    def __call__(self, groups: Sequence[Group]) -> list[Named]:
        named, self.warnings = name_by_endpoint(groups, name_topics(groups), self.config, self.cache_dir)
        return named


def _telling(mentions: pd.DataFrame) -> NDArray[np.bool_]:
    """Which mentions say enough to found a topic."""
    return (mentions.text.str.count(r"\w+") >= MIN_WORDS).to_numpy()
